"""What stands in the records, as the rules read it: a batch of a unit's entries and the world beside them.

A constant number of queries. Unscoped: the system looks for doubts; who may read one is asked of its row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.datum import WGS84, Spot, convert
from lianxin.people.models import Absence, Area, Officer, Unit
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.diary.acts import event_of
from lianxin.records.diary.models import Act, Entry, Kind, Photo
from lianxin.records.file.queries import spots
from lianxin.register.models import Membership

from .away import away_spans
from .doing import finished, given, goods, unreceived
from .rules.shape import Shot, Span, World, Written

MILLISECONDS = 80
"""A UUIDv7 begins with them: its lower bits."""


def officers_of(unit: Unit) -> QuerySet[Officer]:
    return Officer.objects.visible_to(SYSTEM).filter(unit__path__startswith=unit.path)


def entries_of(unit: Unit, since: date, last: date) -> QuerySet[Entry]:
    rows = Entry.objects.visible_to(SYSTEM).filter(withdrawn_at=None)
    return rows.filter(officer__in=officers_of(unit), day__gte=since, day__lte=last)


def written(unit: Unit, since: date, last: date) -> list[Written]:
    """Every entry of the unit's officers from the day to the day."""
    rows = entries_of(unit, since, last)
    keys = rows.order_by().values("pk")
    homes, events = _acts(keys)
    names, photos = _names(keys), _photos(keys)
    told = rows.order_by("serial").select_related("author", "village")
    return [
        _one(row, homes.get(row.pk, frozenset()), events.get(row.pk, ()), names, photos)
        for row in told.iterator(2000)
    ]


def _one(row: Entry, homes: frozenset[Any], events: Any, names: Any, photos: Any) -> Written:
    author = row.author
    return Written(
        key=row.pk,
        officer=row.officer_id,
        author=row.author_id or row.officer_id,
        village=row.village_id,
        day=row.day,
        at=moment(row),
        text=row.words,
        kinds=frozenset(row.kinds),
        homes=homes,
        until=row.until,
        minutes=row.minutes,
        names=frozenset(names[home] for home in homes if home in names),
        photos=tuple(photos.get(row.pk, ())),
        place=spot_of(row),
        own=author is None or author.officer_id == row.officer_id,
        event=any(one not in {row.pk, event_of(row.village, row.day)} for one in events),
        old=bool(row.brought_from),
    )


def spot_of(row: Entry) -> Spot | None:
    """Where the writer chose to say that they were, in WGS-84."""
    if not row.place:
        return None
    told = Spot(row.place["lat"], row.place["lon"])
    return convert(told, row.place.get("datum", WGS84), WGS84)


def moment(row: Entry) -> datetime:
    """When it was written: by the clock of the phone that made its id, never later than it arrived."""
    arrived = timezone.localtime(row.written_at)
    if row.pk.version != 7:
        return arrived
    made = datetime.fromtimestamp((row.pk.int >> MILLISECONDS) / 1000, UTC)
    return min(arrived, timezone.localtime(made))


def _acts(keys: Any) -> tuple[dict[UUID, frozenset[Any]], dict[UUID, set[UUID]]]:
    homes: dict[UUID, set[UUID]] = defaultdict(set)
    events: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Act.objects.visible_to(SYSTEM).filter(entry__in=keys).order_by()
    for entry, home, event in rows.values_list("entry_id", "household_id", "event"):
        events[entry].add(event)
        if home:
            homes[entry].add(home)
    return {key: frozenset(own) for key, own in homes.items()}, events


def _names(keys: Any) -> dict[UUID, str]:
    acts = Act.objects.visible_to(SYSTEM).filter(entry__in=keys, household__isnull=False)
    heads = Membership.objects.visible_to(SYSTEM).filter(is_head=True, until=None)
    heads = heads.filter(household__in=acts.values("household_id"))
    return dict(heads.order_by().values_list("household_id", "person__name"))


def _photos(keys: Any) -> dict[UUID, list[Shot]]:
    found: dict[UUID, list[Shot]] = defaultdict(list)
    rows = Photo.objects.visible_to(SYSTEM).filter(entry__in=keys).order_by("sent_at", "id")
    for entry, sha, look in rows.values_list("entry_id", "sha256", "look"):
        found[entry].append(Shot(sha, look or 0))
    return found


def world(unit: Unit, since: date, last: date, here: list[str]) -> World:
    """What consistency is asked of; ``here``: where people work who still live at home."""
    acts = Act.objects.visible_to(SYSTEM).filter(officer__in=officers_of(unit), day__gte=since)
    homes = acts.filter(household__isnull=False).order_by().values("household_id")
    return World(
        off_duty=_off_duty(unit, since),
        away=away_spans(homes, last, here),
        said=_said(unit, since),
        given=list(given(homes, since)),
        goods=goods(),
        finished=list(finished(officers_of(unit), since, last)),
        unreceived=list(unreceived(officers_of(unit), since, last)),
        stands=spots(SYSTEM, homes, day=last),
        near=frozenset(_near(acts.filter(kind__in=Kind.values))),
    )


def _off_duty(unit: Unit, since: date) -> dict[UUID, list[Span]]:
    found: dict[UUID, list[Span]] = defaultdict(list)
    rows = Absence.objects.visible_to(SYSTEM).filter(officer__in=officers_of(unit))
    for row in rows.filter(until__gt=since).order_by("from_day", "id"):
        found[row.officer_id].append(Span(row.from_day, row.until, row.kind))
    return found


def _said(unit: Unit, since: date) -> dict[tuple[Any, Any, date], str]:
    rows = Confirmation.objects.visible_to(SYSTEM).filter(officer__in=officers_of(unit))
    told = rows.filter(day__gte=since).order_by()
    return {
        (home, officer, day): answer
        for home, officer, day, answer in told.values_list(
            "household_id", "officer_id", "day", "answer"
        )
    }


def _near(acts: QuerySet[Act]) -> Iterator[frozenset[UUID]]:
    """Pairs of villages of one town."""
    keys = acts.order_by().values("village_id").distinct()
    towns: dict[UUID | None, list[UUID]] = defaultdict(list)
    for pk, town in (
        Area.objects.visible_to(SYSTEM).filter(pk__in=keys).values_list("pk", "parent_id")
    ):
        towns[town].append(pk)
    for villages in towns.values():
        for one in villages:
            yield from (frozenset((one, other)) for other in villages if other != one)
