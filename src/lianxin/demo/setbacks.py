"""Households that fare worse this year: what happened, in the diary and in the file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from lianxin.records.file.actions import household_states
from lianxin.records.file.models import Dwelling, Living, Source, Standing

from .records import Records
from .village import years


class Fall(NamedTuple):
    """An income that fell (``village.FALLS``): the entry that tells why."""

    name: str
    month: int
    day: int
    text: str


FALLEN = (
    Fall(
        "王拴牢",
        8,
        22,
        "王拴牢在县医院住了19天，报销以后自己还花了1.3万元，秋里的活没干成。先帮着把大病保险的材料递了。",
    ),
    Fall(
        "马存娃",
        9,
        6,
        "今年牛价跌得厉害，马存娃卖两头架子牛比去年少了4,600元。一起算了账，先不急着卖剩下的，等过了节再看。",
    ),
)
CRACKED, WATCHED = "杨天佑", "郭有才"
CRACKED_TEXT = "杨天佑家后墙叫水泡了，塌下来一角。镇上来人看过，定成C级，一家人先搬到东房住，危房改造的表填好了。"
WATCHED_TEXT = "郭有才腰上做了手术，自付2.1万元，半年干不了重活。村上评议过了，纳入监测，先把低保和医疗救助问清楚。"


class Setbacks:
    def __init__(self, records: Records) -> None:
        self.records, self.day = records, records.day
        told = date(years(self.day)[-1], 10, 31)
        earliest = max(told + timedelta(days=3), date(self.day.year, 1, 6))
        self.happened = min(self.day, earliest)

    def write(self) -> None:
        for one in FALLEN:
            day = date(years(self.day)[-1], one.month, one.day)
            home = self.records.home(one.name)
            self.records.write(home.officer_name(day), ["visit", "talk"], day, one.text, [home])
        codes = self.records.codes
        cracked: dict[Any, Any] = {
            Living: {"dangerous_house": True},
            Dwelling: {"house_grade": codes["house_grade", "C级"]},
        }
        watched: dict[Any, Any] = {
            Standing: {
                "watch": codes["watch", "脱贫不稳定户"],
                "identified": self.happened,
                "risk_from": self.happened,
                "risk_cleared": False,
            }
        }
        self._state(CRACKED, CRACKED_TEXT, cracked)
        self._state(WATCHED, WATCHED_TEXT, watched)

    def _state(self, name: str, text: str, facts: dict[Any, Any]) -> None:
        home, day = self.records.home(name), self.happened
        self.records.write(home.officer_name(day), ["visit", "talk"], day, text, [home], minutes=60)
        household_states(
            actor=self.records.office,
            household=home.household,
            facts=facts,
            day=day,
            source=Source.OFFICER,
        )
