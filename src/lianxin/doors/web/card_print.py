"""Sheets of contact cards: eight to an A4 page, the backs mirrored behind their fronts."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.people.models import Unit
from lianxin.register.cards.actions import Printed
from lianxin.register.cards.models import Card
from lianxin.register.cards.queries import Said, said_by
from lianxin.register.queries import memberships

from .asks import Choices
from .qr import path_of
from .requests import Acted

ON_A_SHEET = 8


@dataclass(frozen=True)
class PrintAsked:
    """Which cards: those named, or by officer, with or without those that were handed out."""

    keys: list[UUID]
    officer: str
    every: bool

    @classmethod
    def of(cls, request: Acted) -> PrintAsked:
        given = request.GET
        return cls(keys_of(given.getlist("card")), given.get("officer", ""), bool(given.get("all")))

    def among(self, rows: Iterable[Card]) -> list[Card]:
        if self.keys:
            return list(rows)
        waiting = (row for row in rows if self.every or row.handed_out is None)
        return [row for row in waiting if self.officer in {"", str(row.officer_id)}]


def keys_of(texts: Iterable[str]) -> list[UUID]:
    """The ids that can be read as such; others name nothing."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def officers_of(rows: Iterable[Card]) -> Choices:
    """Whose cards there are, in the order in which they are printed."""
    named = {str(row.officer_id): row.officer.name for row in rows}
    return [("", _("全部干部")), *named.items()]


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
