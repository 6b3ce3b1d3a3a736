"""One's own phones: registered, listed, ended, opened again after a forgotten lock."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Router, Schema, Status
from pydantic import Field

from lianxin.kernel.epoch import epoch
from lianxin.sync import devices, queries

from .caller import ApiRequest, Session
from .shapes import Problems, answers

router = Router(tags=[_("手机")])


class DeviceSent(Schema):
    device: UUID
    name: str = Field("", max_length=200, examples=["Android · Chrome"])
    public_key: str = Field("", max_length=400, description=_("P-256 公钥，SPKI，base64。"))


class DeviceMade(Schema):
    device: UUID
    token: str = Field(description=_("只给这一次。"))
    recovery: str = Field(description=_("忘了锁时打开手机数据用，base64，32 字节。"))
    account: UUID
    name: str
    epoch: str


class DeviceShape(Schema):
    id: UUID
    name: str
    first_seen: datetime
    last_seen: datetime
    waiting: int
    revoked: bool
    this: bool


class DeviceList(Schema):
    items: list[DeviceShape]


class Recovery(Schema):
    recovery: str


WRITING: Any = frozenset({400, 401, 403, 404, 405, 409, 413, 415, 422})


@router.post(
    "/devices",
    response={201: DeviceMade, WRITING: Problems},
    operation_id="device_add",
    url_name="devices",
    summary=_("登记自己的手机"),
)
def device_add(request: ApiRequest, sent: DeviceSent) -> Any:
    actor = request.actor
    made = devices.device_add(
        actor=actor, id=sent.device, name=sent.name, public_key=sent.public_key
    )
    return Status(
        201,
        {
            "device": made.device.pk,
            "token": made.token,
            "recovery": made.recovery,
            "account": actor.account.pk,
            "name": actor.name,
            "epoch": epoch(),
        },
    )


@router.get(
    "/devices",
    response=answers(DeviceList),
    operation_id="devices",
    url_name="devices",
    summary=_("自己的手机"),
)
def own(request: ApiRequest) -> Any:
    token = getattr(request, "token", None)
    return {
        "items": [
            {
                "id": row.pk,
                "name": row.name,
                "first_seen": row.first_seen,
                "last_seen": row.last_seen,
                "waiting": row.waiting,
                "revoked": row.revoked_at is not None,
                "this": token is not None and row.token_id == token.pk,
            }
            for row in queries.own_devices(request.actor)
        ]
    }


@router.delete(
    "/devices/{device_id}",
    response={204: None, frozenset({401, 403, 404, 405, 422}): Problems},
    operation_id="device_end",
    url_name="device",
    summary=_("停用自己的一部手机"),
)
def end(request: ApiRequest, device_id: UUID) -> Any:
    row = queries.own_devices(request.actor).get_visible(pk=device_id)
    devices.device_end(actor=request.actor, device=row)
    return HttpResponse(status=204)


@router.post(
    "/devices/{device_id}/recovery",
    auth=Session(),
    response={200: Recovery, frozenset({401, 403, 404, 405, 422}): Problems},
    operation_id="device_recover",
    summary=_("忘了锁：重新登录后取回打开的钥匙"),
)
def recover(request: ApiRequest, device_id: UUID) -> Any:
    row = queries.own_devices(request.actor).get_visible(pk=device_id)
    return {"recovery": devices.device_recover(actor=request.actor, device=row)}
