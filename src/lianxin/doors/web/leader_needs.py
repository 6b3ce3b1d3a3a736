"""How long open needs have waited, and why nothing offered fits: the oldest are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lianxin.people.policy import AccountActor
from lianxin.pool.offers.matching import Why, unmet
from lianxin.pool.offers.models import Offer
from lianxin.records.needs.models import Need
from lianxin.records.needs.queries import NeedLine, Wanted, ages, lines, needs

from .charts import Bars, bars
from .leader_asked import View

OLDEST = 3


@dataclass(frozen=True)
class Waiting:
    """``ages`` and ``reasons`` as bars; ``oldest`` first."""

    whole: int
    ages: Bars
    reasons: Bars | None
    unmet: int
    oldest: list[NeedLine]
    at: str
    unmet_at: str


def waiting(actor: AccountActor, view: View) -> Waiting | None:
    """As they were open on the day; nothing for who sees no needs."""
    if actor.sees(Need) is None:
        return None
    rows = needs(actor, Wanted(village=view.village), state="open", day=view.day)
    opened = list(rows.order_by().values_list("opened", flat=True))
    why, parts = _reasons(actor, view), ages(view.day)
    return Waiting(
        len(opened),
        bars(list(zip(_labels(parts), aged(opened, view.day, parts), strict=True))),
        bars([(one.label, why[one]) for one in Why if why[one]]) if why else None,
        sum(why.values()),
        lines(rows.order_by("opened", "id")[:OLDEST], view.day),
        view.rows_at("needs_open"),
        view.rows_at("needs_unmet"),
    )


def aged(opened: list[date], day: date, parts: Sequence[int]) -> list[int]:
    """How many of each age, up to each of the days and beyond; together they are all of them."""
    found = [0] * (len(parts) + 1)
    for one in opened:
        days = (day - one).days
        found[next((n for n, most in enumerate(parts) if days <= most), len(parts))] += 1
    return found


def _labels(parts: Sequence[int]) -> list[str]:
    spans = zip((0, *(most + 1 for most in parts)), parts, strict=False)
    told = [_("%(a)s–%(b)s 天") % {"a": a, "b": b} for a, b in spans]
    return [*told, _("%(n)s 天以上") % {"n": parts[-1]}]


def _reasons(actor: AccountActor, view: View) -> Counter[Any]:
    """Why nothing was set aside for them, as the page of unmet needs says it."""
    if view.village is None or actor.sees(Offer) is None:
        return Counter()
    return Counter(one.why for one in unmet(actor, village=view.village, day=view.day))
