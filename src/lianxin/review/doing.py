"""Goods that were handed out, and measures that are said to be done, as the rules read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from lianxin.aid.models import Delivery
from lianxin.aid.receipts.models import ReceiptWord
from lianxin.aid.receipts.queries import latest
from lianxin.kernel.actor import SYSTEM
from lianxin.plans.models import Measure
from lianxin.pool.models import Goods
from lianxin.records.diary.models import Act

from .rules.shape import Finished, Given, Unreceived


def goods() -> dict[str, str]:
    """By name what they are counted in; leaflets are not kept count of at home."""
    rows = Goods.objects.visible_to(SYSTEM).filter(printed=False)
    return dict(rows.values_list("name", "unit"))


def given(homes: Any, since: date) -> Iterator[Given]:
    rows = Delivery.objects.visible_to(SYSTEM).filter(household__in=homes, cancelled_at=None)
    told = rows.filter(day__gte=since).order_by()
    for home, day, name, n in told.values_list("household_id", "day", "goods__name", "quantity"):
        yield Given(home, day, name, n)


def unreceived(officers: Any, since: date, last: date) -> Iterator[Unreceived]:
    """Deliveries of the officers in the span of which the household's latest word is not that they came."""
    rows = ReceiptWord.objects.visible_to(SYSTEM).filter(
        delivery__officer__in=officers,
        delivery__cancelled_at=None,
        delivery__day__gte=since,
        delivery__day__lte=last,
    )
    for word in latest(SYSTEM, rows.select_related("delivery__goods")).values():
        row = word.delivery
        if row is None or word.answer == ReceiptWord.Answer.GOT:
            continue
        goods = row.goods
        yield Unreceived(
            row.pk,
            row.officer_id,
            word.household_id,
            row.day,
            goods.name,
            goods.unit,
            row.quantity,
            word.answer,
            timezone.localdate(word.at),
        )


def finished(officers: Any, since: date, last: date) -> Iterator[Finished]:
    """Measures done in the span, with the days on which anybody did anything at the household."""
    rows = Measure.objects.visible_to(SYSTEM).filter(officer__in=officers, dropped=None)
    rows = rows.filter(done__gte=since, done__lte=last)
    done = list(rows.order_by("done", "id"))
    days = _days(rows.order_by().values("household_id"))
    handed = set(
        Delivery.objects.visible_to(SYSTEM)
        .filter(measure__in=rows.order_by().values("pk"), cancelled_at=None)
        .values_list("measure_id", flat=True)
    )
    for row in done:
        if row.done is None:
            continue
        acts = sum(row.from_day <= day <= row.done for day in days[row.household_id])
        yield Finished(
            row.pk,
            row.officer_id,
            row.household_id,
            row.from_day,
            row.done,
            acts,
            row.pk in handed,
        )


def _days(homes: Any) -> dict[UUID, set[date]]:
    found: dict[UUID, set[date]] = defaultdict(set)
    rows = Act.objects.visible_to(SYSTEM).filter(household__in=homes, entry__withdrawn_at=None)
    for home, day in rows.order_by().values_list("household_id", "day").distinct():
        if home:
            found[home].add(day)
    return found
