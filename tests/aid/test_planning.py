"""An activity is planned, people are invited for a reason, and held it is told only once."""

from datetime import date, timedelta

import pytest

from lianxin.aid.activities import activity_cancel, activity_held, activity_hold
from lianxin.aid.due import due_this_week
from lianxin.aid.figures import FIGURES
from lianxin.aid.kinds.actions import activity_kind_set
from lianxin.aid.kinds.queries import kind_on
from lianxin.aid.ledger import astray_means
from lianxin.aid.models import Activity, Attendance, Participant, Presence
from lianxin.aid.planning.actions import Asked, activity_invite, activity_plan, activity_replan
from lianxin.aid.planning.experts import expert_add, expert_change, expert_end, experts
from lianxin.aid.planning.means import means_allocate, means_drop, means_take
from lianxin.aid.planning.models import ActivityMeans, Expert, Invitation
from lianxin.aid.planning.proposing import proposed
from lianxin.aid.planning.queries import ahead, experts_of, invitations, soon, takeable
from lianxin.aid.presence import activity_came
from lianxin.aid.queries import activities
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import Extent
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.plans.actions import measure_add
from lianxin.pool.offers.actions import offer_make
from lianxin.pool.offers.allocations import offer_allocate
from lianxin.pool.offers.check import wrong
from lianxin.pool.offers.ledger import balances
from lianxin.records.diary.models import Entry
from lianxin.records.needs.actions import need_open
from tests.cast import code

BY_NAME = {figure.name: figure for figure in FIGURES}


def refused(do):
    with pytest.raises(Refused) as error:
        do()
    return {one.code for one in error.value.problems}


def value(cast, name):
    day = today() + timedelta(days=365)
    actor = cast.actor(cast.office)
    return sum(
        BY_NAME[name].value(actor, Extent(cast.village.path, year, day)) or 0
        for year in (today().year, day.year)
    )


@pytest.fixture
def office(cast):
    return cast.actor(cast.office)


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


@pytest.fixture
def teacher(cast, office):
    return expert_add(
        actor=office,
        unit=cast.unit,
        name="苏师傅",
        skill=code("skill", "林果"),
        workplace="县果业中心",
        words="嫁接、花椒",
    )


@pytest.fixture
def plan(cast, office, teacher):
    return activity_plan(
        actor=office,
        village=cast.village,
        kind=code("activity", "嫁接"),
        title="老树嫁接培训",
        day=today(),
        time="上午九点",
        place="三社果园",
        text="先讲后练。",
        materials=["接穗 200 根", "嫁接刀 10 把"],
        officers=[cast.tian],
        experts=[teacher],
    )


def held(office, plan, **more):
    told = {"title": plan.title, "day": plan.day, "text": "接了四十棵。", "rev": plan.rev}
    return activity_held(actor=office, activity=plan, **{**told, **more})


def test_a_planned_activity_counts_nowhere_and_writes_no_diary_before_it_is_held(
    cast, office, plan
):
    assert value(cast, "activities") == 0
    assert not Entry.objects.visible_to(SYSTEM).exists()
    assert [one.pk for one in ahead(office, cast.village)] == [plan.pk]
    assert activities(office, village=cast.village, year=today().year, day=today()) == []
    assert [one.name for one in experts_of(office, plan)] == ["苏师傅"]


def test_held_it_writes_the_diaries_once_and_is_no_longer_ahead(cast, office, home, plan):
    done = held(office, plan, officers=[cast.tian, cast.liu], households={home: 2})
    assert {e.officer for e in Entry.objects.visible_to(SYSTEM)} == {cast.tian, cast.liu}
    assert {tuple(e.kinds) for e in Entry.objects.visible_to(SYSTEM)} == {("training",)}
    assert (value(cast, "activities"), done.people) == (1, 2)
    assert list(ahead(office, cast.village)) == []
    assert Activity.objects.visible_to(SYSTEM).count() == 1
    again = lambda: held(office, done, officers=[cast.tian])  # noqa: E731
    assert refused(again) == {"activity.held_already"}


def test_who_was_to_go_and_did_not_has_no_entry(cast, office, plan):
    held(office, plan, officers=[cast.liu])
    assert {a.officer for a in Attendance.objects.visible_to(SYSTEM)} == {cast.liu}


def test_who_came_can_be_named_afterwards_and_no_diary_changes(cast, office, home, plan):
    head = home.memberships.visible_to(SYSTEM).get(is_head=True).person
    wife = cast.member(home, "张秀兰", "配偶")
    done = held(office, plan, officers=[cast.tian], households={home: 1}, people=5)
    told = {"actor": office, "activity": done, "households": {home: 1}}
    again = activity_came(**told, members={home: [head, wife]}, rev=done.rev)
    assert Participant.objects.visible_to(SYSTEM).count() == 2
    assert (Presence.objects.visible_to(SYSTEM).get().people, again.people) == (2, 5)
    assert Entry.objects.visible_to(SYSTEM).get().rev == 1
    late = lambda: activity_came(**told, members={}, rev=done.rev)  # noqa: E731
    assert refused(late) == {"action.changed_meanwhile"}


def test_a_plan_changed_by_another_meanwhile_is_not_overwritten(cast, office, plan):
    told = {"kind": plan.kind, "day": plan.day + timedelta(days=3), "rev": plan.rev}
    moved = activity_replan(
        actor=office, activity=plan, title="改日子", officers=[cast.liu], **told
    )
    assert moved.day == plan.day + timedelta(days=3)
    assert {a.officer for a in Attendance.objects.visible_to(SYSTEM)} == {cast.liu}
    late = lambda: activity_replan(actor=office, activity=plan, title="旧的", **told)  # noqa: E731
    assert refused(late) == {"action.changed_meanwhile"}


def test_a_plan_for_yesterday_is_refused_and_so_is_an_officer_who_plans(cast, office):
    def plan(actor, day):
        return lambda: activity_plan(
            actor=actor, village=cast.village, kind=code("activity", "电工"), title="电", day=day
        )

    assert refused(plan(office, today() - timedelta(days=1))) == {"activity.past_plan"}
    assert refused(plan(cast.actor(cast.officer), today())) == {"action.not_allowed"}


def test_an_officer_who_goes_sees_the_plan_another_unit_does_not(cast, plan):
    def seen(account):
        return Activity.objects.visible_to(cast.actor(account)).filter(pk=plan.pk).exists()

    assert all(map(seen, (cast.officer, cast.committee, cast.leader)))
    assert not any(map(seen, (cast.officer2, cast.outsider)))


def test_a_need_that_names_the_skill_proposes_its_household_with_the_reason(cast, office, home):
    other = cast.household("李桂香", number="1-002", officer=cast.liu)
    third = cast.household("王拴牢", number="1-003", officer=cast.liu)
    told = {"actor": office, "village": cast.village, "kind": code("need", "技术培训")}
    need_open(**told, household=home, text="老树想嫁接，没人会")
    need_open(**told, household=other, text="想学电焊")
    measure_add(
        actor=office,
        household=third,
        direction=code("direction", "传授致富技能"),
        text="请人教嫁接",
        officer=cast.liu,
        due=today() + timedelta(days=60),
    )
    found = proposed(office, village=cast.village, kind=code("activity", "嫁接"), day=today())
    assert {key: (one.why.value, one.sure) for key, one in found.items()} == {
        home.pk: ("need", True),
        third.pk: ("measure", True),
    }


def test_a_need_about_health_proposes_without_its_words(cast, office, home):
    need_open(
        actor=office,
        village=cast.village,
        kind=code("need", "看病就医"),
        household=home,
        text="血压高，药断了",
    )
    found = proposed(office, village=cast.village, kind=code("activity", "免费体检"), day=today())
    assert found[home.pk].text == "看病就医"


def test_people_decide_who_is_invited_and_twice_is_once(cast, office, home, plan):
    activity_invite(actor=office, activity=plan, asked=[Asked(home), Asked(home)])
    assert [one.household for one in invitations(office, plan)] == [home]
    activity_invite(actor=office, activity=plan, asked=[])
    assert not Invitation.objects.visible_to(SYSTEM).exists()


def test_a_household_of_another_village_is_not_invited(cast, office, plan):
    far = cast.household("外村", village=cast.other_village, number="9-001")
    invite = lambda: activity_invite(actor=office, activity=plan, asked=[Asked(far)])  # noqa: E731
    assert refused(invite) == {"action.absent"}


def test_an_expert_is_typed_once_and_gone_stays_with_what_was_held(cast, office, teacher, plan):
    same = {"name": "苏师傅", "skill": code("skill", "林果"), "workplace": "县果业中心"}
    again = lambda: expert_add(actor=office, unit=cast.unit, **same)  # noqa: E731
    assert refused(again) == {"expert.known"}
    expert_change(actor=office, expert=teacher, **{**same, "words": "嫁接"})
    expert_end(actor=office, expert=teacher)
    assert list(experts(office)) == []
    assert [one.words for one in experts_of(office, plan)] == ["嫁接"]
    assert Expert.objects.visible_to(cast.actor(cast.officer)).exists()
    assert not Expert.objects.visible_to(cast.actor(cast.outsider)).exists()


@pytest.fixture
def money(cast, office):
    return offer_make(
        actor=office,
        unit=cast.unit,
        area=cast.village,
        giver="县果业中心",
        kind="money",
        field=code("field", "技能培训"),
        title="培训经费",
        quantity=500_000,
        day=today(),
    )


def left(offer):
    held = balances([offer.pk])[offer.pk]
    return held.offered, held.allocated, held.received


def test_money_is_set_aside_by_the_plan_paid_when_held_and_the_rest_goes_back(
    cast, office, plan, money
):
    one = means_allocate(actor=office, activity=plan, offer=money, quantity=300_000)
    assert left(money) == (200_000, 300_000, 0)
    held(office, plan, officers=[cast.tian], used={one: 180_000})
    assert left(money) == (320_000, 0, 180_000)
    assert ActivityMeans.objects.visible_to(SYSTEM).get().cost == 180_000
    assert list(wrong()) == []


def test_called_off_or_withdrawn_everything_goes_back(cast, office, plan, money):
    means_allocate(actor=office, activity=plan, offer=money, quantity=300_000)
    done = held(office, plan, officers=[cast.tian])
    assert left(money) == (200_000, 0, 300_000)
    activity_cancel(actor=office, activity=done, reason="记错了")
    assert left(money) == (500_000, 0, 0)
    assert ActivityMeans.objects.visible_to(SYSTEM).get().cost == 0
    assert list(wrong()) == []


def test_one_allocation_serves_one_activity_and_more_than_there_is_is_refused(
    cast, office, plan, money
):
    [lot] = offer_allocate(
        actor=office, offer=money, village=cast.village, quantities={None: 100_000}
    )
    assert [one.row.pk for one in takeable(office, plan)] == [lot.pk]
    one = means_take(actor=office, activity=plan, allocation=lot)
    assert takeable(office, plan) == []
    assert refused(lambda: means_take(actor=office, activity=plan, allocation=lot)) == {
        "activity.means_taken"
    }
    much = lambda: means_allocate(  # noqa: E731
        actor=office, activity=plan, offer=money, quantity=400_001
    )
    assert refused(much) == {"offer.not_there"}
    too_much = lambda: held(office, plan, officers=[cast.tian], used={one: 100_001})  # noqa: E731
    assert refused(too_much) == {"activity.means_quantity"}
    assert not Entry.objects.visible_to(SYSTEM).exists()
    means_drop(actor=office, means=one)
    assert left(money) == (500_000, 0, 0)


def test_called_off_it_is_no_longer_due_and_counts_nowhere(cast, office, plan):
    assert [one.pk for one in soon(office, cast.village)] == [plan.pk]
    activity_cancel(actor=office, activity=plan, reason="下雨")
    assert soon(office, cast.village) == []
    assert value(cast, "activities") == 0


def test_what_a_kind_counts_as_is_a_row_that_changes_from_a_day_on(cast, office):
    kind = code("activity", "专家上门")
    county = cast.actor(cast.county)
    activity_kind_set(actor=county, kind=kind, group="farm", writes="training")
    assert kind_on(kind, today()).writes == "training"
    assert kind_on(kind, today() - timedelta(days=1)).writes == "help"
    told = {"village": cast.village, "kind": kind, "title": "看果园", "text": "看了。"}
    activity_hold(actor=office, day=today(), officers=[cast.tian], **told)
    activity_hold(actor=office, day=today() - timedelta(days=1), officers=[cast.liu], **told)
    written = {e.officer: e.kinds for e in Entry.objects.visible_to(SYSTEM)}
    assert written == {cast.tian: ["training"], cast.liu: ["help"]}
    early = lambda: activity_kind_set(  # noqa: E731
        actor=county, kind=kind, group="farm", writes="help", from_day=date(2012, 1, 1)
    )
    assert refused(early) == {"rule.not_later"}


def test_members_by_name_are_at_least_as_many_as_came_of_the_household(cast, office, home, plan):
    wife = cast.member(home, "张秀兰", "配偶")
    head = home.memberships.visible_to(SYSTEM).get(is_head=True).person
    done = held(
        office, plan, officers=[cast.tian], households={home: 1}, members={home: [head, wife]}
    )
    assert Presence.objects.visible_to(SYSTEM).get().people == 2
    assert Participant.objects.visible_to(SYSTEM).count() == 2
    assert done.people == 2
    other = cast.household("李桂香", number="1-002")
    foreign = other.memberships.visible_to(SYSTEM).get().person
    wrong_home = lambda: activity_hold(  # noqa: E731
        actor=office,
        village=cast.village,
        kind=plan.kind,
        title="别的",
        day=today(),
        text="别的",
        officers=[cast.tian],
        members={home: [foreign]},
    )
    assert refused(wrong_home) == {"action.absent"}


def test_figures_tell_planned_from_held_by_kind_and_what_it_cost(cast, office, plan, money):
    names = ("activities_planned", "activities_farm", "activities_trade", "activity_cost")
    assert [value(cast, name) for name in names] == [1, 0, 0, 0]
    one = means_allocate(actor=office, activity=plan, offer=money, quantity=300_000)
    done = held(office, plan, officers=[cast.tian], used={one: 180_000})
    assert [value(cast, name) for name in names] == [0, 1, 0, 180_000]
    assert list(astray_means()) == []
    ActivityMeans.objects.visible_to(SYSTEM).update(cost=1)
    assert [one.activity for one in astray_means()] == [done]


def test_what_is_planned_is_due_this_week_until_somebody_says_what_became(cast, office, plan):
    def due(account):
        rows = due_this_week(cast.actor(account), cast.village).rows
        return [(one.key, one.officer) for one in rows if one.page == "activity"]

    assert due(cast.office) == [(plan.pk, "田立新")]
    assert due(cast.officer) == [(plan.pk, "田立新")]
    assert due(cast.officer2) == []
    held(office, plan, officers=[cast.tian])
    assert due(cast.office) == []
