"""Short words for the register's tests: who is where on a day, and refusals by code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import in_force
from lianxin.kernel.problem import Refused
from lianxin.register.models import Household, Membership, Pairing, Person


@contextmanager
def refused(code: str, field: str | None = None) -> Iterator[None]:
    """The block is refused with exactly this code (at this field), in a sentence without gaps."""
    with pytest.raises(Refused) as caught:
        yield
    problems = caught.value.problems
    assert code in [p.code for p in problems]
    for problem in problems:
        assert "—" not in problem.message("zh") + problem.message("en")
    if field:
        assert field in [p.field for p in problems]


def members(household: Household, day: date | None = None) -> dict[str, str]:
    """Name → relation of everybody who is there on the day."""
    rows = Membership.objects.visible_to(SYSTEM).filter(in_force(day), household=household)
    return {row.person.name: row.relation.name for row in rows.select_related("person", "relation")}


def person(name: str) -> Person:
    return Person.objects.visible_to(SYSTEM).select_related("home").get(name=name)


def fresh(household: Household) -> Household:
    return Household.objects.visible_to(SYSTEM).get(pk=household.pk)


def answering(household: Household, day: date | None = None) -> str | None:
    """The name of whoever answers for the household on the day."""
    rows = Pairing.objects.visible_to(SYSTEM).filter(
        in_force(day), household=household, responsible=True
    )
    found = [row.officer.name for row in rows.select_related("officer")]
    assert len(found) <= 1
    return found[0] if found else None


def last_audit() -> AuditRow:
    return AuditRow.objects.visible_to(SYSTEM).latest("number")
