"""Import of rosters and other sheets: choose a file, look, correct in place, write, take back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.doors.sheets import reading
from lianxin.doors.sheets.ledger import XLSX
from lianxin.doors.sheets.review import MAPPING, Review, write
from lianxin.doors.sheets.roster import error_note
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
from lianxin.records.intake.models import RosterImport, SheetKind
from lianxin.records.intake.queries import rosters, waiting
from lianxin.records.intake.sheets import sheet_sort

from . import intake_words
from .attachment import file_answer
from .intake_columns import mapping_of
from .intake_draft import review_of, roster_of, told, waiting_page
from .requests import Acted
from .review_lines import chosen, lines_of, tally, with_cells
from .uploads import LIMIT

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
        "rosters": [told(one) for one in page],
        "waiting": waiting(request.actor).count(),
        "may_take": request.actor.allows("register.export", request.village),
        "may_start": request.actor.allows("roster.start"),
        "places": _villages(request),
        "chosen": getattr(request.village, "pk", None),
        "kinds": SheetKind.choices,
    }
    return render(request, "intake/list.html", context, status=status)


def _start(request: Acted) -> RosterImport:
    village = Area.objects.visible_to(request.actor).get_visible(pk=request.POST.get("village"))
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.name:
        raise refuse("input.required", "file", label=_("要导入的表"))
    if (file.size or 0) > LIMIT:
        raise refuse("roster.too_large", "file", limit=LIMIT // 1024 // 1024)
    roster = roster_start(
        actor=request.actor,
        village=village,
        content=file.read(),
        file_name=file.name,
        kind=request.POST.get("kind", ""),
    )
    job = review_of(request, roster)
    if job.done.is_set() and isinstance(job.error, Refused):
        roster_drop(actor=request.actor, roster=roster)  # what cannot be read is not kept either
        job.take()
    elif job.done.is_set() and not roster.kind:
        sheet_sort(actor=request.actor, roster=roster, kind=job.take().kind)
    return roster


def _villages(request: Acted) -> list[Area]:
    return [v for v in request.villages if request.actor.allows("roster.start", v)]


def review(request: Acted, pk: UUID) -> HttpResponse:
    roster = roster_of(request, pk)
    if job := reading.running(f"write {pk}"):
        return waiting_page(request, roster, _("正在写入"), job.percent)
    if roster.state != RosterImport.State.READ:
        return render(request, "intake/done.html", {"roster": roster, **_done(roster)})
    job_of_look = review_of(request, roster)
    if not job_of_look.done.is_set():
        return waiting_page(request, roster, _("正在读表"), job_of_look.percent)
    try:
        found = job_of_look.take()
    except Refused as refused:
        context = {"roster": roster, "problems": refused.problems}
        return render(request, "intake/unreadable.html", context, status=422)
    return _show(request, roster, found)


def _done(roster: RosterImport) -> dict[str, Any]:
    kind = roster.kind or SheetKind.ROSTER.value
    page, label = intake_words.page_of(kind)
    return {
        "next": (reverse(page), label),
        "unit": intake_words.unit(kind),
        "states": intake_words.states(kind),
    }


def _show(request: Acted, roster: RosterImport, found: Review) -> HttpResponse:
    if found.unmapped:
        context = {"roster": roster, "review": found, **mapping_of(request, roster, found)}
        return render(request, "intake/unmapped.html", context)
    lines = lines_of(found)
    show = request.GET.get("show", "open")
    page = Paginator(chosen(lines, show), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    context = {
        "roster": roster,
        "review": found,
        "said": intake_words.said(found),
        "kinds": SheetKind.choices,
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


def _back(request: Acted, roster: RosterImport) -> HttpResponse:
    show = request.POST.get("show", "")
    response = redirect("import", roster.pk)
    if show:
        response["Location"] += f"?show={show}&page={request.POST.get('page', '1')}"
    return response


@require_POST
def correct(request: Acted, pk: UUID) -> HttpResponse:
    """One cell: new words, or (``exactly``) the file's own words, without our repair."""
    roster = roster_of(request, pk)
    key, text = request.POST.get("key", ""), request.POST.get("text", "").strip()[:200]
    if "!" not in key or key == MAPPING:
        raise refuse("action.absent")
    if request.POST.get("exactly"):
        text = "=" + _own_words(review_of(request, roster).take(), key)
    roster_correct(actor=request.actor, roster=roster, corrections={key: text})
    return _back(request, roster)


def _own_words(review: Review, key: str) -> str:
    place, _bar, column = key.rpartition("!")
    sheet, _bar, row = place.rpartition("!")
    cells = review.understood.cells(int(row) if row.isdecimal() else 0, sheet)
    return cells.get(column, "")


@require_POST
def put(request: Acted, pk: UUID) -> HttpResponse:
    """Writes what is ready; a large roster is written in the background, with progress."""
    roster = roster_of(request, pk)
    found = review_of(request, roster)
    if not found.done.is_set():
        return redirect("import", roster.pk)
    review, actor, day = found.take(), request.actor, today()
    work = _writing(actor, review, day)
    job = reading.job(f"write {pk}", work, aside=len(review.ready) > _at_once(review))
    if job.done.is_set():
        reading.forget(f"write {pk}")
        job.take()
        messages.success(request, intake_words.wrote(review))
    return redirect("import", roster.pk)


def _at_once(review: Review) -> int:
    """So many are written while the page waits: households in one go, other rows one after another."""
    return 2000 if review.kind == SheetKind.ROSTER else 300


def _writing(
    actor: Any, review: Review, day: date
) -> Callable[[Callable[[float], None]], RosterImport]:
    return lambda tell: write(actor=actor, review=review, day=day, tell=tell)


@require_POST
def take_back(request: Acted, pk: UUID) -> HttpResponse:
    roster_take_back(actor=request.actor, roster=roster_of(request, pk))
    messages.success(request, _("这次导入已整批撤回，和导入前一样。"))
    return redirect("imports")


@require_POST
def drop(request: Acted, pk: UUID) -> HttpResponse:
    roster_drop(actor=request.actor, roster=roster_of(request, pk))
    messages.success(request, _("没有导入，文件已删掉。"))
    return redirect("imports")


def problems_book(request: Acted, pk: UUID) -> HttpResponse:
    roster = roster_of(request, pk)
    found = review_of(request, roster).take().understood
    roster_hand_back(actor=request.actor, roster=roster, rows=len(found.problems))
    return file_answer(error_note(found), _("有错的行.xlsx"), XLSX)


urlpatterns: list[URLPattern | URLResolver] = [
    path("import/", imports, name="imports"),
    path("import/<uuid:pk>/", review, name="import"),
    path("import/<uuid:pk>/correct/", correct, name="import-correct"),
    path("import/<uuid:pk>/write/", put, name="import-write"),
    path("import/<uuid:pk>/take-back/", take_back, name="import-take-back"),
    path("import/<uuid:pk>/drop/", drop, name="import-drop"),
    path("import/<uuid:pk>/problems.xlsx", problems_book, name="import-problems"),
]
