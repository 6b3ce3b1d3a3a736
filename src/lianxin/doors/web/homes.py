"""Households of a village as a form lists them: those within one's scope, group by group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.register import queries
from lianxin.register.models import Household, Person

from .asking import number_of
from .form import Form
from .requests import Acted


@dataclass(frozen=True)
class Line:
    """A household in a form, with the number typed beside it.

    ``members``: whose names can be ticked, each with whether they are; ``note``: what is said of it there.
    """

    row: Household
    head: str
    name: str
    value: str = ""
    error: str = ""
    members: Sequence[tuple[Person, bool]] = ()
    note: str = ""


def homes(actor: Any, village: Area, day: date) -> list[tuple[Household, str]]:
    """The village's households by group and number, each with its head's name."""
    rows = queries.households(actor, village=village, day=day).select_related("group", "village")
    found = sorted(rows, key=lambda row: (row.group.path if row.group else "~", row.number))
    names = heads_of(actor, (row.pk for row in found))
    return [(row, names.get(row.pk, "")) for row in found]


def heads_of(actor: Any, households: Iterable[object]) -> dict[object, str]:
    """The name of each household's head today, by the household's key."""
    rows = queries.memberships(actor).filter(is_head=True, household__in=set(households))
    return dict(rows.order_by().values_list("household_id", "person__name"))


def lines(
    request: Acted,
    village: Area,
    form: Form,
    what: str,
    *,
    ticked: Collection[str] | None = None,
    notes: Mapping[UUID, str] | None = None,
) -> list[Line]:
    """One line for each household; its field is called ``what-<household>``.

    ``ticked``: keys of members; where it is given, members can be ticked by name. ``notes`` by household.
    """
    who = members_of(request.actor, village) if ticked is not None else {}
    keys, said = set(ticked or ()), notes or {}
    return [
        Line(
            row,
            head,
            name,
            form[name],
            form.errors.get(name, ""),
            [(person, str(person.pk) in keys) for person in who.get(row.pk, ())],
            said.get(row.pk, ""),
        )
        for row, head in homes(request.actor, village, today())
        for name in [f"{what}-{row.pk}"]
    ]


def members_of(actor: Any, village: Area) -> dict[UUID, list[Person]]:
    """Who lives in each household of the village today, the head first, without what is sealed."""
    rows = queries.memberships(actor).filter(household__village=village)
    rows = rows.select_related("person").defer(*(f"person__{name}" for name in queries.SEALED))
    found: dict[UUID, list[Person]] = {}
    for one in rows.order_by("-is_head", "position", "id"):
        found.setdefault(one.household_id, []).append(one.person)
    return found


def named(listed: Iterable[Line]) -> dict[Household, list[Person]]:
    """The households of which somebody is ticked by name, with who is."""
    found = {line.row: [person for person, on in line.members if on] for line in listed}
    return {row: people for row, people in found.items() if people}


def counted(listed: Iterable[Line]) -> dict[Household, int]:
    """The households beside which something was typed, with the number."""
    typed = {line.row: number_of(line.value) for line in listed}
    return {row: number for row, number in typed.items() if number is not None}
