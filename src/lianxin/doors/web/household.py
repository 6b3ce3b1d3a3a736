"""The household page: members, who answers for it, what is known of it, and how that changed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.views.decorators.http import require_GET

from lianxin.people.places import day_written
from lianxin.records.file.history import history
from lianxin.register import queries
from lianxin.register.models import Household, Person

from .household_page import PURPOSES, page_of, pages_of
from .requests import Acted

MOST_SHEETS = 200


@require_GET
def household(request: Acted, pk: UUID) -> HttpResponse:
    day = day_written(request.GET.get("as_of", ""))
    page = page_of(request.actor, queries.household(request.actor, pk, day=day))
    tab = "changes" if request.GET.get("tab") == "changes" else "now"
    changes = history(request.actor, page.file)
    shown = {"page": page, "tab": tab, "changes": changes, "as_of": day}
    return render(request, "register/household.html", shown)


@require_GET
def sheets(request: Acted) -> HttpResponse:
    """户档 on paper, a page for each household."""
    keys = []
    for text in request.GET.getlist("id")[:MOST_SHEETS]:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    files = queries.files(request.actor, keys) if keys else []
    return render(
        request, "register/sheets.html", {"pages": pages_of(request.actor, files), "files": files}
    )


@require_GET
def ask_person(request: Acted, pk: UUID) -> HttpResponse:
    """What is it for? The answer goes to ``person-reveal``, which shows the number once."""
    person = Person.objects.visible_to(request.actor).select_related("home").get_visible(pk=pk)
    return _ask(request, "person-reveal", pk, person.home, person.name, person.id_tail)


@require_GET
def ask_household(request: Acted, pk: UUID) -> HttpResponse:
    home = Household.objects.visible_to(request.actor).get_visible(pk=pk)
    return _ask(request, "household-reveal", pk, home, home.number, home.bank_tail)


def _ask(
    request: Acted, name: str, pk: UUID, home: Household, whose: str, tail: str
) -> HttpResponse:
    shown = {"action": reverse(name, args=[pk]), "household": home, "name": whose, "tail": tail}
    bank = name == "household-reveal"
    return render(request, "register/ask.html", shown | {"purposes": PURPOSES, "bank": bank})


urlpatterns: list[URLPattern | URLResolver] = [
    path("households/sheets/", sheets, name="household-sheets"),
    path("households/<uuid:pk>/", household, name="household"),
    path("households/<uuid:pk>/ask/", ask_household, name="household-ask"),
    path("people/<uuid:pk>/ask/", ask_person, name="person-ask"),
]
