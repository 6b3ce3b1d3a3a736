"""What the pages of the contact cards show: households with and without a card."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from lianxin.aid.receipts.models import ReceiptWord
from lianxin.aid.receipts.queries import amiss_in
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.confirmations.queries import said_in
from lianxin.register.cards.models import Card
from lianxin.register.cards.queries import CardLine, card_lines, withdrawn_cards

from .form import may
from .requests import Acted

PAGE = 100
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
    def amiss(self) -> int:
        """How many things households say did not come."""
        if self.village is None or self.actor.sees(ReceiptWord) is None:
            return 0
        return len(amiss_in(self.actor, self.village))

    @cached_property
    def denied(self) -> int | None:
        """How many recorded visits households know nothing of; None for who may not see it."""
        if self.village is None or self.actor.sees(Confirmation) is None:
            return None
        return said_in(self.actor, self.village, denied=True).count()
