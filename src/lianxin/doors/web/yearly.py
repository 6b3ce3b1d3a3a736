"""The year that a list shows, and those one can switch to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from lianxin.kernel.period import today

from .requests import Acted

PAGE = 50


@dataclass(frozen=True)
class Years:
    chosen: int
    offered: list[int]


def kept(request: Acted) -> str:
    """What the address says besides the page, for the links to other pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""


def sheet_of(request: Acted, rows: Sequence[Any] | QuerySet[Any]) -> Page[Any]:
    """The page asked for; with ``all`` one page with everything, for printing."""
    size = max(1, len(rows)) if request.GET.get("all") else PAGE
    return Paginator(rows, size).get_page(request.GET.get("page"))


def years_of(request: Acted, rows: QuerySet[Any]) -> Years:
    """This year unless another is asked for; offered are the years of the rows, the newest first."""
    now, asked = today().year, request.GET.get("year", "")
    chosen = int(asked) if asked.isdecimal() and 1900 <= int(asked[:6]) <= now + 20 else now
    found = set(rows.order_by().values_list("year", flat=True).distinct())
    return Years(chosen, sorted(found | {now, chosen}, reverse=True))
