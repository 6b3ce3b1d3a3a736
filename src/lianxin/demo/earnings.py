"""What a household of the demo earns: who has a public post, what the state pays, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from . import kang
from .benefits import ALLOWED, SUPPORTED
from .families import Member
from .homes import Home
from .situation import labour, work_months

EARLY = {2012: 0.16, 2018: 0.52}
"""What was earned then, as a share of the first year that the rosters tell."""
WITH_POST = {1, 6, 13, 20, 26, 32, 39, 45, 51, 60}
"""Places of households of which somebody has a public post, if anybody can."""


def earned_early(home: Home, year: int) -> int:
    return round(min(home.family.incomes.items())[1] * EARLY[year] / 10) * 10


def holder_of_post(place: int, home: Home, day: date) -> Member | None:
    """Who of the household has a public post: somebody who can work and stays at home."""
    if place not in WITH_POST or home.name == kang.KANG:
        return None
    able = {"普通劳动力", "技能劳动力", "弱劳动力或半劳动力"}
    for member in home.members(day):
        home_bound = not work_months(member, day) and member in home.family.members
        if home_bound and labour(member, day) in able and 18 <= member.age(day) < 70:
            return member
    return None


def paid_by_the_state(place: int, home: Home, day: date) -> dict[str, int]:
    """What the state and the village pay since poverty was fought house by house, as shares."""
    lifted = home.family.category == "脱贫户" and home.name != kang.KANG
    return {
        "公益性岗位收入": 9 if holder_of_post(place, home, day) else 0,
        "专项用于减少生产经营性支出的补贴": 2 if lifted and place % 3 == 0 else 0,
        "其他财产性收入": 2 if place % 8 == 0 else 0,
        "最低生活保障金": 12 if place in ALLOWED else 0,
        "特困人员救助供养金": 16 if place in SUPPORTED else 0,
        "计划生育金": 1 if place % 9 == 0 else 0,
        "产业奖励": 2 if lifted and home.stock else 0,
        "就业奖励": 1 if lifted and place % 2 else 0,
    }


def income_lines(home: Home, net: int, day: date, late: Mapping[str, int]) -> dict[str, int]:
    """Lines that come to exactly the net income: work away, fields, animals, what the state pays."""
    chance, people = home.chance, home.members(day)
    months = sum(work_months(m, day) for m in people)
    old = sum(m.age(day) >= 60 for m in people)
    pension = min(net // 5, old * (700 if day.year < 2018 else 1620))
    costs = net * chance.randint(7, 13) // 100 // 10 * 10
    gross = net + costs - pension
    parts = {
        "其他工资性收入": min(62, 9 * months) if months else chance.choice((0, 8)),
        "养殖收入": 26 if home.stock else 0,
        "其他经营收入": chance.choice((0, 0, 6)),
        "资产收益分红": 2 if day.year >= 2017 else 0,
        "生态补偿金": 3,
        "其他转移性收入": 4,
        "种植收入": 30,
        **late,
    }
    whole = sum(parts.values())
    lines = {name: gross * part // whole // 10 * 10 for name, part in parts.items()}
    lines["种植收入"] += gross - sum(lines.values())
    return lines | {"养老金或离退休金": pension, "生产经营性支出": costs}
