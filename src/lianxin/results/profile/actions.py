"""Sets of indicators: a new one from a day ends the one before; nothing that was is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.queries import check_for_all
from lianxin.people.wording import Reading
from lianxin.records.file.aspects import ASPECTS

from .models import Indicator, IndicatorSet

MOST, HEAVIEST, FINEST = 30, 100, 1000
"""Indicators in a set: their bits fit an integer of every database; weights; the cut-off's denominator."""


@dataclass(frozen=True)
class IndicatorGiven:
    """One line as it is filled in; ``cut`` in the unit in which the aspect is kept."""

    dimension: str
    aspect: str
    side: str
    cut: int | None
    weight: int | None
    name: str = ""
    lack: str = ""
    source: str = ""


def indicator_set_begin(
    *,
    actor: Actor,
    name: str,
    cut_part: int | None,
    cut_whole: int | None,
    lines: Sequence[IndicatorGiven],
    source: str = "",
    from_day: date | None = None,
    dimensions: Sequence[str] = (),
) -> IndicatorSet:
    """Counts from the day on; the set in use ends there. ``dimensions``: those that must not be empty.

    The set is every unit's. Raises ``rule.for_all``, ``profile.…`` with every problem found.
    """
    with act(actor, "indicator_set.begin") as audit:
        check_for_all(actor)
        row = _read(name, source, cut_part, cut_whole, from_day, lines, dimensions)
        _follow(row)
        row.save(force_insert=True)
        Indicator.objects.bulk_create(
            Indicator(set=row, position=place, **asdict(line)) for place, line in enumerate(lines)
        )
        audit.note(row, name=row.name, from_day=row.from_day)
        return row


def indicator_set_end(
    *, actor: Actor, row: IndicatorSet, until: date | None = None
) -> IndicatorSet:
    """From the day on there is no profile until another set begins; what was counted before stays."""
    with act(actor, "indicator_set.end") as audit:
        check_for_all(actor)
        held, day = _rows().get(pk=row.pk), until or today()
        if held.until is not None:
            raise refuse("profile.ended", until=held.until)
        if day < held.from_day:
            raise refuse("period.backwards", "until", from_day=held.from_day, until=day)
        held.until = day
        held.save(update_fields=["until"])
        audit.note(held, name=held.name, until=day)
        return held


def _rows() -> GuardedQuerySet[IndicatorSet]:
    """Unscoped: the policy has just been asked."""
    return IndicatorSet.objects.visible_to(SYSTEM).select_for_update()


def _follow(row: IndicatorSet) -> None:
    """The set before ends where this one begins."""
    for old in _rows().order_by("from_day"):
        if old.until == old.from_day:
            continue
        if old.from_day >= row.from_day:
            raise refuse("profile.not_later", "from_day", name=old.name, since=old.from_day)
        if old.until is None or old.until > row.from_day:
            old.until = row.from_day
            old.save(update_fields=["until"])


def _read(
    name: str,
    source: str,
    cut_part: int | None,
    cut_whole: int | None,
    from_day: date | None,
    lines: Sequence[IndicatorGiven],
    dimensions: Sequence[str],
) -> IndicatorSet:
    found, row = Reading(), IndicatorSet()
    row.name = found.words("name", name, _("名称"), 40, needed=True)
    row.source = found.words("source", source, _("依据"), 300, sentence=True)
    row.from_day = found.day("from_day", from_day, _("从哪天起"))
    if cut_part is None or cut_whole is None or not 1 <= cut_part <= cut_whole <= FINEST:
        found.add("profile.cut", "cut")
    row.cut_part, row.cut_whole = cut_part or 0, cut_whole or 0
    _check_lines(found, lines)
    for dimension in dimensions:
        if dimension not in {line.dimension for line in lines}:
            found.add("profile.dimension_empty", "lines", dimension=dimension)
    found.check()
    return row


def _check_lines(found: Reading, lines: Sequence[IndicatorGiven]) -> None:
    if not lines:
        found.add("profile.indicator_wanted", "lines")
    if len(lines) > MOST:
        found.add("profile.too_many", "lines", limit=MOST)
    seen: set[str] = set()
    for place, line in enumerate(lines):
        at = f"line-{place}"
        found.words(f"{at}-dimension", line.dimension, _("方面"), 20, needed=True)
        found.words(f"{at}-name", line.name, _("指标"), 30, needed=True)
        found.words(f"{at}-lack", line.lack, _("缺了怎么说"), 60, needed=True)
        found.words(f"{at}-source", line.source, _("依据"), 200)
        if line.aspect not in ASPECTS or line.side not in Indicator.Side.values:
            found.add("input.unknown_choice", f"{at}-aspect", value=line.aspect or "—")
        if line.name and line.name in seen:
            found.add("profile.twice", f"{at}-name", name=line.name)
        seen.add(line.name)
        if line.cut is None:
            found.add("profile.number", f"{at}-cut", name=line.name)
        if line.weight is None or not 1 <= line.weight <= HEAVIEST:
            found.add("profile.weight", f"{at}-weight", name=line.name, limit=HEAVIEST)
