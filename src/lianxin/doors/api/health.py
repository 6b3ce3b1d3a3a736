"""Is it up? The only operation that asks for no sign-in; it tells nothing that is not public."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router, Status

from .answers import database_answers, state
from .shapes import Health

router = Router(tags=[_("运行状态")])


@router.get(
    "/health",
    auth=None,
    response={200: Health, 503: Health},
    operation_id="health",
    summary=_("系统是否正常"),
    description=_("不用登录。数据库连不上时回答 503。"),
)
def health(request: HttpRequest) -> Any:
    return Status(200, state("ok")) if database_answers() else Status(503, state("failing"))
