"""Whoever goes on a batch is told of it: on the first page, in the calendar, on the phone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lianxin.kernel.period import today
from lianxin.results.calendar import events
from lianxin.sync.pull import pull
from lianxin.visits.batches.actions import batch_cancel, batch_make, batch_move
from lianxin.visits.due import due_this_week
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


@pytest.fixture
def batch(cast):
    home = cast.household("康润生", officer=cast.tian)
    other = cast.household("李存义", number="1-002", officer=cast.liu)
    return batch_make(
        actor=cast.actor(cast.office),
        village=cast.village,
        first=today(),
        last=today() + timedelta(days=1),
        officers=[cast.tian, cast.liu],
        households=[home, other],
        purpose="入户走访",
        car="甘E·A1234",
    )


def in_calendar(cast, account, officer):
    found = events(cast.actor(account), officer)
    return [(one.key, one.day, one.words) for one in found if "走访" in one.words]


def on_phone(cast, account):
    (me,) = [one for one in pull(cast.actor(account), None).changes if one["kind"] == "me"]
    return me["data"]["batches"]


def test_each_day_of_it_stands_in_the_calendar_of_those_who_go_without_a_name(cast, batch):
    first, second = in_calendar(cast, cast.officer, cast.tian)
    assert [first[1], second[1]] == [today(), today() + timedelta(days=1)]
    assert {first[2], second[2]} == {"阳坡村：走访"}
    stranger = cast.outsider
    assert in_calendar(cast, stranger, cast.stranger) == []


def test_a_moved_batch_moves_in_the_calendar_and_a_cancelled_one_goes(cast, batch):
    office, before = cast.actor(cast.office), in_calendar(cast, cast.officer, cast.tian)
    later = today() + timedelta(days=9)
    batch = batch_move(actor=office, batch=batch, rev=1, first=later)
    after = in_calendar(cast, cast.officer, cast.tian)
    assert [one[0] for one in after] == [one[0] for one in before]
    assert after[0][1] == later
    batch_cancel(actor=office, batch=batch, reason="下雪封路")
    assert in_calendar(cast, cast.officer, cast.tian) == []


def test_it_stands_among_what_is_to_be_done_this_week(cast, batch):
    for account in (cast.office, cast.officer):
        village = cast.village if account == cast.office else None
        rows = due_this_week(cast.actor(account), village, today()).rows
        (told,) = [(one.words, one.told, one.key) for one in rows if one.page == "batch"]
        assert told == ("阳坡村：入户走访", "今天去", batch.pk)


def test_the_phone_has_it_with_the_others_and_ones_own_households(cast, batch):
    (one,) = on_phone(cast, cast.officer)
    assert (one["with"], one["car"]) == (["刘志强"], "甘E·A1234")
    assert [home["name"] for home in one["homes"]] == ["康润生"]
    assert on_phone(cast, cast.outsider) == []


def test_the_phone_hears_of_a_batch_that_is_moved(cast, batch):
    actor = cast.actor(cast.officer)
    seen = pull(actor, None)
    later = today() + timedelta(days=9)
    batch_move(actor=cast.actor(cast.office), batch=batch, rev=1, first=later)
    (change,) = pull(cast.actor(cast.officer), seen.cursor).changes
    assert change["data"]["batches"][0]["first"] == later.isoformat()
