"""何晓燕 sends officers to the village; 田立新 sees his own trips; the diary tells what came of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.visits.batches import actions, queries
from lianxin.visits.batches.models import Batch
from lianxin.visits.batches.queries import Seen, State
from lianxin.visits.batches.troubles import troubles
from lianxin.visits.days.actions import blocked_drop, blocked_set, holiday_set, season_set
from lianxin.visits.days.models import Holiday
from lianxin.visits.days.queries import open_days, wishes
from tests.cast import Cast

from .acts import did

pytestmark = pytest.mark.django_db
SOON = today() + timedelta(days=20)


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


@pytest.fixture
def home(cast):
    return cast.household("康润生", officer=cast.tian)


def make(cast, home, first=SOON, **more) -> Batch:
    told = {"officers": [cast.tian], "households": [home], "purpose": "入户走访"} | more
    return actions.batch_make(
        actor=cast.actor(cast.office), village=cast.village, first=first, **told
    )


def codes(caught) -> set[str]:
    return {one.code for one in caught.value.problems}


def test_the_office_makes_a_batch_and_the_trail_says_so(cast, home):
    row = make(cast, home, last=SOON + timedelta(days=1), car="甘E·A1234")
    line = queries.batch(cast.actor(cast.office), row.pk)
    assert [one.name for one in line.officers] == ["田立新"]
    assert [(one.head, one.officer.name) for one in line.visits] == [("康润生", "田立新")]
    assert (line.state, line.days) == (State.PLANNED, 2)
    assert AuditRow.objects.visible_to(SYSTEM).filter(action="batch.make", done=True).count() == 1


def test_an_officer_may_not_make_one(cast, home):
    with pytest.raises(Refused) as caught:
        actions.batch_make(
            actor=cast.actor(cast.officer),
            village=cast.village,
            first=SOON,
            officers=[cast.tian],
            households=[home],
        )
    assert codes(caught) == {"action.not_allowed"}


def test_each_household_is_visited_by_its_own_officer(cast, home):
    with pytest.raises(Refused) as caught:
        make(cast, home, officers=[cast.liu])
    assert codes(caught) == {"batch.not_going"}
    with pytest.raises(Refused) as caught:
        make(cast, cast.household("李存义", number="1-002"))
    assert codes(caught) == {"batch.unpaired"}
    with pytest.raises(Refused) as caught:
        make(cast, home, officers=[])
    assert codes(caught) == {"batch.nobody"}


def test_whoever_goes_sees_it_with_the_others_and_only_their_own_households(cast, home):
    other = cast.household("李存义", number="1-002", officer=cast.liu)
    row = make(cast, home, officers=[cast.tian, cast.liu], households=[home, other])
    line = queries.batch(cast.actor(cast.officer), row.pk)
    assert [one.name for one in line.officers] == ["刘志强", "田立新"]
    assert [one.household.pk for one in line.visits] == [home.pk]
    assert not queries.batches_in_sight(cast.actor(cast.outsider)).exists()


def test_a_batch_is_moved_as_a_whole_and_stands_fast_from_then_on(cast, home):
    row = make(cast, home, last=SOON + timedelta(days=1), fixed=False)
    later = SOON + timedelta(days=7)
    moved = actions.batch_move(actor=cast.actor(cast.office), batch=row, rev=1, first=later)
    assert (moved.first, moved.last, moved.fixed) == (later, later + timedelta(days=1), True)
    with pytest.raises(Refused) as caught:
        actions.batch_move(actor=cast.actor(cast.office), batch=row, rev=1, first=SOON)
    assert codes(caught) == {"action.changed_meanwhile"}


def test_a_cancelled_batch_is_gone_from_the_year_and_kept_with_its_reason(cast, home):
    row, office = make(cast, home), cast.actor(cast.office)
    with pytest.raises(Refused) as caught:
        actions.batch_cancel(actor=office, batch=row, reason=" ")
    assert codes(caught) == {"batch.reason_wanted"}
    actions.batch_cancel(actor=office, batch=row, reason="路断了")
    assert queries.batches(office, cast.village, row.year) == []
    (line,) = queries.batches(office, cast.village, row.year, cancelled=True)
    assert (line.state, line.batch.cancelled_for) == (State.CANCELLED, "路断了")


def test_the_diary_tells_who_was_met_who_was_out_and_who_was_not_reached(cast, home):
    first = today() - timedelta(days=3)
    out = cast.household("李存义", number="1-002", officer=cast.tian)
    missed = cast.household("王世明", number="1-003", officer=cast.tian)
    row = make(cast, home, first, households=[home, out, missed])
    office = cast.actor(cast.office)
    assert queries.batch(office, row.pk).state is State.UNWRITTEN
    act = did(cast.tian, "visit", first, home=home)
    entry = did(cast.tian, "stay", first, village=cast.village, halves=2).entry
    entry.text = "今天跑了三家。李存义家里没人，邻居说去洛门了。"
    entry.save()
    line = queries.batch(office, row.pk)
    found = {one.head: (one.seen, one.entry) for one in line.visits}
    assert line.state is State.HELD
    assert found == {
        "康润生": (Seen.SEEN, act.entry_id),
        "李存义": (Seen.OUT, entry.pk),
        "王世明": (Seen.NOT, None),
    }
    with pytest.raises(Refused) as caught:
        actions.batch_move(actor=office, batch=row, rev=1, first=SOON)
    assert codes(caught) == {"batch.over"}


def test_the_next_try_is_the_next_batch_of_the_household_or_of_its_officer(cast, home):
    row = make(cast, home, today() - timedelta(days=3))
    office = cast.actor(cast.office)
    (nothing,) = queries.again(office, queries.batch(office, row.pk))
    assert nothing.batch is None
    other = cast.household("李存义", number="1-002", officer=cast.tian)
    joined = make(cast, other)
    (one,) = queries.again(office, queries.batch(office, row.pk))
    assert (one.batch, one.joins) == (joined, True)
    planned = make(cast, home)
    (one,) = queries.again(office, queries.batch(office, row.pk))
    assert (one.batch, one.joins) == (planned, False)


def test_what_stands_against_a_batch_is_told_and_not_forbidden(cast, home):
    office = cast.actor(cast.office)
    gone = blocked_set(actor=office, officer=cast.tian, kind="duty", first=SOON)
    line = queries.batch(office, make(cast, home).pk)
    assert any("田立新" in one and "值班" in one for one in troubles(line))
    blocked_drop(actor=office, blocked=gone)
    assert not any("田立新" in one for one in troubles(line))


def test_an_officer_sets_down_their_own_blocked_days_and_nobody_elses(cast):
    mine = blocked_set(
        actor=cast.actor(cast.officer), officer=cast.tian, kind="meeting", first=SOON
    )
    assert mine.last == SOON
    with pytest.raises(Refused):
        blocked_set(actor=cast.actor(cast.officer), officer=cast.liu, kind="meeting", first=SOON)


def test_holidays_of_2026_are_kept_free_and_shifted_workdays_are_not(cast):
    days = open_days(cast.village, 2026)
    assert date(2026, 2, 17) not in days  # 春节
    assert date(2026, 2, 28) in days  # a Saturday that is worked
    assert date(2026, 3, 1) not in days  # a Sunday
    assert date(2026, 10, 8) in days
    off = Holiday.objects.visible_to(SYSTEM).filter(off=True, day__year=2026).count()
    assert off == 33


def test_only_an_office_of_all_units_changes_the_holidays(cast):
    with pytest.raises(Refused) as caught:
        holiday_set(actor=cast.actor(cast.office), day=SOON, name="演练")
    assert codes(caught) == {"days.for_all"}
    holiday_set(actor=SYSTEM, day=date(2027, 1, 1), last=date(2027, 1, 3), name="元旦")
    assert date(2027, 1, 1) not in open_days(cast.village, 2027)


def test_a_closed_season_of_the_village_is_kept_free_each_year(cast):
    season_set(
        actor=cast.actor(cast.office),
        name="防汛",
        wish="closed",
        first=date(2026, 7, 20),
        last=date(2026, 8, 10),
        yearly=True,
        village=cast.village,
    )
    assert date(2027, 7, 21) not in open_days(cast.village, 2027)
    assert date(2027, 7, 21) in open_days(cast.other_village, 2027)
    assert wishes(cast.village, 2027)[date(2027, 6, 10)] < 0  # 三夏
