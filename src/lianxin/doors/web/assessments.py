"""年度考核: a year's list of officers, units and villages; whoever sees only their own is led there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused, refuse
from lianxin.people.models import Absence, Area, Partnership, Unit
from lianxin.results.assessment import wording
from lianxin.results.assessment.computing import Span
from lianxin.results.assessment.models import Subject
from lianxin.results.assessment.queries import history, officer_lines, quota_of, sees
from lianxin.results.assessment.sheet import Result, Sheet
from lianxin.results.assessment.standing import Standing, current
from lianxin.results.assessment.subjects import Assessed

from .assessment_ticks import DEEDS, Tick, ticks
from .requests import Acted

FIRST = 2012
YEARS = 4
TABS = {Subject.OFFICER: _("干部"), Subject.UNIT: _("单位"), Subject.VILLAGE: _("村")}
PAGES = {
    Subject.OFFICER: "assessment",
    Subject.UNIT: "assessment-unit",
    Subject.VILLAGE: "assessment-village",
}


@dataclass(frozen=True)
class Listed:
    """One line: by name and unit, never by marks."""

    name: str
    more: str
    href: str
    sheet: Sheet
    result: Result
    standing: Standing | None
    undecided: int
    tick: Tick | None = None

    @property
    def total(self) -> str:
        return wording.told_marks(self.result.total)

    @property
    def grade(self) -> str:
        return self.result.grade.told if self.result.grade else ""

    @property
    def best(self) -> bool:
        grades = self.sheet.scheme.grades
        return bool(grades) and self.result.grade == grades[0]

    @property
    def untold(self) -> int:
        return sum(line.marks is None for line in self.sheet.lines)


@require_GET
def listed(request: Acted) -> HttpResponse:
    return page(request)


def page(request: Acted, status: int = 200, **more: Any) -> HttpResponse:
    """``more``: what stands against a deed for many, and what was typed."""
    if not sees(request.actor):
        raise refuse("action.absent")
    tabs = tabs_of(request)
    if not tabs:
        return redirect("assessment-mine")
    asked = request.GET.get("tab", "")
    tab = Subject(asked) if asked in tabs else tabs[0]
    span = Span.of(year_of(request), half_of(request))
    shown: dict[str, Any] = {
        "span": span,
        "tab": tab,
        "tabs": [(one.value, TABS[one]) for one in tabs],
        "years": years_of(span.year),
        "over": over(span),
    }
    if tab == Subject.OFFICER:
        shown |= _officers(request, span)
    else:
        things = _units(request) if tab == Subject.UNIT else request.villages
        shown["lines"] = list(_places(request, span, things))
    return render(request, "assessment/list.html", shown | more, status=status)


def _officers(request: Acted, span: Span) -> dict[str, Any]:
    """The lines with their boxes; those ticked before stay so where the deed was refused."""
    lines = officer_lines(request.actor, span)
    sent = {value for name in DEEDS for value in request.POST.getlist(name)}
    boxes = ticks(request.actor, lines, over=over(span), sent=sent)
    shown = [
        Listed(
            one.officer.name,
            str(one.officer.unit),
            address(Assessed.of(one.officer), span),
            one.sheet,
            one.result,
            one.standing,
            one.computed.undecided,
            tick,
        )
        for one, tick in zip(lines, boxes.of, strict=True)
    ]
    return {"lines": shown, "quota": quota_of(lines), "deeds": boxes.deeds, "more": boxes.more}


def tabs_of(request: Acted) -> list[Subject]:
    """Whoever sees absences sees a unit's officers; a committee sees its village; an officer only their own."""
    if leads(request):
        return list(TABS)
    return [] if request.actor.account.officer else [Subject.VILLAGE]


def leads(request: Acted) -> bool:
    return request.actor.sees(Absence) is not None


def _units(request: Acted) -> list[Unit]:
    """Units within sight that are paired with a village."""
    paired = Partnership.objects.visible_to(request.actor).order_by().values("unit_id")
    return list(Unit.objects.visible_to(request.actor).filter(pk__in=paired, until=None))


def _places(request: Acted, span: Span, things: Iterable[Unit | Area]) -> Iterable[Listed]:
    for thing in things:
        try:
            it = Assessed.of(thing)
        except Refused:
            continue
        kept = [
            one
            for one in history(request.actor, year=span.year, **it.which)
            if one.row.half == span.half
        ]
        held = current(kept)
        sheet = held.sheet if held else it.sheet_or_none(span)
        if sheet is not None:
            result = held.result if held else sheet.result
            more = "" if it.village is None else str(it.unit)
            yield Listed(it.name, more, address(it, span), sheet, result, held, sheet.undecided)


def address(it: Assessed, span: Span, item: str = "") -> str:
    asked = [f"year={span.year}"]
    asked += [f"half={span.half}"] if span.half else []
    asked += [f"item={item}"] if item else []
    return f"{reverse(PAGES[it.kind], args=[it.it.pk])}?{'&'.join(asked)}"


def year_of(request: Acted) -> int:
    """The year asked for; without one the last that is over."""
    data = request.POST if request.method == "POST" else request.GET
    text = data.get("year", "")[:4]
    if text.isascii() and text.isdecimal() and FIRST <= int(text) <= today().year:
        return int(text)
    return today().year - 1


def half_of(request: Acted) -> int:
    data = request.POST if request.method == "POST" else request.GET
    return 1 if data.get("half") == "1" else 0


def years_of(year: int) -> list[int]:
    last = today().year
    return sorted({*range(last - YEARS + 1, last + 1), year})


def over(span: Span) -> bool:
    return today() > Span.of(span.year, span.half, date.max).last


urlpatterns: list[URLPattern | URLResolver] = [
    path("assessments/", listed, name="assessments"),
]
