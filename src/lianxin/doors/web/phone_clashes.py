"""Clashes side by side: of each field both values, who said them and when, household by household."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.db.models import F, QuerySet
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lianxin.people.policy import AccountActor
from lianxin.sync import fields, queries
from lianxin.sync.models import Device, Proposal, Received

from . import phone_words as words
from .menu import address_of

COMPARED = 1500  # characters up to which two wordings are held against each other


@dataclass(frozen=True)
class Said:
    """One side of a clash: the value, who said so and when."""

    value: str
    who: str
    at: datetime | None
    more: str = ""
    late: bool = False


@dataclass(frozen=True)
class Clash:
    row: Proposal
    label: str
    yours: Said
    held: Said
    clock: str = ""


@dataclass
class Group:
    """The clashes of one household, or of one diary entry."""

    title: str
    more: str
    href: str
    clashes: list[Clash] = field(default_factory=list)


def clashing(actor: AccountActor) -> QuerySet[Proposal]:
    rows = queries.proposals(actor).select_related("entry__officer")
    number = F("household__number").asc(nulls_last=True)
    return rows.order_by("village__path", number, "entry", "made_at", "field")


def grouped(actor: AccountActor, rows: list[Proposal]) -> list[Group]:
    """Household by household, then entry by entry, in the order of the rows."""
    receipts = Received.objects.visible_to(actor).filter(pk__in=[row.item for row in rows])
    phones = {one.pk: one.device for one in receipts.select_related("device")}
    found: dict[Any, Group] = {}
    for row in rows:
        key = row.entry_id or row.household_id
        if key not in found:
            found[key] = _group(row)
        found[key].clashes.append(clash(row, phones.get(row.item)))
    return list(found.values())


def _group(row: Proposal) -> Group:
    if row.entry is not None:
        said = {"who": row.entry.officer.name, "day": date_format(row.entry.day, _("n月j日"))}
        title = _("%(who)s %(day)s的日记") % said
        return Group(title, "", address_of("entry", row.entry_id))
    if row.household is None:
        return Group(str(row.village), "", "")
    where = str(row.household.group or row.household.village)
    return Group(home_of(row), where, address_of("household", row.household_id))


def home_of(row: Proposal) -> str:
    """康润生 1-001; nothing where it is about a diary entry."""
    if row.household is None or row.entry_id:
        return ""
    head = next(iter(row.household.heads), None)  # type: ignore[attr-defined]
    return f"{head.person.name if head else ''} {row.household.number}".strip()


def clash(row: Proposal, device: Device | None) -> Clash:
    late, more = words.arrived(row.at, row.made_at, device.skew if device else None)
    who = str(row.officer.name if row.officer else row.account.name if row.account else "")
    yours = Said(told(row, row.yours, row.held), who, row.at, more, late)
    held = Said(told(row, row.held, row.yours), row.held_by, row.held_at)
    return Clash(row, label_of(row), yours, held, words.clock(device))


def label_of(row: Proposal) -> str:
    return _("日记的话") if row.entry_id else fields.label(row.field)


def told(row: Proposal, value: Any, other: Any) -> str:
    """The value in words; of two wordings with a mark on what the other does not say."""
    if row.entry_id:
        return unlike("" if value is None else str(value), str(other or ""))
    return fields.told(row.field, value)


def unlike(text: str, other: str) -> SafeString:
    if len(text) > COMPARED or len(other) > COMPARED:
        return escape(text)
    parts = SequenceMatcher(None, other, text, autojunk=False).get_opcodes()
    drawn = (
        (text[first:last] if kind == "equal" else format_html("<mark>{}</mark>", text[first:last]),)
        for kind, _from, _to, first, last in parts
        if last > first
    )
    return format_html_join("", "{}", drawn)
