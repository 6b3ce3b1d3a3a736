"""What the pages of phones show: clashes side by side, what is kept unapplied, each phone and its state."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.people.policy import AccountActor
from lianxin.sync import fields, queries
from lianxin.sync.models import Device, Proposal, Quarantined, Received

from . import phone_words as words
from .menu import address_of
from .phone_items import Line, Names, homes, lines
from .requests import Acted

MOST = 50
TABS = {
    "used": gettext_lazy("在用"),
    "waiting": gettext_lazy("有待发"),
    "ended": gettext_lazy("已停用"),
}


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


@dataclass(frozen=True)
class Kept:
    row: Quarantined
    deed: str
    lines: list[Line]
    clock: str


@dataclass(frozen=True)
class Phone:
    row: Device

    @property
    def ago(self) -> str:
        return words.ago(self.row.last_seen)

    @property
    def clock(self) -> str:
        return words.clock(self.row)

    @property
    def waiting(self) -> str:
        return words.waiting(self.row)

    @property
    def long(self) -> bool:
        return words.waits_long(self.row)


class PhonesPage:
    """What waits for a decision, and the phones of one tab. Who only ends phones sees these alone."""

    def __init__(self, request: Acted) -> None:
        self.actor, asked = request.actor, request.GET
        self.decides = self.actor.allows("proposal.decide")
        self.brings = self.actor.allows("outbox.bring")
        self.tab = asked.get("show", "") if asked.get("show") in TABS else "used"
        self.words, self.number = asked.get("q", "")[:40].strip(), asked.get("page", "")[:6]

    @cached_property
    def groups(self) -> list[Group]:
        return grouped(self.actor, list(clashing(self.actor)[:MOST])) if self.decides else []

    @cached_property
    def clashes(self) -> int:
        return queries.proposals(self.actor).count() if self.decides else 0

    @cached_property
    def kept(self) -> list[Kept]:
        return kept(self.actor, queries.quarantined(self.actor)) if self.decides else []

    @cached_property
    def kept_whole(self) -> int:
        return queries.quarantined(self.actor).count() if self.decides else 0

    @property
    def more(self) -> dict[str, int]:
        return {"clashes": max(0, self.clashes - MOST), "kept": max(0, self.kept_whole - MOST)}

    @cached_property
    def _found(self) -> QuerySet[Device]:
        rows = queries.devices(self.actor).select_related("account__unit")
        wanted = Q(account__name__icontains=self.words) | Q(name__icontains=self.words)
        return rows.filter(wanted) if self.words else rows

    def _of(self, tab: str) -> QuerySet[Device]:
        if tab == "ended":
            return self._found.filter(revoked_at__isnull=False)
        rows = self._found.filter(revoked_at=None)
        if tab == "waiting":
            return rows.filter(Q(waiting__gt=0) | Q(waiting_photos__gt=0)).order_by(
                "oldest_waiting"
            )
        return rows

    @cached_property
    def sheet(self) -> Page[Device]:
        return Paginator(self._of(self.tab), MOST).get_page(self.number)

    @cached_property
    def phones(self) -> list[Phone]:
        return [Phone(row) for row in self.sheet.object_list]

    @cached_property
    def tabs(self) -> list[dict[str, Any]]:
        asked = {"q": self.words} if self.words else {}
        return [
            {
                "label": label,
                "count": self._of(name).count(),
                "href": "?" + urlencode({"show": name, **asked}) + "#phones",
                "here": name == self.tab,
            }
            for name, label in TABS.items()
        ]

    @property
    def query(self) -> str:
        return urlencode({"show": self.tab, "q": self.words}) + "&"


def clashing(actor: AccountActor) -> QuerySet[Proposal]:
    rows = queries.proposals(actor).select_related(
        *("household__village", "household__group", "entry__officer"),
        *("officer", "account", "decider"),
    )
    return rows.order_by("household__village__path", "household__number", "made_at", "field")


def grouped(actor: AccountActor, rows: list[Proposal]) -> list[Group]:
    """Household by household, then entry by entry, in the order of the rows."""
    named = homes(actor, [row.household_id for row in rows if row.household_id])
    receipts = Received.objects.visible_to(actor).filter(pk__in=[row.item for row in rows])
    phones = {one.pk: one.device for one in receipts.select_related("device")}
    found: dict[Any, Group] = {}
    for row in rows:
        key = row.household_id or row.entry_id
        if key not in found:
            found[key] = _group(row, named)
        found[key].clashes.append(clash(row, phones.get(row.item)))
    return list(found.values())


def _group(row: Proposal, named: dict[Any, str]) -> Group:
    if row.household is not None:
        where = str(row.household.group or row.household.village)
        title = named.get(row.household_id, row.household.number)
        return Group(title, where, address_of("household", row.household_id))
    day = row.entry and row.entry.day
    who = row.entry.officer.name if row.entry else ""
    title = _("%(who)s %(day)s的日记") % {"who": who, "day": day}
    return Group(title, "", address_of("entry", row.entry_id) if row.entry_id else "")


def clash(row: Proposal, device: Device | None) -> Clash:
    late, more = words.arrived(row.at, row.made_at, device.skew if device else None)
    who = str(row.officer.name if row.officer else row.account.name if row.account else "")
    yours = Said(told(row, row.yours), who, row.at, more, late)
    held = Said(told(row, row.held), row.held_by, row.held_at)
    return Clash(row, label_of(row), yours, held, words.clock(device))


def label_of(row: Proposal) -> str:
    return _("日记的话") if row.household_id is None else fields.label(row.field)


def told(row: Proposal, value: Any) -> str:
    if row.household_id is None:
        return "" if value is None else str(value)
    return fields.told(row.field, value)


def kept(actor: AccountActor, rows: QuerySet[Quarantined]) -> list[Kept]:
    listed = list(rows.select_related("account", "device")[:MOST])
    contents = [queries.content_of(row) for row in listed]
    names = Names(actor, contents)
    return [
        Kept(
            row, words.deed(row.action), lines(row.action, content, names), words.clock(row.device)
        )
        for row, content in zip(listed, contents, strict=True)
    ]


class PhonePage:
    """One phone: what it sent last with what came of it, and what waits."""

    def __init__(self, actor: AccountActor, device: Device, number: str) -> None:
        self.actor, self.row, self.number = actor, device, number
        self.phone = Phone(device)
        self.own = device.account_id == actor.id
        self.ends = self.own or actor.allows("device.revoke", device)
        self.reads = self.own or actor.allows("quarantine.decide")

    @cached_property
    def sheet(self) -> Page[Received]:
        rows = queries.received(self.actor, self.row).order_by("-received_at", "-seq")
        return Paginator(rows, MOST).get_page(self.number)

    @cached_property
    def receipts(self) -> list[dict[str, Any]]:
        return [
            {
                "row": row,
                "deed": words.deed(row.action),
                "tag": words.tag(row.verdict),
                "problem": words.sentence(row.problem),
            }
            for row in self.sheet.object_list
        ]

    @cached_property
    def kept(self) -> list[Kept]:
        if not self.actor.allows("quarantine.decide"):
            return []
        return kept(self.actor, queries.quarantined(self.actor).filter(device=self.row))
