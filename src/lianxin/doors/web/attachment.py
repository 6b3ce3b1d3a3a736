"""A file as the answer to a request: by its name, never kept by a browser."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase


def file_answer(content: bytes, name: str, kind: str) -> HttpResponse:
    """``kind``: the media type."""
    response = HttpResponse(content, content_type=kind)
    attach(response, name)
    return response


def attach(response: HttpResponseBase, name: str) -> None:
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Cache-Control"] = "no-store"
