"""Writes the demo's records through the same actions as anybody's, each by whoever would write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from lianxin.aid.activities import activity_hold
from lianxin.aid.deliveries import delivery_give
from lianxin.aid.models import Activity
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.people.policy import AccountActor
from lianxin.plans.actions import measure_add, measure_progress
from lianxin.plans.models import Measure
from lianxin.pool.models import Goods
from lianxin.pool.offers.models import Allocation
from lianxin.records.diary.actions import diary_write
from lianxin.records.diary.models import Entry, Photo
from lianxin.records.diary.photos import photo_add
from lianxin.records.needs.actions import need_close, need_open, need_talk
from lianxin.records.needs.models import Need
from lianxin.register.models import Person

from .aims import FIELDS, answered, stage_on
from .cases import Case, Plan
from .gatherings import Gathering
from .homes import Home
from .officers import LOGINS, UNIT
from .people import Places
from .pictures import picture
from .register import Village
from .stories import SLOT, Teller

T = TypeVar("T", Case, Plan)
WRITERS = ("officer", "officer2")
"""Logins whose officers write for themselves; the office writes what the others bring."""
TAUGHT = {"果园管理", "牲畜养殖", "家政"}
"""Kinds at which papers about the craft are left."""
LATELY = 3
"""Of the last days only what is told in particular is written, so that it stands first."""


class Records:
    def __init__(self, made: Places, village: Village, day: date, seed: int) -> None:
        self.chance = Random(seed + 2)  # noqa: S311 (an invented village, not a secret)
        self.teller = Teller(self.chance)
        self.latest, self.drawn = day - timedelta(days=LATELY), Counter[str]()
        self.day, self.area, self.codes = day, village.area, village.codes
        self.officers, self.unit = made.officers, made.units[UNIT]
        self.office = AccountActor.of(made.accounts["office"], door="command")
        names = {login.login: login.name for login in LOGINS}
        self.writers = {
            names[login]: AccountActor.of(made.accounts[login], door="command") for login in WRITERS
        }
        # Goods are public.
        self.goods = {row.name: row for row in Goods.objects.visible_to(SYSTEM)}
        self.homes = self._homes(village, seed)
        self.had: Counter[tuple[str, str]] = Counter()

    def _homes(self, village: Village, seed: int) -> list[Home]:
        people: dict[Any, dict[str, Person]] = {}
        for person in Person.objects.visible_to(self.office):
            people.setdefault(person.home_id, {})[person.name] = person
        found = []
        for family in village.families:
            row = village.households[family.register_code]
            chance = Random(f"{seed}{family.register_code}")  # noqa: S311 (as above)
            found.append(Home(row, family, people[row.pk], chance))
        return found

    def home(self, name: str) -> Home:
        return next(home for home in self.homes if home.name == name)

    def by_officer(self, day: date) -> dict[str, list[Home]]:
        found: dict[str, list[Home]] = {}
        for home in self.homes:
            found.setdefault(home.officer_name(day), []).append(home)
        return found

    def actor(self, officer: str) -> Actor:
        return self.writers.get(officer, self.office)

    def some_day(self, first: date, last: date) -> date:
        """Any day but the latest; a third of them are moved to the weekend, when people are at home."""
        last = max(first, min(last, self.latest))
        day = first + timedelta(days=self.chance.randrange((last - first).days + 1))
        if self.chance.random() < 0.3:
            weekend = day + timedelta(days=5 - day.weekday())
            day = weekend if first <= weekend <= last else day
        return day

    # the diary

    def write(
        self,
        officer: str,
        kinds: Sequence[str],
        day: date,
        text: str,
        homes: Sequence[Home] = (),
        *,
        until: date | None = None,
        minutes: int | None = None,
        pictures: str = "",
    ) -> Entry:
        actor = self.actor(officer)
        return diary_write(
            actor=actor,
            officer=self.officers[officer],
            kinds=kinds,
            day=day,
            until=until,
            minutes=minutes,
            text=text,
            households=[home.household for home in homes],
            village=self.area,
            photos=[self._photo(actor, name) for name in pictures.split()],
        )

    def _photo(self, actor: Actor, name: str) -> Photo:
        self.drawn[name] += 1
        return photo_add(actor=actor, content=picture(name, self.drawn[name]), name=f"{name}.png")

    def visit(
        self,
        officer: str,
        day: date,
        homes: Sequence[Home],
        kinds: Sequence[str] = ("visit", "talk"),
    ) -> Entry:
        text = "\n".join(self.teller.visit(home.facts(day), day) for home in homes)
        minutes = self.chance.choice((25, 30, 35, 40, 50, 65, 90)) * len(homes)
        return self.write(officer, kinds, day, text, homes, minutes=minutes)

    # needs and measures

    def fitting(self, stock: Sequence[T], home: Home, facts: dict[str, str]) -> T:
        """One that speaks only of what the household has, told least often so far, never twice to one."""
        fits = [one for one in stock if facts.keys() >= set(SLOT.findall("".join(map(str, one))))]
        order = {one.text: self.chance.random() for one in fits}
        found = min(
            fits,
            key=lambda one: (
                self.had[home.name, one.text],
                self.had["", one.text],
                order[one.text],
            ),
        )
        self.had.update([(home.name, found.text), ("", found.text)])
        return found

    def ask(
        self,
        home: Home,
        case: Case,
        facts: dict[str, str],
        day: date,
        *,
        entry: Entry | None = None,
        talked: date | None = None,
        closed: date | None = None,
    ) -> Need:
        need = self.open(home, case.kind, case.text.format(**facts), day, entry)
        if talked and talked <= self.day:
            self.talk(home, need, case.talk.format(**facts), talked)
        if closed and closed <= self.day:
            self.close(home, need, case.result, case.outcome.format(**facts), closed)
        return need

    def open(self, home: Home, kind: str, text: str, day: date, entry: Entry | None) -> Need:
        officer = home.officer_name(day)
        return need_open(
            actor=self.actor(officer),
            village=self.area,
            household=home.household,
            kind=self.codes["need", kind],
            text=text,
            officer=self.officers[officer],
            entry=entry,
            day=day,
        )

    def talk(self, home: Home, need: Need, text: str, day: date) -> None:
        need_talk(actor=self.actor(home.officer_name(need.opened)), need=need, text=text, day=day)

    def close(self, home: Home, need: Need, result: str, outcome: str, day: date) -> None:
        need_close(
            actor=self.actor(home.officer_name(need.opened)),
            need=need,
            result=self.codes["need_result", result],
            outcome=outcome,
            day=day,
        )

    def plan(self, home: Home, direction: str, text: str, first: date, due: date) -> Measure:
        return measure_add(
            actor=self.actor(home.family.officer),
            household=home.household,
            direction=self.codes["direction", direction],
            text=text,
            officer=self.officers[home.family.officer],
            due=due,
            from_day=first,
            stage=stage_on(home, first),
            field=self.codes["field", FIELDS[direction]],
            cause=self.codes["cause", cause] if (cause := answered(home, direction)) else None,
        )

    def step(
        self, home: Home, measure: Measure, day: date, percent: int, note: str, entry: Entry | None
    ) -> None:
        measure_progress(
            actor=self.actor(home.family.officer),
            measure=measure,
            percent=percent,
            note=note,
            day=day,
            entry=entry,
        )

    # help

    def gather(
        self, held: Gathering, day: date, officers: Sequence[str], text: str = ""
    ) -> Activity:
        homes = self.chance.sample(self.homes, min(held.homes, len(self.homes)))
        here = [home for home in homes if home.members(day)]
        came = {h.household: min(len(h.members(day)), self.chance.randint(1, 3)) for h in here}
        activity = activity_hold(
            actor=self.office,
            village=self.area,
            kind=self.codes["activity", held.kind],
            title=held.title,
            day=day,
            text=text or held.text,
            officers=[self.officers[name] for name in officers],
            households=came,
            people=sum(came.values()) + self.chance.randint(0, 14),
            place=held.place,
            organisers=held.organisers,
        )
        if held.papers:
            paper = "技术资料" if held.kind in TAUGHT else "宣传资料"
            self.give(officers[0], paper, held.papers, day, activity=activity, signed="村委会文书")
        return activity

    def give(
        self,
        officer: str,
        goods: str,
        quantity: int,
        day: date,
        home: Home | None = None,
        *,
        activity: Activity | None = None,
        signed: str = "",
        allocation: Allocation | None = None,
    ) -> None:
        delivery_give(
            actor=self.actor(officer) if home else self.office,
            village=self.area,
            goods=self.goods[goods],
            quantity=quantity,
            officer=self.officers[officer],
            day=day,
            household=home.household if home else None,
            activity=activity,
            allocation=allocation,
            received_by=signed,
        )
