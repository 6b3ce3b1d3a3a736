"""The file of each household: land, house, what its people do, income line by line; some have gaps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lianxin.kernel.actor import SYSTEM
from lianxin.records.file.actions import household_state, income_state, person_states
from lianxin.records.file.income import IncomeItem, IncomeRule
from lianxin.records.file.models import (
    Condition,
    Dwelling,
    Land,
    Livelihood,
    PersonStatement,
    Production,
    Source,
    Welfare,
)
from lianxin.register.actions import household_change
from lianxin.register.models import Household

from . import kang
from .earnings import EARLY, earned_early, holder_of_post, income_lines, paid_by_the_state
from .families import Member
from .homes import Home
from .officers import BEGAN
from .records import Records
from .situation import by_employer, labour, schooling, work_months
from .village import years

MOVED_IN = date(2016, 10, 20)
NEAR = {"洛门镇": "乡(镇)内", "武山县城": "乡外县内"}
PROVINCE = {"兰州", "天水", "定西"}
NO_DWELLING, NO_LAND, NO_WORK, NO_LINES = {9, 30, 52}, {14, 41}, {5, 23, 37, 58}, {11, 29, 47}
"""Places in the village of households whose file has a gap: 底子清 has something to say."""
SURVEY = date(2012, 5, 8)
"""The first survey: fields, houses, and what was earned in 2011."""
TOGETHER = date(2019, 3, 5)
"""Since when cooperative and companies carry households along."""
MARTYR = {33}
POSTS = ("保洁员", "护林员", "护路员", "管水员")
AT_HOME_AGAIN = ("考公务员备考中", "还没找到合适的工作")
GROWTH_OF_2012 = (0.14, 0.11, 0.03, 0.09, 0.16, -0.02, 0.12, 0.01, 0.1, -0.08, 0.08, 0.13, 0.02)


class Files:
    def __init__(self, records: Records) -> None:
        self.records, self.codes, self.day = records, records.codes, records.day
        # Rule sets are public.
        rule = IncomeRule.objects.visible_to(SYSTEM).get(leading=True, until=None)
        self.rule = rule
        self.items = {
            row.name: row for row in IncomeItem.objects.visible_to(SYSTEM).filter(rule=rule)
        }
        self.stated = date(years(self.day)[-1], 10, 31)
        self.left_school = False

    def write(self) -> None:
        for place, home in enumerate(self.records.homes):
            if place not in NO_LAND:
                self._state(home, Land, _land(home), SURVEY)
            if place not in NO_DWELLING:
                self._dwelling(home)
            if place not in NO_WORK:
                self._insured(home)
                self._work(place, home)
            self._state(home, Production, self._production(place, home), TOGETHER)
            self._martyrs(home, said=place in MARTYR)
            if place not in NO_LINES and home.name != kang.KANG:
                growth = GROWTH_OF_2012[place % len(GROWTH_OF_2012)]
                self._income(home, 2011, round(earned_early(home, 2012) / (1 + growth)), SURVEY)
            self._incomes(place, home, gap=place in NO_LINES)

    def _state(self, home: Home, kind: Any, fields: Mapping[str, Any], day: date) -> None:
        household_state(
            actor=self.records.office,
            household=home.household,
            kind=kind,
            fields=fields,
            day=max(day, BEGAN),
            source=Source.OFFICER,
        )

    def _code(self, name: str, value: str) -> Any:
        return self.codes[name, value]

    def _dwelling(self, home: Home) -> None:
        """As it was in 2012, and as it has been since the houses were mended."""
        then = home.chance.random() < 0.7
        if then:
            self._state(home, Dwelling, self._house(home, new=False), SURVEY)
        self._state(home, Dwelling, self._house(home, new=True), MOVED_IN)
        if day := home.family.dangerous_from:
            self._state(home, Dwelling, {"house_grade": self._code("house_grade", "D级")}, day)

    def _house(self, home: Home, *, new: bool) -> dict[str, Any]:
        chance, family = home.chance, home.family
        bad = family.dangerous_house and not family.dangerous_from
        structure = chance.choice(("砖混", "砖混", "砖木")) if new else "竹草土坯"
        grade = "C级" if bad else chance.choice(("A级", "A级", "B级")) if new else "C级"
        return {
            "house_area": (home.rooms * 19 + chance.randint(0, 9)) * 10
            if new
            else home.rooms * 150,
            "rooms": home.rooms if new else max(2, home.rooms - 1),
            "structure": self._code("structure", structure),
            "house_grade": self._code("house_grade", grade),
            "power": True,
            "business_power": new and chance.random() < 0.6,
            "broadcast": new or chance.random() < 0.4,
            "toilet": new and chance.random() < 0.85,
            "fuel": self._code(
                "fuel", chance.choice(("煤炭", "清洁能源", "柴草")) if new else "柴草"
            ),
            "road": self._code("road", "水泥路" if new else "泥土路"),
            "road_metres": chance.randint(3, 120),
        }

    def _production(self, place: int, home: Home) -> dict[str, Any]:
        lifted = home.family.category == "脱贫户"
        help_given = "养殖" if home.stock else f"种植（{next(iter(home.crops))}）"
        return {
            "cooperative": lifted or place % 3 == 0,
            "company": place % 4 == 1,
            "leader": place % 5 < 2,
            "business_help": help_given if lifted else "",
        }

    def _martyrs(self, home: Home, *, said: bool) -> None:
        row = Household.objects.visible_to(self.records.office).get(pk=home.household.pk)
        fields = {"martyr_family": said}
        household_change(actor=self.records.office, household=row, rev=row.rev, fields=fields)

    def _insured(self, home: Home) -> None:
        """Who was insured when the rosters began; what else a member does is asked since this year."""
        first = date(years(self.day)[0], 10, 31)
        for member in home.family.members:
            if member.here(first) and member.name in home.people:
                employed = by_employer(member, first)
                facts: dict[type[PersonStatement], dict[str, Any]] = {
                    Livelihood: {"medical_insurance": not employed}
                }
                if employed:
                    facts[Welfare] = {"employee_medical": True}
                person_states(
                    actor=self.records.office,
                    person=home.people[member.name],
                    facts=facts,
                    day=first,
                    source=Source.OFFICER,
                )

    def _work(self, place: int, home: Home) -> None:
        posted = holder_of_post(place, home, self.stated)
        for member in home.family.members:
            day = max(self.stated, member.joined)
            if day <= self.day and member.name in home.people:
                facts: dict[type[PersonStatement], dict[str, Any]] = {
                    Livelihood: self._livelihood(home, member, day),
                    Condition: self._speech(member, day),
                }
                if member is posted:
                    facts[Livelihood] |= {"public_post": POSTS[place % 4], "public_post_months": 12}
                person_states(
                    actor=self.records.office,
                    person=home.people[member.name],
                    facts=facts,
                    day=day,
                    source=Source.OFFICER,
                )

    def _speech(self, member: Member, day: date) -> dict[str, Any]:
        """Who speaks Mandarin; and the one child of the village that has left school."""
        age = member.age(day)
        told: dict[str, Any] = {"mandarin": age < 62 or member.education != "小学"}
        if age in {14, 15} and not self.left_school:
            self.left_school = True
            told |= {
                "schooling": self._code("schooling", "非在校生"),
                "education": self._code("education", "小学"),
                "not_at_school": self._code("not_at_school", "厌学"),
            }
        return told if age >= 5 else {}

    def _livelihood(self, home: Home, member: Member, day: date) -> dict[str, Any]:
        employed = by_employer(member, day)
        months = work_months(member, day)
        told: dict[str, Any] = {"medical_insurance": not employed, "stay_months": 12 - months}
        if months:
            told["abroad"] = False
        study, age = schooling(member, day), member.age(day)
        if study not in {"非在校生", ""}:
            return told | {"doing": f"在读，{study}"[:60]}
        if age < 16:
            return told
        told["pension"] = (age >= 60 or home.chance.random() < 0.94) and not employed
        if member.education == "大专及以上" and age >= 22 and not months:
            told["jobless_graduate"] = AT_HOME_AGAIN[age % 2]
        if member.health == "残疾":
            told["disability"] = self._code(
                "disability", home.chance.choice(("肢体", "听力", "视力"))
            )
            told["disability_level"] = self._code(
                "disability_level", home.chance.choice(("二级", "三级"))
            )
            told["disability_issued"] = date(day.year - 1 - age % 7, 4, 12)
        return told | self._doing(home, member, day)

    def _doing(self, home: Home, member: Member, day: date) -> dict[str, Any]:
        if work_months(member, day) or member.name in kang.WORK:
            work = home.work(member)
            place = work["place"]
            near = NEAR.get(place) or ("县外省内" if place in PROVINCE else "省外")
            region = self._code("work_region", near)
            told = {
                "doing": f"{place}，{work['trade']}",
                "work_region": region,
                "employer": place,
                "trade": work["trade"],
                "wage": (28 + int(member.id_number[10:17]) % 34) * 10_000,
                "work_from": date(day.year, 3, 1),
            }
            months = work_months(member, day)
            if months <= 5 and member.name not in kang.WORK:
                until = date(day.year, 2 + months, 25)
                told |= {"doing": f"{told['doing']}，农忙回家", "work_until": until}
            return told
        if labour(member, day) in {"无劳动力", "丧失劳动力"} or member.age(day) > 74:
            return {"doing": "在家，干不了重活"}
        crop = next(iter(home.crops))
        return {"doing": "在家务农、养牛" if "cattle" in home.stock else f"在家务农，种{crop}"}

    # income

    def _incomes(self, place: int, home: Home, *, gap: bool) -> None:
        known = years(self.day)
        if home.name == kang.KANG:
            told = {year: yuan for year, yuan in kang.EARLY.items() if year < known[0]}
        else:
            told = {year: earned_early(home, year) for year in EARLY if year < known[0]}
        told |= home.family.incomes
        if gap:
            told.pop(known[-1])
        for year, per_head in sorted(told.items()):
            self._income(home, year, per_head, date(year, 10, 31), place)

    def _income(
        self, home: Home, year: int, per_head: int, day: date, place: int | None = None
    ) -> None:
        net = per_head * len(home.members(day))
        late = {} if place is None or year < TOGETHER.year else paid_by_the_state(place, home, day)
        lines = income_lines(home, net, day, late)
        income_state(
            actor=self.records.office,
            household=home.household,
            rule=self.rule,
            year=year,
            amounts={self.items[name]: yuan * 100 for name, yuan in lines.items() if yuan},
            day=day,
            source=Source.OFFICE,
        )


def _land(home: Home) -> dict[str, int]:
    """The fields that are planted and some that rest; most of it certified."""
    chance = home.chance
    arable = sum(home.crops.values()) * 10 + chance.randint(0, 25) * 10
    irrigated = arable * chance.randint(0, 30) // 100 // 10 * 10
    forest = chance.randint(0, 30) * 10
    orchard = home.crops.get("花椒", 0) * 10 + home.crops.get("苹果", 0) * 10
    return {
        "arable": arable,
        "arable_certified": arable - (chance.randint(1, 6) * 10 if chance.random() < 0.15 else 0),
        "irrigated": irrigated,
        "dry": arable - irrigated,
        "paddy": 0,
        "forest": forest,
        "forest_certified": forest // 20 * 20,
        "returned": chance.randint(0, 24) * 10,
        "orchard": orchard,
        "orchard_certified": orchard,
        "pasture": 60 if home.stock else 0,
        "pasture_certified": 40 if home.stock else 0,
        "water": 20 if "sheep" in home.stock else 0,
    }
