"""Households of a village as a form lists them: those within one's scope, group by group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.register import queries
from lianxin.register.models import Household

from .asking import number_of
from .form import Form
from .requests import Acted


@dataclass(frozen=True)
class Line:
    """A household in a form, with the number typed beside it."""

    row: Household
    head: str
    name: str
    value: str = ""
    error: str = ""


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


def lines(request: Acted, village: Area, form: Form, what: str) -> list[Line]:
    """One line for each household; its field is called ``what-<household>``."""
    return [
        Line(row, head, name, form[name], form.errors.get(name, ""))
        for row, head in homes(request.actor, village, today())
        for name in [f"{what}-{row.pk}"]
    ]


def counted(listed: Iterable[Line]) -> dict[Household, int]:
    """The households beside which something was typed, with the number."""
    typed = {line.row: number_of(line.value) for line in listed}
    return {row: number for row, number in typed.items() if number is not None}
