"""How a ledger's values look on a page; the plain values are those of the sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import half_up
from lianxin.kernel.money import yuan
from lianxin.kernel.text import in_english
from lianxin.pool.models import Goods
from lianxin.register.models import Code
from lianxin.results.columns import Column
from lianxin.results.households import Row, Totals

from .tags import icon

register = template.Library()
NOTHING: Mapping[str, str] = MappingProxyType({})
EMPTY = mark_safe('<span class="mute">—</span>')


@register.filter
def day(value: date | None) -> str:
    if value is None:
        return ""
    return _("%(y)d年%(m)d月%(d)d日") % {"y": value.year, "m": value.month, "d": value.day}


@register.filter
def near(value: date | None, other: date) -> str:
    """A day without its year where that is the year of the other day."""
    if value is None or value.year != other.year:
        return day(value)
    return _("%(m)d月%(d)d日") % {"m": value.month, "d": value.day}


@register.filter
def share(value: float | None) -> SafeString:
    """A change: direction in words, sign and colour, never in colour alone."""
    if value is None:
        return EMPTY
    number = f"{abs(value) * 100:.1f}%"
    if number == "0.0%":
        return format_html('<span class="mute">{}</span>', _("持平"))
    kind, sign, name = ("ok", "+", "trending-up") if value > 0 else ("bad", "−", "trending-down")
    return format_html('<span class="{}">{} {}{}</span>', kind, icon(name), sign, number)


@register.filter(name="yuan")
def whole_yuan(amount: float | None) -> str:
    """Money of a household on a page: whole yuan; the sheets keep the fen."""
    return "" if amount is None else yuan(half_up(amount / 100) * 100)


@register.filter
def money(amount: int | None) -> str:
    """Money to the fen, as a decision or a payment has it."""
    return yuan(amount)


@register.filter
def told(value: Any) -> str:
    """A code in the reader's language."""
    return "" if value is None else str(getattr(value, "told", value))


def english() -> dict[str, str]:
    """The English of code lists and goods where English is read. Unscoped: both are public."""
    if not in_english():
        return {}
    rows = Code.objects.visible_to(SYSTEM).exclude(english="")
    goods = Goods.objects.visible_to(SYSTEM)
    named = {word: told for one in goods for word, told in one.words()}
    return named | dict(rows.values_list("name", "english"))


def plain(column: Column, row: Row, words: Mapping[str, str]) -> SafeString:
    value = column.value(row)
    if value is None or value == "":
        return EMPTY
    if column.kind == "money":
        return escape(whole_yuan(value))
    if column.kind == "share":
        return share(value)
    if column.name == "cause":
        value = words.get(value, value)
    return escape(day(value) if isinstance(value, date) else str(value))


def head(row: Row, _words: Mapping[str, str]) -> SafeString:
    """The household's link; one without a head still has its number to open it by."""
    return format_html(
        '<a href="{}"><b>{}</b></a>',
        reverse("household", args=[row.household.pk]),
        row.name or _("没有户主"),
    )


def category(row: Row, words: Mapping[str, str]) -> SafeString:
    return standing_tag(row.standing, words) or EMPTY


def standing_tag(it: Any, words: Mapping[str, str] = NOTHING) -> SafeString:
    """The tag of a household's category; monitored ones catch the eye, sudden hardship most.

    ``it`` holds codes, or their names with ``words`` to tell them by.
    """
    if it is None or not (it.watch or it.category):
        return SafeString("")

    def name_of(value: Any) -> str:
        return words.get(value, "") or told(value)

    if it.watch and not it.risk_cleared:
        sudden = str(it.watch).startswith("突发")
        kind, name = ("red", "alert-triangle") if sudden else ("amber", "eye")
        return format_html('<span class="tag {}">{}{}</span>', kind, icon(name), name_of(it.watch))
    return format_html('<span class="tag">{}</span>', name_of(it.category or it.watch))


@register.simple_tag
def standing(row: Row, words: Mapping[str, str]) -> SafeString:
    """A household's category on the pages of pairings, in the reader's language."""
    return standing_tag(row.standing, words)


def officer(row: Row, _words: Mapping[str, str]) -> SafeString:
    if not row.paired:
        return format_html('<span class="warn">{} {}</span>', icon("alert-triangle"), _("没有结对"))
    return escape(row.officer)


SPECIAL: dict[str, Callable[[Row, Mapping[str, str]], SafeString]] = {
    "head": head,
    "category": category,
    "officer": officer,
}


def drawn(columns: list[Column], rows: list[Row]) -> list[tuple[Row, str, SafeString]]:
    """Each row with the label of its tick and its cells; built here, since a page has hundreds."""
    opened = [
        (column, opening(column), bare(column), SPECIAL.get(column.name)) for column in columns
    ]
    label, words = _("选%(name)s"), english()
    return [
        (
            row,
            label % {"name": row.name or row.household.number},
            SafeString(
                "".join(
                    f"{empty if cell is EMPTY else start}{cell}</td>"
                    for column, start, empty, special in opened
                    for cell in (special(row, words) if special else plain(column, row, words),)
                )
            ),
        )
        for row in rows
    ]


SENTENCE = 24
"""From this width on a column holds sentences, which may go on in the next line."""


def opening(column: Column) -> SafeString:
    """The cell's start: its column by class, and by name for the cards on a phone."""
    kind = " num" if column.number else " long" if column.width >= SENTENCE else ""
    return format_html('<td class="c-{}{}" data-th="{}">', column.name, kind, column.title)


def bare(column: Column) -> SafeString:
    """A cell without anything in it: on a phone a name with nothing behind it says nothing."""
    kind = " num" if column.number else ""
    return format_html('<td class="c-{}{}">', column.name, kind)


def total(column: Column, totals: Totals) -> SafeString | str:
    """What stands below a column: sums, and medians where a sum means nothing."""
    found: dict[str, Any] = {
        "head": format_html("<b>{}</b>", _("%(n)d 户合计") % {"n": totals.households}),
        "members": totals.members,
        "labour": totals.labour,
        "category": _("监测对象 %(n)d 户") % {"n": totals.monitored},
        "officer": _("没结对 %(n)d 户") % {"n": totals.unpaired} if totals.unpaired else "",
        "income": _("中位 %(n)s") % {"n": whole_yuan(totals.income)}
        if totals.income is not None
        else "",
        "change": share(totals.change) if totals.change is not None else "",
    }
    return conditional_escape(found.get(column.name, ""))
