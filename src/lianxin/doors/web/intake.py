"""Roster import: choose a file, look, correct in place, write, take back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lianxin.doors.sheets import reading
from lianxin.doors.sheets.ledger import XLSX
from lianxin.doors.sheets.review import MAPPING, Review, look, write
from lianxin.doors.sheets.roster import (
    error_note,
    load_vocabulary,
    roster_columns,
    sample_workbook,
)
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused, refuse
from lianxin.people.models import Area
from lianxin.records.intake.actions import (
    roster_correct,
    roster_drop,
    roster_hand_back,
    roster_start,
    roster_take_back,
)
from lianxin.records.intake.models import RosterImport
from lianxin.records.intake.queries import days_left, rosters, waiting

from .attachment import file_answer
from .requests import Acted
from .review_lines import chosen, lines_of, tally, with_cells
from .uploads import LIMIT

LARGE = 1_000_000  # bytes from which a file is read in the background, with progress
ON_A_PAGE = 50


def imports(request: Acted) -> HttpResponse:
    problems: tuple[Any, ...] = ()
    status = 200
    if request.method == "POST":
        try:
            return redirect("import", _start(request).pk)
        except Refused as refused:
            problems, status = refused.problems, refused.status
    page = Paginator(rosters(request.actor), 20).get_page(request.GET.get("page"))
    context = {
        "problems": problems,
        "page": page,
        "rosters": [_told(one) for one in page],
        "waiting": waiting(request.actor).count(),
        "may_start": request.actor.allows("roster.start"),
        "places": _villages(request),
        "chosen": getattr(request.village, "pk", None),
    }
    return render(request, "intake/list.html", context, status=status)


def _start(request: Acted) -> RosterImport:
    village = Area.objects.visible_to(request.actor).get_visible(pk=request.POST.get("village"))
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.name:
        raise refuse("input.required", "file", label=_("花名册文件"))
    if (file.size or 0) > LIMIT:
        raise refuse("roster.too_large", "file", limit=LIMIT // 1024 // 1024)
    roster = roster_start(
        actor=request.actor, village=village, content=file.read(), file_name=file.name
    )
    job = _review(request, roster)
    if job.done.is_set() and isinstance(job.error, Refused):
        roster_drop(actor=request.actor, roster=roster)  # what cannot be read is not kept either
        job.take()
    return roster


def _villages(request: Acted) -> list[Area]:
    return [v for v in request.villages if request.actor.allows("roster.start", v)]


def _told(roster: RosterImport) -> RosterImport:
    tones = {"read": "amber", "written": "jade", "working": "blue"}
    roster.tone = tones.get(roster.state, "")  # type: ignore[attr-defined]
    roster.left = days_left(roster)  # type: ignore[attr-defined]
    return roster


def _roster(request: Acted, pk: UUID) -> RosterImport:
    rows = RosterImport.objects.visible_to(request.actor).select_related("village__parent")
    return _told(rows.get_visible(pk=pk))


def _review(request: Acted, roster: RosterImport) -> reading.Job[Review]:
    actor, day = request.actor, today()
    mark = sha256(bytes(roster.corrections or b"")).hexdigest()[:16]
    key = f"look {roster.pk} {actor.id} {mark} {day}"
    return reading.job(
        key,
        lambda tell: look(actor=actor, roster=roster, day=day, tell=tell),
        aside=len(roster.content or b"") > LARGE,
    )


def review(request: Acted, pk: UUID) -> HttpResponse:
    roster = _roster(request, pk)
    if job := reading.running(f"write {pk}"):
        return _waiting(request, roster, _("正在写入"), job.percent)
    if roster.state != RosterImport.State.READ:
        return render(request, "intake/done.html", {"roster": roster})
    job_of_look = _review(request, roster)
    if not job_of_look.done.is_set():
        return _waiting(request, roster, _("正在读表"), job_of_look.percent)
    try:
        found = job_of_look.take()
    except Refused as refused:
        context = {"roster": roster, "problems": refused.problems}
        return render(request, "intake/unreadable.html", context, status=422)
    return _show(request, roster, found)


def _show(request: Acted, roster: RosterImport, found: Review) -> HttpResponse:
    lines = lines_of(found)
    show = request.GET.get("show", "open")
    page = Paginator(chosen(lines, show), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    context = {
        "roster": roster,
        "review": found,
        "counts": found.counts,
        "tally": tally(lines),
        "headers": with_cells(found, shown),
        "lines": shown,
        "page": page,
        "pager_query": f"show={show}&",
        "show": show,
        "may_write": request.actor.allows("roster.write", roster.village),
    }
    return render(request, "intake/review.html", context)


def _waiting(request: Acted, roster: RosterImport, heading: str, percent: int) -> HttpResponse:
    context = {"roster": roster, "heading": heading, "percent": percent}
    return render(request, "intake/waiting.html", context)


def _back(request: Acted, roster: RosterImport) -> HttpResponse:
    show = request.POST.get("show", "")
    response = redirect("import", roster.pk)
    if show:
        response["Location"] += f"?show={show}&page={request.POST.get('page', '1')}"
    return response


@require_POST
def correct(request: Acted, pk: UUID) -> HttpResponse:
    """One cell: new words, or (``exactly``) the file's own words, without our repair."""
    roster = _roster(request, pk)
    key, text = request.POST.get("key", ""), request.POST.get("text", "").strip()[:200]
    if "!" not in key or key == MAPPING:
        raise refuse("action.absent")
    if request.POST.get("exactly"):
        text = "=" + _own_words(_review(request, roster).take(), key)
    roster_correct(actor=request.actor, roster=roster, corrections={key: text})
    return _back(request, roster)


def _own_words(review: Review, key: str) -> str:
    place, _bar, column = key.rpartition("!")
    sheet, _bar, row = place.rpartition("!")
    cells = review.understood.cells(int(row) if row.isdecimal() else 0, sheet)
    return cells.get(column, "")


def columns(request: Acted, pk: UUID) -> HttpResponse:
    roster = _roster(request, pk)
    found = _review(request, roster)
    if not found.done.is_set():
        return _waiting(request, roster, _("正在读表"), found.percent)
    if request.method == "POST":
        mapping = {
            name.removeprefix("column-"): value
            for name, value in request.POST.items()
            if name.startswith("column-")
        }
        roster_correct(actor=request.actor, roster=roster, corrections={MAPPING: mapping})
        return redirect("import", roster.pk)
    context = {
        "roster": roster,
        "columns": _columns(found.take()),
        "fields": roster_columns().choices(),
    }
    return render(request, "intake/columns.html", context)


def _columns(review: Review) -> list[dict[str, Any]]:
    """Each column of the file with what its first rows say, masked, and what it was taken for."""
    understood = review.understood
    first = [understood.preview_rows(h.row, h.sheet) for h in understood.households[:3]]
    return [
        {
            "index": one.index,
            "header": one.header,
            "field": one.field,
            "samples": [row[one.header] for row in first if row.get(one.header)],
        }
        for one in understood.columns
    ]


@require_POST
def put(request: Acted, pk: UUID) -> HttpResponse:
    """Writes what is ready; a large roster is written in the background, with progress."""
    roster = _roster(request, pk)
    found = _review(request, roster)
    if not found.done.is_set():
        return redirect("import", roster.pk)
    review, actor, day = found.take(), request.actor, today()
    work = _writing(actor, review, day)
    job = reading.job(f"write {pk}", work, aside=len(review.understood.households) > 2000)
    if job.done.is_set():
        reading.forget(f"write {pk}")
        job.take()
        messages.success(request, _wrote(review))
    return redirect("import", roster.pk)


def _writing(
    actor: Any, review: Review, day: date
) -> Callable[[Callable[[float], None]], RosterImport]:
    return lambda tell: write(actor=actor, review=review, day=day, tell=tell)


def _wrote(review: Review) -> str:
    done = ngettext("{n} 户已写进台账。", "{n} 户已写进台账。", len(review.ready))
    told = done.format(n=len(review.ready))
    if review.aside:
        rest = ngettext("还有 {n} 户在待补。", "还有 {n} 户在待补。", len(review.aside))
        told += rest.format(n=len(review.aside))
    return told


@require_POST
def take_back(request: Acted, pk: UUID) -> HttpResponse:
    roster_take_back(actor=request.actor, roster=_roster(request, pk))
    messages.success(request, _("这次导入已整批撤回，台账和导入前一样。"))
    return redirect("imports")


@require_POST
def drop(request: Acted, pk: UUID) -> HttpResponse:
    roster_drop(actor=request.actor, roster=_roster(request, pk))
    messages.success(request, _("没有导入，文件已删掉。"))
    return redirect("imports")


def problems_book(request: Acted, pk: UUID) -> HttpResponse:
    roster = _roster(request, pk)
    found = _review(request, roster).take().understood
    roster_hand_back(actor=request.actor, roster=roster, rows=len(found.problems))
    return file_answer(error_note(found), _("有错的行.xlsx"), XLSX)


def sample(request: Acted) -> HttpResponse:
    village = getattr(request.village, "name", "")
    return file_answer(
        sample_workbook(load_vocabulary(today()), village), _("联系户花名册样表.xlsx"), XLSX
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("import/", imports, name="imports"),
    path("import/sample.xlsx", sample, name="import-sample"),
    path("import/<uuid:pk>/", review, name="import"),
    path("import/<uuid:pk>/columns/", columns, name="import-columns"),
    path("import/<uuid:pk>/correct/", correct, name="import-correct"),
    path("import/<uuid:pk>/write/", put, name="import-write"),
    path("import/<uuid:pk>/take-back/", take_back, name="import-take-back"),
    path("import/<uuid:pk>/drop/", drop, name="import-drop"),
    path("import/<uuid:pk>/problems.xlsx", problems_book, name="import-problems"),
]
