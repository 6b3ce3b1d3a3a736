"""Ledgers and figures: the same definitions as on the page, in the sheet and on the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router
from pydantic import Field

from lianxin.doors.sheets.ledger import csv_lines, reader
from lianxin.kernel import tally
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.shape import BOUNDS
from lianxin.people.models import Area
from lianxin.people.places import village_named
from lianxin.results.actions import ledger_export, shown_of
from lianxin.results.columns import Column
from lianxin.results.figures import FIGURES, extent, told
from lianxin.results.ledgers import visible_ledger
from lianxin.results.report import REPORTS

from .caller import ApiRequest
from .reading import After, Limit, Text, Words, number_of, numbered
from .shapes import FigureList, LedgerPage, ReportList, answers

router = Router(tags=[_("台账和数字")])
Village = Annotated[Text, Query("", description=_("村名，重名时用代码；不填就是您看得到的全部。"))]
AsOf = Annotated[date | None, Query(None, description=_("那一天的样子；不填就是今天。"))]
Year = Annotated[
    int | None,
    Query(
        None, ge=BOUNDS["year"][0], le=BOUNDS["year"][1], description=_("哪一年；不填就是今年。")
    ),
]
LedgerYear = Annotated[
    int | None,
    Query(
        None,
        ge=BOUNDS["year"][0],
        le=BOUNDS["year"][1],
        description=_("哪一年的记录；不填就是全部，户和成员的台账看那一年年底。"),
    ),
]
Chosen = Annotated[
    UUID | None,
    Query(None, description=_("只要这一个的记录：干部、户，或者类别的 id。")),
]
Form = Annotated[
    Literal["json", "csv"],
    Query(
        "json",
        description=_("csv 是整本的表，要有导出台账的权限，留下记录，不看 after 和 limit。"),
    ),
]
Masked = Annotated[
    bool | None,
    Query(
        None,
        description=_(
            "true 遮住姓名、电话和生日，不带身体和说的话；false 和您在页面上看到的一样。"
            "不填时，json 按 false，csv 按 true。"
        ),
    ),
]
SHEETS_EACH_HOUR = 60
LedgerName = Annotated[
    Text, Path(description=_("台账的名称，比如 households。")), Field(min_length=1)
]


@router.get(
    "/ledgers/{name}",
    response=answers(LedgerPage),
    operation_id="ledger",
    summary=_("一本台账"),
    description=_("columns 说明每一列；items 里每行一个对象。金额是元。"),
)
def ledger(
    request: ApiRequest,
    name: LedgerName,
    q: Words = "",
    village: Village = "",
    year: LedgerYear = None,
    officer: Chosen = None,
    household: Chosen = None,
    kind: Chosen = None,
    as_of: AsOf = None,
    after: After = None,
    limit: Limit = 50,
    format: Form = "json",
    masked: Masked = None,
) -> Any:
    it, begin = visible_ledger(request.actor, name), number_of(after)
    shown = shown_of(it.visible_columns(request.actor), masked=bool(masked))
    area = village_named(village) if village else None
    day = extent(area, year, as_of).day if year else as_of or today()
    given = {"q": q, "year": year, "officer": officer, "household": household, "kind": kind}
    asked = it.asks.read(QueryDict(urlencode({n: v for n, v in given.items() if v})))
    if format == "csv":
        return _sheet(request, name, area, day, asked, masked is not False)
    rows = it.read(
        request.actor, asked, village=area, day=day, begin=begin, most=limit + 1, columns=shown
    )
    found = list(rows)
    cells = {column.name: _told(column, bool(masked)) for column in shown}
    return {
        "columns": {column.name: str(column.title) for column in shown},
        "items": [{key: told(row) for key, told in cells.items()} for row in found[:limit]],
        "next": numbered(begin + limit) if len(found) > limit else None,
    }


def _sheet(
    request: ApiRequest, name: str, village: Area | None, day: date, asked: Any, masked: bool
) -> StreamingHttpResponse:
    """The ledger as it may be carried out of the house, sent while it is read."""
    if not tally.counted(f"sheet {request.actor.id} {name}", SHEETS_EACH_HOUR, tally.HOUR):
        raise refuse("link.too_often")
    export = ledger_export(
        actor=request.actor,
        ledger=name,
        form="csv",
        village=village,
        day=day,
        conditions=asked,
        masked=masked,
    )
    return StreamingHttpResponse(csv_lines(export), content_type="text/csv; charset=utf-8")


def _told(column: Column, masked: bool) -> Callable[[Any], Any]:
    """How a cell is told: money in yuan, whole where it is; text always as text."""
    if column.kind == "money":
        return lambda row: None if (value := column.value(row)) is None else value / 100
    read = reader(column, masked=masked)
    if column.kind == "text":
        return lambda row: None if (value := read(row)) is None else str(value or "")
    return read


@router.get(
    "/figures",
    response=answers(FigureList),
    operation_id="figures",
    summary=_("全部数字"),
    description=_("只数您看得到的。定义和页面、台账、报表是同一个。金额是元。"),
)
def figures(
    request: ApiRequest, village: Village = "", year: Year = None, as_of: AsOf = None
) -> Any:
    area = village_named(village) if village else None
    year = year or today().year
    found = told(request.actor, extent(area, year, as_of))
    language = get_language() or "zh"
    return {
        "village": area.name if area else None,
        "year": year,
        "figures": found,
        "definitions": {name: FIGURES[name].sentence(language) for name in found},
    }


@router.get(
    "/reports",
    response=answers(ReportList),
    operation_id="reports",
    summary=_("有哪些报告和公文"),
    description=_("名称就是命令 report 和页面用的名称；谁能生成由权限定。"),
)
def reports(request: ApiRequest) -> Any:
    return {"items": [{"name": one.name, "title": str(one.title)} for one in REPORTS.values()]}
