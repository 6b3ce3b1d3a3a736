"""The diary of one officer's year, month by month: on paper and as Word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.doors.sheets.word import Book, Chapter, Table
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Officer
from lianxin.people.queries import officers
from lianxin.records.diary import queries
from lianxin.records.diary.models import Entry
from lianxin.results.actions import diary_take
from lianxin.results.year import diary_of

from .books import word_answer
from .extents import year_of
from .form import choices
from .requests import Acted


@require_GET
def diary_year(request: Acted) -> HttpResponse:
    if not request.actor.allows("diary.take"):
        raise refuse("action.not_allowed", action="diary.take")
    officer, year = _whose(request, request.GET)
    rows = diary_of(request.actor, officer, year) if officer else []
    shown: dict[str, Any] = {"officer": officer, "year": year, "count": len(rows)}
    shown["officers"] = choices(officers(request.actor, show="all"))
    shown["book"] = _book(request, officer, year, rows) if officer and rows else None
    return render(request, "diary/year.html", shown)


@require_POST
def diary_year_take(request: Acted) -> HttpResponse:
    """POST, since it leaves a trace."""
    officer, year = _whose(request, request.POST)
    if officer is None:
        raise refuse("action.absent")
    rows = diary_take(actor=request.actor, officer=officer, year=year)
    book = _book(request, officer, year, rows)
    return word_answer(book)


def _whose(request: Acted, data: QueryDict) -> tuple[Officer | None, int]:
    """The officer asked for within sight; an officer who names nobody: their own."""
    year = year_of(data.get("year", "").strip())
    rows = Officer.objects.visible_to(request.actor).select_related("unit")
    if key := data.get("officer", ""):
        found: Officer = rows.get_visible(pk=key)
        return found, year
    own = request.actor.account.officer_id
    return (rows.filter(pk=own).first() if own else None), year


def _book(request: Acted, officer: Officer, year: int, rows: Sequence[Entry]) -> Book:
    title = _("%(name)s %(year)d年民情日记") % {"name": officer.name, "year": year}
    under = _("%(unit)s，%(n)d 篇，%(day)s 打印") % {
        "unit": officer.unit,
        "n": len(rows),
        "day": today(),
    }
    months = [
        Table(
            _("%(m)d月，%(n)d 篇") % {"m": month, "n": len(told)},
            (_("哪天"), _("做了什么"), _("哪一户"), _("记了什么")),
            [_line(one) for one in told],
            (11, 20, 17, 72),
        )
        for month, told in _by_month(request, rows)
    ]
    return Book(title, request.actor.name, today(), [Chapter(title, under, months)])


def _by_month(request: Acted, rows: Sequence[Entry]) -> list[tuple[int, list[queries.Told]]]:
    told = queries.told(request.actor, rows)
    return [(month, list(them)) for month, them in groupby(told, lambda one: one.entry.day.month)]


def _line(one: queries.Told) -> tuple[str, ...]:
    day = one.entry.day
    kinds = _("、").join(str(kind.label) for kind in one.kinds)
    homes = _("、").join(name or home.number for home, name in one.named)
    return f"{day.month}-{day.day:02}", kinds, homes or str(one.entry.village), one.entry.words


urlpatterns: list[URLPattern | URLResolver] = [
    path("diary/year/", diary_year, name="diary-year"),
    path("diary/year/take/", diary_year_take, name="diary-year-take"),
]
