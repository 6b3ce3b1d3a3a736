"""What a reminder says: of an officer's own, each thing by place and kind; of a unit's, how many. Never a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force
from lianxin.people.models import Officer, Partnership, Unit
from lianxin.plans.household.models import Plan, State
from lianxin.plans.models import Measure
from lianxin.records.needs.models import Need
from lianxin.results.calendar import Event, events
from lianxin.visits.batches.models import Batch

AHEAD = timedelta(days=7)
MOST = 12
"""Lines of a part; how many more there are is told."""


@dataclass
class Digest:
    """Parts with a title and their lines; empty where nothing is due."""

    parts: list[tuple[str, list[str]]] = field(default_factory=list)

    def add(self, title: str, lines: list[str]) -> None:
        if lines:
            left = len(lines) - MOST
            more = [_("还有 %(n)s 件") % {"n": left}] if left > 0 else []
            self.parts.append((title, lines[:MOST] + more))

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def text(self) -> str:
        return "\n\n".join("\n".join((title, *lines)) for title, lines in self.parts)


def of_officer(actor: Actor, officer: Officer, day: date) -> Digest:
    """What is overdue, what is of today, what comes within a week."""
    found, last = Digest(), day + AHEAD
    rows = events(actor, officer, day)
    found.add(_("过了期的："), [_dated(one) for one in rows if one.owed and one.day < day])
    found.add(_("今天："), [one.words for one in rows if one.day == day])
    found.add(_("七天之内："), [_dated(one) for one in rows if day < one.day <= last])
    return found


def _dated(one: Event) -> str:
    return _("%(month)s 月 %(day)s 日 %(words)s") % {
        "month": one.day.month,
        "day": one.day.day,
        "words": one.words,
    }


def of_office(actor: Actor, day: date) -> Digest:
    """Of everything in an office's sight, how many."""
    return _counted(actor, day, Q(), Q())


def of_unit(unit: Unit, day: date) -> Digest:
    """Of the villages in which the unit and those below it work, how many; no one's in particular."""
    working = Partnership.objects.visible_to(SYSTEM).filter(
        in_force(day), unit__path__startswith=unit.path
    )
    villages = set(working.values_list("village_id", flat=True))
    return _counted(SYSTEM, day, Q(village__in=villages), Q(household__village__in=villages))


def _counted(actor: Actor, day: date, here: Q, at_home: Q) -> Digest:
    needs = Need.objects.visible_to(actor).filter(here, closed=None)
    measures = Measure.objects.visible_to(actor).filter(at_home, done=None, dropped=None)
    trips = Batch.objects.visible_to(actor).filter(
        here, cancelled_at=None, last__gte=day, first__lte=day + AHEAD
    )
    plans = Plan.objects.visible_to(actor).filter(at_home, state=State.SUBMITTED)
    late, soon = Q(due__lt=day), Q(due__gte=day, due__lte=day + AHEAD)
    found = Digest()
    found.add(_("过了期的："), _owed(needs.filter(late).count(), measures.filter(late).count()))
    coming = _owed(needs.filter(soon).count(), measures.filter(soon).count())
    if n := trips.count():
        coming.append(ngettext("走访 %(n)s 趟", "走访 %(n)s 趟", n) % {"n": n})
    found.add(_("七天之内："), coming)
    n = plans.count()
    waiting = [ngettext("计划 %(n)s 份", "计划 %(n)s 份", n) % {"n": n}] if n else []
    found.add(_("等联户办批的："), waiting)
    return found


def _owed(needs: int, measures: int) -> list[str]:
    found = []
    if needs:
        found.append(ngettext("需求 %(n)s 件", "需求 %(n)s 件", needs) % {"n": needs})
    if measures:
        found.append(ngettext("措施 %(n)s 项", "措施 %(n)s 项", measures) % {"n": measures})
    return found
