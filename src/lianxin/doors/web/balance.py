"""收支平衡: by year where money and goods came from, and what became of them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lianxin.aid.balance import balance as balanced
from lianxin.aid.queries import deliveries_in_sight
from lianxin.kernel.period import today
from lianxin.pool.models import Project
from lianxin.pool.offers.models import Offer

from .asking import must_see
from .requests import Acted
from .yearly import years_of

HOME = gettext_lazy("收支平衡")


@require_GET
def balance(request: Acted) -> HttpResponse:
    must_see(request, Project)
    must_see(request, Offer)
    if request.village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    years = years_of(request, deliveries_in_sight(request.actor, request.village))
    found = balanced(request.actor, village=request.village, year=years.chosen, day=today())
    return render(request, "pool/balance.html", {"found": found, "years": years})


urlpatterns: list[URLPattern | URLResolver] = [path("balance/", balance, name="balance")]
