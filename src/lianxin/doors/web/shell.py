"""Home, the switches of the shell, and the pages around one's own account."""

from __future__ import annotations

import re
from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver, path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from lianxin.kernel.memory import remembered
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.me import LANGUAGES, account_me
from lianxin.people.policy import AccountActor

from . import me, search, setup
from .home import home_of
from .leader import is_leader
from .leader_page import told as board_told
from .middleware import LANGUAGE_COOKIE
from .overview import has_records
from .requests import Acted


def back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page a small form was sent from; never to another site."""
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(there if safe else "/")


def home(request: Acted) -> HttpResponse:
    if is_leader(request.actor) and has_records(request.actor, request.village):
        return render(request, "leader.html", board_told(request))
    key = (
        "home page",
        request.actor.id,
        request.village and request.village.pk,
        today(),
        get_language(),
    )
    shown = remembered(key, lambda: home_of(request.actor, request.village))
    return render(request, "home.html", shown)


def components(request: HttpRequest) -> HttpResponse:
    return render(request, "components.html", {"icons": icons()})


@cache
def icons() -> list[str]:
    return re.findall(r'id="i-([\w-]+)"', render_to_string("icons.html"))


@require_POST
def village(request: Acted) -> HttpResponse:
    chosen = request.POST.get("village", "")
    if chosen not in {str(one.pk) for one in request.villages}:
        raise refuse("action.absent")
    request.session["village"] = chosen
    return back(request)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remembered by this browser, and by the account of who is signed in."""
    chosen = request.POST.get("language", "")
    if chosen not in LANGUAGES:
        raise refuse("input.unknown_choice", "language", value=chosen[:20])
    actor: AccountActor | None = request.actor  # type: ignore[attr-defined]
    if actor is not None:
        account_me(actor=actor, language=chosen)
    response = back(request)
    response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=365 * 86400, samesite="Lax")
    return response


@require_POST
def text_size(request: Acted) -> HttpResponse:
    account_me(actor=request.actor, text_size=request.POST.get("size", ""))
    return back(request)


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("components/", components, name="components"),
    path("village/", village, name="village"),
    path("language/", language, name="set_language"),
    path("me/size/", text_size, name="text-size"),
    *me.urlpatterns,
    *search.urlpatterns,
    *setup.urlpatterns,
]
