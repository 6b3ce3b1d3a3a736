"""What tests of offers stand on: an offer of fertiliser or money, and some households."""

from __future__ import annotations

from typing import Any

from lianxin.kernel.actor import SYSTEM
from lianxin.pool.models import Goods
from lianxin.pool.offers.actions import offer_make
from lianxin.pool.offers.models import Offer
from tests.cast import SINCE, Cast, code


def goods(name: str = "化肥") -> Goods:
    return Goods.objects.visible_to(SYSTEM).get(name=name)


def offered(cast: Cast, quantity: int = 10, account: Any = None, **told: Any) -> Offer:
    """Bags of fertiliser for the village, offered at the beginning of the year."""
    first = {"kind": "goods", "goods": goods(), "title": "春耕化肥", "day": SINCE}
    first |= {"field": code("field", "产业扶持"), "unit": cast.unit, "area": cast.village}
    return offer_make(
        actor=cast.actor(account or cast.office), quantity=quantity, **{**first, **told}
    )


def money(cast: Cast, fen: int = 100_000, **told: Any) -> Offer:
    return offered(cast, fen, kind="money", goods=None, title="助学金", **told)
