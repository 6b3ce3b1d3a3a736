"""领导看板: the board as of any day, beside the year before, and the map large with a list beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_GET

from lianxin.pool.models import Project
from lianxin.pool.offers.models import Offer

from .asking import must_see
from .fared import counted, fared
from .home import links
from .leader import board, homes_of
from .leader_asked import view_of
from .leader_map import map_of, points
from .office_due import due_tasks
from .requests import Acted

LARGE = (1180.0, 720.0)


def told(request: Acted) -> dict[str, Any]:
    """What the board's template knows."""
    found = board(request.actor, view_of(request))
    return found | {"to": links(request.actor), "due_tasks": due_tasks(request.actor)}


@require_GET
def leader_board(request: Acted) -> HttpResponse:
    must_see(request, Project)
    must_see(request, Offer)
    return render(request, "leader.html", told(request))


@require_GET
def leader_map(request: Acted) -> HttpResponse:
    must_see(request, Project)
    must_see(request, Offer)
    view = view_of(request)
    changes = fared(request.actor, view.village, view.day)
    listed = points(request.actor, homes_of(request.actor, view), changes, view.day)
    shown = {"view": view, "map": map_of(listed, *LARGE), "counts": counted(changes.values())}
    return render(request, "leader_map.html", shown)


urlpatterns: list[URLPattern | URLResolver] = [
    path("board/", leader_board, name="board"),
    path("board/map/", leader_map, name="board-map"),
]
