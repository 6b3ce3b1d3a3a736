"""Dated memberships, as the actions write them: a change closes one row and opens the next."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db.models import F

from lianxin.kernel.action import acting
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse

from ..models import Code, Household, Membership, Person

Relations = Mapping[UUID, Code]
"""The new relation to the head of each person whose relation changes, by the person's id."""

HEAD, OTHER = "户主", "其他"
TABLE = Path(__file__).parents[1] / "data" / "new_head.csv"


def relation(name: str) -> Code:
    """A relation by its name; code lists are public, so the look-up is unscoped."""
    return (
        Code.objects.visible_to(SYSTEM)
        .filter(in_force(), list="relation", name=name)
        .latest("from_day")
    )


def check_day(day: date) -> None:
    if day > today():
        raise refuse("event.future", "day", day=day)


def lock(household: Household) -> Household:
    """The household's row, locked for this transaction. Unscoped: ``act`` has allowed it already."""
    row = Household.objects.visible_to(SYSTEM).select_for_update().get(pk=household.pk)
    if row.closed is not None:
        raise refuse("household.closed", number=row.number, day=row.closed)
    return row


def check_opened(household: Household, day: date) -> None:
    """Nobody belongs to a household before it exists."""
    if day < household.opened:
        raise refuse("event.before_opened", "day", number=household.number, opened=household.opened)


def check_lived_out(household: Household, day: date) -> None:
    """A household does not end before the last of those who left it had gone."""
    check_opened(household, day)
    rows = Membership.objects.visible_to(SYSTEM).filter(household=household, until__gt=day)
    last = rows.exclude(until=F("from_day")).select_related("person").order_by("until").last()
    if last is not None:
        raise refuse(
            "event.still_lived_in",
            "day",
            number=household.number,
            name=last.person.name,
            until=last.until,
        )


def touch(household: Household) -> None:
    household.rev += 1
    household.save(update_fields=["rev"])


def members(household: Household) -> list[Membership]:
    """The open memberships, head first. Unscoped: whoever may change a household meets all of it."""
    rows = Membership.objects.visible_to(SYSTEM).filter(household=household, until__isnull=True)
    return list(rows.select_related("person", "relation").order_by("-is_head", "position", "id"))


def membership(person: Person) -> Membership:
    """The open membership of a living member, its household locked."""
    if person.died is not None:
        raise refuse("member.dead", name=person.name, day=person.died)
    rows = Membership.objects.visible_to(SYSTEM).filter(person=person, until__isnull=True)
    row = rows.select_related("household", "relation", "person").first()
    if row is None:
        raise refuse("member.not_here", name=person.name)
    row.household = lock(row.household)
    return row


def head_of(rows: list[Membership]) -> Membership | None:
    return next((row for row in rows if row.is_head), None)


def check_relation(code: Code, sex: str, field: str = "relation") -> None:
    """A relation other than head, and one that the person's sex allows."""
    if code.name == HEAD:
        raise refuse("member.relation_head", field)
    if code.sex and sex in {"1", "2"} and code.sex != sex:
        raise refuse("member.relation_sex", field, relation=code.name)


def end(row: Membership, day: date, left_by: str) -> None:
    if day < row.from_day:
        raise refuse("event.before_start", "day", name=row.person.name, from_day=row.from_day)
    row.until, row.left_by, row.ended_by_id = day, left_by, acting()
    row.save(update_fields=["until", "left_by", "ended_by"])


def begin(
    household: Household, person: Person, code: Code, day: date, joined_by: str, position: int = 99
) -> Membership:
    if person.home_id != household.pk:
        person.home = household
        person.save(update_fields=["home"])
    return Membership.objects.create(
        household=household,
        person=person,
        relation=code,
        is_head=code.name == HEAD,
        position=0 if code.name == HEAD else max(position, 1),
        from_day=day,
        joined_by=joined_by,
        begun_by_id=acting(),
    )


def restate(row: Membership, code: Code, day: date) -> None:
    """The same person in the same household, related otherwise from a day on."""
    end(row, day, "")
    begin(row.household, row.person, code, day, row.joined_by, row.position)


def succeed(
    rows: list[Membership], new_head: Person, day: date, relations: Relations, leaving: bool
) -> None:
    """A new head from a day on; the others get the relation given, else what the table says.

    ``leaving``: the old head's membership is ended by the caller, not restated here.
    """
    old = head_of(rows)
    new = next((row for row in rows if row.person_id == new_head.pk), None)
    if new is None:
        raise refuse("member.not_here", "new_head", name=new_head.name)
    if new.is_head:
        raise refuse("head.already", "new_head", name=new_head.name)
    if old and not leaving:
        after = relations.get(old.person_id) or becomes(new, HEAD, old.person.sex)
        after = after or relation(OTHER)
        check_relation(after, old.person.sex, f"relation-{old.person_id}")
        restate(old, after, day)
    restate(new, relation(HEAD), day)  # a new row: ``new`` keeps what it was
    for row in rows:
        if row in (old, new):
            continue
        restated = relations.get(row.person_id) or becomes(new, row.relation.name, row.person.sex)
        if restated and restated != row.relation:
            check_relation(restated, row.person.sex, f"relation-{row.person_id}")
            restate(row, restated, day)


def becomes(new: Membership, member: str, sex: str) -> Code | None:
    """What a member is to the new head; None where it cannot be known.

    ``new`` still is what the new head was to the old one; a spouse's sex tells whose parents are meant.
    """
    was = new.relation.name
    names = [was] if was != "配偶" else [{"1": "夫", "2": "妻"}.get(new.person.sex, was), was]
    for name in names:
        found = _table().get((name, member, sex)) or _table().get((name, member, ""))
        if found:
            return relation(found)
    return None


@cache
def _table() -> dict[tuple[str, str, str], str]:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        return {
            (row["new_head"], row["member"], row["sex"]): row["becomes"]
            for row in csv.DictReader(handle)
        }
