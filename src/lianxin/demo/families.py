"""Families whose ages, relations, schooling, work and hardship agree with each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from lianxin.kernel.period import full_years

from .names import Registry


@dataclass(slots=True)
class Member:
    name: str
    relation: str
    male: bool
    born: date
    id_number: str
    joined: date
    left: date | None = None
    left_by: str = ""
    phone: str = ""
    health: str = "健康"
    party: str = "群众"
    education: str = "初中"

    def age(self, day: date) -> int:
        return full_years(self.born, day)

    def here(self, day: date) -> bool:
        return self.joined <= day and (self.left is None or day < self.left)


@dataclass(slots=True)
class Family:
    """One household: its ``members`` of today and those who are ``gone``.

    ``incomes`` holds yuan per head by year, ``watched`` the months of its risk; a house that was safe
    became dangerous on ``dangerous_from``.
    """

    group: str
    register_code: str
    phone: str
    category: str = "一般农户"
    watch: str = ""
    watched_from: date | None = None
    watched_until: date | None = None
    causes: tuple[str, ...] = ()
    dangerous_house: bool = False
    dangerous_from: date | None = None
    safe_water: bool = True
    officer: str = ""
    incomes: dict[int, int] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    gone: list[Member] = field(default_factory=list)


SHAPES = {
    "couple_children": 30,
    "three_generations": 34,
    "with_parents": 22,
    "old_couple": 11,
    "alone": 5,
    "widowed": 7,
}


class Families:
    """Draws one family after another from one seed; ``opened`` is the day the register begins."""

    def __init__(self, chance: Random, registry: Registry, opened: date, day: date) -> None:
        self.chance, self.registry, self.opened, self.day = chance, registry, opened, day

    def draw(self, group: str, code: str, head: str = "") -> Family:
        family = Family(group, code, self.registry.phone())
        [shape] = self.chance.choices(list(SHAPES), list(SHAPES.values()))
        male = head[-1] not in "英珍香莲兰" if head else self.chance.random() < 0.86
        if head and not male:
            shape = self.chance.choice(("widowed", "alone"))
        getattr(self, f"_{shape}")(family, head, male)
        family.members[0].phone = family.phone
        for member in (*family.members, *family.gone):
            self._condition(member)
        return family

    def add(
        self, family: Family, relation: str, male: bool, age: int, surname: str, name: str = ""
    ) -> Member:
        born = date(self.day.year - age, 1, 1) + timedelta(days=self.chance.randrange(365))
        born = min(born, self.day - timedelta(days=60))
        name = name or self.registry.name(surname, male, born)
        joined = max(self.opened, born)
        number = self.registry.id_number(born, male)
        member = Member(name, relation, male, born, number, joined)
        if relation in {"之儿媳", "配偶"}:
            married = date(born.year + self.chance.randrange(21, 25), 10, 1)
            member.joined = min(max(self.opened, married), self.day - timedelta(days=120))
        family.members.append(member)
        return member

    def _head(
        self, family: Family, ages: tuple[int, int], name: str, male: bool
    ) -> tuple[str, int]:
        double = ("令狐",)
        surname = name[:2] if name.startswith(double) else name[:1] or self.registry.surname()
        age = self.chance.randint(*ages)
        self.add(family, "户主", male, age, surname, name)
        return surname, age

    def _spouse(self, family: Family, surname: str, age: int) -> int:
        younger = max(22, age - self.chance.randint(-2, 6))
        self.add(
            family, "配偶", not family.members[0].male, younger, self.registry.surname(surname)
        )
        return younger

    def _children(self, family: Family, surname: str, mother: int, most: int) -> None:
        age = mother - self.chance.randint(21, 27)
        for _ in range(self.chance.randint(1, most)):
            if age < 0:
                return
            male = self.chance.random() < 0.55
            child = self.add(family, "之子" if male else "之女", male, age, surname)
            if not male and age > 24:
                self._gone(family, child, child.born.year + 23, "married_out")
            age -= self.chance.randint(2, 5)

    def _gone(self, family: Family, member: Member, year: int, how: str) -> None:
        """Who left before the register began was never in it."""
        family.members.remove(member)
        member.left, member.left_by = date(year, self.chance.randint(1, 12), 12), how
        if self.opened < member.left < self.day:
            family.gone.append(member)

    def _parents(self, family: Family, surname: str, age: int) -> None:
        father = age + self.chance.randint(22, 28)
        alive = father < 80 and self.chance.random() < 0.6
        old = self.add(family, "之父", True, father, surname)
        if not alive:
            self._gone(family, old, old.born.year + self.chance.randint(64, 79), "died")
        mother = father - self.chance.randint(0, 4)
        if mother < 92 and self.chance.random() < 0.8:
            self.add(family, "之母", False, mother, self.registry.surname(surname))

    def _couple_children(self, family: Family, head: str, male: bool) -> None:
        surname, age = self._head(family, (36, 52), head, male)
        self._children(family, surname, self._spouse(family, surname, age), 3)

    def _with_parents(self, family: Family, head: str, male: bool) -> None:
        surname, age = self._head(family, (35, 54), head, male)
        self._children(family, surname, self._spouse(family, surname, age), 3)
        self._parents(family, surname, age)

    def _three_generations(self, family: Family, head: str, male: bool) -> None:
        surname, age = self._head(family, (55, 68), head, male)
        mother = self._spouse(family, surname, age)
        son = mother - self.chance.randint(22, 26)
        self.add(family, "之子", True, son, surname)
        wife = max(22, son - self.chance.randint(0, 3))
        self.add(family, "之儿媳", False, wife, self.registry.surname(surname))
        grandchild = wife - self.chance.randint(23, 26)
        for _ in range(self.chance.randint(1, 2)):
            if grandchild >= 0:
                boy = self.chance.random() < 0.5
                self.add(family, "之孙子" if boy else "之孙女", boy, grandchild, surname)
            grandchild -= self.chance.randint(2, 4)

    def _old_couple(self, family: Family, head: str, male: bool) -> None:
        surname, age = self._head(family, (63, 79), head, male)
        self._spouse(family, surname, age)

    def _alone(self, family: Family, head: str, male: bool) -> None:
        self._head(family, (60, 82), head, male)

    def _widowed(self, family: Family, head: str, male: bool) -> None:
        surname, age = self._head(family, (44, 58), head, male)
        self._children(family, surname if male else self.registry.surname(surname), age, 2)
        if len(family.members) == 1:
            self.add(family, "之子", True, age - 24, self.registry.surname(surname))

    def _condition(self, member: Member) -> None:
        age, roll = member.age(self.day), self.chance.random()
        if age >= 60 and roll < 0.36:
            member.health = "长期慢性病" if roll < 0.26 else "残疾"
        elif 18 <= age < 60 and roll < 0.07:
            member.health = self.chance.choice(("残疾", "大病", "长期慢性病"))
        if age >= 66:
            member.education = "文盲或半文盲" if self.chance.random() < 0.55 else "小学"
        elif age >= 45:
            member.education = self.chance.choice(("小学", "初中", "初中"))
        elif age >= 22:
            member.education = self.chance.choice(("初中", "高中", "初中", "大专及以上"))
        elif age >= 15:
            member.education = self.chance.choice(("初中", "高中", "高中"))
        if age >= 30 and self.chance.random() < 0.05:
            member.party = "中共党员"
