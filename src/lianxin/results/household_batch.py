"""What stands beside the households of a batch: members, officer, standing, income, facts of the file.

Read as plain values, since a ledger has tens of thousands of rows: households are told apart by their
keys as text, which costs a tenth of making a UUID for every row of every table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, F, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.kernel.actor import Actor
from lianxin.kernel.among import among
from lianxin.kernel.period import in_force
from lianxin.records.file import queries as file
from lianxin.records.file.models import HouseholdStatement
from lianxin.register import queries as register

if TYPE_CHECKING:
    from .households import Row

Facts = Mapping[type[HouseholdStatement], tuple[str, ...]]
"""Kinds of statements with the fields that are wanted of each."""


class Stood(NamedTuple):
    """The names in a household's standing."""

    category: str
    watch: str
    cause: str
    risk_cleared: bool | None


def fill(actor: Actor, rows: list[Row], day: date, facts: Facts) -> None:
    """A fixed number of queries, whatever the number of rows."""
    keys = [row.household.pk for row in rows]
    found = {key.hex: row for key, row in zip(keys, rows, strict=True)}
    without_id = _members(actor, keys, found, day)
    _officers(actor, keys, found, day)
    stood = file.standings(actor, day=day).filter(household_id__in=among(keys))
    for row, category, watch, cause, cleared in _beside(
        found, stood, "category__name", "watch__name", "cause__name", "risk_cleared"
    ):
        row.standing = Stood(category or "", watch or "", cause or "", cleared)
    _incomes(actor, keys, found, day)
    for kind, names in facts.items():
        _facts(actor, keys, found, day, kind, names)
    _labour(actor, keys, found, day)
    if register.sees_persons(actor):
        for key, row in found.items():
            row.missing = _missing(row, without_id[key])


def _beside(
    found: Mapping[str, Row], rows: QuerySet[Any], *names: str
) -> Iterator[tuple[Any, ...]]:
    """Values of rows that name a household, each behind the household's own row."""
    of = rows.order_by().annotate(of=Cast("household_id", CharField()))
    for key, *values in of.values_list("of", *names):
        yield (found[key.replace("-", "")], *values)


def _members(actor: Actor, keys: list[UUID], found: Mapping[str, Row], day: date) -> Counter[str]:
    """Fills in heads, numbers of members and phones; counts the members without an ID number."""
    without_id: Counter[str] = Counter()
    people = register.memberships(actor, day=day).filter(household_id__in=among(keys))
    for row, is_head, name, phone, tail in _beside(
        found, people, "is_head", "person__name", "person__phone", "person__id_tail"
    ):
        row.members += 1
        row.phone = row.phone or phone
        if not tail:
            without_id[row.household.pk.hex] += 1
        if is_head:
            row.name, row.headed = name, True
    return without_id


def _officers(actor: Actor, keys: list[UUID], found: Mapping[str, Row], day: date) -> None:
    paired = register.responsible(actor, day=day).filter(household_id__in=among(keys))
    for row, officer_id, officer, since in _beside(
        found, paired, "officer_id", "officer__name", "from_day"
    ):
        row.officer, row.officer_id, row.since = officer, officer_id, since


def _incomes(actor: Actor, keys: list[UUID], found: Mapping[str, Row], day: date) -> None:
    """The latest year stated and the year before it."""
    years: dict[int, tuple[Row, dict[int, int]]] = {}
    stated = file.incomes(actor, day=day).filter(household_id__in=among(keys))
    for row, year, amount in _beside(found, stated, "year", "per_head"):
        years.setdefault(id(row), (row, {}))[1][year] = amount
    for row, told in years.values():
        last = max(told)
        row.income = file.PerHead(last, told[last], told.get(last - 1))


def _facts(
    actor: Actor,
    keys: list[UUID],
    found: Mapping[str, Row],
    day: date,
    kind: type[HouseholdStatement],
    names: tuple[str, ...],
) -> None:
    told = kind.objects.visible_to(actor).filter(in_force(day), household_id__in=among(keys))
    columns = [f"{one}__name" if kind._meta.get_field(one).is_relation else one for one in names]
    words = {True: _("是"), False: _("否")}
    for row, *values in _beside(found, told, *columns):
        row.told.update(
            (name, words[value] if value is True or value is False else value)
            for name, value in zip(names, values, strict=True)
        )


def _labour(actor: Actor, keys: list[UUID], found: Mapping[str, Row], day: date) -> None:
    """劳力 of each household of which anything about labour is known."""
    here = register.memberships(actor, day=day).filter(household_id__in=among(keys))
    stated = file.with_labour(actor, here, day=day).order_by()
    able = Count("pk", filter=Q(person__conditions__labour__name__in=file.ABLE))
    counted = stated.annotate(of=Cast(F("household_id"), CharField())).values("of")
    for key, number in counted.annotate(able=able).values_list("of", "able"):
        found[key.replace("-", "")].labour = number


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


def wanted(asked: Iterable[tuple[type[HouseholdStatement], str]]) -> dict[Any, tuple[str, ...]]:
    """Fields by their kinds."""
    found: dict[type[HouseholdStatement], list[str]] = defaultdict(list)
    for kind, name in asked:
        found[kind].append(name)
    return {kind: tuple(names) for kind, names in found.items()}
