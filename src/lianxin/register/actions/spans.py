"""Pairings' spans as the actions write them: begun, ended, never overlapping."""

from __future__ import annotations

from datetime import date

from lianxin.kernel.action import acting
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import refuse
from lianxin.people.models import Officer, Partnership

from ..cards.ending import end_with
from ..models import Household, Pairing
from ..pairings import not_over


def end(row: Pairing, day: date, reason: str) -> None:
    if day < row.from_day:
        raise refuse(
            "pairing.before_start", "day", number=row.household.number, from_day=row.from_day
        )
    row.until, row.ended_reason, row.ended_by_id = day, reason, acting()
    row.save(update_fields=["until", "ended_reason", "ended_by"])
    end_with(row, day, reason)


def end_all(household: Household, day: date, reason: str) -> None:
    """A household that ends takes its pairings along; what was planned for later never holds.

    Unscoped: a closed household keeps nobody, also not an officer whom the actor does not see.
    """
    rows = Pairing.objects.visible_to(SYSTEM).filter(not_over(day), household=household)
    for row in rows:
        end(row, max(day, row.from_day), reason)


def check_officer(officer: Officer, household: Household, day: date) -> None:
    """In service on the day and not about to leave, in a unit that is paired with the village."""
    if officer.from_day > day:
        started = officer.from_day
        raise refuse("pairing.officer_not_yet", "officer", name=officer.name, from_day=started)
    if officer.until is not None and officer.until <= day:
        raise refuse("pairing.officer_out", "officer", name=officer.name, day=day)
    if officer.until is not None:
        raise refuse("pairing.officer_leaves", "officer", name=officer.name, until=officer.until)
    paired = Partnership.objects.visible_to(SYSTEM).filter(
        not_over(day), village=household.village, from_day__lte=day
    )
    paths = paired.values_list("unit__path", flat=True)
    if not any(officer.unit.path.startswith(path) for path in paths):
        raise refuse(
            "pairing.not_partnered",
            "officer",
            unit=str(officer.unit),
            village=str(household.village),
            day=day,
        )


def check_free(household: Household, officer: Officer, day: date, responsible: bool) -> None:
    """Nobody else answers for the household from the day on, and the officer is not there twice."""
    rows = Pairing.objects.visible_to(SYSTEM).filter(not_over(day), household=household)
    rows = rows.select_related("officer").order_by("from_day")
    for row in rows:
        if row.until is not None and row.until <= row.from_day:
            continue
        if responsible and row.responsible:
            raise refuse(
                "pairing.held",
                "officer",
                number=household.number,
                name=row.officer.name,
                from_day=row.from_day,
            )
        if row.officer_id == officer.pk and not (responsible and not row.responsible):
            raise refuse("pairing.already", "officer", name=officer.name)


def begin(
    household: Household, officer: Officer, day: date, reason: str, responsible: bool
) -> Pairing:
    """Who helped before and now answers ends helping on that day."""
    check_officer(officer, household, day)
    check_free(household, officer, day, responsible)
    helping = Pairing.objects.visible_to(SYSTEM).filter(
        not_over(day), household=household, officer=officer, responsible=False
    )
    for row in helping:
        end(row, max(day, row.from_day), reason)
    return Pairing.objects.create(
        household=household,
        officer=officer,
        responsible=responsible,
        from_day=day,
        reason=reason,
        begun_by_id=acting(),
    )


def responsible_at(household: Household, day: date) -> Pairing | None:
    """Whoever answers on the day, or is planned from later on where nobody does yet."""
    rows = Pairing.objects.visible_to(SYSTEM).filter(
        not_over(day), household=household, responsible=True
    )
    rows = rows.select_related("officer", "household").order_by("from_day")
    return next((r for r in rows if r.until is None or r.until > r.from_day), None)


def succeeded(row: Pairing, day: date) -> bool:
    """Somebody answers for the household from the very day on which this pairing ends."""
    rows = Pairing.objects.visible_to(SYSTEM).filter(
        not_over(day), household=row.household, responsible=True, from_day__lte=day
    )
    return any(r.until is None or r.until > max(r.from_day, day) for r in rows.exclude(pk=row.pk))
