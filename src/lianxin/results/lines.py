"""Rows of the records as ledgers and figures show them: each with what stands beside it, in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum
from django.utils.translation import gettext as _now

from lianxin.aid.models import HELD, Activity, Attendance, Presence
from lianxin.kernel.actor import Actor
from lianxin.pool.models import Project, Receipt, Spending
from lianxin.records.diary.models import Act
from lianxin.records.file import change
from lianxin.register.models import Household
from lianxin.register.queries import memberships

from . import aid_lines, plan_lines, supply_lines
from .households import BATCH


@dataclass(slots=True)
class Line:
    """A row as of a day, with its household's head; an activity with its officers, a project with
    its money; ``told``: statements about it by their kind; ``amounts``: lines of the latest income by name,
    with the ``items`` that they are of and the people it is ``shared_by``."""

    it: Any
    day: date
    head: str = ""
    officers: str = ""
    households: int = 0
    received: int = 0
    spent: int = 0
    activity: str = ""
    got: dict[str, int] = field(default_factory=dict)
    teachers: str = ""
    change: str = ""
    measures: list[str] = field(default_factory=list)
    told: dict[type, Any] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    head_person: Any = None
    earned: int | None = None
    earned_in: int | None = None
    amounts: dict[str, int] = field(default_factory=dict)
    items: list[Any] = field(default_factory=list)
    shared_by: int | None = None
    relieved: bool = False

    @property
    def person(self) -> Any:
        return getattr(self.it, "person", None)

    @property
    def household(self) -> Household | None:
        it = self.it
        return it if isinstance(it, Household) else getattr(it, "household", None)

    @property
    def village(self) -> Any:
        home = self.household
        return home.village if home is not None else getattr(self.it, "village", "")


def lines(actor: Actor, rows: Iterable[Any], day: date) -> Iterator[Line]:
    """A fixed number of queries for each 500 rows."""
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        yield from _batch(actor, [Line(it, day) for it in batch], day)


def _batch(actor: Actor, batch: list[Line], day: date) -> list[Line]:
    heads(actor, batch, day)
    fill = FILLING.get(type(batch[0].it))
    if fill is not None:
        fill(actor, batch)
    return batch


def heads(actor: Actor, batch: Sequence[Line], day: date) -> None:
    """Who heads the household of each row on the day."""
    keys = {key for line in batch if (key := _home(line.it))}
    if not keys:
        return
    heads = memberships(actor, day=day).filter(is_head=True, household_id__in=keys).order_by()
    named = dict(heads.values_list("household_id", "person__name"))
    for line in batch:
        key = _home(line.it)
        line.head = named.get(key, "") if key else ""


def _home(it: Any) -> UUID | None:
    return it.pk if isinstance(it, Household) else getattr(it, "household_id", None)


def _activities(actor: Actor, batch: list[Line]) -> None:
    keys = [line.it.pk for line in batch]
    came = Attendance.objects.visible_to(actor).filter(activity_id__in=keys)
    names: dict[UUID, list[str]] = defaultdict(list)
    for key, name in came.order_by("officer__initials", "id").values_list(
        "activity_id", "officer__name"
    ):
        names[key].append(name)
    homes = Presence.objects.visible_to(actor).filter(activity_id__in=keys).order_by()
    counted = dict(homes.values_list("activity_id").annotate(n=Count("pk")))
    teachers, got = aid_lines.teachers(keys), aid_lines.got(actor, keys, batch[0].day)
    for line in batch:
        line.officers = _now("、").join(names[line.it.pk])
        line.teachers = _now("、").join(teachers.get(line.it.pk, ()))
        line.households = counted.get(line.it.pk, 0)
        line.got = got[line.it.pk]


def _projects(actor: Actor, batch: list[Line]) -> None:
    """What has arrived for each and what of it was paid out by the day."""
    of = {"project_id__in": [line.it.pk for line in batch], "day__lte": batch[0].day}
    came = Receipt.objects.visible_to(actor).filter(**of)
    went = Spending.objects.visible_to(actor).filter(**of, cancelled_at=None)
    received, spent = (
        dict(rows.order_by().values_list("project_id").annotate(n=Sum("amount")))
        for rows in (came, went)
    )
    for line in batch:
        line.received, line.spent = received.get(line.it.pk, 0), spent.get(line.it.pk, 0)


def _acts(actor: Actor, batch: list[Line]) -> None:
    """The activity of which a lecture or training is a part; it carries the event's own id."""
    keys = {line.it.event for line in batch if line.it.household_id is None}
    held = Activity.objects.visible_to(actor).filter(HELD, pk__in=keys).order_by()
    titles = dict(held.values_list("pk", "title")) if keys else {}
    for line in batch:
        line.activity = titles.get(line.it.event, "")


def _households(actor: Actor, batch: list[Line]) -> None:
    """What shows that they are better or worse than at the end of the year before."""
    told = change.changes(actor, [line.it.pk for line in batch], batch[0].day)
    for line in batch:
        line.change = _now("；").join(sign.text for sign in told[line.it.pk].signs)


FILLING = {
    Activity: _activities,
    Project: _projects,
    Act: _acts,
    Household: _households,
    **plan_lines.FILLING,
    **supply_lines.FILLING,
}
