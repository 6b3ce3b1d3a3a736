"""走访进度: how far the year's requirements are, by village and by officer, and what is due this week."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.functional import cached_property
from django.views.decorators.http import require_GET

from lianxin.aid.due import due_this_week
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area, Officer
from lianxin.people.policy import AccountActor
from lianxin.records.diary.models import Act, Entry
from lianxin.register.models import Household
from lianxin.visits.due import Due, Week, week_of
from lianxin.visits.lines import Line
from lianxin.visits.progress import OfficerProgress, Progress, Short, progress
from lianxin.visits.tally import KIND

from .menu import address_of
from .need_page import only_officer
from .requests import Acted

FIRST_YEAR = 2012


@require_GET
def visits(request: Acted) -> HttpResponse:
    if request.actor.sees(Act) is None:
        raise refuse("action.absent")
    return render(request, "visits/progress.html", {"page": VisitsPage(request)})


MOST_DUE = 30


class VisitsPage:
    """The year that the address names, of the village that the pages speak of."""

    def __init__(self, request: Acted) -> None:
        self.actor: AccountActor = request.actor
        self.mine = only_officer(request.actor)
        self.village: Area | None = None if self.mine else request.village
        self.now = today()
        self.year = _year(request.GET.get("year", ""), self.now)

    @cached_property
    def found(self) -> Progress:
        return progress(self.actor, self.village, self.year, self.now)

    @property
    def passed(self) -> int:
        return int(self.found.passed)

    @property
    def this_year(self) -> bool:
        return self.year == self.now.year

    @property
    def before(self) -> int:
        return self.year - 1 if self.year > FIRST_YEAR else 0

    @property
    def after(self) -> int:
        return self.year + 1 if self.year < self.now.year else 0

    @cached_property
    def lines(self) -> list[tuple[Line, str]]:
        return [(line, self._rows(line, None)) for line in self.found.lines]

    @cached_property
    def officers(self) -> list[tuple[OfficerProgress, list[tuple[Line, str]], str]]:
        """By unit and name, as they stand in the list of officers."""
        return [
            (one, [(line, self._rows(line, one)) for line in one.lines], self._page(one))
            for one in self.found.officers
        ]

    @cached_property
    def short(self) -> list[tuple[Officer, list[Short]]]:
        """By officer, as they stand in the list."""
        if not self.this_year:
            return []
        return [
            (who, list(rows)) for who, rows in groupby(self.found.short, lambda one: one.officer)
        ]

    @cached_property
    def whole_week(self) -> Week:
        if not self.this_year:
            return Week([], 0)
        return due_this_week(self.actor, self.village, self.now, MOST_DUE)

    @property
    def due(self) -> list[tuple[Due, str]]:
        return [(row, self._where(row)) for row in self.whole_week.rows]

    def _where(self, row: Due) -> str:
        """Where it is done; the page of visits is this one."""
        key = (row.key,) if row.key else ()
        return address_of(row.page, *key) if row.page != "visits" else ""

    @property
    def due_more(self) -> int:
        return self.whole_week.whole - len(self.whole_week.rows)

    @property
    def week(self) -> tuple[date, date]:
        week = week_of(self.now)
        return week.first, week.last

    @property
    def sees_homes(self) -> bool:
        return self.actor.sees(Household) is not None

    @cached_property
    def requirements(self) -> str:
        return address_of("requirements") if self.actor.allows("requirement.set") else ""

    @cached_property
    def write(self) -> str:
        return address_of("diary-write") if self.actor.allows("diary.write") else ""

    def _rows(self, line: Line, one: OfficerProgress | None) -> str:
        """The diary entries behind a number, for who may read them."""
        diary = address_of("diary") if self.actor.sees(Entry) is not None else ""
        if not diary:
            return ""
        kind = KIND[line.requirement.figure]  # type: ignore[index]
        asked: dict[str, Any] = {"kind": kind, "from": f"{self.year}-01-01"}
        asked["to"] = self.found.day.isoformat()
        if one is not None:
            asked["officer"] = one.officer.pk
        return f"{diary}?{urlencode(asked)}"

    def _page(self, one: OfficerProgress) -> str:
        return "" if self.mine else address_of("officer", one.officer.pk)


def _year(text: str, now: date) -> int:
    year = int(text) if text.isdecimal() and len(text) == 4 else now.year
    return min(max(year, FIRST_YEAR), now.year)


urlpatterns: list[URLPattern | URLResolver] = [path("visits/", visits, name="visits")]
