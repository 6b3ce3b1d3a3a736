"""What the dated file says of households and members on a day, within one's scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.datum import Spot
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force
from lianxin.register.models import Membership
from lianxin.register.queries import every_code

from .benefits import MedicalAid
from .income import Income
from .models import Condition, Dwelling, Land, Livelihood, Living, Position, Standing, Welfare

ABLE = ("普通劳动力", "技能劳动力", "弱劳动力或半劳动力")
"""Values of the list of labour that count as 劳力; by name, as lists are matched by name."""
WATCHED = Q(watch__isnull=False) & (Q(risk_cleared__isnull=True) | Q(risk_cleared=False))


def standings(actor: Actor, *, day: date | None = None) -> GuardedQuerySet[Standing]:
    return Standing.objects.visible_to(actor).filter(in_force(day))


def watched(actor: Actor, *, day: date | None = None) -> GuardedQuerySet[Standing]:
    """监测对象: a category of watch is stated and the risk is not stated as cleared."""
    return standings(actor, day=day).filter(WATCHED)


def livings(actor: Actor, *, day: date | None = None) -> GuardedQuerySet[Living]:
    return Living.objects.visible_to(actor).filter(in_force(day))


def incomes(actor: Actor, *, day: date | None = None) -> GuardedQuerySet[Income]:
    """The household's one figure of each year: by the leading rule set, else as a roster states it."""
    return leading(Income.objects.visible_to(actor), day)


def incomes_of_same(*, day: date | None = None) -> GuardedQuerySet[Income]:
    """Other years of the household in an outer query. Unscoped: who sees the one sees the others."""
    rows = Income.objects.visible_to(SYSTEM).filter(household=OuterRef("household"))
    return leading(rows, day)


def leading(rows: GuardedQuerySet[Income], day: date | None) -> GuardedQuerySet[Income]:
    """Of incomes by several rule sets those that count; a later leading rule set goes before an earlier."""
    same = {"household": OuterRef("household"), "year": OuterRef("year")}
    led = Income.objects.visible_to(SYSTEM).filter(in_force(day), rule__leading=True, **same)
    later = led.filter(rule__from_day__gt=OuterRef("rule__from_day"))
    by_rule = Q(rule__leading=True) & ~Exists(later)
    return rows.filter(in_force(day)).filter(by_rule | (Q(rule__isnull=True) & ~Exists(led)))


def dwellings(actor: Actor, *, day: date | None = None) -> GuardedQuerySet[Dwelling]:
    return Dwelling.objects.visible_to(actor).filter(in_force(day))


def spots(actor: Actor, homes: Any, *, day: date | None = None) -> dict[UUID, Spot]:
    """Where the houses stand, in WGS-84, as far as somebody stated it."""
    rows = Position.objects.visible_to(actor).filter(in_force(day), household__in=homes)
    told = ((row.household_id, row.spot) for row in rows.order_by())
    return {key: spot for key, spot in told if spot is not None}


def lands(actor: Actor, *, day: date | None = None) -> GuardedQuerySet[Land]:
    return Land.objects.visible_to(actor).filter(in_force(day))


def livelihoods(actor: Actor, *, day: date | None = None) -> GuardedQuerySet[Livelihood]:
    return Livelihood.objects.visible_to(actor).filter(in_force(day))


def welfares(actor: Actor, *, day: date | None = None) -> GuardedQuerySet[Welfare]:
    return Welfare.objects.visible_to(actor).filter(in_force(day))


def conditions(actor: Actor, *, day: date | None = None) -> GuardedQuerySet[Condition]:
    return Condition.objects.visible_to(actor).filter(in_force(day))


def relieved(actor: Actor, people: Iterable[UUID], day: date) -> set[UUID]:
    """Who of them was given relief in illness in the year of the day, as the payments have it."""
    rows = MedicalAid.objects.visible_to(actor).filter(in_force(day), person_id__in=list(people))
    rows = rows.filter(year=day.year, relief__gt=0).order_by()
    return set(rows.values_list("person_id", flat=True))


def with_labour(
    actor: Actor, people: QuerySet[Membership], *, day: date | None = None
) -> QuerySet[Membership]:
    """Memberships whose person's labour is stated on the day; none for who sees no conditions."""
    if actor.sees(Condition) is None:
        return people.none()
    stated = in_force(day, prefix="person__conditions__")
    return people.filter(stated, person__conditions__labour__isnull=False)


def able(
    actor: Actor, people: QuerySet[Membership], *, day: date | None = None
) -> QuerySet[Membership]:
    """劳力: members who can work, also those who are partly able."""
    if actor.sees(Condition) is None:
        return people.none()
    stated = in_force(day, prefix="person__conditions__")
    return people.filter(stated, person__conditions__labour__name__in=ABLE)


class PerHead(NamedTuple):
    """Income per head of the latest year stated, and of the year before it, in fen."""

    year: int
    now: int
    before: int | None

    @property
    def change(self) -> float | None:
        """The change on the year before, as a share: 0.031 for +3.1 %."""
        return (self.now - self.before) / self.before if self.before else None


def per_head(rows: Iterable[tuple[UUID, int, int]]) -> dict[UUID, PerHead]:
    """Folds (household, year, amount) to each household's latest year."""
    years: dict[UUID, dict[int, int]] = defaultdict(dict)
    for household, year, amount in rows:
        years[household][year] = amount
    return {
        household: PerHead(max(found), found[max(found)], found.get(max(found) - 1))
        for household, found in years.items()
    }


def cause_names(standing: Standing, names: dict[str, str]) -> list[str]:
    """Names of the causes besides the main one; ``names`` is ``code_names("cause")``."""
    main = str(standing.cause_id or "")
    return [names[str(one)] for one in standing.causes if str(one) in names and str(one) != main]


def code_names(*lists: str) -> dict[str, str]:
    """The codes of some lists by their key, in the reader's language."""
    return {str(key): row.told for key, row in every_code().items() if row.list in lists}
