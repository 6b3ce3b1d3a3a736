"""Every answer under ``/api/`` is JSON, uncached, and tells what is wrong by a problem's code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

import lianxin
from lianxin.kernel.problem import Problem, problem
from lianxin.kernel.shape import wrong

Respond = Callable[[HttpRequest], HttpResponse]
HEALTH = "/api/v1/health"
PATIENCE = 64 * 1024 * 1024


def answer(problems: Iterable[Problem], status: int) -> JsonResponse:
    return plain({"problems": [found.as_json() for found in problems]}, status)


def plain(value: Any, status: int = 200) -> JsonResponse:
    return JsonResponse(value, status=status, json_dumps_params={"ensure_ascii": False})


def refused(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(error.problems, error.status)


def failed(request: HttpRequest, error: Any) -> HttpResponse:
    """What ninja refuses by itself: no sign-in, no CSRF token, a body that is no JSON."""
    codes = {401: "request.not_signed_in", 403: "api.no_csrf"}
    found = (
        problem(codes[error.status_code])
        if error.status_code in codes
        else problem("request.malformed", reason=error.message)
    )
    return answer([found], found.status)


def not_json(request: HttpRequest, error: Any) -> HttpResponse:
    """A form was sent, and has been read as one before."""
    found = problem("api.not_json", found=(request.content_type or "—")[:60])
    return answer([found], found.status)


def invalid(request: HttpRequest, error: Any) -> HttpResponse:
    return answer([wrong(one) for one in error.errors], 422)


class Answers:
    """The outermost layer: whatever Django itself answers under ``/api/`` becomes a problem too."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/api/"):
            return self.respond(request)
        response = _worded(request, self.respond(request))
        if response.status_code >= 400:
            _read_out(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def _read_out(request: HttpRequest) -> None:
    """What is left of a body is thrown away: who is still sending would never read the refusal."""
    left = PATIENCE
    with suppress(OSError):
        while left > 0 and (chunk := request.read(256 * 1024)):
            left -= len(chunk)


def _worded(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    status = response.status_code
    if status >= 500:
        return _failure(request, response)
    if status < 400 or response.headers.get("Content-Type", "").startswith("application/json"):
        return response
    if status == 405:
        allowed = response.headers.get("Allow", "GET")
        found = problem("api.wrong_method", method=request.method, allowed=allowed)
    elif status == 404:
        found = problem("api.unknown_address", path=request.path_info[:80])
    else:
        found = problem("api.refused", status=status)
    worded = answer([found], status)
    if "Allow" in response.headers:
        worded.headers["Allow"] = response.headers["Allow"]
    return worded


def _failure(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A defect, or only the database that does not answer just now."""
    if database_answers():
        return response
    if request.path_info == HEALTH:
        return plain(state("failing"), 503)
    return answer([problem("api.database_away")], 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except (DatabaseError, InterfaceError):
        return False


def state(status: str) -> dict[str, str]:
    return {"status": status, "version": lianxin.__version__, "database": connection.vendor}
