"""One list on the wall: what hangs there, its beginning and end, the objections, the sheet for the wall."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.results.publicity.actions import (
    publicity_begin,
    publicity_close,
    publicity_withdraw,
)
from lianxin.results.publicity.models import Objection, Publicity, State
from lianxin.results.publicity.objections import objection_answer, objection_take
from lianxin.results.publicity.queries import objections, publicity
from lianxin.results.publicity.wall import COLUMNS, rows_of

from .attempt import attempted
from .report_file import sample
from .requests import Acted

OPEN = {State.RUNNING, State.OVER}
MAY = ("publicity.write", "publicity.begin", "publicity.withdraw", "publicity.close")
ABOUT_OBJECTIONS = ("objection.take", "objection.answer")


@require_GET
def one(request: Acted, pk: UUID) -> HttpResponse:
    return _page(request, publicity(request.actor, pk))


def _page(request: Acted, row: Publicity, status: int = 200, **more: Any) -> HttpResponse:
    may = request.actor.allowed((*MAY, *ABOUT_OBJECTIONS), row)
    said = objections(request.actor, row)
    shown = {
        **_hung(request, row),
        "may": {name.replace(".", "_"): name in may for name in (*MAY, *ABOUT_OBJECTIONS)},
        "open": row.state in OPEN,
        "said": said,
        "waiting": [one for one in said if not one.row.answered_at],
    }
    return render(request, "publicity/one.html", shown | more, status=status)


def _hung(request: Acted, row: Publicity) -> dict[str, Any]:
    """The list as it hangs, or as it will while it is a draft."""
    if not row.intact:
        raise refuse("publicity.altered", title=row.title)
    draft = row.state is State.DRAFT
    told = rows_of(request.actor, row.homes, row.columns, row.kind, today()) if draft else row.rows
    return {
        "row": row,
        "state": row.state.value,
        "draft": draft,
        "columns": [(name, title) for name, title in COLUMNS.items() if name in row.columns],
        "rows": told,
        "address": address_of(request, row),
    }


def address_of(request: Acted, row: Publicity) -> str:
    return request.build_absolute_uri(reverse("posted", args=[row.code]))


@require_GET
def sheet(request: Acted, pk: UUID) -> HttpResponse:
    """A4, to be hung on the wall: the QR code opens the public page."""
    row = publicity(request.actor, pk)
    shown = _hung(request, row)
    code = segno.make(shown["address"], error="m", micro=False)
    drawn = SafeString(code.svg_inline(scale=4, border=2))
    return render(request, "publicity/sheet.html", {**shown, "qr": drawn, "sample": sample()})


def _done(request: Acted, row: Publicity, do: Callable[[], Any], said: str) -> HttpResponse:
    def change() -> HttpResponse:
        do()
        messages.success(request, said)
        return redirect("publicity", row.pk)

    answer, problems, status = attempted(request, change)
    if answer is not None:
        return answer
    return _page(
        request, publicity(request.actor, row.pk), status, problems=problems, v=request.POST
    )


@require_POST
def begin(request: Acted, pk: UUID) -> HttpResponse:
    row = publicity(request.actor, pk)
    said = _("开始公示了，内容不再改。请打印出来贴上墙。")
    return _done(request, row, partial(publicity_begin, actor=request.actor, row=row), said)


@require_POST
def withdraw(request: Acted, pk: UUID) -> HttpResponse:
    row, reason = publicity(request.actor, pk), request.POST.get("reason", "")
    do = partial(publicity_withdraw, actor=request.actor, row=row, reason=reason)
    return _done(request, row, do, _("撤下了。墙上的也请取下来。"))


@require_POST
def close(request: Acted, pk: UUID) -> HttpResponse:
    row, result = publicity(request.actor, pk), request.POST.get("result", "")
    do = partial(publicity_close, actor=request.actor, row=row, result=result)
    return _done(request, row, do, _("公示结束了，进了成果公示台账。"))


@require_POST
def take(request: Acted, pk: UUID) -> HttpResponse:
    row = publicity(request.actor, pk)
    text, contact = (request.POST.get(name, "") for name in ("text", "contact"))
    do = partial(objection_take, actor=request.actor, row=row, text=text, contact=contact)
    return _done(request, row, do, _("记下了，结束公示前要答复。"))


@require_POST
def answer(request: Acted, pk: UUID) -> HttpResponse:
    rows = Objection.objects.visible_to(request.actor).select_related("publicity")
    found: Objection = rows.get_visible(pk=pk)
    told, upheld = request.POST.get("answer", ""), request.POST.get("upheld") == "1"
    do = partial(objection_answer, actor=request.actor, objection=found, answer=told, upheld=upheld)
    return _done(request, found.publicity, do, _("答复了。"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("publicity/<uuid:pk>/", one, name="publicity"),
    path("publicity/<uuid:pk>/sheet/", sheet, name="publicity-sheet"),
    path("publicity/<uuid:pk>/begin/", begin, name="publicity-begin"),
    path("publicity/<uuid:pk>/withdraw/", withdraw, name="publicity-withdraw"),
    path("publicity/<uuid:pk>/close/", close, name="publicity-close"),
    path("publicity/<uuid:pk>/objections/", take, name="objection-take"),
    path("publicity/objections/<uuid:pk>/answer/", answer, name="objection-answer"),
]
