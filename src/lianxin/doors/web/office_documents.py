"""文件: found by any words, read in the version in force, printed as an official paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.kernel.period import today
from lianxin.office.documents import queries
from lianxin.office.documents.models import Document, DocumentVersion
from lianxin.office.documents.queries import DocumentLine, Standing
from lianxin.office.documents.search import words_of
from lianxin.office.meetings.models import Meeting
from lianxin.office.meetings.queries import lines as meeting_lines

from .form import may
from .marking import excerpt, marked
from .office_bodies import day_in
from .office_paper import paper_of
from .office_place import place_at, place_of, shown
from .report_answer import form_of, paper_answer
from .report_file import sample, shown_lines
from .requests import Acted

LOOKS = {
    Standing.DRAFT: ("amber", "pencil"),
    Standing.COMING: ("blue", "clock"),
    Standing.NOW: ("jade", "circle-check"),
    Standing.ENDED: ("line", "ban"),
}
MAY = {"revise": "document.revise", "issue": "document.issue", "end": "document.end"}


def standing_of(line: DocumentLine) -> dict[str, str]:
    words = {
        Standing.DRAFT: _("起草"),
        Standing.COMING: _("还没执行"),
        Standing.NOW: _("在执行"),
        Standing.ENDED: _("已废止"),
    }
    tone, icon = LOOKS[line.standing]
    return {"tone": tone, "icon": icon, "words": words[line.standing]}


@require_GET
def documents(request: Acted) -> HttpResponse:
    place, day = place_of(request), day_in(request)
    asked = {name: request.GET.get(name, "")[:60] for name in ("q", "kind", "standing")}
    found = queries.documents(
        request.actor,
        place.unit,
        kind=asked["kind"],
        words=asked["q"],
        day=day,
        standing=asked["standing"],
    )
    words = words_of(asked["q"])
    page = {
        "asked": asked,
        "day": day,
        "rows": [_row(line, words) for line in found],
        "kinds": Document.Kind.choices,
        "standings": [
            (one.value, standing_of(DocumentLine(Document(), day, one))["words"])
            for one in Standing
        ],
        "can": may(request.actor, place.unit, write="document.write"),
    }
    return render(request, "office/documents.html", page | shown(place, "documents"))


def _row(line: DocumentLine, words: list[str]) -> dict[str, Any]:
    """Where words were asked for, the text around the first of them."""
    latest = line.versions[-1].text if line.versions else ""
    return {
        "line": line,
        "row": line.row,
        "standing": standing_of(line),
        "title": marked(line.row.title, words),
        "number": marked(line.row.numbered, words),
        "text": excerpt(latest.replace("\n", " "), words) if words else "",
    }


@require_GET
def document(request: Acted, pk: UUID) -> HttpResponse:
    line = queries.document(request.actor, pk, today())
    asked = request.GET.get("version", "")
    chosen = next((one for one in line.versions if str(one.version) == asked), line.version)
    row = line.row
    paper = paper_of(row, chosen, _present(request, row))
    page = {
        "line": line,
        "row": row,
        "standing": standing_of(line),
        "chosen": chosen,
        "lines": shown_lines(paper),
        "paper": paper,
        "sample": sample(),
        "versions": list(reversed(line.versions)),
        "replaced_by": list(queries.replaced_by(request.actor, row)),
        "meeting": _meeting(request, row),
        "can": may(request.actor, row, **MAY),
    }
    return render(
        request, "office/document.html", page | shown(place_at(request, row.unit), "documents")
    )


def _meeting(request: Acted, row: Document) -> Meeting | None:
    return Meeting.objects.visible_to(request.actor).filter(document=row).first()


def _present(request: Acted, row: Document) -> list[tuple[str, str]]:
    """Who was there, under minutes that came from a meeting."""
    found = _meeting(request, row)
    if found is None:
        return []
    (line,) = meeting_lines(request.actor, [found], today())
    join = _("、")
    told = [
        (_("出席"), join.join(one.called for one in line.came)),
        (_("请假"), join.join(one.called for one in line.those("excused"))),
    ]
    return [(label, names) for label, names in told if names]


@require_GET
def document_file(request: Acted, pk: UUID) -> HttpResponse:
    """As Word, as a page or as plain text, in the version asked for."""
    line = queries.document(request.actor, pk, today())
    asked = request.GET.get("version", "")
    chosen: DocumentVersion | None = next(
        (one for one in line.versions if str(one.version) == asked), line.version
    )
    return paper_answer(
        paper_of(line.row, chosen, _present(request, line.row)), form_of(request.GET)
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("office/documents/", documents, name="documents"),
    path("office/documents/<uuid:pk>/", document, name="document"),
    path("office/documents/<uuid:pk>/file/", document_file, name="document-file"),
]
