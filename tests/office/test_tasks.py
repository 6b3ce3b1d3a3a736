"""The year's work plan: goals, tasks with who and by when, what is late, and last year's as a start."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.office.tasks import actions, queries
from lianxin.office.tasks.models import State, Task
from lianxin.people.models import Officer

from .books import codes, group, job, post

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def go(cast, row, state, text="", day=None, account=None):
    return actions.task_progress(
        actor=cast.actor(account or cast.office), task=row, state=state, text=text, day=day
    )


def test_a_task_is_done_on_the_day_and_was_under_way_before(cast):
    row = job(cast)
    go(cast, row, "doing", "联系了讲课的人", today() - 3 * DAY)
    go(cast, row, "done", day=today() - DAY)
    office = cast.actor(cast.office)
    then = queries.task(office, row.pk, today() - 2 * DAY)
    now = queries.task(office, row.pk, today())
    assert (then.state, now.state) == (State.DOING, State.DONE)
    assert (now.row.done_on, [one.text for one in now.steps]) == (
        today() - DAY,
        ["联系了讲课的人", ""],
    )


def test_the_officer_who_answers_writes_its_progress_and_no_other(cast):
    row = job(cast)
    go(cast, row, "doing", account=cast.officer)
    with pytest.raises(Refused) as caught:
        go(cast, row, "done", account=cast.officer2)
    assert codes(caught) == {"task.not_yours"}
    for account in (cast.leader, cast.outsider):
        with pytest.raises(Refused) as caught:
            go(cast, row, "done", account=account)
        assert codes(caught) == {"action.not_allowed"}


def test_whoever_holds_the_post_answers_for_its_tasks(cast):
    seat = post(cast, group(cast), cast.liu)
    row = job(cast, officers=[], post=seat)
    office = cast.actor(cast.office)
    assert queries.task(office, row.pk, today()).who == ["刘志强"]
    (mine,) = queries.of_officer(cast.actor(cast.officer2), cast.liu, today())
    assert mine.row == row
    go(cast, row, "doing", account=cast.officer2)
    assert queries.of_officer(cast.actor(cast.officer), cast.tian, today()) == []


def test_a_task_whose_officer_has_left_wants_somebody(cast):
    row = job(cast)
    Officer.objects.visible_to(SYSTEM).filter(pk=cast.tian.pk).update(until=today())
    line = queries.task(cast.actor(cast.office), row.pk, today())
    assert line.unanswered
    assert [one.name for one in line.left] == ["田立新"]


def test_late_tasks_are_told_the_longest_first_until_they_are_done_or_stopped(cast):
    older = job(cast, today() - 9 * DAY, title="交方案")
    newer = job(cast, today() - DAY, title="报总结")
    job(cast, today(), title="今天办的")
    office = cast.actor(cast.office)
    assert [one.row for one in queries.late(office, cast.unit, today())] == [older, newer]
    with pytest.raises(Refused) as caught:
        go(cast, older, "stopped")
    assert codes(caught) == {"task.reason_wanted"}
    go(cast, older, "stopped", "并到下半年")
    go(cast, newer, "done")
    assert queries.late(office, cast.unit, today()) == []


def test_a_task_without_anybody_or_with_half_a_figure_is_refused(cast):
    for more, code in (
        ({"officers": []}, "task.nobody"),
        ({"figure": "visits"}, "task.target"),
        ({"title": " "}, "input.required"),
    ):
        with pytest.raises(Refused) as caught:
            job(cast, **more)
        assert codes(caught) == {code}
    row = job(cast, figure="households_visited", target=64)
    assert (row.figure, row.target) == ("households_visited", 64)


def test_nobody_says_today_what_happens_tomorrow(cast):
    with pytest.raises(Refused) as caught:
        go(cast, job(cast), "done", day=today() + DAY)
    assert codes(caught) == {"task.not_yet"}


def test_last_years_plan_is_copied_with_whoever_is_still_there(cast):
    office = cast.actor(cast.office)
    year = today().year
    goal = actions.year_goal_set(actor=office, unit=cast.unit, year=year, title="户户走到")
    leap = date(year, 2, 28)
    job(cast, leap, title="入户一遍", goal=goal, officers=[cast.tian, cast.liu])
    stopped = job(cast, date(year, 3, 1), title="不办了")
    go(cast, stopped, "stopped", "不用办")
    Officer.objects.visible_to(SYSTEM).filter(pk=cast.liu.pk).update(until=today())
    copied = actions.task_copy(actor=office, unit=cast.unit, year=year + 1, from_year=year)
    assert copied == 1
    told = queries.plan(office, cast.unit, year + 1, today())
    ((line,),) = [one.tasks for one in told]
    assert (told[0].goal.title, line.row.due, line.who) == (
        "户户走到",
        date(year + 1, 2, 28),
        ["田立新"],
    )
    assert line.state is State.OPEN
    again = actions.task_copy(actor=office, unit=cast.unit, year=year + 1, from_year=year)
    assert (again, Task.objects.visible_to(SYSTEM).filter(year=year + 1).count()) == (0, 1)
    with pytest.raises(Refused) as caught:
        actions.task_copy(actor=office, unit=cast.unit, year=year, from_year=1999)
    assert codes(caught) == {"task.nothing_to_copy"}


def test_a_goal_goes_only_without_tasks_and_stands_once_in_its_year(cast):
    office = cast.actor(cast.office)
    told = {"actor": office, "unit": cast.unit, "year": 2026, "title": "户户走到"}
    goal = actions.year_goal_set(**told)
    with pytest.raises(Refused) as caught:
        actions.year_goal_set(**told)
    assert codes(caught) == {"year_goal.twice"}
    row = job(cast, date(2026, 12, 1), goal=goal)
    with pytest.raises(Refused) as caught:
        actions.year_goal_drop(actor=office, goal=goal)
    assert codes(caught) == {"year_goal.has_tasks"}
    actions.task_change(
        actor=office,
        task=row,
        rev=row.rev,
        title=row.title,
        due=row.due,
        officers=[cast.liu],
    )
    assert queries.task(office, row.pk, today()).who == ["刘志强"]
    actions.year_goal_drop(actor=office, goal=goal)
    assert not queries.goals(office, cast.unit, 2026).exists()


def test_another_units_people_see_no_task(cast):
    job(cast)
    assert queries.tasks_in_sight(cast.actor(cast.officer2)).exists()
    assert not queries.tasks_in_sight(cast.actor(cast.outsider)).exists()
    assert not queries.tasks_in_sight(cast.actor(cast.other_office)).exists()
    assert not queries.tasks_in_sight(cast.actor(cast.committee)).exists()
