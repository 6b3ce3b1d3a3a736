"""Where a long title is broken: clause 7.3.1: words whole, lines in the shape of a trapeze or lozenge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from unicodedata import east_asian_width

MOST, LONGEST = 18, 4
"""Characters in a line of a title, of the 20 that 2号 leaves room for; and lines."""
WORDS = """关于 全年 上半年 下半年 年度 帮扶 工作 情况 报告 通知 总结 会议 纪要 联村 联户 干部 走访 入户
驻村 群众 需求 措施 项目 资金 计划 方案 意见 请示 批复 办理 开展 做好 进一步 加强 推进 落实 研究 印发
召开 调整 成立 领导 小组 办公室 单位 政策 宣讲 技能 培训 产业 农村 乡村 振兴 巩固 拓展 脱贫 攻坚 成果 常态化
活动 自然 资源 执法 支队 行动 协调 责任 目标 考核 监测 对象 收入 住房 饮水 安全 医疗 教育 就业""".split()
WHOLE = re.compile(r"[0-9０-９A-Za-z.,%]+[年月日号%]?|《[^》]*》|“[^”]*”|〔[^〕]*〕|（[^）]*）")
NO_START = set("的了和与及、，。：；）》”〕！？等")
NO_END = set("（《“〔、在对为向和与及关")


def width(text: str) -> float:
    """In characters: Latin letters and digits are half as wide."""
    return sum(1 if east_asian_width(one) in "WFA" else 0.5 for one in text)


def broken(title: str, words: Iterable[str] = (), most: float = MOST) -> list[str]:
    """The lines of a title; ``words`` besides the usual ones stay whole: names of units and places.

    An English title stays in one: whatever draws it breaks it between its words.
    """
    if width(title) <= most or sum(map(str.isascii, title)) > len(title) / 2:
        return [title]
    places = sorted(set(range(1, len(title))) - set(_inside(title, [*WORDS, *words])))
    for count in range(2, LONGEST + 1):
        found = [_cut(title, cuts) for cuts in combinations(places, count - 1)]
        fitting = [lines for lines in found if max(map(width, lines)) <= most]
        if fitting:
            return min(fitting, key=_ugly)
    return [title]


def _inside(title: str, words: Sequence[str]) -> Iterator[int]:
    """Places at which the title must not be broken."""
    for place in range(1, len(title)):
        if title[place] in NO_START or title[place - 1] in NO_END:
            yield place
    spans = [found.span() for found in WHOLE.finditer(title)]
    spans += [
        found.span() for word in words if word for found in re.finditer(re.escape(word), title)
    ]
    for start, end in spans:
        yield from range(start + 1, end)


def _cut(title: str, cuts: Sequence[int]) -> list[str]:
    ends = [0, *cuts, len(title)]
    return [title[a:b] for a, b in pairwise(ends)]


def _ugly(lines: Sequence[str]) -> tuple[int, float]:
    """Neither a block nor an hourglass, and no line much shorter than the others."""
    wide = [width(line) for line in lines]
    block = len(set(wide)) == 1
    hourglass = len(wide) > 2 and any(
        wide[i] < min(wide[i - 1], wide[i + 1]) for i in range(1, len(wide) - 1)
    )
    return (int(hourglass), max(wide) - min(wide) + (1.5 if block else 0))
