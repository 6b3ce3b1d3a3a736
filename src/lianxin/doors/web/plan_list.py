"""各户计划: which household has a plan, where it stands, and what needs a look."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from lianxin.kernel.memory import remembered
from lianxin.kernel.period import today
from lianxin.plans.household.models import Plan
from lianxin.plans.household.overview import HomePlan, Sign, counted, overview

from .asking import must_see
from .measures import HOME
from .requests import Acted
from .yearly import kept, sheet_of


@require_GET
def plans(request: Acted) -> HttpResponse:
    must_see(request, Plan)
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    key = ("plans", request.actor.id, village.pk, today(), get_language())
    rows: list[HomePlan] = remembered(key, lambda: overview(request.actor, village, today()))
    counts, asked = counted(rows), request.GET.get("sign", "")
    wanted = [row for row in rows if any(sign.value == asked for sign in row.signs)]
    sheet = sheet_of(request, wanted if asked in {sign.value for sign in Sign} else rows)
    tabs = [(sign.value, sign.label, counts[sign]) for sign in Sign if counts[sign]]
    shown = {"sheet": sheet, "tabs": tabs, "asked": asked, "whole": len(rows)}
    return render(request, "plans/list.html", shown | {"pager_query": kept(request)})


urlpatterns: list[URLPattern | URLResolver] = [path("plans/", plans, name="plans")]
