"""Income of a year by the lines of a rule set; the working is shown after it was saved."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.money import fen, yuan
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused, problem, refuse
from lianxin.people.wording import Reading
from lianxin.records.file import actions
from lianxin.records.file.income import Income, IncomeItem, IncomeRule
from lianxin.records.file.quantities import ONE, SMALL, scaled
from lianxin.records.file.rules import items_of, rule_sets
from lianxin.records.file.stated import stated
from lianxin.register import queries
from lianxin.register.queries import HouseholdFile

from .asks import day_of, of_form
from .form import Form
from .requests import Acted


def file_income(request: Acted, pk: UUID) -> HttpResponse:
    """``?rule=&year=``: at first the leading rule set and the year that has ended."""
    file = queries.household(request.actor, pk)
    if not request.actor.allows("income.state", file.household):
        raise refuse("action.not_allowed", action="income.state")
    rules = list(rule_sets())
    rule, year = _rule(request, rules), _year(request.GET.get("year", ""))
    items = items_of(rule) if rule else []
    held = _held(request, file, rule, year)
    form = Form.of(request, day=today().isoformat(), **_first(held))
    if request.method == "POST" and rule:
        with form.refusing():
            made = actions.income_state(
                actor=request.actor,
                household=file.household,
                rule=rule,
                year=year,
                amounts=_amounts(form, items),
                people=scaled(form["people"], ONE, "people", SMALL),
                day=day_of(form),
            )
            return _saved(request, file, made)
    shown = {"file": file, "rules": rules, "rule": rule, "year": year, "held": held}
    shown |= {"groups": _groups(form, items), "registered": len(file.members)}
    shown |= {"day": form["day"], "people": form["people"]}
    shown |= {"years": range(today().year, today().year - 15, -1)}
    return render(request, "file/income.html", shown | of_form(form), status=form.status)


def _rule(request: Acted, rules: list[IncomeRule]) -> IncomeRule | None:
    asked = request.GET.get("rule", "")
    return next((one for one in rules if str(one.pk) == asked), rules[0] if rules else None)


def _year(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today().year - 1


def _held(request: Acted, file: HouseholdFile, rule: IncomeRule | None, year: int) -> Income | None:
    rows = stated(request.actor, [file])[file.household.pk].incomes
    return next((row for row in rows if row.year == year and rule and row.rule_id == rule.pk), None)


def _first(held: Income | None) -> dict[str, Any]:
    if held is None:
        return {}
    shown: dict[str, Any] = {"people": held.people}
    for one in held.lines:  # type: ignore[attr-defined]
        shown[_name(one.item)] = yuan(one.amount).replace(",", "")
    return shown


def _name(item: IncomeItem) -> str:
    return f"amount-{item.pk}"


def _groups(form: Form, items: list[IncomeItem]) -> list[tuple[Any, list[Any]]]:
    """Lines under their group, each with what was typed and what is wrong with it."""
    order = list(IncomeItem.Group)
    listed = sorted(items, key=lambda one: (order.index(IncomeItem.Group(one.group)), one.position))
    return [
        (IncomeItem.Group(group).label, [_line(form, one) for one in some])
        for group, some in groupby(listed, key=lambda one: one.group)
    ]


def _line(form: Form, item: IncomeItem) -> tuple[str, str, str, str, str]:
    name = _name(item)
    hint = _("要减去的支出，写正数") if item.sign < 0 else ""
    return name, item.told, hint, form[name], form.errors.get(name, "")


def _amounts(form: Form, items: list[IncomeItem]) -> dict[IncomeItem, int]:
    """Lines that were filled in, in fen; every problem at its line."""
    reading, found = Reading(), {}
    for item in items:
        if text := form[_name(item)].strip():
            with reading.catching():
                found[item] = _amount(text, _name(item))
    reading.check()
    return found


def _amount(text: str, field: str) -> int:
    try:
        amount = fen(text)
    except Refused:
        amount = -1
    if amount < 0:
        raise Refused([problem("input.not_an_amount", field, value=text[:20])])
    return amount


def _saved(request: Acted, file: HouseholdFile, made: Income) -> HttpResponse:
    told = {"net": yuan(made.net), "people": made.people, "each": yuan(made.per_head)}
    told["year"] = str(made.year)
    messages.success(
        request, _("算好了：%(year)s 年 %(net)s ÷ %(people)s 人 = 人均 %(each)s 元") % told
    )
    return redirect(f"{reverse('household', args=[file.household.pk])}?tab=income")
