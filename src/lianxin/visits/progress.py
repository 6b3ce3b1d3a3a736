"""How a village's officers keep up with the requirements of a year: pure reading, few queries.

Officers stand by unit and name, never by how much they did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.kernel.memory import remembered
from lianxin.kernel.period import today
from lianxin.people.models import Area, Officer
from lianxin.register import queries as register
from lianxin.register.models import Household
from lianxin.register.pairings import responsible

from .duty import Duty, Year, duties
from .lines import Line, State, added
from .measure import Measure
from .models import Requirement
from .rules import Place, asked, requirements
from .tally import Tally, tally

Figure, Per, Span = Requirement.Figure, Requirement.Per, Requirement.Span


@dataclass(frozen=True)
class Home:
    """A household with its head's name and who answers for it today."""

    household: Household
    name: str
    officer: Officer | None


@dataclass(frozen=True)
class OfficerProgress:
    officer: Officer
    homes: int
    lines: tuple[Line, ...]

    @property
    def behind(self) -> list[Line]:
        return [line for line in self.lines if line.state is State.BEHIND]


@dataclass(frozen=True)
class Short:
    """Somebody who, at today's rate, will not reach what is asked, and in which."""

    officer: Officer
    line: Line

    @property
    def words(self) -> str:
        return self.line.outlook


@dataclass(frozen=True)
class Progress:
    village: Area | None
    year: int
    day: date
    passed: float
    lines: tuple[Line, ...]
    officers: tuple[OfficerProgress, ...]
    unvisited: tuple[Home, ...]
    short: tuple[Short, ...]
    homes: int


def progress(
    actor: Actor, village: Area | None, year: int | None = None, day: date | None = None
) -> Progress:
    """The year as it stood at the end of the day; of a past year, at its end."""
    last = min(day or today(), today())
    number = year or last.year
    last = min(last, date(number, 12, 31))
    key = ("progress", actor.id, village and village.pk, number, last, today())
    return remembered(key, lambda: _progress(actor, village, Year(number), last))


def _progress(actor: Actor, village: Area | None, year: Year, day: date) -> Progress:
    rules = requirements(day)
    found = duties(actor, village, year, day)
    homes = _homes(actor, village, year, day, found)
    deeds = tally(actor, [d.officer.pk for d in found], [h.household.pk for h in homes], year, day)
    measure = Measure(year, day, deeds, village)
    officers = tuple(_officer(duty, rules, measure) for duty in found)
    free = [home.household for home in homes if home.officer is None]
    return Progress(
        village=village,
        year=year.number,
        day=day,
        passed=100 * year.whole.passed(day),
        lines=tuple(_whole(officers, rules, measure, free)),
        officers=officers,
        unvisited=tuple(_unvisited(homes, deeds, year)),
        short=tuple(_short(officers)),
        homes=len(homes),
    )


def _homes(
    actor: Actor, village: Area | None, year: Year, day: date, found: Iterable[Duty]
) -> list[Home]:
    """The households of the day that these officers answer for, and those that nobody answers for.

    Unscoped: whether anybody answers; a household of somebody else's is not theirs to be asked for.
    """
    if day < year.whole.first:
        return []
    answering = {home: duty.officer for duty in found for home in duty.today}
    here = responsible(day).filter(household__village=village) if village else responsible(day)
    taken = set(here.order_by().values_list("household_id", flat=True))
    heads = register.memberships(actor, day=day).filter(is_head=True)
    rows = register.households(actor, village=village, day=day).select_related("group", "village")
    names = heads.filter(household__in=rows.order_by().values("pk"))
    named = dict(names.values_list("household_id", "person__name"))
    return [
        Home(row, named.get(row.pk, row.number), answering.get(row.pk))
        for row in rows
        if row.pk in answering or row.pk not in taken
    ]


def _officer(duty: Duty, rules: Iterable[Requirement], measure: Measure) -> OfficerProgress:
    lines = tuple(measure.of(rule, duty) for rule in asked(rules, duty.place))
    return OfficerProgress(duty.officer, len(duty.homes(measure.scope)), lines)


def _whole(
    officers: Iterable[OfficerProgress],
    rules: list[Requirement],
    measure: Measure,
    free: list[Household],
) -> list[Line]:
    """One line a requirement, in the order of the rules; households without an officer count too."""
    found: dict[UUID, list[Line]] = defaultdict(list)
    people: dict[UUID, list[UUID]] = defaultdict(list)
    for one in officers:
        for line in one.lines:
            found[line.requirement.pk].append(line)
            people[line.requirement.pk].append(one.officer.pk)
    for home in free:
        place = Place("", "", frozenset({home.village_id}))
        for rule in asked(rules, place):
            if rule.per == Per.HOUSEHOLD:
                found[rule.pk].append(measure.of_homes(rule, {home.pk: measure.whole}))
    return [
        measure.lectures(rule, found[rule.pk], people[rule.pk])
        if rule.figure == Figure.LECTURES
        else added(found[rule.pk])
        for rule in rules
        if found[rule.pk]
    ]


def _unvisited(homes: Iterable[Home], deeds: Tally, year: Year) -> Iterable[Home]:
    whole = year.period(year.whole)
    return (home for home in homes if not deeds.in_home(Figure.VISITS, home.household.pk, whole))


def _short(officers: Iterable[OfficerProgress]) -> Iterable[Short]:
    return (Short(one.officer, line) for one in officers for line in one.lines if line.short)


@dataclass(frozen=True)
class HomeCounts:
    visits: int
    talks: int


def counts_of(
    actor: Actor, homes: Iterable[Household], year: int, day: date | None = None
) -> dict[UUID, HomeCounts]:
    """How often each household was visited and talked with in the year, as the figures count."""
    keys, span = [home.pk for home in homes], Year(year)
    deeds = tally(actor, (), keys, span, min(day or today(), span.whole.last))
    whole = span.span(span.whole.first, span.whole.last + timedelta(days=1))
    return {
        key: HomeCounts(*(deeds.in_home(f, key, whole) for f in (Figure.VISITS, Figure.TALKS)))
        for key in keys
    }
