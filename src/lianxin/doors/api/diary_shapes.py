"""What the diary's addresses take and answer, field by field."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from lianxin.sync.shapes import EntryTold

from .shapes import Day, Id, OfficerShape, Place


class EntrySent(EntryTold):
    id: UUID | None = Field(None, description=_("自己定的编号（UUIDv7）；重发时不会写两遍。"))
    officer: UUID | None = Field(
        None, description=_("谁的日记；不填就是自己的，联户办代写时要填。")
    )


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
    brought_from: str = Field(description=_("从哪张表导入的；空着就是自己写的。"))


class DiaryPage(Schema):
    items: list[EntryShape]
    next: str | None
