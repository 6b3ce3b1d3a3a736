"""What the pages of phones show: clashes side by side, what is kept unapplied, each phone and its state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from lianxin.people.policy import AccountActor
from lianxin.sync import queries
from lianxin.sync.models import Device, Quarantined, Received

from . import phone_words as words
from .phone_clashes import Group, clashing, grouped
from .phone_items import Line, Names, lines
from .requests import Acted

MOST = 50
TABS = {
    "used": gettext_lazy("在用"),
    "waiting": gettext_lazy("有待发"),
    "ended": gettext_lazy("已停用"),
}


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
        rows = queries.devices(self.actor)
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


def kept(actor: AccountActor, rows: QuerySet[Quarantined]) -> list[Kept]:
    listed = list(rows[:MOST])
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
                "problem": words.sentence(row),
            }
            for row in self.sheet.object_list
        ]

    @cached_property
    def kept(self) -> list[Kept]:
        if not self.actor.allows("quarantine.decide"):
            return []
        return kept(self.actor, queries.quarantined(self.actor).filter(device=self.row))
