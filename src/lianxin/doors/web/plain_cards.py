"""明白卡: one page for a household's wall: which policies and help it had this year, and whom to ask.

It hangs where neighbours see it: no ID numbers, no phone of the household, no health, no quarrel, no
amounts of income, and none of the words that somebody typed about the household.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.aid.models import Delivery, Presence
from lianxin.doors.sheets.word import Chapter, Table
from lianxin.kernel.actor import Actor
from lianxin.records.file.income import IncomeItem
from lianxin.records.file.working import parts

from .cells import told
from .household_page import HouseholdPage

NOT_ON_WALLS = {"看病就医", "矛盾纠纷"}
"""Kinds of needs."""
OF_HEALTH = re.compile("[残病医]|护理|康复")
"""Names of subsidies that would tell of it."""


class Given:
    """Goods and activities of this year up to the day, of several households in two queries."""

    def __init__(self, actor: Actor, keys: Sequence[UUID], day: date) -> None:
        self.goods: dict[UUID, list[Any]] = defaultdict(list)
        self.events: dict[UUID, list[Any]] = defaultdict(list)
        first = date(day.year, 1, 1)
        if actor.sees(Delivery) is not None:
            rows = Delivery.objects.visible_to(actor).filter(household__in=keys, cancelled_at=None)
            rows = rows.filter(day__gte=first, day__lte=day).select_related("goods")
            for one in rows.order_by("day", "id"):
                if one.household_id is not None:
                    self.goods[one.household_id].append(one)
        if actor.sees(Presence) is not None:
            came = Presence.objects.visible_to(actor).filter(household__in=keys)
            came = came.filter(
                activity__day__gte=first,
                activity__day__lte=day,
                activity__cancelled_at=None,
                activity__held_at__isnull=False,
            )
            for row in came.select_related("activity__kind").order_by("activity__day", "id"):
                self.events[row.household_id].append(row.activity)


def plain_card(page: HouseholdPage, given: Given) -> Chapter:
    home, day = page.household, page.file.day
    under = _("%(village)s，户号 %(number)s，%(year)d 年，%(day)s 打印") % {
        "village": home.village,
        "number": home.number,
        "year": day.year,
        "day": day,
    }
    tables = [
        Table("", (), list(_who(page)), (22, 78)),
        Table(
            _("享受的政策和帮扶"),
            (_("哪一项"), _("什么内容"), _("哪天、办到哪")),
            list(_had(page, given)) or [(_("今年还没有"), "", "")],
            (24, 54, 22),
        ),
    ]
    return Chapter(_("%(name)s户明白卡") % {"name": page.file.name}, under, tables)


def _who(page: HouseholdPage) -> Iterator[tuple[str, ...]]:
    one = page.file.responsible
    yield _("户主"), page.file.name
    if category := told(page.standing and page.standing.category):
        yield _("户类型"), category
    if one:
        who = one.officer
        yield _("联系干部"), _("，").join(filter(None, (who.name, str(who.unit), who.phone)))


def _had(page: HouseholdPage, given: Given) -> Iterator[tuple[str, ...]]:
    """Policies by their names, then what was given, held, done and answered this year."""
    key, year = page.household.pk, page.file.day.year
    policies = [name for name in _policies(page) if name]
    if policies:
        yield _("政策补助"), _("、").join(policies), _("%(year)d 年") % {"year": year}
    for gift in given.goods[key]:
        yield _("物资"), f"{gift.goods.told} {gift.quantity} {gift.goods.told_unit}", str(gift.day)
    for event in given.events[key]:
        yield told(event.kind), event.title, str(event.day)
    for one in page.rooms.standing:
        if one.measure.due.year == year:
            yield _("帮扶措施"), told(one.measure.direction), _far(one.done, one.percent)
    for need in page.rooms.needs:
        private = need.need.kind.name in NOT_ON_WALLS
        if need.closed and need.closed.year == year and not private:
            yield _("办结的需求"), told(need.need.kind), str(need.closed)


def _far(done: date | None, percent: int) -> str:
    """How far a measure has come, in words that need no heading."""
    if done:
        return str(done)
    return _("办了 %(n)d%%") % {"n": percent} if percent else _("还没开始办")


def _policies(page: HouseholdPage) -> Iterator[str]:
    """Transfers that the household was paid this year; their amounts stay in the file."""
    for income in page.incomes:
        if page.whole and income.year == page.file.day.year:
            for part in parts(income):
                if part.group == IncomeItem.Group.TRANSFER:
                    paid = (line for line in part.lines if line.sign > 0 and line.amount)
                    yield from (line.name for line in paid if not OF_HEALTH.search(line.name))
