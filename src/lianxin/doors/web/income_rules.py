"""Rule sets of income: everybody reads them, the office adds and ends them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy
from lianxin.people.queries import reaches_all
from lianxin.records.file.income import IncomeItem, IncomeRule
from lianxin.records.file.rules import (
    LineGiven,
    income_rule_end,
    income_rule_set,
    items_of,
    rule_sets,
    with_items,
)

from .form import Form, may_for_all, show_form, visible
from .requests import Acted

BLANK = 4
MOST = 40


@require_GET
def income_rules(request: Acted) -> HttpResponse:
    shown = {
        "rules": with_items(),
        "today": today(),
        "may": may_for_all(request.actor, set="income_rule.set"),
    }
    return render(request, "file/rules.html", shown)


def income_rule_new(request: Acted) -> HttpResponse:
    """Begins with the lines of the leading rule set: a new one mostly differs in a few."""
    if not request.actor.allows("income_rule.set"):
        raise refuse("action.not_allowed", action="income_rule.set")
    if request.method == "GET" and not reaches_all(request.actor):
        return redirect("income-rules")  # which says who can
    form = Form.of(request, from_day=today().isoformat(), denominator="registered", **_first())
    if request.method == "POST":
        with form.refusing():
            made = income_rule_set(
                actor=request.actor,
                name=form["name"],
                denominator=form["denominator"],
                lines=_lines(form),
                leading="leading" in form,
                source=form["source"],
                from_day=form.day("from_day"),
            )
            messages.success(request, _("加好了：%(name)s") % {"name": made.name})
            return redirect("income-rules")
    extra = {"lines": _rows(form), "denominators": IncomeRule.Denominator.choices}
    return show_form(request, "file/rule_new.html", form, extra | _choices())


@require_POST
def income_rule_stop(request: Acted, pk: UUID) -> HttpResponse:
    rule = visible(request.actor, IncomeRule, pk)
    income_rule_end(actor=request.actor, rule=rule)
    messages.success(request, _("停用了：%(name)s。以前按它填的都留着") % {"name": rule.name})
    return redirect("income-rules")


def _choices() -> dict[str, Any]:
    signs = [("1", _("加")), ("-1", _("减"))]
    return {"groups": IncomeItem.Group.choices, "signs": signs}


def _first() -> dict[str, str]:
    rule = rule_sets().first()
    shown: dict[str, str] = {}
    for place, item in enumerate(items_of(rule) if rule else []):
        shown[f"line-{place}-name"] = item.name
        shown[f"line-{place}-group"] = item.group
        shown[f"line-{place}-sign"] = str(item.sign)
    return shown


def _rows(form: Form) -> list[tuple[int, str, str, str]]:
    """The lines that were filled in, and some blank ones."""
    filled = [place for place in range(MOST) if form[f"line-{place}-name"]]
    count = min(MOST, (max(filled) + 1 if filled else 0) + BLANK)
    return [
        (
            place,
            form[f"line-{place}-name"],
            form[f"line-{place}-group"] or "transfer",
            form[f"line-{place}-sign"] or "1",
        )
        for place in range(count)
    ]


def _lines(form: Form) -> list[LineGiven]:
    """What has a name; a line whose name was cleared is left out."""
    return [
        LineGiven(tidy(name), group, -1 if sign == "-1" else 1)
        for _place, name, group, sign in _rows(form)
        if tidy(name)
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("income-rules/", income_rules, name="income-rules"),
    path("income-rules/new/", income_rule_new, name="income-rule-new"),
    path("income-rules/<uuid:pk>/end/", income_rule_stop, name="income-rule-end"),
]
