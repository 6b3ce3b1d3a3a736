"""领导小组和联户办: the bodies as they stood on a day, and one body with everybody who held its posts."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from lianxin.kernel.period import today
from lianxin.office.bodies import queries

from .form import may
from .office_place import place_at, place_of, shown
from .requests import Acted


def day_in(request: Acted) -> date:
    """The day asked for; today where none is, or what is none."""
    try:
        return parse_date(request.GET.get("day", "")) or today()
    except ValueError:
        return today()


@require_GET
def bodies(request: Acted) -> HttpResponse:
    place, day = place_of(request), day_in(request)
    found = queries.bodies(request.actor, place.unit, day)
    page = {
        "day": day,
        "now": day == today(),
        "found": found,
        "vacant": [(line.body, seat) for line in found for seat in line.open],
        "any": bool(found) or queries.bodies_in_sight(request.actor, place.unit).exists(),
        "can": may(request.actor, place.unit, set="body.set"),
    }
    return render(request, "office/bodies.html", page | shown(place, "bodies"))


@require_GET
def body(request: Acted, pk: UUID) -> HttpResponse:
    line = queries.body(request.actor, pk, today())
    standing = line.body.until is None
    names = {
        "change": "body.change",
        "end": "body.end",
        "post": "post.add",
        "appoint": "post.appoint",
        "free": "post.free",
        "drop": "post.end",
    }
    able = may(request.actor, line.body, **names)
    page = {
        "line": line,
        "row": line.body,
        "past": queries.history(request.actor, line.body),
        "can": {name: told and standing for name, told in able.items()},
    }
    return render(
        request, "office/body.html", page | shown(place_at(request, line.body.unit), "bodies")
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("office/group/", bodies, name="bodies"),
    path("office/group/<uuid:pk>/", body, name="body"),
]
