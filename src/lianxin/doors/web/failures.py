"""Pages for what was refused or went wrong: plain words, and a way back. JSON where the API was asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from lianxin.kernel.problem import Problem, Refused, problem


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    if request.path.startswith("/api/"):
        return as_json(error.problems, error.status)
    return render(request, "refused.html", {"problems": error.problems}, status=error.status)


def as_json(problems: tuple[Problem, ...], status: int) -> JsonResponse:
    return JsonResponse({"problems": [one.as_json() for one in problems]}, status=status)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.path.startswith("/api/"):
        return as_json((problem("request.form_too_old"),), 403)
    return render(request, "csrf.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/api/"):
        return as_json((problem("action.absent"),), 404)
    return render(request, "404.html", status=404)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return as_json((problem("request.defect"),), 500)
    return render(request, "500.html", status=500)
