"""What somebody has to do by when, for a calendar outside: never a name, an ID, or the words of a need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.kernel.text import surname
from lianxin.people.models import Officer
from lianxin.plans.models import Measure
from lianxin.plans.queries import under_way
from lianxin.records.diary.models import Act
from lianxin.records.needs.models import Need
from lianxin.records.needs.queries import Wanted, lines, needs
from lianxin.register.models import Household
from lianxin.visits.progress import progress
from lianxin.visits.rules import periods, said

MOST = 500


@dataclass(frozen=True)
class Task:
    """``key`` stays the same while the task does; ``page`` and ``about`` name where it is done."""

    key: str
    day: date
    title: str
    page: str
    about: str = ""


def agenda(actor: Actor, officer: Officer | None, day: date | None = None) -> list[Task]:
    """By day: an officer's own, or all that the actor sees."""
    day = day or today()
    found = [
        *_needs(actor, officer, day),
        *_measures(actor, officer, day),
        *_periods(actor, officer, day),
    ]
    return sorted(found, key=lambda one: (one.day, one.key))


def _needs(actor: Actor, officer: Officer | None, day: date) -> Iterator[Task]:
    if actor.sees(Need) is None:
        return
    wanted = Wanted(officer=officer.pk if officer else None)
    rows = needs(actor, wanted, state="open", day=day).order_by("due", "id")
    for line in lines(rows[:MOST], day):
        row = line.need
        told = {"kind": row.kind.told, "whose": home_of(row.household, line.head)}
        title = (
            _("%(kind)s的需求到期（%(whose)s）")
            if row.household
            else _("%(kind)s的需求到期（村里）")
        )
        yield Task(f"need-{row.pk}", row.due, title % told, "need", str(row.pk))


def _measures(actor: Actor, officer: Officer | None, day: date) -> Iterator[Task]:
    if actor.sees(Measure) is None:
        return
    for one in under_way(actor, officer.pk if officer else None, day, MOST):
        row = one.measure
        told = {"kind": row.direction.told, "whose": home_of(row.household, one.head)}
        title = _("%(kind)s的措施到期（%(whose)s）") % told
        yield Task(f"measure-{row.pk}", row.due, title, "measure", str(row.pk))


def _periods(actor: Actor, officer: Officer | None, day: date) -> Iterator[Task]:
    """The last day of each period in which something is still to be done."""
    if actor.sees(Act) is None:
        return
    found = progress(actor, None, day.year, day)
    mine = [one for one in found.officers if officer is None or one.officer.pk == officer.pk]
    own = [line for one in mine for line in one.lines] if officer else found.lines
    for line in own:
        for place, period in enumerate(periods(line.requirement.span, day.year)):
            part = line.parts[place] if place < len(line.parts) else None
            left = part.target - part.met if part else 0
            if left and period.last >= day:
                much = said(line.half(left), line.unit)
                title = _("%(name)s还差 %(much)s") % {"name": line.name, "much": much}
                key = f"requirement-{line.requirement.pk}-{period.last.isoformat()}"
                yield Task(key, period.last, title, "visits")


def home_of(household: Household | None, head: str) -> str:
    """三社张家: enough for the officer, nothing for anybody else."""
    if household is None:
        return ""
    if head == household.number:
        return _("%(number)s 户") % {"number": head}
    group = household.group.name if household.group else ""
    return _("%(group)s%(surname)s家") % {"group": group, "surname": surname(head)}
