"""The last diary entries of each household, and one's own: for reading and for search without signal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count

from lianxin.kernel.actor import SYSTEM
from lianxin.records.diary.models import Act, AwaitedPhoto, Entry, Photo
from lianxin.records.diary.queries import told

from .scope import Doc, Scope

OF_HOME, OWN = 20, 60
YEARS = 3
"""Of how many calendar years entries are looked through."""


def signs(scope: Scope) -> dict[UUID, Any]:
    """The state of each entry that the phone may hold; a light look, without its text."""
    keys = _chosen(scope)
    rows = Entry.objects.visible_to(scope.actor).filter(pk__in=keys)
    photos = Photo.objects.visible_to(SYSTEM).filter(entry__in=keys).order_by()
    awaited = AwaitedPhoto.objects.visible_to(SYSTEM).filter(entry__in=keys).order_by()
    here = dict(photos.values_list("entry").annotate(n=Count("pk")))
    away = dict(awaited.values_list("entry").annotate(n=Count("pk")))
    return {
        key: [rev, withdrawn is not None, here.get(key, 0), away.get(key, 0)]
        for key, rev, withdrawn in rows.values_list("pk", "rev", "withdrawn_at")
    }


def _chosen(scope: Scope) -> set[UUID]:
    mine = Entry.objects.visible_to(scope.actor).filter(officer=scope.officer)
    found = set(mine.order_by("-serial").values_list("pk", flat=True)[:OWN])
    acts = Act.objects.visible_to(scope.actor).filter(
        household__in=scope.keys, year__gt=scope.day.year - YEARS
    )
    of_home: dict[UUID, dict[UUID, None]] = defaultdict(dict)
    pairs = acts.order_by("-entry__serial").values_list("household_id", "entry_id")
    for home, entry in pairs:
        if len(of_home[home]) < OF_HOME:
            of_home[home][entry] = None
    return found.union(*of_home.values())


def documents(scope: Scope, keys: Sequence[UUID]) -> dict[UUID, Doc]:
    rows = Entry.objects.visible_to(scope.actor).filter(pk__in=keys)
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
