"""The rows of file, diary, needs, measures and help in each corner of the world, marked as the rest is."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from lianxin.aid.models import Activity, Attendance, Delivery, Participant, Presence
from lianxin.aid.outcomes.models import ActivityResult, FollowUp
from lianxin.aid.planning.models import ActivityExpert, ActivityMeans, Expert, Invitation
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.sealed import seal, seal_bytes
from lianxin.kernel.span import serial
from lianxin.kernel.text import fold
from lianxin.office.bodies.models import Body, Holder, Post
from lianxin.office.documents.models import Document, DocumentVersion
from lianxin.office.documents.search import again
from lianxin.office.meetings.models import Attendee, Meeting
from lianxin.office.tasks.models import Task, TaskOfficer, TaskStep, YearGoal
from lianxin.people.hooks.models import Hook, HookCall
from lianxin.plans.commitments.models import Commitment
from lianxin.plans.household.models import Goal, Plan, Stage, StageReview
from lianxin.plans.models import Measure, MeasureStep
from lianxin.plans.pairing.models import Advice, AdvisedPair, Strength
from lianxin.pool.loans.models import Loan, Repayment
from lianxin.pool.models import Acceptance, Goods, Project, ProjectStage, Receipt, Spending
from lianxin.pool.offers.models import Allocation, Offer, OfferTerms, Posting
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
from lianxin.records.file.income import IncomeAmount, IncomeItem
from lianxin.records.file.models import (
    Allowance,
    Dwelling,
    Insurance,
    Land,
    Livelihood,
    PartyLife,
    Position,
    Production,
    Service,
    Support,
    Welfare,
)
from lianxin.records.needs.models import Need, NeedStep
from lianxin.register.cards.models import Card
from lianxin.register.cards.tokens import hashed, sealed
from lianxin.results.assessment.freezing import digest_of as hash_of
from lianxin.results.assessment.models import (
    Assessment,
    AssessmentStep,
    FrozenAssessment,
    Scheme,
)
from lianxin.results.assessment.schemes import whole
from lianxin.results.assessment.sheet import Line, Sheet
from lianxin.results.assessment.sheet import as_data as sheet_data
from lianxin.results.assessment.telling import Told
from lianxin.results.forms.models import FormTemplate
from lianxin.results.forms.queries import CONTENT
from lianxin.results.issued import COLUMN, digest_of
from lianxin.results.links.models import DataLink
from lianxin.results.models import IssuedPaper
from lianxin.results.publicity.models import Objection, Publicity
from lianxin.results.publicity.queries import TEXT
from lianxin.results.reminders.models import Reminded, Reminding
from lianxin.results.report.pieces import Paper
from lianxin.results.report.stored import as_data
from lianxin.review.models import Doubt, DoubtSign, DoubtStep, Recheck, RecheckItem
from lianxin.sync.models import Device, Proposal, Quarantined, Received
from lianxin.visits.batches.models import Batch, BatchHome, BatchOfficer
from lianxin.visits.days.models import Blocked
from lianxin.visits.schedule.models import Schedule
from tests.cast import SINCE, code
from tests.sheets.forms import list_form

if TYPE_CHECKING:
    from .world import Corner

DAY, YEAR = date(2026, 2, 10), 2026
NOW = datetime(2026, 3, 1, tzinfo=UTC)
TOLD: dict[str, Any] = {"from_day": SINCE, "source": "office", "written_at": NOW}


def mark(relation: str, kind: str) -> str:
    return f"zq{relation}{kind}"


def file(corner: Corner) -> None:
    rows = corner.rows
    household, person = rows["Household"], rows["Person"]
    rows["Dwelling"] = Dwelling.objects.create(household=household, rooms=6, **TOLD)
    rows["Land"] = Land.objects.create(household=household, arable=840, **TOLD)
    rows["Livelihood"] = Livelihood.objects.create(
        person=person, doing="在外务工", employer=mark(corner.relation, "employer"), **TOLD
    )
    relation = corner.relation
    business = mark(relation, "business")
    rows["Production"] = Production.objects.create(
        household=household, business_help=business, **TOLD
    )
    rows["Position"] = Position.objects.create(
        household=household, latitude=34_512_345, longitude=104_912_345, datum="WGS-84", **TOLD
    )
    rows["Welfare"] = Welfare.objects.create(person=person, minimum=True, **TOLD)
    rows["Allowance"] = Allowance.objects.create(household=household, people=2, **TOLD)
    rows["Insurance"] = Insurance.objects.create(person=person, medical_year=YEAR, **TOLD)
    way = code("way", "分散供养")
    rows["Support"] = Support.objects.create(person=person, way=way, **TOLD)
    branch = mark(relation, "branch")
    rows["PartyLife"] = PartyLife.objects.create(person=person, party_branch=branch, **TOLD)
    rows["Service"] = Service.objects.create(person=person, enlisted=DAY, **TOLD)
    paid = {"household": household, "year": YEAR, **TOLD}
    key = uuid4()
    rows["Subsidy"] = Subsidy.objects.create(
        id=key, line=key, subsidy=code("subsidy", "种粮"), amount=34_500, **paid
    )
    rows["StudyAid"] = StudyAid.objects.create(
        person=person, study_aid=code("study_aid", "助学金"), amount=150_000, **paid
    )
    illness = mark(relation, "illness")
    rows["MedicalAid"] = MedicalAid.objects.create(
        person=person, illness=illness, treated=DAY, total=900_000, **paid
    )
    item = IncomeItem.objects.visible_to(SYSTEM).first()
    assert item is not None
    rows["IncomeAmount"] = IncomeAmount.objects.create(
        income=rows["Income"], item=item, amount=1_000_000
    )


def diary(corner: Corner) -> None:
    relation, rows = corner.relation, corner.rows
    entry = rows["Entry"] = written(corner, ["visit", "talk"], amended=mark(relation, "amendment"))
    rows["Act"] = Act.objects.create(
        entry=entry,
        kind="visit",
        household=rows["Household"],
        officer=entry.officer,
        village=entry.village,
        day=DAY,
        year=YEAR,
        month=DAY.month,
        event=entry.pk,
    )
    rows["Amendment"] = Amendment.objects.create(
        entry=entry, number=1, text=mark(relation, "amendment"), written_at=NOW
    )
    rows["Photo"] = Photo.objects.create(
        entry=entry,
        author=rows["Account"],
        sha256=mark(relation, "photo"),
        width=8,
        height=6,
        size=100,
        sent_at=NOW,
    )


def written(corner: Corner, kinds: list[str], *, amended: str = "") -> Entry:
    """An entry whose text is marked; ``serial`` is told apart by the number of entries so far."""
    text = mark(corner.relation, "entry")
    return Entry.objects.create(
        village=corner.village,
        officer=corner.rows["Officer"],
        kinds=kinds,
        day=DAY,
        year=YEAR,
        text=text,
        amended=amended,
        folded=fold(amended or text),
        serial=serial(DAY, uuid4()) + Entry.objects.visible_to(SYSTEM).count(),
        rev=2 if amended else 1,
        written_at=NOW,
    )


def needs(corner: Corner) -> None:
    relation, rows = corner.relation, corner.rows
    need = rows["Need"] = Need.objects.create(
        village=corner.village,
        household=rows["Household"],
        kind=code("need", "饮水"),
        text=mark(relation, "need"),
        entry=rows["Entry"],
        officer=rows["Officer"],
        opened=DAY,
        year=YEAR,
        due=date(2026, 3, 12),
    )
    rows["NeedStep"] = NeedStep.objects.create(
        need=need, kind="talk", day=DAY, text=mark(relation, "needstep"), at=NOW
    )
    measure = rows["Measure"] = Measure.objects.create(
        household=rows["Household"],
        direction=code("direction", "寻找致富门路"),
        text=mark(relation, "measure"),
        officer=rows["Officer"],
        from_day=DAY,
        year=YEAR,
        due=date(2026, 12, 31),
        percent=40,
    )
    plans(rows, relation)
    rows["MeasureStep"] = MeasureStep.objects.create(
        measure=measure,
        entry=rows["Entry"],
        day=DAY,
        percent=40,
        note=mark(relation, "measurestep"),
        at=NOW,
    )


def plans(rows: dict[str, Any], relation: str) -> None:
    rows["Plan"] = Plan.objects.create(
        household=rows["Household"],
        version=2,
        aim=mark(relation, "plan"),
        written_at=NOW,
    )
    held = Plan.objects.create(
        household=rows["Household"],
        version=1,
        aim=mark(relation, "plan"),
        state="approved",
        written_at=NOW,
        from_day=DAY,
    )
    stage = rows["Stage"] = Stage.objects.create(
        plan=held, position=0, title=mark(relation, "stage"), from_day=DAY, last_day=DAY
    )
    rows["Goal"] = Goal.objects.create(stage=stage, aspect="house_safe", target=1)
    rows["StageReview"] = StageReview.objects.create(
        household=rows["Household"],
        line=stage.line,
        day=DAY,
        reached=True,
        words=mark(relation, "stagereview"),
        at=NOW,
    )


def token_of(relation: str) -> str:
    """What the code of the corner's card says."""
    return f"code-of-{relation}"


def cards(corner: Corner) -> None:
    """A card that was handed out, and what the household said of the visit in the diary."""
    relation, rows = corner.relation, corner.rows
    card = rows["Card"] = Card.objects.create(
        household=rows["Household"],
        pairing=rows["Pairing"],
        officer=rows["Officer"],
        number=f"{sum(map(ord, relation)):08d}",
        token_hash=hashed(token_of(relation)),
        token_sealed=sealed(token_of(relation)),
        issued=DAY,
        handed_out=DAY,
        handed_by=rows["Officer"],
    )
    rows["Confirmation"] = Confirmation.objects.create(
        household=rows["Household"],
        officer=rows["Officer"],
        day=DAY,
        card=card,
        answer="not",
        words=mark(relation, "confirmation"),
        at=NOW,
    )


def help_given(corner: Corner) -> None:
    relation, rows, village = corner.relation, corner.rows, corner.village
    project = rows["Project"] = Project.objects.create(
        village=village,
        title=mark(relation, "project"),
        field=code("field", "项目投资"),
        funder="市财政局",
        decided=DAY,
        year=YEAR,
        amount=100_000_000,
    )
    rows["Receipt"] = Receipt.objects.create(
        project=project, day=DAY, year=YEAR, amount=100, note=mark(relation, "receipt")
    )
    activity = rows["Activity"] = Activity.objects.create(
        village=village,
        kind=code("activity", "免费体检"),
        title=mark(relation, "activity"),
        day=DAY,
        year=YEAR,
        people=3,
        text=mark(relation, "activity"),
        materials=mark(relation, "activity"),
        planned=DAY,
        held_at=NOW,
    )
    rows["Attendance"] = Attendance.objects.create(
        activity=activity, officer=rows["Officer"], entry=written(corner, ["help"])
    )
    rows["Presence"] = Presence.objects.create(activity=activity, household=rows["Household"])
    taught(corner, activity)
    rows["Delivery"] = Delivery.objects.create(
        village=village,
        household=rows["Household"],
        activity=activity,
        officer=rows["Officer"],
        goods=Goods.objects.visible_to(SYSTEM).first(),
        quantity=2,
        day=DAY,
        year=YEAR,
        note=mark(relation, "delivery"),
    )


def taught(corner: Corner, activity: Activity) -> None:
    """Who teaches at the activity, who was invited, what each got and who is asked again."""
    relation, rows = corner.relation, corner.rows
    expert = rows["Expert"] = Expert.objects.create(
        unit=corner.unit,
        name=mark(relation, "expert"),
        skill=code("skill", "林果"),
        from_day=DAY,
    )
    told = {"activity": activity, "household": rows["Household"], "person": rows["Person"]}
    rows["ActivityExpert"] = ActivityExpert.objects.create(activity=activity, expert=expert)
    rows["Participant"] = Participant.objects.create(**told)
    rows["Invitation"] = Invitation.objects.create(**told)
    rows["ActivityResult"] = ActivityResult.objects.create(
        **told,
        got="cert",
        number=mark(relation, "certificate"),
        words=mark(relation, "certificate"),
        day=DAY,
        year=YEAR,
    )
    rows["FollowUp"] = FollowUp.objects.create(
        **told, officer=rows["Officer"], ask=mark(relation, "followup"), due=DAY
    )


def supply(corner: Corner) -> None:
    """An offer, what was set aside of it, and what became of a project's money; a loan half repaid."""
    relation, rows = corner.relation, corner.rows
    offer = rows["Offer"] = Offer.objects.create(
        unit=corner.unit,
        area=corner.village,
        giver=mark(relation, "offer"),
        kind="goods",
        field=code("field", "产业扶持"),
        goods=Goods.objects.visible_to(SYSTEM).get(name="化肥"),
        measure="袋",
        day=DAY,
        year=YEAR,
    )
    title = mark(relation, "terms")
    rows["OfferTerms"] = OfferTerms.objects.create(
        offer=offer, number=1, day=DAY, title=title, from_day=DAY, at=NOW
    )
    lot = rows["Allocation"] = Allocation.objects.create(
        offer=offer,
        village=corner.village,
        household=rows["Household"],
        day=DAY,
        year=YEAR,
        reason=mark(relation, "allocation"),
        at=NOW,
    )
    rows["ActivityMeans"] = ActivityMeans.objects.create(activity=rows["Activity"], allocation=lot)
    told = {"offer": offer, "quantity": 5, "day": DAY, "year": YEAR, "at": NOW}
    told["reason"] = mark(relation, "posting")
    rows["Posting"] = Posting.objects.create(number=1, out_of="source", into="offered", **told)
    Posting.objects.create(number=2, out_of="offered", into="allocated", into_lot=lot, **told)
    project = rows["Project"]
    rows["ProjectStage"] = ProjectStage.objects.create(
        project=project, position=1, title=mark(relation, "projectstage"), due=DAY
    )
    rows["Acceptance"] = Acceptance.objects.create(
        project=project, day=DAY, by=mark(relation, "acceptance"), passed=True
    )
    paid = {"day": DAY, "year": YEAR, "amount": 50}
    rows["Spending"] = Spending.objects.create(
        project=project,
        receipt=rows["Receipt"],
        payee=mark(relation, "spending"),
        purpose="整地",
        **paid,
    )
    loan = rows["Loan"] = Loan.objects.create(
        household=rows["Household"],
        bank=mark(relation, "loan"),
        purpose="养牛",
        amount=100,
        day=DAY,
        year=YEAR,
        due=date(2027, 2, 10),
    )
    note = mark(relation, "repayment")
    rows["Repayment"] = Repayment.objects.create(loan=loan, note=note, **paid)


def advised(corner: Corner) -> None:
    """What the officer brings along, and a proposal for the village in which the household stands."""
    relation, rows = corner.relation, corner.rows
    rows["Strength"] = Strength.objects.create(
        officer=rows["Officer"], kind="branch", text=mark(relation, "strength"), from_day=SINCE
    )
    rows["Commitment"] = Commitment.objects.create(
        officer=rows["Officer"],
        year=YEAR,
        version=1,
        text=mark(relation, "commitment"),
        households=1,
        from_day=SINCE,
        last_day=date(2099, 12, 31),
        made_on=DAY,
    )
    advice = rows["Advice"] = Advice.objects.create(village=corner.village, day=DAY, made_at=NOW)
    rows["AdvisedPair"] = AdvisedPair.objects.create(
        advice=advice, household=rows["Household"], officer=rows["Officer"], cost=1
    )


def trips(corner: Corner) -> None:
    """A batch that is to come, days on which its officer cannot go, and a year that was proposed."""
    relation, rows = corner.relation, corner.rows
    day = date(2099, 4, 7)
    batch = rows["Batch"] = Batch.objects.create(
        village=corner.village,
        first=day,
        last=day,
        year=day.year,
        purpose=mark(relation, "batch"),
        note=mark(relation, "batch"),
    )
    rows["BatchOfficer"] = BatchOfficer.objects.create(batch=batch, officer=rows["Officer"])
    rows["BatchHome"] = BatchHome.objects.create(
        batch=batch, household=rows["Household"], officer=rows["Officer"]
    )
    rows["Blocked"] = Blocked.objects.create(
        officer=rows["Officer"], kind="duty", first=day, last=day, note=mark(relation, "blocked")
    )
    rows["Schedule"] = Schedule.objects.create(
        village=corner.village,
        year=day.year,
        author=rows["Account"],
        state="ready",
        day=DAY,
        asked_at=NOW,
        beat=NOW,
    )


def books(corner: Corner) -> None:
    """The unit's leading group, a document, the year's plan and a meeting, all marked."""
    relation, rows, unit = corner.relation, corner.rows, corner.unit
    word = mark(relation, "document")
    document = rows["Document"] = Document.objects.create(
        unit=unit,
        kind="rule",
        title=word,
        word=word,
        year=YEAR,
        number=1,
        issued=DAY,
        from_day=DAY,
        serial=Document.objects.visible_to(SYSTEM).count() + 1,
        folded=fold(word),
    )
    rows["DocumentVersion"] = DocumentVersion.objects.create(
        document=document, version=1, text=word, from_day=DAY, written_at=NOW
    )
    again(document)
    body = rows["Body"] = Body.objects.create(
        unit=unit, kind="group", name=mark(relation, "body"), from_day=SINCE
    )
    post = rows["Post"] = Post.objects.create(
        body=body, rank=code("office_post", "组长"), from_day=SINCE, work=mark(relation, "post")
    )
    rows["Holder"] = Holder.objects.create(post=post, name=mark(relation, "holder"), from_day=SINCE)
    meeting = rows["Meeting"] = Meeting.objects.create(
        unit=unit,
        kind="group",
        title=mark(relation, "meeting"),
        day=DAY,
        year=YEAR,
        minutes=mark(relation, "meeting"),
    )
    rows["Attendee"] = Attendee.objects.create(meeting=meeting, name=mark(relation, "attendee"))
    goal = rows["YearGoal"] = YearGoal.objects.create(
        unit=unit, year=YEAR, title=mark(relation, "yeargoal")
    )
    task = rows["Task"] = Task.objects.create(
        unit=unit,
        year=YEAR,
        goal=goal,
        meeting=meeting,
        title=mark(relation, "task"),
        post=post,
        begun=DAY,
        due=DAY,
    )
    rows["TaskOfficer"] = TaskOfficer.objects.create(task=task, officer=rows["Officer"])
    rows["TaskStep"] = TaskStep.objects.create(
        task=task, day=DAY, state="doing", text=mark(relation, "taskstep"), written_at=NOW
    )


def doubted(corner: Corner) -> None:
    """A doubt about the diary's entry that the officer is asked about, and a recheck of the visit."""
    relation, rows = corner.relation, corner.rows
    doubt = rows["Doubt"] = Doubt.objects.create(
        entry=rows["Entry"],
        officer=rows["Officer"],
        village=corner.village,
        day=DAY,
        state="asked",
        found_at=NOW,
    )
    rows["DoubtSign"] = DoubtSign.objects.create(
        doubt=doubt,
        kind="denied",
        mark="denied",
        household=rows["Household"],
        facts={"day": DAY.isoformat()},
        found_at=NOW,
    )
    rows["DoubtStep"] = DoubtStep.objects.create(
        doubt=doubt, what="ask", words=mark(relation, "doubtstep"), author_name="联户办", at=NOW
    )
    recheck = rows["Recheck"] = Recheck.objects.create(
        unit=corner.unit,
        village=corner.village,
        from_day=DAY,
        last_day=DAY,
        seed=1,
        population=1,
        frame="0" * 64,
        drawn_at=NOW,
    )
    rows["RecheckItem"] = RecheckItem.objects.create(
        recheck=recheck,
        place=1,
        household=rows["Household"],
        officer=rows["Officer"],
        day=DAY,
        kinds=["visit"],
        result="came",
        asked_on=DAY,
        words=mark(relation, "rechecked"),
        author_name="考核组",
        at=NOW,
    )


def assessed(corner: Corner) -> None:
    """A signed assessment of the officer, with what was said about it."""
    relation, rows = corner.relation, corner.rows
    scheme = Scheme.objects.visible_to(SYSTEM).get(subject="officer", unit=None)
    nothing = Sheet(whole(scheme), [])
    nothing.lines = [Line(item, Told(), None) for item in nothing.scheme.items]
    row = rows["Assessment"] = Assessment.objects.create(
        subject="officer",
        officer=rows["Officer"],
        unit=corner.unit,
        year=YEAR - 1,
        scheme=scheme,
        last_day=date(YEAR - 1, 12, 31),
        computed={**sheet_data(nothing), "off": [{"rows": 0, "marks": 0}]},
        reason=mark(relation, "assessed"),
        made_by="联户办",
        made_at=NOW,
    )
    told = {"assessment": row, "author_name": "联户办", "at": NOW}
    AssessmentStep.objects.create(what="confirm", **told)
    rows["AssessmentStep"] = AssessmentStep.objects.create(
        what="sign", words=mark(relation, "assessedstep"), **told
    )
    content = json.dumps({"name": mark(relation, "assessedwhole")})
    rows["FrozenAssessment"] = FrozenAssessment.objects.create(
        assessment=row, content=content, digest=hash_of(content), at=NOW
    )


def phones(corner: Corner) -> None:
    relation, rows = corner.relation, corner.rows
    told = {"account": rows["Account"], "at": NOW, "received_at": NOW, "seq": 1, "hash": relation}
    device = rows["Device"] = Device.objects.create(
        account=rows["Account"], name=mark(relation, "device"), first_seen=NOW, last_seen=NOW
    )
    rows["Received"] = Received.objects.create(
        device=device, action=mark(relation, "received"), verdict="accepted", **told
    )
    rows["Quarantined"] = Quarantined.objects.create(
        item=device.pk,
        device=device,
        action=mark(relation, "quarantined"),
        content=seal("{}", "quarantined.content"),
        reason="revoked",
        **told,
    )
    rows["Proposal"] = Proposal.objects.create(
        village=corner.village,
        household=rows["Household"],
        officer=rows["Officer"],
        item=device.pk,
        field="phone",
        base=1,
        yours=mark(relation, "proposal"),
        at=NOW,
        made_at=NOW,
    )
    rows["AwaitedPhoto"] = AwaitedPhoto.objects.create(
        entry=rows["Entry"], sent_sha256=mark(relation, "awaited")
    )


def kept(corner: Corner) -> None:
    """What an account keeps for itself."""
    relation, account = corner.relation, corner.rows["Account"]
    corner.rows["Phrase"] = Phrase.objects.create(account=account, text=mark(relation, "phrase"))
    corner.rows["Draft"] = Draft.objects.create(
        account=account,
        form="diary",
        content=seal(mark(relation, "draft"), "draft.content"),
        kept_at=NOW,
    )
    corner.rows["Reminding"] = Reminding.objects.create(
        account=account, mail=seal(mark(relation, "mail"), "reminding.mail"), since=NOW
    )
    corner.rows["DataLink"] = DataLink.objects.create(
        account=account,
        kind="ledger",
        ledger="needs",
        name=mark(relation, "datalink"),
        hash=f"link {relation}",
        made_at=NOW,
        until=date(2099, 1, 1),
    )


def told(corner: Corner) -> None:
    """A program that the unit's events are told to."""
    relation = corner.relation
    row = Hook.objects.create(
        unit=corner.unit,
        name=mark(relation, "hook"),
        address="https://oa.example.cn/",
        events=["need.opened"],
        secret=seal(mark(relation, "secret"), "hook.secret"),
        made_at=NOW,
    )
    corner.rows["Hook"] = row
    corner.rows["HookCall"] = HookCall.objects.create(
        hook=row, event="need.opened", about={}, at=NOW, done_at=NOW
    )
    corner.rows["Reminded"] = Reminded.objects.create(hook=row, day=DAY)


def issued(corner: Corner) -> None:
    """A paper that the unit has handed in."""
    words = mark(corner.relation, "issued")
    paper = Paper(words, corner.unit.name, words, (), DAY, DAY)
    content = json.dumps({"paper": as_data(paper), "typed": []}, ensure_ascii=False)
    corner.rows["IssuedPaper"] = IssuedPaper.objects.create(
        unit=corner.unit,
        village=corner.village,
        report="notice",
        title=words,
        year=YEAR,
        day=DAY,
        made_at=NOW,
        made_by="办公室",
        content=seal(content, COLUMN),
        figures=[],
        digest=digest_of(content, []),
    )


def form(corner: Corner) -> None:
    """A form that the unit keeps, with its heads of households assigned to a column."""
    corner.rows["FormTemplate"] = FormTemplate.objects.create(
        unit=corner.unit,
        name=mark(corner.relation, "form"),
        kind="xlsx",
        file_name=f"{mark(corner.relation, 'form')}.xlsx",
        content=seal_bytes(list_form(), CONTENT),
        cells={"一览表!B4": "each:head"},
        made_at=NOW,
        changed_at=NOW,
    )


def hung(corner: Corner) -> None:
    """A list that the unit hangs on the wall, and what was objected to it."""
    words = mark(corner.relation, "publicity")
    row = corner.rows["Publicity"] = Publicity(
        unit=corner.unit,
        village=corner.village,
        title=words,
        decided=words,
        complaint=words,
        from_day=DAY,
        until=date(2099, 1, 1),
        year=YEAR,
        made_by="办公室",
        made_at=NOW,
        begun_at=NOW,
        rows=[{"name": "康*生"}],
    )
    row.digest = row.digest_now
    row.save()
    corner.rows["Objection"] = Objection.objects.create(
        publicity=row, by="office", text=seal(mark(corner.relation, "objection"), TEXT), at=NOW
    )
