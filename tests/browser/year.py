"""A year of the village in use: the file filled in, entries, needs, measures, projects, activities, goods."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from PIL import Image

from lianxin.aid.activities import activity_hold
from lianxin.aid.deliveries import deliveries_give, deliveries_receive
from lianxin.aid.models import Goods
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.plans.actions import measure_add, measure_progress
from lianxin.plans.household.actions import plan_approve, plan_draw, plan_submit
from lianxin.plans.household.drawn import GoalDrawn, PlanDrawn, StageDrawn
from lianxin.plans.household.models import Stage
from lianxin.pool.actions import project_receive, project_win
from lianxin.records.diary.actions import diary_amend, diary_write
from lianxin.records.diary.models import Phrase
from lianxin.records.diary.photos import photo_add
from lianxin.records.file.actions import household_state, income_state
from lianxin.records.file.income import IncomeItem, IncomeRule
from lianxin.records.file.models import Dwelling, Land, Living
from lianxin.records.needs.actions import need_close, need_open, need_talk
from lianxin.results.actions import report_make
from lianxin.results.report import Wording
from lianxin.review.models import Doubt, DoubtSign, RecheckItem
from lianxin.review.rechecks.actions import recheck_draw, recheck_enter
from lianxin.visits.batches.actions import batch_make
from lianxin.visits.schedule.actions import schedule_ask, schedule_rule_set
from lianxin.visits.schedule.work import make
from tests.cast import code

if TYPE_CHECKING:
    from .scene import Scene

WORDS = "牛棚砖墙砌好了，等彩钢顶。顶料涨了，差 1,800 元，问村上项目能不能补。"


class Year:
    """What the scene's officers did; the rows that pages open stand as attributes."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.day = scene, today()
        self.office = scene.actor(scene.office)
        self._file()
        self._diary()
        self._needs()
        self._paper()
        self._help()
        self._batches()
        self._doubts()

    def _file(self) -> None:
        home, day = self.scene.home, self.day
        told: dict[Any, dict[str, Any]] = {
            Land: {"arable": 840, "irrigated": 120, "dry": 720},
            Dwelling: {"rooms": 6, "house_area": 1180, "power": True},
            Living: {"safe_water": True, "dangerous_house": False},
        }
        for kind, fields in told.items():
            household_state(
                actor=self.office,
                household=home,
                kind=kind,
                fields=fields,
                day=day,
                source="office",
            )
        rule = IncomeRule.objects.visible_to(SYSTEM).get(leading=True, until=None)
        items = {one.name: one for one in IncomeItem.objects.visible_to(SYSTEM).filter(rule=rule)}
        for year, crops in ((self.day.year - 1, 3_000_000), (self.day.year, 4_000_000)):
            amounts = {items["种植收入"]: crops, items["生产经营性支出"]: 500_000}
            income_state(
                actor=self.office, household=home, rule=rule, year=year, amounts=amounts, day=day
            )

    def _diary(self) -> None:
        scene = self.scene
        picture = BytesIO()
        Image.new("RGB", (320, 240), (29, 106, 91)).save(picture, "JPEG")
        self.photo = photo_add(actor=self.office, content=picture.getvalue(), name="牛棚.jpg")
        self.entry = diary_write(
            actor=self.office,
            officer=scene.tian,
            kinds=["visit", "talk"],
            day=self.day,
            text=WORDS,
            households=[scene.home],
            photos=[self.photo],
            needs=[
                {"household": scene.home, "kind": code("need", "产业发展"), "text": "补彩钢顶料"}
            ],
        )
        self.entry = diary_amend(
            actor=self.office,
            entry=self.entry,
            text=f"{WORDS}答应星期五前给话。",
            rev=self.entry.rev,
        )
        Phrase.objects.create(account=scene.office, text="走访时家里没人，打了电话。")

    def _needs(self) -> None:
        scene, ago = self.scene, self.day - timedelta(days=60)
        told = {"actor": self.office, "village": scene.village, "kind": code("need", "看病就医")}
        self.need = need_open(
            text="慢病卡没办下来",
            household=scene.home,
            day=ago,
            due=ago + timedelta(days=9),
            **told,
        )
        need_talk(actor=self.office, need=self.need, text="镇卫生院说缺诊断证明。")
        done = need_open(text="学籍转回洛门小学", household=scene.alone, day=ago, **told)
        need_close(
            actor=self.office, need=done, result=code("need_result", "已解决"), outcome="已经到校。"
        )

    def _batches(self) -> None:
        """One batch under way, one proposal for the year that comes."""
        scene, village = self.scene, self.scene.village
        self.batch = batch_make(
            actor=self.office,
            village=village,
            first=self.day,
            last=self.day + timedelta(days=1),
            officers=[scene.tian],
            households=[scene.home],
            purpose="入户走访，看牛棚",
            car="甘E·A1234，早上七点单位门口",
        )
        sizes = {"group_least": 1, "group_most": 5, "days_most": 2}
        more = {"gap_weeks": 2, "homes_a_day": 3, "at_once": 2}
        schedule_rule_set(actor=self.office, village=village, numbers=sizes | more)
        year = self.day.year + 1
        self.schedule = schedule_ask(actor=self.office, village=village, year=year)
        make(self.office, self.schedule, seconds=0)

    def _doubts(self) -> None:
        """What the office typed in for an officer, so that somebody else decides; and a recheck of it."""
        scene, day = self.scene, self.day
        self.doubt = Doubt.objects.create(
            entry=self.entry,
            officer=scene.tian,
            village=scene.village,
            day=day,
            found_at=timezone.now(),
        )
        for kind, facts in (("denied", {"day": str(day)}), ("late", {"days": 12})):
            DoubtSign.objects.create(
                doubt=self.doubt, kind=kind, mark=kind, facts=facts, found_at=timezone.now()
            )
        self.recheck = recheck_draw(
            actor=scene.actor(scene.assessor),
            unit=scene.unit,
            village=scene.village,
            from_day=day,
            last_day=day,
            size=5,
            seed=3,
        )
        for item in RecheckItem.objects.visible_to(SYSTEM).filter(recheck=self.recheck):
            recheck_enter(actor=scene.actor(scene.assessor), item=item, result="not")

    def _paper(self) -> None:
        """Handed in before the help of the year was written down: its page tells what changed."""
        _text, self.paper = report_make(
            actor=self.office,
            report="results",
            village=self.scene.village,
            year=self.day.year,
            day=self.day,
            wording=Wording(copies="武山县人民政府", attachments=("需求 2 件的清单",)),
        )

    def _plan(self) -> None:
        """One that holds, and its next version that waits for the office."""
        home, day = self.scene.home, self.day
        goals = [GoalDrawn("house_safe"), GoalDrawn("income", 12_000_00)]
        stages = [StageDrawn("稳住", day, day + timedelta(days=90), goals, "房和水有保障")]
        for place, said in enumerate(("先把牛养好", "再学一门手艺")):
            drawn = PlanDrawn("牛到八头，日子稳当", stages, said=said, said_on=day)
            made = plan_draw(actor=self.office, household=home, drawn=drawn)
            made = plan_submit(actor=self.office, plan=made)
            if place == 0:
                made = plan_approve(actor=self.office, plan=made)
                self.stage = Stage.objects.visible_to(SYSTEM).get(plan=made)

    def _help(self) -> None:
        scene, day = self.scene, self.day
        self.measure = measure_add(
            actor=self.office,
            household=scene.home,
            direction=code("direction", "传授致富技能"),
            text="母牛饲养技术，2 天",
            officer=scene.tian,
            due=day + timedelta(days=30),
        )
        self._plan()
        measure_progress(actor=self.office, measure=self.measure, percent=50, note="学了一天")
        self.project = project_win(
            actor=self.office,
            village=scene.village,
            title="土地开发整理",
            field=code("field", "项目投资"),
            funder="市自然资源局",
            decided=day,
            amount=512_600_000,
        )
        project_receive(actor=self.office, project=self.project, day=day, amount=200_000_000)
        self.activity = activity_hold(
            actor=self.office,
            village=scene.village,
            kind=code("activity", "政策宣讲"),
            title="牛病防治宣讲",
            day=day,
            text="讲口蹄疫怎么防。",
            officers=[scene.tian, scene.liu],
            households={scene.home: 2, scene.alone: 1},
            place="村委会",
        )
        goods = Goods.objects.visible_to(SYSTEM).get(name="化肥")
        signed, self.delivery = deliveries_give(
            actor=self.office,
            village=scene.village,
            goods=goods,
            quantities={scene.home: 2, scene.alone: 1},
            officer=scene.tian,
            day=day,
        )
        deliveries_receive(actor=self.office, receivers={signed: "户主"}, day=day)
