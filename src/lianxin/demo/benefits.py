"""What the state pays and grants: 低保, 特困, 医保, 养老, 补贴, 资助, 救助; party members and veterans."""

from __future__ import annotations

from datetime import date
from typing import Any

from lianxin.records.file.actions import household_state, person_states
from lianxin.records.file.benefiting import benefit_state
from lianxin.records.file.benefits import MedicalAid, StudyAid, Subsidy
from lianxin.records.file.models import (
    Allowance,
    Insurance,
    PartyLife,
    PersonStatement,
    Service,
    Source,
    Standing,
    Support,
    Welfare,
)

from .families import Member
from .homes import Home
from .records import Records
from .situation import by_employer, schooling

ALLOWED, SUPPORTED, VETERANS = {3, 12, 21, 27, 35, 44, 56}, {27, 44}, {6, 18, 33, 50}
"""Places in the village of households with an allowance, with support, with a veteran."""
STAGES = {"学前教育": "学前", "小学": "义务", "大专及以上": "高职"}
BRANCH = "阳坡村党支部"
POSTS = ("支部书记", "支部委员", "")


class Benefits:
    def __init__(self, records: Records) -> None:
        self.records, self.codes, self.day = records, records.codes, records.day
        self.office = records.office
        self.said = date(self.day.year, 1, 15)
        """Last year's payments are told in January."""
        self.posts = list(POSTS)

    def write(self) -> None:
        for place, home in enumerate(self.records.homes):
            self._household(place, home)
            self._subsidies(home)
            for member in home.family.members:
                if member.name in home.people and member.joined <= self.said:
                    self._member(place, home, member)

    def _code(self, name: str, value: str) -> Any:
        return self.codes[name, value]

    def _household(self, place: int, home: Home) -> None:
        if home.family.category == "脱贫户":
            self._state(home, Standing, {"lifted_year": 2014 + place % 6}, self.day)
        if place in ALLOWED:
            people = len(self._allowed(place, home))
            grade = self._code("grade", ("一类", "二类", "三类")[place % 3])
            monthly = people * (420 - 60 * (place % 3)) * 100
            told = {"people": people, "monthly": monthly, "grade": grade}
            self._state(home, Allowance, told, self.said)

    def _allowed(self, place: int, home: Home) -> list[str]:
        """Whom the household's allowance is for."""
        here = [member.name for member in home.members(self.said)]
        return here[: 1 + place % 3] if place in ALLOWED else []

    def _state(self, home: Home, kind: Any, fields: dict[str, Any], day: date) -> None:
        household_state(
            actor=self.office,
            household=home.household,
            kind=kind,
            fields=fields,
            day=day,
            source=Source.OFFICE,
        )

    def _subsidies(self, home: Home) -> None:
        area, now = sum(home.crops.values()) * 10, self.said.year
        for year, kind, each in (
            (now - 1, "耕地地力保护", 10_500),
            (now - 1, "种粮", 1_900),
            (now, "耕地地力保护", 10_800),
        ):
            paid = date(year, 8, 20) if year < now else None
            self._benefit(
                home,
                Subsidy,
                {
                    "subsidy": self._code("subsidy", kind),
                    "year": year,
                    "area": area,
                    "amount": area * each // 1000 * 10,
                    "subsidy_state": self._code("subsidy_state", "已发放" if paid else "待发放"),
                    "paid": paid,
                },
            )

    def _benefit(
        self, home: Home, kind: Any, fields: dict[str, Any], member: Member | None = None
    ) -> None:
        benefit_state(
            actor=self.office,
            household=home.household,
            kind=kind,
            fields=fields,
            person=home.people[member.name] if member else None,
            day=self.said,
            source=Source.OFFICE,
        )

    def _member(self, place: int, home: Home, member: Member) -> None:
        age, head = member.age(self.said), member is home.family.members[0]
        facts: dict[type[PersonStatement], dict[str, Any]] = {
            Insurance: self._insured(age),
            Support: {"supported": False},
            Welfare: self._welfare(member) | {"minimum": member.name in self._allowed(place, home)},
        }
        if place in SUPPORTED and head:
            level = self._code("care", "半护理" if age > 70 else "全自理")
            facts[Support] = {
                "way": self._code("way", "分散供养"),
                "support_monthly": 66_000,
                "care": level,
            }
        if member.party == "中共党员":
            post = self.posts.pop(0) if self.posts else ""
            joined = date(min(self.said.year - 2, self.said.year - age + 25), 7, 1)
            facts[PartyLife] = {"party_joined": joined, "party_post": post, "party_branch": BRANCH}
        if place in VETERANS and member.male and 30 <= age <= 75:
            began = self.said.year - age + 19
            facts[Service] = {
                "enlisted": date(began, 12, 1),
                "discharged": date(began + 3, 12, 1),
                "special_care": self._code(
                    "special_care", "60岁以上农村籍退役士兵" if age >= 60 else "无"
                ),
                "plaque": True,
            }
        person_states(
            actor=self.office,
            person=home.people[member.name],
            facts=facts,
            day=self.said,
            source=Source.OFFICE,
        )
        self._aid(home, member)

    def _welfare(self, member: Member) -> dict[str, Any]:
        """Relief in illness is not said of who is ill: it is among the payments."""
        drawn, ill = int(member.id_number[6:17]), member.health != "健康"
        employed = by_employer(member, self.said)
        told: dict[str, Any] = {
            "employee_medical": employed,
            "employee_pension": employed,
            "commercial_medical": drawn % 7 == 0,
            "accident_insurance": drawn % 3 == 0,
            "health_help": ill,
        }
        if not ill:
            told["medical_relief"] = False
        if member.age(self.said) < 18:
            told["orphaned"] = False
        return told

    def _insured(self, age: int) -> dict[str, Any]:
        chance, year = self.records.homes[0].chance, self.said.year
        told: dict[str, Any] = {
            "medical_year": year,
            "medical_tier": self._code("medical_tier", "普通缴费"),
            "medical_amount": 40_000,
            "medical_paid": date(year - 1, 11, 12),
        }
        if 16 <= age < 60:
            tier = chance.choice((10_000, 20_000, 20_000, 50_000))
            paid = {"pension_tier": tier, "pension_amount": tier, "pension_drawn": False}
            told |= {"pension_year": year - 1, **paid}
        elif age >= 60:
            told |= {"pension_year": year - 1, "pension_drawn": True, "pension_monthly": 16_300}
        return told

    def _aid(self, home: Home, member: Member) -> None:
        grade = schooling(member, self.said)
        if grade.startswith(("高中", "中职")) or grade == "大专及以上":
            stage = STAGES.get(grade, "高中")
            for year, term in ((self.said.year - 1, "秋"), (self.said.year, "春")):
                fields = {
                    "stage": self._code("stage", stage),
                    "study_aid": self._code(
                        "study_aid", "雨露计划" if stage == "高职" else "助学金"
                    ),
                    "year": year,
                    "term": self._code("term", term),
                    "amount": 150_000 if stage == "高职" else 100_000,
                }
                self._benefit(home, StudyAid, fields, member)
        if member.health in {"大病", "长期慢性病"} and home.chance.random() < 0.6:
            total = home.chance.randint(30, 480) * 10_000
            fields = {
                "illness": "住院治疗",
                "treated": date(self.said.year, 1, home.chance.randint(2, 14)),
                "total": total,
                "insured": total * 62 // 100,
                "relief": total * 12 // 100,
            }
            self._benefit(home, MedicalAid, fields, member)
