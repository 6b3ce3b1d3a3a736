"""The rows behind a figure: for each kind of row what is read with it and the columns it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from lianxin.aid.models import Activity, Delivery, Participant
from lianxin.aid.outcomes.models import ActivityResult, FollowUp
from lianxin.aid.planning.models import ActivityMeans
from lianxin.aid.village_plan.models import PlanItem, VillageComment
from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure
from lianxin.plans.models import Measure
from lianxin.pool.loans.models import Loan
from lianxin.pool.models import Project, Receipt, Spending
from lianxin.pool.offers.models import Allocation, Offer, Posting
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.diary.models import Act, Entry
from lianxin.records.file.benefits import MedicalAid, StudyAid, Subsidy
from lianxin.records.file.income import Income
from lianxin.records.file.models import Standing
from lianxin.records.needs.models import Need
from lianxin.register.cards.models import Card
from lianxin.register.models import Household, Membership, Pairing
from lianxin.register.queries import SEALED

from . import aid_columns as aid
from . import plan_columns, village_columns
from . import record_columns as columns
from . import supply_columns as supply
from .columns import Column, visible
from .lines import Line, lines

HOME = ("household__village", "household__group")


@dataclass(frozen=True)
class Behind:
    """``related`` rows come in the same query; ``order`` is stable."""

    columns: tuple[Column, ...]
    related: tuple[str, ...]
    order: tuple[str, ...]
    defer: tuple[str, ...] = ()


FARED = {"households_better", "households_same", "households_worse"}
BY_HOME = ("household__village__path", "household__number", "pk")
BY_DAY = ("day", "pk")
_SEALED = tuple(f"person__{name}" for name in SEALED)
BEHIND: dict[type[Model], Behind] = {
    Household: Behind(columns.HOUSEHOLDS, ("village", "group"), ("village__path", "number", "pk")),
    Membership: Behind(
        columns.MEMBERSHIPS,
        (*HOME, "person", "relation"),
        ("household__village__path", "household__number", "-is_head", "position", "pk"),
        _SEALED,
    ),
    Pairing: Behind(columns.PAIRINGS, (*HOME, "officer"), BY_HOME),
    Standing: Behind(columns.STANDINGS, (*HOME, "category", "watch", "cause"), BY_HOME),
    Income: Behind(columns.INCOMES, HOME, BY_HOME),
    Act: Behind(columns.ACTS, (*HOME, "village", "officer", "entry"), BY_DAY),
    Entry: Behind(columns.ENTRIES, ("village", "officer"), ("serial",)),
    Need: Behind(columns.NEEDS, (*HOME, "village", "kind", "officer", "result"), ("opened", "pk")),
    Project: Behind(columns.PROJECTS, ("village", "field"), ("decided", "pk")),
    Receipt: Behind(columns.RECEIPTS, ("project__village",), BY_DAY),
    Spending: Behind(supply.SPENDINGS, ("project__village", "receipt"), BY_DAY),
    Offer: Behind(supply.OFFERS, ("field", "goods", "area"), BY_DAY),
    Allocation: Behind(supply.ALLOCATIONS, (*HOME, "village", "offer__goods"), BY_DAY),
    Posting: Behind(supply.POSTINGS, ("offer__goods",), BY_DAY),
    Loan: Behind(supply.LOANS, HOME, ("due", "pk")),
    Activity: Behind(aid.ACTIVITIES, ("village", "kind"), BY_DAY),
    Participant: Behind(
        aid.PARTICIPANTS, (*HOME, "person", "activity"), ("activity__day", "pk"), _SEALED
    ),
    ActivityResult: Behind(aid.RESULTS, (*HOME, "person", "activity"), BY_DAY, _SEALED),
    FollowUp: Behind(
        aid.FOLLOW_UPS,
        (*HOME, "person", "activity", "officer", "outcome"),
        ("done", "due", "pk"),
        _SEALED,
    ),
    ActivityMeans: Behind(
        aid.MEANS, ("activity__village", "allocation__offer"), ("activity__day", "pk")
    ),
    Delivery: Behind(
        columns.DELIVERIES, (*HOME, "village", "goods", "officer", "activity"), BY_DAY
    ),
    PlanItem: Behind(
        village_columns.ITEMS,
        ("plan__village", "problem", "project"),
        ("plan__village__path", "position", "pk"),
    ),
    VillageComment: Behind(village_columns.COMMENTS, ("plan__village",), BY_DAY),
    Subsidy: Behind((), (*HOME, "subsidy", "subsidy_state"), BY_HOME),
    StudyAid: Behind((), (*HOME, "person", "stage", "study_aid", "term"), BY_HOME, _SEALED),
    MedicalAid: Behind((), (*HOME, "person"), BY_HOME, _SEALED),
    Card: Behind(columns.CARDS, (*HOME, "officer", "handed_by"), BY_HOME, ("token_sealed",)),
    Confirmation: Behind(columns.CONFIRMATIONS, (*HOME, "officer"), BY_DAY),
    Measure: Behind(
        plan_columns.MEASURES, (*HOME, "direction", "officer", "field", "cause"), ("due", "pk")
    ),
}


def rows(figure: Figure, actor: Actor, extent: Extent) -> QuerySet[Any]:
    """The figure's own rows, in an order that does not change between two pages."""
    it = BEHIND[figure.model]
    found = figure.rows(actor, extent).select_related(*it.related).defer(*it.defer)
    return found.order_by(*it.order)


def shown(figure: Figure, actor: Actor) -> list[Column]:
    """The columns to be shown; a stay says how many days it counts, a change what shows it."""
    if figure.fold == "days":
        return visible(actor, columns.STAYS)
    told = columns.FARED if figure.name in FARED else BEHIND[figure.model].columns
    return visible(actor, told)


def read(figure: Figure, actor: Actor, extent: Extent) -> Iterator[Line]:
    found = rows(figure, actor, extent)
    return lines(actor, found.iterator(chunk_size=500), extent.day)
