"""A paper as the file that was asked for."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict

from lianxin.doors.sheets.word import DOCX, as_docx
from lianxin.results.report import Paper
from lianxin.results.report.plain import as_text

from .attachment import file_answer
from .report_file import as_file, sample

KINDS = {"docx": DOCX, "text": "text/plain; charset=utf-8", "html": "text/html; charset=utf-8"}
ENDS = {"docx": "docx", "text": "txt", "html": "html"}


def form_of(data: QueryDict) -> str:
    form = data.get("form", "")
    return form if form in KINDS else "html"


def paper_answer(paper: Paper, form: str) -> HttpResponse:
    return file_answer(content_of(paper, form), f"{paper.title}.{ENDS[form]}", KINDS[form])


def content_of(paper: Paper, form: str) -> bytes:
    if form == "docx":
        return as_docx(paper, sample=sample())
    return (as_text(paper) if form == "text" else as_file(paper)).encode()
