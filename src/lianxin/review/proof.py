"""What lies beside a doubt: two pictures, equal or alike, and two places; each only for who may see both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.datum import Spot, distance
from lianxin.records.diary.models import Act, Entry, Photo
from lianxin.records.file.models import Position
from lianxin.records.file.queries import spots
from lianxin.register.models import Household

from .models import DoubtSign
from .reading import spot_of
from .wording import alike_told


@dataclass(frozen=True)
class Twins:
    """A picture of this entry and the same one, or one like it, in an earlier entry.

    ``alike``: how many in a hundred of the points of their looks are the same; none where they are one file.
    """

    photo: Photo
    other: Photo
    entry: Entry
    alike: int | None = None


@dataclass(frozen=True)
class Apart:
    """Where the writer said they were and where the household stands; ``accuracy`` in metres."""

    told: Spot
    home: Spot | None
    accuracy: int | None

    @property
    def km(self) -> float | None:
        return round(distance(self.told, self.home), 1) if self.home else None


def twins(entry: Entry, signs: Sequence[DoubtSign], others: Sequence[Entry]) -> list[Twins]:
    """``entry`` and ``others`` are such as the reader may read."""
    known = {str(one.pk): one for one in others}
    # unscoped: photos of entries that the reader reads
    rows = Photo.objects.visible_to(SYSTEM).filter(entry__in=[entry, *others])
    held: dict[tuple[Any, str], Photo] = {}
    for row in rows.order_by("sent_at", "id"):
        held.setdefault((str(row.entry_id), row.sha256[:16]), row)
    found = []
    for sign in signs:
        if sign.kind != "photo" or not sign.others:
            continue
        key, mark = str(sign.others[0]), sign.mark.partition(":")[2]
        mine, other = (
            held.get((str(entry.pk), mark)),
            held.get((key, sign.facts.get("other", mark))),
        )
        if mine is not None and other is not None and key in known:
            points = sign.facts.get("points")
            alike = None if points is None else alike_told(points)
            found.append(Twins(mine, other, known[key], alike))
    return found


def apart(actor: Actor, entry: Entry) -> Apart | None:
    """Nothing where the writer gave no place: nobody is asked for one."""
    told = spot_of(entry)
    if told is None or entry.place is None:
        return None
    acts = Act.objects.visible_to(SYSTEM).filter(entry=entry, household__isnull=False)
    seen = Household.objects.visible_to(actor).filter(pk__in=acts.values("household_id"))
    homes = list(seen.values_list("pk", flat=True)[:2])
    home = None
    if len(homes) == 1 and actor.sees(Position) is not None:
        home = spots(actor, homes, day=entry.day).get(homes[0]) or spots(actor, homes).get(homes[0])
    accuracy = entry.place.get("accuracy")
    return Apart(told, home, round(accuracy) if accuracy is not None else None)
