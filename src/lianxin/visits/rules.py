"""Which requirements are asked of whom on a day, and how they read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import days
from lianxin.kernel.period import Period, in_force
from lianxin.kernel.text import in_english

from .models import Requirement

Figure, Per, Span = Requirement.Figure, Requirement.Per, Requirement.Span
MONTHS = {Span.HALF: 6, Span.QUARTER: 3, Span.TWO_MONTHS: 2, Span.MONTH: 1}


def requirements(day: date) -> list[Requirement]:
    """In force on the day; what was asked until then and no longer is left out. Rules are public."""
    rows = Requirement.objects.visible_to(SYSTEM).filter(in_force(day))
    return list(rows.select_related("unit", "village"))


def every_requirement() -> list[Requirement]:
    """All that ever held or will hold, those that count now first."""
    rows = Requirement.objects.visible_to(SYSTEM).select_related("unit", "village")
    return [row for row in rows if row.until != row.from_day]


@dataclass(frozen=True)
class Place:
    """Where somebody stands when it is asked which rules are meant for them."""

    unit: str
    rank: str
    villages: frozenset[UUID]


def asked(rules: Iterable[Requirement], place: Place) -> list[Requirement]:
    """The rules meant for somebody: of one figure the most particular, so a unit's own replaces all's."""
    meant = [rule for rule in rules if _means(rule, place)]
    best: dict[tuple[str, str], tuple[bool, bool, int]] = {}
    for rule in meant:
        key = (rule.figure, rule.per)
        best[key] = max(best.get(key, (False, False, 0)), _narrowness(rule))
    return [rule for rule in meant if _narrowness(rule) == best[rule.figure, rule.per]]


def _means(rule: Requirement, place: Place) -> bool:
    if rule.rank and rule.rank != place.rank:
        return False
    if rule.village_id and rule.village_id not in place.villages:
        return False
    return rule.unit is None or place.unit.startswith(rule.unit.path)


def _narrowness(rule: Requirement) -> tuple[bool, bool, int]:
    return bool(rule.rank), rule.village_id is not None, len(rule.unit.path) if rule.unit else 0


def periods(span: str, year: int) -> list[Period]:
    """The periods of a year that a span cuts it into."""
    step = MONTHS.get(Span(span), 12)
    firsts = [date(year, month, 1) for month in range(1, 13, step)]
    lasts = [first - timedelta(days=1) for first in firsts[1:]] + [date(year, 12, 31)]
    return [Period(first, last) for first, last in zip(firsts, lasts, strict=True)]


def name_of(rule: Requirement) -> str:
    """In the reader's language, as far as the row has it."""
    return (rule.name_en if in_english() else "") or rule.name


def how_much(rule: Requirement) -> str:
    """每名干部每年 12 次."""
    amount = days(rule.minimum) if rule.figure == Figure.STAY_DAYS else rule.minimum
    told = {"per": rule.get_per_display(), "amount": said(amount, unit_of(rule))}
    if rule.span == Span.NONE:
        return _("%(per)s至少 %(amount)s") % told
    return _("%(per)s%(span)s至少 %(amount)s") % {**told, "span": rule.get_span_display()}


def unit_of(rule: Requirement) -> str:
    """What one counts: times, days, lectures."""
    return {Figure.STAY_DAYS: "days", Figure.LECTURES: "lectures"}.get(Figure(rule.figure), "times")


def said(amount: float, unit: str) -> str:
    """A number with what it counts, in the reader's language."""
    n = 1 if amount == 1 else 2
    words = {
        "times": ngettext("%(n)s 次", "%(n)s 次", n),
        "days": ngettext("%(n)s 天", "%(n)s 天", n),
        "lectures": ngettext("%(n)s 场", "%(n)s 场", n),
        "homes": ngettext("1 户", "%(n)s 户", n),
    }
    return words[unit] % {"n": amount}
