"""Pages for what was refused or went wrong: plain words, and a way back. JSON where the API was asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from lianxin.kernel.problem import Problem, Refused, problem
from lianxin.people.action_names import ACTIONS
from lianxin.people.named import action_name


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    if request.path.startswith("/api/"):
        return as_json(error.problems, error.status)
    return _page(request, "refused.html", error.status, problems=[*map(_named, error.problems)])


def _named(one: Problem) -> Problem:
    """The action by its plain name, where a problem speaks of one by its code."""
    code = one.details.get("action")
    if code is None or code not in ACTIONS:
        return one
    return Problem(one.code, one.field, {**one.details, "action": action_name(code)})


def _page(request: HttpRequest, template: str, status: int, **shown: Any) -> HttpResponse:
    """Within the shell for who is signed in; without the menu for everybody else."""
    known = getattr(request, "actor", None) is not None
    layout = "base.html" if known else "entrance.html"
    return render(request, template, {"layout": layout, **shown}, status=status)


def as_json(problems: tuple[Problem, ...], status: int) -> JsonResponse:
    return JsonResponse({"problems": [one.as_json() for one in problems]}, status=status)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.path.startswith("/api/"):
        return as_json((problem("request.form_too_old"),), 403)
    return _page(request, "csrf.html", 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/api/"):
        return as_json((problem("action.absent"),), 404)
    return _page(request, "404.html", 404)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "403.html", 403)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return as_json((problem("request.defect"),), 500)
    return render(request, "500.html", status=500)
