"""A village's plans at a glance: which households have one, where each stands, and what needs a look."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area
from lianxin.plans.queries import Standing as MeasureStanding
from lianxin.plans.queries import State as MeasureState
from lianxin.plans.queries import measures
from lianxin.records.file.change import WORSE, changes
from lianxin.records.file.queries import code_names, standings
from lianxin.register.models import Household
from lianxin.register.queries import households, memberships

from .queries import PlanLine, lines
from .templates import causes_of


class Sign(Enum):
    """What needs a look; it states a fact and is no verdict."""

    NONE = "none"
    WAITING = "waiting"
    WORSE = "worse"
    STILL = "still"
    LATE = "late"
    BLOCKED = "blocked"
    UNMATCHED = "unmatched"

    @property
    def label(self) -> str:
        return str(LABELS[self])

    @property
    def grave(self) -> bool:
        """Something went wrong, where the others only want a look."""
        return self in {Sign.WORSE, Sign.LATE, Sign.BLOCKED}


LABELS = {
    Sign.NONE: gettext_lazy("还没有计划"),
    Sign.WAITING: gettext_lazy("等联户办批"),
    Sign.WORSE: gettext_lazy("比上年变差"),
    Sign.STILL: gettext_lazy("阶段没变化"),
    Sign.LATE: gettext_lazy("措施超期"),
    Sign.BLOCKED: gettext_lazy("措施卡住"),
    Sign.UNMATCHED: gettext_lazy("有原因没措施"),
}


@dataclass
class HomePlan:
    """A household's plan with what needs a look, each sign with its plain sentence."""

    household: Household
    head: str
    it: PlanLine
    signs: dict[Sign, str] = field(default_factory=dict)
    done: int = 0
    whole: int = 0


def overview(actor: Actor, village: Area, day: date) -> list[HomePlan]:
    """Every household on the register, in the order of their numbers."""
    homes = list(households(actor, village=village, day=day).order_by("number"))
    keys = [home.pk for home in homes]
    heads = memberships(actor, day=day).filter(is_head=True, household__in=keys)
    names = dict(heads.order_by().values_list("household_id", "person__name"))
    plans = lines(actor, keys, day)
    found = {home.pk: HomePlan(home, names.get(home.pk, ""), plans[home.pk]) for home in homes}
    _of_plans(found.values())
    _of_measures(actor, village, day, found)
    for key, change in changes(actor, keys, day).items():
        if change.state == WORSE:
            worse = [sign.text for sign in change.signs if sign.state == WORSE]
            found[key].signs[Sign.WORSE] = _("；").join(worse)
    return list(found.values())


def counted(rows: Iterable[HomePlan]) -> Counter[Sign]:
    return Counter(sign for row in rows for sign in row.signs)


def _of_plans(rows: Iterable[HomePlan]) -> None:
    for row in rows:
        it = row.it
        if it.open is not None and it.open.state == "submitted":
            row.signs[Sign.WAITING] = it.open.aim
        elif it.plan is None:
            row.signs[Sign.NONE] = it.state
        for line in it.stages:
            if line.still and (line.now or line is it.stage):
                row.signs[Sign.STILL] = line.stage.title


def _of_measures(actor: Actor, village: Area, day: date, found: dict[UUID, HomePlan]) -> None:
    rows = measures(actor, village=village, year=day.year, day=day)
    of: dict[UUID, list[MeasureStanding]] = defaultdict(list)
    for one in rows:
        of[one.measure.household_id].append(one)
    answered: dict[UUID, set[str]] = {
        key: {str(one.measure.cause_id) for one in held if one.state is not MeasureState.DROPPED}
        for key, held in of.items()
    }
    for key, held in of.items():
        if key in found:
            _of_home(found[key], held)
    names = code_names("cause")
    for standing in standings(actor, day=day).filter(household__in=found):
        missing = [
            names[key]
            for key in causes_of(standing)
            if key in names and key not in answered.get(standing.household_id, set())
        ]
        if missing:
            found[standing.household_id].signs[Sign.UNMATCHED] = _("、").join(missing)


def _of_home(row: HomePlan, held: list[MeasureStanding]) -> None:
    kept = [one for one in held if one.state is not MeasureState.DROPPED]
    row.whole, row.done = len(kept), sum(one.state is MeasureState.DONE for one in kept)
    for state, sign in ((MeasureState.OVERDUE, Sign.LATE), (MeasureState.BLOCKED, Sign.BLOCKED)):
        late = [one.measure.text for one in held if one.state is state]
        if late:
            row.signs[sign] = _("；").join(late)
