"""Every answer under ``/api/`` is JSON, uncached, and tells what is wrong by a problem's code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

import lianxin
from lianxin.kernel.problem import Problem, problem

Respond = Callable[[HttpRequest], HttpResponse]
HEALTH = "/api/v1/health"
PATIENCE = 64 * 1024 * 1024
BOUNDS = {
    "limit": (1, 200),
    "year": (1949, 2199),
    "lat": (-90, 90),
    "lon": (-180, 180),
    "accuracy": (0, 1_000_000),
    "minutes": (1, 1440),
    "percent": (0, 100),
}
KINDS = {
    "uuid": _("一个 id（UUID）"),
    "int": _("整数"),
    "float": _("数字"),
    "date": _("日期，比如 2026-07-15"),
    "bool": _("true 或 false"),
    "dict": _("一个 JSON 对象"),
    "list": _("一个 JSON 列表"),
    "string": _("普通文字"),
    "sha256": _("SHA-256：64 个小写的十六进制字符"),
}


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
    return answer([_of_input(one) for one in error.errors], 422)


def _of_input(error: dict[str, Any]) -> Problem:
    """One pydantic error as a problem; the value is not repeated, for it may be an ID number."""
    field, kind = str(error["loc"][-1]), str(error["type"])
    if kind == "missing":
        return problem("api.missing", field)
    if kind in {"enum", "literal_error"}:
        return problem("api.wrong_choice", field, choices=_choices(error))
    if kind in {"string_too_long", "too_long"}:
        return problem("api.too_long", field, limit=error["ctx"]["max_length"])
    if kind in {"less_than_equal", "greater_than_equal"}:
        least, most = BOUNDS[field]
        return problem("api.out_of_range", field, least=least, most=most)
    return problem("api.wrong_kind", field, wanted=KINDS.get(kind.split("_")[0], KINDS["string"]))


def _choices(error: dict[str, Any]) -> str:
    return str(error["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")


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
