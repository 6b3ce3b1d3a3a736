"""Who acts, what a refusal looks like, and what a page may load."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation

from lianxin.kernel.problem import Refused
from lianxin.people.policy import AccountActor

Respond = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class ContentSecurity:
    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class Acting:
    """``request.actor``: the signed-in account with today's grants, or None.

    An account that was disabled or has ended is signed out by the very next request.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            from lianxin.people.accounts import still_alive

            if not still_alive(request):
                return self.respond(request)
            request.actor = AccountActor.of(  # type: ignore[attr-defined]
                request.user, door="web", address=request.META.get("REMOTE_ADDR", "")
            )
        return self.respond(request)


class Refusals:
    """A refused action becomes a page or a JSON reply with the same sentences and status."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        if request.path.startswith("/api/"):
            problems = [problem.as_json() for problem in error.problems]
            return JsonResponse({"problems": problems}, status=error.status)
        with translation.override(translation.get_language()):
            return render(
                request, "refused.html", {"problems": error.problems}, status=error.status
            )
