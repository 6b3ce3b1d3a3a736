"""村情: one page a year, with what was so the year before beside it; every statement stays readable."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _

from lianxin.aid.village_profile.actions import FIRST_YEAR, village_fact_state
from lianxin.aid.village_profile.models import VillageFact
from lianxin.aid.village_profile.queries import Line, history, over_years, profile, years
from lianxin.aid.village_profile.values import of, told
from lianxin.kernel.period import today
from lianxin.people.models import Area

from .asking import must_see
from .form import Form, may
from .requests import Acted
from .village_plan import ACTIONS, HOME

SPAN = 6
"""Years side by side."""


def facts(request: Acted) -> HttpResponse:
    """What is stated for the year; sent, only what differs becomes a statement."""
    must_see(request, VillageFact)
    if request.village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    village, year = request.village, _year(request)
    lines = profile(request.actor, village, year, today())
    form = Form.of(request, **{f"v-{one.indicator.key}": one.typed for one in lines})
    if request.method == "POST":
        with form.refusing():
            made = village_fact_state(
                actor=request.actor,
                village=village,
                year=year,
                values={
                    one.indicator.key: form[f"v-{one.indicator.key}"]
                    for one in lines
                    if f"v-{one.indicator.key}" in form.values
                },
                source=form["source"],
            )
            text = _("存好了，改了 %(n)s 项；以前的还查得到") % {"n": len(made)}
            messages.success(request, text if made else _("和已经存的一样，没有改动"))
            return redirect(f"{reverse('village-facts')}?year={year}")
    return render(
        request,
        "village_plan/facts.html",
        _shown(request, village, year, lines, form),
        status=form.status,
    )


def _year(request: Acted) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today().year
    return year if FIRST_YEAR <= year <= today().year else today().year


def _shown(
    request: Acted, village: Area, year: int, lines: list[Line], form: Form
) -> dict[str, Any]:
    stated = years(request.actor, village, today())
    span = sorted(stated, reverse=True)[:SPAN]
    rows = [
        (one, form[f"v-{one.indicator.key}"], form.errors.get(f"v-{one.indicator.key}", ""))
        for one in lines
    ]
    return {
        "tab": "facts",
        "year": year,
        "years": sorted({today().year, today().year - 1, year, *stated}, reverse=True),
        "headings": [
            (heading, list(held))
            for heading, held in groupby(rows, lambda row: row[0].indicator.told_heading)
        ],
        "span": sorted(span),
        "table": over_years(request.actor, village, span, today()) if span else [],
        "history": _history(request, village, year, lines),
        "problems": form.told,
        "errors": form.errors,
        "source": form["source"],
        "stated": any(one.fact for one in lines),
        "may": may(request.actor, village, **ACTIONS),
    }


def _history(request: Acted, village: Area, year: int, lines: list[Line]) -> dict[str, Any] | None:
    """Everything that was ever stated of one indicator for the year, where it is asked for."""
    asked = request.GET.get("of", "")
    line = next((one for one in lines if one.indicator.key == asked), None)
    if line is None:
        return None
    rows = history(request.actor, village, asked, year)
    return {
        "indicator": line.indicator,
        "rows": [(row, told(row.indicator, of(row))) for row in rows],
    }


urlpatterns: list[URLPattern | URLResolver] = [
    path("village-plan/facts/", facts, name="village-facts"),
]
