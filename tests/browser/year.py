"""A year of the village in use: the file filled in, entries, needs, measures, projects, activities, goods."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from PIL import Image

from lianxin.aid.activities import activity_hold
from lianxin.aid.deliveries import deliveries_give, deliveries_receive
from lianxin.aid.outcomes.actions import To, follow_ups_ask, results_add
from lianxin.aid.planning.actions import Asked, activity_invite, activity_plan
from lianxin.aid.planning.experts import expert_add
from lianxin.aid.village_plan.actions import (
    plan_item_step,
    village_plan_approve,
    village_plan_draw,
    village_plan_publish,
    village_plan_submit,
)
from lianxin.aid.village_plan.comments import village_comment_answer, village_comment_take
from lianxin.aid.village_plan.drawn import ItemDrawn, MoneyDrawn
from lianxin.aid.village_plan.drawn import PlanDrawn as VillageDrawn
from lianxin.aid.village_plan.hardships import village_problem_note
from lianxin.aid.village_plan.models import PlanItem
from lianxin.aid.village_profile.actions import village_fact_state
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.office.bodies.actions import Somebody, body_set, post_add
from lianxin.office.documents.actions import document_issue, document_write
from lianxin.office.meetings.actions import Called, meeting_call
from lianxin.office.tasks.actions import task_add, task_progress, year_goal_set
from lianxin.plans.actions import measure_add, measure_progress
from lianxin.plans.commitments.actions import commitments_make
from lianxin.plans.household.actions import plan_approve, plan_draw, plan_submit
from lianxin.plans.household.drawn import GoalDrawn, PlanDrawn, StageDrawn
from lianxin.plans.household.models import Stage
from lianxin.plans.pairing.actions import advice_make
from lianxin.pool.actions import project_receive, project_win
from lianxin.pool.loans.actions import loan_take
from lianxin.pool.models import Goods, Receipt
from lianxin.pool.offers.actions import offer_make
from lianxin.pool.offers.allocations import offer_allocate
from lianxin.pool.works import project_spend, project_stage
from lianxin.records.diary.actions import diary_amend, diary_write
from lianxin.records.diary.models import Phrase
from lianxin.records.diary.photos import photo_add
from lianxin.records.file.actions import household_state, income_state
from lianxin.records.file.income import IncomeItem, IncomeRule
from lianxin.records.file.models import Dwelling, Land, Living
from lianxin.records.needs.actions import need_close, need_open, need_talk
from lianxin.register.models import Membership
from lianxin.results.actions import report_make
from lianxin.results.assessment.actions import assessment_confirm, assessment_send
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
RULE = "一、总则\n每月走访一次，当天的事当天记。\n二、要求\n（一）真走。走到户里，听户里说。"


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
        self._village()
        self._batches()
        self._pairing()
        self._books()
        self._doubts()
        self._assessment()

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

    def _pairing(self) -> None:
        """To whom the households of an officer might go; and the commitment that waits for that officer."""
        scene = self.scene
        self.advice = advice_make(actor=self.office, village=scene.village, leaving=scene.tian)
        made = commitments_make(
            actor=self.office,
            year=self.day.year,
            officers=[scene.tian],
            duties=lambda officer, held: ["入户：每名干部每年至少 1 次"],
        )
        self.commitment = made.made[0]

    def _books(self) -> None:
        """The leading group, a rule in force and a draft, the year's plan, a meeting with a follow-up."""
        scene, day, unit = self.scene, self.day, self.scene.unit
        told: dict[str, Any] = {"actor": self.office, "unit": unit}
        self.draft = document_write(kind="notice", title="关于冬季走访的通知", text=RULE, **told)
        row = document_write(kind="rule", title="联户工作制度", text=RULE, **told)
        number = f"市自然资执法〔{day.year}〕1号"
        self.document = document_issue(
            actor=self.office, document=row, rev=1, issued=day, number=number, signer="赵文斌"
        )
        self.body = body_set(
            kind="group",
            name="联村联户领导小组",
            from_day=day - timedelta(days=90),
            order=self.document,
            **told,
        )
        put = {"actor": self.office, "body": self.body, "from_day": self.body.from_day}
        self.post = post_add(rank=code("office_post", "组长"), who=Somebody(scene.tian), **put)
        post_add(rank=code("office_post", "成员"), **put)
        self.goal = year_goal_set(year=day.year, title="户户走到、件件有着落", **told)
        self.meeting = meeting_call(
            called=Called(
                "group",
                "领导小组第一次会议",
                day - timedelta(days=3),
                place="三楼会议室",
                agenda="安排入户",
                officers=[scene.tian],
                guests=[("周文远", "洛门镇政府")],
            ),
            **told,
        )
        self.task = task_add(
            title="入户一遍",
            due=day - timedelta(days=1),
            goal=self.goal if (day - timedelta(days=1)).year == day.year else None,
            officers=[scene.tian],
            figure="households_visited",
            target=2,
            **told,
        )
        task_progress(actor=self.office, task=self.task, state="doing", text="走了一户")
        task_add(
            title="把方案发到各科",
            due=day + timedelta(days=9),
            post=self.post,
            meeting=self.meeting,
            **told,
        )

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

    def _assessment(self) -> None:
        """The half-year that ended last, confirmed by the office and sent."""
        year, half = (self.day.year, 1) if self.day.month > 6 else (self.day.year - 1, 0)
        self.assessment = assessment_confirm(
            actor=self.office, of=self.scene.tian, year=year, half=half
        )
        assessment_send(actor=self.office, assessment=self.assessment)

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
        receipt = project_receive(
            actor=self.office, project=self.project, day=day, amount=200_000_000
        )
        self._supply(receipt)
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
        self._taught()
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

    def _taught(self) -> None:
        """A course with a certificate and a question for later, and one planned for today."""
        scene, day = self.scene, self.day
        head = Membership.objects.visible_to(SYSTEM).get(household=scene.home, is_head=True).person
        to = [To(scene.home, head)]
        self.expert = expert_add(
            actor=self.office,
            unit=scene.unit,
            name="苏正清",
            skill=code("skill", "林果"),
            workplace="县果业中心",
            words="嫁接、花椒修剪",
        )
        self.course = activity_hold(
            actor=self.office,
            village=scene.village,
            kind=code("activity", "电工"),
            title="电工培训班",
            day=day,
            text="认线、接开关。",
            officers=[scene.tian],
            members={scene.home: [head]},
            place="村委会",
            organisers="县技工学校",
        )
        [self.certificate] = results_add(
            actor=self.office, activity=self.course, to=to, got="cert", words="考核合格"
        )
        [self.follow_up] = follow_ups_ask(
            actor=self.office, activity=self.course, to=to, ask="用上了没有", due=day
        )
        self.plan_ahead = activity_plan(
            actor=self.office,
            village=scene.village,
            kind=code("activity", "牲畜养殖"),
            title="牛羊秋冬防疫",
            day=today(),
            time="上午九点",
            place="二社",
            text="打针、保暖。",
            materials=["防疫针 60 支"],
            officers=[scene.tian],
            experts=[self.expert],
        )
        activity_invite(
            actor=self.office, activity=self.plan_ahead, asked=[Asked(scene.home, head)]
        )

    def _village(self) -> None:
        """Facts of this year, a problem, a plan in force with a comment, and the next version begun."""
        scene, last = self.scene, self.day - timedelta(days=1)
        village_fact_state(
            actor=self.office,
            village=scene.village,
            year=self.day.year,
            values={
                "road_km": "3.2",
                "clinic": "1",
                "school": "到镇上上",
                "collective_income": "86000",
            },
            source="村委会台账",
        )
        self.problem = village_problem_note(
            actor=self.office,
            village=scene.village,
            text="三社没通硬化路",
            since=self.day - timedelta(days=900),
            needs=[self.need],
        )
        road = ItemDrawn(
            "三社通硬化路",
            "村支书",
            self.day + timedelta(days=400),
            "从沟口到三社 1.4 公里",
            self.problem.pk,
            None,
            [MoneyDrawn("财政衔接资金", 62_000_000), MoneyDrawn("村集体", 2_000_000)],
        )
        field = ItemDrawn("平整土地", "村主任", last, project=self.project.pk)
        year = self.day.year
        drawn = VillageDrawn("阳坡村发展规划", year, year + 4, "社社通硬化路", [road, field])
        told = {"actor": self.office, "village": scene.village}
        plan = village_plan_draw(drawn=drawn, **told)
        village_plan_submit(actor=self.office, plan=plan)
        first = self.day - timedelta(days=7)
        village_plan_publish(actor=self.office, plan=plan, last_day=last, day=first)
        self.comment = village_comment_take(actor=self.office, plan=plan, text="先修三社的路")
        village_comment_answer(
            actor=self.office, comment=self.comment, answer="排在头一年", adopted=True, shown=True
        )
        self.village_plan = village_plan_approve(actor=self.office, plan=plan)
        rows = PlanItem.objects.visible_to(SYSTEM).filter(plan=plan, project=None)
        self.plan_item = rows.select_related("plan").get()
        plan_item_step(
            actor=self.office, item=self.plan_item, percent=40, spent=300_000, note="路基好了"
        )
        village_plan_draw(drawn=drawn, **told)

    def _supply(self, receipt: Receipt) -> None:
        scene, day = self.scene, self.day
        self.work = project_stage(
            actor=self.office, project=self.project, title="平整土地", due=day, amount=100
        )
        self.spending = project_spend(
            actor=self.office, receipt=receipt, day=day, payee="工程队", purpose="推土", amount=100
        )
        self.offer = offer_make(
            actor=self.office,
            unit=scene.unit,
            area=scene.village,
            kind="money",
            field=code("field", "产业扶持"),
            title="良种补助",
            quantity=300_000,
            conditions={"age": (16, 60)},
        )
        self.allocation = offer_allocate(
            actor=self.office,
            offer=self.offer,
            village=scene.village,
            quantities={scene.home: 100_000},
            reason="村里评议过",
        )[0]
        self.loan = loan_take(
            actor=self.office,
            household=scene.home,
            bank="信用社",
            purpose="买牛",
            amount=5_000_000,
            day=day,
            due=day + timedelta(days=365),
        )
