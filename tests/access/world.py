"""Five units in a tree with a village each, and a mark in everything they own.

A mark reads ``zq`` + relation + kind, such as ``zqforeignperson``: wherever one turns up it says
whose it is and what it is, so that one regular expression finds every leak.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from lianxin.aid.village_profile.models import VillageIndicator
from lianxin.kernel import audit
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.sealed import blind, seal
from lianxin.people.models import (
    Absence,
    Account,
    Area,
    Grant,
    Officer,
    Partnership,
    Role,
    Token,
    Unit,
)
from lianxin.people.policy import AccountActor
from lianxin.people.roles import POLICY, Scope
from lianxin.plans.household.models import PlanTemplate
from lianxin.pool.models import Goods
from lianxin.records.file.income import Income, IncomeItem, IncomeRule
from lianxin.records.file.models import Condition, Living, Standing
from lianxin.records.intake.models import ColumnMapping, RosterImport, SetAside
from lianxin.records.needs.models import ReplyRule
from lianxin.register.models import (
    Household,
    Membership,
    Pairing,
    Person,
    QualityRule,
    SavedView,
    Spelling,
)
from lianxin.results.assessment.models import Scheme
from lianxin.results.models import ExportJob
from lianxin.results.profile.models import IndicatorSet
from lianxin.review.models import DoubtRule
from lianxin.visits.days.models import Holiday, Season
from lianxin.visits.models import Requirement
from tests.cast import SINCE, code, id_number

from .pages import OF_THE_VILLAGE
from .planted import (
    advised,
    assessed,
    books,
    cards,
    diary,
    doubted,
    file,
    form,
    help_given,
    hung,
    issued,
    kept,
    mark,
    needs,
    phones,
    supply,
    told,
    trips,
)
from .village import planned

PATHS = {
    "parent": "0008.",
    "own": "0008.0001.",
    "child": "0008.0001.0001.",
    "sibling": "0008.0002.",
    "foreign": "0009.",
}
RELATIONS = ("own", "colleague", "child", "parent", "sibling", "foreign")
MARK = re.compile(r"zq(own|colleague|child|parent|sibling|foreign)([a-z]+)", re.IGNORECASE)
NOW = datetime(2026, 3, 1, tzinfo=UTC)
BY_UNIT = {
    "unit",
    "officer",
    "absence",
    "account",
    "grant",
    "device",
    "received",
    "quarantined",
    "issued",
    "form",
    "mapping",
    "hook",
    "blocked",
    "publicity",
    "objection",
    "strength",
    "commitment",
    "doubtstep",
    "rechecked",
    "assessed",
    "assessedstep",
    "assessedwhole",
}
OF_BOOKS = {
    "document": "Document",
    "body": "Body",
    "post": "Post",
    "holder": "Holder",
    "meeting": "Meeting",
    "attendee": "Attendee",
    "yeargoal": "YearGoal",
    "task": "Task",
    "taskstep": "TaskStep",
}
"""Marks of the institutions: a unit's officers read its own and those of the units above."""
BY_UNIT |= OF_BOOKS.keys()
SHARED = {"Expert", "FormTemplate", "DocumentVersion", "TaskOfficer", *OF_BOOKS.values()}
OWNED_BY_UNIT = {
    *("Unit", "Officer", "Absence", "Account", "Grant", "Partnership"),
    *("Device", "Received", "Quarantined", "IssuedPaper", "FormTemplate", "ColumnMapping"),
    *("Publicity", "Objection", "Hook", "HookCall", "Reminded", "Blocked"),
    *("Strength", "Commitment"),
    *(SHARED - {"FormTemplate"}),
    *("Doubt", "DoubtSign", "DoubtStep", "Recheck", "RecheckItem"),
    *("Assessment", "AssessmentStep", "FrozenAssessment"),
}
OF_ONES_VILLAGES = {
    *("VillageFact", "VillageProblem", "ProblemSource", "VillagePlan", "PlanItem", "ItemStep"),
}
"""What is about a village as a whole; officers see that of the villages their households lie in."""
SHOWN_BY = {
    "unit": {"Unit", "Officer", "Pairing"},
    "officer": {"Officer", "Pairing", "TaskOfficer"},
    "absence": {"Absence"},
    "account": {"Account"},
    "grant": {"Grant"},
    "house": {"Household"},
    "bank": {"Household"},
    "head": {"Membership"},
    "person": {"Person"},
    "noid": {"Person"},
    "pairing": {"Pairing"},
    "file": {"RosterImport"},
    "aside": {"SetAside"},
    "mapping": {"ColumnMapping"},
    "hook": {"Hook"},
    "audit": {"AuditRow"},
    "employer": {"Livelihood"},
    "business": {"Production"},
    "branch": {"PartyLife"},
    "illness": {"MedicalAid"},
    "entry": {"Entry"},
    "amendment": {"Entry", "Amendment"},
    "photo": {"Photo"},
    "need": {"Need"},
    "needstep": {"NeedStep"},
    "confirmation": {"Confirmation"},
    "measure": {"Measure"},
    "plan": {"Plan"},
    "stage": {"Stage"},
    "stagereview": {"StageReview"},
    "measurestep": {"MeasureStep"},
    "project": {"Project"},
    "receipt": {"Receipt"},
    "activity": {"Activity"},
    "expert": {"Expert", "ActivityExpert"},
    "certificate": {"ActivityResult"},
    "followup": {"FollowUp"},
    "batch": {"Batch"},
    "doubtstep": {"DoubtStep"},
    "rechecked": {"RecheckItem"},
    "assessed": {"Assessment"},
    "assessedstep": {"AssessmentStep"},
    "assessedwhole": {"FrozenAssessment"},
    "blocked": {"Blocked"},
    "strength": {"Strength"},
    "commitment": {"Commitment"},
    "delivery": {"Delivery"},
    "fact": {"VillageFact"},
    "vproblem": {"VillageProblem"},
    "vplan": {"VillagePlan"},
    "planitem": {"PlanItem"},
    "itemstep": {"ItemStep"},
    "vcomment": {"VillageComment"},
    "receiptword": {"ReceiptWord"},
    "offer": {"Offer", "Allocation"},
    "terms": {"OfferTerms", "Allocation"},
    "allocation": {"Allocation"},
    "posting": {"Posting"},
    "projectstage": {"ProjectStage"},
    "acceptance": {"Acceptance"},
    "spending": {"Spending"},
    "loan": {"Loan"},
    "repayment": {"Repayment"},
    "device": {"Device"},
    "received": {"Received"},
    "quarantined": {"Quarantined"},
    "issued": {"IssuedPaper"},
    "proposal": {"Proposal"},
    "awaited": {"AwaitedPhoto"},
    "form": {"FormTemplate"},
    "publicity": {"Publicity"},
    "objection": {"Objection"},
    **{kind: {model} for kind, model in OF_BOOKS.items()},
    "token": set(),
    "view": set(),
    "export": set(),
    "phrase": set(),
    "draft": set(),
    "datalink": set(),
}
"""Which models a role must see, any of them, to be shown a mark of the kind; none: its owner only."""


@dataclass
class Corner:
    """What one relation owns."""

    relation: str
    unit: Unit
    village: Area
    group: Area
    rows: dict[str, Any] = field(default_factory=dict)


class World:
    def __init__(self) -> None:
        self.corners: dict[str, Corner] = {}
        self.made = 0
        self.town = Area.objects.visible_to(SYSTEM).get(code="620524101000")
        units: dict[str, Unit] = {}
        for place, (relation, path) in enumerate(PATHS.items()):
            above = units.get(
                {"own": "parent", "child": "own", "sibling": "parent"}.get(relation, "")
            )
            units[relation] = Unit.objects.create(
                name=mark(relation, "unit"), path=path, parent=above
            )
            village = self._village(place)
            Partnership.objects.create(unit=units[relation], village=village, from_day=SINCE)
            self._corner(relation, units[relation], village)
        own = self.corners["own"]
        self._corner("colleague", own.unit, own.village)
        self.accounts = self._accounts()
        self.public = {
            "village": own.village,
            "code": code("category", "脱贫户"),
            "spelling": Spelling.objects.visible_to(SYSTEM).first(),
            "rule": QualityRule.objects.visible_to(SYSTEM).first(),
            "activity_kind": code("activity", "嫁接"),
            "goods": Goods.objects.visible_to(SYSTEM).first(),
            "requirement": Requirement.objects.visible_to(SYSTEM).first(),
            "holiday": Holiday.objects.visible_to(SYSTEM).first(),
            "season": Season.objects.visible_to(SYSTEM).first(),
            "reply": ReplyRule.objects.visible_to(SYSTEM).first(),
            "doubt_rule": DoubtRule.objects.visible_to(SYSTEM).first(),
            "plan_template": PlanTemplate.objects.visible_to(SYSTEM).first(),
            "income": IncomeRule.objects.visible_to(SYSTEM).first(),
            "scheme": Scheme.objects.visible_to(SYSTEM).filter(subject="officer").first(),
            "indicators": IndicatorSet.objects.visible_to(SYSTEM).last(),
            "indicator": VillageIndicator.objects.visible_to(SYSTEM).first(),
            "item": IncomeItem.objects.visible_to(SYSTEM).first(),
        }

    def _village(self, place: int) -> Area:
        number = f"62052410198{place}"
        village = Area.objects.create(
            code=number, path=number, name=f"第{place}村", level="village", parent=self.town
        )
        Area.objects.create(
            code=f"{number}01", path=f"{number}01", name="一社", level="group", parent=village
        )
        return village

    def _corner(self, relation: str, unit: Unit, village: Area) -> None:
        group = Area.objects.visible_to(SYSTEM).get(parent=village)
        corner = self.corners[relation] = Corner(relation, unit, village, group)
        self._people(corner)
        self._household(corner)
        self._intake(corner)
        for plant in (
            file,
            diary,
            needs,
            cards,
            help_given,
            supply,
            phones,
            kept,
            issued,
            form,
            hung,
            told,
            trips,
            advised,
            books,
            doubted,
            planned,
            assessed,
        ):
            plant(corner)
        household = corner.rows["Household"]
        audit.write(SYSTEM, "household.change", household, {"note": mark(relation, "audit")})

    def _people(self, corner: Corner) -> None:
        relation, rows = corner.relation, corner.rows
        rows["Unit"] = corner.unit
        rows["Officer"] = Officer.objects.create(
            unit=corner.unit, name=mark(relation, "officer"), from_day=SINCE
        )
        rows["Absence"] = Absence.objects.create(
            officer=rows["Officer"],
            kind="leave",
            from_day=SINCE,
            until=date(2027, 1, 1),
            note=mark(relation, "absence"),
        )
        rows["Account"] = Account.objects.create(
            login=mark(relation, "account"), name=mark(relation, "account"), unit=corner.unit
        )
        rows["Grant"] = Grant.objects.create(
            account=rows["Account"],
            role=Role.LEADER,
            unit=corner.unit,
            from_day=SINCE,
            reason=mark(relation, "grant"),
            given_by="安全管理员",
        )
        rows["Token"] = Token.objects.create(
            account=rows["Account"], name=mark(relation, "token"), hash=relation
        )
        rows["SavedView"] = SavedView.objects.create(
            account=rows["Account"], ledger="households", name=mark(relation, "view"), query="q=1"
        )
        rows["ExportJob"] = ExportJob.objects.create(
            account=rows["Account"],
            ledger="members",
            title=mark(relation, "export"),
            form="xlsx",
            asked_at=NOW,
            beat=NOW,
            until=NOW.replace(year=2099),
        )
        rows["Partnership"] = Partnership.objects.visible_to(SYSTEM).get(unit=corner.unit)

    def _household(self, corner: Corner) -> None:
        relation, rows = corner.relation, corner.rows
        household = rows["Household"] = Household.objects.create(
            village=corner.village,
            group=corner.group,
            number=mark(relation, "house"),
            opened=SINCE,
            phone="19900007777",
            bank_name=mark(relation, "bank"),
            bank_sealed=seal("6217000000000001234", "household.bank"),
            bank_tail="1234",
        )
        rows["Membership"] = self._member(household, mark(relation, "head"), "户主")
        rows["Person"] = self._member(household, mark(relation, "person"), "配偶").person
        rows["Pairing"] = Pairing.objects.create(
            household=household,
            officer=rows["Officer"],
            from_day=SINCE,
            reason=mark(relation, "pairing"),
        )
        told = {"from_day": SINCE, "source": "office", "written_at": NOW}
        rows["Standing"] = Standing.objects.create(
            household=household, category=code("category", "脱贫户"), **told
        )
        rows["Living"] = Living.objects.create(household=household, safe_water=True, **told)
        rows["Income"] = Income.objects.create(
            household=household, year=2025, per_head=1_000_000, **told
        )
        rows["Condition"] = Condition.objects.create(person=rows["Person"], **told)

    def _member(self, household: Household, name: str, relation: str) -> Membership:
        self.made += 1
        number = id_number(order=100 + self.made)
        person = Person.objects.create(
            home=household,
            name=name,
            name_folded=name,
            initials=name,
            id_sealed=seal(number, "person.id"),
            id_blind=blind(number, "person.id"),
            id_tail=number[-4:],
            phone="19900008888",
            register_code=MARK.sub(lambda m: f"zq{m[1]}noid", name) if relation != "户主" else "",
        )
        return Membership.objects.create(
            household=household,
            person=person,
            relation=code("relation", relation),
            is_head=relation == "户主",
            from_day=SINCE,
        )

    def _intake(self, corner: Corner) -> None:
        relation, rows = corner.relation, corner.rows
        roster = rows["RosterImport"] = RosterImport.objects.create(
            village=corner.village,
            file_name=mark(relation, "file"),
            file_hash=relation,
            content=seal("[]", "roster.content"),
            state="written",
            started_at=NOW,
            written_at=NOW,
        )
        rows["SetAside"] = SetAside.objects.create(roster=roster, head=mark(relation, "aside"))
        rows["ColumnMapping"] = ColumnMapping.objects.create(
            unit=corner.unit,
            kind="roster",
            header=mark(relation, "mapping"),
            told=mark(relation, "mapping"),
            made_at=NOW,
        )

    def _accounts(self) -> dict[str, Account]:
        own = self.corners["own"]
        found = {}
        for role in Role:
            officer = own.rows["Officer"] if role is Role.OFFICER else None
            account = found[role.value] = Account.objects.create(
                login=role.value, name=f"角色{role.label}", unit=own.unit, officer=officer
            )
            scope = POLICY[role].scope
            Grant.objects.create(
                account=account,
                role=role,
                from_day=SINCE,
                reason="分工",
                given_by="安全管理员",
                unit=own.unit if scope in {Scope.UNIT, Scope.OWN} else None,
                area=own.village if scope is Scope.AREA else None,
            )
        return found

    def actor(self, role: str) -> AccountActor:
        return AccountActor.of(self.accounts[role])


def relations_of(
    role: str, *, by_unit: bool, shared: bool = False, around: bool = False
) -> set[str]:
    """Whose rows a role of the own unit covers, by the tree of units or by the village."""
    scope = POLICY[Role(role)].scope
    if around and scope is Scope.OWN:
        return {"own", "colleague"}
    if scope is Scope.INSTANCE:
        return set(RELATIONS)
    if scope is Scope.OWN:
        return {"own", "colleague", "parent"} if shared else {"own"}
    if scope is Scope.AREA:
        return set() if by_unit else {"own", "colleague"}
    return {"own", "colleague", "child"}


def may_be_shown(role: str, relation: str, kind: str) -> bool:
    """What the policy says about a mark; written a second time here, on purpose."""
    if kind not in SHOWN_BY:
        return False
    if (relation, kind) == ("own", "unit"):
        return True  # the unit of one's own account stands in the shell of every page
    if (relation, kind) == ("parent", "unit"):
        # a unit's page names the unit above it; so do that one's documents, which officers read
        return bool({"Unit", "Document"} & POLICY[Role(role)].sees)
    if role == "auditadmin" and kind == "house":
        return True  # an audit row names what was acted upon; a household by its number
    models = SHOWN_BY[kind] & POLICY[Role(role)].sees
    if role == Role.OFFICER:
        models = models - OF_THE_VILLAGE
    return any(
        relation
        in relations_of(
            role,
            by_unit=kind in BY_UNIT and model != "Pairing",
            shared=model in SHARED,
            around=model in OF_ONES_VILLAGES,
        )
        for model in models
    )


def sees_row(role: str, relation: str, model: str) -> bool:
    if role == Role.OFFICER and model in OF_THE_VILLAGE:
        return False
    by_unit, shared = model in OWNED_BY_UNIT, model in SHARED
    around = model in OF_ONES_VILLAGES
    covered = relations_of(role, by_unit=by_unit, shared=shared, around=around)
    return model in POLICY[Role(role)].sees and relation in covered
