"""Papers that were handed in: what they said and the numbers they stood on, read as they were kept."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Path, Router, Schema
from pydantic import Field

from lianxin.kernel.text import in_english
from lianxin.results.issued import paper_of
from lianxin.results.models import IssuedPaper
from lianxin.results.report import lines

from .caller import ApiRequest
from .reading import After, Limit, page_of
from .shapes import Day, Id, Place, answers

router = Router(tags=[_("台账和数字")])
PaperId = Annotated[UUID, Path(description=_("交出去的材料的 id。"))]


class PaperLine(Schema):
    id: Id
    report: str = Field(examples=["results"])
    title: str = Field(examples=["帮扶工作情况报告"])
    village: Place
    year: int = Field(examples=[2026])
    as_of: Day
    made_at: datetime
    made_by: str = Field(examples=["何晓燕"])


class PaperPage(Schema):
    items: list[PaperLine]
    next: str | None


class PaperFile(PaperLine):
    lines: list[str]
    figures: dict[str, float | int | None] = Field(examples=[{"households": 64}])
    definitions: dict[str, str] = Field(examples=[{"households": "…"}])


@router.get(
    "/papers",
    response=answers(PaperPage),
    operation_id="papers",
    summary=_("交出去的材料"),
    description=_("报告和公文交出去时是什么样，就一直是什么样。"),
)
def papers(request: ApiRequest, after: After = None, limit: Limit = 50) -> Any:
    rows = IssuedPaper.objects.visible_to(request.actor).select_related("village")
    found, following = page_of(rows, ("pk",), after, limit)
    return {"items": [_told(row) for row in found], "next": following}


@router.get(
    "/papers/{paper}",
    response=answers(PaperFile),
    operation_id="paper",
    summary=_("一份交出去的材料"),
    description=_("文字、数字和当时的定义。金额是元。"),
)
def paper(request: ApiRequest, paper: PaperId) -> Any:
    rows = IssuedPaper.objects.visible_to(request.actor).select_related("village")
    row: IssuedPaper = rows.get_visible(pk=paper)
    words = "en" if in_english() else "zh"
    return {
        **_told(row),
        "lines": ["".join(map(str, one.pieces)) for one in lines(paper_of(row)[0])],
        "figures": {one["name"]: _amount(one) for one in row.figures},
        "definitions": {one["name"]: one[words]["sentence"] for one in row.figures},
    }


def _amount(one: dict[str, Any]) -> float | int | None:
    value: float | int | None = one["value"]
    return value / 100 if one["money"] and value is not None else value


def _told(row: IssuedPaper) -> dict[str, Any]:
    return {
        "id": row.pk,
        "report": row.report,
        "title": row.title,
        "village": {"id": row.village_id, "code": row.village.code, "name": row.village.name},
        "year": row.year,
        "as_of": row.day,
        "made_at": row.made_at,
        "made_by": row.made_by,
    }
