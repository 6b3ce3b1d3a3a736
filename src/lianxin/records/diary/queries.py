"""Reads of the diary within one's scope: the list, found by words and filters, and one entry whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, OuterRef

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.span import first_serial
from lianxin.kernel.text import fold
from lianxin.people.models import Account
from lianxin.register.models import Code, Household
from lianxin.register.queries import memberships

from .models import Act, Amendment, AwaitedPhoto, Entry, Kind, Photo
from .search import Asked, end_of, households_of, numbers, words_asked

__all__ = ("Asked", "Told", "entries", "entries_of", "entry", "kinds_of", "marks_of", "told")
PAGE = 20


@dataclass
class Told:
    """An entry as a list shows it: with its households, photos and what it opened."""

    entry: Entry
    households: list[Household] = field(default_factory=list)
    heads: dict[UUID, str] = field(default_factory=dict)
    photos: list[Photo] = field(default_factory=list)
    tags: list[Code] = field(default_factory=list)
    awaited: int = 0

    @property
    def kinds(self) -> list[Kind]:
        return kinds_of(self.entry)

    @property
    def named(self) -> list[tuple[Household, str]]:
        return [(one, self.heads.get(one.pk, "")) for one in self.households]

    @property
    def shas(self) -> list[str]:
        """The photos by the name that their sender knows."""
        return [photo.sent_sha256 or photo.sha256 for photo in self.photos]


def entries(
    actor: Actor, asked: Asked, *, after: int | None = None, limit: int = PAGE
) -> tuple[list[Entry], int | None]:
    """One page, the newest first, and the number after which the next one begins."""
    rows = Entry.objects.visible_to(actor)
    if words_asked(asked.words) and not asked.withdrawn:
        rows = rows.filter(serial__in=numbers(actor, asked, after, limit + 1))
    else:
        rows = _filtered(rows, asked)
        if after is not None:
            rows = rows.filter(serial__lt=after)
    found = list(rows.select_related("village", "officer__unit").order_by("-serial")[: limit + 1])
    return found[:limit], found[limit - 1].serial if len(found) > limit else None


def _filtered(rows: GuardedQuerySet[Entry], asked: Asked) -> GuardedQuerySet[Entry]:
    """What is asked without words, straight from the rows."""
    rows = rows.filter(withdrawn_at__isnull=not asked.withdrawn)
    for word in map(fold, asked.words.split()):
        rows = rows.filter(folded__contains=word)
    if asked.officer:
        rows = rows.filter(officer=asked.officer)
    if asked.village:
        rows = rows.filter(village=asked.village)
    if asked.first:
        rows = rows.filter(serial__gte=first_serial(asked.first))
    if asked.last:
        rows = rows.filter(serial__lt=end_of(asked.last))
    # unscoped: an entry that one sees is asked for its own acts
    acts = Act.objects.visible_to(SYSTEM).filter(entry=OuterRef("pk"))
    if asked.household:
        rows = rows.filter(Exists(acts.filter(household=asked.household)))
    if asked.kind:
        rows = rows.filter(Exists(acts.filter(kind=asked.kind)))
    return rows


def entries_of(actor: Actor, household: Household, *, limit: int = PAGE) -> list[Entry]:
    """The newest entries about a household."""
    return entries(actor, Asked(household=household), limit=limit)[0]


def entry(actor: Actor, pk: UUID | str) -> Entry:
    """The entry, or the refusal that looks the same for unseen and for absent."""
    rows = Entry.objects.visible_to(actor).select_related(
        "village", "officer__unit", "officer__account"
    )
    return rows.get_visible(pk=pk)


def wordings(entry: Entry) -> list[Amendment]:
    """Each later wording. Unscoped: who sees the entry sees how it came to read so."""
    rows = Amendment.objects.visible_to(SYSTEM).filter(entry=entry)
    return list(rows.order_by("number"))


def writers(actor: Actor, entry: Entry, rows: Sequence[Amendment]) -> dict[UUID, str]:
    """Names of the accounts that wrote, as far as the actor may know of accounts; one's own always."""
    keys = [key for key in (entry.author_id, *(row.author_id for row in rows)) if key]
    seen = Account.objects.visible_to(actor).filter(pk__in=keys)
    return dict(seen.values_list("pk", "name"))


def told(actor: Actor, rows: Sequence[Entry]) -> list[Told]:
    """Entries with what belongs to them, in a constant number of queries.

    Households are shown as far as the actor sees them; photos go with their entry.
    """
    linked = households_of(rows)
    keys = {key for found in linked.values() for key in found}
    seen = Household.objects.visible_to(actor).filter(pk__in=keys).select_related("group")
    households = {household.pk: household for household in seen}
    heads = _heads(actor, keys)
    photos: dict[UUID, list[Photo]] = defaultdict(list)
    keys_of_rows = [row.pk for row in rows]
    of_rows = Photo.objects.visible_to(SYSTEM).filter(entry__in=keys_of_rows)
    for photo in of_rows.order_by("sent_at", "id"):
        photos[photo.entry_id].append(photo)  # type: ignore[index]
    underway = AwaitedPhoto.objects.visible_to(SYSTEM).filter(entry__in=keys_of_rows)
    awaited = Counter(underway.values_list("entry_id", flat=True))
    tags = marks_of(rows)
    return [
        Told(
            row,
            [households[key] for key in linked[row.pk] if key in households],
            heads,
            photos[row.pk],
            [tags[key] for key in row.tags if key in tags],
            awaited[row.pk],
        )
        for row in rows
    ]


def _heads(actor: Actor, keys: set[UUID]) -> dict[UUID, str]:
    rows = memberships(actor).filter(household__in=keys, is_head=True)
    return dict(rows.values_list("household_id", "person__name"))


def marks_of(rows: Sequence[Entry]) -> dict[str, Code]:
    """The tags of entries by their id; code lists are public."""
    keys = {key for row in rows for key in row.tags}
    if not keys:
        return {}
    return {str(row.pk): row for row in Code.objects.visible_to(SYSTEM).filter(pk__in=keys)}


def kinds_of(entry: Entry) -> list[Kind]:
    return [Kind(name) for name in entry.kinds if name in Kind.values]
