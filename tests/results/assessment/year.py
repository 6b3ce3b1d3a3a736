"""A year of 田立新 and 刘志强 in 阳坡村, as an assessment reads it: 2025, with all that is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Officer, Partnership
from lianxin.plans.household.models import Plan, Stage
from lianxin.plans.models import Measure
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.diary.models import Entry
from lianxin.records.file.income import Income
from lianxin.records.needs.models import Need
from lianxin.register.cards.models import Card
from lianxin.register.models import Household, Membership, Pairing
from tests.cast import Cast, code
from tests.visits.acts import did

YEAR = 2025
BEGUN = date(2024, 1, 1)
END = date(YEAR, 12, 31)
DONE, CLOSED = date(YEAR, 9, 10), date(YEAR, 4, 10)
WHOLE = {"1.1", "1.2", "2.2", "3.1", "3.2", "4.1", "4.2", "4.3", "4.4", "5.2", "5.3"}


def on(month: int, day: int = 10) -> date:
    return date(YEAR, month, day)


def since_2024() -> None:
    for model in (Officer, Partnership, Membership, Pairing):
        model.objects.visible_to(SYSTEM).update(from_day=BEGUN)
    Household.objects.visible_to(SYSTEM).update(opened=BEGUN)


class Year:
    """田立新 holds two households and 刘志强 one; 田立新 has done everything that is asked."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.tian, self.liu = cast, cast.tian, cast.liu
        self.kang = cast.household("康润生", number="1-001", officer=cast.tian)
        self.qi = cast.household("漆玉珍", number="1-002", officer=cast.tian)
        self.li = cast.household("李存义", number="1-003", officer=cast.liu)
        since_2024()
        self.homes = (self.kang, self.qi, self.li)

    def diligent(self, officer: Officer, *homes: Household) -> None:
        """All of the four regular things, with entries written in time."""
        for home in homes:
            did(officer, "visit", on(3), home=home)
        for n in range(12):
            did(officer, "talk", on(n % 12 + 1, 12), home=homes[n % len(homes)])
        for n in range(10):
            did(officer, "stay", on(5, n + 1), village=self.cast.village, halves=2)
        for month in (4, 9):
            did(officer, "lecture", on(month), village=self.cast.village)
        in_time(officer)

    def cared(self, officer: Officer, home: Household) -> None:
        """Gone over, with a card, a plan, a measure done and a need answered."""
        income(home, YEAR - 1, 100_000)
        income(home, YEAR, 110_000)
        card(home)
        plan(home)
        measure(home, officer)
        need(home, officer)

    def rated(self, officer: Officer, home: Household, *stars: int) -> None:
        for n, star in enumerate(stars):
            rating(home, officer, on(6, n + 1), star)

    def whole(self) -> Year:
        self.diligent(self.tian, self.kang, self.qi)
        self.cared(self.tian, self.kang)
        self.cared(self.tian, self.qi)
        self.cared(self.liu, self.li)
        self.rated(self.tian, self.kang, 5, 4, 5)
        return self


def in_time(officer: Officer) -> None:
    for entry in Entry.objects.visible_to(SYSTEM).filter(officer=officer):
        entry.written_at = at(entry.day)
        entry.save(update_fields=["written_at"])


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def income(home: Household, year: int, per_head: int) -> Income:
    Income.objects.visible_to(SYSTEM).filter(household=home, year=year).delete()
    return Income.objects.create(
        household=home,
        year=year,
        per_head=per_head,
        from_day=date(year, 11, 1),
        source="office",
        written_at=at(date(year, 11, 1)),
    )


def card(home: Household) -> Card:
    pairing = Pairing.objects.visible_to(SYSTEM).filter(household=home).latest("from_day")
    return Card.objects.create(
        household=home,
        pairing=pairing,
        officer=pairing.officer,
        number=home.number.replace("-", "")[:8] + "00",
        token_hash=f"{home.pk.hex}"[:64],
        issued=on(1),
        handed_out=on(1, 20),
    )


def plan(home: Household) -> Plan:
    row = Plan.objects.create(
        household=home,
        version=1,
        aim="收入稳住",
        state="approved",
        written_at=at(on(1)),
        from_day=on(1),
    )
    Stage.objects.create(plan=row, position=1, title="头一年", from_day=on(1), last_day=END)
    return row


def measure(home: Household, officer: Officer, done: date | None = DONE) -> Measure:
    return Measure.objects.create(
        household=home,
        direction=code("direction", "传授致富技能"),
        text="学果树嫁接",
        officer=officer,
        from_day=on(2),
        year=YEAR,
        due=on(10),
        percent=100 if done else 20,
        done=done,
    )


def need(home: Household, officer: Officer, closed: date | None = CLOSED) -> Need:
    return Need.objects.create(
        village=home.village,
        household=home,
        kind=code("need", "饮水"),
        text="水管冻裂了",
        officer=officer,
        opened=on(3),
        year=YEAR,
        due=on(3) + timedelta(days=15),
        closed=closed,
        closed_year=closed.year if closed else None,
    )


def rating(home: Household, officer: Officer, day: date, stars: int) -> Confirmation:
    held = Card.objects.visible_to(SYSTEM).filter(household=home).first() or card(home)
    return Confirmation.objects.create(
        household=home, officer=officer, day=day, card=held, answer="came", rating=stars, at=at(day)
    )
