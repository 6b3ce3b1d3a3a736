"""My account: who I am here, what I may see and why, password, second factor, tokens."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.kernel.problem import Refused
from lianxin.people.models import Role, Token
from lianxin.people.policy import AccountActor
from lianxin.people.roles import POLICY
from lianxin.people.tokens import token_end, token_make
from lianxin.results.links.models import DataLink
from lianxin.results.links.queries import links
from lianxin.results.reminders.actions import mail_of, reminding_end, reminding_set
from lianxin.sync import queries
from lianxin.sync.models import Device

from .phones_page import Phone
from .requests import Acted


def page(actor: AccountActor) -> dict[str, Any]:
    factors = Authenticator.objects.filter(user_id=actor.id).values_list("type", flat=True)
    tokens = Token.objects.visible_to(actor).filter(account=actor.account, ended_at=None)
    return {
        "grants": [(grant, POLICY[Role(grant.role)].because) for grant in actor.grants],
        "factors": set(factors),
        "tokens": tokens.order_by("-created_at"),
        "phones": [Phone(row) for row in own_phones(actor)],
        "mail": settings.LIANXIN_MAIL,
        "mail_to": mail_of(actor),
        "remind_at": settings.LIANXIN_REMIND_AT,
        "calendars": links(actor, DataLink.Kind.CALENDAR),
    }


def own_phones(actor: AccountActor) -> QuerySet[Device]:
    """Those in use."""
    return queries.own_devices(actor).filter(revoked_at=None)


def me(request: Acted) -> HttpResponse:
    return render(request, "me.html", page(request.actor))


@never_cache
@require_POST
def token_new(request: Acted) -> HttpResponse:
    """Answers with the token itself: this page is the only place where it is ever shown."""
    actor = request.actor
    shown: dict[str, Any] = {}
    try:
        token, text = token_make(
            actor=actor, account=actor.account, name=request.POST.get("name", "")
        )
        shown = {"made": token, "made_text": text}
    except Refused as error:
        shown = {"problems": error.problems}
    return render(
        request, "me.html", page(actor) | shown, status=422 if "problems" in shown else 200
    )


@require_POST
def token_off(request: Acted, pk: str) -> HttpResponse:
    token = Token.objects.visible_to(request.actor).get_visible(pk=pk)
    token_end(actor=request.actor, token=token)
    return HttpResponseRedirect(reverse("me") + "#tokens")


@require_POST
def reminding(request: Acted) -> HttpResponse:
    """Set, or ended by a second button."""
    if request.POST.get("do") == "end":
        reminding_end(actor=request.actor)
        messages.success(request, _("停了，不再发邮件。"))
        return HttpResponseRedirect(reverse("me") + "#reminders")
    try:
        reminding_set(actor=request.actor, mail=request.POST.get("mail", ""))
    except Refused as error:
        shown = page(request.actor) | {"problems": error.problems}
        shown |= {"mail_typed": request.POST.get("mail", "")}
        return render(request, "me.html", shown, status=error.status)
    messages.success(request, _("记下了，有事的工作日早上发给您。"))
    return HttpResponseRedirect(reverse("me") + "#reminders")


urlpatterns: list[URLPattern | URLResolver] = [
    path("me/", me, name="me"),
    path("me/reminders/", reminding, name="reminding"),
    path("me/tokens/", token_new, name="token-new"),
    path("me/tokens/<uuid:pk>/end/", token_off, name="token-end"),
]
