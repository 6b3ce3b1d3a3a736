"""集约化 of the demo: what departments offered and where it went, what projects paid for, small loans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.money import fen
from lianxin.kernel.period import today
from lianxin.people.policy import AccountActor
from lianxin.pool.actions import project_receive, project_win
from lianxin.pool.loans.actions import loan_repay, loan_take
from lianxin.pool.models import Project, ProjectStage, Receipt
from lianxin.pool.offers.actions import offer_make, offer_withdraw
from lianxin.pool.offers.allocations import offer_allocate
from lianxin.pool.offers.matching import unmet
from lianxin.pool.offers.models import Allocation, Offer
from lianxin.pool.offers.sendings import allocation_deliver, allocation_receive
from lianxin.pool.offers.terms import terms_of, unfit
from lianxin.pool.works import project_accept, project_spend, project_stage, project_stage_done

from .gatherings import PROJECTS, Won
from .homes import Home
from .officers import DEPARTMENT, UNIT
from .people import Places
from .records import Records

HELD_UP, PAID, DONE, LOOKED_AT, WHOLE = 120, 24, 60, 69, 99
"""Days after the money of a stage arrived: due at the latest, paid, done, accepted, the whole accepted."""


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


def project_won(records: Records, won: Won) -> None:
    """Won, with its stages; what has arrived of its money was paid for the stage that it is for."""
    office = records.office
    project = project_win(
        actor=office,
        village=records.area,
        title=won.title,
        field=records.codes["field", won.field],
        funder=won.funder,
        decision=won.decision,
        decided=won.decided,
        amount=won.yuan * 100,
        note=won.note,
    )
    stages = _planned(records, project, won)
    for (day, yuan), stage, work in zip(won.received, stages, won.works, strict=False):
        if day <= records.day:
            receipt = project_receive(
                actor=office, project=project, day=day, amount=yuan * 100, stage=stage
            )
            _worked(records, receipt, stage, work)
    whole = won.received[-1][0] + timedelta(days=WHOLE)
    if len(won.received) == len(won.works) and whole <= records.day:
        by = "县自然资源局、县财政局" if won is PROJECTS[0] else f"{won.funder}、镇政府"
        project_accept(
            actor=office, project=project, day=whole, by=by, passed=True, words=won.accepted
        )


def _planned(records: Records, project: Project, won: Won) -> list[ProjectStage]:
    """The stages with the money planned for each: what has arrived, and the rest for what is to come."""
    money = [yuan for _, yuan in won.received]
    money += [won.yuan - sum(money)] * (len(won.works) - len(money))
    days = [day for day, _ in won.received]
    days += [won.decided + timedelta(days=300)] * (len(won.works) - len(days))
    return [
        project_stage(
            actor=records.office,
            project=project,
            title=title,
            due=day + timedelta(days=HELD_UP),
            amount=yuan * 100,
        )
        for (title, _, _), day, yuan in zip(won.works, days, money, strict=True)
    ]


def _worked(
    records: Records, receipt: Receipt, stage: ProjectStage, work: tuple[str, str, str]
) -> None:
    """Paid, done and accepted, as far as these days have come."""
    office, (_, payee, purpose) = records.office, work
    paid, done, looked_at = (receipt.day + timedelta(days=n) for n in (PAID, DONE, LOOKED_AT))
    if paid <= records.day:
        project_spend(
            actor=office,
            receipt=receipt,
            day=paid,
            payee=payee,
            purpose=purpose,
            amount=receipt.amount,
        )
    if done <= records.day:
        project_stage_done(actor=office, stage=stage, day=done)
    if looked_at <= records.day:
        by = "镇政府、村委会、市局耕地科"
        project_accept(
            actor=office, project=receipt.project, stage=stage, day=looked_at, by=by, passed=True
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
