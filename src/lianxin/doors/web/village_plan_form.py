"""The page on which a village's plan is written: its fields, what stands in them, how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.aid.village_plan.drawn import MOST_ITEMS, ItemDrawn, MoneyDrawn, PlanDrawn
from lianxin.kernel.money import fen, yuan
from lianxin.kernel.problem import Problem, Refused
from lianxin.kernel.text import tidy

from .asking import key_of
from .form import Form

MONEY, MORE = 3, 2
NAMES = ("title", "text", "who", "due", "problem", "project", "line")


@dataclass(frozen=True)
class ItemSlot:
    """One project as the page shows it; ``n`` from 0, ``money`` pairs of names and what stands in them."""

    n: int
    values: dict[str, str]
    errors: dict[str, str]
    money: list[tuple[str, str, str, str]]

    @property
    def empty(self) -> bool:
        return not any(self.values[one].strip() for one in NAMES if one != "line")


def first_of(drawn: PlanDrawn) -> dict[str, Any]:
    """What the fields show at first."""
    found: dict[str, Any] = {
        "title": drawn.title,
        "first_year": drawn.first_year or "",
        "last_year": drawn.last_year or "",
        "aims": drawn.aims,
        "slots": len(drawn.items) + MORE,
    }
    for n, one in enumerate(drawn.items):
        found |= {f"item-{n}-{name}": getattr(one, name) for name in NAMES}
        for m, part in enumerate(one.money):
            found[f"item-{n}-source-{m}"] = part.source
            found[f"item-{n}-amount-{m}"] = yuan(part.amount).replace(",", "")
    return found


def slots(form: Form) -> list[ItemSlot]:
    """Those in use and some more; asking for more adds some again."""
    wanted = int(form["slots"]) if form["slots"].isdecimal() and len(form["slots"]) < 4 else MORE
    if form["then"] == "more":
        wanted += MORE
    errors = form.errors
    return [_slot(form, errors, n) for n in range(min(MOST_ITEMS, max(MORE, wanted)))]


def _slot(form: Form, errors: dict[str, str], n: int) -> ItemSlot:
    at = f"item-{n}"
    money = [
        (
            f"{at}-source-{m}",
            form[f"{at}-source-{m}"],
            f"{at}-amount-{m}",
            form[f"{at}-amount-{m}"],
        )
        for m in range(MONEY)
    ]
    told = {name: errors.get(f"{at}-{name}", "") for name in (*NAMES, "money")}
    return ItemSlot(n, {name: form[f"{at}-{name}"] for name in NAMES}, told, money)


def content(form: Form) -> PlanDrawn:
    """What was written, in the order of the page; what cannot be read is told with everything else of its kind."""
    found: list[Problem] = []
    laid = [slot for slot in slots(form) if not slot.empty or _any_money(slot)]
    items = [_item(form, slot, found) for slot in laid]
    if found:
        raise Refused(found)
    years = [int(form[name]) if _year(form[name]) else 0 for name in ("first_year", "last_year")]
    return PlanDrawn(form["title"], years[0], years[1], form["aims"], items)


def _year(text: str) -> bool:
    return text.isdecimal() and len(text) == 4


def _any_money(slot: ItemSlot) -> bool:
    return any(source.strip() or amount.strip() for _s, source, _a, amount in slot.money)


def _item(form: Form, slot: ItemSlot, found: list[Problem]) -> ItemDrawn:
    values, at = slot.values, f"item-{slot.n}"
    return ItemDrawn(
        values["title"],
        values["who"],
        _day(form, f"{at}-due", found),
        values["text"],
        key_of(values["problem"]),
        key_of(values["project"]),
        [
            MoneyDrawn(source, _fen(amount))
            for _s, source, _a, amount in slot.money
            if source.strip() or amount.strip()
        ],
        key_of(values["line"]),
    )


def _fen(text: str) -> int | None:
    """Yuan, 512.6万 too; what is no amount is none, which the action tells."""
    text = tidy(text).removesuffix("元").strip()
    try:
        return fen(text.removesuffix("万")) * (10_000 if text.endswith("万") else 1)
    except Refused:
        return None


def _day(form: Form, name: str, found: list[Problem]) -> date | None:
    try:
        return form.day(name)
    except Refused as error:
        found += error.problems
        return None
