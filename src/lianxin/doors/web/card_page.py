"""What the pages of the contact cards show: households with and without a card, and sheets of paper."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, override

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Unit
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.confirmations.queries import said_in
from lianxin.register.cards.actions import Printed
from lianxin.register.cards.models import Card
from lianxin.register.cards.queries import (
    CardLine,
    Said,
    card_lines,
    said_by,
    withdrawn_cards,
)
from lianxin.register.queries import memberships

from .form import may
from .qr import path_of
from .requests import Acted

PAGE = 100
ON_A_SHEET = 8
TABS = {
    "all": gettext_lazy("全部户"),
    "none": gettext_lazy("还没有卡"),
    "issued": gettext_lazy("没送到户"),
    "handed": gettext_lazy("已送到户"),
    "withdrawn": gettext_lazy("作废的"),
}
MAY = {
    "issue": "card.issue",
    "hand_out": "card.hand_out",
    "withdraw": "card.withdraw",
    "print": "card.print",
    "words": "card.words",
}


class CardsPage:
    """One village's cards under the tab that the address names."""

    def __init__(self, request: Acted) -> None:
        if request.actor.sees(Card) is None:
            raise refuse("action.absent")
        self.request, self.actor, self.village = request, request.actor, request.village
        asked = request.GET.get("show", "")
        self.show = asked if asked in TABS else "all"
        self.may, self.today = may(request.actor, **MAY), today()

    @cached_property
    def lines(self) -> list[CardLine]:
        return card_lines(self.actor, self.village) if self.village else []

    @cached_property
    def withdrawn(self) -> list[Card]:
        return list(withdrawn_cards(self.actor, self.village)) if self.village else []

    @cached_property
    def counts(self) -> dict[str, int]:
        found = dict.fromkeys(TABS, 0) | {"all": len(self.lines), "withdrawn": len(self.withdrawn)}
        for line in self.lines:
            found[line.state] += 1
        return found

    @property
    def tabs(self) -> list[tuple[str, Any, int]]:
        return [(name, label, self.counts[name]) for name, label in TABS.items()]

    @cached_property
    def sheet(self) -> Page[Any]:
        rows: list[Any] = [one for one in self.lines if self.show in {"all", one.state}]
        if self.show == "withdrawn":
            rows = self.withdrawn
        return Paginator(rows, PAGE).get_page(self.request.GET.get("page", ""))

    @property
    def waiting(self) -> int:
        """Households that could have a card and have none."""
        return sum(line.card is None and bool(line.officer) for line in self.lines)

    @property
    def with_card(self) -> int:
        return len(self.lines) - self.counts["none"]

    @property
    def locked(self) -> list[CardLine]:
        return [line for line in self.lines if line.locked]

    @cached_property
    def denied(self) -> int | None:
        """How many recorded visits households know nothing of; None for who may not see it."""
        if self.village is None or self.actor.sees(Confirmation) is None:
            return None
        return said_in(self.actor, self.village, denied=True).count()


@dataclass(frozen=True)
class Face:
    """Both faces of one card."""

    card: Card
    head: str
    said: Said
    code: str
    modules: int

    @property
    def number(self) -> str:
        return f"{self.card.number[:4]} {self.card.number[4:]}"


@dataclass(frozen=True)
class Sheet:
    """Eight cards; the back lies mirrored, so that each comes to stand behind its own front."""

    fronts: list[Face | None]

    @property
    def backs(self) -> list[Face | None]:
        pairs = zip(self.fronts[::2], self.fronts[1::2], strict=True)
        return [face for left, right in pairs for face in (right, left)]


def sheets(request: Acted, printed: Sequence[Printed]) -> list[Sheet]:
    faces = list(_faces(request, printed))
    return [Sheet(filled) for filled in _by_eight(faces)]


def _by_eight(faces: Iterable[Face]) -> Iterator[list[Face | None]]:
    stream = iter(faces)
    while some := list(islice(stream, ON_A_SHEET)):
        yield [*some, *[None] * (ON_A_SHEET - len(some))]


def _faces(request: Acted, printed: Sequence[Printed]) -> Iterator[Face]:
    """A card is read in the village: in Chinese, whatever the office's own language is."""
    homes = [one.card.household_id for one in printed]
    heads = memberships(request.actor).filter(is_head=True, household__in=homes).order_by()
    names = dict(heads.values_list("household_id", "person__name"))
    begin, said = address_of_cards(request), dict[UUID, Said]()
    with override("zh-hans"):
        for card, token in printed:
            unit: Unit = card.officer.unit
            words = said.get(unit.pk) or said.setdefault(unit.pk, said_by(unit))
            code, modules = path_of(begin + reverse("card", args=[token]))
            yield Face(card, names.get(card.household_id, ""), words, code, modules)


def address_of_cards(request: Acted) -> str:
    """Where the codes lead: the address that the operator named, else the one the office uses itself."""
    named: str = settings.LIANXIN_CARD_ADDRESS
    return named or request.build_absolute_uri("/").rstrip("/")


def only_here(address: str) -> bool:
    """An address that no phone in the village can open."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
