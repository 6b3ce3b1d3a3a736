"""Households, their members and who answers for them, as they stand on a day, within one's scope."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.memory import remembered
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import Refused
from lianxin.kernel.sealed import blind
from lianxin.kernel.text import fold, simplified, tidy
from lianxin.people.models import Area

from .identity import COLUMN, check_id, written
from .models import Code, Household, Membership, Pairing, Person

SEALED = ("id_sealed", "id_blind")
LIKE_ID = re.compile(r"\d{14,17}[\dX]|\d{15}")


def households(
    actor: Actor, *, village: Area | None = None, day: date | None = None, closed: bool = False
) -> GuardedQuerySet[Household]:
    """The households that exist on the day; with ``closed``, those that had ended by then."""
    day = day or today()
    rows = Household.objects.visible_to(actor)
    if village is not None:
        rows = rows.filter(village=village)
    if closed:
        return rows.filter(closed__lte=day)
    return rows.filter(Q(closed__isnull=True) | Q(closed__gt=day), opened__lte=day)


def memberships(actor: Actor, *, day: date | None = None) -> GuardedQuerySet[Membership]:
    """Who belongs to which household on the day. Without sight of persons, the heads alone."""
    rows = Membership.objects.visible_to(actor).filter(in_force(day))
    return rows if sees_persons(actor) else rows.filter(is_head=True)


def pairings(actor: Actor, *, day: date | None = None) -> GuardedQuerySet[Pairing]:
    return Pairing.objects.visible_to(actor).filter(in_force(day))


def responsible(actor: Actor, *, day: date | None = None) -> GuardedQuerySet[Pairing]:
    return pairings(actor, day=day).filter(responsible=True)


def sees_persons(actor: Actor) -> bool:
    return actor.sees(Person) is not None


def with_text(actor: Actor, text: str, *, day: date | None = None) -> Q:
    """Households that a few typed words mean: names (also by initials), numbers, codes, phones."""
    text = tidy(text)
    folded, plain = fold(text), simplified(text)
    if not folded:
        return Q()
    people = Q(person__name_folded__contains=folded)
    wanted = Q(number__icontains=plain) | Q(register_code=plain)
    if folded.isascii() and folded.isalpha():
        people |= Q(person__initials__startswith=folded)
    if folded.isdigit() and len(folded) >= 3:
        wanted |= Q(register_code__startswith=folded)
        if sees_persons(actor):
            wanted |= Q(phone__contains=folded)
            people |= Q(person__phone__contains=folded)
    named = memberships(actor, day=day).filter(people)
    return wanted | Q(pk__in=named.order_by().values("household_id"))


def looks_like_id(text: str) -> bool:
    """Whether somebody typed an ID number into a search: it must not travel in an address."""
    return bool(LIKE_ID.fullmatch(written(text)))


def household_by_id(actor: Actor, number: str) -> Household | None:
    """The household in which the holder of the ID number lives now, found by the blind index."""
    try:
        key = blind(check_id(number).number, COLUMN)
    except Refused:
        return None
    person = (
        Person.objects.visible_to(actor)
        .filter(id_blind=key)
        .select_related("home")
        .defer(*SEALED)
        .first()
    )
    return Household.objects.visible_to(actor).filter(pk=person.home_id).first() if person else None


@dataclass(frozen=True)
class HouseholdFile:
    """One household as it stood on a day: members, those who left, and everybody who answered for it."""

    household: Household
    day: date
    members: list[Membership]
    former: list[Membership]
    pairings: list[Pairing]

    @property
    def head(self) -> Membership | None:
        return next((one for one in self.members if one.is_head), None)

    @property
    def name(self) -> str:
        return self.head.person.name if self.head else self.household.number

    @property
    def gone(self) -> list[Membership]:
        """Who left, each with their last membership; who only changed the relation is still here."""
        here = {one.person_id for one in self.members}
        in_order = sorted(self.former, key=lambda one: (one.from_day, one.pk))
        last = {one.person_id: one for one in in_order if one.person_id not in here}
        return list(last.values())

    @property
    def responsible(self) -> Pairing | None:
        return next((p for p in self.now if p.responsible), None)

    @property
    def helpers(self) -> list[Pairing]:
        return [p for p in self.now if not p.responsible]

    @property
    def now(self) -> list[Pairing]:
        return [p for p in self.pairings if holds(p.from_day, p.until, self.day)]


def holds(from_day: date, until: date | None, day: date) -> bool:
    return from_day <= day and (until is None or until > day)


def household(actor: Actor, pk: UUID | str, *, day: date | None = None) -> HouseholdFile:
    """The household, or the refusal that looks the same for unseen and for absent."""
    return files(actor, [pk], day=day)[0]


def files(
    actor: Actor, keys: list[UUID] | list[UUID | str] | list[str], *, day: date | None = None
) -> list[HouseholdFile]:
    """Files of several households in the order asked, with a constant number of queries."""
    day = day or today()
    rows = (
        Household.objects.visible_to(actor)
        .select_related("village__parent", "group", "merged_into", "split_from")
        .prefetch_related(
            Prefetch("memberships", _all_memberships(actor), to_attr="everybody"),
        )
        .prefetch_related(
            Prefetch("pairings", _all_pairings(actor), to_attr="answered"),
        )
    )
    homes = [rows.get_visible(pk=keys[0])] if len(keys) == 1 else list(rows.filter(pk__in=keys))
    everybody = [one for home in homes for one in home.everybody]
    with_codes(everybody, "relation")
    with_codes((one.person for one in everybody), "ethnic", "party")
    if len(keys) == 1:
        return [_file(homes[0], day)]
    found = {str(row.pk): row for row in homes}
    return [_file(found[str(key)], day) for key in keys if str(key) in found]


def _all_memberships(actor: Actor) -> GuardedQuerySet[Membership]:
    rows = Membership.objects.visible_to(actor).select_related("person", "begun_by", "ended_by")
    rows = rows.defer(*(f"person__{name}" for name in SEALED))
    rows = rows.order_by("-is_head", "position", "id")
    return rows if sees_persons(actor) else rows.filter(is_head=True)


def _all_pairings(actor: Actor) -> GuardedQuerySet[Pairing]:
    rows = Pairing.objects.visible_to(actor).select_related(
        "officer", "officer__unit", "begun_by", "ended_by"
    )
    return rows.order_by("-from_day", "-responsible", "id")


def every_code() -> dict[UUID, Code]:
    """All codes by their key, for reading; codes are public, and change by actions alone."""
    return remembered("codes", lambda: {row.pk: row for row in Code.objects.visible_to(SYSTEM)})


def with_codes(rows: Iterable[Any], *names: str) -> None:
    """Gives rows the codes that they name, without asking for each list anew."""
    codes, keys = every_code(), [(name, f"{name}_id") for name in names]
    for row in rows:
        for name, key in keys:
            if code := codes.get(getattr(row, key)):
                setattr(row, name, code)


def _file(row: Household, day: date) -> HouseholdFile:
    everybody: list[Membership] = row.everybody  # type: ignore[attr-defined]
    answered: list[Pairing] = row.answered  # type: ignore[attr-defined]
    return HouseholdFile(
        row,
        day,
        [one for one in everybody if holds(one.from_day, one.until, day)],
        [one for one in everybody if one.until is not None and one.until <= day],
        [one for one in answered if one.from_day <= day and one.until != one.from_day],
    )
