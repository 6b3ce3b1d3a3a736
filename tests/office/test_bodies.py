"""何晓燕 sets up the leading group; it is told as it stood on any day; who has left leaves a place open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.problem import Refused
from lianxin.office.bodies import actions, queries
from lianxin.office.bodies.actions import Somebody
from lianxin.people.models import Officer
from tests.cast import SINCE, code

from .books import codes, group, post

pytestmark = pytest.mark.django_db
JUNE, JULY = date(2026, 6, 30), date(2026, 7, 1)


def names(cast, day, account=None):
    told = queries.bodies(cast.actor(account or cast.office), cast.unit, day)
    return [
        (line.body.name, [one.holder.called if one.holder else None for one in line.seats])
        for line in told
    ]


def test_the_group_stands_as_it_was_on_any_day(cast):
    row = post(cast, group(cast), cast.tian)
    office = cast.actor(cast.office)
    actions.post_appoint(actor=office, post=row, who=Somebody(cast.liu), from_day=JULY)
    assert names(cast, JUNE) == [("联村联户领导小组", ["田立新"])]
    assert names(cast, JULY) == [("联村联户领导小组", ["刘志强"])]
    assert names(cast, SINCE - timedelta(days=1)) == []
    assert AuditRow.objects.visible_to(SYSTEM).filter(action="post.appoint", done=True).count() == 1


def test_posts_stand_in_the_order_of_the_list_not_of_their_entry(cast):
    body = group(cast)
    post(cast, body, cast.liu, "成员")
    post(cast, body, cast.tian, "组长")
    assert names(cast, JUNE) == [("联村联户领导小组", ["田立新", "刘志强"])]


def test_whoever_has_left_the_unit_leaves_the_post_open(cast):
    row = post(cast, group(cast), cast.tian)
    Officer.objects.visible_to(SYSTEM).filter(pk=cast.tian.pk).update(until=JULY)
    office = cast.actor(cast.office)
    assert names(cast, JUNE) == [("联村联户领导小组", ["田立新"])]
    ((_body, seat),) = queries.vacancies(office, cast.unit, JULY)
    assert (seat.post, seat.before.called, seat.left) == (row, "田立新", JULY)
    cast.tian.refresh_from_db(from_queryset=Officer.objects.visible_to(SYSTEM))
    with pytest.raises(Refused) as caught:
        actions.post_appoint(actor=office, post=row, who=Somebody(cast.tian), from_day=JULY)
    assert codes(caught) == {"post.officer_left"}


def test_somebody_without_an_account_may_hold_a_post_by_name(cast):
    guest = Somebody(name="周文远", workplace="洛门镇政府")
    body = group(cast)
    actions.post_add(
        actor=cast.actor(cast.office),
        body=body,
        rank=code("office_post", "成员"),
        from_day=SINCE,
        who=guest,
    )
    (line,) = queries.bodies(cast.actor(cast.leader), cast.unit, JUNE)
    assert (line.seats[0].holder.called, line.seats[0].holder.works) == ("周文远", "洛门镇政府")


def test_a_body_that_ends_takes_its_posts_along_and_says_why(cast):
    body = group(cast)
    row = post(cast, body, cast.tian)
    office = cast.actor(cast.office)
    with pytest.raises(Refused) as caught:
        actions.body_end(actor=office, body=body, until=JULY, reason=" ")
    assert codes(caught) == {"office.reason_wanted"}
    actions.body_end(actor=office, body=body, until=JULY, reason="机构改革")
    assert names(cast, JUNE) == [("联村联户领导小组", ["田立新"])]
    assert names(cast, JULY) == []
    with pytest.raises(Refused) as caught:
        actions.post_free(actor=office, post=row, until=JULY, reason="x")
    assert codes(caught) == {"post.ended"}


def test_officers_of_the_unit_read_it_others_see_nothing_and_none_of_them_write(cast):
    body = group(cast)
    assert names(cast, JUNE, cast.officer) == [("联村联户领导小组", [])]
    assert not queries.bodies_in_sight(cast.actor(cast.outsider)).exists()
    assert not queries.bodies_in_sight(cast.actor(cast.other_office)).exists()
    for account in (cast.officer, cast.leader, cast.other_office):
        with pytest.raises(Refused) as caught:
            actions.body_end(actor=cast.actor(account), body=body, until=JULY, reason="x")
        assert codes(caught) == {"action.not_allowed"}


def test_what_is_planned_for_a_later_day_has_to_be_taken_back_first(cast):
    row = post(cast, group(cast), cast.tian)
    office = cast.actor(cast.office)
    actions.post_appoint(actor=office, post=row, who=Somebody(cast.liu), from_day=JULY)
    with pytest.raises(Refused) as caught:
        actions.post_appoint(
            actor=office, post=row, who=Somebody(name="张三旺"), from_day=date(2026, 5, 1)
        )
    assert codes(caught) == {"post.taken_later"}
    actions.post_free(actor=office, post=row, until=JULY, reason="定错了")
    assert names(cast, JULY) == [("联村联户领导小组", [None])]


MOVES = st.lists(
    st.tuples(st.integers(1, 200), st.sampled_from(["甲", "乙", "丙", ""])), max_size=6
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=MOVES, asked=st.integers(0, 220))
def test_a_day_shows_who_was_put_there_last_and_later_changes_leave_it_alone(cast, moves, asked):
    """The post is moved on in the order of days; a day once told stays as it was told."""
    office = cast.actor(cast.office)
    body = group(cast, "领导小组")
    row = post(cast, body)
    day, expected, told = SINCE + timedelta(days=asked), None, []
    for offset, name in sorted(moves, key=lambda move: move[0]):
        at = SINCE + timedelta(days=offset)
        if at > day:
            told.append(_holder(office, body, day))
        if name:
            actions.post_appoint(actor=office, post=row, who=Somebody(name=name), from_day=at)
        elif _open(office, row):
            actions.post_free(actor=office, post=row, until=at, reason="调整")
        if at <= day:
            expected = name or None
    assert _holder(office, body, day) == expected
    assert all(one == expected for one in told)


def _holder(actor, body, day):
    line = queries.body(actor, body.pk, day)
    holder = line.seats[0].holder
    return holder.called if holder else None


def _open(actor, row):
    return any(one.until is None for one in queries.holders_of(actor, [row])[row.pk])
