"""Which day the leader's board speaks of, and whether it stands beside the year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.people.places import day_written

from .extents import year_of
from .menu import address_of
from .requests import Acted

FIRST = 2012


@dataclass(frozen=True)
class View:
    """``day``: the board as it stood at its end; of a past year its last day."""

    village: Area | None
    day: date
    beside: bool

    @property
    def year(self) -> int:
        return self.day.year

    @property
    def before(self) -> date:
        """The same day of the year before."""
        return a_year_before(self.day)

    @property
    def now(self) -> bool:
        return self.day == today()

    @property
    def years(self) -> list[int]:
        return list(range(today().year, FIRST - 1, -1))

    def rows_at(self, name: str, day: date | None = None, year: int | None = None) -> str:
        """The page with the rows behind a figure, as of the day."""
        day = day or self.day
        asked = {"year": str(year or day.year)}
        if self.village:
            asked["village"] = self.village.code
        if day not in {today(), date(day.year, 12, 31)}:
            asked["as_of"] = day.isoformat()
        return f"{address_of('figure', name)}?{urlencode(asked)}"

    def at(self, name: str = "board", **more: str) -> str:
        asked = ({} if self.now else {"as_of": self.day.isoformat()}) | more
        return address_of(name) + (f"?{urlencode(asked)}" if asked else "")

    @property
    def map_at(self) -> str:
        return self.at("board-map")

    @property
    def plain_at(self) -> str:
        return self.at()

    @property
    def beside_at(self) -> str:
        return self.at(beside="1")


def a_year_before(day: date) -> date:
    """29 February becomes the last of February."""
    last = day.day if (day.month, day.day) != (2, 29) else 28
    return date(day.year - 1, day.month, last)


def view_of(request: Acted) -> View:
    """``?as_of=`` a day, else ``?year=``; nothing beyond today is known."""
    told = day_written(request.GET.get("as_of", "").strip())
    year = year_of(request.GET.get("year", "").strip(), told)
    day = told or date(year, 12, 31)
    day = max(date(FIRST, 1, 1), min(day, today()))
    return View(request.village, day, request.GET.get("beside") == "1")
