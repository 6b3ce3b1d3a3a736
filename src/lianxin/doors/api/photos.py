"""Photos in resumable pieces, named by the SHA-256 of what is sent; each piece is acknowledged when kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Header, Path, Router, Schema
from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from lianxin.kernel.problem import refuse
from lianxin.records.diary.awaited import SHA256
from lianxin.records.diary.uploads import Held, upload_held, upload_put

from .answers import plain
from .caller import ApiRequest
from .shapes import Problems

router = Router(tags=[_("照片")])
CHUNK = 256 * 1024
RANGE = re.compile(r"bytes (\d{1,10})-(\d{1,10})/(\d{1,10})", re.ASCII)
REFUSED: Any = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 507})


def _named(sha: str) -> str:
    if not SHA256.fullmatch(sha):
        raise PydanticCustomError("sha256", "not a hash")
    return sha


Sha = Annotated[
    str,
    AfterValidator(_named),
    WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
    Path(description=_("照片内容的 SHA-256。")),
]
ContentRange = Annotated[
    str | None,
    Header(
        None,
        alias="Content-Range",
        max_length=60,
        description=_("这一段在整张里的位置，比如 bytes 0-262143/290000；不填就是整张一次传。"),
    ),
]
BYTES = {"schema": {"type": "string", "format": "binary"}}
COUNTED = {
    name: {"schema": {"type": "integer"}, "description": told}
    for name, told in {
        "Upload-Offset": _("已经收到多少字节"),
        "Upload-Length": _("一共多少字节"),
    }.items()
}


class PhotoPart(Schema):
    received: int = Field(description=_("已经收到多少字节"), examples=[262144])


class PhotoWhole(PhotoPart):
    sha256: str
    width: int = Field(examples=[1600])
    height: int = Field(examples=[1200])


@router.put(
    "/photos/{sha256}",
    response={201: PhotoWhole, 202: PhotoPart, REFUSED: Problems},
    operation_id="photo_put",
    url_name="photo",
    summary=_("传照片，可以分段、接着传"),
    description=_(
        "201 是收齐并核对过；202 是还要接着传，received 是已收到多少。一段最多 1 MB，整张最多 20 MB。"
        "重复的、重叠的段没有关系；中间缺了一段回答 409，从 received 接着传。"
        "照片可以比写到它的日记先到，也可以后到；位置和机型等信息不会留下。"
    ),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": BYTES, "image/jpeg": BYTES},
        }
    },
)
def put(request: ApiRequest, sha256: Sha, content_range: ContentRange = None) -> Any:
    start, total = _extent(request, content_range)
    held = upload_put(
        actor=request.actor, sha=sha256, chunks=_chunks(request), start=start, total=total
    )
    told: dict[str, Any] = {"received": held.received}
    if held.photo is not None:
        row = held.photo
        told = {"received": total, "sha256": sha256, "width": row.width, "height": row.height}
    return _counted(Held(told["received"], total), plain(told, 201 if held.photo else 202))


@router.api_operation(
    ["HEAD"],
    "/photos/{sha256}",
    response={200: None, frozenset({401, 404, 405, 422}): Problems},
    operation_id="photo_held",
    url_name="photo",
    summary=_("照片收到多少了"),
    description=_("两个数一样，就是收齐了；404 是一点都没有收到，从头传。"),
    openapi_extra={"responses": {200: {"headers": COUNTED}}},
)
def head(request: ApiRequest, sha256: Sha) -> Any:
    held = upload_held(request.actor, sha256)
    if held is None:
        raise refuse("action.absent")
    return _counted(held, HttpResponse(content_type="application/json"))


def _extent(request: HttpRequest, content_range: str | None) -> tuple[int, int]:
    """Where the body begins in the whole, and the size of the whole."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if not length:
        raise refuse("api.no_content")
    if content_range is None:
        return 0, length
    found = RANGE.fullmatch(content_range.strip())
    first, last, total = map(int, found.groups()) if found else (0, 0, 0)
    if not first <= last < total or last - first + 1 != length:
        raise refuse("api.wrong_range", "Content-Range", length=length)
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if length > most:
        raise refuse("request.too_large", limit=f"{most >> 10} KB")
    return first, total


def _chunks(request: HttpRequest) -> Iterator[bytes]:
    """The body as it comes; where the line breaks it ends, and the sender goes on from there."""
    try:
        while chunk := request.read(CHUNK):
            yield chunk
    except OSError:
        return


def _counted(held: Held, response: HttpResponse) -> HttpResponse:
    response.headers["Upload-Offset"] = str(held.received)
    response.headers["Upload-Length"] = str(held.total)
    return response
