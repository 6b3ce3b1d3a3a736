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
from lianxin.register.models import Household, Person

from .income import Income, IncomeAmount, IncomeItem, IncomeRule
from .models import (
    Condition,
    Dwelling,
    HouseholdStatement,
    Land,
    Livelihood,
    Living,
    PersonStatement,
    Source,
    Standing,
    Statement,
)
from .working import Working, working

S = TypeVar("S", bound=Statement)
OF_HOUSEHOLD: tuple[type[HouseholdStatement], ...] = (Standing, Living, Dwelling, Land)
OF_PERSON: tuple[type[PersonStatement], ...] = (Condition, Livelihood)
CARRIED = frozenset({"id", "from_day", "until", "source", "author", "written_at"})
MOST_CAUSES = 5


def household_state(
    *,
    actor: Actor,
    household: Household,
    kind: type[HouseholdStatement],
    fields: Mapping[str, Any],
    day: date | None = None,
    source: str = Source.OFFICE,
) -> HouseholdStatement:
    """States facts of one kind about a household from a day on; ``fields`` as the model has them."""
    with act(actor, "file.state", on=household) as audit:
        day = day or today()
        _check_day(day, household)
        _check(kind, fields)
        row = _state(actor, kind, "household", household, fields, day, source)
        audit.note(household, kind=kind.__name__, fields=sorted(fields), day=day)
        return row


def person_state(
    *,
    actor: Actor,
    person: Person,
    kind: type[PersonStatement],
    fields: Mapping[str, Any],
    day: date | None = None,
    source: str = Source.OFFICE,
) -> PersonStatement:
    """States facts of one kind about a member from a day on."""
    with act(actor, "file.state", on=person) as audit:
        day = day or today()
        _check_day(day, person.home)
        _check(kind, fields)
        row = _state(actor, kind, "person", person, fields, day, source)
        audit.note(person, kind=kind.__name__, fields=sorted(fields), day=day)
        return row


def _check_day(day: date, household: Household) -> None:
    if day > today():
        raise refuse("file.future", "day", day=day)
    if day < household.opened:
        raise refuse("file.before_opened", "day", opened=household.opened)


def _check(kind: type[Statement], fields: Mapping[str, Any]) -> None:
    known = {field.name for field in kind._meta.fields} - CARRIED - {"household", "person"}
    if unknown := set(fields) - known:
        raise refuse("input.unknown_choice", min(unknown), value=min(unknown))
    found = Reading()
    for whole, part in (("arable", "arable_certified"), ("forest", "forest_certified")):
        if (fields.get(part) or 0) > (fields.get(whole) or 0) and whole in fields:
            told = {"part": fields[part] / 100, "whole": (fields.get(whole) or 0) / 100}
            found.add("file.certified", part, **told)
    causes = fields.get("causes") or []
    main = str(fields["cause"].pk) if fields.get("cause") else ""
    if len(causes) > MOST_CAUSES or (main and main in map(str, causes)):
        found.add("file.main_cause", "causes", limit=MOST_CAUSES)
    found.check()


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
    rows = kind.objects.visible_to(SYSTEM).select_for_update()
    held: S | None = rows.filter(**{owner: of}, until=None).first()
    names = [f.name for f in kind._meta.fields if f.name not in CARRIED | {owner}]
    old = {name: getattr(held, name) for name in names} if held else {}
    if held is not None and all(old[name] == value for name, value in fields.items()):
        return held
    if held is not None:
        _end(held, day)
    row = kind(**{owner: of, **old, **fields})
    return _sign(actor, row, day, source)


def _end(held: Statement, day: date) -> None:
    if day < held.from_day:
        raise refuse("file.older", "day", since=held.from_day, day=day)
    held.until = day
    held.save(update_fields=["until"])


def _sign(actor: Actor, row: S, day: date, source: str) -> S:
    row.from_day, row.source, row.author_id = day, source, actor.id
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
    source: str = Source.OFFICE,
) -> Income:
    """States a year's income by its lines, in fen; ``people`` where the rule set asks for it."""
    with act(actor, "income.state", on=household) as audit:
        day = day or today()
        _check_day(day, household)
        result = _worked(household, rule, year, amounts, people, day)
        rows = Income.objects.visible_to(SYSTEM).select_for_update(of=("self",))
        held = rows.filter(household=household, year=year, rule=rule, until=None).first()
        if held is not None and _same(held, result, amounts):
            return held
        if held is not None:
            _end(held, day)
        row = Income(household=household, year=year, rule=rule)
        row.people, row.net, row.per_head = result.people, result.net, result.per_head
        _sign(actor, row, day, source)
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
) -> Working:
    found = Reading()
    if not household.opened.year - 1 <= year <= day.year:
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
