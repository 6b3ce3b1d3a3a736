"""What the diary's addresses take and answer, field by field."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from .answers import BOUNDS
from .shapes import Day, Id, OfficerShape, Place


def _writable(text: str) -> str:
    """Lines are welcome; other control characters have no place in a text."""
    if any(ord(one) < 32 and one not in "\n\r\t" for one in text):
        raise PydanticCustomError("string_control", "control character")
    return text


Written = Annotated[str, AfterValidator(_writable)]


class Spot(Schema):
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    datum: Literal["WGS-84", "GCJ-02", "CGCS2000"] = "WGS-84"
    accuracy: float | None = Field(None, ge=0, le=1_000_000)


class NeedSent(Schema):
    household: UUID | None = None
    kind: Written = Field(max_length=60, description=_("需求类别的名称，比如 产业发展。"))
    text: Written = Field(max_length=2000)


class ProgressSent(Schema):
    measure: UUID
    percent: int = Field(ge=BOUNDS["percent"][0], le=BOUNDS["percent"][1])
    note: Written = Field("", max_length=2000)


class EntrySent(Schema):
    id: UUID | None = Field(None, description=_("自己定的编号（UUIDv7）；重发时不会写两遍。"))
    officer: UUID | None = Field(
        None, description=_("谁的日记；不填就是自己的，联户办代写时要填。")
    )
    households: list[UUID] = Field(default_factory=list, max_length=800)
    village: UUID | None = Field(None, description=_("没有户时要填。"))
    kinds: list[Annotated[str, Field(max_length=20)]] = Field(
        max_length=20, examples=[["visit", "talk"]]
    )
    day: Day
    until: date | None = None
    minutes: int | None = Field(None, ge=BOUNDS["minutes"][0], le=BOUNDS["minutes"][1])
    text: Written = Field(max_length=20_000, examples=["牛棚砖墙砌好了，等彩钢顶。"])
    place: Spot | None = None
    photos: list[Annotated[str, Field(pattern="^[0-9a-f]{64}$")]] = Field(
        default_factory=list, max_length=60, description=_("先传好的照片的 SHA-256。")
    )
    tags: list[Annotated[str, Field(max_length=60)]] = Field(default_factory=list, max_length=20)
    needs: list[NeedSent] = Field(default_factory=list, max_length=20)
    progress: list[ProgressSent] = Field(default_factory=list, max_length=20)


class HomeShape(Schema):
    id: Id
    number: str = Field(examples=["1-001"])
    head: str | None = Field(examples=["康润生"])


class EntryShape(Schema):
    id: Id
    day: Day
    until: date | None
    officer: OfficerShape
    village: Place
    households: list[HomeShape]
    kinds: list[str] = Field(examples=[["visit", "talk"]])
    text: str
    amended: bool
    minutes: int | None
    photos: list[str]
    tags: list[str]
    rev: int
    written_at: datetime


class DiaryPage(Schema):
    items: list[EntryShape]
    next: str | None
