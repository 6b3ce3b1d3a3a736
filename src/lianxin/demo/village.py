"""阳坡村: 64 households in six groups; and a few of 阴坡村, which another unit looks after."""

from __future__ import annotations

from datetime import date
from random import Random

from .families import Families, Family
from .hardships import worsen
from .kang import KANG, means, people
from .names import Registry
from .officers import BEGAN, PRESENT
from .situation import WATCHES, earn, settle

GROUPS = (("一社", 15), ("二社", 12), ("三社", 11), ("四社", 9), ("五社", 9), ("六社", 8))
KNOWN = (
    ("六社", "漆建明", "脱贫户", "", "石维民"),
    ("六社", "王拴牢", "脱贫户", "脱贫不稳定户", "石维民"),
    ("四社", "汪秀英", "一般农户", "边缘易致贫户", "孟秀莲"),
    ("二社", "漆玉珍", "脱贫户", "脱贫不稳定户", "田立新"),
    ("五社", "孙秉忠", "脱贫户", "", "白晓红"),
    ("一社", "裴双喜", "脱贫户", "", "高建军"),
    ("二社", "康润生", "脱贫户", "", "田立新"),
    ("三社", "李桂香", "一般农户", "突发严重困难户", "田立新"),
    ("四社", "郭有才", "脱贫户", "", "孟秀莲"),
    ("一社", "令狐俊杰", "脱贫户", "", "高建军"),
    ("二社", "陈玉莲", "一般农户", "边缘易致贫户", "刘志强"),
    ("二社", "马存娃", "脱贫户", "", "刘志强"),
    ("五社", "蒋喜莲", "脱贫户", "", "白晓红"),
    ("三社", "杨天佑", "脱贫户", "", "吴雪琴"),
)
LIFTED, WATCHED = 40, 10


def years(day: date) -> range:
    """The four years whose incomes are known: a year is stated at the end of October."""
    last = day.year if day >= date(day.year, 10, 31) else day.year - 1
    return range(last - 3, last + 1)


def home_village(day: date, seed: int) -> list[Family]:
    chance = Random(seed)  # noqa: S311 (an invented village, not a secret)
    registry = Registry(chance)
    registry.reserve([row[1] for row in KNOWN])
    families = Families(chance, registry, BEGAN, day)
    known = {group: [row for row in KNOWN if row[0] == group] for group, _ in GROUPS}
    village: list[Family] = []
    for group, count in GROUPS:
        for place in range(count):
            row = known[group][place] if place < len(known[group]) else None
            family = families.draw(group, _code(len(village) + 1), row[1] if row else "")
            if row:
                family.category, family.watch, family.officer = row[2:]
            village.append(family)
    kang = next(family for family in village if family.members[0].name == KANG)
    people(kang, families)
    _sort_out(village, chance, day)
    means(kang, years(day))
    return village


def _code(number: int) -> str:
    return f"620599{number:06}"


def _sort_out(village: list[Family], chance: Random, day: date) -> None:
    """Hands out the categories, weakest families first, until 40 are lifted and 10 are watched."""
    named, free = [f for f in village if f.officer], [f for f in village if not f.officer]
    free.sort(key=lambda f: (len(f.members), f.register_code))
    watches = [*WATCHES, *WATCHES[:2]][: WATCHED - sum(bool(f.watch) for f in named)]
    for family, watch in zip(free[::5], watches, strict=False):
        family.watch = watch
    lifted = LIFTED - sum(f.category == "脱贫户" for f in named)
    for family in sorted(free, key=lambda f: f.watch != "脱贫不稳定户"):
        able = family.watch != "边缘易致贫户" and lifted > 0
        family.category, lifted = ("脱贫户", lifted - 1) if able else ("一般农户", lifted)
    for family in village:
        settle(family, family.category, family.watch, chance, day)
        earn(family, years(day), chance, day)
    village[7].dangerous_house = village[33].dangerous_house = True
    once = next(f for f in village[20:] if f.category == "脱贫户" and not f.watch)
    once.watch, once.watched_from = "脱贫不稳定户", date(day.year - 4, 6, 1)
    once.watched_until = date(day.year - 2, 10, 1)
    worsen(village, years(day)[-1], day)
    _share_out(village)


def _share_out(village: list[Family]) -> None:
    """Four households to each officer, those of one group together where it can be."""
    places = [post.name for post in PRESENT for _ in range(len(village) // len(PRESENT))]
    for family in village:
        if family.officer:
            places.remove(family.officer)
    free = [family for family in village if not family.officer]
    for family, name in zip(free, places, strict=True):
        family.officer = name


def other_village(day: date, seed: int) -> list[Family]:
    chance = Random(seed + 1)  # noqa: S311 (as above)
    registry = Registry(chance, first_order=300)
    registry.begin_phones(800)
    families = Families(chance, registry, BEGAN, day)
    village = [
        families.draw(group, f"620599{900 + n:06}") for n, group in enumerate(("一社", "二社") * 4)
    ]
    for family in village:
        settle(family, "脱贫户" if chance.random() < 0.6 else "一般农户", "", chance, day)
        earn(family, years(day), chance, day)
    return village
