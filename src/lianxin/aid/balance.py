"""收支平衡: by year where money and goods came from and what became of them; both sides are equal.

Each line is counted from two sides: what there was and came in, and what went out and is left.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.money import yuan
from lianxin.people.models import Area
from lianxin.pool.models import Project, Receipt, Spending
from lianxin.pool.offers.ledger import Balance, balances
from lianxin.pool.offers.matching import offers_for
from lianxin.pool.offers.models import Account, Posting
from lianxin.pool.offers.terms import terms_of

from .models import Delivery


@dataclass(frozen=True)
class Line:
    """``before`` + ``came`` are the sources of the year; ``went`` + ``left`` its uses. Money in fen."""

    title: str
    giver: str
    unit: str
    before: int
    came: int
    went: int
    left: int
    money: bool = False
    at: Any = None

    @property
    def balanced(self) -> bool:
        return self.before + self.came == self.went + self.left

    def told(self, n: int) -> str:
        return yuan(n) if self.money else f"{n:,}"

    @property
    def cells(self) -> list[str]:
        return [self.told(n) for n in (self.before, self.came, self.went, self.left)]


@dataclass(frozen=True)
class Balanced:
    projects: list[Line]
    offers: list[Line]
    own: list[Line]

    @property
    def lines(self) -> list[Line]:
        return [*self.projects, *self.offers, *self.own]

    @property
    def balanced(self) -> bool:
        return all(one.balanced for one in self.lines)

    @property
    def money(self) -> Line:
        """Project money and offers of money together."""
        rows = [one for one in self.lines if one.money]
        before, came, went, left = (sum(getattr(one, name) for one in rows) for name in NAMES)
        return Line(_("资金合计"), "", "元", before, came, went, left, money=True)


NAMES = ("before", "came", "went", "left")


def balance(actor: Actor, *, village: Area, year: int, day: date) -> Balanced:
    """The year up to the day, of what the actor may see."""
    last = min(day, date(year, 12, 31))
    return Balanced(
        _projects(actor, village, year, last),
        _offers(actor, village, year, last),
        _own(actor, village, year, last),
    )


def _projects(actor: Actor, village: Area, year: int, last: date) -> list[Line]:
    projects = Project.objects.visible_to(actor).filter(village=village, decided__lte=last)
    received = _by(Receipt.objects.visible_to(actor), "project_id", last, year)
    spendings = Spending.objects.visible_to(actor).filter(cancelled_at=None)
    spent = _by(spendings, "project_id", last, year)
    left = _left(actor, last)
    found = []
    for row in projects.order_by("decided", "pk"):
        before = received[row.pk][0] - spent[row.pk][0]
        came, went = received[row.pk][1], spent[row.pk][1]
        if before or came or went:
            numbers = (before, came, went, left[row.pk])
            found.append(Line(row.title, row.funder, "元", *numbers, money=True, at=row))
    return found


def _left(actor: Actor, last: date) -> dict[UUID, int]:
    """What is left of each tranche as of the day, counted tranche by tranche."""
    found: dict[UUID, int] = defaultdict(int)
    used = Sum(
        "spendings__amount", filter=Q(spendings__cancelled_at=None, spendings__day__lte=last)
    )
    rows = Receipt.objects.visible_to(actor).filter(day__lte=last).annotate(used=used)
    for project, amount, n in rows.order_by().values_list("project_id", "amount", "used"):
        found[project] += amount - (n or 0)
    return found


def _by(rows: QuerySet[Any], key: str, last: date, year: int) -> dict[Any, tuple[int, int]]:
    """By key what lies before the year, and what in it."""
    within = rows.filter(day__lte=last).order_by().values_list(key)
    counted = within.annotate(
        before=Sum("amount", filter=Q(year__lt=year)), now=Sum("amount", filter=Q(year=year))
    )
    found: dict[Any, tuple[int, int]] = defaultdict(lambda: (0, 0))
    found.update({one: (before or 0, now or 0) for one, before, now in counted})
    return found


def _offers(actor: Actor, village: Area, year: int, last: date) -> list[Line]:
    """What was given and is not yet signed for is still there; what was given back is there again."""
    offers = list(offers_for(actor, village, last))
    keys = [row.pk for row in offers]
    first, now = balances(keys, date(year - 1, 12, 31)), balances(keys, last)
    came, went = _moved(keys, year, last)
    terms, found = terms_of(keys, last), []
    for row in offers:
        numbers = (_there(first[row.pk]), came[row.pk], went[row.pk], _there(now[row.pk]))
        if any(numbers):
            told = (terms[row.pk].title, row.giver, row.told_measure)
            found.append(Line(*told, *numbers, money=row.kind == "money", at=row))
    return found


def _there(held: Balance) -> int:
    return held.whole - held.received


def _moved(keys: list[UUID], year: int, last: date) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """What the givers gave, and what was signed for, in the year. Unscoped: of offers in sight."""
    rows = Posting.objects.visible_to(SYSTEM).filter(offer__in=keys, year=year, day__lte=last)
    came: dict[UUID, int] = defaultdict(int)
    went: dict[UUID, int] = defaultdict(int)
    sides = ((came, Account.SOURCE, -1), (went, Account.RECEIVED, 1))
    for found, account, sign in sides:
        for side, way in (("into", sign), ("out_of", -sign)):
            mine = rows.filter(**{side: account}).order_by()
            for key, n in mine.values_list("offer_id").annotate(n=Sum("quantity")):
                found[key] += way * n
    return came, went


def _own(actor: Actor, village: Area, year: int, last: date) -> list[Line]:
    """Goods handed out for which no offer is named: the unit's own means, in and out at once."""
    rows = Delivery.objects.visible_to(actor).filter(village=village, year=year, day__lte=last)
    rows = rows.filter(cancelled_at=None, allocation=None).order_by(
        "goods__position", "goods__name"
    )
    counted = rows.values_list("goods__name", "goods__unit").annotate(n=Sum("quantity"))
    return [
        Line(_(name), _("没有写明谁提供的，算本单位自筹"), _(unit), 0, n, n, 0)
        for name, unit, n in counted
    ]
