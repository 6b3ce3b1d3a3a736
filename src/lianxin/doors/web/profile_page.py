"""The page of a village's portrait: its numbers in plain words, each with the address of the households behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode
from uuid import UUID

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.people.policy import AccountActor
from lianxin.results.profile.measure import Counted, Measured, percent, printed
from lianxin.results.profile.models import Indicator
from lianxin.results.profile.village import (
    Drive,
    Part,
    Portrait,
    aimed_at,
    homes_lacking,
    over_years,
    portrait,
)

from .menu import address_of
from .need_page import only_officer


@dataclass(frozen=True)
class Line:
    """H, A and M0 of a group, of a year or of the whole, as they are told."""

    name: str
    it: Measured
    href: str
    open_href: str = ""
    day: date | None = None
    rules: str = ""
    anew: bool = False

    @property
    def whole(self) -> int:
        return self.it.whole

    @property
    def known(self) -> Counted:
        return self.it.known

    @property
    def h(self) -> str:
        return share(self.known.h)

    @property
    def a(self) -> str:
        return share(self.known.a)

    @property
    def m0(self) -> str:
        return "—" if self.known.m0 is None else printed(self.known.m0, 3)

    @property
    def open(self) -> int:
        """Of so many something is not known."""
        return self.whole - self.known.of

    @property
    def least(self) -> int:
        return self.it.least.poor

    @property
    def most(self) -> int:
        return self.it.most.poor

    @property
    def bar(self) -> float:
        return float(100 * (self.known.h or 0))


@dataclass(frozen=True)
class DriveLine:
    """One indicator of the table of what is lacking."""

    it: Drive
    aimed: int
    lacks: str
    unknown: str

    @property
    def line(self) -> Indicator:
        return self.it.line

    @property
    def share(self) -> str:
        return share(self.it.share)

    @property
    def bar(self) -> float:
        return float(100 * (self.it.share or 0))


def share(value: Fraction | None) -> str:
    return "—" if value is None else f"{percent(value)}%"


class ProfilePage:
    """As of the day that the address names, of the village that the pages speak of."""

    def __init__(self, actor: AccountActor, village: Area, day: date | None) -> None:
        self.actor, self.village = actor, village
        self.day = day or today()
        self.as_of = day
        self.mine = only_officer(actor)

    @cached_property
    def it(self) -> Portrait | None:
        return portrait(self.actor, self.village, self.day)

    @property
    def rules_told(self) -> str:
        return self.it.rules.row.told if self.it else ""

    @property
    def cut(self) -> str:
        row = self.it.rules.row if self.it else None
        return f"{row.cut_part}/{row.cut_whole}" if row else ""

    @cached_property
    def whole(self) -> Line:
        return self._line(str(self.village), self._part.homes)

    @cached_property
    def people(self) -> Line:
        return self._line("", self._part.people)

    @property
    def _part(self) -> Part:
        assert self.it is not None  # noqa: S101  the page without a set shows nothing of this
        return self.it.whole

    def _line(self, name: str, it: Measured, **asked: UUID | str) -> Line:
        much = self._homes(self.as_of, state="much", known="1", **asked)
        return Line(name, it, much, self._homes(self.as_of, state="unclear", **asked))

    @cached_property
    def groups(self) -> list[Line]:
        return [
            self._line(
                str(part.area) if part.area else _("没有分社的"),
                part.homes,
                group=part.area.pk if part.area else "none",
            )
            for part in (self.it.groups if self.it else [])
        ]

    @cached_property
    def dimensions(self) -> list[tuple[str, str, float, list[DriveLine]]]:
        """Each with its share of M0, as it is told and as a bar, and its indicators."""
        if self.it is None:
            return []
        lines, drives = self.it.rules.lines, list(self._drives())
        found = []
        for (name, part), places in zip(
            self.it.dimensions, self.it.rules.dimensions.values(), strict=True
        ):
            told = lines[places[0]].told_dimension
            here = [drives[place] for place in places]
            found.append((told or name, share(part), float(100 * (part or 0)), here))
        return found

    def _drives(self) -> Iterator[DriveLine]:
        assert self.it is not None  # noqa: S101
        rules = self.it.rules
        homes = homes_lacking(self.actor, rules, self.day, path=self.village.path)
        aimed = aimed_at(self.actor, homes, self.day)
        for drive in self.it.drives:
            lack = {
                key
                for key, one in homes.items()
                if one.home.lacks >> drive.place & 1  # of whom it is known
            }
            yield DriveLine(
                drive,
                len(lack & aimed[drive.line.aspect]),
                self._homes(self.as_of, lacks=drive.place),
                self._homes(self.as_of, unknown=drive.place),
            )

    @cached_property
    def years(self) -> list[Line]:
        """As of each 31 December and of the day; ``anew``: from here on another set counts."""
        found: list[Line] = []
        before = ""
        for one in self._portraits[self._first :]:
            name, key = one.rules.row.told, str(one.rules.key)
            ends = (one.day.month, one.day.day) == (12, 31)
            told = str(one.day.year) if ends else _("%(day)s 这天") % {"day": one.day}
            past = one.day if one.day < today() else None
            href = self._homes(past, state="much", known="1")
            found.append(
                Line(
                    told,
                    one.whole.homes,
                    href,
                    day=one.day,
                    rules=name,
                    anew=bool(before) and key != before,
                )
            )
            before = key
        return found

    @cached_property
    def _portraits(self) -> list[Portrait]:
        return over_years(self.actor, self.village, self.day)

    @property
    def _first(self) -> int:
        """The first year-end on which everything was known of anybody; the day itself is always shown."""
        known = (n for n, one in enumerate(self._portraits) if one.whole.homes.known.of)
        return next(known, len(self._portraits) - 1)

    @property
    def silent(self) -> int:
        """The last year of whose end nothing can be told; 0 where there is none."""
        return self._portraits[self._first - 1].day.year if self._first > 0 else 0

    def _homes(self, on: date | None, /, **asked: object) -> str:
        """The address of the households behind a number."""
        told = {name: str(value) for name, value in asked.items()}
        if on is not None:
            told["as_of"] = on.isoformat()
        return f"{address_of('profile-homes')}?{urlencode(told)}"
