"""What callers send: values checked before they reach a query, and pages after a cursor."""

from __future__ import annotations

import binascii
import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Any, TypeVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query
from ninja.parser import Parser
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from lianxin.kernel.problem import refuse
from lianxin.kernel.shape import BOUNDS

M = TypeVar("M", bound=Model)


def _printable(text: str) -> str:
    """Control characters have no place in a search; PostgreSQL refuses NUL outright."""
    if any(ord(character) < 32 for character in text):
        raise PydanticCustomError("string_control", "control character")
    return text.strip()


Text = Annotated[str, Field(max_length=60), AfterValidator(_printable)]
Words = Annotated[Text, Query("", description=_("要找的字：户主或成员姓名、拼音首字母、户号。"))]
After = Annotated[
    str | None,
    Query(None, max_length=400, description=_("上一页回答里的 next；不填就从头开始。")),
]
Limit = Annotated[
    int,
    Query(50, ge=BOUNDS["limit"][0], le=BOUNDS["limit"][1], description=_("一页几条。")),
]


UNPACKED = 256 * 1024
"""What a packed body may hold: a few bytes must not fill the memory here."""
GZIP = 16 + zlib.MAX_WBITS


class JsonBody(Parser):
    """Bodies are JSON and say so, plain or packed by gzip; junk is refused with the reason."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise refuse("api.not_json", found=(request.content_type or "—")[:60])
        try:
            packed = request.headers.get("Content-Encoding") == "gzip"
            body = json.loads(unpacked(request.body) if packed else request.body)
        except RequestDataTooBig:
            limit = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024} KB"
            raise refuse("request.too_large", limit=limit) from None
        except (ValueError, RecursionError):
            raise refuse("request.malformed", reason="JSON") from None
        if not isinstance(body, dict):
            raise refuse("api.wrong_kind", "body", wanted="JSON {…}")
        return body


def unpacked(body: bytes) -> bytes:
    stream = zlib.decompressobj(GZIP)
    try:
        whole = stream.decompress(body, UNPACKED + 1)
    except zlib.error:
        raise refuse("request.malformed", reason="gzip") from None
    if len(whole) > UNPACKED:
        raise refuse("request.too_large", limit=f"{UNPACKED >> 10} KB")
    if not stream.eof or stream.unused_data:
        raise refuse("request.malformed", reason="gzip")
    return whole


def page_of(
    rows: QuerySet[M], keys: tuple[str, ...], after: str | None, limit: int
) -> tuple[list[M], str | None]:
    """The rows after a cursor in the order of their keys, and the next cursor where more follow."""
    rows = rows.order_by(*keys)
    try:
        if after:
            rows = rows.filter(_beyond(keys, _opened(after, len(keys))))
        found = list(rows[: limit + 1])
    except (ValidationError, ValueError):
        raise refuse("api.wrong_cursor", "after") from None
    if len(found) <= limit:
        return found, None
    return found[:limit], _closed([_value(found[limit - 1], key) for key in keys])


def _beyond(keys: tuple[str, ...], values: list[str]) -> Q:
    """(a, b) > (x, y) as a > x, or a = x and b > y."""
    beyond, equal = Q(pk__in=[]), Q()
    for key, value in zip(keys, values, strict=True):
        beyond |= equal & Q(**{f"{key}__gt": value})
        equal &= Q(**{key: value})
    return beyond


def _value(row: Any, key: str) -> str:
    for name in key.split("__"):
        row = getattr(row, name)
    return str(row)


def _closed(values: list[str]) -> str:
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _opened(cursor: str, length: int) -> list[str]:
    try:
        values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        values = None
    if (
        not isinstance(values, list)
        or len(values) != length
        or not all(isinstance(v, str) and "\0" not in v and v.isprintable() for v in values)
    ):
        raise refuse("api.wrong_cursor", "after")
    return values


def serially(number: int) -> str:
    """The cursor of what is ordered by one whole number."""
    return _closed([str(number)])


def serial_of(after: str | None) -> int | None:
    if not after:
        return None
    value = _opened(after, 1)[0]
    if not (value.isascii() and value.isdigit() and len(value) < 20 and int(value) < 2**63):
        raise refuse("api.wrong_cursor", "after")
    return int(value)


def numbered(place: int) -> str:
    """The cursor of a ledger, which is read in its own order: a place in it."""
    return _closed([str(place)])


def number_of(after: str | None) -> int:
    value = _opened(after, 1)[0] if after else "0"
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise refuse("api.wrong_cursor", "after")
    return int(value)
