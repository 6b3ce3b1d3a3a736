"""A household with a card, and somebody who has scanned it."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from lianxin.kernel.period import today
from lianxin.records.diary.actions import diary_write
from lianxin.register.cards.actions import card_issue
from lianxin.register.cards.models import Card
from lianxin.register.cards.tokens import token_of
from lianxin.register.models import Household
from tests.cast import Cast, code

TEXT = "老康说牛棚顶料涨了，差1,800元。"


class Holding:
    """康润生's household: its card, its page, and a browser without an account."""

    def __init__(self, cast: Cast, head: str = "康润生", number: str = "1-001") -> None:
        self.cast = cast
        self.home: Household = cast.household(head, number=number, officer=cast.tian)
        self.card: Card = card_issue(actor=cast.actor(cast.office), household=self.home)
        self.path = f"/c/{token_of(self.card)}"
        self.client = Client()

    def body(self, status: int = 200) -> str:
        answer = self.client.get(self.path)
        assert answer.status_code == status
        return answer.content.decode()

    def send(self, do: str, **given: Any) -> Any:
        return self.client.post(self.path, {"do": do, **given})

    def enter(self, said: str = "") -> Any:
        return self.send("open", said=said or self.card.number)

    def ask(self, text: str = "水管冻裂了，没水吃", kind: str = "饮水") -> Any:
        return self.send("help", kind=code("need", kind).pk, text=text)

    def visited(self, day: Any = None, kinds: tuple[str, ...] = ("visit", "talk")) -> Any:
        return diary_write(
            actor=self.cast.actor(self.cast.officer),
            officer=self.cast.tian,
            households=[self.home],
            kinds=list(kinds),
            day=day or today(),
            text=TEXT,
        )

    def visit_keys(self) -> list[str]:
        return re.findall(r'name="visit" value="([^"]+)"', self.body())
