"""Money and goods on the leader's board: what was granted, what has come, what was signed for or accepted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.aid.models import Delivery
from lianxin.aid.queries import deliveries, totals
from lianxin.kernel.money import yuan
from lianxin.people.models import Area
from lianxin.people.policy import AccountActor
from lianxin.pool.loans.models import Loan
from lianxin.pool.loans.queries import loans
from lianxin.pool.models import Acceptance, Goods, Project, ProjectStage
from lianxin.pool.offers.models import Allocation
from lianxin.pool.offers.queries import goods_waiting
from lianxin.pool.queries import Funded, projects, share_of

from .leader_asked import View
from .menu import address_of

WAN = 1_000_000
"""Ten thousand yuan, in fen: from there on money is told in 万元."""
MOST = 4


@dataclass(frozen=True)
class Arrived:
    """``granted`` and ``come`` as told; ``state``: what was accepted or signed for, and whether all of it."""

    title: str
    granted: str
    come: str
    share: int
    state: str
    good: bool | None
    href: str


def arrived(actor: AccountActor, view: View) -> list[Arrived]:
    """Projects, loans and goods of the year up to the day, of the village."""
    if view.village is None:
        return []
    found: list[Arrived] = []
    if actor.sees(Project) is not None:
        found += _projects(actor, view.village, view.day)
    if actor.sees(Loan) is not None:
        found += _loans(actor, view, view.village)
    if actor.sees(Delivery) is not None:
        found += _goods(actor, view.village, view.day)
    return found


def money(fen: int) -> str:
    return _("%s 万元") % f"{fen / WAN:,.1f}" if fen >= WAN else _("%s 元") % yuan(fen)


def _projects(actor: AccountActor, village: Area, day: date) -> list[Arrived]:
    rows = projects(actor, village=village, year=day.year, day=day)
    states = _accepted(actor, rows, day)
    return [
        Arrived(
            one.project.title,
            money(one.project.amount),
            money(one.received),
            one.share,
            *states[one.project.pk],
            address_of("project", one.project.pk),
        )
        for one in rows[:MOST]
    ]


def _accepted(
    actor: AccountActor, rows: list[Funded], day: date
) -> dict[UUID, tuple[str, bool | None]]:
    """By project: how many of its stages passed, or the whole."""
    keys = [one.project.pk for one in rows]
    stages: dict[UUID, set[UUID]] = defaultdict(set)
    for project, stage in (
        ProjectStage.objects.visible_to(actor)
        .filter(project__in=keys)
        .values_list("project_id", "pk")
    ):
        stages[project].add(stage)
    last: dict[tuple[UUID, UUID | None], bool] = {}
    seen = Acceptance.objects.visible_to(actor).filter(project__in=keys, day__lte=day)
    for project, part, passed in seen.values_list("project_id", "stage_id", "passed"):
        last[project, part] = passed
    return {key: _state(last, key, stages[key]) for key in keys}


def _state(
    last: dict[tuple[UUID, UUID | None], bool], key: UUID, stages: set[UUID]
) -> tuple[str, bool | None]:
    whole = last.get((key, None))
    if whole is not None:
        return (_("已验收"), True) if whole else (_("验收没有通过"), False)
    passed = sum(last.get((key, stage), False) for stage in stages)
    if stages and passed:
        told = {"n": passed, "m": len(stages)}
        return _("验收 %(n)s / %(m)s 期") % told, True if passed == len(stages) else None
    return _("还没有验收"), None


def _loans(actor: AccountActor, view: View, village: Area) -> list[Arrived]:
    """A loan is granted and paid out at once; its paper is the entry itself."""
    rows = [
        one for one in loans(actor, village=village, day=view.day) if one.loan.year == view.year
    ]
    if not rows:
        return []
    homes = len({one.loan.household_id for one in rows})
    whole, late = sum(one.loan.amount for one in rows), sum(one.late > 0 for one in rows)
    told = ngettext("小额贷款 %(n)s 户", "小额贷款 %(n)s 户", homes) % {"n": homes}
    state = _("%(n)s 笔超期没还") % {"n": late} if late else _("没有超期")
    return [
        Arrived(told, money(whole), money(whole), 100, state, not late, view.rows_at("loan_funds"))
    ]


def _goods(actor: AccountActor, village: Area, day: date) -> list[Arrived]:
    """Granted: what was handed out and what is set aside and not yet handed out."""
    handed = deliveries(actor, village=village, year=day.year, day=day)
    sums = {one.goods.pk: one for one in totals(actor, handed)}
    left = _set_aside(actor, village, day)
    kinds = Goods.objects.visible_to(actor).filter(pk__in={*sums, *left})
    at = f"{address_of('deliveries')}?year={day.year}"
    return [_goods_line(one, sums.get(one.pk), left[one.pk], at) for one in kinds]


def _set_aside(actor: AccountActor, village: Area, day: date) -> dict[UUID, int]:
    found: dict[UUID, int] = defaultdict(int)
    if actor.sees(Allocation) is None:
        return found
    for lot in goods_waiting(actor, village, day):
        if lot.row.offer.goods_id is not None:
            found[lot.row.offer.goods_id] += lot.held.allocated
    return found


def _goods_line(goods: Goods, total: object, waiting: int, at: str) -> Arrived:
    come = getattr(total, "quantity", 0)
    signed = getattr(total, "signed", 0)
    unit, whole = goods.told_unit, come + waiting
    state = _("签收 %(n)s / %(m)s") % {"n": f"{signed:,}", "m": f"{come:,}"}
    if not come:
        return Arrived(goods.told, f"{whole:,} {unit}", f"0 {unit}", 0, _("还没有送"), None, at)
    share = share_of(come, whole)
    told = (goods.told, f"{whole:,} {unit}", f"{come:,} {unit}")
    return Arrived(*told, share, state, signed == come, at)
