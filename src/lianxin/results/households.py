"""The household ledger 联系户台账: rows, order and totals, with a constant number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, F, FloatField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import fold
from lianxin.people.models import Area
from lianxin.records.file import queries as file
from lianxin.records.file.models import Standing
from lianxin.register import queries as register
from lianxin.register.models import Household, Membership, Pairing

from .conditions import Conditions, latest_incomes, matching

BATCH = 500


@dataclass(slots=True)
class Row:
    """One household of the ledger, as it stood on the day."""

    household: Household
    head: Membership | None = None
    phone: str = ""
    members: int = 0
    labour: int | None = None
    pairing: Pairing | None = None
    standing: Standing | None = None
    income: file.PerHead | None = None
    missing: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.head.person.name if self.head else ""

    @property
    def officer(self) -> str:
        return self.pairing.officer.name if self.pairing else ""

    @property
    def monitored(self) -> bool:
        it = self.standing
        return bool(it and it.watch_id and not it.risk_cleared)


@dataclass(frozen=True)
class Totals:
    """The fold of all rows that match, not of one page."""

    households: int
    members: int
    labour: int
    monitored: int
    unpaired: int
    income: int | float | None
    change: float | None


def rows(actor: Actor, households: Iterable[Household], day: date) -> Iterator[Row]:
    """Rows of the households in their order; a fixed number of queries for each 500 of them."""
    stream = iter(households)
    while batch := list(islice(stream, BATCH)):
        yield from _batch(actor, batch, day)


def _batch(actor: Actor, batch: list[Household], day: date) -> list[Row]:
    keys = [household.pk for household in batch]
    here = {"household_id__in": keys}
    found = {household.pk: Row(household, phone=household.phone) for household in batch}
    people = register.memberships(actor, day=day).filter(**here).select_related("person")
    homes: dict[UUID, UUID] = {}
    unknown: Counter[UUID] = Counter()
    for one in people.defer(*(f"person__{name}" for name in register.SEALED)):
        row = found[one.household_id]
        row.members += 1
        homes[one.person_id] = one.household_id
        row.phone = row.phone or one.person.phone
        unknown[one.household_id] += not one.person.id_tail
        if one.is_head:
            row.head = one
    for pairing in register.responsible(actor, day=day).filter(**here).select_related("officer"):
        found[pairing.household_id].pairing = pairing
    for standing in (
        file.standings(actor, day=day).filter(**here).select_related("category", "watch", "cause")
    ):
        found[standing.household_id].standing = standing
    for key, income in incomes(actor, keys, day).items():
        found[key].income = income
    for key, able in _labour(actor, keys, day).items():
        found[key].labour = able
    if register.sees_persons(actor):
        for key, row in found.items():
            row.missing = _missing(row, unknown[key])
    return list(found.values())


def incomes(actor: Actor, keys: Any, day: date) -> dict[UUID, file.PerHead]:
    stated = file.incomes(actor, day=day).filter(household_id__in=keys)
    return file.per_head(stated.values_list("household_id", "year", "per_head"))


def _labour(actor: Actor, keys: Any, day: date) -> dict[UUID, int]:
    """劳力 of each household of which anything about labour is known."""
    stated = _workers(actor, keys, day)
    found: dict[UUID, int] = defaultdict(int)
    for household, labour in stated:
        found[household] += labour in file.ABLE
    return dict(found)


def _workers(actor: Actor, keys: Any, day: date) -> QuerySet[Any, Any]:
    here = register.memberships(actor, day=day).filter(household_id__in=keys).order_by()
    stated = file.conditions(actor, day=day).filter(
        labour__isnull=False, person_id=OuterRef("person_id")
    )
    return (
        here.annotate(labour=Subquery(stated.values("labour__name")[:1]))
        .filter(labour__isnull=False)
        .values_list("household_id", "labour")
    )


def _missing(row: Row, without_id: int) -> list[str]:
    found = []
    if row.head is None:
        found.append(_("没有户主"))
    if not row.household.group_id:
        found.append(_("没有分社"))
    if not row.phone:
        found.append(_("没有电话"))
    if without_id:
        found.append(
            ngettext("%(n)d 人没有证件号", "%(n)d 人没有证件号", without_id) % {"n": without_id}
        )
    return found


def totals(actor: Actor, households: QuerySet[Household], day: date) -> Totals:
    keys = households.order_by().values("pk")
    here = {"household__in": keys}
    people = register.memberships(actor, day=day).filter(**here).order_by()
    stated = incomes(actor, keys, day).values()
    changes = [one.change for one in stated if one.change is not None]
    count = households.count()
    paired = register.responsible(actor, day=day).filter(**here).order_by()
    return Totals(
        households=count,
        members=people.count(),
        labour=file.able(actor, day=day).filter(person__in=people.values("person_id")).count(),
        monitored=file.watched(actor, day=day).filter(**here).count(),
        unpaired=count - paired.count(),
        income=fold("median", (one.now for one in stated)),
        change=median(changes) if changes else None,
    )


SORTS = frozenset(
    [
        "number",
        "head",
        "group",
        "members",
        "labour",
        "category",
        "cause",
        "officer",
        "since",
        "income",
        "change",
    ]
)


def ordered(
    actor: Actor, households: QuerySet[Household], sort: str, day: date
) -> QuerySet[Household]:
    """By one column, "-" for downwards; what has no value comes last; then by number."""
    name, down = sort.removeprefix("-"), sort.startswith("-")
    usual = ("village__path", F("group__path").asc(nulls_last=True), "number", "pk")
    households = households.select_related("village", "group")
    if name not in SORTS or sort == "number":
        return households.order_by(*usual)
    households = households.annotate(sorted_by=_value(actor, name, day))
    by = F("sorted_by")
    return households.order_by(
        by.desc(nulls_last=True) if down else by.asc(nulls_last=True), *usual
    )


def _value(actor: Actor, name: str, day: date) -> Any:
    if name in {"number", "group"}:
        return F("number") if name == "number" else F("group__path")
    if name in {"members", "labour"}:
        return _count(actor, name, day)
    if name in {"income", "change"}:
        return _money(actor, name, day)
    if name == "head":
        heads = register.memberships(actor, day=day).filter(is_head=True)
        return _first(heads, "person__initials")
    if name in {"officer", "since"}:
        column = "officer__initials" if name == "officer" else "from_day"
        return _first(register.responsible(actor, day=day), column)
    column = "cause__position" if name == "cause" else "watch__position"
    return _first(file.standings(actor, day=day), column)


def _first(rows: QuerySet[Any], column: str) -> Subquery:
    return Subquery(rows.filter(household=OuterRef("pk")).order_by().values(column)[:1])


def _count(actor: Actor, name: str, day: date) -> Subquery:
    here = register.memberships(actor, day=day).filter(household=OuterRef("pk")).order_by()
    if name == "labour":
        here = here.filter(person__in=file.able(actor, day=day).values("person_id"))
    counted = here.values("household_id").annotate(n=Count("pk"))
    return Subquery(counted.values("n")[:1])


def _money(actor: Actor, name: str, day: date) -> Any:
    latest = latest_incomes(actor, day).filter(household=OuterRef("pk"))
    now = Subquery(latest.values("per_head")[:1])
    if name == "income":
        return now
    before = file.incomes(actor, day=day).filter(
        household=OuterRef("household"), year=OuterRef("year") - 1
    )
    ratio = latest.annotate(before=Subquery(before.values("per_head")[:1])).filter(before__gt=0)
    share = Cast(F("per_head"), FloatField()) / Cast(F("before"), FloatField())
    return Subquery(ratio.annotate(share=share).values("share")[:1])


def ledger(
    actor: Actor, conditions: Conditions, *, village: Area | None, day: date, sort: str = ""
) -> Iterator[Row]:
    """All rows that match, for print and export."""
    found = ordered(actor, matching(actor, conditions, village=village, day=day), sort, day)
    return rows(actor, found.iterator(chunk_size=BATCH), day)
