"""The roles: what each sees, what it may do, and the kind of scope it holds. The only place that knows.

A role is three things: the models it sees, the actions it may do, and the kind of scope it holds.
``docs/access.md`` is generated from this file; a test walks every route and model against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import Role


class Scope(Enum):
    """What a grant of the role covers."""

    UNIT = "unit"
    """The unit's subtree and the villages it is paired with; of a section of a paired unit, the
    households its officers answer for today."""
    AREA = "area"  # one village or town and what lies in it
    OWN = "own"  # the households the officer is paired with today
    INSTANCE = "instance"  # everything of the kinds named, and nothing else


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

HOUSEHOLD_WRITES = frozenset(
    [
        "household.open",
        "household.change",
        "household.identify",
        "household.merge",
        "household.split",
        "household.close",
        "member.join",
        "member.change",
        "member.leave",
        "member.die",
        "member.move",
        "head.change",
        "person.identify",
        "person.reveal",
        "household.reveal",
    ]
)
PAIRING_WRITES = frozenset(
    ["pairing.begin", "pairing.end", "pairing.hand_over", "pairing.take_back"]
)
ADVICE_WRITES = frozenset(
    ["advice.make", "advice.take", "advice.drop", "advice.rule", "strength.set"]
)
COMMITMENT_WRITES = frozenset(["commitment.make", "commitment.withdraw"])
CARD_WRITES = frozenset(
    [
        *("card.issue", "card.hand_out", "card.hand_back", "card.withdraw"),
        *("card.renew", "card.print", "card.words"),
    ]
)
INTAKE_WRITES = frozenset(
    [
        "roster.start",
        "roster.correct",
        "roster.write",
        "roster.take_back",
        "roster.hand_back",
        "roster.drop",
        "roster.settle",
        "mapping.forget",
    ]
)
OFFICER_WRITES = frozenset(
    ["officer.join", "officer.change", "officer.leave", "absence.begin", "absence.end"]
)
RECORD_WRITES = frozenset(
    [
        "diary.write",
        "diary.amend",
        "diary.withdraw",
        "file.state",
        "income.state",
        "need.open",
        "need.talk",
        "need.hand_on",
        "need.close",
        "need.reopen",
        "measure.add",
        "measure.progress",
        "measure.block",
        *("plan.draw", "plan.submit", "stage.review"),
        "delivery.give",
        "delivery.receive",
        *("delivery.cancel", "delivery.towards"),
        *("allocation.deliver", "allocation.receive"),
        *("activity.scan", "follow_up.done"),
    ]
)
OFFICE_WRITES = RECORD_WRITES | frozenset(
    [
        "measure.drop",
        *("plan.approve", "plan.return", "plan_template.set", "plan_template.end"),
        "project.win",
        "project.change",
        "project.receive",
        *("project.stage", "project.stage_done", "project.accept"),
        *("project.spend", "project.take_back"),
        *("loan.take", "loan.repay"),
        *("activity.plan", "activity.replan", "activity.invite", "activity.means"),
        *("activity.hold", "activity.change", "activity.cancel"),
        *("activity.result", "follow_up.ask", "activity_kind.set"),
        *("expert.add", "expert.change", "expert.end"),
        "goods.add",
        "requirement.set",
        "requirement.end",
        "reply_rule.set",
        *("need_field.set", "need_field.end"),
        "income_rule.set",
        *("indicator_set.begin", "indicator_set.end"),
        "report.make",
        "report.take",
        *("publicity.write", "publicity.begin", "publicity.withdraw", "publicity.close"),
        *("objection.take", "objection.answer", "link.make"),
    ]
)
VILLAGE_WRITES = frozenset(
    [
        *("village_fact.state", "village_problem.note", "village_problem.change"),
        *("village_problem.solve", "village_plan.draw", "village_plan.submit", "village_plan.step"),
        "village_comment.take",
    ]
)
"""The village and its office write the village's plan together."""
PLAN_WRITES = VILLAGE_WRITES | frozenset(
    [
        *("village_plan.publish", "village_plan.return", "village_plan.approve"),
        "village_comment.answer",
    ]
)
SUPPLY_WRITES = frozenset(["offer.make", "offer.change", "offer.more", "offer.withdraw"])
ALLOCATION_WRITES = frozenset(
    [
        *("offer.allocate", "allocation.split", "allocation.release", "allocation.deliver"),
        *("allocation.receive", "allocation.call_back", "allocation.return"),
    ]
)
BATCH_WRITES = frozenset(
    [
        *("batch.make", "batch.change", "batch.cancel"),
        *("schedule.ask", "schedule.take", "schedule.drop", "schedule.rule"),
        *("holiday.set", "holiday.drop", "season.set", "season.end"),
    ]
)
BOOK_WRITES = frozenset(
    [
        *("body.set", "body.change", "body.end", "post.add", "post.change", "post.end"),
        *("post.appoint", "post.free"),
        *("document.write", "document.revise", "document.issue", "document.end"),
        *("year_goal.set", "year_goal.drop", "task.add", "task.change", "task.copy"),
        *("meeting.call", "meeting.change", "meeting.note", "meeting.cancel", "meeting.issue"),
    ]
)
REVIEW_WRITES = frozenset(
    [
        *("doubt.find", "doubt.decide", "recheck.draw", "recheck.enter"),
        *("diary.discount", "diary.recount", "measure.discount", "measure.recount"),
    ]
)
ASSESSMENT_WRITES = frozenset(
    [
        *("assessment.confirm", "assessment.adjust", "assessment.send"),
        *("assessment.answer", "assessment.withdraw", "assessment.correct"),
        *("scheme.begin", "scheme.end"),
    ]
)
ASSESSED_WRITES = frozenset(["assessment.read", "assessment.object", "assessment.agree"])
"""What whoever is assessed does."""
BLOCKED_WRITES = frozenset(["blocked.set", "blocked.drop"])
ANYBODY_WRITES = frozenset(["objection.send"])
"""What a page for everybody is for, without a sign-in."""
OWN_WRITES = frozenset(
    [
        *("account.me", "token.make", "token.end", "view.keep", "view.drop"),
        *("link.end", "calendar.make", "reminding.set", "reminding.end"),
        *("phrase.keep", "phrase.drop", "photo.add", "photo.drop"),
        *("device.add", "device.end", "device.recover"),
    ]
)


@dataclass(frozen=True)
class RolePolicy:
    scope: Scope
    sees: frozenset[str]
    does: frozenset[str]
    because: Any


POLICY: dict[Role, RolePolicy] = {
    Role.OFFICER: RolePolicy(
        Scope.OWN,
        REGISTER
        | DIARY
        | HELP
        | LOANS
        | TRIPS
        | FORMS
        | OFFICE_BOOKS
        | REVIEW
        | ASSESSED
        | {"Officer", "Proposal", "Blocked", "Strength", "Commitment", "Expert", "VillageComment"},
        RECORD_WRITES
        | BLOCKED_WRITES
        | ASSESSED_WRITES
        | {"doubt.answer", "doubt.object", "village_comment.take"}
        | {"proposal.withdraw", "form.fill", "commitment.accept", "task.progress"}
        | {"person.reveal", "member.change", "household.change", "household.take", "diary.take"},
        _("结对干部看自己的联系户，写日记、记需求、填户档，改得了电话等日常资料。"),
    ),
    Role.OFFICE: RolePolicy(
        Scope.UNIT,
        REGISTER
        | DIARY
        | HELP
        | PAPERS
        | PEOPLE
        | ACCOUNTS
        | INTAKE
        | PHONES
        | FORMS
        | TRIPS
        | SUPPLY
        | LOANS
        | OFFICE_BOOKS
        | REVIEW
        | RECHECKS
        | ASSESSED
        | {"Proposal", "Card", "Confirmation", "Blocked", "Schedule"}
        | {"ReceiptWord", "VillageComment"}
        | {"Strength", "Advice", "AdvisedPair", "Commitment", "Expert"},
        HOUSEHOLD_WRITES
        | OFFICE_WRITES
        | PLAN_WRITES
        | SUPPLY_WRITES
        | ALLOCATION_WRITES
        | BATCH_WRITES
        | BLOCKED_WRITES
        | BOOK_WRITES
        | REVIEW_WRITES
        | ASSESSMENT_WRITES
        | PAIRING_WRITES
        | ADVICE_WRITES
        | COMMITMENT_WRITES
        | CARD_WRITES
        | INTAKE_WRITES
        | OFFICER_WRITES
        | frozenset(
            [
                "area.add",
                "area.change",
                "partnership.begin",
                "partnership.end",
                "unit.change",
                "account.open_officer",
                "account.appoint",
                "account.disable",
                "account.enable",
                "account.reset",
                "doubt.rule",
                "register.export",
                "register.export_whole",
                "household.take",
                "diary.take",
                "task.progress",
                *("form.keep", "form.change", "form.drop", "form.fill"),
                "device.revoke",
                "outbox.bring",
                "proposal.decide",
                "quarantine.decide",
            ]
        ),
        _("联户办管本单位的干部和所联村的户；还没有管理员时由它任命一次。"),
    ),
    Role.LEADER: RolePolicy(
        Scope.UNIT,
        REGISTER
        | DIARY
        | HELP
        | TRIPS
        | PAPERS
        | PEOPLE
        | FORMS
        | SUPPLY
        | LOANS
        | OFFICE_BOOKS
        | REVIEW
        | RECHECKS
        | ASSESSED
        | {"Card", "Blocked", "Strength", "Commitment", "Expert", "VillageComment"},
        frozenset(
            (
                *("register.export", "report.make", "report.take"),
                *("household.take", "diary.take", "form.fill", "assessment.sign"),
            )
        ),
        _("单位领导看本单位全部，审定考核，不改数据。"),
    ),
    Role.VILLAGE: RolePolicy(
        Scope.AREA,
        REGISTER | HELP | TRIPS | ASSESSED | {"Need", "NeedStep"},
        ASSESSED_WRITES
        | frozenset(
            [
                *("register.export", "need.open", "need.talk", "need.close"),
                *("delivery.receive", "allocation.receive"),
            ]
        )
        | VILLAGE_WRITES,
        _("村委会看本村台账，办本村的需求，签收物资，写本村的规划；看不到干部的日记。"),
    ),
    Role.DEPARTMENT: RolePolicy(
        Scope.UNIT,
        frozenset({"Unit", "Officer"}) | SUPPLY,
        SUPPLY_WRITES,
        _("部门记自己能提供的帮扶资源，看它分到哪个村、用了多少；看不到户和人。"),
    ),
    Role.ASSESSOR: RolePolicy(
        Scope.UNIT,
        frozenset({"Household", "Membership", "Pairing", "Act", "Activity"})
        | PEOPLE
        | REVIEW
        | RECHECKS
        | ASSESSED,
        REVIEW_WRITES | {"assessment.answer"},
        _(
            "考核组核实疑点、抽户复核、答复考核申诉，看结对、户名和做了几次，不看日记内容、证件、健康和收入。"
        ),
    ),
    Role.SYSADMIN: RolePolicy(
        Scope.INSTANCE,
        PEOPLE | ACCOUNTS | {"Hook", "HookCall", "Reminded"},
        OFFICER_WRITES
        | frozenset(
            [
                "area.add",
                "area.change",
                "unit.add",
                "unit.change",
                "unit.close",
                "partnership.begin",
                "partnership.end",
                "account.open",
                "account.change",
                "account.disable",
                "account.enable",
                "account.reset",
                "code.add",
                "code.end",
                "code.spelling",
                "rule.change",
                *("hook.add", "hook.pause", "hook.end", "hook.try"),
            ]
        ),
        _("系统管理员开账号、建单位和代码表，看不到群众资料。"),
    ),
    Role.SECADMIN: RolePolicy(
        Scope.INSTANCE,
        PEOPLE | ACCOUNTS | {"Device"},
        frozenset(
            [
                *("grant.give", "grant.end", "account.disable", "account.enable"),
                *("account.unlock", "device.revoke"),
            ]
        ),
        _("安全管理员授权、停用、解锁，看不到群众资料。"),
    ),
    Role.AUDITADMIN: RolePolicy(
        Scope.INSTANCE,
        frozenset({"AuditRow"}),
        frozenset({"audit.verify", "audit.export"}),
        _("审计管理员只看操作记录，查它有没有被人动过。"),
    ),
}
ADMINS = frozenset({Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN})
"""Three separated administrators (GB/T 22239-2019): one account holds one of them and no other role."""
