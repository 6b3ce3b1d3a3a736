"""Who acts, what a refusal looks like, and what a page may load."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext

from django.conf import settings
from django.contrib.auth import logout
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

from lianxin.kernel.memory import steady
from lianxin.kernel.problem import Refused, refuse
from lianxin.people.accounts import client_address, still_alive
from lianxin.people.named import action_name
from lianxin.people.policy import AccountActor

from .failures import refused
from .needs import NEEDS
from .tiles import source
from .uploads import LIMIT, TOO_LARGE
from .villages import village_of, villages_of

Respond = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME
RENEWED = 60  # seconds of use that one write of the session stands for
LONGEST = 12 * 3600
"""Seconds after which a session ends, however busy it is."""


def policy() -> str:
    """What a page may load; also the pictures of the unit's own map, where its address is set."""
    tiles = source()
    return POLICY.replace("img-src 'self'", f"img-src 'self' {tiles}") if tiles else POLICY


class ContentSecurity:
    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response


class Acting:
    """``request.actor``: the signed-in account with today's grants, or None.

    An account that was disabled or has ended is signed out by the very next request; one that must
    change its password sees nothing else before.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with steady() if request.method == "GET" else nullcontext():
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.villages, request.village = None, [], None  # type: ignore[attr-defined]
        actor = self._actor(request)
        if not request.path.startswith("/api/"):
            translation.activate(_language(request, actor))
            request.LANGUAGE_CODE = translation.get_language()
        if actor is not None:
            request.actor = actor  # type: ignore[attr-defined]
            request.villages = villages_of(actor)  # type: ignore[attr-defined]
            request.village = village_of(request, request.villages)  # type: ignore[attr-defined]
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Django asks for a sign-in before this; a forced change of password comes after it."""
        if upload_too_large(request):
            return refused(request, refuse("request.too_large", limit=f"{LIMIT >> 20} MB"))
        actor = request.actor  # type: ignore[attr-defined]
        if actor is None:
            return None
        if not actor.account.must_change_password:
            return _in_vain(request, actor)
        if request.resolver_match and request.resolver_match.url_name in OPEN_MEANWHILE:
            return None
        return HttpResponseRedirect(reverse("account_change_password"))

    def _actor(self, request: HttpRequest) -> AccountActor | None:
        if not request.user.is_authenticated or not still_alive(request):
            return None
        if time.time() - request.session.setdefault("since", time.time()) > LONGEST:
            logout(request)
            return None
        if time.time() - request.session.get("seen", 0) > RENEWED:
            request.session["seen"] = time.time()
        address = client_address(request, settings.LIANXIN_PROXIES)
        return AccountActor.of(request.user, door="web", address=address)


def _in_vain(request: HttpRequest, actor: AccountActor) -> HttpResponse | None:
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    wanted = NEEDS.get(name, ())
    if not wanted or any(actor.allows(action) for action in wanted):
        return None
    return refused(request, refuse("action.not_allowed", action=action_name(wanted[0])))


def upload_too_large(request: HttpRequest) -> bool:
    """Reads a form with files, so that a file beyond the limit is known before any view."""
    if request.method == "POST" and request.content_type == "multipart/form-data":
        request.POST  # noqa: B018 (the upload handler notes what it cut off)
    return bool(request.META.get(TOO_LARGE))


OPEN_MEANWHILE = {"account_change_password", "account_logout", "set_language", "text-size"}


def _language(request: HttpRequest, actor: AccountActor | None) -> str:
    """What this browser chose, else what the account chose, else Chinese."""
    known = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    if chosen not in known and actor is not None:
        chosen = actor.account.language
    return chosen if chosen in known else settings.LANGUAGE_CODE


class Refusals:
    """A refused action becomes a page or a JSON reply with the same sentences and status."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OperationalError) and "locked" in str(error):
            return refused(request, refuse("request.busy"))
        return refused(request, error) if isinstance(error, Refused) else None
