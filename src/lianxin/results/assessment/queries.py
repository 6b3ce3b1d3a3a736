"""Assessments within one's scope: a year's list, one subject's history, and sheets computed now."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import Period
from lianxin.people.models import Officer, Unit
from lianxin.visits.duty import Year, duties

from . import marks
from .computing import OfficerSheet, Span, officer_sheets
from .models import Assessment, Subject
from .sheet import Result, Sheet
from .standing import Standing, current, standings


@dataclass
class OfficerLine:
    """One officer's year: computed as it stands, and the assessment where there is one."""

    officer: Officer
    computed: Sheet
    standing: Standing | None = None

    @property
    def sheet(self) -> Sheet:
        """As it was confirmed, else as it is computed now."""
        return self.standing.sheet if self.standing else self.computed

    @property
    def result(self) -> Result:
        return self.standing.result if self.standing else self.computed.result

    @property
    def confirmed(self) -> dict[str, int | None]:
        return self.standing.confirmed if self.standing else {}


def assessments(actor: Actor) -> GuardedQuerySet[Assessment]:
    rows = Assessment.objects.visible_to(actor)
    return rows.select_related("scheme__unit", "officer__unit", "unit", "village")


def sees(actor: Actor) -> bool:
    return actor.sees(Assessment) is not None


def officers_seen(actor: Actor) -> GuardedQuerySet[Officer]:
    rows = Officer.objects.visible_to(actor)
    return rows if sees(actor) else rows.none()


def officers_listed(actor: Actor, span: Span) -> list[Officer]:
    """Everybody within sight who answered for a household in the span, in the order of the list."""
    year = Year(span.year)
    rows = duties(actor, None, year, span.last) if sees(actor) else []
    only = year.period(Period(year.whole.first, span.last))
    return [one.officer for one in rows if one.held(None) & only]


def history(actor: Actor, **whose: object) -> list[Standing]:
    """All assessments of one subject, the latest first, also those withdrawn and corrected."""
    rows = assessments(actor).filter(**whose).order_by("-year", "-half", "-number")
    return standings(rows)


def officer_lines(
    actor: Actor, span: Span, officers: Collection[UUID] | None = None
) -> list[OfficerLine]:
    """Of everybody within sight who answered for a household, by unit and name: never by marks."""
    seen = set(officers_seen(actor).values_list("pk", flat=True))
    wanted = seen if officers is None else seen & set(officers)
    found = officer_sheets(span, wanted)
    kept = _kept(actor, span, wanted)
    return [
        OfficerLine(one.duty.officer, one.sheet, kept.get(one.duty.officer.pk)) for one in found
    ]


def signed_on(actor: Actor, unit: Unit, year: int, day: date) -> Standing | None:
    """The unit's own of the year, where it had been signed by the day; a correction counts from its signing."""
    rows = assessments(actor).filter(subject=Subject.UNIT, unit=unit, year=year, half=0)
    signed = rows.filter(frozen__at__date__lte=day).order_by("number")
    return standings(signed, day)[-1] if signed else None


def every_officer_line(span: Span) -> list[OfficerLine]:
    """Of the whole instance, for commands."""
    kept = _kept(SYSTEM, span, None)
    found: list[OfficerSheet] = officer_sheets(span)
    return [
        OfficerLine(one.duty.officer, one.sheet, kept.get(one.duty.officer.pk)) for one in found
    ]


def _kept(actor: Actor, span: Span, officers: Collection[UUID] | None) -> dict[UUID, Standing]:
    rows = assessments(actor).filter(subject=Subject.OFFICER, year=span.year, half=span.half)
    if officers is not None:
        rows = rows.filter(officer__in=officers)
    by_officer: dict[UUID, list[Standing]] = {}
    for one in standings(rows):
        if one.row.officer_id:
            by_officer.setdefault(one.row.officer_id, []).append(one)
    found = {key: current(those) for key, those in by_officer.items()}
    return {key: one for key, one in found.items() if one is not None}


@dataclass(frozen=True)
class Quota:
    """How many have the best grade, and how many may; who it is stays with the leading group."""

    people: int
    best: int
    allowed: int

    @property
    def over(self) -> int:
        return max(0, self.best - self.allowed)


def quota_of(lines: Iterable[OfficerLine]) -> Quota:
    rows = list(lines)
    best = sum(1 for one in rows if _is_best(one))
    thousandths = min((one.sheet.scheme.scheme.best_quota for one in rows), default=0)
    return Quota(len(rows), best, marks.quota(len(rows), thousandths))


def _is_best(line: OfficerLine) -> bool:
    grades = line.sheet.scheme.grades
    return bool(grades) and line.result.grade == grades[0]
