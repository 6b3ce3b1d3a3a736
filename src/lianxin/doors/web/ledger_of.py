"""What the page of a named ledger shows around its rows: filters, totals, what was asked in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.kernel.memory import remembered
from lianxin.kernel.money import yuan
from lianxin.kernel.period import today
from lianxin.pool.models import Goods
from lianxin.register.models import Code, Household
from lianxin.results.asked import Asked
from lianxin.results.columns import Column
from lianxin.results.conditions import Conditions
from lianxin.results.ledgers import visible_ledger
from lianxin.results.records import officers_of

from .extents import Place, place_of
from .requests import Acted
from .rows_table import drawn

PAGE = 50
MOST_COLUMNS = 40
"""That a printed page can hold."""
TITLED = {"projects", "activities", "leading_group", "documents", "work_plan", "meetings"}
"""Ledgers that are searched by words of the title."""
T = TypeVar("T")
Choices = list[tuple[str, str]]


class LedgerOf:
    """One reading of a ledger, built from an address or one that was sent along."""

    def __init__(self, request: Acted, name: str, data: QueryDict) -> None:
        self.request, self.actor = request, request.actor
        self.ledger = visible_ledger(request.actor, name)
        self.place: Place = place_of(request, data)
        self.asked: Any = self.ledger.asks.read(data)
        if isinstance(self.asked, Asked):
            self.asked = replace(self.asked, year=self.place.year)

    @property
    def of_records(self) -> bool:
        """Rows have a year, an officer, a kind; the members of households have none."""
        return not isinstance(self.asked, Conditions)

    @cached_property
    def columns(self) -> list[Column]:
        several = self.place.village is None
        return [
            column
            for column in self.ledger.visible_columns(self.actor)
            if (column.usual or column.name == "village") and (column.name != "village" or several)
        ]

    @property
    def fits(self) -> bool:
        """Whether all columns stand on one page of paper."""
        return len(self.columns) <= MOST_COLUMNS

    @cached_property
    def found(self) -> QuerySet[Any]:
        place = self.place
        return self.ledger.rows(self.actor, self.asked, village=place.village, day=place.day)

    def read(self) -> Iterator[Any]:
        rows = self.found.iterator(chunk_size=500)
        return self.ledger.lines(self.actor, rows, self.place.day)

    def kept(self, what: str, make: Callable[[], T]) -> T:
        """What is read of this view, kept until somebody changes something."""
        of = (self.ledger.name, self.query, today(), get_language())
        return remembered((what, self.actor.id, of), make)

    def rows(self, number: str) -> tuple[Page[Any], list[SafeString]]:
        """One page of the rows, drawn."""

        def read() -> tuple[Page[Any], list[SafeString]]:
            sheet = Paginator(self.found, PAGE).get_page(number)
            listed = self.ledger.lines(self.actor, sheet.object_list, self.place.day)
            return sheet, drawn(self.columns, listed)

        return self.kept(f"ledger rows {number}", read)

    @cached_property
    def totals(self) -> list[tuple[str, str, str]]:
        return self.kept("ledger totals", self._totals) if self.ledger.totals else []

    def _totals(self) -> list[tuple[str, str, str]]:
        return [
            (one.title, yuan(int(one.value)) if one.money else f"{one.value:,}", one.unit)
            for one in (self.ledger.totals(self.found) if self.ledger.totals else ())
        ]

    @cached_property
    def officers(self) -> Choices:
        """Whoever stands in the rows of this village and year."""
        return self.kept("ledger officers", self._officers) if self.of_records else []

    def _officers(self) -> Choices:
        free, place = Asked(year=self.place.year), self.place
        rows = self.ledger.rows(self.actor, free, village=place.village, day=place.day)
        return officers_of(rows, self.ledger.needs)

    @cached_property
    def kinds(self) -> Choices:
        if self.ledger.kinds == "goods":
            goods = Goods.objects.visible_to(self.actor)
            return [(str(one.pk), one.told) for one in goods]
        codes = Code.objects.visible_to(self.actor).filter(list=self.ledger.kinds)
        return [(str(one.pk), one.told) for one in codes] if self.ledger.kinds else []

    @property
    def searched(self) -> str:
        """What the search field looks for in this ledger; nothing where it has none."""
        if self.ledger.name in TITLED:
            return _("名称里的字")
        if self.ledger.name in {"stays", "lectures"}:
            return ""
        return _("户主、户号、拼音首字母")

    @property
    def household(self) -> Household | None:
        """The one household to which the rows are narrowed."""
        key = getattr(self.asked, "household", None)
        return Household.objects.visible_to(self.actor).filter(pk=key).first() if key else None

    @property
    def filtered(self) -> bool:
        return bool(self.asked.without("year") if self.of_records else self.asked)

    @property
    def query(self) -> str:
        """The parameters of this view, for print, download and the pager."""
        place = self.place
        told = {"village": place.village_key, "year": place.year, "as_of": place.as_of or ""}
        rest = [pair for pair in self.asked.pairs() if pair[0] != "year"]
        return urlencode([*((n, v) for n, v in told.items() if v), *rest])

    @property
    def pager_query(self) -> str:
        return f"{self.query}&"

    @property
    def may_export(self) -> bool:
        return self.actor.allows("register.export")

    @property
    def may_whole(self) -> bool:
        """Whether a sheet with numbers of documents in full can be had of this ledger."""
        shows = any(column.whole for column in self.columns)
        return shows and self.actor.allows("register.export_whole")

    @property
    def may_link(self) -> bool:
        return self.actor.allows("link.make")

    @property
    def told(self) -> list[str]:
        """The conditions in words, as print and sheets carry them."""
        found = list(self.place.told) if self.of_records else []
        named = [(self.officers, "officer"), (self.kinds, "kind")]
        for choices, name in named:
            found += [text for key, text in choices if key == str(getattr(self.asked, name, ""))]
        if self.household:
            found.append(_("户号 %(number)s") % {"number": self.household.number})
        return [*found, self.asked.q] if self.asked.q else found
