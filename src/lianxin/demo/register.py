"""Writes the two villages: the roster of 2012, who came and went since, the rosters of later years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.people.models import Area
from lianxin.records.file.actions import household_state
from lianxin.records.file.models import HouseholdStatement, Living, Source, Standing
from lianxin.records.intake.actions import roster_write
from lianxin.records.intake.roster import RosterHousehold, RosterPerson
from lianxin.register.actions import (
    member_die,
    member_join,
    member_leave,
    pairing_begin,
    pairing_begin_all,
    pairing_hand_over,
)
from lianxin.register.models import Code, Household, Person

from .families import Family, Member
from .officers import BEGAN, HELPED, HELPER, OTHERS, PAST, PRESENT
from .people import Places, officer_leaves
from .situation import education, labour, schooling, work_months
from .village import years

MARRIED = {"之儿媳", "配偶"}
HELPS_FROM = date(2023, 2, 10)
IDENTIFIED = date(2014, 1, 1)
"""When the poor were identified, household by household."""
NO_ID = "未上户口"
FACTS = frozenset(
    """category watch risk_cleared identified risk_from risk_until causes dangerous_house safe_water
    education schooling health labour work_months illness_insurance person_register_code
    person_identified""".split()
)


class Event(NamedTuple):
    day: date
    happen: Callable[[date], None]


class Village:
    """One village on its way into the register."""

    def __init__(self, actor: Actor, area: Area, families: list[Family], day: date) -> None:
        self.actor, self.area, self.families, self.day = actor, area, families, day
        # Code lists are public.
        self.codes = {(c.list, c.name): c for c in Code.objects.visible_to(SYSTEM)}
        young = (member for family in families for member in family.members[1:])
        self.unregistered = max(young, key=lambda member: member.born)
        """Who has no ID number yet."""

    def write(self, *, lives: bool = True) -> None:
        """Without ``lives`` the rosters alone bring everybody: quicker, for measuring."""
        self._roster(BEGAN, known=False)
        self.households = {
            h.register_code: h
            for h in Household.objects.visible_to(self.actor).filter(village=self.area)
        }
        events = self._events() if lives else []
        for year in years(self.day):
            self._live(events, date(year, 10, 31))
            self._roster(date(year, 10, 31), known=True, year=year)
        self._live(events, self.day)

    def _roster(self, as_of: date, *, known: bool, year: int | None = None) -> None:
        rows = []
        for number, family in enumerate(self.families, 2):
            rows.append(self._household(number, family, as_of, known, year))
        file_name = f"{self.area}{as_of.year}年花名册（示例）"
        roster_write(
            actor=self.actor,
            village=self.area,
            households=rows,
            file_name=file_name,
            file_hash=sha256(file_name.encode()).hexdigest(),
            day=self.day,
        )

    def _household(
        self, row: int, family: Family, as_of: date, known: bool, year: int | None
    ) -> RosterHousehold:
        said = RosterHousehold(
            row=row,
            as_of=as_of,
            group=family.group,
            register_code=family.register_code,
            phone=family.phone,
            told=FACTS if known else frozenset(),
            members=[
                self._person(row, place, family, m, as_of, known)
                for place, m in enumerate((*family.members, *family.gone), 1)
                if m.here(as_of)
            ],
        )
        if not known:
            return said
        said.category = self.codes["category", family.category].pk
        said.causes = tuple(self.codes["cause", name].pk for name in family.causes)
        bad = family.dangerous_from is None or family.dangerous_from <= as_of
        said.dangerous_house, said.safe_water = family.dangerous_house and bad, family.safe_water
        if family.watch and family.watched_from and family.watched_from <= as_of:
            said.watch = self.codes["watch", family.watch].pk
            said.identified = said.risk_from = family.watched_from
            cleared = family.watched_until is not None and family.watched_until <= as_of
            said.risk_cleared = cleared
            said.risk_until = family.watched_until if cleared else None
        if year is not None:
            said.income_year, said.per_head = year, family.incomes[year] * 100
        return said

    def _person(
        self, row: int, place: int, family: Family, member: Member, as_of: date, known: bool
    ) -> RosterPerson:
        numbered = member is not self.unregistered
        said = RosterPerson(
            row=row,
            name=member.name,
            relation=self.codes["relation", member.relation].pk,
            is_head=member.relation == "户主",
            id_number=member.id_number if numbered else "",
            no_id_reason="" if numbered else NO_ID,
            sex="1" if member.male else "2",
            born=member.born,
            ethnic=self.codes["ethnic", "汉族"].pk,
            party=self.codes["party", member.party].pk,
            phone=member.phone,
        )
        if known:
            said.register_code = f"{family.register_code}{place:02}"
            if family.category == "脱贫户" or family.watch:
                said.identified = max(IDENTIFIED, member.joined.replace(day=1))
            self._condition(said, member, as_of)
        return said

    def _condition(self, said: RosterPerson, member: Member, as_of: date) -> None:
        grown = education(member, as_of)
        said.education = self.codes["education", grown].pk if grown else None
        said.schooling = self.codes["schooling", schooling(member, as_of)].pk
        said.health = self.codes["health", member.health].pk
        said.labour = self.codes["labour", labour(member, as_of)].pk
        said.work_months = work_months(member, as_of)
        said.illness_insurance = True

    def _events(self) -> list[Event]:
        found = []
        for family in self.families:
            household = self.households[family.register_code]
            for member in (*family.members, *family.gone):
                if member.joined > BEGAN:
                    found.append(Event(member.joined, partial(self._join, household, member)))
                if member.left:
                    found.append(Event(member.left, partial(self._leave, household, member)))
            found += self._worse(family, household)
        return sorted(found, key=lambda event: event.day)

    def _worse(self, family: Family, household: Household) -> list[Event]:
        """What the office states between two rosters: a house no longer safe, a risk just found."""
        found = []
        if day := family.dangerous_from:
            told = partial(self._state, household, Living, {"dangerous_house": True})
            found.append(Event(day, told))
        if (day := family.watched_from) and day > date(years(self.day)[-2], 12, 31):
            watch = self.codes["watch", family.watch]
            fields = {"watch": watch, "identified": day, "risk_from": day, "risk_cleared": False}
            found.append(Event(day, partial(self._state, household, Standing, fields)))
        return found

    def _state(
        self,
        household: Household,
        kind: type[HouseholdStatement],
        fields: dict[str, Any],
        day: date,
    ) -> None:
        household_state(
            actor=self.actor,
            household=household,
            kind=kind,
            fields=fields,
            day=day,
            source=Source.OFFICE,
        )

    def _live(self, events: list[Event], until: date) -> None:
        """Births, marriages, deaths and hardships up to a day, in the order in which they happened."""
        while events and events[0].day <= until:
            event = events.pop(0)
            event.happen(event.day)

    def _join(self, household: Household, member: Member, day: date) -> None:
        member_join(
            actor=self.actor,
            household=household,
            name=member.name,
            relation=self.codes["relation", member.relation],
            joined_by="married_in" if member.relation in MARRIED else "born",
            day=day,
            **self._number(member),
            ethnic=self.codes["ethnic", "汉族"],
            party=self.codes["party", member.party],
            phone=member.phone,
        )

    def _number(self, member: Member) -> dict[str, Any]:
        if member is not self.unregistered:
            return {"id_number": member.id_number}
        sex = "1" if member.male else "2"
        return {"no_id_reason": NO_ID, "sex": sex, "born": member.born}

    def _leave(self, household: Household, member: Member, day: date) -> None:
        people = Person.objects.visible_to(self.actor)
        person = people.get(home=household, name=member.name, born=member.born)
        if member.left_by == "died":
            member_die(actor=self.actor, person=person, day=day)
        else:
            member_leave(actor=self.actor, person=person, day=day, left_by=member.left_by)


def pair(actor: Actor, made: Places, village: Village) -> None:
    """Every household with its officer of 2012; then each hand-over on the day it happened."""
    by_name: dict[str, list[Household]] = defaultdict(list)
    for family in village.families:
        by_name[family.officer].append(village.households[family.register_code])
    first = {post.name: post.took or post.name for post in PRESENT}
    pairing_begin_all(
        actor=actor,
        moves={h: made.officers[first[name]] for name, homes in by_name.items() for h in homes},
        from_day=BEGAN,
        reason="首次结对",
    )
    for past in sorted(PAST, key=lambda post: post.left or BEGAN):
        heirs = [post.name for post in PRESENT if post.took == past.name]
        pairing_hand_over(
            actor=actor,
            officer_from=made.officers[past.name],
            moves={h: made.officers[heir] for heir in heirs for h in by_name[heir]},
            day=past.left or BEGAN,
            reason=f"{past.name}{past.leaving}",
        )
        officer_leaves(made, past)
    helped = next(f for f in village.families if f.members[0].name == HELPED)
    pairing_begin(
        actor=actor,
        household=village.households[helped.register_code],
        officer=made.officers[HELPER],
        from_day=HELPS_FROM,
        reason="帮着管果园",
        responsible=False,
    )


def pair_others(made: Places, families: list[Family], area: Area, day: date) -> None:
    """The other unit's village, so that there is somebody whose households the first may not see."""
    village = Village(SYSTEM, area, families, day)
    village.write()
    homes = list(village.households.values())
    names = [post.name for post in OTHERS]
    moves = {h: made.officers[names[place % len(names)]] for place, h in enumerate(homes)}
    pairing_begin_all(actor=SYSTEM, moves=moves, from_day=BEGAN, reason="首次结对")
