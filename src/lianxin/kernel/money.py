"""Money is an integer number of fen (1/100 yuan); people read and write yuan."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from .problem import refuse


def fen(value: str | int | float | Decimal) -> int:
    """Yuan as people write them to fen, half up; refuses what is not an amount."""
    try:
        amount = Decimal(str(value).replace(",", "").replace("，", "").removesuffix("元").strip())
        if not amount.is_finite() or abs(amount) >= 10**13:
            raise InvalidOperation
    except InvalidOperation:
        raise refuse("input.not_an_amount", value=str(value)) from None
    return int((amount * 100).to_integral_value(rounding="ROUND_HALF_UP"))


def yuan(amount: int | None) -> str:
    """13,860 or 13,860.50, with a true minus sign; empty for none."""
    if amount is None:
        return ""
    whole, rest = divmod(abs(amount), 100)
    text = f"{whole:,}" + (f".{rest:02}" if rest else "")
    return ("−" if amount < 0 else "") + text
