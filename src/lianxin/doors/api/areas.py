"""Areas by their codes: everyone who is signed in may read them."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from lianxin.kernel.text import fold
from lianxin.people.models import Area, Level

from .caller import ApiRequest
from .reading import After, Limit, Words, page_of
from .shapes import AreaPage, answers

router = Router(tags=[_("行政区划")])


@router.get(
    "/areas",
    response=answers(AreaPage),
    operation_id="areas",
    summary=_("省、市、县、乡镇、村、社"),
    description=_("按代码排列。"),
)
def areas(
    request: ApiRequest,
    q: Words = "",
    level: Annotated[Level | None, Query(None, description=_("只要这一级。"))] = None,
    parent: Annotated[UUID | None, Query(None, description=_("只要它直接下属的。"))] = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    rows = Area.objects.visible_to(request.actor)
    if level:
        rows = rows.filter(level=level)
    if parent:
        rows = rows.filter(parent=parent)
    if fold(q):
        rows = rows.filter(
            Q(name__contains=fold(q))
            | Q(initials__startswith=fold(q))
            | Q(code__startswith=fold(q))
        )
    found, following = page_of(rows, ("path",), after, limit)
    return {"items": [_area(area) for area in found], "next": following}


def _area(area: Area) -> dict[str, Any]:
    return {
        "id": area.pk,
        "code": area.code,
        "name": area.name,
        "level": area.level,
        "parent": area.parent_id,
        "provisional": area.provisional,
    }
