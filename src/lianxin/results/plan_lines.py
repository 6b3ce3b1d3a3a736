"""What stands beside a row of the plans and batches, read as of a day for many rows at once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.plans.household.models import Plan, Stage, StageReview
from lianxin.plans.household.queries import PlanLine
from lianxin.plans.household.queries import lines as plans_of
from lianxin.plans.models import Measure, MeasureStep
from lianxin.records.file.queries import code_names
from lianxin.visits.batches.models import Batch
from lianxin.visits.batches.queries import Line as BatchLine
from lianxin.visits.batches.queries import lines as batches_of

if TYPE_CHECKING:
    from .lines import Line


def _of_plans(actor: Actor, batch: list[Line]) -> None:
    """Each plan as it stood on the day, with its measures of the year."""
    last, keys = batch[0].day, [line.it.household_id for line in batch]
    planned, names = plans_of(actor, keys, last), code_names("need")
    found = Measure.objects.visible_to(actor).filter(
        household__in=keys, from_day__lte=last, year=last.year
    )
    whole: Counter[UUID] = Counter()
    done: Counter[UUID] = Counter()
    for row in found.exclude(dropped__lte=last):
        whole[row.household_id] += 1
        done[row.household_id] += row.done is not None and row.done <= last
    for line in batch:
        key = line.it.household_id
        line.told[PlanLine] = planned[key]
        line.told[Plan] = [names[one] for one in line.it.wishes if one in names]
        line.told[Measure] = f"{done[key]} / {whole[key]}"


def _of_measures(actor: Actor, batch: list[Line]) -> None:
    """How far each had come on the day, by its steps."""
    keys = [line.it.pk for line in batch]
    steps = MeasureStep.objects.visible_to(actor).filter(measure__in=keys, day__lte=batch[0].day)
    come = dict(steps.order_by("at", "id").values_list("measure_id", "percent"))
    for line in batch:
        line.told[MeasureStep] = come.get(line.it.pk, 0)


def _of_reviews(actor: Actor, batch: list[Line]) -> None:
    keys = [line.it.line for line in batch]
    named = Stage.objects.visible_to(actor).filter(line__in=keys).order_by("plan__version")
    titles = dict(named.values_list("line", "title"))
    for line in batch:
        line.told[Stage] = titles.get(line.it.line, "")


def _of_batches(actor: Actor, batch: list[Line]) -> None:
    for line, told in zip(
        batch, batches_of(actor, [line.it for line in batch], batch[0].day), strict=True
    ):
        line.told[BatchLine] = told


FILLING = {Plan: _of_plans, Measure: _of_measures, StageReview: _of_reviews, Batch: _of_batches}
