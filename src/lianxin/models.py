"""Where Django looks for the models of the one app; each stands in its room."""

from lianxin.aid.models import Activity, Attendance, Delivery, Goods, Presence
from lianxin.kernel.models import AuditHead, AuditRow, Epoch, Tally
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
from lianxin.plans.models import Measure, MeasureStep
from lianxin.pool.models import Project, Receipt
from lianxin.records.diary.models import (
    Act,
    Amendment,
    AwaitedPhoto,
    Draft,
    Entry,
    Photo,
    Phrase,
)
from lianxin.records.file.income import Income, IncomeAmount, IncomeItem, IncomeRule
from lianxin.records.file.models import (
    Condition,
    Dwelling,
    Land,
    Livelihood,
    Living,
    Standing,
)
from lianxin.records.intake.models import RosterImport, SetAside
from lianxin.records.needs.models import Need, NeedStep, ReplyRule
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
from lianxin.results.forms.models import FormTemplate
from lianxin.results.links.models import DataLink
from lianxin.results.models import IssuedPaper
from lianxin.results.publicity.models import Objection, Publicity, PublicityRule
from lianxin.sync.models import Device, Feed, Given, Proposal, Quarantined, Received
from lianxin.visits.models import Requirement

__all__ = [
    "Absence",
    "Account",
    "Act",
    "Activity",
    "Amendment",
    "Area",
    "Attendance",
    "AuditHead",
    "AuditRow",
    "AwaitedPhoto",
    "Code",
    "Condition",
    "DataLink",
    "Delivery",
    "Device",
    "Draft",
    "Dwelling",
    "Entry",
    "Epoch",
    "Feed",
    "FormTemplate",
    "Given",
    "Goods",
    "Grant",
    "Household",
    "Income",
    "IncomeAmount",
    "IncomeItem",
    "IncomeRule",
    "IssuedPaper",
    "Land",
    "Livelihood",
    "Living",
    "Measure",
    "MeasureStep",
    "Membership",
    "Need",
    "NeedStep",
    "Objection",
    "Officer",
    "Pairing",
    "Partnership",
    "Person",
    "Photo",
    "Phrase",
    "Presence",
    "Project",
    "Proposal",
    "Publicity",
    "PublicityRule",
    "QualityRule",
    "Quarantined",
    "Receipt",
    "Received",
    "ReplyRule",
    "Requirement",
    "RosterImport",
    "SavedView",
    "SetAside",
    "Spelling",
    "Standing",
    "Tally",
    "Token",
    "Unit",
]
