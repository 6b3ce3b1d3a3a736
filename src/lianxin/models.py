"""Where Django looks for the models of the one app; each stands in its room."""

from lianxin.aid.models import Activity, Attendance, Delivery, Goods, Presence
from lianxin.kernel.models import AuditHead, AuditRow, Epoch, Tally
from lianxin.people.hooks.models import Hook, HookCall
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
from lianxin.plans.household.models import Goal, Plan, PlanTemplate, Stage, StageReview
from lianxin.plans.models import Measure, MeasureStep
from lianxin.pool.models import Project, Receipt
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.diary.models import (
    Act,
    Amendment,
    AwaitedPhoto,
    Draft,
    Entry,
    Photo,
    Phrase,
)
from lianxin.records.file.benefits import MedicalAid, StudyAid, Subsidy
from lianxin.records.file.income import Income, IncomeAmount, IncomeItem, IncomeRule
from lianxin.records.file.models import (
    Allowance,
    Condition,
    Dwelling,
    Insurance,
    Land,
    Livelihood,
    Living,
    PartyLife,
    Production,
    Service,
    Standing,
    Support,
    Welfare,
)
from lianxin.records.intake.models import ColumnMapping, RosterImport, SetAside
from lianxin.records.needs.models import Need, NeedStep, ReplyRule
from lianxin.register.cards.models import Card, CardWords
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
from lianxin.results.models import ExportJob, IssuedPaper
from lianxin.results.profile.models import Indicator, IndicatorSet
from lianxin.results.publicity.models import Objection, Publicity, PublicityRule
from lianxin.results.reminders.models import Reminded, Reminding
from lianxin.review.models import (
    Doubt,
    DoubtRule,
    DoubtSign,
    DoubtStep,
    Recheck,
    RecheckItem,
)
from lianxin.sync.models import Device, Feed, Given, Proposal, Quarantined, Received
from lianxin.visits.batches.models import Batch, BatchHome, BatchOfficer
from lianxin.visits.days.models import Blocked, Holiday, Season
from lianxin.visits.models import Requirement
from lianxin.visits.schedule.models import Schedule, ScheduleRule

__all__ = [
    "Absence",
    "Account",
    "Act",
    "Activity",
    "Allowance",
    "Amendment",
    "Area",
    "Attendance",
    "AuditHead",
    "AuditRow",
    "AwaitedPhoto",
    "Batch",
    "BatchHome",
    "BatchOfficer",
    "Blocked",
    "Card",
    "CardWords",
    "Code",
    "ColumnMapping",
    "Condition",
    "Confirmation",
    "DataLink",
    "Delivery",
    "Device",
    "Doubt",
    "DoubtRule",
    "DoubtSign",
    "DoubtStep",
    "Draft",
    "Dwelling",
    "Entry",
    "Epoch",
    "ExportJob",
    "Feed",
    "FormTemplate",
    "Given",
    "Goal",
    "Goods",
    "Grant",
    "Holiday",
    "Hook",
    "HookCall",
    "Household",
    "Income",
    "IncomeAmount",
    "IncomeItem",
    "IncomeRule",
    "Indicator",
    "IndicatorSet",
    "Insurance",
    "IssuedPaper",
    "Land",
    "Livelihood",
    "Living",
    "Measure",
    "MeasureStep",
    "MedicalAid",
    "Membership",
    "Need",
    "NeedStep",
    "Objection",
    "Officer",
    "Pairing",
    "Partnership",
    "PartyLife",
    "Person",
    "Photo",
    "Phrase",
    "Plan",
    "PlanTemplate",
    "Presence",
    "Production",
    "Project",
    "Proposal",
    "Publicity",
    "PublicityRule",
    "QualityRule",
    "Quarantined",
    "Receipt",
    "Received",
    "Recheck",
    "RecheckItem",
    "Reminded",
    "Reminding",
    "ReplyRule",
    "Requirement",
    "RosterImport",
    "SavedView",
    "Schedule",
    "ScheduleRule",
    "Season",
    "Service",
    "SetAside",
    "Spelling",
    "Stage",
    "StageReview",
    "Standing",
    "StudyAid",
    "Subsidy",
    "Support",
    "Tally",
    "Token",
    "Unit",
    "Welfare",
]
