"""A county's year: honest officers with their habits, and faked records of the kinds that were published.

Nobody real is told of. Every share is a guess that stands here to be argued with; what people were caught
with is taken from press reports: copied diaries, visits to locked houses, village cadres who fill in and sign
for everybody, and the year's quota made up in December.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from bench.review_texts import copied, said
from lianxin.kernel.datum import Spot
from lianxin.review.rules.shape import Shot, Span, World, Written

FIRST, DAYS = date(2025, 1, 1), 365
HOMES_OF_ONE, OFFICERS_OF_ONE = 6, 10
"""Households of an officer, officers of a village."""
COPIES, AWAY, SIGNS, RUSH, CAREFUL = "copied", "away", "signed", "december", "careful"
SHARES = {COPIES: 0.30, AWAY: 0.12, SIGNS: 0.25, RUSH: 0.28, CAREFUL: 0.05}
"""Of all faked entries, which kind. A careful faker writes something new, on time, about a household at home."""
FAKED = 0.10
"""Of all entries."""
ANSWERS, ANSWERS_FAKED = 0.12, 0.10
"""Of visits those that a household says something about by its card; of faked ones a little fewer."""


@dataclass
class Officer:
    key: str
    village: str
    homes: list[str]
    lag: str = "same"
    gives_place: bool = False
    gives_photo: bool = False


@dataclass
class County:
    """``faked``: by entry its kind; who is not in it was honest."""

    entries: list[Written] = field(default_factory=list)
    faked: dict[str, str] = field(default_factory=dict)
    world: World = field(default_factory=World)


class Year:
    """One county's year by one seed; ``homes`` households. ``fresh``: no faker copies, each text is new."""

    def __init__(self, homes: int, seed: int, faked: float = FAKED, *, fresh: bool = False) -> None:
        self.chance = Random(f"{seed}-{homes}-{faked}")  # noqa: S311 (a simulation)
        self.faked, self.fresh, self.made = faked, fresh, County()
        self.at: dict[str, tuple[float, float]] = {}
        self.officers: list[Officer] = []
        self._people(homes)
        self._circumstances()

    def county(self) -> County:
        for officer in self.officers:
            self._honest(officer)
        self._shared_cars()
        self._typed_in()
        wanted = int(len(self.made.entries) * self.faked / (1 - self.faked))
        for kind, share in SHARES.items():
            self._fakes(kind, int(wanted * share))
        self._answers()
        return self.made

    def _people(self, homes: int) -> None:
        chance = self.chance
        for n in range(homes // HOMES_OF_ONE):
            village = f"v{n // OFFICERS_OF_ONE}"
            own = [f"h{n * HOMES_OF_ONE + place}" for place in range(HOMES_OF_ONE)]
            lag = chance.choices(("same", "days", "month"), (62, 28, 10))[0]
            place, photo = chance.random() < 0.25, chance.random() < 0.25
            self.officers.append(Officer(f"o{n}", village, own, lag, place, photo))
            for home in own:
                self.at[home] = (34.7 + n * 0.01, 104.9 + chance.random() * 0.02)

    def _circumstances(self) -> None:
        """Leave of some officers; households that work elsewhere, by their file."""
        chance, duty, away = self.chance, dict[object, list[Span]](), dict[object, list[Span]]()
        for officer in self.officers:
            if chance.random() < 0.10:
                first = self._day()
                until = first + timedelta(days=chance.randrange(10, 70))
                duty[officer.key] = [Span(first, until, "leave")]
            for home in officer.homes:
                if chance.random() < 0.10:
                    first = FIRST + timedelta(days=chance.randrange(45, 75))
                    away[home] = [Span(first, date(2025, 12, chance.randrange(1, 28)), "work")]
        self.made.world = World(off_duty=duty, away=away, said={})

    def _day(self, first: int = 0, last: int = DAYS - 1) -> date:
        return FIRST + timedelta(days=self.chance.randrange(first, last))

    def _written(
        self, officer: Officer, home: str, day: date, at: datetime, text: str, author: str = ""
    ) -> Written:
        chance, number = self.chance, len(self.made.entries)
        place = photo = None
        if officer.gives_place and chance.random() < 0.6:
            place = self._place(home)
        if officer.gives_photo and chance.random() < 0.6:
            photo = f"p{number}" if chance.random() < 0.995 else f"p{max(0, number - 40)}"
        row = Written(
            key=f"e{number}",
            officer=officer.key,
            author=author or officer.key,
            village=officer.village,
            day=day,
            at=max(at, datetime(day.year, day.month, day.day, 8, tzinfo=UTC)),
            text=text,
            kinds=frozenset({"visit"}),
            homes=frozenset({home}),
            minutes=chance.choice((None, 20, 30, 40, 60)),
            photos=(Shot(photo),) if photo else (),
            place=place,
            own=not author,
        )
        self.made.entries.append(row)
        return row

    def _place(self, home: str) -> Spot:
        """One phone in twenty tells a place kilometres off."""
        lat, lon = self.at[home]
        off = 0.09 if self.chance.random() < 0.05 else 0.003
        return Spot(lat + self.chance.gauss(0, off), lon + self.chance.gauss(0, off))

    # honest

    def _honest(self, officer: Officer) -> None:
        """Several households on one trip, each trip's entries in one evening; a few officers keep notes
        and write all that they have in one sitting every month or two."""
        chance, last, sat = self.chance, "", dict[date, datetime]()
        for day in sorted(self._day() for _trip in range(chance.randrange(6, 13))):
            if self._off(officer, day) and chance.random() > 0.05:
                continue
            went = chance.sample(officer.homes, chance.randrange(1, HOMES_OF_ONE))
            at = self._evening(officer, day)
            if officer.lag == "month":
                at = sat.get(at.date(), at)
            for home in went:
                if self._nobody(home, day) and chance.random() > 0.06:
                    continue
                text = said(chance)
                if chance.random() < 0.02 and last:
                    text = copied(chance, last)
                last = text
                self._written(officer, home, day, at, text)
                at += timedelta(minutes=chance.choice((3, 5, 8, 12, 25)))
            sat[at.date()] = at

    def _evening(self, officer: Officer, day: date) -> datetime:
        chance = self.chance
        if officer.lag == "same":
            days = chance.choices((0, 1, 5, 20), (85, 9, 5, 1))[0]
        elif officer.lag == "days":
            days = chance.randrange(1, 14)
        else:
            days = (70 - day.day if day.month % 2 else 32 - day.day) if day.month < 12 else 5
        when = day + timedelta(days=days)
        return datetime(when.year, when.month, when.day, chance.randrange(17, 23), 5, tzinfo=UTC)

    def _shared_cars(self) -> None:
        """Colleagues in one car were together at a household and wrote it together."""
        chance = self.chance
        for row in chance.sample(self.made.entries, len(self.made.entries) // 60):
            mates = [one for one in self.officers if one.village == row.village]
            mate = chance.choice(mates)
            if mate.key != row.officer:
                [home] = row.homes
                at = row.at + timedelta(minutes=chance.randrange(5, 90))
                self._written(mate, str(home), row.day, at, row.text)

    def _typed_in(self) -> None:
        """Officers without a phone tell it or hand in notes; a clerk types in what is new each time."""
        chance = self.chance
        for n in range(len(self.officers) // 40):
            some = chance.sample(self.officers, 4)
            for month in range(1, 12, 3):
                at = datetime(2025, month, 25, 9, tzinfo=UTC)
                for officer in some:
                    day = at.date() - timedelta(days=chance.randrange(2, 20))
                    at += timedelta(minutes=chance.randrange(3, 25))
                    home = chance.choice(officer.homes)
                    if day >= FIRST and not self._off(officer, day):
                        self._written(officer, home, day, at, said(chance), f"clerk{n}")

    # faked

    def _fakes(self, kind: str, wanted: int) -> None:
        ways: dict[str, Callable[[int], None]] = {
            COPIES: self._copies,
            AWAY: self._locked_houses,
            SIGNS: self._signed_for,
            RUSH: self._rush,
            CAREFUL: self._careful,
        }
        ended = len(self.made.entries) + wanted
        while len(self.made.entries) < ended:
            ways[kind](ended - len(self.made.entries))

    def _fake(self, kind: str, *told: object) -> None:
        row = self._written(*told)  # type: ignore[arg-type]
        self.made.faked[str(row.key)] = kind

    def _same(self, text: str) -> str:
        return said(self.chance) if self.fresh else copied(self.chance, text)

    def _copies(self, most: int) -> None:
        """An evening's copying, from others or from oneself, of days within the last weeks."""
        chance, officer = self.chance, self.chance.choice(self.officers)
        day = self._day(30)
        at = datetime(day.year, day.month, day.day, chance.randrange(14, 23), tzinfo=UTC)
        source = [self._before(at) for _n in range(3)]
        for _n in range(min(most, chance.randrange(3, 9))):
            text = self._same(chance.choice(source)) if chance.random() < 0.93 else said(chance)
            then = day - timedelta(days=chance.randrange(0, 25))
            self._fake(COPIES, officer, chance.choice(officer.homes), then, at, text)
            at += timedelta(minutes=chance.choice((1, 1, 2, 3, 6)))

    def _locked_houses(self, most: int) -> None:
        """A visit to people who work elsewhere; half of the time with somebody's words."""
        chance, officer = self.chance, self.chance.choice(self.officers)
        away = self.made.world.away
        homes = [home for home in officer.homes if home in away]
        for home in homes[:most]:
            span = away[home][0]
            day = span.first + timedelta(days=chance.randrange((span.until - span.first).days))
            text, at = said(chance), self._evening(officer, day)
            if chance.random() < 0.5:
                text = self._same(self._before(at))
            self._fake(AWAY, officer, home, day, at, text)

    def _before(self, at: datetime) -> str:
        """What can be copied: somebody's words that stood there already."""
        rows = self.chance.sample(self.made.entries, 40)
        return next(
            (row.text for row in rows if row.at < at and len(row.text) > 25), said(self.chance)
        )

    def _signed_for(self, most: int) -> None:
        """A village cadre fills in for all officers of the village in an hour or two."""
        chance = self.chance
        village = chance.choice(self.officers).village
        mates = [one for one in self.officers if one.village == village]
        day = self._day(40)
        at = datetime(day.year, day.month, day.day, chance.randrange(9, 18), tzinfo=UTC)
        stock = [said(chance) for _n in range(4)]
        for _n in range(min(most, chance.randrange(10, 40))):
            officer = chance.choice(mates)
            then = day - timedelta(days=chance.randrange(0, 40))
            text = self._same(chance.choice(stock)) if chance.random() < 0.7 else said(chance)
            home = chance.choice(officer.homes)
            self._fake(SIGNS, officer, home, then, at, text, f"cadre-{village}")
            at += timedelta(minutes=chance.choice((1, 2, 3, 4)))

    def _rush(self, most: int) -> None:
        """December: what the quota still lacks, dated over the year, in one or two sittings."""
        chance, officer = self.chance, self.chance.choice(self.officers)
        day = date(2025, 12, chance.randrange(5, 31))
        at = datetime(2025, 12, day.day, chance.randrange(15, 22), tzinfo=UTC)
        stock = [said(chance) for _n in range(3)]
        for _n in range(min(most, chance.randrange(8, 25))):
            text = self._same(chance.choice(stock)) if chance.random() < 0.6 else said(chance)
            then = day - timedelta(days=chance.randrange(5, 240))
            self._fake(RUSH, officer, chance.choice(officer.homes), max(FIRST, then), at, text)
            at += timedelta(minutes=chance.choice((1, 2, 2, 4, 5)))

    def _careful(self, _most: int) -> None:
        chance, officer = self.chance, self.chance.choice(self.officers)
        day = self._day()
        home = chance.choice(officer.homes)
        self._fake(CAREFUL, officer, home, day, self._evening(officer, day), said(chance))

    # what is known beside

    def _answers(self) -> None:
        """What households say by their cards: to please, to the point, or of the wrong day."""
        chance, said_so = self.chance, dict[tuple[object, object, date], str]()
        for row in self.made.entries:
            fake = row.key in self.made.faked
            if chance.random() > (ANSWERS_FAKED if fake else ANSWERS):
                continue
            shares = (12, 68, 20) if fake else (95, 1, 4)
            [home] = row.homes
            answer = chance.choices(("came", "not", "unsure"), shares)[0]
            said_so.setdefault((home, row.officer, row.day), answer)
        self.made.world.said = said_so

    def _off(self, officer: Officer, day: date) -> bool:
        return any(day in span for span in self.made.world.off_duty.get(officer.key, ()))

    def _nobody(self, home: str, day: date) -> bool:
        return any(day in span for span in self.made.world.away.get(home, ()))
