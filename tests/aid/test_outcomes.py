"""Who came is written down once, by list or card; what each got and what became of it is asked once."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.aid.activities import activity_cancel, activity_hold
from lianxin.aid.attending import activity_scan
from lianxin.aid.figures import FIGURES
from lianxin.aid.models import Presence
from lianxin.aid.outcomes.actions import (
    To,
    Work,
    follow_up_done,
    follow_up_drop,
    follow_ups_ask,
    result_cancel,
    results_add,
)
from lianxin.aid.outcomes.effect import effect
from lianxin.aid.outcomes.models import ActivityResult, FollowUp
from lianxin.aid.outcomes.queries import came, certificates, due_soon, follow_ups
from lianxin.aid.planning.actions import activity_plan
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import Extent
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.records.file.actions import person_state
from lianxin.records.file.models import Condition, Livelihood
from lianxin.register.cards.actions import card_issue, card_withdraw
from lianxin.register.cards.models import Card
from lianxin.register.cards.tokens import token_of
from lianxin.register.models import Membership
from tests.cast import code

BY_NAME = {figure.name: figure for figure in FIGURES}


def refused(do):
    with pytest.raises(Refused) as error:
        do()
    return {one.code for one in error.value.problems}


def value(cast, name):
    extent = Extent(cast.village.path, today().year, today())
    return BY_NAME[name].value(cast.actor(cast.office), extent)


@pytest.fixture
def office(cast):
    return cast.actor(cast.office)


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


@pytest.fixture
def head(home):
    return Membership.objects.visible_to(SYSTEM).get(household=home, is_head=True).person


@pytest.fixture
def course(cast, office, home, head):
    return activity_hold(
        actor=office,
        village=cast.village,
        kind=code("activity", "电工"),
        title="电工培训",
        day=today() - timedelta(days=10),
        text="接了线。",
        officers=[cast.tian],
        members={home: [head]},
    )


@pytest.fixture
def planned(cast, office):
    return activity_plan(
        actor=office,
        village=cast.village,
        kind=code("activity", "电工"),
        title="电工培训",
        day=today(),
        officers=[cast.tian],
    )


def card_for(office, home):
    card_issue(actor=office, household=home)
    return Card.objects.visible_to(SYSTEM).get(household=home)


def test_a_scanned_card_says_the_household_is_there_and_twice_counts_once(
    cast, office, home, planned
):
    card = card_for(office, home)
    officer = cast.actor(cast.officer)
    address = f"https://example.org/c/{token_of(card)}"
    assert activity_scan(actor=officer, activity=planned, code=address).new
    for again in (token_of(card), card.number, f"{card.number[:4]} {card.number[4:]}"):
        assert not activity_scan(actor=office, activity=planned, code=again).new
    assert [p.people for p in Presence.objects.visible_to(SYSTEM)] == [1]


def test_an_officer_scans_the_card_of_anothers_household_but_not_without_going(
    cast, office, planned
):
    other = cast.household("李桂香", number="1-002", officer=cast.liu)
    card = card_for(office, other)
    assert activity_scan(actor=cast.actor(cast.officer), activity=planned, code=token_of(card)).new
    stranger = lambda: activity_scan(  # noqa: E731
        actor=cast.actor(cast.outsider), activity=planned, code=token_of(card)
    )
    assert refused(stranger) == {"action.not_allowed"}


def test_cards_that_are_withdrawn_foreign_or_made_up_look_the_same(cast, office, home, planned):
    card = card_for(office, home)
    token = token_of(card)
    card_withdraw(actor=office, card=card, reason="丢了")
    far = cast.household("外村", village=cast.other_village, number="9-001", officer=cast.stranger)
    foreign = card_for(cast.actor(cast.other_office), far)
    for bad in (token, token_of(foreign), foreign.number, "00000000", "", "/c/", "?", "x" * 400):
        scan = lambda bad=bad: activity_scan(actor=office, activity=planned, code=bad)  # noqa: E731
        assert refused(scan) == {"activity.card_unknown"}


def test_nobody_is_there_before_the_day(cast, office, home):
    tomorrow = activity_plan(
        actor=office,
        village=cast.village,
        kind=code("activity", "电工"),
        title="电工培训",
        day=today() + timedelta(days=1),
    )
    card = card_for(office, home)
    scan = lambda: activity_scan(actor=office, activity=tomorrow, code=card.number)  # noqa: E731
    assert refused(scan) == {"activity.not_yet"}


def test_certificates_are_numbered_go_to_people_and_nobody_gets_two(cast, office, home, course):
    wife = cast.member(home, "张秀兰", "配偶")
    head = came(office, course)[0].members[0]
    results_add(actor=office, activity=course, to=[To(home, head), To(home, wife)], got="cert")
    numbers = [one.number for one in certificates(office, course)]
    assert len(set(numbers)) == 2
    assert all(n.startswith(f"{course.day:%Y%m%d}-") for n in numbers)
    again = lambda: results_add(  # noqa: E731
        actor=office, activity=course, to=[To(home, head)], got="cert"
    )
    assert refused(again) == {"result.already"}
    to_home = lambda: results_add(actor=office, activity=course, to=[To(home)], got="cert")  # noqa: E731
    assert refused(to_home) == {"result.person_wanted"}
    assert value(cast, "certificates") == 2
    result_cancel(actor=office, result=certificates(office, course)[0], reason="名字错了")
    assert value(cast, "certificates") == 1
    assert ActivityResult.objects.visible_to(SYSTEM).count() == 2


def test_found_work_is_told_once_and_stands_in_the_file(cast, office, home, head, course):
    [asked] = follow_ups_ask(
        actor=office,
        activity=course,
        to=[To(home, head)],
        ask="找到活没有",
        due=today(),
    )
    assert asked.officer == cast.tian
    officer = cast.actor(cast.officer)
    assert [one.pk for one in due_soon(officer, None)] == [asked.pk]
    told = {"actor": officer, "follow_up": asked, "outcome": code("follow_up", "找到活了")}
    assert refused(lambda: follow_up_done(**told)) == {"follow_up.work_wanted"}
    follow_up_done(**told, work=Work("电工", "县电力公司", wage=450_000, since=today()))
    does = Livelihood.objects.visible_to(SYSTEM).get(person=head, until=None)
    assert (does.doing, does.trade, does.employer, does.wage) == (
        "电工",
        "电工",
        "县电力公司",
        450_000,
    )
    assert due_soon(officer, None) == []
    assert [one.pk for one in follow_ups(office, cast.village, "done")] == [asked.pk]
    assert [value(cast, n) for n in ("follow_ups_done", "found_work", "people_trained")] == [
        1,
        1,
        1,
    ]
    assert refused(lambda: follow_up_done(**told)) == {"follow_up.done_already"}


def test_a_new_skill_makes_a_skilled_worker_of_a_member_not_of_a_household(
    cast, office, home, head, course
):
    [of_home] = follow_ups_ask(
        actor=office, activity=course, to=[To(home)], ask="学会没有", due=today()
    )
    skilled = code("follow_up", "学会了手艺")
    done = lambda: follow_up_done(actor=office, follow_up=of_home, outcome=skilled)  # noqa: E731
    assert refused(done) == {"follow_up.person_wanted"}
    [of_head] = follow_ups_ask(
        actor=office, activity=course, to=[To(home, head)], ask="学会没有", due=today()
    )
    follow_up_done(actor=office, follow_up=of_head, outcome=skilled)
    condition = Condition.objects.visible_to(SYSTEM).get(person=head, until=None)
    assert condition.labour.name == "技能劳动力"
    follow_up_drop(actor=office, follow_up=of_home)
    assert not FollowUp.objects.visible_to(SYSTEM).filter(done=None, cancelled_at=None).exists()


def test_nobody_is_asked_twice_for_the_same_and_not_of_what_is_only_planned(
    cast, office, home, course, planned
):
    told = {"actor": office, "to": [To(home)], "ask": "用上没有", "due": today()}
    follow_ups_ask(activity=course, **told)
    assert refused(lambda: follow_ups_ask(activity=course, **told)) == {"follow_up.asked_already"}
    assert refused(lambda: follow_ups_ask(activity=planned, **told)) == {"activity.not_held"}


def test_a_withdrawn_activity_takes_its_certificates_and_questions_along(
    cast, office, home, head, course
):
    results_add(actor=office, activity=course, to=[To(home, head)], got="cert")
    follow_ups_ask(actor=office, activity=course, to=[To(home)], ask="用上没有", due=today())
    activity_cancel(actor=office, activity=course, reason="记重了")
    assert certificates(office, course) == []
    assert due_soon(office, cast.village) == []
    names = ("certificates", "follow_ups_done", "people_trained", "activities")
    assert [value(cast, name) for name in names] == [0, 0, 0, 0]


def state(office, head, kind, day, **fields):
    person_state(actor=office, person=head, kind=kind, fields=fields, day=day)


def test_the_effect_sets_the_file_of_today_beside_that_of_the_day(cast, office, home, head, course):
    before, after = course.day - timedelta(days=20), course.day + timedelta(days=3)
    state(office, head, Condition, before, labour=code("labour", "普通劳动力"), work_months=0)
    state(office, head, Condition, after, labour=code("labour", "技能劳动力"), work_months=6)
    found = effect(office, course, today())
    counts = {one.title: (one.before, one.now, one.whole) for one in found.counts}
    assert counts["技能劳动力"] == (0, 1, 1)
    assert counts["一年里有活干的"] == (0, 1, 1)
    [line] = found.people
    assert {(c.title, c.before, c.now) for c in line.changes} == {
        ("劳动技能", "普通劳动力", "技能劳动力"),
        ("务工月数", "0 个月", "6 个月"),
    }
    assert effect(office, course, course.day).changed == 0


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 12)), max_size=5))
def test_an_effect_as_of_a_day_is_the_file_of_that_day_beside_that_of_the_course(
    cast, office, home, head, course, steps
):
    """Whatever is stated, and whenever: what comes after the day asked for does not change it."""
    with transaction.atomic():
        for offset, months in sorted(steps):
            on = course.day + timedelta(days=offset)
            state(office, head, Condition, on, work_months=months)
        for offset in range(10):
            line = effect(office, course, course.day + timedelta(days=offset)).people[0]
            then = _last(steps, 0)
            now = _last(steps, offset)
            told = [(one.before, one.now) for one in line.changes]
            changed = then != now
            assert told == ([(_months(then), _months(now))] if changed else [])
        transaction.set_rollback(True)


def _last(steps, offset):
    """What the last statement of the day asked for said; of one day the later one."""
    said = [months for when, months in sorted(steps) if when <= offset]
    return said[-1] if said else None


def _months(number):
    return "" if number is None else f"{number} 个月"
