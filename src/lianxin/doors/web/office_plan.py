"""年度工作计划: goals and tasks of the year, what is late, and what the records say of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.office.bodies.queries import vacancies
from lianxin.office.reading import own_officer
from lianxin.office.tasks import actions, queries
from lianxin.office.tasks.models import State, YearGoal
from lianxin.office.tasks.queries import GoalLine, TaskLine

from .asking import Question, put
from .asks import Ask
from .attempt import attempted
from .form import Form, may, visible
from .office_evidence import Evidence, evidence
from .office_place import Place, place_at, place_of, shown
from .requests import Acted
from .yearly import years_of

HOME = gettext_lazy("年度计划")
LOOKS = {
    State.OPEN: ("", "circle"),
    State.DOING: ("blue", "loader-2"),
    State.DONE: ("jade", "circle-check"),
    State.STOPPED: ("line", "ban"),
}


@dataclass(frozen=True)
class Shown:
    """A task as a line of the plan: its state in words, and what the records say."""

    line: TaskLine
    tone: str
    icon: str
    words: str
    evidence: Evidence | None

    @property
    def differs(self) -> bool:
        """It is said to be done, and the records do not say so yet."""
        done = self.line.state is State.DONE
        return done and self.evidence is not None and not self.evidence.reached


def drawn(line: TaskLine, found: dict[UUID, Evidence]) -> Shown:
    tone, icon = LOOKS[line.state]
    words = str(line.state.label)
    if line.late:
        n = -line.days_left
        tone, icon = "red", "alert-triangle"
        words = ngettext("过期 %(n)s 天", "过期 %(n)s 天", n) % {"n": n}
    elif line.soon:
        n = line.days_left
        tone, icon = "amber", "clock"
        words = ngettext("还有 %(n)s 天", "还有 %(n)s 天", n) % {"n": n} if n else _("今天到期")
    return Shown(line, tone, icon, words, found.get(line.row.pk))


@require_GET
def plan(request: Acted) -> HttpResponse:
    place, day = place_of(request), today()
    years = years_of(request, queries.tasks_in_sight(request.actor, place.unit))
    found = queries.plan(request.actor, place.unit, years.chosen, day)
    lines = [line for goal in found for line in goal.tasks]
    told = evidence(request.actor, request.villages, place.unit, lines)
    page = {
        "years": years,
        "goals": [(goal, [drawn(one, told) for one in goal.tasks]) for goal in found],
        "sums": _sums(lines),
        "late_before": _before(request, place, years.chosen, told),
        "vacant": vacancies(request.actor, place.unit, day) if years.chosen == day.year else [],
        "mine": _mine(request),
        **_copying(request, place, years.chosen, found),
        "can": _may(request, place),
    }
    return render(request, "office/plan.html", page | shown(place, "office"))


def _sums(lines: list[TaskLine]) -> dict[str, int]:
    return {
        "whole": len(lines),
        "done": sum(one.state is State.DONE for one in lines),
        "doing": sum(one.state is State.DOING for one in lines),
        "late": sum(one.late for one in lines),
    }


def _before(request: Acted, place: Place, year: int, told: dict[UUID, Evidence]) -> list[Shown]:
    """What other years have left undone, beside this year's plan."""
    if year != today().year:
        return []
    found = queries.late(request.actor, place.unit, today())
    return [drawn(one, told) for one in found if one.row.year != year]


def _mine(request: Acted) -> set[UUID]:
    """Tasks that the actor answers for."""
    officer = own_officer(request.actor)
    if officer is None:
        return set()
    return {one.row.pk for one in queries.of_officer(request.actor, officer, today())}


def _copying(request: Acted, place: Place, year: int, found: list[GoalLine]) -> dict[str, Any]:
    """The nearest earlier year with a plan, where this one has none yet; the next year, where it has."""
    told: dict[str, Any] = {"next_of": year + 1, "last_year": 0, "copy_at": ""}
    if not found and request.actor.allows("task.copy", place.unit):
        rows = queries.tasks_in_sight(request.actor, place.unit)
        earlier = rows.filter(year__lt=year, meeting=None).order_by("-year")
        last = earlier.values_list("year", flat=True).first() or 0
        told["last_year"] = last
        if last:
            told["copy_at"] = place.href("plan-copy", **{"year": year, "from": last})
    return told


def _may(request: Acted, place: Place) -> dict[str, bool]:
    names = {"add": "task.add", "goal": "year_goal.set", "copy": "task.copy"}
    return may(request.actor, place.unit, **names)


@require_GET
def task(request: Acted, pk: UUID) -> HttpResponse:
    return _task_page(request, queries.task(request.actor, pk, today()))


def _task_page(request: Acted, line: TaskLine, status: int = 200, **more: Any) -> HttpResponse:
    row, place = line.row, place_at(request, line.row.unit)
    told = evidence(request.actor, request.villages, row.unit, [line])
    office = request.actor.allows("task.change", row)
    page = {
        "it": drawn(line, told),
        "row": row,
        "steps": [(step, LOOKS[State(step.state)][1]) for step in reversed(line.steps)],
        "states": State.choices,
        "can": {"change": office, "progress": office or _answers(request, line)},
        "today": today().isoformat(),
    }
    answer = {**page, **shown(place, "office"), **more}
    return render(request, "office/task.html", answer, status=status)


def _answers(request: Acted, line: TaskLine) -> bool:
    officer = own_officer(request.actor)
    if officer is None or not request.actor.allows("task.progress", line.row):
        return False
    held = line.holder is not None and line.holder.officer_id == officer.pk
    return held or officer.pk in {one.pk for one in line.officers}


@require_POST
def task_progress(request: Acted, pk: UUID) -> HttpResponse:
    line, form = queries.task(request.actor, pk, today()), Form.of(request)

    def change() -> HttpResponse:
        actions.task_progress(
            actor=request.actor,
            task=line.row,
            state=form["state"],
            text=form["text"],
            day=form.day("day"),
        )
        messages.success(request, _("记下了，年度计划里跟着变"))
        return redirect("task", pk)

    answer, problems, status = attempted(request, change)
    if answer is not None:
        return answer
    return _task_page(request, line, status, problems=problems, v=request.POST)


def goal_new(request: Acted) -> HttpResponse:
    place = place_of(request)
    return _goal(request, place, None)


def goal_change(request: Acted, pk: UUID) -> HttpResponse:
    goal = visible(request.actor, YearGoal, pk)
    return _goal(request, place_at(request, goal.unit), goal)


def _goal(request: Acted, place: Place, goal: YearGoal | None) -> HttpResponse:
    home = place.href("office", year=goal.year if goal else request.GET.get("year", ""))

    def save(form: Form) -> YearGoal:
        return actions.year_goal_set(
            actor=request.actor,
            unit=place.unit,
            year=year_in(form["year"]),
            title=form["title"],
            goal=goal,
        )

    asks = [
        Ask("title", _("目标"), _("一句话，到年底看得出做到没有"), required=True, maxlength=120)
    ]
    if goal is None:
        asks.append(Ask("year", _("哪一年"), inputmode="numeric", required=True, maxlength=4))
    first = {"title": goal.title, "year": goal.year} if goal else {"year": _year(request)}
    return put(
        request,
        Question(
            _("改目标") if goal else _("加目标"),
            asks,
            save,
            lambda made: _("存好了，可以往下面加任务"),
            lambda made: place.href("office", year=made.year),
            home,
            [(home, HOME)],
            first=first,
            template="office/ask.html",
            more=lambda form: {
                "keep": {"unit": place.unit.pk} | ({"year": goal.year} if goal else {})
            },
        ),
    )


def year_in(text: str) -> int:
    """A year as typed; 0, which no plan has, for what is none."""
    return int(text) if text.strip().isdecimal() and len(text.strip()) == 4 else 0


def _year(request: Acted) -> int:
    return year_in(request.GET.get("year", "")) or today().year


@require_POST
def goal_drop(request: Acted, pk: UUID) -> HttpResponse:
    goal = visible(request.actor, YearGoal, pk)
    place = place_at(request, goal.unit)
    actions.year_goal_drop(actor=request.actor, goal=goal)
    messages.success(request, _("目标去掉了"))
    return redirect(place.href("office", year=goal.year))


def plan_copy(request: Acted) -> HttpResponse:
    """Last year's plan as the beginning of another year's."""
    place = place_of(request)
    home = place.href("office")
    rows = queries.tasks_in_sight(request.actor, place.unit).order_by()
    years = sorted(set(rows.values_list("year", flat=True)), reverse=True)
    first = {"year": _year(request), "from_year": request.GET.get("from", "")}
    return put(
        request,
        Question(
            _("照上一年排"),
            [
                Ask(
                    "from_year",
                    _("照哪一年"),
                    choices=[(str(year), str(year)) for year in years],
                    required=True,
                ),
                Ask("year", _("排到哪一年"), inputmode="numeric", required=True, maxlength=4),
            ],
            lambda form: actions.task_copy(
                actor=request.actor,
                unit=place.unit,
                year=year_in(form["year"]),
                from_year=year_in(form["from_year"]),
            ),
            lambda made: ngettext("排好了 %(n)s 项任务", "排好了 %(n)s 项任务", made) % {"n": made},
            lambda made: place.href("office", year=request.POST.get("year", "")),
            home,
            [(home, HOME)],
            _("目标和任务照抄，日子往后挪一年；还在的人照旧负责。会上定的事、停办的不抄。"),
            first=first,
            template="office/ask.html",
            more=lambda form: {"keep": {"unit": place.unit.pk}},
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("office/", plan, name="office"),
    path("office/copy/", plan_copy, name="plan-copy"),
    path("office/goals/new/", goal_new, name="goal-new"),
    path("office/goals/<uuid:pk>/change/", goal_change, name="goal-change"),
    path("office/goals/<uuid:pk>/drop/", goal_drop, name="goal-drop"),
    path("office/tasks/<uuid:pk>/", task, name="task"),
    path("office/tasks/<uuid:pk>/progress/", task_progress, name="task-progress"),
]
