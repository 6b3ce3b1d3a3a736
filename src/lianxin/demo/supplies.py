"""集约化 of the demo: what departments offered and where it went, what projects paid for, small loans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.money import fen
from lianxin.kernel.period import today
from lianxin.people.policy import AccountActor
from lianxin.pool.loans.actions import loan_repay, loan_take
from lianxin.pool.models import Project, Receipt
from lianxin.pool.offers.actions import offer_make, offer_withdraw
from lianxin.pool.offers.allocations import (
    allocation_deliver,
    allocation_receive,
    offer_allocate,
)
from lianxin.pool.offers.matching import unmet
from lianxin.pool.offers.models import Allocation, Offer
from lianxin.pool.offers.terms import terms_of, unfit
from lianxin.pool.works import project_accept, project_spend, project_stage, project_stage_done

from .homes import Home
from .officers import DEPARTMENT, UNIT
from .people import Places
from .records import Records

WORKS = (
    ("平整土地、修梯田", 120, ("武山县永丰土石方工程队（示例）", "推土、平整、修梯田")),
    ("铺田间路、修水渠", 340, ("武山县兴源水利工程公司（示例）", "田间路和排水渠的工料")),
    ("验收、补种、收尾", 820, ("武山县永丰土石方工程队（示例）", "尾款和补种的种苗")),
)
"""What the money of the first year's project was for: stage, days after the decision, payee and purpose."""


ROAD_WORKS = (
    ("路基和排水", 240, ("武山县兴源水利工程公司（示例）", "路基、边沟的工料")),
    ("路面", 500, ("武山县兴源水利工程公司（示例）", "水泥路面的工料")),
)
BY = "县自然资源局、县财政局"


def goods_offered(
    records: Records, goods: str, title: str, homes: Sequence[Home], whole: int, day: date
) -> dict[str, Allocation]:
    """A department offered bags, and they were set aside for these households, one for each."""
    office = records.office
    offer = offer_make(
        actor=office,
        unit=records.unit,
        giver=DEPARTMENT,
        area=records.area,
        kind="goods",
        goods=records.goods[goods],
        field=records.codes["field", "产业扶持"],
        title=title,
        quantity=whole,
        day=day,
        last_day=day + timedelta(days=60),
    )
    lots = offer_allocate(
        actor=office,
        offer=offer,
        village=records.area,
        quantities={home.household: 1 for home in homes},
        day=day,
    )
    return {home.name: lot for home, lot in zip(homes, lots, strict=True)}


def project_worked(
    records: Records,
    title: str,
    works: Sequence[tuple[str, int, tuple[str, str]]] = WORKS,
    by: str = BY,
) -> None:
    """The project's stages, what each tranche was paid for, and its acceptance."""
    office = records.office
    project = Project.objects.visible_to(office).get(title=title)
    receipts = list(Receipt.objects.visible_to(office).filter(project=project))
    for (name, days, (payee, purpose)), receipt in zip(works, receipts, strict=False):
        due = project.decided + timedelta(days=days)
        stage = project_stage(
            actor=office, project=project, title=name, due=due, amount=receipt.amount
        )
        paid = receipt.day + timedelta(days=24)
        project_spend(
            actor=office,
            receipt=receipt,
            day=paid,
            payee=payee,
            purpose=purpose,
            amount=receipt.amount,
        )
        done = max(due - timedelta(days=6), paid)
        project_stage_done(actor=office, stage=stage, day=done)
        project_accept(
            actor=office,
            project=project,
            stage=stage,
            day=done + timedelta(days=9),
            by="镇政府、村委会、市局耕地科",
            passed=True,
        )
    last = done + timedelta(days=30)
    project_accept(
        actor=office,
        project=project,
        day=last,
        by=by,
        passed=True,
        words="面积和质量合格，群众代表签了字。",
    )


class Supplies:
    """What is on offer now: some of it matched, some left, one withdrawn; needs that nothing answers."""

    def __init__(self, records: Records, made: Places) -> None:
        self.records, self.office, self.day = records, records.office, records.day
        self.department = AccountActor.of(made.accounts["department"], door="command")
        self.own, self.unit = made.units[DEPARTMENT], made.units[UNIT]

    def write(self) -> None:
        self._grants(self._ago(70))
        self._courses(self._ago(40))
        self._loans(self._ago(420))
        expert = self._offer(
            "expert", "技能培训", "果树专家下村指导", 5, self._ago(90), measure="次"
        )
        offer_withdraw(actor=self.department, offer=expert, reason="专家抽调到省里，明年再安排")

    def _ago(self, days: int) -> date:
        return self.day - timedelta(days=days)

    def _offer(
        self, kind: str, field: str, title: str, quantity: int, day: date, **more: object
    ) -> Offer:
        told = {"kind": kind, "field": self.records.codes["field", field], "title": title}
        return offer_make(
            actor=self.department,
            unit=self.own,
            area=self.records.area,
            quantity=quantity,
            day=day,
            **{**told, **more},  # type: ignore[arg-type]
        )

    def _fitting(self, offer: Offer, count: int) -> list[Home]:
        """The first households in the village's order that meet the conditions."""
        homes = {home.household.pk: home for home in self.records.homes}
        terms = terms_of([offer.pk])[offer.pk]
        wrong = unfit(SYSTEM, terms, [home.household for home in homes.values()], self.day)
        return [homes[key] for key, said in wrong.items() if not said][:count]

    def _grants(self, day: date) -> None:
        """Money for cows and sheep: four households were given some, three of them have it."""
        kinds = [
            self.records.codes["category", name]
            for name in ("脱贫户", "监测对象")
            if ("category", name) in self.records.codes
        ]
        told = {"conditions": {"categories": [str(one.pk) for one in kinds]}}
        offer = self._offer(
            "money",
            "产业扶持",
            "牛羊良种补助资金",
            fen("30000"),
            day,
            note="按头数补，一户最多 1,500 元",
            **told,
        )
        homes = self._fitting(offer, 4)
        lots = offer_allocate(
            actor=self.office,
            offer=offer,
            village=self.records.area,
            quantities={home.household: fen("1500") for home in homes},
            day=day + timedelta(days=6),
        )
        for home, lot in list(zip(homes, lots, strict=True))[:3]:
            sent = {"allocation": lot, "quantity": fen("1500")}
            allocation_deliver(actor=self.office, day=day + timedelta(days=15), **sent)  # type: ignore[arg-type]
            allocation_receive(
                actor=self.office,
                day=day + timedelta(days=18),
                received_by=home.name,
                **sent,  # type: ignore[arg-type]
            )

    def _courses(self, day: date) -> None:
        """Places in a course: the oldest needs that it fits are answered, the others wait."""
        offer = self._offer(
            "service",
            "技能培训",
            "养牛和饲草技术培训名额",
            12,
            day,
            measure="人",
            conditions={"age": (18, 60)},
            last_day=self.day + timedelta(days=60),
        )
        found = unmet(self.office, village=self.records.area, day=self.day)
        wanting = [one.need for one in found if any(s.offer.pk == offer.pk for s, _r in one.fits)]
        for need in wanting[:2]:
            if need.household is not None:
                offer_allocate(
                    actor=self.office,
                    offer=offer,
                    village=self.records.area,
                    quantities={need.household: 1},
                    needs={need.household: need},
                    day=self.day,
                )

    def _loans(self, day: date) -> None:
        """A credit line; one loan is paid back, one is on its way, one is overdue."""
        offer = offer_make(
            actor=self.office,
            unit=self.unit,
            giver="武山县农村信用合作联社（示例）",
            area=self.records.area,
            kind="money",
            field=self.records.codes["field", "小额贷款"],
            title="小额信贷额度",
            quantity=fen("200000"),
            day=day,
        )
        terms = ((380, 1, "买两头母牛"), (700, 0, "盖牛棚"), (395, 0, "买农机"))
        homes = self.records.homes[3:6]
        for home, (days, whole, purpose) in zip(homes, terms, strict=True):
            amount, begun = fen("50000"), day + timedelta(days=8)
            lot = offer_allocate(
                actor=self.office,
                offer=offer,
                village=self.records.area,
                quantities={home.household: amount},
                day=begun,
            )[0]
            told = {"allocation": lot, "quantity": amount}
            allocation_deliver(actor=self.office, day=begun, **told)  # type: ignore[arg-type]
            allocation_receive(actor=self.office, day=begun, received_by=home.name, **told)  # type: ignore[arg-type]
            loan = loan_take(
                actor=self.office,
                household=home.household,
                allocation=lot,
                bank="武山县农村信用合作联社（示例）",
                purpose=purpose,
                amount=amount,
                day=begun,
                due=begun + timedelta(days=days),
            )
            paid = amount if whole else fen("18000")
            loan_repay(
                actor=self.office,
                loan=loan,
                day=min(begun + timedelta(days=300), today()),
                amount=paid,
            )
