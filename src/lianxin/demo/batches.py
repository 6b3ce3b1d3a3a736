"""Batches as they were: those of 2012 and of this year by what the diary tells, and the ones to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Officer
from lianxin.records.diary.actions import diary_amend
from lianxin.records.diary.models import Act, Entry, Kind
from lianxin.register.models import Household
from lianxin.visits.batches.actions import batch_make
from lianxin.visits.batches.models import Batch
from lianxin.visits.days.actions import blocked_set
from lianxin.visits.schedule.actions import VISITS, schedule_ask, schedule_take
from lianxin.visits.schedule.work import make

from .records import Records

CARS = ("甘E·A0001，早上七点半单位门口", "甘E·A0002，早上七点半单位门口")
LEAST, MOST = 3, 5
WITH_ONE_MORE = 4
"""Every so often a household was on the list that nobody got to."""
GOING = ("田立新", "刘志强", "孟秀莲")
BUSY = (("石维民", "duty", 9, 1, "单位值班"), ("马国栋", "meeting", 16, 2, "市局开会"))


class Batches:
    def __init__(self, records: Records) -> None:
        self.records, self.made = records, 0

    def write(self) -> None:
        for year in (2012, self.records.day.year):
            for day, people in sorted(self._days(year).items()):
                for some in _groups(sorted(people)):
                    self._batch(day, {one: people[one] for one in some})
        self._somebody_was_out()
        for name, kind, ahead, days, note in BUSY:
            first = self.records.day + timedelta(days=ahead)
            blocked_set(
                actor=self.records.office,
                officer=self.records.officers[name],
                kind=kind,
                first=first,
                last=first + timedelta(days=days - 1),
                note=note,
            )
        self._by_hand()
        self._to_come()

    def _days(self, year: int) -> dict[date, dict[str, set[UUID]]]:
        """By day and officer the households that were visited."""
        rows = Act.objects.visible_to(SYSTEM).filter(
            kind=Kind.VISIT, year=year, village=self.records.area, counts=True
        )
        found: dict[date, dict[str, set[UUID]]] = defaultdict(lambda: defaultdict(set))
        for day, name, home in rows.values_list("day", "officer__name", "household_id"):
            found[day][name].add(home)
        return found

    def _batch(self, day: date, people: dict[str, set[UUID]]) -> Batch | None:
        """Those who went on one day, with the households that were theirs on it."""
        whose = {home.household.pk: home.officer_name(day) for home in self.records.homes}
        seen = {home for name, homes in people.items() for home in homes if whose.get(home) == name}
        goers = {whose[home] for home in seen}
        if len(goers) < LEAST:
            return None
        self.made += 1
        if self.made % WITH_ONE_MORE == 0:
            seen |= {
                next(home for home, name in whose.items() if name in goers and home not in seen)
            }
        return batch_make(
            actor=self.records.office,
            village=self.records.area,
            first=day,
            last=self._last(day, goers),
            officers=[self.records.officers[name] for name in sorted(goers)],
            households=self._homes(seen),
            purpose=VISITS,
            car=CARS[self.made % 2] if day.year > 2012 else "",
        )

    def _last(self, day: date, people: set[str]) -> date:
        """Those who stayed in the village came back when the longest stay was over."""
        stays = Entry.objects.visible_to(SYSTEM).filter(
            officer__in=[self.records.officers[name] for name in people], day=day
        )
        return max([day, *filter(None, stays.values_list("until", flat=True))])

    def _homes(self, keys: set[UUID]) -> list[Household]:
        return [home.household for home in self.records.homes if home.household.pk in keys]

    def _somebody_was_out(self) -> None:
        """The last batch of this year: its diary says of one household that nobody was there."""
        year, day = self.records.day.year, self.records.day
        rows = Batch.objects.visible_to(SYSTEM).filter(year=year, first__lt=day)
        batch = rows.filter(homes__isnull=False).order_by("-first").first()
        if batch is None:
            return
        entry = self._entry_of(batch)
        seen = {act.household_id for act in Act.objects.visible_to(SYSTEM).filter(day=batch.first)}
        mine = (
            home
            for home in self.records.homes
            if home.family.officer == entry.officer.name and home.household.pk not in seen
        )
        home = next(mine, None)
        if home is None:
            return
        officers = Officer.objects.visible_to(SYSTEM).filter(
            pk__in=batch.officers.visible_to(SYSTEM).values("officer_id")
        )
        there = {row.household_id for row in batch.homes.visible_to(SYSTEM)}
        self._again(batch, list(officers), there | {home.household.pk})
        diary_amend(
            actor=self.records.actor(entry.officer.name),
            entry=entry,
            text=f"{entry.words}\n补记：{home.name}家里没人，邻居说去洛门了，下一批再去。",
            rev=entry.rev,
        )

    def _entry_of(self, batch: Batch) -> Entry:
        goes = batch.officers.visible_to(SYSTEM).values("officer_id")
        rows = Entry.objects.visible_to(SYSTEM).filter(day=batch.first, officer__in=goes)
        return rows.select_related("officer").order_by("id")[0]

    def _again(self, batch: Batch, officers: list[Officer], homes: set[UUID]) -> None:
        """As it was planned: with the household that was not at home."""
        first, last, car = batch.first, batch.last, batch.car
        batch.delete()
        batch_make(
            actor=self.records.office,
            village=self.records.area,
            first=first,
            last=last,
            officers=officers,
            households=self._homes(homes),
            purpose=VISITS,
            car=car,
        )

    def _by_hand(self) -> None:
        """One that the office has fixed: next week's Wednesday."""
        day = self.records.day + timedelta(days=9 - self.records.day.weekday())
        batch_make(
            actor=self.records.office,
            village=self.records.area,
            first=day,
            officers=[self.records.officers[name] for name in GOING],
            households=[
                home.household for home in self.records.homes if home.family.officer in GOING
            ],
            purpose="入户走访，看看过冬的煤和棉衣",
            car=CARS[0],
            note="带上政策明白纸",
        )

    def _to_come(self) -> None:
        """The rest of the year as it is proposed; of a year that is nearly over, the next one."""
        office, day = self.records.office, self.records.day
        for year in (day.year, day.year + 1):
            row = schedule_ask(actor=office, village=self.records.area, year=year)
            make(office, row, seconds=0)
            row = type(row).objects.visible_to(SYSTEM).get(pk=row.pk)
            if len(row.found["batches"]) > 1:
                schedule_take(actor=office, schedule=row)
                return
            row.delete()


def _groups(names: list[str]) -> Iterator[list[str]]:
    """Everybody who went on a day, in groups of three to five; fewer went by themselves."""
    count = -(-len(names) // MOST)
    for n in range(count):
        some = names[len(names) * n // count : len(names) * (n + 1) // count]
        if len(some) >= LEAST:
            yield some
