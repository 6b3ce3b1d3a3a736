"""The year of a village as a problem to be solved: who answers for whom, what is still asked, which days are open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from uuid import UUID

from django.db.models import Q

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import Period, in_force
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area, Officer
from lianxin.register import queries as register
from lianxin.register.models import Household
from lianxin.register.pairings import responsible

from ..batches.models import Batch, BatchHome, BatchOfficer
from ..days.queries import away, open_days, wishes
from ..duty import Duty, Year, duties
from ..lines import Line
from ..measure import Measure
from ..models import Requirement
from ..rules import Place, asked, name_of, periods, requirements
from ..tally import tally
from .models import ScheduleRule
from .shape import Home, Need, Person, Problem, Rules, Trip

Figure, Per = Requirement.Figure, Requirement.Per


@dataclass
class Asked:
    """``problem`` speaks of keys; whom and what they mean stands beside it."""

    problem: Problem
    village: Area
    officers: dict[str, Officer]
    homes: dict[str, Household]
    kept: list[Batch] = field(default_factory=list)
    replaced: list[Batch] = field(default_factory=list)


def rules_of(village: Area, day: date) -> Rules:
    """In force on the day, the village's own before that of all."""
    rows = ScheduleRule.objects.visible_to(SYSTEM).filter(in_force(day))
    found = list(rows.filter(Q(village=village) | Q(village=None)))
    found.sort(key=lambda row: (row.village_id is None, -row.from_day.toordinal()))
    if not found:
        return Rules()
    names = Rules.__dataclass_fields__
    return Rules(**{name: getattr(found[0], name) for name in names})


def asked_of(actor: Actor, village: Area, year: int, day: date, seed: int = 1) -> Asked:
    """Everything from the day after ``day`` on; what is done by then is taken off."""
    if year < day.year:
        raise refuse("schedule.past_year", year=year)
    first = max(date(year, 1, 1), day + timedelta(days=1))
    span = Year(year)
    rows = register.households(actor, village=village, day=day).select_related("group")
    homes = {row.pk: row for row in rows}
    found = [duty for duty in duties(actor, village, span, day) if duty.today & homes.keys()]
    if not found:
        raise refuse("schedule.no_people", village=village.name)
    officers = [duty.officer for duty in found]
    batches = _batches(village, year)
    kept = [row for row in batches if row.fixed or row.first < first]
    away_on = away(officers, year)
    elsewhere = _elsewhere(officers, village, year)
    answering = {home: duty.officer.pk for duty in found for home in duty.today}
    problem = Problem(
        year=year,
        first=first,
        open_days=open_days(village, year),
        people=tuple(
            Person(str(one.pk), frozenset(away_on[one.pk]) | elsewhere.get(one.pk, frozenset()))
            for one in officers
        ),
        homes=tuple(
            Home(str(key), str(answering[key]), row.group.name if row.group else "")
            for key, row in homes.items()
            if key in answering
        ),
        needs=tuple(_needs(actor, found, homes, village, span, day)),
        rules=rules_of(village, first),
        kept=tuple(trips_of(kept)),
        wishes=wishes(village, year),
        seed=seed,
    )
    return Asked(
        problem,
        village,
        {str(one.pk): one for one in officers},
        {str(key): row for key, row in homes.items()},
        kept,
        [row for row in batches if row not in kept],
    )


def _batches(village: Area, year: int) -> list[Batch]:
    """Unscoped: whatever goes to the village takes its room, whoever made it."""
    rows = Batch.objects.visible_to(SYSTEM).filter(village=village, cancelled_at=None)
    whole = Period.year(year)
    return list(rows.filter(first__lte=whole.last, last__gte=whole.first))


def trips_of(rows: Iterable[Batch]) -> Iterator[Trip]:
    keys = [row.pk for row in rows]
    who: dict[UUID, list[str]] = {key: [] for key in keys}
    for batch, officer in (
        BatchOfficer.objects.visible_to(SYSTEM)
        .filter(batch__in=keys)
        .values_list("batch_id", "officer_id")
    ):
        who[batch].append(str(officer))
    where: dict[UUID, list[tuple[str, str]]] = {key: [] for key in keys}
    for batch, home, officer in (
        BatchHome.objects.visible_to(SYSTEM)
        .filter(batch__in=keys)
        .values_list("batch_id", "household_id", "officer_id")
    ):
        where[batch].append((str(home), str(officer)))
    for row in rows:
        people, visits = tuple(sorted(who[row.pk])), tuple(sorted(where[row.pk]))
        yield Trip(row.first, row.last, people, visits, row.lecture)


def _elsewhere(
    officers: Iterable[Officer], village: Area, year: int
) -> dict[UUID, frozenset[date]]:
    """Days on which somebody goes to another village."""
    rows = BatchOfficer.objects.visible_to(SYSTEM).filter(
        officer__in=list(officers), batch__cancelled_at=None, batch__year=year
    )
    found: dict[UUID, frozenset[date]] = {}
    for row in rows.exclude(batch__village=village).select_related("batch"):
        first, last = row.batch.first.toordinal(), row.batch.last.toordinal()
        days = frozenset(map(date.fromordinal, range(first, last + 1)))
        found[row.officer_id] = found.get(row.officer_id, frozenset()) | days
    return found


def _needs(
    actor: Actor,
    found: list[Duty],
    homes: dict[UUID, Household],
    village: Area,
    year: Year,
    day: date,
) -> Iterator[Need]:
    rules = requirements(max(day, date(year.number, 1, 1)))
    deeds = tally(actor, [one.officer.pk for one in found], homes, year, day)
    measure = Measure(year, min(day, year.whole.last), deeds, village)
    for duty in found:
        officer = str(duty.officer.pk)
        for rule in asked(rules, duty.place):
            if rule.per == Per.OFFICER:
                yield from _of(rule, measure.of(rule, duty), officer, year, day)
                continue
            for home in duty.homes(rule.village_id or village.pk):
                if home in homes:
                    line = measure.of_homes(
                        rule, {home: duty.by_home[home] & duty.office}, duty.able
                    )
                    yield from _of(rule, line, officer, year, day, str(home))
    taken = set(responsible(day).filter(household__in=homes).values_list("household_id", flat=True))
    for home, row in homes.items():
        for rule in asked(rules, Place("", "", frozenset({row.village_id}))):
            if home not in taken and rule.per == Per.HOUSEHOLD:
                line = measure.of_homes(rule, {home: measure.whole})
                yield from _of(rule, line, "", year, day, str(home))


def _of(
    rule: Requirement, line: Line, officer: str, year: Year, day: date, home: str = ""
) -> Iterator[Need]:
    """What is still missing, period by period, of those that are not over."""
    for part, period in zip(line.parts, periods(rule.span, year.number), strict=True):
        left = part.target - part.met
        amount = ceil(left / 2) if rule.figure == Figure.STAY_DAYS else left
        if amount and period.last > day:
            yield Need(name_of(rule), rule.figure, officer, period.first, period.last, amount, home)
