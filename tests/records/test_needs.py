"""Needs: due by the kind's rule, late by the day, handed on to somebody who then sees them, closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.models import Officer, Unit
from lianxin.records.needs import actions, queries
from lianxin.records.needs.clock import SOON, State, clock
from lianxin.records.needs.models import Need, NeedStep, ReplyRule
from lianxin.records.needs.queries import Wanted
from tests.cast import SINCE, code
from tests.register.people import refused

DAY = date(2026, 3, 2)


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


def raised(cast, home, kind="看病就医", day=DAY, text="慢病卡快到期", **more) -> Need:
    return actions.need_open(
        actor=cast.actor(cast.office),
        village=home.village if home else cast.village,
        household=home,
        kind=code("need", kind),
        text=text,
        day=day,
        **more,
    )


def fresh(need: Need) -> Need:
    return Need.objects.visible_to(SYSTEM).get(pk=need.pk)


def found(cast, account, **more) -> set[str]:
    rows = queries.needs(cast.actor(account), **more)
    return {row.text for row in rows}


@pytest.mark.parametrize(("kind", "days"), [("政策咨询", 7), ("基础设施", 60), ("住房", 30)])
def test_a_need_is_due_by_the_rule_of_its_kind(cast, home, kind, days):
    need = raised(cast, home, kind)
    assert need.due == DAY + timedelta(days=days)
    assert queries.NeedLine(need, need.due).clock.state is State.SOON
    late = queries.NeedLine(need, need.due + timedelta(days=3)).clock
    assert (late.state, late.words) == (State.OVERDUE, "超期 3 天")


def test_the_households_officer_answers_and_nobody_for_the_village(cast, home):
    assert raised(cast, home).officer == cast.tian
    assert raised(cast, None).officer is None


def test_a_new_rule_holds_from_its_day_and_leaves_earlier_needs_alone(cast, home):
    actor, kind = cast.actor(cast.county), code("need", "住房")
    before = raised(cast, home, "住房")
    rules = {"actor": actor, "kind": kind}
    actions.reply_rule_set(**rules, days=20, from_day=DAY + timedelta(days=30))
    actions.reply_rule_set(**rules, days=10, from_day=DAY + timedelta(days=10))
    spans = ReplyRule.objects.visible_to(SYSTEM).filter(kind=kind).order_by("from_day")
    assert [(row.days, row.until) for row in spans] == [(10, DAY + timedelta(days=30)), (20, None)]
    later = DAY + timedelta(days=15)
    assert raised(cast, home, "住房", later).due == later + timedelta(days=10)
    assert fresh(before).due == DAY + timedelta(days=30)


@pytest.mark.parametrize("days", [0, 366])
def test_days_beyond_a_year_are_refused(cast, days):
    with refused("need.reply_days", "days"):
        actions.reply_rule_set(actor=cast.actor(cast.county), kind=None, days=days)


def test_who_hands_on_loses_it_and_the_new_officer_sees_it(cast, home):
    other = cast.household("李存义", number="1-002", officer=cast.liu)
    need = raised(cast, home)
    raised(cast, other, text="别家的事")
    assert found(cast, cast.officer2) == {"别家的事"}
    actions.need_hand_on(actor=cast.actor(cast.officer), need=need, officer=cast.liu, text="他熟")
    assert found(cast, cast.officer2) == {"慢病卡快到期", "别家的事"}
    line = queries.need_of(cast.actor(cast.officer2), need.pk)
    assert (line.head, line.need.officer) == ("康润生", cast.liu)
    kinds = [step.kind for step in queries.steps(cast.actor(cast.officer2), need)]
    assert kinds == [NeedStep.Kind.OPEN, NeedStep.Kind.HAND_ON]


def test_nobody_of_a_unit_without_the_village_and_nobody_who_left_can_be_handed_it(cast, home):
    need, actor = raised(cast, home), cast.actor(cast.office)
    with refused("need.foreign_officer", "officer"):
        actions.need_hand_on(actor=actor, need=need, officer=cast.stranger)
    Officer.objects.visible_to(SYSTEM).filter(pk=cast.liu.pk).update(until=today())
    gone = Officer.objects.visible_to(SYSTEM).select_related("unit").get(pk=cast.liu.pk)
    with refused("need.foreign_officer", "officer"):
        actions.need_hand_on(actor=actor, need=need, officer=gone)
    assert fresh(need).officer == cast.tian


def test_a_colleague_is_named_in_full_and_must_be_one_person(cast, home):
    need, liu = raised(cast, home), cast.liu
    assert queries.colleague(need, " 刘志强 ") == liu
    with refused("need.unknown_officer", "officer"):
        queries.colleague(need, "马外单")
    below = Unit.objects.create(name="执法大队", path="0001.0001.", parent=cast.unit)
    cast.officer_of(below, "刘志强")
    with refused("need.several_officers", "officer"):
        queries.colleague(need, "刘志强")


def test_several_are_handed_on_together_or_not_at_all(cast, home):
    rows, actor = [raised(cast, home) for _ in range(3)], cast.actor(cast.office)
    with refused("need.foreign_officer"):
        actions.needs_hand_on(actor=actor, needs=rows, officer=cast.stranger)
    assert {fresh(row).officer for row in rows} == {cast.tian}
    assert len(actions.needs_hand_on(actor=actor, needs=rows, officer=cast.liu)) == 3
    assert actions.needs_hand_on(actor=actor, needs=rows, officer=cast.liu) == []
    assert {fresh(row).officer for row in rows} == {cast.liu}
    with refused("need.none_chosen"):
        actions.needs_hand_on(actor=actor, needs=[], officer=cast.liu)


def test_the_committee_opens_talks_and_closes_in_its_village_and_hands_nothing_on(cast, home):
    actor = cast.actor(cast.committee)
    need = actions.need_open(
        actor=actor, village=home.village, household=home, kind=code("need", "饮水"), text="水管"
    )
    actions.need_talk(actor=actor, need=need, text="问了水厂")
    with refused("action.not_allowed"):
        actions.need_hand_on(actor=actor, need=need, officer=cast.liu)
    done = actions.need_close(
        actor=actor, need=need, result=code("need_result", "已解决"), outcome="修好了"
    )
    assert (done.closed, done.outcome) == (today(), "修好了")
    other = cast.household("外村户", village=cast.other_village)
    with refused("action.not_allowed"):
        actions.need_open(
            actor=actor,
            village=other.village,
            household=other,
            kind=code("need", "饮水"),
            text="水管",
        )


def test_what_is_reopened_keeps_what_was_told(cast, home):
    actor, need = cast.actor(cast.office), raised(cast, home)
    result = code("need_result", "已解决")
    actions.need_close(actor=actor, need=need, result=result, outcome="办好了")
    with refused("need.closed"):
        actions.need_talk(actor=actor, need=need, text="再问问")
    again = actions.need_reopen(actor=actor, need=need, text="卡又停了")
    assert (again.closed, again.outcome) == (None, "")
    assert [s.text for s in queries.steps(actor, need)] == ["慢病卡快到期", "办好了", "卡又停了"]


def test_it_cannot_be_due_before_it_was_raised(cast, home):
    with refused("need.due_before", "due"):
        raised(cast, home, due=DAY - timedelta(days=1))


def test_the_list_by_state_officer_household_kind_and_words_as_of_a_day(cast, home):
    actor = cast.actor(cast.office)
    old = raised(cast, home, "政策咨询", text="问补贴")
    new = raised(cast, home, day=DAY + timedelta(days=20), text="看腿")
    village = raised(cast, None, "基础设施", text="路灯")
    actions.need_close(
        actor=actor,
        need=village,
        result=code("need_result", "已解决"),
        outcome="装好了",
        day=DAY + timedelta(days=25),
    )
    late = DAY + timedelta(days=21)

    def texts(state="all", day=late, **wanted):
        rows = queries.needs(actor, Wanted(village=cast.village, **wanted), state=state, day=day)
        return [row.text for row in queries.in_order(rows, state)]

    assert texts("open") == ["问补贴", "看腿", "路灯"]
    assert texts("overdue") == ["问补贴"]
    assert texts("closed") == []
    assert texts("closed", DAY + timedelta(days=30)) == ["路灯"]
    assert texts(day=DAY) == ["问补贴", "路灯"]
    assert set(texts(officer=cast.tian.pk)) == {"问补贴", "看腿"}
    assert texts(household=home.pk, kind=code("need", "看病就医").pk) == ["看腿"]
    assert texts(nobody=True) == ["路灯"]
    assert set(texts(words="krs")) == set(texts(words="康润")) == {"问补贴", "看腿"}
    assert texts(words="装好") == ["路灯"]
    counted = queries.counts(actor, Wanted(village=cast.village), late)
    assert counted == {"open": 3, "overdue": 1, "closed": 0, "all": 3}
    assert {old.village, new.village} == {cast.village}


@pytest.mark.parametrize("who", ["outsider", "other_office", "assessor", "sysadmin"])
def test_another_unit_sees_no_need(cast, home, who):
    need = raised(cast, home)
    assert found(cast, getattr(cast, who)) == set()
    with refused("action.absent"):
        queries.need_of(cast.actor(getattr(cast, who)), need.pk)
    assert found(cast, cast.leader) == {"慢病卡快到期"}


def test_the_number_of_queries_does_not_grow(cast, home):
    actor = cast.actor(cast.office)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            told = queries.lines(queries.needs(actor, state="open"), today())
            assert all(line.head and line.clock and line.need.kind.name for line in told)
        return len(seen)

    raised(cast, home)
    asked()
    before = asked()
    for n in range(6):
        other = cast.household(f"户{n}", number=f"2-{n:03}", officer=cast.liu)
        raised(cast, other)
    assert asked() == before


@pytest.mark.once
@given(st.integers(0, 400), st.integers(1, 365), st.none() | st.integers(0, 400))
def test_a_need_is_overdue_only_while_open_and_past_its_day(passed, allowed, closed):
    need = Need(opened=SINCE, due=SINCE + timedelta(days=allowed))
    need.closed = None if closed is None else SINCE + timedelta(days=closed)
    told = clock(need, SINCE + timedelta(days=passed))
    is_open = closed is None or closed > passed
    assert told.open == is_open
    assert (told.state is State.OVERDUE) == (is_open and passed > allowed)
    assert (told.state is State.SOON) == (is_open and 0 <= allowed - passed <= SOON)
    assert told.age == (passed if is_open else closed)
