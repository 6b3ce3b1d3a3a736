"""收支平衡: by year where money and goods came from, and what became of them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lianxin.aid.balance import balance as balanced
from lianxin.aid.queries import deliveries_in_sight
from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.pool.models import Project, Receipt, Spending
from lianxin.pool.offers.models import Offer
from lianxin.pool.offers.queries import in_sight

from .asking import must_see
from .requests import Acted
from .yearly import Years, years_of

HOME = gettext_lazy("收支平衡")


@require_GET
def balance(request: Acted) -> HttpResponse:
    must_see(request, Project)
    must_see(request, Offer)
    if request.village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    years = _years(request, request.village)
    found = balanced(request.actor, village=request.village, year=years.chosen, day=today())
    return render(request, "pool/balance.html", {"found": found, "years": years})


def _years(request: Acted, village: Area) -> Years:
    """Every year in which money or goods moved."""
    rows: list[QuerySet[Any]] = [
        deliveries_in_sight(request.actor, village),
        Receipt.objects.visible_to(request.actor).filter(project__village=village),
        Spending.objects.visible_to(request.actor).filter(project__village=village),
        in_sight(request.actor, village, today()),
    ]
    found = [years_of(request, one) for one in rows]
    return Years(found[0].chosen, sorted({y for one in found for y in one.offered}, reverse=True))


urlpatterns: list[URLPattern | URLResolver] = [path("balance/", balance, name="balance")]
