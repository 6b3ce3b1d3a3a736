"""What a household grows, keeps and lives in, and who of it is spoken of on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from lianxin.register.models import Household, Person

from . import kang
from .families import Family, Member
from .officers import PRESENT
from .situation import labour, schooling, work_months

CROPS = "洋芋 冬麦 玉米 蒜苗 花椒 油菜 豆角 党参 韭菜 苹果".split()
PLACES = "兰州 天水 西安 武山县城 洛门镇 银川 乌鲁木齐 苏州 定西 宝鸡".split()
TRADES = "电焊工 建筑小工 瓦工 饭馆帮厨 服装厂缝纫工 开装载机 保安 快递分拣 家政 蔬菜分拣".split()
STOCK = {"cattle": (1, 6), "pigs": (1, 4), "sheep": (5, 22), "hens": (6, 40)}
CATTLE_OF = {"马存娃": {"cattle": 3}}
SINCE = {post.name: (post.since, post.took) for post in PRESENT}


@dataclass
class Home:
    """One household with its own facts, the same for the same seed."""

    household: Household
    family: Family
    people: dict[str, Person]
    chance: Random
    crops: dict[str, int] = field(default_factory=dict)
    stock: dict[str, int] = field(default_factory=dict)
    rooms: int = 4

    def __post_init__(self) -> None:
        chosen = self.chance.sample(CROPS, 3)
        self.crops = {crop: self.chance.randint(8, 38) for crop in chosen}
        kept = self.chance.sample(list(STOCK), self.chance.randint(0, 2))
        self.stock = {name: self.chance.randint(*STOCK[name]) for name in kept}
        self.rooms = self.chance.randint(3, 7)
        self.stock = CATTLE_OF.get(self.name, self.stock)
        if self.name == kang.KANG:
            self.crops, self.stock, self.rooms = kang.CROPS, kang.STOCK, kang.ROOMS

    @property
    def name(self) -> str:
        return self.family.members[0].name

    def officer_name(self, day: date) -> str:
        """Who answered for the household on the day."""
        since, took = SINCE[self.family.officer]
        return self.family.officer if day >= since else took

    def members(self, day: date) -> list[Member]:
        return [m for m in (*self.family.members, *self.family.gone) if m.here(day)]

    def facts(self, day: date) -> dict[str, str]:
        """What sentences may speak of; a sentence that asks for more does not fit this household."""
        crop, mu = self.chance.choice(list(self.crops.items()))
        told = {"head": self.name, "crop": crop, "mu": _tenths(mu), "rooms": str(self.rooms)}
        told |= {name: str(count) for name, count in self.stock.items()}
        told |= {_ROW[name]: _tenths(count) for name, count in self.crops.items() if name in _ROW}
        for member in self.members(day):
            told |= self._of(member, day)
        return told | self._numbers()

    def _of(self, member: Member, day: date) -> dict[str, str]:
        age, grade = member.age(day), schooling(member, day)
        if member.relation == "配偶" and age >= 20:
            named = {"spouse": member.name} | ({} if member.male else {"wife": member.name})
            return named | _ill(member, age)
        if grade in {"学前教育", "非在校生"} and age < 4:
            return {"baby": member.name}
        if 6 <= age <= 17 and grade not in {"非在校生", "学前教育"}:
            return {"child": member.name, "grade": grade}
        if age >= 18 and grade == "大专及以上" and labour(member, day) == "无劳动力":
            return {"student": member.name}
        if member.relation != "户主" and age >= 70:
            return {"old": member.name} | _ill(member, age)
        if member.relation != "户主" and 20 <= age < 60 and work_months(member, day):
            return {"worker": member.name, **self.work(member)}
        return _ill(member, age)

    def work(self, member: Member) -> dict[str, str]:
        """Where somebody works and as what: told the same in the file and in every entry."""
        number = int(member.id_number[6:17])
        if member.name in kang.WORK:
            return dict(zip(("place", "trade"), kang.WORK[member.name], strict=True))
        return {"place": PLACES[number % len(PLACES)], "trade": TRADES[number % len(TRADES)]}

    def _numbers(self) -> dict[str, str]:
        roll = self.chance.randint
        return {
            "n": str(roll(2, 9)),
            "jin": f"{roll(22, 78) * 10}",
            "dry": str(roll(18, 160)),
            "price": str(roll(96, 172)),
            "yuan": f"{roll(8, 42) * 100:,}",
            "small": str(roll(120, 860)),
            "pressure": str(roll(138, 176)),
            "metres": str(roll(30, 260)),
        }


_ROW = {"花椒": "pepper", "洋芋": "potato", "冬麦": "wheat", "玉米": "maize", "蒜苗": "garlic"}


def _tenths(count: int) -> str:
    return f"{count / 10:g}"


def _ill(member: Member, age: int) -> dict[str, str]:
    ailing = member.health in {"长期慢性病", "大病"} and age >= 30
    return {"ill": member.name} if ailing else {}
