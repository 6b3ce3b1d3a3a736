"""多样化 of the demo: experts, activities over the years, courses that are followed up, and what is ahead."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from lianxin.aid.activities import activity_cancel, activity_held, activity_hold
from lianxin.aid.attending import activity_scan
from lianxin.aid.models import Activity
from lianxin.aid.outcomes.actions import To, Work, follow_up_done, follow_ups_ask, results_add
from lianxin.aid.outcomes.models import FollowUp
from lianxin.aid.planning.actions import Asked, activity_invite, activity_plan
from lianxin.aid.planning.experts import expert_add
from lianxin.aid.planning.means import means_allocate
from lianxin.aid.planning.models import ActivityExpert, Expert
from lianxin.aid.planning.proposing import Proposed, proposed
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.money import fen
from lianxin.people.models import Unit
from lianxin.pool.offers.actions import offer_make
from lianxin.register.cards.models import Card
from lianxin.register.models import Household, Person

from .courses import (
    CALLED_OFF,
    ELECTRICIANS,
    LEGAL_DAY,
    MASTERS,
    PAST,
    PRUNING,
    VACCINATION,
    WHY_OFF,
    Course,
)
from .homes import Home
from .officers import DEPARTMENT, PRESENT
from .records import Records
from .situation import labour, work_months

Words = tuple[str, str, str, str, str, tuple[str, ...], tuple[str, ...]]
HELD_AGO, TAUGHT_DAYS, GUESTS, CERTIFIED = 96, 5, 12, 9
GOES = "田立新"
EMPLOYERS = ("洛门镇建材市场（示例）", "武山县鸳鸯镇电站（示例）")


class Pupil(NamedTuple):
    home: Home
    person: Person


class Trainings:
    def __init__(self, records: Records, seed: int) -> None:
        self.records, self.office, self.day = records, records.office, records.day
        self.chance = Random(seed + 11)  # noqa: S311 (an invented village, not a secret)
        self.experts: dict[str, Expert] = {}

    def write(self) -> None:
        self._directory()
        for course in PAST:
            if course.day < self.day - timedelta(days=30):
                self._past(course)
        self._electricians()
        self._ahead()

    def _directory(self) -> None:
        unit = next(iter(self.records.officers.values())).unit
        top = Unit.objects.visible_to(SYSTEM).get(path=unit.path.partition(".")[0] + ".")
        for one in MASTERS:
            self.experts[one.name] = expert_add(
                actor=self.office,
                unit=top,
                name=one.name,
                workplace=one.workplace,
                skill=self.records.codes["skill", one.skill],
                words=one.words,
                from_day=PAST[0].day,
            )

    # over the years

    def _past(self, course: Course) -> None:
        pupils = self._pupils(course.day, course.homes)
        officers = sorted(self.records.by_officer(course.day))
        row = activity_hold(
            actor=self.office,
            village=self.records.area,
            kind=self.records.codes["activity", course.kind],
            title=course.title,
            day=course.day,
            text=course.text,
            officers=[
                self.records.officers[name]
                for name in self.chance.sample(officers, course.officers)
            ],
            members={one.home.household: [one.person] for one in pupils},
            people=len(pupils) + self.chance.randint(0, 6),
            place=course.place,
            organisers=course.organisers,
        )
        self._taught(row, course.experts)
        if course.certified:
            self._certify(row, pupils[: course.certified], course.day)
        elif course.got:
            to = [To(one.home.household, one.person) for one in pupils[:6]]
            results_add(actor=self.office, activity=row, to=to, got=course.got, day=course.day)

    def _taught(self, row: Activity, names: tuple[str, ...]) -> None:
        """Of what was recorded afterwards the demo tells who taught, as a plan would have."""
        ActivityExpert.objects.bulk_create(
            ActivityExpert(activity=row, expert=self.experts[name]) for name in names
        )

    def _certify(self, row: Activity, pupils: list[Pupil], day: date) -> None:
        to = [To(one.home.household, one.person) for one in pupils]
        told = {"got": "cert", "words": "考核合格", "day": day}
        results_add(actor=self.office, activity=row, to=to, **told)  # type: ignore[arg-type]

    def _pupils(self, day: date, count: int, *, idle: bool = False) -> list[Pupil]:
        """Somebody of working age from each of so many households; ``idle``: first who has no work yet."""
        homes = self.chance.sample(self.records.homes, len(self.records.homes))
        found: dict[str, Pupil] = {}
        for wanted in (idle, False):
            for home in homes:
                person = self._pupil(home, day, idle=wanted)
                if person is not None:
                    found.setdefault(home.name, Pupil(home, person))
        return list(found.values())[:count]

    def _pupil(self, home: Home, day: date, *, idle: bool) -> Person | None:
        if home.household.opened > day:
            return None
        for member in home.members(day):
            able = labour(member, self.day) == "普通劳动力"
            free = not idle or not work_months(member, self.day)
            person = home.people.get(member.name)
            if 18 <= member.age(day) < 58 and able and free and person is not None:
                return person
        return None

    # this year

    def _electricians(self) -> None:
        """From an offer's money, with certificates, and asked again: some work, one waits, one is late."""
        offer = offer_make(
            actor=self.office,
            unit=self.records.unit,
            giver=DEPARTMENT,
            area=self.records.area,
            kind="money",
            field=self.records.codes["field", "技能培训"],
            title="农民技能培训经费",
            quantity=fen("20000"),
            day=self.day - timedelta(days=HELD_AGO + 30),
        )
        day = self.day - timedelta(days=HELD_AGO)
        planned = day - timedelta(days=20)
        row = self._plan(ELECTRICIANS, day, on=planned, until=day + timedelta(days=TAUGHT_DAYS - 1))
        pupils = self._pupils(self.day, GUESTS, idle=True)
        self._invite(row, [one.home for one in pupils])
        means = means_allocate(
            actor=self.office, activity=row, offer=offer, quantity=fen("8000"), day=planned
        )
        held = activity_held(
            actor=self.office,
            activity=row,
            rev=row.rev,
            title=row.title,
            day=row.day,
            until=row.until,
            text=row.text,
            place=row.place,
            organisers=row.organisers,
            officers=[self.records.officers[name] for name in self._going(2)],
            members={one.home.household: [one.person] for one in pupils},
            used={means: fen("6350")},
        )
        self._certify(held, pupils[:CERTIFIED], held.until or held.day)
        self._ask(held, pupils)

    def _ask(self, row: Activity, pupils: list[Pupil]) -> None:
        asked = follow_ups_ask(
            actor=self.office,
            activity=row,
            to=[To(one.home.household, one.person) for one in pupils[:8]],
            ask="电工证用上了没有，找到活没有",
            due=self.day + timedelta(days=3),
        )
        late = follow_ups_ask(
            actor=self.office,
            activity=row,
            to=[To(one.home.household, one.person) for one in pupils[8:10]],
            ask="电工证用上了没有，找到活没有",
            due=self.day - timedelta(days=6),
        )
        for one, employer in zip(asked, EMPLOYERS, strict=False):
            since = self.day - timedelta(days=40)
            self._done(
                one, "找到活了", "过了试用期", Work("电工", employer, None, fen("4600"), since)
            )
        for one in asked[2:4]:
            self._done(one, "学会了手艺", "村里的线他都能接")
        self._done(asked[4], "还没用上", "家里走不开，开春再说")
        self._done(late[0], "用上了", "给自家和邻居换了漏保")

    def _done(self, one: FollowUp, outcome: str, words: str, work: Work | None = None) -> None:
        follow_up_done(
            actor=self.office,
            follow_up=one,
            outcome=self.records.codes["follow_up", outcome],
            words=words,
            day=self.day - timedelta(days=4),
            work=work,
        )

    # ahead

    def _ahead(self) -> None:
        last = date(self.day.year, 12, 31)
        pruning = self._plan(PRUNING, min(self.day + timedelta(days=6), last))
        kind = self.records.codes["activity", PRUNING[0]]
        found = proposed(self.office, village=self.records.area, kind=kind, day=pruning.day)
        homes = [home for home in self.records.homes if home.household.pk in found]
        self._invite(pruning, homes[:14] or self.records.homes[:14])
        self._plan(VACCINATION, min(self.day + timedelta(days=15), last))
        today = self._plan(LEGAL_DAY, self.day)
        for card in self._cards(3):
            activity_scan(actor=self.office, activity=today, code=card.number)
        off = self._plan(
            CALLED_OFF, self.day - timedelta(days=12), on=self.day - timedelta(days=30)
        )
        activity_cancel(actor=self.office, activity=off, reason=WHY_OFF)

    def _cards(self, count: int) -> list[Card]:
        """Unscoped: the demo has just made them."""
        rows = Card.objects.visible_to(SYSTEM).filter(withdrawn=None, handed_out__isnull=False)
        rows = rows.filter(household__village=self.records.area)
        return list(rows.order_by("household__number")[:count])

    def _plan(
        self, words: Words, day: date, *, on: date | None = None, until: date | None = None
    ) -> Activity:
        kind, title, text, place, organisers, experts, materials = words
        return activity_plan(
            actor=self.office,
            village=self.records.area,
            kind=self.records.codes["activity", kind],
            title=title,
            day=day,
            until=until,
            text=text,
            time="上午九点",
            place=place,
            organisers=organisers,
            materials=materials,
            officers=[self.records.officers[name] for name in self._going(2)],
            experts=[self.experts[name] for name in experts],
            on=on,
        )

    def _going(self, count: int) -> list[str]:
        """田立新, whose first page shows it, and others."""
        names = [post.name for post in PRESENT if post.name != GOES]
        return [*sorted(self.chance.sample(names, count - 1)), GOES]

    def _invite(self, row: Activity, homes: list[Home]) -> None:
        found = proposed(self.office, village=self.records.area, kind=row.kind, day=self.day)
        asked = [self._asked(home.household, found) for home in homes]
        activity_invite(actor=self.office, activity=row, asked=asked)

    @staticmethod
    def _asked(home: Household, found: dict[UUID, Proposed]) -> Asked:
        one = found.get(home.pk)
        return Asked(home, None, one.need, one.measure) if one else Asked(home)
