"""Quality rules (``register/data/rules.json``): doubts with their reason, thresholds from rows.

A rule looks at a member or a household and names the field it doubts. It runs only where the file has
the columns it needs, and only while the administrator keeps it active.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from lianxin.records.intake.roster import RosterHousehold

from .vocabulary import Vocabulary

Ids = frozenset[UUID | None]
MEN_WOMEN = {"1", "2"}
SENIOR = "高中一年级 高中二年级 高中三年级 中职一年级 中职二年级 中职三年级".split()
HIGHER = "高职一年级 高职二年级 高职三年级 大专及以上".split()


class Words:
    """Sets of code ids that rules speak of; blank counts as none of them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        def ids(list_name: str, *names: str) -> Ids:
            found = (vocabulary.find(list_name, name) for name in names)
            return frozenset(term.id for term in found if term)

        self.spouse = ids("relation", "配偶")
        self.healthy = ids("health", "健康")
        self.ill = ids("health", "长期慢性病", "大病", "大病残疾", "长期慢性病及残疾")
        self.disabled = ids("health", "残疾", "大病残疾", "长期慢性病及残疾")
        self.no_student = ids("schooling", "非在校生") | {None}
        self.senior = ids("schooling", *SENIOR)
        self.higher = ids("schooling", *HIGHER)
        self.primary = ids("schooling", "小学")
        self.able = ids("labour", "普通劳动力", "技能劳动力")
        self.unable = ids("labour", "无劳动力", "丧失劳动力")
        self.by_illness = ids("cause", "因病")
        self.by_schooling = ids("cause", "因学")
        self.by_disability = ids("cause", "因残")
        self.by_labour = ids("cause", "缺劳动力")
        self.lifted = ids("category", "脱贫户")
        self.sex_of = {t.id: t.sex for t in vocabulary.terms.get("relation", {}).values() if t.sex}


class Seen(NamedTuple):
    """All that a rule about members may look at; ``age`` in full years, None where it is unknown.

    Two members who are alike in all of it raise the same doubts, so each such likeness is asked once.
    """

    relation: UUID
    sex: str
    ethnic: UUID | None
    education: UUID | None
    schooling: UUID | None
    health: UUID | None
    labour: UUID | None
    work_months: int | None
    illness_insurance: bool | None
    watch: UUID | None
    head_sexes: tuple[str, ...]
    age: int | None


@dataclass(slots=True)
class Case:
    """What a rule about households looks at."""

    household: RosterHousehold
    words: Words
    limits: Mapping[str, Any]


@dataclass(slots=True)
class MemberCase:
    """What a rule about members looks at."""

    person: Seen
    words: Words
    limits: Mapping[str, Any]

    @property
    def age(self) -> int | None:
        return self.person.age

    def aged(self, low: str, high: str) -> bool:
        return self.age is not None and self.limits[low] <= self.age <= self.limits[high]


C = TypeVar("C", Case, MemberCase)


@dataclass(frozen=True)
class Declared:
    """A rule's code: the fields it needs, the one it doubts first, and the thresholds it reads."""

    check: Callable[[Any], bool]
    fields: tuple[str, ...]
    limits: tuple[str, ...]
    person: bool
    blank: bool


RULES: dict[str, Declared] = {}


def _rule(
    name: str, fields: str, limits: str = "", *, person: bool = True, blank: bool = False
) -> Callable[[Callable[[C], bool]], Callable[[C], bool]]:
    def add(check: Callable[[C], bool]) -> Callable[[C], bool]:
        RULES[name] = Declared(check, tuple(fields.split()), tuple(limits.split()), person, blank)
        return check

    return add


@_rule("relation_sex", "relation")
def _relation_sex(c: MemberCase) -> bool:
    demanded = c.words.sex_of.get(c.person.relation)
    return demanded is not None and c.person.sex in MEN_WOMEN and c.person.sex != demanded


@_rule("spouse_same_sex", "relation")
def _spouse_same_sex(c: MemberCase) -> bool:
    if c.person.relation not in c.words.spouse or c.person.sex not in MEN_WOMEN:
        return False
    return c.person.sex in c.person.head_sexes


@_rule("blank_ethnic", "ethnic", blank=True)
def _blank_ethnic(c: MemberCase) -> bool:
    return c.person.ethnic is None


@_rule("blank_education", "education schooling", "from_age", blank=True)
def _blank_education(c: MemberCase) -> bool:
    if c.person.education is not None or c.person.schooling not in c.words.no_student:
        return False
    return c.age is not None and c.age >= c.limits["from_age"]


@_rule("blank_schooling", "schooling", "from_age to_age", blank=True)
def _blank_schooling(c: MemberCase) -> bool:
    return c.person.schooling is None and c.aged("from_age", "to_age")


@_rule("blank_health", "health", blank=True)
def _blank_health(c: MemberCase) -> bool:
    return c.person.health is None


@_rule("blank_labour", "labour", "from_age to_age", blank=True)
def _blank_labour(c: MemberCase) -> bool:
    return c.person.labour is None and c.aged("from_age", "to_age")


@_rule("blank_cause", "cause category", person=False, blank=True)
def _blank_cause(c: Case) -> bool:
    return not c.household.causes and c.household.category in c.words.lifted


@_rule("cause_illness", "cause health", person=False)
def _cause_illness(c: Case) -> bool:
    caused = any(cause in c.words.by_illness for cause in c.household.causes)
    return caused and not any(m.health in c.words.ill for m in c.household.members)


@_rule("cause_disability", "cause health", person=False)
def _cause_disability(c: Case) -> bool:
    caused = any(cause in c.words.by_disability for cause in c.household.causes)
    return caused and not any(m.health in c.words.disabled for m in c.household.members)


@_rule("cause_schooling", "cause schooling", person=False)
def _cause_schooling(c: Case) -> bool:
    caused = any(cause in c.words.by_schooling for cause in c.household.causes)
    return caused and all(m.schooling in c.words.no_student for m in c.household.members)


@_rule("cause_labour", "cause labour", "members percent", person=False)
def _cause_labour(c: Case) -> bool:
    """Everyone can work; or there are several members and at least the given share of them can."""
    if not any(cause in c.words.by_labour for cause in c.household.causes):
        return False
    members = c.household.members
    able = sum(1 for m in members if m.labour in c.words.able)
    many = len(members) >= c.limits["members"]
    return able == len(members) or (many and able * 100 >= len(members) * c.limits["percent"])


@_rule("labourless_at_working_age", "labour health schooling", "from_age to_age")
def _labourless_at_working_age(c: MemberCase) -> bool:
    p, words = c.person, c.words
    fit = p.health in words.healthy and p.schooling in words.no_student
    return p.labour in words.unable and fit and c.aged("from_age", "to_age")


@_rule("labourless_but_working", "work_months labour")
def _labourless_but_working(c: MemberCase) -> bool:
    return bool(c.person.work_months) and c.person.labour in c.words.unable


@_rule("income_blank", "per_head", person=False, blank=True)
def _income_blank(c: Case) -> bool:
    return c.household.per_head is None


@_rule("income_range", "per_head", "over to", person=False)
def _income_range(c: Case) -> bool:
    fen = c.household.per_head
    return fen is not None and not c.limits["over"] * 100 < fen <= c.limits["to"] * 100


@_rule("young_in_senior_school", "schooling", "to_age")
def _young_in_senior_school(c: MemberCase) -> bool:
    advanced = c.person.schooling in c.words.senior or c.person.schooling in c.words.higher
    return advanced and c.age is not None and c.age <= c.limits["to_age"]


@_rule("old_in_primary_school", "schooling", "from_age")
def _old_in_primary_school(c: MemberCase) -> bool:
    primary = c.person.schooling in c.words.primary
    return primary and c.age is not None and c.age >= c.limits["from_age"]


@_rule("unsafe_house_not_watched", "dangerous_house watch", person=False)
def _unsafe_house_not_watched(c: Case) -> bool:
    return c.household.dangerous_house is True and c.household.watch is None


@_rule("unsafe_water_not_watched", "safe_water watch", person=False)
def _unsafe_water_not_watched(c: Case) -> bool:
    return c.household.safe_water is False and c.household.watch is None


@_rule("uninsured_not_watched", "illness_insurance watch")
def _uninsured_not_watched(c: MemberCase) -> bool:
    return c.person.illness_insurance is False and c.person.watch is None
