"""Phones: what they send is answered after it is durable; then what has changed for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext_noop as _
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from lianxin.kernel.epoch import epoch
from lianxin.kernel.problem import refuse
from lianxin.people.policy import AccountActor, alive
from lianxin.sync.devices import Seen, Waiting, device_of, device_seen
from lianxin.sync.items import Answer
from lianxin.sync.models import Device, Verdict
from lianxin.sync.pull import pull
from lianxin.sync.push import check_size, push
from lianxin.sync.shapes import Sent

from .caller import ApiRequest, Session
from .phone_caller import PhoneBearer
from .reading import UNPACKED
from .shapes import Problems, answers

router = Router(tags=[_("手机")])
MOST_ITEMS = 50
SCHEMAS = {1}
"""What phones of the last 180 days write; an older one stays here until then."""


class WaitingSent(Schema):
    items: int = Field(0, ge=0, le=1_000_000)
    photos: int = Field(0, ge=0, le=1_000_000)
    oldest: datetime | None = None


class SyncSent(Schema):
    device: UUID
    schema_: int = Field(alias="schema", ge=1, le=1000, description=_("手机版写的格式，现在是 1。"))
    cursor: str | None = Field(
        None, max_length=200, description=_("上次回答里的 cursor；从头取就不填。")
    )
    items: list[Sent] = Field(default_factory=list, description=_("最多 50 条，一共 256 KB。"))
    now: datetime | None = Field(None, description=_("手机的钟现在几点，用来知道差多少。"))
    waiting: WaitingSent | None = Field(None, description=_("手机里还有多少没发。"))
    pull: bool = Field(True, description=_("false：只要回执，不要新内容。"))


class VerdictShape(Schema):
    id: UUID
    verdict: Verdict
    problem: dict[str, Any] | None = Field(
        examples=[{"code": "diary.future", "message": "…", "field": "day"}]
    )
    first: Verdict | None = Field(description=_("以前来过的，那一次的结果。"))
    rev: int | None


class ChangeShape(Schema):
    model_config = ConfigDict(extra="allow")
    kind: str = Field(examples=["household"])
    id: UUID
    rev: int
    data: dict[str, Any] | None = Field(description=_("null：不再归您看。"))


class Synced(Schema):
    epoch: str
    cursor: str
    more: bool
    now: datetime
    revoked: bool
    verdicts: list[VerdictShape]
    changes: list[ChangeShape]


@router.post(
    "/sync",
    auth=[PhoneBearer(), Session()],
    response={**answers(Synced), frozenset({400, 403, 409, 413, 415, 429}): Problems},
    operation_id="sync",
    summary=_("手机同步"),
    description=_(
        "一条一个结果，写稳了才回答；重发不会写两遍。然后是自上次 cursor 以来变了的内容。"
        "duplicate 是以前来过，first 是那次的结果；deferred 可以再发；其余的结果不再变。"
        "内容可以用 gzip 压缩，带上 Content-Encoding: gzip。"
    ),
)
def sync(request: ApiRequest, sent: SyncSent) -> Any:
    if len(request.body) > UNPACKED:
        raise refuse("request.too_large", limit=f"{UNPACKED >> 10} KB")
    check_size(len(sent.items), MOST_ITEMS)
    if sent.schema_ not in SCHEMAS:
        raise refuse("sync.schema")
    actor = request.actor
    device = _device(request, actor, sent.device)
    ended = not alive(actor.account) or device.revoked_at is not None or _token_ended(request)
    waiting = Waiting(**sent.waiting.model_dump()) if sent.waiting else None
    seen = Seen(sent.schema_, sent.now, waiting)
    if sent.items:
        told = push(actor=actor, device=device, sent=sent.items, ended=ended, seen=seen)
    else:
        told = []
        device_seen(device, seen)
    with translation.override(actor.account.language):
        verdicts = [_verdict(one) for one in told]
    answer = {"epoch": epoch(), "now": timezone.now(), "revoked": ended, "verdicts": verdicts}
    if ended or not sent.pull:
        return {**answer, "cursor": sent.cursor or "", "more": False, "changes": []}
    return {**answer, **pull(actor, sent.cursor)._asdict()}


def _device(request: ApiRequest, actor: AccountActor, key: UUID) -> Device:
    token = getattr(request, "token", None)
    bound = token and Device.objects.visible_to(actor).filter(token=token).first()
    if bound and bound.pk != key:
        raise refuse("device.other", "device")
    if bound and bound.account_id == actor.account.pk:
        return bound
    return device_of(actor.account, key, request.headers.get("User-Agent", "")[:60])


def _token_ended(request: ApiRequest) -> bool:
    token = getattr(request, "token", None)
    return token is not None and token.ended_at is not None


def _verdict(one: Answer) -> dict[str, Any]:
    return {
        "id": one.id,
        "verdict": one.verdict,
        "problem": one.problem.as_json() if one.problem else None,
        "first": one.first,
        "rev": one.rev,
    }
