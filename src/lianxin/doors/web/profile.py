"""多维画像: a village's portrait, and the households behind each of its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.kernel.memory import remembered
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.people.places import day_written
from lianxin.people.policy import AccountActor
from lianxin.register.models import Household
from lianxin.register.queries import households, memberships
from lianxin.results.profile.measure import State
from lianxin.results.profile.reading import Rules, rules_on, sees_profile
from lianxin.results.profile.village import HomeLacking, aimed_at, homes_lacking

from .menu import address_of
from .profile_page import ProfilePage
from .requests import Acted
from .yearly import kept, sheet_of


@dataclass(frozen=True)
class HomeLine:
    """A household of the list; ``aims``: aspects for which its plan has a goal."""

    household: Household
    head: str
    it: HomeLacking
    state: State
    aims: frozenset[str]


@require_GET
def profile(request: Acted) -> HttpResponse:
    if not sees_profile(request.actor):
        raise refuse("action.absent")
    village, day = request.village, _day(request)
    if village is None:
        return render(request, "aid/no_village.html", {"title": _("多维画像")})
    key = ("portrait", request.actor.id, village.pk, day, today(), get_language())
    page = remembered(key, lambda: ProfilePage(request.actor, village, day))
    shown = {"page": page, "today": today(), "sets_at": address_of("indicator-sets")}
    return render(request, "profile/village.html", shown)


def _day(request: Acted) -> date | None:
    """A past day asked for."""
    day = day_written(request.GET.get("as_of", ""))
    return day if day is not None and day < today() else None


@require_GET
def homes(request: Acted) -> HttpResponse:
    """By house number: which of them are meant is what the address asks for."""
    if not sees_profile(request.actor):
        raise refuse("action.absent")
    village, past = request.village, _day(request)
    if village is None:
        return render(request, "aid/no_village.html", {"title": _("多维画像")})
    day = past or today()
    rules = rules_on(day)
    if rules is None:
        raise refuse("profile.none")
    meant, told = _asked(request, rules, village)
    rows = [one for one in _lines(request.actor, rules, village, day) if meant(one)]
    shown: dict[str, Any] = {
        "sheet": sheet_of(request, rows),
        "told": told,
        "as_of": past,
        "whole": len(rows),
    }
    shown |= {"pager_query": kept(request)}
    return render(request, "profile/homes.html", shown)


def _lines(actor: AccountActor, rules: Rules, village: Area, day: date) -> list[HomeLine]:
    found = homes_lacking(actor, rules, day, path=village.path)
    rows = households(actor, village=village, day=day).select_related("group").order_by("number")
    heads = memberships(actor, day=day).filter(is_head=True, household__in=list(found)).order_by()
    names = dict(heads.values_list("household_id", "person__name"))
    aimed = aimed_at(actor, found, day)
    return [
        HomeLine(
            home,
            names.get(home.pk, ""),
            it,
            rules.scheme.state(it.home.lacks, it.home.unknown),
            frozenset(aspect for aspect, keys in aimed.items() if home.pk in keys),
        )
        for home in rows
        if (it := found.get(home.pk)) is not None
    ]


def _asked(
    request: Acted, rules: Rules, village: Area
) -> tuple[Callable[[HomeLine], bool], list[str]]:
    """Which households the address means, and in which words."""
    tests: list[Callable[[HomeLine], bool]] = []
    told: list[str] = []
    state, group = request.GET.get("state", ""), request.GET.get("group", "")
    if state == "much":
        tests.append(lambda one: one.state is State.MUCH)
        told.append(_("缺得多"))
    if state == "unclear":
        tests.append(lambda one: bool(one.it.unknown))
        told.append(_("有说不清的"))
    if request.GET.get("known"):
        tests.append(lambda one: not one.it.unknown)
    for name in ("lacks", "unknown"):
        text = request.GET.get(name, "")
        if text.isdecimal() and int(text) < len(rules.lines):
            line = rules.lines[int(text)]
            tests.append(lambda one, name=name, line=line: line in getattr(one.it, name))  # type: ignore[misc]
            unclear = _("%(what)s说不清") % {"what": line.told}
            told.append(line.told_lack if name == "lacks" else unclear)
    areas = {
        str(one.pk): one for one in Area.objects.visible_to(request.actor).filter(parent=village)
    }
    if group in areas:
        tests.append(lambda one: str(one.household.group_id) == group)
        told.append(str(areas[group]))
    elif group == "none":
        tests.append(lambda one: one.household.group_id is None)
        told.append(_("没有分社的"))
    return (lambda one: all(test(one) for test in tests)), told


urlpatterns: list[URLPattern | URLResolver] = [
    path("profile/", profile, name="profile"),
    path("profile/homes/", homes, name="profile-homes"),
]
