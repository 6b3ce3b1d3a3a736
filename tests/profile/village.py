"""Three households of 阳坡村: one lacks nothing, one lacks much, of one hardly anything is known."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.records.file.actions import household_state, person_state
from lianxin.records.file.income import Income
from lianxin.records.file.models import Condition, Dwelling, Livelihood, Living
from lianxin.register.models import Household, Membership
from tests.cast import SINCE, Cast, code

DAY = date(2026, 7, 1)


class Lacking:
    """``well``, ``lacking`` and ``unclear``, as of the first day of the tests."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.well = cast.household("康润生", number="1-001", officer=cast.tian)
        self.lacking = cast.household("李存义", number="1-002", officer=cast.liu)
        self.unclear = cast.household("白晓明", number="1-003")
        self.live(self.well)
        self.home(self.well)
        self.earn(self.well, 900_000)
        self.member(self.well)
        self.live(self.lacking, dangerous_house=True)
        self.home(self.lacking, fuel="煤炭")
        self.earn(self.lacking, 300_000)
        self.member(self.lacking, health="大病", labour="丧失劳动力", work_months=0)

    def live(self, home: Household, day: date = SINCE, **said: bool) -> None:
        fields = {"dangerous_house": False, "safe_water": True} | said
        household_state(actor=SYSTEM, household=home, kind=Living, fields=fields, day=day)

    def home(self, home: Household, *, fuel: str = "清洁能源", day: date = SINCE) -> None:
        fields = {"power": True, "toilet": True, "fuel": code("fuel", fuel)}
        fields["road"] = code("road", "水泥路")
        household_state(actor=SYSTEM, household=home, kind=Dwelling, fields=fields, day=day)

    def earn(self, home: Household, per_head: int, year: int = 2025, day: date = SINCE) -> None:
        Income.objects.create(
            household=home,
            year=year,
            per_head=per_head,
            from_day=day,
            source="office",
            written_at=timezone.now(),
        )

    def member(
        self,
        home: Household,
        *,
        health: str = "健康",
        labour: str = "普通劳动力",
        work_months: int = 6,
        insured: bool = True,
        day: date = SINCE,
    ) -> None:
        person = Membership.objects.visible_to(SYSTEM).get(household=home, is_head=True).person
        fields = {
            "health": code("health", health),
            "labour": code("labour", labour),
            "education": code("education", "初中"),
            "work_months": work_months,
        }
        person_state(actor=SYSTEM, person=person, kind=Condition, fields=fields, day=day)
        person_state(
            actor=SYSTEM,
            person=person,
            kind=Livelihood,
            fields={"medical_insurance": insured},
            day=day,
        )
