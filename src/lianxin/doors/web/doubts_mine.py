"""An officer's own doubts: what is asked of them, answering, objecting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.problem import refuse
from lianxin.review.actions import doubt_answer, doubt_object, objects
from lianxin.review.models import WITH_OFFICER, Doubt, State
from lianxin.review.queries import Whole, doubt, mine, whole

from .attempt import attempted
from .requests import Acted

PAGE = 10


@dataclass
class Own:
    """One of the officer's own, with what they may do now; ``last`` the last day for an objection."""

    it: Whole
    answers: bool
    objects: bool
    last: Any


@require_GET
def listed(request: Acted) -> HttpResponse:
    return _page(request)


def _page(request: Acted, status: int = 200, **more: Any) -> HttpResponse:
    officer = request.actor.account.officer
    if officer is None or request.actor.sees(Doubt) is None:
        raise refuse("action.absent")
    rows = mine(request.actor, officer).exclude(state=State.GONE)
    sheet = Paginator(sorted(rows, key=_first), PAGE).get_page(request.GET.get("page", "")[:6])
    shown = {"sheet": sheet, "rows": [_own(request, row) for row in sheet.object_list]}
    return render(request, "review/mine.html", {**shown, **more}, status=status)


def _first(row: Doubt) -> tuple[int, Any]:
    """What is asked of the officer stands before what is not."""
    asked = row.state in WITH_OFFICER or row.state == State.EXCLUDED
    return 0 if asked else 1, row.found_at


def _own(request: Acted, row: Doubt) -> Own:
    last = objects(row)
    return Own(whole(request.actor, row), row.state in WITH_OFFICER, last is not None, last)


@require_POST
def answer(request: Acted, pk: UUID) -> HttpResponse:
    return _done(request, pk, doubt_answer, _("说明交上去了，等人来定"))


@require_POST
def object_(request: Acted, pk: UUID) -> HttpResponse:
    return _done(request, pk, doubt_object, _("申诉交上去了，会换一个人来定"))


def _done(request: Acted, pk: UUID, do: Callable[..., Any], said: str) -> HttpResponse:
    row = doubt(request.actor, pk)
    save = partial(do, actor=request.actor, doubt=row, words=request.POST.get("words", ""))

    def change() -> HttpResponse:
        save()
        messages.success(request, said)
        return redirect("doubts-mine")

    found, problems, status = attempted(request, change)
    if found is not None:
        return found
    return _page(request, status, problems=problems, failed=row.pk, words=request.POST.get("words"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("review/mine/", listed, name="doubts-mine"),
    path("review/<uuid:pk>/answer/", answer, name="doubt-answer"),
    path("review/<uuid:pk>/object/", object_, name="doubt-object"),
]
