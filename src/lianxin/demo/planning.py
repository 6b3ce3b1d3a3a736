"""The village's plan in the demo: facts since 2012, problems, a plan of five years that is over, and the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lianxin.aid.village_plan.actions import (
    plan_item_step,
    village_plan_approve,
    village_plan_draw,
    village_plan_publish,
    village_plan_submit,
)
from lianxin.aid.village_plan.comments import (
    village_comment_answer,
    village_comment_send,
    village_comment_take,
)
from lianxin.aid.village_plan.drawn import ItemDrawn, MoneyDrawn, PlanDrawn
from lianxin.aid.village_plan.hardships import village_problem_note, village_problem_solve
from lianxin.aid.village_plan.models import PlanItem, VillagePlan, VillageProblem
from lianxin.aid.village_profile.actions import village_fact_state
from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Area
from lianxin.people.policy import AccountActor
from lianxin.pool.models import Project
from lianxin.records.needs.models import Need
from lianxin.register.cards.holder import Holder
from lianxin.register.cards.models import Card

from .people import Places
from .records import Records
from .situations import AIMS, FIRST, ROADS, SAID, SOURCES, TROUBLES, WATER, of_year
from .stamps import evening


class Planning:
    def __init__(self, records: Records, made: Places) -> None:
        self.records, self.office = records, records.office
        self.day, self.area = records.day, records.area
        self.committee = AccountActor.of(made.accounts["village"], door="command")
        self.cards = list(
            Card.objects.visible_to(SYSTEM).filter(
                household__village=self.area, handed_out__isnull=False
            )
        )

    def write(self) -> None:
        self._facts()
        problems = self._problems()
        first = self._plan(date(2021, 2, 22), self._of_2021(problems), 2021, ())
        self._steps(first, ((40, 26_000, date(2023, 5, 11)), (100, 34_000, date(2025, 9, 4))))
        second = self._plan(date(2026, 2, 2), self._of_2026(first, problems), 2026, SAID)
        self._steps(second, ((56, 38_000, date(2026, 6, 9)), (70, 52_000, date(2026, 10, 14))))

    def _facts(self) -> None:
        """Entered at the end of each year; this year's by now, one of them corrected."""
        for year in range(FIRST, self.day.year + 1):
            day = min(date(year, 12, 20), self.day)
            village_fact_state(
                actor=self.committee,
                village=self.area,
                year=year,
                values=of_year(year),
                source=SOURCES[year % 2],
                day=day,
            )
        village_fact_state(
            actor=self.office,
            village=self.area,
            year=self.day.year,
            values={"idle": "58.5"},
            source=SOURCES[2],
            day=self.day,
        )

    def _problems(self) -> dict[str, VillageProblem]:
        groups = {row.name: row for row in Area.objects.visible_to(SYSTEM).filter(parent=self.area)}
        found = {}
        for one in TROUBLES:
            row = found[one.text] = village_problem_note(
                actor=self.committee,
                village=self.area,
                text=one.text,
                since=one.since,
                groups=[groups[name] for name in one.groups],
                homes=one.homes,
                priority=one.priority,
                needs=self._needs(one.needs),
                day=max(one.since, date(2020, 11, 10)),
            )
            if one.solved:
                village_problem_solve(
                    actor=self.committee, problem=row, outcome=one.outcome, day=one.solved
                )
        return found

    def _needs(self, kinds: Sequence[str]) -> list[Need]:
        rows = Need.objects.visible_to(SYSTEM).filter(village=self.area, kind__name__in=kinds)
        return list(rows.order_by("-opened", "-pk")[:3])

    def _plan(
        self,
        written: date,
        items: Sequence[ItemDrawn],
        year: int,
        said: Sequence[tuple[str, str, str, bool, bool]],
    ) -> VillagePlan:
        """Drawn, open for ten days, commented on and answered, in force two weeks later."""
        drawn = PlanDrawn(
            f"阳坡村发展规划（{year}–{year + 4}年）", year, year + 4, AIMS[year], items
        )
        plan = village_plan_draw(actor=self.committee, village=self.area, drawn=drawn)
        village_plan_submit(actor=self.committee, plan=plan)
        first, last = written + timedelta(days=6), written + timedelta(days=15)
        plan = village_plan_publish(actor=self.office, plan=plan, last_day=last, day=first)
        self._say(plan, first, said)
        begin = last + timedelta(days=4)
        plan = village_plan_approve(actor=self.office, plan=plan, day=begin)
        stamps = {"written_at": evening(written, 0), "decided_at": evening(begin, 0)}
        VillagePlan.objects.visible_to(SYSTEM).filter(pk=plan.pk).update(
            submitted_at=evening(written, 30), **stamps
        )
        return plan

    def _say(
        self, plan: VillagePlan, first: date, said: Sequence[tuple[str, str, str, bool, bool]]
    ) -> None:
        for n, (by, text, answer, adopted, shown) in enumerate(said):
            day, card = first + timedelta(days=n + 1), self.cards[n * 5 % len(self.cards)]
            if by == "card":
                made = village_comment_send(actor=Holder(card), plan=plan, text=text, day=day)
            else:
                made = village_comment_take(
                    actor=self.office, plan=plan, text=text, household=card.household, day=day
                )
            made.at = evening(day, n)
            made.save(update_fields=["at"])
            village_comment_answer(
                actor=self.office,
                comment=made,
                answer=answer,
                adopted=adopted,
                shown=shown,
                day=day + timedelta(days=3),
            )

    def _project(self, title: str) -> Project:
        return Project.objects.visible_to(SYSTEM).get(village=self.area, title=title)

    def _of_2021(self, problems: dict[str, VillageProblem]) -> list[ItemDrawn]:
        return [
            ItemDrawn(
                "二社到三社产业路",
                "村支书",
                date(2023, 10, 31),
                "硬化 3.2 公里，通到花椒地",
                problems[ROADS].pk,
                self._project("产业路硬化3.2公里").pk,
            ),
            ItemDrawn(
                "打集雨水窖 20 眼",
                "村主任",
                date(2025, 10, 31),
                "每眼 50 方，先旱地多的户",
                problems[WATER].pk,
                None,
                [MoneyDrawn("镇上水利资金", 40_000_00), MoneyDrawn("村集体", 20_000_00)],
            ),
        ]

    def _of_2026(self, first: VillagePlan, problems: dict[str, VillageProblem]) -> list[ItemDrawn]:
        rows = PlanItem.objects.visible_to(SYSTEM).filter(plan=first).order_by("position")
        wells = list(rows)[1]
        keys = [one.pk for one in problems.values()]
        return [
            ItemDrawn(
                "三社到沟口 1.4 公里硬化路",
                "村支书",
                date(2027, 6, 30),
                "路面 4.5 米，带排水沟",
                keys[1],
                None,
                [MoneyDrawn("财政衔接资金", 620_000_00), MoneyDrawn("县交通局", 180_000_00)],
            ),
            ItemDrawn(
                "打集雨水窖 50 眼，已有 20 眼",
                "村主任",
                date(2028, 10, 31),
                "每眼 50 方，其中 12 眼在地头",
                keys[2],
                None,
                [MoneyDrawn("镇上水利资金", 170_000_00), MoneyDrawn("村集体", 40_000_00)],
                wells.line,
            ),
            ItemDrawn(
                "果品冷库一座",
                "合作社理事长",
                date(2028, 9, 30),
                "100 吨，建在老场院，合作社管，户里按筐交费",
                keys[3],
                None,
                [MoneyDrawn("东西部协作资金", 450_000_00), MoneyDrawn("合作社自筹", 120_000_00)],
            ),
            ItemDrawn(
                "产业路养护",
                "村支书",
                date(2030, 12, 31),
                "每年雨季后补一次",
                None,
                None,
                [MoneyDrawn("村集体", 15_000_00)],
            ),
            ItemDrawn(
                "卫生室加一名村医、添理疗设备",
                "驻村第一书记",
                date(2026, 10, 31),
                "",
                keys[4],
                None,
                [MoneyDrawn("市局帮扶资金", 36_000_00)],
            ),
            ItemDrawn(
                "手艺培训，一年两期", "驻村工作队", date(2030, 12, 31), "电焊、泥瓦、家政", keys[5]
            ),
        ]

    def _steps(self, plan: VillagePlan, steps: Sequence[tuple[int, int, date]]) -> None:
        """Of the wells; the other projects of the second plan have begun or not."""
        rows = PlanItem.objects.visible_to(SYSTEM).filter(plan=plan).select_related("plan")
        for item in rows.order_by("position"):
            if "水窖" in item.title:
                for percent, yuan, day in steps:
                    whole = 50 if "50" in item.title else 20
                    self._step(item, percent, yuan, day, f"打好了 {percent * whole // 100} 眼")
            elif item.project_id is None and "1.4" in item.title:
                self._step(item, 30, 210_000, date(2026, 9, 18), "路基推开了，等水泥")

    def _step(self, item: PlanItem, percent: int, yuan: int, day: date, note: str) -> None:
        plan_item_step(
            actor=self.committee,
            item=item,
            percent=percent,
            spent=yuan * 100,
            note=note,
            day=min(day, self.day),
        )
