"""The ledger of members: a row per person who belongs to a household on the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area
from lianxin.records.file import queries as file
from lianxin.records.file.models import Condition
from lianxin.register import queries as register
from lianxin.register.models import Household, Membership, Person

from .conditions import Conditions, matching
from .households import BATCH


@dataclass(slots=True)
class Member:
    membership: Membership
    condition: Condition | None = None
    numbers: dict[str, str] = field(default_factory=dict, kw_only=True)

    @property
    def person(self) -> Person:
        return self.membership.person

    @property
    def household(self) -> Household:
        return self.membership.household

    @property
    def sex(self) -> str:
        return sex_name(self.person.sex)

    @property
    def id_shown(self) -> str:
        return f"…{self.person.id_tail}" if self.person.id_tail else self.person.no_id_reason


def sex_name(sex: str) -> str:
    return {"1": _("男"), "2": _("女")}.get(sex, "")


def people(
    actor: Actor, conditions: Conditions, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Membership]:
    """Members of the households that match, household by household, the head first."""
    homes = matching(actor, conditions, village=village, day=day).order_by().values("pk")
    return (
        register.memberships(actor, day=day)
        .filter(household__in=homes)
        .select_related(
            "relation", "household__village", "household__group", "person__ethnic", "person__party"
        )
        .defer(*(f"person__{name}" for name in register.SEALED))
        .order_by(
            "household__village__path",
            F("household__group__path").asc(nulls_last=True),
            "household__number",
            "-is_head",
            "position",
            "id",
        )
    )


def lines(actor: Actor, memberships: Iterable[Membership], day: date) -> Iterator[Member]:
    """Each with what is stated of the person on the day."""
    stream = iter(memberships)
    while batch := list(islice(stream, BATCH)):
        keys = [one.person_id for one in batch]
        stated = {
            one.person_id: one
            for one in file.conditions(actor, day=day)
            .filter(person_id__in=keys)
            .select_related("education", "schooling", "health", "labour")
        }
        yield from (Member(one, stated.get(one.person_id)) for one in batch)
