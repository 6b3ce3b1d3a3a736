"""Search over households and officers; an ID number is looked up without leaving a trace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.kernel.period import today
from lianxin.kernel.text import fold, initials, simplified, tidy
from lianxin.people.queries import officers
from lianxin.register import queries as register
from lianxin.register.models import Household, Membership
from lianxin.results.households import Row, rows

from .requests import Acted

FEW, MANY = 6, 50


@dataclass(frozen=True)
class Hit:
    """A household that was found, with the words that were meant marked."""

    row: Row
    name: SafeString
    number: SafeString
    members: list[SafeString]
    phone: SafeString | str


@never_cache
@require_http_methods(["GET", "POST"])
def search(request: Acted) -> HttpResponse:
    """The box at the top posts, so that what is typed, were it an ID number, stays in no address."""
    words = tidy((request.POST if request.method == "POST" else request.GET).get("q", ""))[:40]
    small = "HX-Request" in request.headers
    if register.looks_like_id(words):
        return by_id(request, words, small)
    shown = found(request, words, FEW if small else MANY)
    name = "register/parts/found.html" if small else "register/search.html"
    return render(request, name, shown | {"words": words, "search_words": words})


def by_id(request: Acted, number: str, small: bool) -> HttpResponse:
    """An ID number is compared by its blind index, opens its household and is kept nowhere."""
    if small:
        return HttpResponse("")
    if request.method == "GET":
        messages.warning(request, _("证件号不能写在网址里，请填在查找框里再按回车。"))
        return redirect("search")
    home: Household | None = register.household_by_id(request.actor, number)
    if home is not None:
        return redirect("household", pk=home.pk)
    messages.warning(
        request, _("按这个证件号没有找到人，或者不在您负责的范围。请对着证件再核一遍。")
    )
    return redirect("search")


def found(request: Acted, words: str, most: int) -> dict[str, Any]:
    if not words:
        return {"hits": [], "people": [], "households": 0}
    actor, day = request.actor, today()
    homes = register.households(actor, day=day).filter(register.with_text(actor, words, day=day))
    listed = list(rows(actor, homes.select_related("village", "group")[:most], day))
    named = _members(request, listed, words)
    people = officers(actor, words=words)[:most]
    return {
        "hits": [_hit(row, words, named.get(row.household.pk, [])) for row in listed],
        "households": homes.count(),
        "people": [(one, marked(one.name, words)) for one in people],
        "sees_households": actor.sees(Household) is not None,
    }


def _members(request: Acted, listed: list[Row], words: str) -> dict[Any, list[Membership]]:
    """Members besides the head whose name is meant, by household."""
    keys = [row.household.pk for row in listed]
    people: QuerySet[Membership] = register.memberships(request.actor).filter(
        household_id__in=keys, is_head=False
    )
    meant: dict[Any, list[Membership]] = {}
    for one in people.select_related("person", "relation").defer(
        *(f"person__{name}" for name in register.SEALED)
    ):
        if span(one.person.name, words):
            meant.setdefault(one.household_id, []).append(one)
    return meant


def _hit(row: Row, words: str, members: list[Membership]) -> Hit:
    phoned = words.isdigit() and words in row.phone
    return Hit(
        row,
        marked(row.name or _("没有户主"), words),
        marked(row.household.number, words),
        [
            format_html(_("{}（{}）"), marked(one.person.name, words), one.relation.told)
            for one in members
        ],
        marked(row.phone, words) if phoned else "",
    )


def span(text: str, words: str) -> tuple[int, int] | None:
    """Where in a text the words stand: as written, in simplified characters, or as initials."""
    meant = simplified(words).lower()
    for form in (text.lower(), simplified(text).lower()):
        if len(form) == len(text) and (at := form.find(meant)) >= 0:
            return at, at + len(meant)
    letters = fold(words)
    if letters.isascii() and letters.isalpha() and initials(text).startswith(letters):
        return 0, min(len(letters), len(text))
    return None


def marked(text: str, words: str) -> SafeString:
    place = span(text, words) if words else None
    if place is None:
        return escape(text)
    start, end = place
    return format_html_join(
        "", "{}<mark>{}</mark>{}", [(text[:start], text[start:end], text[end:])]
    )


@never_cache
@require_POST
def search_number(request: Acted) -> HttpResponse:
    """Where the search box sends what looks like an ID number."""
    return by_id(request, request.POST.get("number", ""), small=False)


urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", search, name="search"),
    path("search/number/", search_number, name="search-number"),
]
