"""How a column of the national register's sheets reads its value: as text, from the file, the income or the person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from lianxin.records.file.income import Income, IncomeItem
from lianxin.records.file.models import (
    Statement,
    Welfare,
)
from lianxin.records.file.quantities import written
from lianxin.register.models import Household

from .columns import Column
from .lines import Line

Read = Callable[[Line], Any]
Group = IncomeItem.Group
SUBSIDY = "专项用于减少生产经营性支出的补贴"
SERIAL = Column("serial", "序号", lambda _line: "", "serial", 8, sort=False, of="")


def text(name: str, title: str, read: Read, needs: Any = Household, **more: Any) -> Column:
    """Everything is text, as the register wants it: no program makes a number of a code."""
    return Column(name, title, lambda line: _written(read(line)), needs=needs, sort=False, **more)


def _written(value: Any) -> str:
    """Months as 201401, days as 20140105, yes and no in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value:%Y%m}" if value.day == 1 else f"{value:%Y%m%d}"
    return str(value)


def said(kind: type[Statement], name: str, title: str, **more: Any) -> Column:
    return text(name, title, lambda line: getattr(line.told.get(kind), name, None), kind, **more)


def measured(kind: type[Statement], name: str, title: str, parts: int) -> Column:
    def read(line: Line) -> str:
        return written(getattr(line.told.get(kind), name, None), parts)

    return Column(name, title, read, needs=kind, sort=False)


def day(kind: type[Statement], name: str, title: str, mask: str = "") -> Column:
    """A whole day, also where it is the first of a month."""

    def read(line: Line) -> str:
        value = getattr(line.told.get(kind), name, None)
        return f"{value:%Y%m%d}" if value else ""

    return Column(name, title, read, needs=kind, sort=False, mask=mask)


def yuan(fen: int | None) -> str:
    if fen is None:
        return ""
    return f"{(Decimal(fen) / 100).normalize():f}"


def earned(name: str, title: str, *items: str) -> Column:
    """What some lines of the latest year come to; empty where none of them is stated."""

    def read(line: Line) -> str:
        told = [line.amounts[one] for one in items if one in line.amounts]
        return yuan(sum(told)) if told else ""

    return Column(name, title, read, needs=Income, sort=False, mask="hide")


def summed(name: str, title: str, *groups: str, taken_off: bool = False) -> Column:
    """What the lines of some groups come to: what is earned, and with ``taken_off`` less what it cost."""

    def read(line: Line) -> str:
        told = [
            line.amounts[one.name] * one.sign
            for one in line.items
            if one.group in groups and (taken_off or one.sign > 0)
        ]
        return yuan(sum(told)) if told else ""

    return Column(name, title, read, needs=Income, sort=False, mask="hide")


def above(level: int) -> Read:
    """The name of the county (2) or the town (1) above the village."""

    def read(line: Line) -> str:
        area = line.it.household.village
        for _step in range(level):
            area = area.parent if area is not None else None
        return area.name if area is not None else ""

    return read


def id_of(line: Line) -> str:
    person = line.it.person
    return tail_of(person) or str(person.no_id_reason)


def tail_of(person: Any) -> str:
    return f"…{person.id_tail}" if person is not None and person.id_tail else ""


def of_person(name: str) -> Read:
    return lambda line: getattr(line.it.person, name) or ""


def of_home(name: str) -> Read:
    return lambda line: getattr(line.it.household, name)


def relieved(line: Line) -> bool | None:
    """As it is stated; where nothing is, the payments of the year tell it."""
    row = line.told.get(Welfare)
    said: bool | None = row.medical_relief if row is not None else None
    return True if said is None and line.relieved else said
