"""The plan of a village in each corner of the world: facts, problems, versions, progress and what people say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianxin.aid.receipts.models import ReceiptWord
from lianxin.aid.village_plan.models import (
    ItemStep,
    PlanItem,
    ProblemSource,
    VillageComment,
    VillagePlan,
    VillageProblem,
)
from lianxin.aid.village_profile.models import VillageFact, VillageIndicator
from lianxin.kernel.actor import SYSTEM

from .planted import DAY, NOW, YEAR, mark

if TYPE_CHECKING:
    from .world import Corner


def planned(corner: Corner) -> None:
    """The first corner of a village holds the plan in force; the second one before it."""
    relation, rows, place = corner.relation, corner.rows, corner.village
    before = VillagePlan.objects.visible_to(SYSTEM).filter(village=place).count()
    rows["VillageFact"] = VillageFact.objects.create(
        village=place,
        indicator=VillageIndicator.objects.visible_to(SYSTEM).get(key="road_km"),
        year=YEAR,
        value=100,
        source=mark(relation, "fact"),
        day=DAY,
        author_name="村委会",
        at=NOW,
    )
    problem = rows["VillageProblem"] = VillageProblem.objects.create(
        village=place, text=mark(relation, "vproblem"), since=DAY, found=DAY
    )
    rows["ProblemSource"] = ProblemSource.objects.create(problem=problem, need=rows["Need"])
    plan = rows["VillagePlan"] = VillagePlan.objects.create(
        village=place,
        version=before + 1,
        title=mark(relation, "vplan"),
        first_year=YEAR,
        last_year=YEAR + 4,
        aims=mark(relation, "vplan"),
        state="approved",
        author_name="村委会",
        written_at=NOW,
        from_day=DAY,
        until=DAY if before else None,
    )
    item = rows["PlanItem"] = PlanItem.objects.create(
        plan=plan,
        position=0,
        title=mark(relation, "planitem"),
        problem=problem,
        project=rows["Project"],
        who="村支书",
        due=DAY,
    )
    rows["ItemStep"] = ItemStep.objects.create(
        village=place,
        line=item.line,
        day=DAY,
        percent=40,
        note=mark(relation, "itemstep"),
        author_name="村委会",
        at=NOW,
    )
    rows["VillageComment"] = VillageComment.objects.create(
        plan=plan,
        by="card",
        household=rows["Household"],
        card=rows["Card"],
        text=mark(relation, "vcomment"),
        day=DAY,
        at=NOW,
    )
    rows["ReceiptWord"] = ReceiptWord.objects.create(
        household=rows["Household"],
        delivery=rows["Delivery"],
        card=rows["Card"],
        answer="not",
        words=mark(relation, "receiptword"),
        quantity=2,
        at=NOW,
    )
