"""What hardship a family has, what it earns, and what its members do in a given year."""

from __future__ import annotations

from datetime import date
from random import Random

from .families import Family, Member
from .kang import AT_HOME

GRADES = {
    12: "七年级", 13: "八年级", 14: "九年级",
    15: "高中一年级", 16: "高中二年级", 17: "高中三年级",
}  # fmt: skip
TROUBLES = "因病 缺技术 缺资金 因学 缺劳动力 因残 自身发展动力不足 因灾".split()
WEIGHTS = (22, 22, 18, 12, 10, 8, 5, 3)
WATCHES = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")


def schooling(member: Member, day: date) -> str:
    """The grade of the school year that the day lies in (it begins in September)."""
    age = member.age(date(day.year if day.month >= 9 else day.year - 1, 8, 31))
    if 3 <= age <= 5:
        return "学前教育"
    if 6 <= age <= 11:
        return "小学"
    if age in GRADES:
        return GRADES[age]
    return "大专及以上" if 18 <= age <= 21 and member.education != "初中" else "非在校生"


def education(member: Member, day: date) -> str:
    if schooling(member, day) != "非在校生":
        return ""
    return "学龄前儿童" if member.age(day) < 6 else member.education


def labour(member: Member, day: date) -> str:
    age = member.age(day)
    if age < 16 or schooling(member, day) != "非在校生":
        return "无劳动力"
    if member.health in {"残疾", "大病"} or age > 72:
        return "丧失劳动力" if age > 60 else "弱劳动力或半劳动力"
    if age > 60:
        return "弱劳动力或半劳动力"
    return "技能劳动力" if member.education in {"高中", "大专及以上"} else "普通劳动力"


def work_months(member: Member, day: date) -> int:
    """Months away for work; the same every year for one person, so that rosters differ for a reason."""
    if member.name in AT_HOME or labour(member, day) not in {"普通劳动力", "技能劳动力"}:
        return 0
    return (0, 3, 5, 6, 8, 10)[int(member.id_number[14:17]) % 6]


def by_employer(member: Member, day: date) -> bool:
    """Whether an employer insures them, and not the residents' scheme."""
    return work_months(member, day) >= 5 and int(member.id_number[6:17]) % 13 == 0


def settle(family: Family, kind: str, watch: str, chance: Random, day: date) -> None:
    """Category, causes and watching, so that sickness, schooling and missing hands are the reasons."""
    family.category = kind
    likely = dict(zip(TROUBLES, WEIGHTS, strict=True))
    health = {member.health for member in family.members}
    likely["因病"] *= 7 if health & {"大病", "长期慢性病"} else 0
    likely["因残"] *= 6 if "残疾" in health else 0
    students = [m for m in family.members if 15 <= m.age(day) <= 21]
    likely["因学"] *= 3 if students else 0
    able = [m for m in family.members if labour(m, day) in {"普通劳动力", "技能劳动力"}]
    likely["缺劳动力"] *= 8 if not able else 0
    [main] = chance.choices(list(likely), list(likely.values()))
    if kind == "脱贫户" or watch:
        rest = [t for t in ("缺技术", "缺资金", "因病", "因残") if t != main and likely[t]]
        family.causes = (main, *chance.sample(rest, min(len(rest), chance.randint(0, 1))))
    if watch:
        family.watch = watch
        since = date(day.year - chance.randint(1, 3), chance.randint(2, 11), 1)
        family.watched_from = since
    family.safe_water = chance.random() > 0.03


def earn(family: Family, years: range, chance: Random, day: date) -> None:
    """Net income per head, growing with a few small falls; watched families earn least."""
    able = sum(labour(m, day) in {"普通劳动力", "技能劳动力"} for m in family.members)
    base = 7400 if family.watch else 9300 if family.category == "脱贫户" else 11800
    amount = base + 2300 * able / len(family.members) + chance.randint(-600, 1500)
    for year in years:
        family.incomes[year] = round(amount / 10) * 10
        fell = chance.random() < 0.06
        amount *= 1 + (chance.uniform(-0.045, -0.01) if fell else chance.uniform(0.02, 0.10))
