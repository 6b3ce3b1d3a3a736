"""Stating payments: a correction ends the statement before it and goes on with its line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.wording import Reading
from lianxin.register.actions.memberships import lock
from lianxin.register.models import Household, Person

from .actions import check_day, end, sign
from .benefits import Benefit
from .checking import KNOWN_YEARS
from .labels import FIELDS

NEEDED = ("year", "subsidy", "study_aid", "treated", "amount", "total")


def benefit_state(
    *,
    actor: Actor,
    household: Household,
    kind: type[Benefit],
    fields: Mapping[str, Any],
    person: Person | None = None,
    of: Benefit | None = None,
    day: date | None = None,
    source: str = "",
) -> Benefit:
    """States a payment; ``of``: what was stated of the same payment so far. ``fields`` as the model
    has them; those of an earlier statement that are not named stay."""
    with act(actor, "file.state", on=household) as audit:
        day = day or today()
        check_day(day, household)
        lock(household)
        held = _held(of, household)
        told = _told(kind, held, person) | dict(fields)
        _checked(kind, household, told)
        if held is not None and all(getattr(held, one) == told[one] for one in told):
            return held
        row = kind(household=household, **told)
        if held is not None:
            end(held, day)
            row.line = held.line
        audit.note(household, kind=kind.__name__, fields=sorted(fields), day=day)
        return sign(actor, row, day, source)


def benefit_end(*, actor: Actor, benefit: Benefit, day: date | None = None) -> Benefit:
    """It was stated by mistake: from the day on the file does not have it."""
    with act(actor, "file.state", on=benefit.household) as audit:
        day = day or today()
        check_day(day, benefit.household)
        held = _held(benefit, benefit.household)
        if held is not None:
            end(held, day)
        audit.note(benefit.household, kind=type(benefit).__name__, ended=True, day=day)
        return held or benefit


def _held(of: Benefit | None, household: Household) -> Benefit | None:
    """Unscoped: the policy has just been asked about the household."""
    if of is None:
        return None
    rows = type(of).objects.visible_to(SYSTEM).select_for_update(of=("self",))
    held = rows.filter(line=of.line, household=household, until=None).first()
    if held is None:
        raise refuse("action.absent")
    return held


def _told(kind: type[Benefit], held: Benefit | None, person: Person | None) -> dict[str, Any]:
    names = [*FIELDS[kind], *(["person"] if hasattr(kind, "person") else [])]
    told = {name: getattr(held, name) for name in names} if held else {}
    return told | ({"person": person} if person is not None else {})


def _checked(kind: type[Benefit], household: Household, told: dict[str, Any]) -> None:
    """All problems at once; the year of an illness is that of its day."""
    known = {*FIELDS[kind], *(["person"] if hasattr(kind, "person") else [])}
    if unknown := set(told) - known - {"year"}:
        raise refuse("input.unknown_choice", min(unknown), value=min(unknown))
    found = Reading()
    if told.get("treated"):
        told["year"] = told["treated"].year
    for name in NEEDED:
        if name in FIELDS[kind] and told.get(name) is None:
            found.add("input.required", name, label=str(FIELDS[kind][name]))
    if told.get("year") is not None and told["year"] not in KNOWN_YEARS:
        found.add("file.year", "year", year=told["year"])
    if told.get("treated") and told["treated"] > today():
        found.add("file.future", "treated", day=told["treated"])
    if (told.get("insured") or 0) + (told.get("relief") or 0) > (told.get("total") or 0):
        found.add("benefit.more_than_all", "relief")
    if "person" in known:
        person = told.get("person")
        if person is None or person.home_id != household.pk:
            found.add("benefit.not_here", "person")
    found.check()
