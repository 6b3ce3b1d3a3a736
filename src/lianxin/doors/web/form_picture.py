"""A form's picture on a page: what is told of each cell, and where each value's record is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.doors.sheets.forms.marks import held, labelled
from lianxin.doors.sheets.forms.pens import (
    DIFFERS,
    EMPTY,
    MASKED,
    NONE,
    UNBOXED,
    UNSEEN,
    Part,
    Value,
)
from lianxin.doors.sheets.forms.preview import Block, Cell, Grid, Line
from lianxin.results.forms.models import FormTemplate
from lianxin.results.forms.slots import slot_of

TABS = {"income", "measures", "diary", "needs", "changes"}


@dataclass(frozen=True)
class Bit:
    """One piece of text: plain, a mark, a fact to be filled in, or a value with its record."""

    text: str
    tone: str = ""
    href: str = ""
    tip: str = ""


@dataclass
class Box:
    label: str
    bits: list[Bit]
    columns: int = 1
    rows: int = 1
    href: str = ""
    here: bool = False

    @property
    def text(self) -> str:
        return "".join(bit.text for bit in self.bits)


@dataclass
class Table:
    title: str
    heads: list[str]
    rows: list[tuple[str, list[Box]]]
    cut: bool


@dataclass
class Picture:
    """Lines and tables in their order; each is one or the other."""

    parts: list[list[Bit] | Table] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        for part in self.parts:
            yield ("table" if isinstance(part, Table) else "line"), part


def _drawn(
    blocks: list[Block], bits: Callable[[list[Part]], list[Bit]], box: Callable[[Cell], Box]
) -> list[list[Bit] | Table]:
    found: list[list[Bit] | Table] = []
    for block in blocks:
        if isinstance(block, Line):
            found.append(bits(block.parts))
        elif isinstance(block, Grid):
            rows = [(label, [box(cell) for cell in cells]) for label, cells in block.rows]
            found.append(Table(block.title, block.heads, rows, block.cut))
    return found


def mapped(blocks: list[Block], row: FormTemplate, picked: str) -> list[list[Bit] | Table]:
    """The empty form: what each mark means, and what was assigned to each cell."""

    def bits(parts: list[Part]) -> list[Bit]:
        return [bit for part in parts for bit in _asked(part, row)]

    def box(cell: Cell) -> Box:
        found = bits(cell.parts)
        if slot := row.cells.get(cell.address):
            keeps = labelled(cell.text) or held(cell.text)
            found = [*(found if keeps else ()), Bit(_told(slot), "jade")]
        href = f"?{urlencode({'cell': cell.address})}#pick"
        here = cell.address == picked
        return Box(cell.label, found, cell.columns, cell.rows, href, here)

    return _drawn(blocks, bits, box)


def _asked(part: Part, row: FormTemplate) -> list[Bit]:
    """What a mark means, and the boxes that it ticks; else the text."""
    text = [Bit(part.text)] if part.text else []
    return [_meaning(part.mark, row), *text] if part.mark else text


def _meaning(mark: str, row: FormTemplate) -> Bit:
    slot = row.marks.get(mark)
    if slot is None:
        return Bit(mark, "amber", tip=_("还不知道填什么"))
    return Bit(_told(slot), "jade", tip=mark) if slot else Bit(_("留空"), "line", tip=mark)


def _told(slot: str) -> str:
    found = slot_of(slot)
    return found.told if found else slot


def sourced(blocks: list[Block], day: date | None) -> list[list[Bit] | Table]:
    """The form as it was filled: every value leads to its record, and what is missing is marked."""

    def bits(parts: list[Part]) -> list[Bit]:
        return [bit for part in parts for bit in _filled(part, day)]

    def box(cell: Cell) -> Box:
        return Box(cell.label, bits(cell.parts), cell.columns, cell.rows)

    return _drawn(blocks, bits, box)


def _filled(part: Part, day: date | None) -> list[Bit]:
    if part.value is None:
        return [Bit(part.text)]
    bit = _valued(part.value, day)
    return [bit, Bit(part.text)] if part.value.boxes and part.value.missing else [bit]


def _valued(value: Value, day: date | None) -> Bit:
    href, told = _record(value, day), _told(value.slot)
    if value.missing == EMPTY:
        return Bit(_("空着"), "amber", href, _("%(fact)s还没有人填过") % {"fact": told})
    if value.missing == NONE:
        return Bit("—", "value", href, _("%(fact)s：没有") % {"fact": told})
    if value.missing == DIFFERS:
        return Bit(_("各户不同"), "amber", "", _("%(fact)s每户不一样，一处写不下") % {"fact": told})
    if value.missing == UNBOXED:
        return Bit(_("没有这一框"), "amber", href, _("%(fact)s在表上没有对应的框") % {"fact": told})
    if value.missing == UNSEEN:
        return Bit(_("看不到"), "line", "", _("您的角色看不到%(fact)s") % {"fact": told})
    if value.missing == MASKED:
        return Bit(_("公示不写"), "line", "", told)
    return Bit(value.shown, "value" if value.shown else "", href, told)


def _record(value: Value, day: date | None) -> str:
    if value.home is None or not value.source:
        return ""
    asked = {"tab": value.source} if value.source in TABS else {}
    asked |= {"as_of": day.isoformat()} if day else {}
    return reverse("household", args=[value.home]) + (f"?{urlencode(asked)}" if asked else "")
