"""Which village, year and day a page of results speaks of: read from its address, told in its forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from lianxin.kernel.figure import Extent
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.people.places import day_written
from lianxin.results.figures import extent

from .requests import Acted

ALL = "all"
YEARS = range(1949, 2101)


@dataclass(frozen=True)
class Place:
    """What was asked for; ``village`` None: all villages that the actor reaches."""

    village: Area | None
    year: int
    as_of: date | None
    villages: tuple[Area, ...]

    @property
    def extent(self) -> Extent:
        return extent(self.village, self.year, self.as_of)

    @property
    def day(self) -> date:
        return self.extent.day

    @property
    def village_key(self) -> str:
        return self.village.code if self.village else ALL

    @property
    def query(self) -> str:
        """The parameters of this place, for the links to figures and reports of the same."""
        told = {"village": self.village_key, "year": str(self.year), "as_of": self.as_of or ""}
        return urlencode({name: value for name, value in told.items() if value})

    @property
    def choices(self) -> list[tuple[str, str]]:
        listed = [(one.code, one.name) for one in self.villages]
        return [*listed, (ALL, _("全部村"))] if len(listed) > 1 else listed

    @property
    def told(self) -> list[str]:
        """In words, as sheets carry it."""
        return [_("%(year)d 年") % {"year": self.year}]


def place_of(request: Acted, data: QueryDict | None = None) -> Place:
    if data is None:
        data = request.GET if request.method == "GET" else request.POST
    as_of = day_written(data.get("as_of", "").strip())
    year = year_of(data.get("year", "").strip(), as_of)
    village = _village(request, data.get("village", "").strip())
    return Place(village, year, as_of, tuple(request.villages))


def year_of(text: str, as_of: date | None = None) -> int:
    if not text:
        return (as_of or today()).year
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS):
        raise refuse("results.year", "year", value=text[:20])
    return int(text)


def _village(request: Acted, text: str) -> Area | None:
    """One of the actor's own villages, by its code, key or name; any other is as if absent."""
    if not text:
        return request.village
    if text == ALL:
        return None
    for one in request.villages:
        if text in {one.code, str(one.pk), one.name}:
            return one
    raise refuse("action.absent")
