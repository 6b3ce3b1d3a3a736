"""What the first page tells of the year's tasks: to office and leaders what is late, to each what is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from lianxin.kernel.period import today
from lianxin.office.meetings import queries as meetings
from lianxin.office.meetings.models import Meeting
from lianxin.office.reading import own_officer
from lianxin.office.tasks import queries
from lianxin.office.tasks.models import Task
from lianxin.office.tasks.queries import TaskLine
from lianxin.people.models import Officer, Role, Unit
from lianxin.people.policy import AccountActor

from .menu import address_of
from .office_plan import Shown, drawn

MOST = 6


@dataclass(frozen=True)
class DueTasks:
    """The most urgent few, how many there are, and whether they are the whole unit's; meetings ahead."""

    rows: list[Shown]
    meetings: list[Meeting]
    whole: int
    office: bool
    href: str


def due_tasks(actor: AccountActor) -> DueTasks | None:
    """Late ones of the unit for its office and its leaders, one's own that are late or soon due.

    Nothing where none is and no meeting is ahead.
    """
    if actor.sees(Task) is None:
        return None
    day, officer = today(), own_officer(actor)
    found: dict[Any, TaskLine] = {}
    if officer is not None:
        mine = queries.of_officer(actor, officer, day)
        found = {line.row.pk: line for line in mine if line.late or line.soon}
    office = actor.allows("task.add") or Role.LEADER in actor.roles
    unit = actor.account.unit
    if office and unit is not None:
        found |= {line.row.pk: line for line in queries.late(actor, unit, day)}
    soon = meetings_ahead(actor, unit if office else None, officer)
    if not found and not soon:
        return None
    rows = sorted(found.values(), key=lambda line: (line.row.due, line.row.pk))
    told = [drawn(line, {}) for line in rows[:MOST]]
    return DueTasks(told, soon, len(rows), office, address_of("office"))


def meetings_ahead(
    actor: AccountActor, unit: Unit | None, officer: Officer | None
) -> list[Meeting]:
    """To office and leaders those of their unit, to an officer those to which they were asked."""
    if unit is None and officer is None:
        return []
    first, last = today(), today() + timedelta(days=queries.SOON)
    rows = meetings.ahead(actor, first, last, unit=unit, officer=None if unit else officer)
    return list(rows[:MOST])
