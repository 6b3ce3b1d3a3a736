"""The household ledger 联系户台账: rows, order and totals, with a constant number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from statistics import median
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, FloatField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import fold
from lianxin.kernel.period import in_force
from lianxin.people.models import Area
from lianxin.records.file import queries as file
from lianxin.records.file.models import HouseholdStatement, Statement
from lianxin.records.file.stated import codes_of
from lianxin.register import queries as register
from lianxin.register.models import Household, Membership
from lianxin.register.queries import with_codes

from .conditions import Conditions, latest_incomes, matching

BATCH = 500


class Stood(NamedTuple):
    """The names in a household's standing."""

    category: str
    watch: str
    cause: str
    risk_cleared: bool | None


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
    told: dict[type[Statement], Any] = field(default_factory=dict)

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


Kinds = Collection[type[HouseholdStatement]]


def rows(
    actor: Actor, households: Iterable[Household], day: date, kinds: Kinds = ()
) -> Iterator[Row]:
    """Rows of the households in their order, with their statements of some kinds beside; a fixed
    number of queries for each 500 of them."""
    stream = iter(households)
    while batch := list(islice(stream, BATCH)):
        yield from _batch(actor, batch, day, kinds)


def beside(kinds: Kinds) -> Callable[[Actor, Iterable[Household], date], Iterator[Row]]:
    """Rows that are read with statements of these kinds and of no others."""
    return partial(rows, kinds=kinds)


def _batch(actor: Actor, batch: list[Household], day: date, kinds: Kinds) -> list[Row]:
    keys = [household.pk for household in batch]
    found = {household.pk: Row(household, phone=household.phone) for household in batch}
    without_id = _members(actor, found, day)
    paired = register.responsible(actor, day=day).filter(household_id__in=keys).order_by()
    for key, officer_id, officer, since in paired.values_list(
        "household_id", "officer_id", "officer__name", "from_day"
    ):
        row = found[key]
        row.officer, row.officer_id, row.since = officer, officer_id, since
    stood = file.standings(actor, day=day).filter(household_id__in=keys).order_by()
    for key, category, watch, cause, cleared in stood.values_list(
        "household_id", "category__name", "watch__name", "cause__name", "risk_cleared"
    ):
        found[key].standing = Stood(category or "", watch or "", cause or "", cleared)
    for key, income in incomes(actor, keys, day).items():
        found[key].income = income
    for kind in kinds:
        told = kind.objects.visible_to(actor).filter(in_force(day), household_id__in=keys)
        statements = list(told.order_by())
        with_codes(statements, *codes_of(kind))
        for statement in statements:
            found[statement.household_id].told[kind] = statement
    for key, able in _labour(actor, keys, day).items():
        found[key].labour = able
    if register.sees_persons(actor):
        for key, row in found.items():
            row.missing = _missing(row, without_id[key])
    return list(found.values())


def _members(actor: Actor, found: dict[UUID, Row], day: date) -> Counter[UUID]:
    """Fills in heads, numbers of members and phones; counts the members without an ID number."""
    without_id: Counter[UUID] = Counter()
    people = register.memberships(actor, day=day).filter(household_id__in=list(found)).order_by()
    for key, is_head, name, phone, tail in people.values_list(
        "household_id", "is_head", "person__name", "person__phone", "person__id_tail"
    ):
        row = found[key]
        row.members += 1
        row.phone = row.phone or phone
        without_id[key] += not tail
        if is_head:
            row.name, row.headed = name, True
    return without_id


def incomes(actor: Actor, keys: Any, day: date) -> dict[UUID, file.PerHead]:
    stated = file.incomes(actor, day=day).filter(household_id__in=keys)
    return file.per_head(stated.values_list("household_id", "year", "per_head"))


def _labour(actor: Actor, keys: list[UUID], day: date) -> dict[UUID, int]:
    """劳力 of each household of which anything about labour is known."""
    here = register.memberships(actor, day=day).filter(household_id__in=keys).order_by()
    stated = file.with_labour(actor, here, day=day)
    found: dict[UUID, int] = defaultdict(int)
    for household, labour in stated.values_list("household_id", "person__conditions__labour__name"):
        found[household] += labour in file.ABLE
    return dict(found)


def _missing(row: Row, without_id: int) -> list[str]:
    found = []
    if not row.headed:
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
