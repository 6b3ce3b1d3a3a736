"""How a value of an indicator is typed, kept and told."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from lianxin.kernel.money import yuan
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy

from .models import HUNDREDTHS, Kind, VillageIndicator

LARGEST = 10**13


class Value(NamedTuple):
    """``number`` in hundredths (1 or 0 for yes and no), or what was ``chosen``; neither: not known."""

    number: int | None = None
    chosen: str = ""


NONE = Value()


def read(indicator: VillageIndicator, text: str) -> Value:
    """What was typed; nothing for nothing. Raises ``village_fact.not_a_number`` and ``.choice``."""
    text = tidy(text or "")
    if not text:
        return NONE
    field = f"v-{indicator.key}"
    if indicator.kind in {Kind.YES, Kind.CHOICE}:
        if text not in {key for key, _label in indicator.options}:
            raise refuse("village_fact.choice", field, name=indicator.told)
        return Value(int(text)) if indicator.kind == Kind.YES else Value(None, text)
    try:
        number = Decimal(text.replace(",", "").replace("，", "").removesuffix(indicator.unit))
        if not number.is_finite() or not 0 <= number * HUNDREDTHS < LARGEST:
            raise InvalidOperation
    except InvalidOperation:
        raise refuse("village_fact.not_a_number", field, name=indicator.told) from None
    return Value(int((number * HUNDREDTHS).to_integral_value(rounding="ROUND_HALF_UP")))


def typed(indicator: VillageIndicator, value: Value) -> str:
    """As one types it: reading it again gives the same value."""
    if value.chosen:
        return value.chosen
    if value.number is None:
        return ""
    if indicator.kind == Kind.YES:
        return str(value.number)
    return plain(value.number)


def told(indicator: VillageIndicator, value: Value) -> str:
    """With its unit, in the reader's language; a dash where nothing is known."""
    if value == NONE:
        return "—"
    if indicator.kind in {Kind.YES, Kind.CHOICE}:
        names = dict(indicator.options)
        key = value.chosen or str(value.number)
        return names.get(key, key)
    n = yuan(value.number) if indicator.kind == Kind.MONEY else grouped(value.number or 0)
    return _("%(n)s %(unit)s") % {"n": n, "unit": indicator.told_unit}


def difference(indicator: VillageIndicator, before: Value, now: Value) -> str:
    """What has changed since the year before, in a few words; nothing where nothing has or nothing is known."""
    if NONE in (before, now) or before == now:
        return ""
    if indicator.kind == Kind.YES:
        return _("今年有了") if now.number else _("今年没有了")
    if indicator.kind == Kind.CHOICE:
        return _("以前：%(what)s") % {"what": told(indicator, before)}
    by = (now.number or 0) - (before.number or 0)
    n = yuan(abs(by)) if indicator.kind == Kind.MONEY else grouped(abs(by))
    words = _("多了 %(n)s %(unit)s") if by > 0 else _("少了 %(n)s %(unit)s")
    return words % {"n": n, "unit": indicator.told_unit}


def way(indicator: VillageIndicator, before: Value, now: Value) -> int:
    """1 better, −1 worse, 0 neither or not known."""
    if NONE in (before, now) or indicator.kind == Kind.CHOICE or before == now:
        return 0
    up = (now.number or 0) > (before.number or 0)
    return 1 if up == indicator.more else -1


def plain(number: int) -> str:
    """1250 hundredths as 12.5."""
    whole, rest = divmod(number, HUNDREDTHS)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)


def grouped(number: int) -> str:
    whole, point, rest = plain(number).partition(".")
    return f"{int(whole):,}{point}{rest}"


def of(fact: Any) -> Value:
    """What a statement says."""
    return Value(fact.value, fact.chosen)
