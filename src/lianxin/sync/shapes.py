"""What a phone, or any other program, sends to be written: the payload of each action."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from pydantic import BaseModel, ConfigDict, Field

from lianxin.kernel.shape import BOUNDS, Written

MOST_PHOTOS, MOST_NEEDS, MOST_HOMES = 60, 20, 800
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Day = Annotated[date, Field(examples=["2026-07-15"])]


class Spot(BaseModel):
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    datum: Literal["WGS-84", "GCJ-02", "CGCS2000"] = "WGS-84"
    accuracy: float | None = Field(None, ge=0, le=1_000_000)


class NeedSent(BaseModel):
    household: UUID | None = None
    kind: Written = Field(max_length=60, description=_("需求类别的名称，比如 产业发展。"))
    text: Written = Field(max_length=2000)


class ProgressSent(BaseModel):
    measure: UUID
    percent: int = Field(ge=BOUNDS["percent"][0], le=BOUNDS["percent"][1])
    note: Written = Field("", max_length=2000)


class EntryTold(BaseModel):
    """``diary.write``: all that one entry says. ``photos`` are the SHA-256 of what is or will be sent."""

    households: list[UUID] = Field(default_factory=list, max_length=MOST_HOMES)
    village: UUID | None = Field(None, description=_("没有户时要填。"))
    kinds: list[Annotated[str, Field(max_length=20)]] = Field(
        max_length=20, examples=[["visit", "talk"]]
    )
    day: Day
    until: date | None = None
    minutes: int | None = Field(None, ge=BOUNDS["minutes"][0], le=BOUNDS["minutes"][1])
    text: Written = Field(max_length=20_000, examples=["牛棚砖墙砌好了，等彩钢顶。"])
    place: Spot | None = None
    photos: list[Digest] = Field(
        default_factory=list, max_length=MOST_PHOTOS, description=_("照片的 SHA-256。")
    )
    tags: list[Annotated[str, Field(max_length=60)]] = Field(default_factory=list, max_length=20)
    needs: list[NeedSent] = Field(default_factory=list, max_length=MOST_NEEDS)
    progress: list[ProgressSent] = Field(default_factory=list, max_length=20)


class Amend(BaseModel):
    entry: UUID
    base: int = Field(ge=1, le=BOUNDS["base"][1])
    text: Written = Field(max_length=20_000)


class Edit(BaseModel):
    """``household.edit``: values by field, as ``fields.py`` names them, over the edition ``base``."""

    household: UUID
    base: int = Field(ge=0, le=BOUNDS["base"][1])
    fields: dict[Annotated[str, Field(max_length=30)], Any] = Field(min_length=1, max_length=60)


class Close(BaseModel):
    need: UUID
    outcome: Written = Field(max_length=2000)
    result: Annotated[str, Field(max_length=60)] | None = None


class Talk(BaseModel):
    need: UUID
    text: Written = Field(max_length=2000)


class Keep(BaseModel):
    text: Written = Field(max_length=200)


class Drop(BaseModel):
    phrase: UUID


class Withdraw(BaseModel):
    proposal: UUID


class Accept(BaseModel):
    commitment: UUID


class Explain(BaseModel):
    """``doubt.answer`` and ``doubt.object``."""

    doubt: UUID
    words: Written = Field(max_length=300)


class Scan(BaseModel):
    """``activity.scan``: what the card's code says, or its eight digits."""

    activity: UUID
    code: Written = Field(max_length=200)


class Attend(BaseModel):
    """``activity.attend``: how many of the household came; 0: nobody after all."""

    activity: UUID
    household: UUID
    people: int = Field(ge=0, le=99)


class Assessed(BaseModel):
    """``assessment.read`` and ``assessment.agree``."""

    assessment: UUID


class Objections(BaseModel):
    """``assessment.object``: words by the code of the item."""

    assessment: UUID
    objections: dict[Annotated[str, Field(max_length=8)], Annotated[str, Field(max_length=300)]] = (
        Field(min_length=1, max_length=60)
    )


class Sent(BaseModel):
    """One item of a phone's outbox. Its payload is read by its action, by itself."""

    model_config = ConfigDict(extra="ignore")
    id: UUID
    seq: int = Field(ge=0, le=2_000_000_000)
    action: Annotated[str, Field(max_length=30)]
    at: Annotated[str, Field(max_length=40)]
    payload: dict[str, Any]
