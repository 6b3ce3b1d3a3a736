"""The household ledger 联系户台账: rows, order and totals, with a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, F, FloatField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.figure import fold
from lianxin.people.models import Area
from lianxin.records.file import queries as file
from lianxin.register import queries as register
from lianxin.register.models import Household, Membership

from .conditions import Conditions, latest_incomes, matching
from .household_batch import Facts, Stood, fill

BATCH = 500


@dataclass(slots=True)
class Row:
    """One household of the ledger, as it stood on the day; plain values, since there are many."""

    household: Household
    name: str = ""
    headed: bool = False
    phone: str = ""
    members: int = 0
    labour: int | None = None
    officer: str = ""
    officer_id: UUID | None = None
    since: date | None = None
    standing: Stood | None = None
    income: file.PerHead | None = None
    missing: list[str] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def paired(self) -> bool:
        return self.officer_id is not None

    @property
    def monitored(self) -> bool:
        it = self.standing
        return bool(it and it.watch and not it.risk_cleared)


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


def rows(
    actor: Actor, households: Iterable[Household], day: date, facts: Facts | None = None
) -> Iterator[Row]:
    """Rows of the households in their order, with the facts of the file that are asked for; a fixed
    number of queries for each 500 of them."""
    stream = iter(households)
    while batch := [Row(one, phone=one.phone) for one in islice(stream, BATCH)]:
        fill(actor, batch, day, facts or {})
        yield from batch


def beside(facts: Facts) -> Callable[[Actor, Iterable[Household], date], Iterator[Row]]:
    """Rows that are read with these facts and no others."""

    def read(actor: Actor, households: Iterable[Household], day: date) -> Iterator[Row]:
        return rows(actor, _placed(households), day, facts)

    return read


def lean(households: QuerySet[Household]) -> QuerySet[Household]:
    """Only what a sheet shows of a household itself; where it lies is put in by ``beside``."""
    names = ("number", "register_code", "phone", "opened", "village", "group")
    return households.select_related(None).only(*names)


def _placed(households: Iterable[Household]) -> Iterator[Household]:
    """Each with its village and group, which are few. Unscoped: areas are public."""
    areas: dict[UUID | None, Area | None] = {None: None}
    for one in households:
        for key in (one.village_id, one.group_id):
            if key is not None and key not in areas:
                areas[key] = Area.objects.visible_to(SYSTEM).get(pk=key)
        one.village, one.group = areas[one.village_id], areas[one.group_id]  # type: ignore[assignment]
        yield one


def incomes(actor: Actor, keys: Any, day: date) -> dict[UUID, file.PerHead]:
    stated = file.incomes(actor, day=day).filter(household_id__in=keys)
    return file.per_head(stated.values_list("household_id", "year", "per_head"))


def totals(actor: Actor, households: QuerySet[Household], day: date) -> Totals:
    keys = households.order_by().values("pk")
    here = {"household__in": keys}
    people = register.memberships(actor, day=day).filter(**here).order_by()
    stated = list(
        with_year_before(latest_incomes(actor, day).filter(**here), day).values_list(
            "per_head", "before"
        )
    )
    changes = [(now - before) / before for now, before in stated if before]
    count = households.count()
    paired = register.responsible(actor, day=day).filter(**here).order_by()
    return Totals(
        households=count,
        members=people.count(),
        labour=file.able(actor, people, day=day).count(),
        monitored=file.watched(actor, day=day).filter(**here).count(),
        unpaired=count - paired.count(),
        income=fold("median", (now for now, _before in stated)),
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
    here: QuerySet[Membership] = register.memberships(actor, day=day)
    here = here.filter(household=OuterRef("pk")).order_by()
    if name == "labour":
        here = file.able(actor, here, day=day)
    counted = here.values("household_id").annotate(n=Count("pk"))
    return Subquery(counted.values("n")[:1])


def _money(actor: Actor, name: str, day: date) -> Any:
    latest = latest_incomes(actor, day).filter(household=OuterRef("pk"))
    now = Subquery(latest.values("per_head")[:1])
    if name == "income":
        return now
    ratio = with_year_before(latest, day).filter(before__gt=0)
    share = Cast(F("per_head"), FloatField()) / Cast(F("before"), FloatField())
    return Subquery(ratio.annotate(share=share).values("share")[:1])


def with_year_before(latest: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Incomes with the household's income of the year before beside them."""
    before = file.incomes_of_same(day=day).filter(year=OuterRef("year") - 1)
    found: QuerySet[Any] = latest.annotate(before=Subquery(before.values("per_head")[:1]))
    return found.order_by()


def in_order(
    actor: Actor, conditions: Conditions, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Household]:
    """All that match, as the ledger lists them."""
    return ordered(actor, matching(actor, conditions, village=village, day=day), sort, day)
