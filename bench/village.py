"""A village of any size for measuring: households by roster, records in bulk, as the actions write them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from lianxin.aid.kinds.tables import KINDS as ACTIVITIES
from lianxin.aid.models import Activity, Attendance, Delivery, Presence
from lianxin.demo import people, village
from lianxin.demo.cases import CASES, PLANS
from lianxin.demo.families import Families
from lianxin.demo.gatherings import NOW
from lianxin.demo.homes import Home
from lianxin.demo.names import Registry
from lianxin.demo.officers import BEGAN, PRESENT, VILLAGE
from lianxin.demo.register import Village
from lianxin.demo.situation import earn, settle
from lianxin.demo.stories import Teller
from lianxin.kernel import bulk
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.ids import IdRun
from lianxin.kernel.period import today
from lianxin.kernel.span import serial
from lianxin.kernel.text import fold
from lianxin.people.models import Account
from lianxin.plans.models import Measure, MeasureStep
from lianxin.pool.models import Goods
from lianxin.records.diary.acts import acts
from lianxin.records.diary.models import Act, Entry
from lianxin.records.file.models import Dwelling, Land
from lianxin.records.needs.models import Need, NeedStep
from lianxin.register.actions import pairing_begin_all
from lianxin.register.models import Household

YEARS = 5
KINDS = (["visit", "talk"], ["visit"], ["stay"], ["help"], ["lecture"], ["delivery"], ["training"])
OFTEN = (46, 24, 12, 8, 4, 4, 2)
NEED_EVERY, DELIVERY_EVERY = 12, 25
PIECES = 3000


def make(households: int, entries: int) -> Account:
    """The village with its officers and households, and the entries of five years; the office's account."""
    with transaction.atomic(), bulk.uncollected():
        account, there, officers = _register(households)
        Records(there, officers, entries).write()
    return account


def _register(size: int) -> tuple[Account, Village, list[Any]]:
    day, chance = today(), Random(1)  # noqa: S311
    families = Families(chance, Registry(chance), BEGAN, day)
    homes = [families.draw(f"{'一二三四五六'[n % 6]}社", f"620599{n:06}") for n in range(size)]
    for place, family in enumerate(homes):
        watch = "脱贫不稳定户" if place % 7 == 0 else ""
        settle(family, "脱贫户" if place % 3 else "一般农户", watch, chance, day)
        earn(family, village.years(day), chance, day)
        family.gone.clear()
    made = people.make_places()
    people.make_officers(made, day)
    people.make_accounts(made, "Lianxin-2026")
    there = Village(SYSTEM, made.villages[VILLAGE], homes, day)
    there.write(lives=False)
    officers = [made.officers[post.name] for post in PRESENT]
    homes_now = list(there.households.values())
    for place, officer in enumerate(officers):
        since = max(officer.from_day, day - timedelta(days=366 * YEARS))
        moves = dict.fromkeys(homes_now[place::16], officer)
        pairing_begin_all(actor=SYSTEM, moves=moves, from_day=since, reason="首次结对")
    return made.accounts["office"], there, officers


class Records:
    """Rows of diary, needs, measures, activities and deliveries, ten thousand objects at a time."""

    def __init__(self, there: Village, officers: list[Any], entries: int) -> None:
        self.chance, self.ids, self.entries = Random(2), IdRun(), entries  # noqa: S311
        self.day, self.area, self.codes = there.day, there.area, there.codes
        self.first = self.day - timedelta(days=365 * YEARS)
        self.now, self.serials = timezone.now(), Counter[date]()
        self.officers, self.goods = officers, list(Goods.objects.visible_to(SYSTEM))
        self.paired: dict[Any, list[Household]] = defaultdict(list)
        for place, home in enumerate(there.households.values()):
            self.paired[officers[place % 16].pk].append(home)
        self.homes = [home for homes in self.paired.values() for home in homes]
        self.stories = list(self._stories(there))

    def _stories(self, there: Village) -> Iterator[tuple[str, str]]:
        """Pieces of text with their folded form: entries are put together from two of them."""
        teller = Teller(self.chance)
        for place in range(PIECES):
            family = there.families[place % len(there.families)]
            home = Home(there.households[family.register_code], family, {}, self.chance)
            day = self._some_day()
            text = teller.visit(home.facts(day), day)
            yield text, fold(text)

    def write(self) -> None:
        self._files()
        self._plans()
        held = self._gatherings()
        rest = iter(range(self.entries - held))
        while some := list(islice(rest, 10_000)):
            self._entries(len(some))

    def _some_day(self) -> date:
        return self.first + timedelta(days=self.chance.randrange(365 * YEARS + 1))

    def _entry(self, officer: Any, kinds: list[str], day: date, text: str = "") -> Entry:
        told = self.chance.sample(self.stories, 2)
        entry = Entry(id=self.ids(), village_id=self.area.pk, officer_id=officer.pk, kinds=kinds)
        entry.village = self.area
        entry.day, entry.year = day, day.year
        entry.minutes = self.chance.choice((30, 45, 60, 480))
        entry.text = text or "".join(one[0] for one in told)
        entry.folded = fold(text) if text else "".join(one[1] for one in told)
        entry.serial = serial(day, entry.pk) + self.serials[day]
        self.serials[day] += 1
        entry.written_at = datetime.combine(day, time(20), self.now.tzinfo)
        return entry

    def _entries(self, count: int) -> None:
        rows: dict[type[models.Model], list[Any]] = {
            model: [] for model in (Entry, Act, Need, NeedStep, Delivery)
        }
        for place in range(count):
            officer = self.chance.choice(self.officers)
            day = max(self._some_day(), officer.from_day)
            [kinds] = self.chance.choices(KINDS, OFTEN)
            shared = kinds[0] in {"stay", "lecture", "training"}
            homes = [] if shared else self.chance.sample(self.paired[officer.pk], 1 + place % 2)
            entry = self._entry(officer, kinds, day)
            rows[Entry].append(entry)
            rows[Act] += acts(entry, homes)
            if homes and place % NEED_EVERY == 0:
                self._need(rows, officer, homes[0], day, entry)
            if homes and place % DELIVERY_EVERY == 0:
                rows[Delivery].append(self._delivery(officer, homes[0], day))
        insert_all(rows)

    def _need(self, rows: Any, officer: Any, home: Household, day: date, entry: Entry) -> None:
        case = self.chance.choice(CASES)
        closed = day + timedelta(days=self.chance.randint(2, 40))
        need = Need(
            id=self.ids(),
            village_id=self.area.pk,
            household_id=home.pk,
            kind=self.codes["need", case.kind],
            text=case.text,
            entry_id=entry.pk,
            officer_id=officer.pk,
            opened=day,
            year=day.year,
            due=day + timedelta(days=30),
        )
        rows[Need].append(need)
        told = [("open", day, case.text), ("talk", day, case.talk)]
        if closed <= self.day and self.chance.random() < 0.95:
            need.closed, need.closed_year, need.rev = closed, closed.year, 2
            need.result, need.outcome = self.codes["need_result", case.result], case.outcome
            told.append(("close", closed, case.outcome))
        for kind, when, text in told:
            at = datetime.combine(when, time(20), self.now.tzinfo)
            step = NeedStep(id=self.ids(), need_id=need.pk, kind=kind, day=when, text=text, at=at)
            step.officer_id = officer.pk
            rows[NeedStep].append(step)

    def _delivery(self, officer: Any, home: Household | None, day: date, **more: Any) -> Delivery:
        goods = self.chance.choice(self.goods)
        return Delivery(
            id=self.ids(),
            village_id=self.area.pk,
            household_id=home.pk if home else None,
            officer_id=officer.pk,
            goods_id=goods.pk,
            quantity=self.chance.randint(1, 4),
            day=day,
            year=day.year,
            received_by="户主",
            received=day,
            **more,
        )

    def _gatherings(self) -> int:
        """Activities with the entries they wrote; says how many entries that were."""
        rows: dict[type[models.Model], list[Any]] = {
            model: [] for model in (Activity, Entry, Act, Attendance, Presence)
        }
        for _ in range(max(8, self.entries // 500)):
            held, day = self.chance.choice(NOW), self._some_day()
            activity = Activity(
                id=self.ids(),
                village_id=self.area.pk,
                kind=self.codes["activity", held.kind],
                title=held.title,
                day=day,
                year=day.year,
                place=held.place,
                organisers=held.organisers,
                people=held.homes * 2,
                text=held.text,
                held_at=datetime.combine(day, time(20), self.now.tzinfo),
            )
            rows[Activity].append(activity)
            able = [one for one in self.officers if one.from_day <= day]
            for officer in self.chance.sample(able, 4):
                kind = ACTIVITIES[held.kind].writes.value
                entry = self._entry(officer, [kind], day, f"{held.title}。{held.text}")
                rows[Entry].append(entry)
                rows[Act] += acts(entry, [], activity.pk)
                there = Attendance(id=self.ids(), activity_id=activity.pk, entry_id=entry.pk)
                there.officer_id = officer.pk
                rows[Attendance].append(there)
            for home in self.chance.sample(self.homes, min(20, len(self.homes))):
                came = Presence(id=self.ids(), activity_id=activity.pk, household_id=home.pk)
                rows[Presence].append(came)
        insert_all(rows)
        return len(rows[Entry])

    def _plans(self) -> None:
        rows: dict[type[models.Model], list[Any]] = {Measure: [], MeasureStep: []}
        for officer, homes in self.paired.items():
            for home in homes:
                for plan in self.chance.sample(PLANS, 3):
                    self._plan(rows, officer, home, plan)
        insert_all(rows)

    def _plan(self, rows: Any, officer: Any, home: Household, plan: Any) -> None:
        begun, percent = self._some_day(), self.chance.choice((0, 30, 60, 100))
        due = begun + timedelta(days=240)
        measure = Measure(
            id=self.ids(),
            household_id=home.pk,
            direction=self.codes["direction", plan.direction],
            text=plan.text,
            officer_id=officer,
            from_day=begun,
            due=due,
            year=due.year,
            percent=percent,
            done=begun if percent == 100 else None,
            rev=2,
        )
        rows[Measure].append(measure)
        if percent:
            at = datetime.combine(begun, time(20), self.now.tzinfo)
            step = MeasureStep(id=self.ids(), measure_id=measure.pk, day=begun, percent=percent)
            step.at, step.note = at, plan.steps[0]
            rows[MeasureStep].append(step)

    def _files(self) -> None:
        told = {"from_day": self.first, "source": "office", "written_at": self.now}
        house = {
            "structure": self.codes["structure", "砖混"],
            "house_grade": self.codes["house_grade", "A级"],
            "fuel": self.codes["fuel", "煤炭"],
            "road": self.codes["road", "水泥路"],
        }
        rows: dict[type[models.Model], list[Any]] = {Land: [], Dwelling: []}
        for home in self.homes:
            mu = self.chance.randint(30, 160) * 10
            rows[Land].append(Land(id=self.ids(), household_id=home.pk, arable=mu, dry=mu, **told))
            rooms = self.chance.randint(3, 7)
            one = Dwelling(id=self.ids(), household_id=home.pk, rooms=rooms, **house, **told)
            one.house_area, one.power, one.toilet = rooms * 190, True, True
            rows[Dwelling].append(one)
        insert_all(rows)


def insert_all(rows: dict[type[models.Model], list[Any]]) -> None:
    for model, made in rows.items():
        columns = [str(f.attname) for f in model._meta.concrete_fields]
        json_ = [isinstance(f, models.JSONField) for f in model._meta.concrete_fields]
        bulk.insert(model, columns, _values(made, columns, json_))


def _values(made: Iterable[Any], columns: list[str], json_: list[bool]) -> Iterator[list[Any]]:
    for one in made:
        yield [
            json.dumps(value, ensure_ascii=False) if told and value is not None else value
            for value, told in zip((getattr(one, c) for c in columns), json_, strict=True)
        ]
