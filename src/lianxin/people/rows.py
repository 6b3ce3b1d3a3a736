"""The kinds of rows in groups that one sees together."""

from __future__ import annotations

REGISTER = frozenset(
    [
        *("Household", "Person", "Membership", "Pairing", "Standing", "Living", "Dwelling"),
        "Position",
        *("Land", "Income", "IncomeAmount", "Condition", "Livelihood"),
        *("Production", "Allowance", "Insurance", "Support", "Welfare", "PartyLife", "Service"),
        *("Subsidy", "StudyAid", "MedicalAid"),
    ]
)
DIARY = frozenset(["Entry", "Act", "Amendment", "Photo", "AwaitedPhoto", "Need", "NeedStep"])
HELP = frozenset(
    [
        "Measure",
        "MeasureStep",
        *("Plan", "Stage", "Goal", "StageReview"),
        "Project",
        "Receipt",
        "Activity",
        *("Presence", "Participant", "Attendance", "Invitation"),
        *("ActivityExpert", "ActivityMeans", "ActivityResult", "FollowUp"),
        "Delivery",
        "Allocation",
        *("ProjectStage", "Acceptance", "Spending"),
        *("VillageFact", "VillageProblem", "ProblemSource", "VillagePlan", "PlanItem", "ItemStep"),
    ]
)
LOANS = frozenset(["Loan", "Repayment"])
SUPPLY = frozenset(["Offer", "OfferTerms", "Posting"])
TRIPS = frozenset(["Batch", "BatchOfficer", "BatchHome"])
OFFICE_BOOKS = frozenset(
    [
        *("Body", "Post", "Holder", "Document", "DocumentVersion"),
        *("YearGoal", "Task", "TaskOfficer", "TaskStep", "Meeting", "Attendee"),
    ]
)
"""The institutions of a unit: its officers read them as its leaders do."""
REVIEW = frozenset(["Doubt", "DoubtSign", "DoubtStep"])
RECHECKS = frozenset(["Recheck", "RecheckItem"])
ASSESSED = frozenset(["Assessment", "AssessmentStep", "FrozenAssessment"])
PAPERS = frozenset(["IssuedPaper", "Publicity", "Objection"])
PEOPLE = frozenset(["Unit", "Partnership", "Officer", "Absence"])
ACCOUNTS = frozenset(["Account", "Grant"])
INTAKE = frozenset(["RosterImport", "SetAside", "ColumnMapping"])
FORMS = frozenset(["FormTemplate"])
PHONES = frozenset(["Device", "Received", "Quarantined"])
OWN_ROWS = PHONES | {
    *("Account", "Grant", "Token", "SavedView", "Phrase", "Draft", "Photo"),
    *("ExportJob", "DataLink", "Reminding"),
}
