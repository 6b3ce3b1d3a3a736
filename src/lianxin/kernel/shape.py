"""What a program may send: bounds, plain texts, and what is wrong with it as one of our problems."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from .problem import Problem, problem

BOUNDS = {
    "limit": (1, 200),
    "year": (1949, 2199),
    "lat": (-90, 90),
    "lon": (-180, 180),
    "accuracy": (0, 1_000_000),
    "minutes": (1, 1440),
    "percent": (0, 100),
    "base": (0, 2_000_000_000),
    "seq": (0, 2_000_000_000),
}
KINDS = {
    "uuid": _("一个 id（UUID）"),
    "int": _("整数"),
    "float": _("数字"),
    "date": _("日期，比如 2026-07-15"),
    "bool": _("true 或 false"),
    "dict": _("一个 JSON 对象"),
    "list": _("一个 JSON 列表"),
    "string": _("普通文字"),
    "sha256": _("SHA-256：64 个小写的十六进制字符"),
}


def _writable(text: str) -> str:
    """Lines are welcome; other control characters have no place in a text."""
    if any(ord(one) < 32 and one not in "\n\r\t" for one in text):
        raise PydanticCustomError("string_control", "control character")
    return text


Written = Annotated[str, AfterValidator(_writable)]


def wrong(error: dict[str, Any]) -> Problem:
    """One pydantic error as a problem; the value is not repeated, for it may be an ID number."""
    field, kind = str(error["loc"][-1]), str(error["type"])
    if kind == "missing":
        return problem("api.missing", field)
    if kind in {"enum", "literal_error"}:
        return problem("api.wrong_choice", field, choices=_choices(error))
    if kind in {"string_too_long", "too_long"}:
        return problem("api.too_long", field, limit=error["ctx"]["max_length"])
    if kind in {"less_than_equal", "greater_than_equal"}:
        least, most = BOUNDS[field]
        return problem("api.out_of_range", field, least=least, most=most)
    return problem("api.wrong_kind", field, wanted=KINDS.get(kind.split("_")[0], KINDS["string"]))


def _choices(error: dict[str, Any]) -> str:
    return str(error["ctx"]["expected"]).replace("'", "").replace(" or ", ", ")
