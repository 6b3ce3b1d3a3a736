"""待补的户: households of a roster that could not be read, as a list, as a sheet to mend, taken off."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.doors.sheets.aside import aside_book, told
from lianxin.doors.sheets.ledger import XLSX
from lianxin.kernel.problem import refuse
from lianxin.records.intake.actions import roster_hand_back, roster_settle
from lianxin.records.intake.models import SetAside
from lianxin.records.intake.queries import waiting

from .attachment import file_answer
from .requests import Acted

MAY = ("settle", "hand_back")


def set_aside(request: Acted) -> HttpResponse:
    rows = list(waiting(request.actor))
    for row in rows:
        row.told = told(row)  # type: ignore[attr-defined]
    may = {f"may_{what}": request.actor.allows(f"roster.{what}") for what in MAY}
    return render(request, "intake/set_aside.html", {"rows": rows} | may)


def set_aside_book(request: Acted) -> HttpResponse:
    rows = list(waiting(request.actor))
    if not rows:
        raise refuse("action.absent")
    files = {row.roster_id: row.roster for row in rows}
    for pk, roster in files.items():
        lines = sum(len(row.rows) for row in rows if row.roster_id == pk)
        roster_hand_back(actor=request.actor, roster=roster, rows=lines)
    return file_answer(aside_book(rows), _("待补的户.xlsx"), XLSX)


@require_POST
def settle(request: Acted, pk: UUID) -> HttpResponse:
    row = SetAside.objects.visible_to(request.actor).get_visible(pk=pk)
    roster_settle(actor=request.actor, left_out=row, reason=request.POST.get("reason", ""))
    messages.success(request, _("已从待补里去掉。"))
    return redirect("set-aside")


urlpatterns: list[URLPattern | URLResolver] = [
    path("import/set-aside/", set_aside, name="set-aside"),
    path("import/set-aside/rows.xlsx", set_aside_book, name="set-aside-book"),
    path("import/set-aside/<uuid:pk>/settle/", settle, name="set-aside-settle"),
]
