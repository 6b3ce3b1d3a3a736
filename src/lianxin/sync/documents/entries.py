"""The last diary entries of each household, and one's own: for reading and for search without signal."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.ids import id_in, in_text
from lianxin.records.diary.models import Act, AwaitedPhoto, Entry, Kind, Photo
from lianxin.records.diary.queries import told
from lianxin.register.models import Household

from .scope import Doc, Scope, State

OF_HOME, OWN = 20, 60
YEARS = 3
"""Of how many calendar years entries are looked through."""
USUAL = (Kind.VISIT, Kind.TALK, Kind.HELP)
ABOUT_HOMES = tuple(kind for kind in Kind if kind is not Kind.STAY)


def signs(scope: Scope) -> dict[UUID, Any]:
    """The state of each entry that the phone may hold; a light look, without its text."""
    chosen = _chosen(scope)
    keys = [key for key, _rev, _withdrawn in chosen]
    photos = Photo.objects.visible_to(SYSTEM).filter(entry__in=keys).order_by()
    awaited = AwaitedPhoto.objects.visible_to(SYSTEM).filter(entry__in=keys).order_by()
    here = dict(photos.values_list("entry").annotate(n=Count("pk")))
    away = dict(awaited.values_list("entry").annotate(n=Count("pk")))
    return {
        key: [rev, withdrawn, here.get(key, 0), away.get(key, 0)] for key, rev, withdrawn in chosen
    }


def _chosen(scope: Scope) -> list[State]:
    """The officer's own newest, and the newest of each household by the number that orders entries."""
    if scope.chosen is None:
        mine = Entry.objects.visible_to(scope.actor).filter(officer=scope.officer)
        own = mine.order_by("-serial").values_list("pk", "rev", "withdrawn_at")[:OWN]
        found = {key: (key, rev, gone is not None) for key, rev, gone in own}
        counted: Counter[str] = Counter()
        for home, text, rev, gone in dict.fromkeys(_newest_acts(scope)):  # once, of whatever kinds
            counted[home] += 1
            if counted[home] <= OF_HOME:
                key = id_in(text)
                found[key] = (key, rev, gone is not None)
        scope.chosen = list(found.values())
    return scope.chosen


def _newest_acts(scope: Scope) -> Any:
    """Acts of a span of days for each household, in which its newest entries lie, the newest first.

    Unscoped: of households whose entries the actor sees.
    """
    since: dict[date | None, list[UUID]] = defaultdict(list)
    for home, first in _since(scope).items():
        since[first].append(home)
    begun, spans = date(scope.day.year - YEARS + 1, 1, 1), Q()
    for first, homes in since.items():
        spans |= Q(household__in=homes, day__gte=max(first or begun, begun))
    if not spans:
        return []
    rows = Act.objects.visible_to(SYSTEM).filter(spans, kind__in=ABOUT_HOMES)
    rows = rows.order_by("-entry__serial")
    keys = map(in_text, ("household_id", "entry_id"))
    return rows.values_list(*keys, "entry__rev", "entry__withdrawn_at")


def _since(scope: Scope) -> dict[UUID, date | None]:
    """A day from which on at least ``OF_HOME`` entries are a household's, by its usual kinds.

    Whoever sees a household and entries by one grant sees the entries about it.
    """
    sight = scope.actor.sees_with(Household, Entry)
    if sight is None:
        return {}
    acts = Act.objects.visible_to(SYSTEM).filter(household=OuterRef("pk")).order_by("-day")
    last = {
        f"since_{kind}": Subquery(acts.filter(kind=kind).values("day")[OF_HOME - 1 : OF_HOME])
        for kind in USUAL
    }
    rows = Household.objects.visible_to(SYSTEM).filter(sight, pk__in=scope.homes).order_by()
    asked = rows.annotate(**last).values_list("pk", *last)
    return {key: max(filter(None, days), default=None) for key, *days in asked}


def documents(scope: Scope, keys: Sequence[UUID]) -> dict[UUID, Doc]:
    """Unscoped: what is chosen is in the actor's sight."""
    held = {key for key, _rev, _withdrawn in _chosen(scope)}
    rows = Entry.objects.visible_to(SYSTEM).filter(pk__in=[key for key in keys if key in held])
    rows = rows.select_related("officer__unit", "village")
    mine = set(scope.keys)
    return {
        one.entry.pk: Doc(
            one.entry.rev,
            {
                "households": [str(home.pk) for home in one.households if home.pk in mine],
                "village": str(one.entry.village_id),
                "kinds": one.entry.kinds,
                "day": one.entry.day.isoformat(),
                "until": one.entry.until and one.entry.until.isoformat(),
                "text": one.entry.words,
                "officer": one.entry.officer.name,
                "mine": one.entry.officer_id == scope.officer.pk,
                "minutes": one.entry.minutes,
                "photos": [photo.sent_sha256 or photo.sha256 for photo in one.photos],
                "amended": bool(one.entry.amended),
                "written_at": one.entry.written_at.isoformat(timespec="seconds"),
                "withdrawn": one.entry.withdrawn_at is not None,
            },
        )
        for one in told(scope.actor, list(rows))
    }
