"""The household page: members, who answers for it, what is known of it, and how that changed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from lianxin.kernel.memory import remembered
from lianxin.kernel.period import today
from lianxin.kernel.text import fold
from lianxin.people.places import day_written
from lianxin.people.policy import AccountActor
from lianxin.plans.household.queries import goals_of, laid_of
from lianxin.pool.offers.models import Allocation
from lianxin.pool.offers.queries import lots_of_household
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.confirmations.queries import of_household
from lianxin.records.file.history import history
from lianxin.register import queries
from lianxin.register.cards.models import Card
from lianxin.register.cards.queries import card_held
from lianxin.register.models import Household, Person
from lianxin.results.profile.household import HouseholdProfile, profile_of

from .household_aid import joined
from .household_page import PURPOSES, HouseholdPage, page_of, pages_of
from .household_rooms import A_FEW, A_PAGE, diaries, entries_of, entry_page, sees_diary
from .household_tabs import tabs_of
from .income_chart import chart, village_medians
from .income_page import workings
from .life_events import life_events
from .requests import Acted

MOST_SHEETS = 200


@require_GET
def household(request: Acted, pk: UUID) -> HttpResponse:
    day = _past_day(request)
    page = _page(request.actor, pk, day)
    tabs = tabs_of(page)
    asked = request.GET.get("tab", "")
    tab = asked if asked in tabs else "now"
    shown = {"page": page, "tab": tab, "tabs": tabs, "as_of": day, "today": today()}
    known = page.members or page.incomes
    shown["not_yet"] = day is not None and day < page.household.opened and not known
    return render(request, "register/household.html", shown | _room(request, page, tab))


def _page(actor: AccountActor, pk: UUID, day: date | None) -> HouseholdPage:
    """Read once for all its tabs, until somebody changes something."""
    key = ("household", actor.id, pk, day, today(), get_language())
    return remembered(key, lambda: page_of(actor, queries.household(actor, pk, day=day)))


def _past_day(request: Acted) -> date | None:
    """The past day asked for; of today and of what lies ahead the page is as it stands."""
    day = day_written(request.GET.get("as_of", ""))
    return day if day is not None and day < today() else None


def _room(request: Acted, page: HouseholdPage, tab: str) -> dict[str, Any]:
    """What the tab shows besides the page."""
    actor, file = request.actor, page.file
    words = request.GET.get("q", "")[:60] if tab == "changes" else ""
    changes = history(actor, file, held=page.stated)
    found = [one for one in changes if one.tells(fold(words))] if words else changes
    shown: dict[str, Any] = {"changes": found, "changed": len(changes), "words": words}
    shown["latest"] = [one for one in changes if not one.detail][:6]
    shown["asof_text"] = file.day.isoformat()
    if sees_diary(actor) and tab in {"now", "diary"}:
        number = request.GET.get("page", "") if tab == "diary" else ""
        most = A_PAGE if tab == "diary" else A_FEW
        shown["diary"] = entry_page(actor, page.household.pk, file.day, number, most)
    if tab in {"now", "income"} and page.whole:
        medians = village_medians(page.household.village_id, file.day)
        shown["chart"] = chart(file.name, page.incomes, medians, life_events(file, page.stated))
        shown["workings"] = workings(page) if tab == "income" else ()
    if actor.sees(Allocation) is not None and tab in {"now", "measures"}:
        shown["supplied"] = lots_of_household(actor, page.household, file.day)
    if tab == "now":
        shown["profile"] = _profile(page)
        shown["joined"] = joined(actor, page.household.pk, file.day)
    if actor.sees(Confirmation) is not None and tab in {"now", "diary"}:
        rows = of_household(actor, page.household)
        shown["said"] = [one for one in rows if one.day <= file.day][:A_PAGE]
    if actor.sees(Card) is not None and tab == "now" and file.day == today():
        shown["card"] = card_held(actor, page.household)
    shown["entries"] = shown["diary"].paginator.count if "diary" in shown else _entries(page)
    return shown


def _profile(page: HouseholdPage) -> HouseholdProfile | None:
    """What the household lacks, each beside the goal that its plan has for it."""
    actor, home, day = page.actor, page.household.pk, page.file.day
    plan = page.planned.plan
    stages = laid_of(plan) if plan is not None else []
    goals = {goal.aspect: goal for stage in stages for goal in goals_of(stage)}
    key = ("lacks", actor.id, home, day, today(), get_language())
    return remembered(key, lambda: profile_of(actor, home, day, goals))


def _entries(page: HouseholdPage) -> int:
    return entries_of(page.actor, page.household.pk, page.file.day).count()


@require_GET
def sheets(request: Acted) -> HttpResponse:
    """户档 on paper, a page or two for each household, as on the day asked for."""
    day = day_written(request.GET.get("as_of", "")) or today()
    keys = []
    for text in request.GET.getlist("id")[:MOST_SHEETS]:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    files = queries.files(request.actor, keys, day=day) if keys else []
    pages = pages_of(request.actor, files)
    written = diaries(request.actor, [it.household.pk for it in files], day)
    papers = [(page, written.get(page.household.pk, [])) for page in pages]
    shown = {"papers": papers, "day": day, "purposes": PURPOSES}
    shown["may_take"] = request.actor.allows("household.take")
    return render(request, "register/sheets.html", shown)


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
