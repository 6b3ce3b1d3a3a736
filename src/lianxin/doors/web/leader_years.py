"""The main figures beside the same day of the year before, and over the years. Each opens its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lianxin.kernel.figure import Figure
from lianxin.kernel.period import today
from lianxin.people.policy import AccountActor
from lianxin.results.figures import FIGURES, extent, kept
from lianxin.results.titles import title, unit

from .charts import Segment
from .figures import number_of
from .leader_asked import FIRST, View

INCOME = "income_per_head_median"
MAIN = (
    *("households", "known_households", "monitored_households"),
    *("households_better", "households_worse", INCOME),
    *("visits", "talks", "stay_days", "lectures", "activities"),
    *("needs_raised", "needs_closed", "needs_overdue", "measures_done"),
    *("project_funds", "project_received", "loan_funds", "bags", "leaflets"),
)
OVER_YEARS = (
    *("households", "monitored_households", INCOME, "households_better", "households_worse"),
    *("visits", "talks", "stay_days", "needs_closed", "project_received"),
)
SPAN = 5
BAR, GAP, HIGH = 9.0, 3.0, 18.0


@dataclass(frozen=True)
class Cell:
    number: Any
    told: str
    href: str


@dataclass
class Row:
    """A figure with its numbers, the latest last; ``sign``: how it moved, in its own unit."""

    title: str
    unit: str
    cells: list[Cell] = field(default_factory=list)
    sign: str = ""
    tone: str = ""

    @property
    def bars(self) -> list[Segment]:
        """A bar a year, as high as its share of the highest; ``x`` from the left, ``width`` its height."""
        most = max((one.number or 0 for one in self.cells), default=0) or 1
        return [
            Segment("", round(n * (BAR + GAP), 1), round(HIGH * max(0, c.number or 0) / most, 1), n)
            for n, c in enumerate(self.cells)
        ]


def beside(actor: AccountActor, view: View) -> list[Row]:
    """Each main figure a year before and now."""
    return _rows(actor, view, MAIN, [view.before, view.day])


def over_years(actor: AccountActor, view: View) -> tuple[list[str], list[Row]]:
    """The heads and rows of the last years, each whole but the latest; years before the first are left out."""
    first = max(FIRST, view.year - SPAN + 1)
    days = [*(date(year, 12, 31) for year in range(first, view.year)), view.day]
    heads = [str(day.year) for day in days]
    return heads, _rows(actor, view, OVER_YEARS, days)


def _rows(actor: AccountActor, view: View, names: tuple[str, ...], days: list[date]) -> list[Row]:
    figures = [FIGURES[name] for name in names if FIGURES[name].told_to(actor)]
    plain = tuple(one.name for one in figures if one.name != INCOME)
    values = {day: kept(actor, extent(view.village, day.year, day), plain) for day in days}
    return [_row(actor, view, one, days, values) for one in figures]


def _row(
    actor: AccountActor,
    view: View,
    it: Figure,
    days: list[date],
    values: dict[date, dict[str, Any]],
) -> Row:
    row = Row(title(it), unit(it))
    if it.name == INCOME:
        row.title = _("上一年人均纯收入中位数")
    for day in days:
        year = day.year - (it.name == INCOME)
        as_of = min(day, today())
        if it.name == INCOME:
            number = kept(actor, extent(view.village, year, as_of), (INCOME,))[INCOME]
        else:
            number = values[day][it.name]
        row.cells.append(Cell(number, number_of(it, number), view.rows_at(it.name, day, year)))
    _moved(row, it)
    return row


def _moved(row: Row, it: Figure) -> None:
    before, now = (one.number for one in row.cells[-2:]) if len(row.cells) > 1 else (None, None)
    if before is None or now is None:
        return
    by = now - before
    row.tone = "up" if by > 0 else "down" if by < 0 else ""
    row.sign = f"{'+' if by > 0 else '−'}{number_of(it, abs(round(by, 2)))}" if by else _("没有变")
