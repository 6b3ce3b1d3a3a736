"""Where Django looks for the models of the one app; each stands in its room."""

from lianxin.aid.kinds.models import ActivityKind
from lianxin.aid.models import Activity, Attendance, Delivery, Participant, Presence
from lianxin.aid.outcomes.models import ActivityResult, FollowUp
from lianxin.aid.planning.models import ActivityExpert, ActivityMeans, Expert, Invitation
from lianxin.aid.receipts.models import ReceiptWord
from lianxin.aid.village_plan.models import (
    CommentRule,
    ItemStep,
    PlanItem,
    ProblemSource,
    VillageComment,
    VillagePlan,
    VillageProblem,
)
from lianxin.aid.village_profile.models import VillageFact, VillageIndicator
from lianxin.kernel.models import AuditHead, AuditRow, Epoch, Tally
from lianxin.office.bodies.models import Body, Holder, Post
from lianxin.office.documents.models import Document, DocumentVersion
from lianxin.office.meetings.models import Attendee, Meeting
from lianxin.office.tasks.models import Task, TaskOfficer, TaskStep, YearGoal
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
from lianxin.plans.commitments.models import Commitment
from lianxin.plans.household.models import Goal, Plan, PlanTemplate, Stage, StageReview
from lianxin.plans.models import Measure, MeasureStep
from lianxin.plans.pairing.models import Advice, AdvisedPair, PairingRule, Strength
from lianxin.pool.loans.models import Loan, Repayment
from lianxin.pool.models import Acceptance, Goods, Project, ProjectStage, Receipt, Spending
from lianxin.pool.offers.models import Allocation, NeedField, Offer, OfferTerms, Posting
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
    Position,
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
from lianxin.results.assessment.models import (
    Assessment,
    AssessmentStep,
    FrozenAssessment,
    Scheme,
    SchemeBar,
    SchemeDeduction,
    SchemeGrade,
    SchemeItem,
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
    "Acceptance",
    "Account",
    "Act",
    "Activity",
    "ActivityExpert",
    "ActivityKind",
    "ActivityMeans",
    "ActivityResult",
    "Advice",
    "AdvisedPair",
    "Allocation",
    "Allowance",
    "Amendment",
    "Area",
    "Assessment",
    "AssessmentStep",
    "Attendance",
    "Attendee",
    "AuditHead",
    "AuditRow",
    "AwaitedPhoto",
    "Batch",
    "BatchHome",
    "BatchOfficer",
    "Blocked",
    "Body",
    "Card",
    "CardWords",
    "Code",
    "ColumnMapping",
    "CommentRule",
    "Commitment",
    "Condition",
    "Confirmation",
    "DataLink",
    "Delivery",
    "Device",
    "Document",
    "DocumentVersion",
    "Doubt",
    "DoubtRule",
    "DoubtSign",
    "DoubtStep",
    "Draft",
    "Dwelling",
    "Entry",
    "Epoch",
    "Expert",
    "ExportJob",
    "Feed",
    "FollowUp",
    "FormTemplate",
    "FrozenAssessment",
    "Given",
    "Goal",
    "Goods",
    "Grant",
    "Holder",
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
    "Invitation",
    "IssuedPaper",
    "ItemStep",
    "Land",
    "Livelihood",
    "Living",
    "Loan",
    "Measure",
    "MeasureStep",
    "MedicalAid",
    "Meeting",
    "Membership",
    "Need",
    "NeedField",
    "NeedStep",
    "Objection",
    "Offer",
    "OfferTerms",
    "Officer",
    "Pairing",
    "PairingRule",
    "Participant",
    "Partnership",
    "PartyLife",
    "Person",
    "Photo",
    "Phrase",
    "Plan",
    "PlanItem",
    "PlanTemplate",
    "Position",
    "Post",
    "Posting",
    "Presence",
    "ProblemSource",
    "Production",
    "Project",
    "ProjectStage",
    "Proposal",
    "Publicity",
    "PublicityRule",
    "QualityRule",
    "Quarantined",
    "Receipt",
    "ReceiptWord",
    "Received",
    "Recheck",
    "RecheckItem",
    "Reminded",
    "Reminding",
    "Repayment",
    "ReplyRule",
    "Requirement",
    "RosterImport",
    "SavedView",
    "Schedule",
    "ScheduleRule",
    "Scheme",
    "SchemeBar",
    "SchemeDeduction",
    "SchemeGrade",
    "SchemeItem",
    "Season",
    "Service",
    "SetAside",
    "Spelling",
    "Spending",
    "Stage",
    "StageReview",
    "Standing",
    "Strength",
    "StudyAid",
    "Subsidy",
    "Support",
    "Tally",
    "Task",
    "TaskOfficer",
    "TaskStep",
    "Token",
    "Unit",
    "VillageComment",
    "VillageFact",
    "VillageIndicator",
    "VillagePlan",
    "VillageProblem",
    "Welfare",
    "YearGoal",
]
