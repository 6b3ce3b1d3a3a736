"""A unit's own scheme: it begins from an earlier one and holds from its day on; nothing that was is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Unit
from lianxin.people.wording import Reading

from .models import OfScheme, Scheme, SchemeBar, SchemeDeduction, SchemeGrade, SchemeItem
from .scheme_given import ADDED, LIMITS, WHOLE, BarGiven, ItemGiven, OffGiven, SchemeGiven, fits
from .schemes import Whole, whole
from .wording import told_marks

MOST = 40


def scheme_begin(*, actor: Actor, unit: Unit, base: Scheme, given: SchemeGiven) -> Scheme:
    """The unit's own from the day on, with the subject of ``base``; its own one before ends there.

    A hundred marks in all. Raises ``scheme.…`` with every problem found.
    """
    with act(actor, "scheme.begin", on=unit) as audit:
        found, old = Reading(), whole(base)
        row = Scheme(subject=base.subject, unit=unit)
        _head(found, row, given)
        items = _items(found, old, given.items)
        grades = _grades(found, given.grades)
        bars = _bars(found, items, given.bars)
        offs = _offs(found, old, given.offs)
        found.check()
        _follow(row)
        row.save(force_insert=True)
        for made in (
            _of(SchemeItem, row, items),
            _of(SchemeGrade, row, grades),
            _of(SchemeBar, row, bars),
            _of(SchemeDeduction, row, offs),
        ):
            for line in made:
                line.save(force_insert=True)
        audit.note(row, name=row.name, from_day=row.from_day)
        return row


def scheme_end(*, actor: Actor, scheme: Scheme, until: date | None = None) -> Scheme:
    """From the day on the unit above's holds again, or the product's."""
    with act(actor, "scheme.end", on=scheme.unit) as audit:
        held, day = _rows().select_related(None).get(pk=scheme.pk), until or today()
        if held.unit_id is None:
            raise refuse("scheme.products")
        if held.until is not None:
            raise refuse("scheme.ended", until=held.until)
        if day < max(held.from_day, today()):
            raise refuse("scheme.past", "until", day=day)
        held.until = day
        held.save(update_fields=["until"])
        audit.note(held, name=held.name, until=day)
        return held


def _of(model: type[OfScheme], row: Scheme, lines: Sequence[Mapping[str, Any]]) -> list[OfScheme]:
    return [model(scheme=row, position=place, **line) for place, line in enumerate(lines)]


def _rows() -> GuardedQuerySet[Scheme]:
    """Unscoped: the policy has just been asked."""
    return Scheme.objects.visible_to(SYSTEM).select_for_update()


def _follow(row: Scheme) -> None:
    """The unit's own before ends where this one begins."""
    own = _rows().filter(Q(until=None) | Q(until__gt=row.from_day), unit=row.unit)
    for old in own.filter(subject=row.subject).order_by("from_day"):
        if old.from_day >= row.from_day:
            raise refuse("scheme.not_later", "from_day", name=old.name, since=old.from_day)
        old.until = row.from_day
        old.save(update_fields=["until"])


def _head(found: Reading, row: Scheme, given: SchemeGiven) -> None:
    row.name = found.words("name", given.name, _("名称"), 60, needed=True)
    row.source = found.words("source", given.source, _("依据"), 300, sentence=True)
    row.from_day = found.day("from_day", given.from_day, _("从哪天起"))
    if given.from_day is not None and given.from_day < today():
        found.add("scheme.past", "from_day", day=given.from_day)
    row.half_weight = _number(found, "half_weight", given.half_weight, 0, 100)
    row.objection_days = _number(found, "objection_days", given.objection_days, 5, 90)
    row.best_quota = _number(found, "best_quota", given.best_quota, 0, WHOLE)


def _number(found: Reading, field: str, value: int | None, least: int, most: int) -> int:
    if value is None or not least <= value <= most:
        shown = (least, most) if field != "best_quota" else (least // 10, most // 10)
        found.add("scheme.number", field, least=shown[0], most=shown[1])
        return least
    return value


def _items(found: Reading, old: Whole, given: Sequence[ItemGiven]) -> list[dict[str, Any]]:
    if not 1 <= len(given) <= MOST:
        found.add("scheme.items", "items", limit=MOST)
    made = [_item(found, old, f"line-{place}", one) for place, one in enumerate(given)]
    codes = [one["code"] for one in made]
    for place, code in enumerate(codes):
        if code and code in codes[:place]:
            found.add("scheme.twice", f"line-{place}-code", number=code)
    total = sum(one["full"] for one in made)
    if made and total != WHOLE:
        found.add("scheme.sum", "items", total=told_marks(total))
    return made


def _item(found: Reading, old: Whole, at: str, given: ItemGiven) -> dict[str, Any]:
    before = old.item(given.of) if given.of else None
    source = before or given
    formula = str(source.formula)
    full = given.full or 0
    told: dict[str, Any] = {
        "code": found.words(f"{at}-code", given.code, _("号"), 8, needed=True),
        "title": found.words(f"{at}-title", given.title, _("考什么"), 40, needed=True),
        "standard": found.words(f"{at}-standard", given.standard, _("标准"), 60),
        "full": full,
        "part": source.part,
        "figure": source.figure,
        "whole": source.whole if formula == SchemeItem.Formula.SHARE else "",
        "formula": formula,
    }
    if not 1 <= full <= WHOLE:
        found.add("scheme.full", f"{at}-full", title=given.title)
    if before is None and not _may_be_added(old, given):
        found.add("scheme.figure", f"{at}-figure", title=given.title)
    told["limits"] = _limits(found, at, given, before, formula)
    return told


def _may_be_added(old: Whole, given: ItemGiven) -> bool:
    if given.of or given.formula not in ADDED or given.part not in SchemeItem.Part.values:
        return False
    return fits(old.scheme.subject, given.formula, given.figure, given.whole)


def _limits(
    found: Reading, at: str, given: ItemGiven, before: SchemeItem | None, formula: str
) -> dict[str, int]:
    """What is not asked stays as it was."""
    kept: Mapping[str, int] = before.limits if before is not None else {}
    asked = LIMITS.get(formula, {})
    limits = {name: value for name, value in kept.items() if name not in asked}
    for name, limit in asked.items():
        value = given.limits.get(name)
        if value is None and limit.optional:
            continue
        if value is None or not limit.least <= value <= limit.most:
            found.add("scheme.limit", f"{at}-{name}", title=given.title)
            continue
        limits[name] = value
    return limits


def _grades(found: Reading, given: Sequence[tuple[str, int | None]]) -> list[dict[str, Any]]:
    """From the best down, the last from no marks on."""
    made: list[dict[str, Any]] = [
        {
            "name": found.words(f"grade-{place}-name", name, _("等次"), 20, needed=True),
            "least": least if least is not None else -1,
        }
        for place, (name, least) in enumerate(given)
    ]
    bounds = [least if least is not None else -1 for _name, least in given]
    falling = all(a > b for a, b in pairwise(bounds))
    if len(made) < 2 or not falling or bounds[-1] != 0 or bounds[0] > WHOLE:
        found.add("scheme.grades", "grades")
    return made


def _bars(
    found: Reading, items: Sequence[Mapping[str, Any]], given: Sequence[BarGiven]
) -> list[dict[str, Any]]:
    codes = {one["code"] for one in items}
    for place, bar in enumerate(given):
        known = bar.item in codes and bar.effect in SchemeBar.Effect.values
        if not known or bar.below is None or not 1 <= bar.below <= WHOLE:
            found.add("scheme.bar", f"bar-{place}-below")
    return [{"item": bar.item, "below": bar.below or 0, "effect": bar.effect} for bar in given]


def _offs(found: Reading, old: Whole, given: Sequence[OffGiven]) -> list[dict[str, Any]]:
    made = []
    for off in given:
        if off.each is None and off.most is None:
            continue
        each, most = off.each or 0, off.most or 0
        known = 0 <= off.place < len(old.deductions)
        if not known or not 1 <= each <= most <= WHOLE:
            found.add("scheme.off", f"off-{off.place}-each")
            continue
        before = old.deductions[off.place]
        made.append({"title": before.title, "figure": before.figure, "each": each, "most": most})
    return made
