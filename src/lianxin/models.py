"""Where Django looks for the models of the one app; each stands in its room."""

from lianxin.kernel.models import AuditHead, AuditRow
from lianxin.people.models import (
    Absence,
    Account,
    Area,
    Grant,
    Officer,
    Partnership,
    Token,
    Unit,
)
from lianxin.records.file.models import Condition, Income, Living, Standing
from lianxin.records.intake.models import RosterImport, SetAside
from lianxin.register.models import (
    Code,
    Household,
    Membership,
    Pairing,
    Person,
    QualityRule,
    SavedView,
    Spelling,
)

__all__ = [
    "Absence",
    "Account",
    "Area",
    "AuditHead",
    "AuditRow",
    "Code",
    "Condition",
    "Grant",
    "Household",
    "Income",
    "Living",
    "Membership",
    "Officer",
    "Pairing",
    "Partnership",
    "Person",
    "QualityRule",
    "RosterImport",
    "SavedView",
    "SetAside",
    "Spelling",
    "Standing",
    "Token",
    "Unit",
]
