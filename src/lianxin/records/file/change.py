"""Whether a household is better, the same or worse in a year, against the end of the year before.

A sign is a set of rows that speak for it, each with its plain sentence. Worse if any sign is worse,
else better if any is better, else the same. Integers and plain days only: other engines read it too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.figure import Extent, half_up
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.money import yuan
from lianxin.kernel.period import in_force
from lianxin.register.models import Household, QualityRule
from lianxin.register.queries import households

from .income import Income
from .models import Standing
from .queries import incomes_of_same, leading, livings, standings, watched

RULE = "household_change"
PERCENT = 5
BETTER, SAME, WORSE = "better", "same", "worse"


@dataclass(frozen=True)
class Sign:
    """``rows``: statements of households that show it, on a day and with a threshold in percent."""

    name: str
    state: str
    rows: Callable[[date, int], QuerySet[Any]]
    tell: Callable[[Any], str]


@dataclass(frozen=True)
class Told:
    """One sign of one household in a plain sentence."""

    name: str
    state: str
    text: str


@dataclass
class Change:
    signs: list[Told] = field(default_factory=list)

    @property
    def state(self) -> str:
        states = {sign.state for sign in self.signs}
        return WORSE if WORSE in states else BETTER if BETTER in states else SAME


def year_before(day: date) -> date:
    return min(day, date(max(day.year - 1, 1), 12, 31))


def threshold(day: date) -> int:
    """From how many percent a change of income counts; rules are public."""
    rows = QualityRule.objects.visible_to(SYSTEM).filter(in_force(day), name=RULE)
    limits = rows.values_list("thresholds", flat=True).first()
    return int((limits or {}).get("percent", PERCENT))


def _incomes(day: date) -> QuerySet[Any]:
    """Each household's latest year, of this year and the last, with the year before it.

    Unscoped, as are all signs: who may see is asked of the household.
    """
    rows = leading(Income.objects.visible_to(SYSTEM), day)
    rows = rows.filter(year__gte=day.year - 1, year__lte=day.year)
    later = incomes_of_same(day=day).filter(year__gt=OuterRef("year"), year__lte=day.year)
    before = incomes_of_same(day=day).filter(year=OuterRef("year") - 1).values("per_head")[:1]
    return rows.filter(~Exists(later)).annotate(before=Subquery(before))


def _risen(day: date, percent: int) -> QuerySet[Any]:
    return _moved(_incomes(day), F("per_head") - F("before"), percent)


def _fallen(day: date, percent: int) -> QuerySet[Any]:
    return _moved(_incomes(day), F("before") - F("per_head"), percent)


def _moved(rows: QuerySet[Any], by: Any, percent: int) -> QuerySet[Any]:
    """``by`` is at least so many percent of the year before, be that positive or negative."""
    rows = rows.annotate(moved=by * 100, least=F("before") * percent).filter(moved__gt=0)
    return rows.filter(moved__gte=F("least")).filter(moved__gte=F("least") * -1)


def _living(field_name: str, before: bool, now: bool) -> Callable[[date, int], QuerySet[Any]]:
    def rows(day: date, _percent: int) -> QuerySet[Any]:
        then = livings(SYSTEM, day=year_before(day)).filter(household=OuterRef("household"))
        held = then.filter(**{field_name: before})
        return livings(SYSTEM, day=day).filter(**{field_name: now}).filter(Exists(held))

    return rows


def _watched(day: date, _percent: int) -> QuerySet[Any]:
    """Monitored now and not at the end of the year before; without a file from then, by its months."""
    since = Q(risk_from__gt=year_before(day)) | Q(identified__gt=year_before(day))
    rows = watched(SYSTEM, day=day).filter(~Exists(_then(watched, day)))
    return rows.filter(since | Exists(_then(standings, day))).select_related("watch")


def _cleared(day: date, _percent: int) -> QuerySet[Any]:
    rows = standings(SYSTEM, day=day).filter(watch__isnull=False, risk_cleared=True)
    unknown = ~Exists(_then(standings, day)) & Q(risk_until__gt=year_before(day))
    return rows.filter(Q(Exists(_then(watched, day))) | unknown)


def _then(rows: Any, day: date) -> Any:
    """Statements about the same household that held at the end of the year before."""
    return rows(SYSTEM, day=year_before(day)).filter(household=OuterRef("household"))


def _tell_income(row: Income) -> str:
    before: int = row.before  # type: ignore[attr-defined]
    more = row.per_head > before
    told = {"year": row.year, "much": yuan(half_up(abs(row.per_head - before) / 100) * 100)}
    if before > 0:
        told["percent"] = str(half_up(abs(row.per_head - before) * 100 / before))
        if more:
            return _("%(year)s 年人均纯收入比上年多 %(percent)s%%") % told
        return _("%(year)s 年人均纯收入比上年少 %(percent)s%%") % told
    if more:
        return _("%(year)s 年人均纯收入比上年多 %(much)s 元") % told
    return _("%(year)s 年人均纯收入比上年少 %(much)s 元") % told


def _tell_watch(row: Standing) -> str:
    return _("新纳入监测：%s") % (row.watch.told if row.watch else "")


SIGNS = (
    Sign("income_fell", WORSE, _fallen, _tell_income),
    Sign("house", WORSE, _living("dangerous_house", False, True), lambda row: _("住房成了危房")),
    Sign("water", WORSE, _living("safe_water", True, False), lambda row: _("饮水不安全了")),
    Sign("watched", WORSE, _watched, _tell_watch),
    Sign("income_rose", BETTER, _risen, _tell_income),
    Sign(
        "house_safe", BETTER, _living("dangerous_house", True, False), lambda row: _("不再住危房")
    ),
    Sign("water_safe", BETTER, _living("safe_water", False, True), lambda row: _("饮水安全了")),
    Sign("cleared", BETTER, _cleared, lambda row: _("返贫风险消除了")),
)


def changes(actor: Actor, keys: Iterable[UUID], day: date) -> dict[UUID, Change]:
    """The signs of the given households; a constant number of queries."""
    found = {key: Change() for key in keys}
    if not found or actor.sees(Income) is None:
        return found
    mine = Household.objects.visible_to(actor).filter(pk__in=list(found)).order_by().values("pk")
    percent = threshold(day)
    told: dict[UUID, list[Told]] = defaultdict(list)
    for sign in SIGNS:
        for row in sign.rows(day, percent).filter(household__in=mine):
            told[row.household_id].append(Told(sign.name, sign.state, sign.tell(row)))
    for key, signs in told.items():
        found[key].signs = signs
    return found


def better(actor: Actor, extent: Extent) -> QuerySet[Household]:
    return _homes(actor, extent).filter(_showing(BETTER, extent.day) & ~_showing(WORSE, extent.day))


def worse(actor: Actor, extent: Extent) -> QuerySet[Household]:
    return _homes(actor, extent).filter(_showing(WORSE, extent.day))


def same(actor: Actor, extent: Extent) -> QuerySet[Household]:
    neither = ~_showing(WORSE, extent.day) & ~_showing(BETTER, extent.day)
    return _homes(actor, extent).filter(neither)


def states(actor: Actor, extent: Extent) -> dict[str, int]:
    """How many are better, the same and worse, by the names of the figures; the signs are read once."""
    shown = [
        When(_showing(WORSE, extent.day), then=Value(WORSE)),
        When(_showing(BETTER, extent.day), then=Value(BETTER)),
    ]
    rows = _homes(actor, extent).order_by().annotate(state=Case(*shown, default=Value(SAME)))
    found = dict(rows.values_list("state").annotate(n=Count("pk")))
    return {f"households_{state}": found.get(state, 0) for state in (BETTER, SAME, WORSE)}


def _homes(actor: Actor, extent: Extent) -> GuardedQuerySet[Household]:
    """None for who sees no incomes: what became of a household would tell of them."""
    rows = households(actor, day=extent.day).filter(extent.within("village__path"))
    return rows if actor.sees(Income) is not None else rows.none()


def _showing(state: str, day: date) -> Q:
    """Households with any sign of the state."""
    percent, found = threshold(day), Q()
    for sign in SIGNS:
        if sign.state == state:
            rows = sign.rows(day, percent).order_by()
            found |= Q(pk__in=rows.values("household_id"))
    return found
