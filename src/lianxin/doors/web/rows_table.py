"""Rows of the records as a table's cells; each row opens its own page, each head the household's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lianxin.results.columns import Column
from lianxin.results.lines import Line

from .cells import EMPTY, english, opening, plain
from .menu import address_of

PAGES: dict[str, tuple[str, ...]] = {
    "Entry": ("entry", "diary-entry"),
    "Need": ("need",),
    "Project": ("project",),
    "Activity": ("activity",),
    "Delivery": ("delivery",),
    "Measure": ("measure",),
    "Publicity": ("publicity",),
    "Document": ("document",),
    "Task": ("task",),
    "Meeting": ("meeting",),
}
"""Where a row of a kind is shown, in the order of preference; without a page its household's is."""


def page_of(it: Any) -> str:
    """The address of the page that shows the row."""
    kind, key = type(it).__name__, it.pk
    if kind == "Act":
        kind, key = "Entry", it.entry_id
    if kind == "Receipt":
        kind, key = "Project", it.project_id
    if kind == "Post":
        return address_of("body", it.body_id)
    found = (address_of(name, key) for name in PAGES.get(kind, ()))
    return next(filter(None, found), "") or _home(it)


def _home(it: Any) -> str:
    key = it.pk if type(it).__name__ == "Household" else getattr(it, "household_id", None)
    return address_of("household", key) if key else ""


def drawn(columns: list[Column], lines: Iterable[Any]) -> list[SafeString]:
    """The cells of each row; built here, since a page has hundreds."""
    words = english()
    opened = [(column, opening(column)) for column in columns]
    return [
        SafeString(
            "".join(
                f"{start}{_cell(column, line, words, place == 0)}</td>"
                for place, (column, start) in enumerate(opened)
            )
        )
        for line in lines
    ]


def _cell(column: Column, line: Any, words: Mapping[str, str], first: bool) -> SafeString:
    shown = _shown(column, line, words)
    if not isinstance(line, Line):
        return shown
    href = page_of(line.it) if first else _home(line.it) if column.name == "head" else ""
    if not href:
        return shown
    return format_html('<a href="{}">{}</a>', href, _("打开") if shown == EMPTY else shown)


def _shown(column: Column, line: Any, words: Mapping[str, str]) -> SafeString:
    """A code's name is told in the reader's language."""
    if column.kind == "text" and words:
        value = column.value(line)
        if value in words:
            return format_html("{}", words[value])
    return plain(column, line, words)
