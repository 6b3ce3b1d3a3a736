"""Rule sets of income 口径 of every unit: added with their lines, ended; rows with days, never edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import F, Prefetch, QuerySet
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.people.queries import check_for_all
from lianxin.people.wording import Reading

from .income import IncomeItem, IncomeRule


class LineGiven(NamedTuple):
    """One line of a new rule set as it was filled in."""

    name: str
    group: str
    sign: int


def rule_sets(day: date | None = None) -> QuerySet[IncomeRule]:
    """The rule sets in use on the day, the leading one first; public."""
    rows: QuerySet[IncomeRule] = IncomeRule.objects.visible_to(SYSTEM).filter(in_force(day))
    return rows


def with_items() -> QuerySet[IncomeRule]:
    """Every rule set with its ``lines``, those in use first; public."""
    rows: QuerySet[IncomeRule] = IncomeRule.objects.visible_to(SYSTEM)
    lines = IncomeItem.objects.visible_to(SYSTEM).order_by("position")
    rows = rows.order_by(F("until").desc(nulls_first=True), "-leading", "name", "-from_day")
    return rows.prefetch_related(Prefetch("items", lines, to_attr="lines"))


def items_of(rule: IncomeRule) -> list[IncomeItem]:
    return list(IncomeItem.objects.visible_to(SYSTEM).filter(rule=rule).order_by("position"))


def income_rule_set(
    *,
    actor: Actor,
    name: str,
    denominator: str,
    lines: Sequence[LineGiven],
    leading: bool = False,
    source: str = "",
    from_day: date | None = None,
) -> IncomeRule:
    """Adds a rule set; one of the same name ends that day, and so does the leading one if this leads."""
    with act(actor, "income_rule.set") as audit:
        check_for_all(actor)
        row = _read(name, denominator, lines, source, from_day)
        row.leading = leading
        for old in _followed(row):
            old.until = row.from_day
            old.save(update_fields=["until"])
        row.save(force_insert=True)
        IncomeItem.objects.bulk_create(
            IncomeItem(rule=row, position=place, **line._asdict())
            for place, line in enumerate(lines)
        )
        audit.note(row, name=row.name, from_day=row.from_day)
        return row


def income_rule_end(*, actor: Actor, rule: IncomeRule, day: date | None = None) -> IncomeRule:
    """No longer used from the day on; what was stated by it stays."""
    with act(actor, "income_rule.set") as audit:
        check_for_all(actor)
        row, day = _locked(rule), day or today()
        if row.until is not None:
            raise refuse("income.rule_ended", name=row.name)
        if row.leading:
            raise refuse("income.rule_leads", name=row.name)
        if day < row.from_day:
            raise refuse("period.backwards", "until", from_day=row.from_day, until=day)
        row.until = day
        row.save(update_fields=["until"])
        audit.note(row, name=row.name, until=day)
        return row


def _locked(rule: IncomeRule) -> IncomeRule:
    return IncomeRule.objects.visible_to(SYSTEM).select_for_update().get(pk=rule.pk)


def _read(
    name: str,
    denominator: str,
    lines: Sequence[LineGiven],
    source: str,
    from_day: date | None,
) -> IncomeRule:
    found = Reading()
    row = IncomeRule(denominator=denominator)
    row.name = found.words("name", name, _("口径名称"), 60, needed=True)
    row.source = found.words("source", source, _("依据"), 160, sentence=True)
    row.from_day = found.day("from_day", from_day, _("从哪天起"))
    if denominator not in IncomeRule.Denominator.values:
        found.add("input.required", "denominator", label=_("按几口人算"))
    _check_lines(found, lines)
    if from_day and (last := _last(row)) is not None and last.from_day >= from_day:
        found.add("income.rule_not_later", "from_day", name=last.name, since=last.from_day)
    found.check()
    return row


def _check_lines(found: Reading, lines: Sequence[LineGiven]) -> None:
    if not lines:
        found.add("income.rule_needs_items", "lines")
    seen: set[str] = set()
    for line in lines:
        found.words("lines", line.name, _("收入项目"), 60)
        if line.name in seen:
            found.add("income.rule_line_twice", "lines", name=line.name)
        seen.add(line.name)
        if line.group not in IncomeItem.Group.values or line.sign not in (1, -1):
            found.add("input.unknown_choice", "lines", value=line.group)


def _last(row: IncomeRule) -> IncomeRule | None:
    rows = IncomeRule.objects.visible_to(SYSTEM).filter(name=row.name)
    return rows.order_by("from_day").last()


def _followed(row: IncomeRule) -> list[IncomeRule]:
    """Rule sets that end where this one begins; a leading one that began later is no predecessor."""
    rows = IncomeRule.objects.visible_to(SYSTEM).select_for_update().filter(until=None)
    found = [old for old in rows if old.name == row.name or (row.leading and old.leading)]
    for old in found:
        if old.from_day >= row.from_day:
            raise refuse("income.rule_not_later", "from_day", name=old.name, since=old.from_day)
    return found
