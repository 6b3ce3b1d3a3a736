"""The demo: whole and consistent, made once and kept; it tells the method's figures of 2012 from rows."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import F, Max, Min, Sum
from django.db.transaction import atomic, set_rollback
from django.test.utils import override_settings

from lianxin.aid.models import Activity, Attendance, Delivery
from lianxin.demo import making
from lianxin.demo.kang import KANG
from lianxin.doors.web.fared import worst
from lianxin.doors.web.leader import board as leaders_board
from lianxin.doors.web.leader_asked import View
from lianxin.kernel import audit
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import in_force, today
from lianxin.office.bodies.queries import bodies
from lianxin.office.documents.queries import documents
from lianxin.office.meetings.queries import meetings
from lianxin.office.tasks.models import State
from lianxin.office.tasks.queries import plan
from lianxin.people.models import Account, Officer
from lianxin.people.policy import AccountActor
from lianxin.plans.household.overview import Sign, counted, overview
from lianxin.plans.models import Measure, MeasureStep
from lianxin.pool.models import Project, Receipt
from lianxin.pool.offers.ledger import balances
from lianxin.pool.offers.models import Allocation
from lianxin.pool.queries import project as funded
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.diary.models import Act, Entry, Photo
from lianxin.records.diary.photos import path_of
from lianxin.records.file.income import Income
from lianxin.records.file.models import Dwelling, Land, Livelihood
from lianxin.records.needs.models import Need, NeedStep
from lianxin.register.cards.queries import card_lines
from lianxin.register.models import Household, Pairing
from lianxin.results.asked import Asked
from lianxin.results.figures import extent, told
from lianxin.results.ledgers import LEDGERS
from lianxin.results.report import occasion
from lianxin.site.checking import everything
from lianxin.visits.schedule.check import broken
from lianxin.visits.schedule.propose import propose
from lianxin.visits.schedule.reading import asked_of

pytestmark = pytest.mark.long
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once, and taken back after the last test of this file."""
    folder = tmp_path_factory.mktemp("demo")
    here = override_settings(LIANXIN_DATA=folder, PASSWORD_HASHERS=QUICK)
    with django_db_blocker.unblock(), here:
        _tidied()
        with atomic():
            yield folder, making.demo()
            set_rollback(True)


def _tidied():
    """As in a database where nothing was before: PostgreSQL finds nothing to tidy while the demo is made.

    After other tests it would, would see none of the rows that are not committed, and would read them all
    one by one from then on.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_force_next_flush()")
            cursor.execute("VACUUM (ANALYZE)")


@pytest.fixture
def demo(made, db, settings):
    settings.LIANXIN_DATA, note = made
    return note


@pytest.fixture
def village(demo):
    return Household.objects.visible_to(actor("office")).first().village


def actor(login: str) -> AccountActor:
    return AccountActor.of(Account.objects.get(login=login))


@pytest.mark.once
def test_the_village_has_64_households_and_16_officers_each_with_four(demo):
    office = actor("office")
    village = Household.objects.visible_to(office).first().village
    figures = told(office, extent(village, date.today().year))
    assert (figures["households"], figures["officers"], figures["unpaired_households"]) == (
        64,
        16,
        0,
    )
    assert 240 <= figures["members"] <= 260
    assert 9 <= figures["monitored_households"] <= 11
    for officer in Officer.objects.visible_to(office).filter(until=None):
        held = Pairing.objects.visible_to(office).filter(
            in_force(), officer=officer, responsible=True
        )
        assert held.count() == 4


@pytest.mark.once
def test_every_login_of_the_contract_opens_with_the_printed_password(demo):
    names = (
        "office officer officer2 leader village department assessor outsider "
        "sysadmin secadmin auditadmin"
    ).split()
    assert [one["login"] for one in demo["accounts"]] == names
    for login in names:
        assert Account.objects.get(login=login).check_password(demo["password"])
        assert len(actor(login).grants) == 1


@pytest.mark.once
def test_the_outsider_sees_another_village_and_nothing_of_this_one(demo):
    ours = set(Household.objects.visible_to(actor("office")).values_list("pk", flat=True))
    theirs = set(Household.objects.visible_to(actor("outsider")).values_list("pk", flat=True))
    assert theirs
    assert not ours & theirs


def test_the_demo_passes_every_check(demo):
    assert {name: [p.code for p in found] for name, found in everything().items() if found} == {}


@pytest.mark.once
def test_most_households_hold_their_card_and_some_have_asked_and_spoken(village):
    lines = card_lines(actor("office"), village)
    states = Counter(line.state for line in lines)
    assert states == {"handed": 56, "issued": 5, "none": 3}
    asked = Need.objects.visible_to(actor("office")).filter(source="card")
    assert {need.closed is None for need in asked} == {True, False}
    said = Confirmation.objects.visible_to(actor("office"))
    assert {"came", "not", "unsure"} == set(said.values_list("answer", flat=True))
    assert said.filter(rating__isnull=False).exclude(words="").exists()
    assert not Confirmation.objects.visible_to(actor("officer")).exists()


def test_a_second_start_keeps_what_is_there(demo):
    household = Household.objects.visible_to(SYSTEM).first()
    assert making.demo() == demo
    assert Household.objects.visible_to(SYSTEM).first().pk == household.pk


@pytest.mark.once
def test_the_note_is_for_its_owner_only(demo):
    note = making.note_file()
    assert note.stat().st_mode & 0o077 == 0
    assert json.loads(note.read_text())["password"] == demo["password"]
    assert note.parent == settings.LIANXIN_DATA


def rows(model, village, year=None):
    found = model.objects.visible_to(SYSTEM).filter(village=village)
    return found if year is None else found.filter(year=year)


@pytest.mark.once
def test_2012_has_four_activities_one_project_and_its_money(village):
    assert rows(Activity, village, 2012).count() == 4
    [project] = rows(Project, village, 2012)
    assert project.amount >= 5_000_000 * 100
    paid = Receipt.objects.visible_to(SYSTEM).filter(project=project)
    assert paid.aggregate(n=Sum("amount"))["n"] == project.amount
    assert len({receipt.year for receipt in paid}) > 1


@pytest.mark.once
def test_2012_handed_out_leaflets_and_more_than_thirty_bags_that_households_signed_for(village):
    given = rows(Delivery, village, 2012)
    assert given.filter(goods__printed=True).aggregate(n=Sum("quantity"))["n"] > 0
    bags = given.filter(goods__name__in=("化肥", "农药"), goods__unit="袋")
    assert bags.aggregate(n=Sum("quantity"))["n"] >= 30
    assert not bags.filter(household=None).exists()
    assert not bags.filter(received=None).exists()


@pytest.mark.once
def test_the_money_of_2012s_project_is_followed_stage_by_stage_and_its_bags_to_an_offer(village):
    [row] = rows(Project, village, 2012)
    office = actor("office")
    project = funded(office, row.pk, today())
    planned = {stage.pk: stage.amount for stage in project.stages}
    paid = defaultdict(int)
    for receipt in project.receipts:
        paid[receipt.stage_id] += receipt.amount
    assert planned == paid
    assert sum(planned.values()) == row.amount
    assert project.unspent == 0
    assert {one.stage_id for one in project.acceptances if one.passed} == {*planned, None}
    bags = rows(Delivery, village, 2012).filter(goods__unit="袋")
    lots = Allocation.objects.visible_to(SYSTEM).filter(deliveries__in=bags.order_by())
    offered = balances([*{lot.offer_id for lot in lots}])
    assert not bags.filter(allocation=None).exists()
    told = bags.aggregate(n=Sum("quantity"))["n"]
    assert sum(one.received for one in offered.values()) == told


@pytest.mark.once
def test_in_2012_every_officer_did_what_the_method_asks(village):
    acts = rows(Act, village, 2012).filter(counts=True)
    homes = defaultdict(set)
    for household in Household.objects.visible_to(SYSTEM).filter(village=village):
        pairing = (
            household.pairings.visible_to(SYSTEM).filter(responsible=True).earliest("from_day")
        )
        homes[pairing.officer_id].add(household.pk)
    assert len(homes) == 14
    for officer, paired in homes.items():
        own = acts.filter(officer=officer)
        visited = set(own.filter(kind="visit").values_list("household", flat=True))
        talks = set(own.filter(kind="talk").values_list("household", "day"))
        stays = dict(own.filter(kind="stay").values_list("day", "half_days"))
        lectures = set(own.filter(kind="lecture").values_list("event", flat=True))
        assert paired <= visited
        assert len(talks) >= 12
        assert sum(stays.values()) >= 20
        assert len(lectures) >= 2
    needs = rows(Need, village, 2012)
    assert needs.exists()
    assert needs.exclude(closed=None).exists()


@pytest.mark.once
def test_group_documents_and_plan_of_2012_and_of_now_are_there_and_differ(demo):
    account = Account.objects.visible_to(SYSTEM).select_related("unit").get(login="office")
    office, unit = AccountActor.of(account), account.unit
    then, now = (bodies(office, unit, day) for day in (date(2012, 6, 30), today()))
    assert then[0].body.name != now[0].body.name
    assert (then[0].seats[0].holder.called, now[0].seats[0].holder.called) == ("王克俭", "赵文斌")
    assert [seat.post.told for line in now for seat in line.open] == ["联络员"]
    rows = documents(office, unit, day=today())
    assert {len(line.versions) for line in rows if line.row.kind == "scheme"} == {2}
    assert {line.row.year for line in rows} == {2012, today().year, None}
    assert all(
        line.state is State.DONE
        for goal in plan(office, unit, 2012, today())
        for line in goal.tasks
    )
    lines = [line for goal in plan(office, unit, today().year, today()) for line in goal.tasks]
    assert {line.state for line in lines} == set(State)
    assert any(line.late for line in lines)
    assert len(meetings(office, unit, today().year, today())) >= 2


def test_every_year_since_has_entries_of_most_households(village):
    for year in range(2013, today().year + 1):
        acts = rows(Act, village, year).filter(kind="visit")
        assert acts.values("household").distinct().count() >= (25 if year < today().year else 1)


@pytest.mark.once
def test_this_year_goes_well_and_badly(village):
    needs = rows(Need, village)
    assert needs.filter(closed=None, due__gte=today()).exists()
    assert needs.filter(closed=None, due__lt=today()).exists()
    assert NeedStep.objects.visible_to(SYSTEM).filter(kind="hand_on").exists()
    measures = Measure.objects.visible_to(SYSTEM)
    assert measures.values("direction").distinct().count() == 5
    assert measures.filter(percent=100).exists()
    assert measures.filter(percent__gt=0, percent__lt=100).exists()
    assert measures.filter(percent__lt=100, due__lt=today()).exists()
    assert rows(Delivery, village).filter(received=None).exists()
    project = rows(Project, village).latest("decided")
    arrived = project.receipts.visible_to(SYSTEM).aggregate(n=Sum("amount"))["n"] or 0
    assert arrived < project.amount
    lately = rows(Act, village).filter(kind="visit", day__gt=today() - timedelta(days=200))
    assert lately.values("household").distinct().count() in range(56, 64)
    talks = defaultdict(set)
    for officer, household, day in lately.filter(kind="visit").values_list(
        "officer", "household", "day"
    ):
        talks[officer].add((household, day))
    assert min(map(len, talks.values())) < max(map(len, talks.values()))


@pytest.mark.once
def test_no_two_entries_read_the_same_but_those_of_one_activity(village):
    written = Attendance.objects.visible_to(SYSTEM).exclude(entry=None).values("entry")
    texts = list(
        Entry.objects.visible_to(SYSTEM).exclude(pk__in=written).values_list("text", flat=True)
    )
    assert len(texts) > 600
    assert len(set(texts)) == len(texts)
    assert not [text for text in texts if "{" in text or "None" in text]


@pytest.mark.once
def test_people_are_visited_on_weekends_and_nothing_is_written_of_tomorrow(village):
    entries = Entry.objects.visible_to(SYSTEM)
    assert entries.filter(day__week_day__in=(1, 7)).count() > entries.count() / 8
    assert entries.aggregate(n=Max("day"))["n"] <= today()
    assert entries.aggregate(n=Max("until"))["n"] <= today()
    for model in (Need, Delivery, Activity, Project):
        assert model.objects.visible_to(SYSTEM).filter(year__gt=today().year).count() == 0


@pytest.mark.once
def test_everything_lies_within_the_days_of_officers_and_households(village):
    for officer in Officer.objects.visible_to(SYSTEM):
        days = Act.objects.visible_to(SYSTEM).filter(officer=officer)
        days = days.aggregate(first=Min("day"), last=Max("day"))
        if days["first"]:
            assert officer.from_day <= days["first"]
            assert officer.until is None or days["last"] < officer.until
    of_homes = Act.objects.visible_to(SYSTEM).exclude(household=None)
    assert not of_homes.filter(day__lt=F("household__opened")).exists()
    steps = MeasureStep.objects.visible_to(SYSTEM)
    assert not steps.filter(day__lt=F("measure__from_day")).exists()
    assert not NeedStep.objects.visible_to(SYSTEM).filter(day__lt=F("need__opened")).exists()


@pytest.mark.once
def test_everything_went_through_the_actions(village):
    assert list(audit.broken()) == []
    done = AuditRow.objects.visible_to(SYSTEM).filter(done=True)
    for model, action in (
        (Entry, "diary.write"),
        (Need, "need.open"),
        (Measure, "measure.add"),
        (Delivery, "delivery.give"),
        (Project, "project.win"),
    ):
        assert done.filter(action=action).count() == model.objects.visible_to(SYSTEM).count()
    held = Activity.objects.visible_to(SYSTEM).exclude(held_at=None)
    assert done.filter(action="activity.hold").count() == held.count()


@pytest.mark.once
def test_income_by_lines_agrees_with_what_the_rosters_say(village):
    incomes = Income.objects.visible_to(SYSTEM).filter(until=None, household__village=village)
    rosters = {(i.household_id, i.year): i.per_head for i in incomes.filter(rule=None)}
    worked = list(incomes.filter(rule__leading=True))
    shared = [one for one in worked if (one.household_id, one.year) in rosters]
    assert len(shared) > 200
    for one in shared:
        assert abs(one.per_head - rosters[one.household_id, one.year]) <= 100
        assert abs(one.net // one.people - one.per_head) <= 1


@pytest.mark.once
def test_most_files_are_whole_and_some_have_gaps(village):
    for model in (Land, Dwelling):
        known = model.objects.visible_to(SYSTEM).filter(until=None, household__village=village)
        assert 56 <= known.count() < 64
    people = Livelihood.objects.visible_to(SYSTEM).filter(until=None)
    assert people.filter(person__home__village=village).count() > 200


@pytest.mark.once
@pytest.mark.parametrize("name", ["register_people", "register_full"])
def test_no_column_of_the_national_register_is_empty_for_everybody(village, name):
    ledger, office = LEDGERS[name], actor("office")
    rows = ledger.rows(office, Asked(), village=village, day=date.today())
    lines = list(ledger.lines(office, rows, date.today()))
    empty = {one.title for one in ledger.columns if not any(one.value(line) for line in lines)}
    assert empty == ({"序号"} if name == "register_people" else set())


@pytest.mark.once
@pytest.mark.parametrize("login", ["officer", "officer2"])
def test_the_officers_of_the_demo_have_needs_and_measures_of_their_own(village, login):
    own = actor(login)
    assert Need.objects.visible_to(own).exists()
    assert Measure.objects.visible_to(own).count() >= 6
    assert Entry.objects.visible_to(own).count() >= 20


@pytest.mark.once
def test_one_household_is_told_in_full(village):
    own = actor("officer")
    [kang] = Household.objects.visible_to(own).filter(
        memberships__person__name=KANG, memberships__is_head=True
    )
    assert kang.measures.visible_to(own).count() >= 4
    assert kang.needs.visible_to(own).filter(closed=None).exists()
    assert kang.needs.visible_to(own).exclude(closed=None).count() >= 2
    years = {i.year for i in Income.objects.visible_to(own).filter(household=kang)}
    assert years >= set(range(2012, max(years) + 1))
    assert Act.objects.visible_to(own).filter(household=kang).count() >= 20


@pytest.mark.once
def test_every_officer_belongs_to_one_of_the_five_sections(village):
    office = actor("office")
    board = leaders_board(actor("leader"), View(village, today(), beside=False))
    rows = [(str(one.unit), one.officers, one.homes) for one in board["sections"]]
    assert rows == [
        ("支队领导", 3, 12),
        ("监察一科", 4, 16),
        ("监察二科", 4, 16),
        ("法规科", 2, 8),
        ("办公室财务", 3, 12),
    ]
    for officer in Officer.objects.visible_to(office):
        assert officer.unit.parent.name == "市自然资源执法支队"
    assert actor("officer").account.unit.name == "监察一科"
    for login in ("office", "leader"):
        assert actor(login).account.unit.name == "市自然资源执法支队"


@pytest.mark.once
@pytest.mark.parametrize("login", ["office", "leader", "officer"])
def test_whoever_reports_does_so_for_the_whole_unit(village, login):
    assert occasion(actor(login), village, 2012).unit == "市自然资源执法支队"


@pytest.mark.once
def test_five_households_got_worse_and_the_diary_tells_why(village):
    office = actor("office")
    worse = worst(office, village, today())
    signs = {name: said for _, name, said in worse}
    assert len(signs) == 5
    assert "年人均纯收入比上年少 14%" in signs["李桂香"]
    assert "住房成了危房" in signs["郭有才"]
    assert any("新纳入监测：突发严重困难户" in said for said in signs.values())
    for row, name, _ in worse:
        entries = Entry.objects.visible_to(office).filter(acts__household=row)
        texts = " ".join(entries.values_list("text", flat=True))
        assert any(word in texts for word in ("冰雹", "住院", "牛价", "鉴定成D级")), name


@pytest.mark.once
def test_2012_tells_who_was_better_and_who_was_worse(village):
    figures = told(actor("office"), extent(village, 2012))
    better, same, worse = (figures[f"households_{n}"] for n in ("better", "same", "worse"))
    assert better + same + worse == 64
    assert better > 20
    assert same > 10
    assert 1 <= worse <= 8


@pytest.mark.once
def test_the_newest_entries_lie_on_different_days_and_carry_photos(village):
    office = actor("office")
    newest = list(Entry.objects.visible_to(office).order_by("-serial")[:5])
    assert len({one.day for one in newest}) >= 3
    photos = Photo.objects.visible_to(SYSTEM).exclude(entry=None)
    assert sum(photos.filter(entry=one).exists() for one in newest[:3]) >= 2
    lately = photos.filter(entry__day__gt=today() - timedelta(days=200))
    assert 6 <= lately.count() <= 10
    assert all(path_of(one.sha256, small=True).exists() for one in photos)


@pytest.mark.once
def test_most_households_have_a_living_plan_and_the_page_tells_what_is_late_and_what_is_done(
    village,
):
    office = actor("office")
    rows = overview(office, village, today())
    assert len(rows) == 64
    assert sum(row.it.plan is not None for row in rows) >= 60
    signs = counted(rows)
    assert signs[Sign.LATE] >= 3
    assert signs[Sign.STILL] >= 1
    assert signs[Sign.BLOCKED] >= 1
    assert sum(row.done for row in rows) >= 30
    assert sum(row.whole > 0 and row.done == row.whole for row in rows) >= 3
    stages = [row.it.stage for row in rows if row.it.stage]
    assert any(line.reached for line in stages)
    assert any(one.way > 0 for line in stages for one in line.moved)


@pytest.mark.once
def test_the_years_proposal_meets_all_four_requirements_of_every_officer_or_says_what_it_cannot(
    village,
):
    """Of the year that comes everything; of this one at least every reason is named."""
    day, office = today(), actor("office")
    asked = asked_of(office, village, day.year + 1, day)
    plan = propose(asked.problem, seconds=4)
    assert broken(asked.problem, plan) == []
    needs = {(need.figure, need.officer) for need in asked.problem.needs}
    assert {figure for figure, _who in needs} == {"visits", "talks", "stay_days", "lectures"}
    assert len({who for figure, who in needs if figure == "stay_days"}) == 16
    assert plan.unmet == ()
    now = asked_of(office, village, day.year, day)
    found = propose(now.problem, seconds=0)
    assert broken(now.problem, found) == []
    assert all(one.reason for one in found.unmet)
