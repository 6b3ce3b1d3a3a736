"""The audit trail: read by conditions, verified, downloaded; by the audit administrator only."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.models import AuditRow
from lianxin.kernel.problem import refuse
from lianxin.people import named
from lianxin.people.action_names import ACTIONS
from lianxin.people.actions import audit_export, audit_verify
from lianxin.people.row_names import KINDS
from lianxin.people.trail import page, table, told, trail

from .attachment import attach

ASKED = ("who", "action", "subject", "done", "first", "last")
COLUMNS = (
    "number",
    "at",
    "who",
    "action",
    "action_code",
    "subject_kind",
    "subject",
    "done",
    "door",
    "address",
    "details",
    "hash",
)


def audit(request: HttpRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "").strip() for name in ASKED}
    before = request.GET.get("before", "")
    number = int(before) if re.fullmatch(r"[0-9]{1,15}", before) else None
    rows, after = page(_rows(request, asked), number)
    for row in rows:
        row.what = named.action_name(row.action)  # type: ignore[attr-defined]
        row.kind = KINDS.get(row.subject_kind, row.subject_kind)  # type: ignore[attr-defined]
        row.way = named.DOORS.get(row.door, row.door)  # type: ignore[attr-defined]
        row.told = told(row.details)  # type: ignore[attr-defined]
    context = {
        "rows": rows,
        "after": after,
        "asked": asked,
        "filtered": any(asked.values()),
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "actions": [("", _("全部")), *((key, str(label)) for key, label in ACTIONS.items())],
        "outcomes": [("", _("全部")), ("yes", _("办成了")), ("no", _("被拒绝"))],
        "further": bool(before),
    }
    return render(request, "audit/audit.html", context)


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    broken = audit_verify(actor=request.actor)  # type: ignore[attr-defined]
    if broken:
        numbers = "、".join(map(str, broken))
        text = _("对不上！从第 %(numbers)s 条起被人动过。请马上报告单位领导，并保留备份。")
        messages.error(request, text % {"numbers": numbers})
    else:
        messages.success(request, _("核对过了，每一条都对得上，没有人动过"))
    return redirect("audit")


@require_POST
def copy(request: HttpRequest) -> StreamingHttpResponse:
    """The rows under the same conditions as a CSV file; the copy itself is on the trail."""
    asked = {name: request.POST.get(name, "").strip() for name in ASKED}
    rows = _rows(request, asked)
    conditions = urlencode({name: value for name, value in asked.items() if value})
    audit_export(actor=request.actor, rows=rows.count(), conditions=conditions)  # type: ignore[attr-defined]
    response = StreamingHttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
    attach(response, "audit.csv")
    return response


def _rows(request: HttpRequest, asked: dict[str, str]) -> QuerySet[AuditRow]:
    facts: dict[str, Any] = {name: asked[name] for name in ("who", "action", "subject", "done")}
    return trail(request.actor, **facts, first=_day(asked, "first"), last=_day(asked, "last"))  # type: ignore[attr-defined]


def _day(asked: dict[str, str], name: str) -> Any:
    try:
        day = parse_date(asked[name]) if asked[name] else None
    except ValueError:
        day = None
    if asked[name] and day is None:
        raise refuse("input.not_a_date", name, value=asked[name][:20])
    return day


class _Echo:
    def write(self, line: str) -> str:
        return line


def _csv(rows: QuerySet[AuditRow]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(COLUMNS)
    for row in table(rows):
        yield writer.writerow(row)


urlpatterns: list[URLPattern | URLResolver] = [
    path("audit/", audit, name="audit"),
    path("audit/verify/", verify, name="audit-verify"),
    path("audit/copy/", copy, name="audit-copy"),
]
