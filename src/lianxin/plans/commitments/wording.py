"""The commitment as it is written. It is a paper of the unit's: Chinese in every reader's language, as it was
accepted; the pages around it speak the reader's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Home:
    """A household as the paper names it."""

    number: str
    head: str
    group: str
    village: str
    from_day: date


def title_of(year: int) -> str:
    return f"{year}年帮扶责任书"


def is_heading(line: str) -> bool:
    return len(line) > 1 and line[0] in NUMBERS and line[1] == "、"


def written(
    *,
    officer: str,
    post: str,
    unit: str,
    version: int,
    span: tuple[date, date],
    homes: Sequence[Home],
    duties: Sequence[str],
    directions: Sequence[str],
) -> str:
    """Lines; those that begin with 一、 and so on are headings."""
    first, last = (_day(one) for one in span)
    villages = "、".join(dict.fromkeys(home.village for home in homes))
    lines = [
        f"我是{unit}{post}{officer}，结对联系{villages}{len(homes)}户，从{first}到{last}，做到下面这些。"
    ]
    if version > 1:
        lines.append(f"联系户有变动，这是第{version}版，从{first}起代替上一版。")
    parts = [
        ("联系的户", [_home(home) for home in homes]),
        ("今年要做到", [*duties, "每户的情况清楚，户档及时更新，每次走访写进日记"]),
        ("从五个方面帮", [f"{'、'.join(directions)}。每户有计划、有措施，一个阶段看得出变化"]),
        (
            "说好的事",
            [
                "户里提的事接下来，办不了的报联户办，办到哪一步告诉户里",
                "不给群众添负担，不收礼，不泄露户里的情况",
                "换人的时候把户交清楚，这一户的责任到交接那天为止",
            ],
        ),
    ]
    for number, (title, said) in zip(NUMBERS, parts, strict=False):
        lines += [f"{number}、{title}", *(f"{one}。" for one in said)]
    return "\n".join(lines)


def _home(home: Home) -> str:
    where = f"（{home.group}）" if home.group else ""
    return f"{home.number} {home.head}{where}，{_day(home.from_day)}起"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
