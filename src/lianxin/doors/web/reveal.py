"""A whole number shown for a purpose: logged, never stored, never in a page that is kept."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lianxin.register import actions
from lianxin.register.models import Household, Person

from .requests import Acted


@never_cache
@require_POST
def person_reveal(request: Acted, pk: UUID) -> HttpResponse:
    person = Person.objects.visible_to(request.actor).select_related("home").get_visible(pk=pk)
    number = actions.person_reveal(actor=request.actor, person=person, purpose=_purpose(request))
    shown = {"number": number, "whose": person.name, "what": _("证件号"), "home": person.home}
    return _revealed(request, shown)


@never_cache
@require_POST
def household_reveal(request: Acted, pk: UUID) -> HttpResponse:
    household = Household.objects.visible_to(request.actor).get_visible(pk=pk)
    number = actions.household_reveal(
        actor=request.actor, household=household, purpose=_purpose(request)
    )
    shown = {"number": number, "whose": household.number, "what": _("银行账号"), "home": household}
    return _revealed(request, shown)


def _purpose(request: Acted) -> str:
    """What was chosen and what was written beside it."""
    return "：".join(filter(None, request.POST.getlist("purpose")))


def _revealed(request: Acted, shown: dict[str, object]) -> HttpResponse:
    """The bare number for a page that asked by script, else a page; neither is stored anywhere."""
    asked_by_script = request.headers.get("HX-Request") == "true"
    template = "events/number.html" if asked_by_script else "events/revealed.html"
    response = render(request, template, shown)
    response["Cache-Control"] = "no-store"
    return response


urlpatterns: list[URLPattern | URLResolver] = [
    path("households/<uuid:pk>/reveal/", household_reveal, name="household-reveal"),
    path("people/<uuid:pk>/reveal/", person_reveal, name="person-reveal"),
]
