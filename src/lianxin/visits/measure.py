"""A requirement held against what was done: the target for the days on duty, done, and today's place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from lianxin.people.models import Area

from .duty import Duty, Year, prorated
from .lines import Line, Part
from .models import Requirement
from .rules import periods

Per, Span = Requirement.Per, Requirement.Span
ALL = -1
"""Every day."""
EARLY = 0.1
"""Before this share of somebody's days has passed, the rate says nothing of the year's end."""


class Deeds(Protocol):
    """What was done, by officer and by household, on a set of days."""

    def done(self, figure: str, officer: UUID, days: int, village: UUID | None) -> int: ...
    def in_home(self, figure: str, household: UUID, days: int) -> int: ...
    def events(self, officers: Iterable[UUID], days: int, village: UUID | None) -> int: ...


@dataclass(frozen=True)
class Measure:
    year: Year
    day: date
    deeds: Deeds
    village: Area | None = None

    @property
    def whole(self) -> int:
        return self.year.period(self.year.whole)

    @property
    def past(self) -> int:
        """The days up to today, today among them."""
        return self.year.span(self.year.whole.first, self.day + timedelta(days=1))

    @property
    def scope(self) -> UUID | None:
        return self.village.pk if self.village else None

    def of(self, rule: Requirement, duty: Duty) -> Line:
        if rule.per == Per.HOUSEHOLD:
            homes = duty.homes(rule.village_id or self.scope)
            theirs = {home: duty.by_home[home] & duty.office for home in homes}
            return self.of_homes(rule, theirs, duty.able)
        held, days = duty.held(rule.village_id), duty.days(rule.village_id)
        officer = duty.officer.pk
        spans = spans_of(rule, self.year)
        done = [self.deeds.done(rule.figure, officer, span, rule.village_id) for _, span in spans]
        rate, told = self._rate(sum(done), days & _all(spans))
        parts = tuple(
            self._part(
                prorated(rule.minimum, period, held & span, days & span), days & span, count, rate
            )
            for (period, span), count in zip(spans, done, strict=True)
        )
        return Line(rule, parts, told=told)

    def _rate(self, done: int, days: int) -> tuple[float, bool]:
        """How much a day of duty, and whether enough of them have passed to go by it."""
        passed = (days & self.past).bit_count()
        return (done / passed if passed else 0.0), passed >= EARLY * max(1, days.bit_count())

    def _part(self, target: int, days: int, done: int, rate: float) -> Part:
        expected = self._expected(target, days)
        rest = (days & ~self.past).bit_count()
        return Part(target, done, expected, done + rate * rest)

    def _expected(self, target: int, days: int) -> float:
        held = days.bit_count()
        return target * (days & self.past).bit_count() / held if held else 0.0

    def of_homes(self, rule: Requirement, homes: Mapping[UUID, int], able: int = ALL) -> Line:
        """Each household apart, by the days on which it is held: what one has too much fills no other."""
        wanting: set[UUID] = set()
        parts = []
        for period, span in spans_of(rule, self.year):
            target, done, expected = 0, 0, 0.0
            for home, held in homes.items():
                days = held & able
                asked = asked_of_home(rule, period, held & span, days)
                came = min(asked, self.deeds.in_home(rule.figure, home, span))
                target, done = target + asked, done + came
                expected += self._expected(asked, days & span)
                if came < asked:
                    wanting.add(home)
            parts.append(Part(target, done, expected, self._coming(done, expected, target)))
        return Line(rule, tuple(parts), wanting=len(wanting), told=False)

    @staticmethod
    def _coming(done: int, expected: float, target: int) -> float:
        return min(target, done * target / expected) if expected else done

    def lectures(self, rule: Requirement, lines: list[Line], officers: list[UUID]) -> Line:
        """Of a village: what one officer is asked, and each lecture once however many held it."""
        parts = []
        for place, (_, span) in enumerate(spans_of(rule, self.year)):
            same = [line.parts[place] for line in lines]
            parts.append(
                Part(
                    max(part.target for part in same),
                    self.deeds.events(officers, span, rule.village_id),
                    max(part.expected for part in same),
                    max(part.forecast for part in same),
                )
            )
        return Line(rule, tuple(parts), told=False)


def spans_of(rule: Requirement, year: Year, only: int = ALL) -> list[tuple[int, int]]:
    """Each period, and those of its days that are looked at and on which the rule holds."""
    holds = year.span(rule.from_day, rule.until) & only
    found = [year.period(period) for period in periods(rule.span, year.number)]
    return [(span, span & holds) for span in found]


def asked_of_home(rule: Requirement, period: int, held: int, days: int) -> int:
    """Where no time is set the whole is asked, whoever was away."""
    if rule.span == Span.NONE:
        return rule.minimum
    return prorated(rule.minimum, period, held, days & held)


def _all(spans: list[tuple[int, int]]) -> int:
    found = 0
    for _, span in spans:
        found |= span
    return found
