"""A year of one village, made by the product's own actions: the year 2012 of the method's report."""

from __future__ import annotations

from datetime import date

from lianxin.aid.activities import activity_hold
from lianxin.aid.deliveries import delivery_give
from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Officer, Partnership
from lianxin.plans.actions import measure_add, measure_progress
from lianxin.pool.actions import project_receive, project_win
from lianxin.pool.models import Goods
from lianxin.records.diary.actions import diary_write
from lianxin.records.needs.actions import need_close, need_open
from lianxin.register.models import Household, Membership, Pairing
from tests.cast import Cast, code

YEAR = 2012
BEGUN = date(YEAR, 2, 1)


def on(month: int, day: int = 10) -> date:
    return date(YEAR, month, day)


def goods(name: str) -> Goods:
    return Goods.objects.visible_to(SYSTEM).get(name=name)


class Village:
    """阳坡村 in 2012: two officers, three households, and what the method's report tells of."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.tian, self.liu = cast.tian, cast.liu
        self.kang = cast.household("康润生", number="1-001", officer=cast.tian)
        self.li = cast.household("李存义", number="1-002", officer=cast.liu)
        self.bai = cast.household("白晓明", number="1-003")
        since_2012()
        self.tian.from_day = self.liu.from_day = BEGUN

    def write(self, officer: Officer, kinds: list[str], day: date, *homes: Household, **more):
        return diary_write(
            actor=SYSTEM,
            officer=officer,
            kinds=kinds,
            day=day,
            text="问了春播和孩子上学的事。",
            households=homes,
            village=self.cast.village,
            **more,
        )

    def diaries(self) -> None:
        self.write(self.tian, ["visit", "talk"], on(3), self.kang)
        self.write(self.tian, ["visit"], on(3), self.kang)  # the same day once more: counts once
        self.write(self.liu, ["visit"], on(4), self.li)
        self.write(self.liu, ["talk"], on(5), self.li, self.kang)
        self.write(self.tian, ["stay"], on(6), until=on(6, 12))
        self.write(self.liu, ["stay"], on(6), minutes=200)

    def activities(self) -> None:
        for kind, title, month in (
            ("政策宣讲", "春耕政策宣讲", 3),
            ("技能培训", "果树嫁接培训", 5),
            ("三夏助农", "帮群众收麦", 6),
            ("免费体检", "给老党员体检", 9),
        ):
            activity_hold(
                actor=SYSTEM,
                village=self.cast.village,
                kind=code("activity", kind),
                title=title,
                day=on(month, 15),
                text="到村里办的。",
                officers=[self.tian, self.liu],
                households={self.kang: 2, self.li: 1},
            )

    def gifts(self) -> None:
        for name, quantity, home in (
            ("化肥", 20, self.kang),
            ("农药", 14, self.li),
            ("技术资料", 412, None),
            ("地膜", 9, self.bai),
        ):
            delivery_give(
                actor=SYSTEM,
                village=self.cast.village,
                goods=goods(name),
                quantity=quantity,
                officer=self.tian,
                day=on(4, 20),
                household=home,
                received_by="本人" if home else "",
            )

    def project(self) -> None:
        won = project_win(
            actor=SYSTEM,
            village=self.cast.village,
            title="土地开发整理项目",
            field=code("field", "项目投资"),
            funder="市国土资源局",
            decided=on(5, 8),
            amount=512_600_000,
        )
        project_receive(actor=SYSTEM, project=won, day=on(8, 1), amount=200_000_000)

    def needs(self) -> None:
        asked = [
            need_open(
                actor=SYSTEM,
                village=self.cast.village,
                household=self.kang,
                kind=code("need", "饮水"),
                text="水管冻裂了",
                day=on(month),
            )
            for month in (3, 6)
        ]
        solved = code("need_result", "已解决")
        need_close(actor=SYSTEM, need=asked[0], result=solved, outcome="换了水管", day=on(4))

    def measures(self) -> None:
        one, _other = (
            measure_add(
                actor=SYSTEM,
                household=home,
                direction=code("direction", "传授致富技能"),
                text="学果树嫁接",
                officer=self.tian,
                due=on(11),
                from_day=on(3),
            )
            for home in (self.kang, self.li)
        )
        measure_progress(actor=SYSTEM, measure=one, percent=100, day=on(9))

    def whole(self) -> Village:
        for part in (
            self.diaries,
            self.activities,
            self.gifts,
            self.project,
            self.needs,
            self.measures,
        ):
            part()
        return self


def since_2012() -> None:
    """Everybody of the cast was there already in 2012."""
    for model in (Officer, Partnership, Membership, Pairing):
        model.objects.visible_to(SYSTEM).update(from_day=BEGUN)
    Household.objects.visible_to(SYSTEM).update(opened=BEGUN)
