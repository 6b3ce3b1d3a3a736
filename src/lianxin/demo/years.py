"""The first year as the method asks for it, and the thinner years since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from .cases import CASES
from .gatherings import BETWEEN, OF_2012, PROJECTS
from .homes import Home
from .records import Records
from .stories import LECTURES, STAYS
from .supplies import goods_offered, project_won

ROUNDS = ((3, 24), (4, 14), (5, 19), (6, 16), (8, 11), (9, 22), (11, 10))
"""The seven rounds of 2012 through the households; in every second one the officers stay."""
GROUP = 4
"""So many go together, 分期分批."""
GROUP_LECTURES = date(2012, 10, 20)
BAGS = (("化肥", 28), ("农药", 9))
CASES_OF_2012 = 14


def first_year(records: Records) -> None:
    """2012: every household visited, ten days and more in the village, two lectures, twelve talks."""
    together: dict[tuple[int, int], date] = {}
    for n, (officer, homes) in enumerate(records.by_officer(GROUP_LECTURES).items()):
        for place, (month, day) in enumerate(ROUNDS):
            some_day = records.some_day(date(2012, month, day), date(2012, month, day + 6))
            first = together.setdefault((n // GROUP, place), some_day)
            two = _turn(homes, place)
            _round(records, officer, first, two, stays=place % 2 == 1)
        _lecture(records, officer, GROUP_LECTURES, homes)
    for home in records.chance.sample(records.homes, CASES_OF_2012):
        _case(records, home, records.some_day(date(2012, 4, 1), date(2012, 11, 5)))
    for held in OF_2012:
        _gathering_of_2012(records, held.title)
    for won in PROJECTS:
        project_won(records, won)


def _turn(homes: Sequence[Home], place: int) -> list[Home]:
    count = len(homes)
    return [homes[(2 * place) % count], homes[(2 * place + 1) % count]]


def _round(
    records: Records, officer: str, day: date, homes: Sequence[Home], *, stays: bool
) -> None:
    if not stays:
        records.visit(officer, day, homes)
        return
    told = records.teller.one_of(STAYS, homes[0].facts(day), day)
    seen = "\n".join(records.teller.visit(home.facts(day), day) for home in homes)
    until = day + timedelta(days=3)
    records.write(officer, ["stay", "visit", "talk"], day, f"{told}\n{seen}", homes, until=until)


def _lecture(records: Records, officer: str, day: date, homes: Sequence[Home]) -> None:
    facts = homes[0].facts(day) | {
        "group": homes[0].family.group,
        "people": str(records.chance.randint(11, 46)),
    }
    records.write(officer, ["lecture"], day, records.teller.one_of(LECTURES, facts, day))


def _case(records: Records, home: Home, day: date) -> None:
    """A need that was asked for on a visit of that day and settled within some weeks."""
    facts = home.facts(day)
    case = records.fitting(CASES, home, facts)
    entry = records.visit(home.officer_name(day), day, [home], ("visit",))
    talked = day + timedelta(days=records.chance.randint(2, 8))
    closed = talked + timedelta(days=records.chance.randint(2, 17))
    records.ask(home, case, facts, day, entry=entry, talked=talked, closed=closed)


def _gathering_of_2012(records: Records, title: str) -> None:
    held = next(one for one in OF_2012 if one.title == title)
    day = date(2012, held.month, held.day)
    officers = sorted(records.by_officer(day))[: held.officers]
    activity = records.gather(held, day, officers)
    if held.kind != "赠送物资":
        return
    for goods, count in BAGS:
        homes = records.chance.sample(records.homes, count)
        lots = goods_offered(records, goods, f"春耕{goods}", homes, count, day)
        for home in homes:
            records.give(
                home.officer_name(day),
                goods,
                1,
                day,
                home,
                activity=activity,
                signed=home.name,
                allocation=lots[home.name],
            )


def years_between(records: Records, until: date) -> None:
    """Each year a visit to every household, one or two activities, some needs: files have a history."""
    for year in range(2013, until.year + 1):
        last = min(date(year, 12, 20), until - timedelta(days=1))
        if last > date(year, 1, 31):
            _year(records, year, last)


STAYED, TALKED, TOLD = ((3, 10), (5, 19), (9, 15)), ((4, 8), (7, 6), (10, 20)), ((4, 15), (10, 28))
"""Of the year before this one, month and day: stays with visits and talks, talks alone, lectures."""
LESS = 5
"""Every so many officers did one round less."""


def year_before(records: Records) -> None:
    """The last whole year was done as the method asks: it is the one that is assessed."""
    year = records.day.year - 1
    for n, (officer, homes) in enumerate(records.by_officer(date(year, 6, 1)).items()):
        for place, (month, day) in enumerate(STAYED[: -1 if n % LESS == 0 else None]):
            first = records.some_day(date(year, month, day), date(year, month, day + 6))
            _round(records, officer, first, _turn(homes, place), stays=True)
        for place, (month, day) in enumerate(TALKED):
            first = records.some_day(date(year, month, day), date(year, month, day + 8))
            two = _turn(homes, place + 1)
            told = "\n".join(records.teller.visit(home.facts(first), first) for home in two)
            records.write(officer, ["talk"], first, told, two)
        for month, day in TOLD:
            _lecture(records, officer, date(year, month, day), homes)


def _year(records: Records, year: int, last: date) -> None:
    for officer, day, homes in _visits(records, year, last):
        records.visit(officer, day, homes)
    for place in (year % 4, (year + 1) % 4):
        held = BETWEEN[place]
        day = date(year, held.month, held.day)
        if day <= last:
            officers = sorted(records.by_officer(day))
            text = f"{held.text}这是第{year - 2011}年。"
            records.gather(held, day, records.chance.sample(officers, held.officers), text)
    for home in records.chance.sample(records.homes, 4):
        _case(records, home, records.some_day(date(year, 1, 10), last - timedelta(days=20)))


def _visits(records: Records, year: int, last: date) -> list[tuple[str, date, list[Home]]]:
    """Two households at a time, by whoever answered for them on the day; long ago every other year."""
    found, lately_from = [], records.day.year - 3
    for homes in records.by_officer(date(year, 6, 1)).values():
        for place in range(0, len(homes), 2):
            if year < lately_from and (place // 2 + year) % 2:
                continue
            day = records.some_day(date(year, 1, 10), last)
            two = homes[place : place + 2]
            now = two[0].officer_name(day)
            found.append((now, day, [home for home in two if home.officer_name(day) == now]))
    return found
