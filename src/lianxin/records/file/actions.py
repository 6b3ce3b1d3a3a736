"""Stating facts: a new statement ends the one before it, and nothing is overwritten.

What is not said stays as it was. A correction of the same day leaves the old statement with an empty
span, so that any value ever stated can be found again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.wording import Reading
from lianxin.register.actions.memberships import lock
from lianxin.register.models import Household, Person
from lianxin.register.queries import holds

from .checking import CARRIED, checked
from .income import Income, IncomeAmount, IncomeItem, IncomeRule
from .marking import mark, said_of
from .models import (
    HouseholdStatement,
    Livelihood,
    PersonStatement,
    Position,
    Source,
    Statement,
    Support,
)
from .stated import PERSON
from .working import Working, working

S = TypeVar("S", bound=Statement)
K = TypeVar("K", bound=Statement)
OF_PERSON: tuple[type[PersonStatement], ...] = tuple(PERSON.values())
EARLIEST = 1990
"""From this year on a sheet of old years may state an income, also of a household entered later."""


def household_state(
    *,
    actor: Actor,
    household: Household,
    kind: type[HouseholdStatement],
    fields: Mapping[str, Any],
    day: date | None = None,
    source: str = "",
) -> HouseholdStatement:
    """States facts of one kind about a household from a day on; ``fields`` as the model has them."""
    [row] = household_states(
        actor=actor, household=household, facts={kind: fields}, day=day, source=source
    )
    return row


def household_states(
    *,
    actor: Actor,
    household: Household,
    facts: Mapping[type[HouseholdStatement], Mapping[str, Any]],
    day: date | None = None,
    source: str = "",
) -> list[HouseholdStatement]:
    """States facts of several kinds from one day on, all or none."""
    with act(actor, "file.state", on=household) as audit:
        day = _day(day, household)
        row = lock(household)
        before = said_of(row)
        rows = [
            _state(actor, kind, "household", household, fields, day, source)
            for kind, fields in checked(facts).items()
        ]
        mark(actor, row, before, rows)
        audit.note(household, **_noted(facts), day=day)
        return rows


def person_state(
    *,
    actor: Actor,
    person: Person,
    kind: type[PersonStatement],
    fields: Mapping[str, Any],
    day: date | None = None,
    source: str = "",
) -> PersonStatement:
    """States facts of one kind about a member from a day on."""
    [row] = person_states(actor=actor, person=person, facts={kind: fields}, day=day, source=source)
    return row


def person_states(
    *,
    actor: Actor,
    person: Person,
    facts: Mapping[type[PersonStatement], Mapping[str, Any]],
    day: date | None = None,
    source: str = "",
) -> list[PersonStatement]:
    """States facts of several kinds about a member from one day on, all or none."""
    with act(actor, "file.state", on=person) as audit:
        day = _day(day, person.home)
        rows = [
            _state(actor, kind, "person", person, fields, day, source)
            for kind, fields in checked(facts).items()
        ]
        audit.note(person, **_noted(facts), day=day)
        return rows


def source_of(actor: Actor) -> str:
    """Whose word a statement is: the office keeps the register, an officer knows the household."""
    return Source.OFFICE if actor.allows("household.open") else Source.OFFICER


def _noted(facts: Mapping[type[K], Mapping[str, Any]]) -> dict[str, Any]:
    kinds = sorted(kind.__name__ for kind in facts)
    return {
        "kind": "、".join(kinds),
        "fields": sorted({one for said in facts.values() for one in said}),
    }


def _day(day: date | None, household: Household) -> date:
    day = day or today()
    check_day(day, household)
    return day


def check_day(day: date, household: Household) -> None:
    """A statement holds from a day of the household's book that has come."""
    if day > today():
        raise refuse("file.future", "day", day=day)
    if day < household.opened:
        raise refuse("file.before_opened", "day", opened=household.opened)


def _state(
    actor: Actor,
    kind: type[S],
    owner: str,
    of: Any,
    fields: Mapping[str, Any],
    day: date,
    source: str,
) -> S:
    """Unscoped: the policy has just been asked about the owner."""
    fields = _as_kept(kind, fields)
    rows = kind.objects.visible_to(SYSTEM).select_for_update()
    held: S | None = rows.filter(**{owner: of}, until=None).first()
    names = [f.name for f in kind._meta.fields if f.name not in CARRIED | {owner}]
    old = {name: getattr(held, name) for name in names} if held else {}
    if held is not None and all(old[name] == value for name, value in fields.items()):
        return held
    if held is not None:
        end(held, day)
    row = kind(**{owner: of, **old, **fields})
    return sign(actor, row, day, source)


def _as_kept(kind: type[Statement], fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Causes are kept as rosters have them: the main one first, each once.

    Who has a way of 特困供养 is supported, who is not has none; the day of a certificate tells its year.
    """
    if kind is Position and fields.get("latitude") is None:
        return {"latitude": None, "longitude": None, "datum": ""}
    if kind is Support and fields.get("way"):
        return {**fields, "supported": True}
    if kind is Support and fields.get("supported") is False:
        return {**fields, "way": None, "support_monthly": None, "care": None}
    if kind is Livelihood and fields.get("disability_issued"):
        return {**fields, "disability_year": None}
    if "causes" not in fields:
        return fields
    main = [str(fields["cause"].pk)] if fields.get("cause") else []
    return {**fields, "causes": list(dict.fromkeys([*main, *map(str, fields["causes"] or ())]))}


def end(held: Statement, day: date) -> None:
    """From the day on another statement holds, or none."""
    if day < held.from_day:
        raise refuse("file.older", "day", since=held.from_day, day=day)
    held.until = day
    held.save(update_fields=["until"])


def sign(actor: Actor, row: S, day: date, source: str) -> S:
    """Writes the statement with whose word it is."""
    row.from_day, row.source, row.author_id = day, source or source_of(actor), actor.id
    row.written_at = timezone.now()
    row.save(force_insert=True)
    return row


def income_state(
    *,
    actor: Actor,
    household: Household,
    rule: IncomeRule,
    year: int,
    amounts: Mapping[IncomeItem, int],
    people: int | None = None,
    day: date | None = None,
    source: str = "",
) -> Income:
    """States a year's income by its lines, in fen; ``people`` where the rule set asks for it."""
    with act(actor, "income.state", on=household) as audit:
        day = _day(day, household)
        earliest = EARLIEST if source == Source.IMPORT else household.opened.year - 1
        result = _worked(household, rule, year, amounts, people, day, earliest)
        rows = Income.objects.visible_to(SYSTEM).select_for_update(of=("self",))
        held = rows.filter(household=household, year=year, rule=rule, until=None).first()
        if held is not None and _same(held, result, amounts):
            return held
        if held is not None:
            end(held, day)
        row = Income(household=household, year=year, rule=rule)
        row.people, row.net, row.per_head = result.people, result.net, result.per_head
        sign(actor, row, day, source)
        IncomeAmount.objects.bulk_create(
            IncomeAmount(income=row, item=item, amount=amount) for item, amount in amounts.items()
        )
        audit.note(household, year=year, rule=rule.name)
        return row


def _worked(
    household: Household,
    rule: IncomeRule,
    year: int,
    amounts: Mapping[IncomeItem, int],
    people: int | None,
    day: date,
    earliest: int,
) -> Working:
    found = Reading()
    now = IncomeRule.objects.visible_to(SYSTEM).get(pk=rule.pk)  # a page may be hours old
    if not holds(now.from_day, now.until, day):
        found.add("income.rule_over", "rule", rule=rule.name)
    if not earliest <= year <= day.year:
        found.add("income.year", "year", year=year)
    if not amounts:
        found.add("income.nothing", "amounts")
    if any(item.rule_id != rule.pk for item in amounts):
        found.add("income.foreign_item", "amounts", rule=rule.name)
    if any(amount < 0 for amount in amounts.values()):
        found.add("input.not_an_amount", "amounts", value="−")
    found.check()
    result = working(household, rule, amounts, people, day)
    if result.people < 1:
        raise refuse("income.people", "people")
    return result


def _same(held: Income, result: Working, amounts: Mapping[IncomeItem, int]) -> bool:
    rows = IncomeAmount.objects.visible_to(SYSTEM).filter(income=held)
    told = dict(rows.values_list("item_id", "amount"))
    said = {item.pk: amount for item, amount in amounts.items()}
    return told == said and held.people == result.people
