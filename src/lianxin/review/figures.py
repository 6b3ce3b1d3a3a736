"""Figures of the review: entries written in time that were not left out, and those left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Expression,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.figure import Extent, Figure
from lianxin.kernel.span import MOMENT
from lianxin.records.diary.figures import entries
from lianxin.records.diary.models import Entry

from .limits import limits_on
from .models import Doubt, State

DAYS = 10
"""Where no rule says from how many days on an entry is late."""
BY_ID = 4
"""Parts of a millisecond in the moment that a serial holds."""


def _excluded(actor: Actor, extent: Extent) -> QuerySet[Entry]:
    return entries(actor, extent).filter(pk__in=_left_out())


def _in_time(actor: Actor, extent: Extent) -> QuerySet[Entry]:
    days = int(limits_on(extent.day).get("late", {}).get("days", DAYS))
    ends = [last for _first, last in thirds(extent.year)]
    limits = [_midnight(last + timedelta(days=days + 1)) for last in ends]
    moment = F("serial").bitand((1 << MOMENT) - 1)
    rows = entries(actor, extent).annotate(
        made=ExpressionWrapper(moment, output_field=BigIntegerField())
    )
    early = Q(made__lt=_limit(ends, [_moment(one) for one in limits])) | _before(ends, limits)
    met = early | ~Q(brought_from="") | Q(until__isnull=False)
    return rows.filter(met).exclude(pk__in=_left_out())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())


def _moment(at: datetime) -> int:
    """As a serial holds it."""
    return int(at.timestamp() * 1000) * BY_ID


def _limit(ends: Sequence[date], moments: Sequence[int]) -> Expression:
    """That of the third that the day lies in, which is found by halves, in six steps."""
    if len(moments) == 1:
        return Value(moments[0], output_field=BigIntegerField())
    half = len(moments) // 2
    first, rest = _limit(ends[:half], moments[:half]), _limit(ends[half:], moments[half:])
    return Case(When(day__lte=ends[half - 1], then=first), default=rest)


def _before(ends: Sequence[date], limits: Sequence[datetime]) -> Q:
    """Kept before the limit, found alike; as conditions, since not every engine takes a time as a value."""
    if len(limits) == 1:
        return Q(written_at__lt=limits[0])
    half = len(limits) // 2
    first, rest = _before(ends[:half], limits[:half]), _before(ends[half:], limits[half:])
    middle = ends[half - 1]
    return (Q(day__lte=middle) & first) | (Q(day__gt=middle) & rest)


def _left_out() -> QuerySet[Any, Any]:
    """Entries by their keys. Unscoped: whether an entry counts is told with the entry."""
    rows = Doubt.objects.visible_to(SYSTEM).filter(state=State.EXCLUDED, entry__isnull=False)
    return rows.order_by().values("entry_id")


def thirds(year: int) -> list[tuple[date, date]]:
    """The thirds 旬 of a year's months: 1–10, 11–20, 21 to the end."""
    begins = [date(year, month, day) for month in range(1, 13) for day in (1, 11, 21)]
    ends = [one - timedelta(days=1) for one in begins[1:]] + [date(year, 12, 31)]
    return list(zip(begins, ends, strict=True))


FIGURES = (
    Figure(
        "entries_in_time",
        "这一年到当天为止及时写的日记篇数：当旬过完后的限期内写下的，限几天由疑点规则定；被定为不计入的不算。",
        "Diary entries of the year up to the day that were written in time: within the days that the rules of "
        "doubt give after the third of the month they tell of; entries left out by a review do not count.",
        "篇",
        _in_time,
        Entry,
        needs=(Doubt,),
        officer="officer_id",
    ),
    Figure(
        "entries_excluded",
        "这一年到当天为止的日记里，核实后定为不计入的篇数。",
        "Diary entries of the year up to the day that a review left out.",
        "篇",
        _excluded,
        Entry,
        needs=(Doubt,),
        officer="officer_id",
    ),
)
