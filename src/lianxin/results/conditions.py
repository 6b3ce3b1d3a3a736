"""Conditions of the household ledger: read from an address, told in words, turned into a filter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area
from lianxin.records.file import queries as file
from lianxin.register import queries as register
from lianxin.register.models import Household, Person

MANY = ("group", "category", "cause", "officer", "watch", "only")
SPANS = ("income_from", "income_to", "members_from", "members_to")
SWITCHES = ("monitored", "unpaired", "incomplete", "falling", "closed")
ANY, NONE = "any", "none"


@dataclass(frozen=True)
class Conditions:
    """Each field is one parameter of the address; what cannot be read there is left out."""

    q: str = ""
    group: tuple[UUID, ...] = ()
    category: tuple[UUID, ...] = ()
    cause: tuple[UUID, ...] = ()
    officer: tuple[UUID, ...] = ()
    watch: tuple[UUID, ...] = ()
    only: tuple[UUID, ...] = ()
    income_from: int | None = None
    income_to: int | None = None
    members_from: int | None = None
    members_to: int | None = None
    monitored: bool = False
    unpaired: bool = False
    incomplete: bool = False
    falling: bool = False
    closed: bool = False

    @classmethod
    def read(cls, data: QueryDict) -> Conditions:
        found: dict[str, Any] = {"q": data.get("q", "").strip()[:60]}
        found |= {name: _keys(data.getlist(name)) for name in MANY}
        found |= {name: _whole(data.get(name, "")) for name in SPANS}
        found |= {name: data.get(name) == "1" for name in SWITCHES}
        return cls(**found)

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the address, in a fixed order; empty ones are left out."""
        listed: list[tuple[str, str]] = [("q", self.q)] if self.q else []
        listed += [(name, str(one)) for name in MANY for one in getattr(self, name)]
        listed += [(n, str(v)) for n in SPANS if (v := getattr(self, n)) is not None]
        return listed + [(name, "1") for name in SWITCHES if getattr(self, name)]

    @property
    def address(self) -> str:
        return urlencode(self.pairs())

    def without(self, *names: str) -> Conditions:
        blank = Conditions()
        return replace(self, **{name: getattr(blank, name) for name in names})

    def __bool__(self) -> bool:
        return self != Conditions()


def _keys(values: list[str]) -> tuple[UUID, ...]:
    found = []
    for value in values[:500]:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def _whole(value: str) -> int | None:
    value = value.strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def matching(
    actor: Actor, conditions: Conditions, *, village: Area | None, day: date
) -> QuerySet[Household]:
    rows = register.households(actor, village=village, day=day, closed=conditions.closed)
    return rows.filter(as_filter(actor, conditions, day))


def as_filter(actor: Actor, it: Conditions, day: date) -> Q:
    """Everything but ``closed``, which chooses other rows, as one filter of households."""
    wanted = register.with_text(actor, it.q, day=day)
    if it.only:
        wanted &= Q(pk__in=it.only)
    if it.group:
        wanted &= Q(group_id__in=it.group)
    if it.officer:
        wanted &= _in(register.responsible(actor, day=day).filter(officer_id__in=it.officer))
    if it.unpaired:
        wanted &= ~_in(register.responsible(actor, day=day))
    for name in ("category", "cause", "watch"):
        if keys := getattr(it, name):
            wanted &= _in(file.standings(actor, day=day).filter(**{f"{name}_id__in": keys}))
    if it.monitored:
        wanted &= _in(file.watched(actor, day=day))
    if it.incomplete:
        wanted &= incomplete(actor, day)
    return wanted & _members(actor, it, day) & _income(actor, it, day)


def incomplete(actor: Actor, day: date) -> Q:
    """资料不全: no group, no head, no phone of anybody, or a member without an ID number."""
    here = register.memberships(actor, day=day)
    persons = Person.objects.visible_to(actor)
    phoned = here.filter(person__in=persons.exclude(phone=""))
    return (
        Q(group__isnull=True)
        | ~_in(here.filter(is_head=True))
        | (Q(phone="") & ~_in(phoned))
        | _in(here.filter(person__in=persons.filter(id_blind__isnull=True)))
    )


def _members(actor: Actor, it: Conditions, day: date) -> Q:
    wanted = Q()
    if it.members_from:
        wanted &= Q(pk__in=_sized(actor, day, n__gte=it.members_from))
    if it.members_to is not None:
        wanted &= ~Q(pk__in=_sized(actor, day, n__gt=it.members_to))
    return wanted


def _sized(actor: Actor, day: date, **size: int) -> QuerySet[Any, Any]:
    counted = register.memberships(actor, day=day).order_by().values("household_id")
    return counted.annotate(n=Count("pk")).filter(**size).values("household_id")


def _income(actor: Actor, it: Conditions, day: date) -> Q:
    if it.income_from is None and it.income_to is None and not it.falling:
        return Q()
    latest = latest_incomes(actor, day)
    wanted = Q()
    if it.income_from is not None:
        wanted &= _in(latest.filter(per_head__gte=it.income_from * 100))
    if it.income_to is not None:
        wanted &= _in(latest.filter(per_head__lte=it.income_to * 100))
    return wanted & _falling(latest, day) if it.falling else wanted


def _falling(latest: QuerySet[Any], day: date) -> Q:
    before = file.incomes_of_same(day=day).filter(
        year=OuterRef("year") - 1, per_head__gt=OuterRef("per_head")
    )
    return _in(latest.filter(Exists(before)))


def latest_incomes(actor: Actor, day: date) -> QuerySet[Any]:
    """The income of each household's latest year."""
    later = file.incomes_of_same(day=day).filter(year__gt=OuterRef("year"))
    return file.incomes(actor, day=day).filter(~Exists(later))


def _in(rows: QuerySet[Any]) -> Q:
    return Q(pk__in=rows.order_by().values("household_id"))
