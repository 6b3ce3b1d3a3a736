"""What two versions of a plan differ in: what is new, what was taken out, what is told otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.money import yuan

from .models import PlanItem, VillagePlan

LABELS: dict[str, Any] = {
    "title": gettext_lazy("名称"),
    "years": gettext_lazy("起止年份"),
    "aims": gettext_lazy("要达到什么"),
    "text": gettext_lazy("做什么"),
    "who": gettext_lazy("谁负责"),
    "due": gettext_lazy("什么时候完成"),
    "money": gettext_lazy("资金"),
    "problem": gettext_lazy("解决哪个问题"),
    "project": gettext_lazy("连着的项目"),
}


@dataclass(frozen=True)
class Change:
    """``name``: which field; how it read before and how it reads now."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class ItemChange:
    """``what``: new, gone or changed."""

    what: str
    item: PlanItem
    changes: list[Change]

    @property
    def told(self) -> str:
        names = {"new": _("新增"), "gone": _("去掉"), "changed": _("改了")}
        return names[self.what]


@dataclass(frozen=True)
class Difference:
    before: VillagePlan
    now: VillagePlan
    changes: list[Change]
    items: list[ItemChange]

    @property
    def none(self) -> bool:
        return not (self.changes or self.items)


def difference(
    before: tuple[VillagePlan, Iterable[PlanItem]], now: tuple[VillagePlan, Iterable[PlanItem]]
) -> Difference:
    """Projects are the same where their line is, whatever they are called by now."""
    old = {one.line: one for one in before[1]}
    new = {one.line: one for one in now[1]}
    found = [ItemChange("new", one, []) for line, one in new.items() if line not in old]
    found += [
        ItemChange("changed", one, changed)
        for line, one in new.items()
        if line in old and (changed := list(_changes(_told(old[line]), _told(one))))
    ]
    found += [ItemChange("gone", one, []) for line, one in old.items() if line not in new]
    whole = list(_changes(_whole(before[0]), _whole(now[0])))
    return Difference(before[0], now[0], whole, found)


def _changes(before: dict[str, str], now: dict[str, str]) -> Iterator[Change]:
    for name, value in now.items():
        if before[name] != value:
            yield Change(str(LABELS[name]), before[name] or "—", value or "—")


def _whole(plan: VillagePlan) -> dict[str, str]:
    years = f"{plan.first_year}–{plan.last_year}"
    return {"title": plan.title, "years": years, "aims": plan.aims}


def _told(item: PlanItem) -> dict[str, str]:
    money = _("、").join(f"{source} {yuan(amount)}" for source, amount in item.money)
    return {
        "title": item.title,
        "text": item.text,
        "who": item.who,
        "due": date_format(item.due, "Y-m-d"),
        "money": money,
        "problem": str(item.problem or ""),
        "project": _("连上了") if item.project_id else "",
    }
