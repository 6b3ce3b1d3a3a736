"""The parts of the ledger's page: views it has from the start, switches, tabs, chips, choices, headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy

from lianxin.records.file.income import Income
from lianxin.records.file.models import Standing
from lianxin.register.models import Household, Pairing, Person, SavedView
from lianxin.results.columns import Column
from lianxin.results.conditions import Conditions

BUILT_IN: tuple[tuple[str, Any, Conditions, type[Model]], ...] = (
    ("all", gettext_lazy("全部"), Conditions(), Household),
    ("monitored", gettext_lazy("监测对象"), Conditions(monitored=True), Standing),
    ("unpaired", gettext_lazy("没有结对"), Conditions(unpaired=True), Pairing),
    ("falling", gettext_lazy("收入下降"), Conditions(falling=True), Income),
    ("incomplete", gettext_lazy("资料不全"), Conditions(incomplete=True), Person),
)
SWITCHES: tuple[tuple[str, Any, type[Model]], ...] = (
    ("monitored", gettext_lazy("监测对象，风险没消除"), Standing),
    ("unpaired", gettext_lazy("没有结对"), Pairing),
    ("falling", gettext_lazy("收入比上年下降"), Income),
    ("incomplete", gettext_lazy("资料不全"), Person),
    ("closed", gettext_lazy("已经销户的"), Household),
)
INCOMPLETE = gettext_lazy("资料不全：没有户主、没有分社、没有电话，或者有人没有证件号。")


@dataclass(frozen=True)
class Tab:
    title: str
    href: str
    here: bool
    count: int | None
    saved: SavedView | None = None


@dataclass(frozen=True)
class Chip:
    label: str
    value: str
    href: str


@dataclass(frozen=True)
class Choice:
    """A field of the conditions with what can be chosen in it."""

    name: str
    title: str
    options: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Heading:
    column: Column
    href: str
    order: str
