"""What is to be done this week: needs that fall due, households whose time runs out, periods that end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import Period, today
from lianxin.people.models import Area
from lianxin.plans.models import Measure
from lianxin.plans.queries import Standing, standing
from lianxin.records.diary.models import Act
from lianxin.records.needs.models import Need
from lianxin.records.needs.queries import NeedLine, Wanted, lines, needs

from .batches.models import Batch
from .batches.queries import Line as BatchLine
from .batches.queries import batches_in_sight
from .batches.queries import lines as batch_lines
from .lines import Line, State
from .models import Requirement
from .progress import OfficerProgress, Progress, progress
from .rules import periods, said

Span = Requirement.Span
LEAD = {Span.MONTH: 7, Span.TWO_MONTHS: 14, Span.QUARTER: 14}
LONG = 30
"""So many days before a period ends it is told what is missing; long periods a month before."""
NAMED = 3
TONES = {"late": "red", "soon": "amber", "left": "blue"}
ICONS = {"late": "alert-triangle", "soon": "clock", "left": "hourglass"}


@dataclass(frozen=True)
class Due:
    """``page`` and ``key`` name where it is done: a need's own page, or the progress of visits."""

    day: date
    words: str
    more: str
    officer: str
    state: str
    told: str
    page: str = "visits"
    key: UUID | None = None

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def icon(self) -> str:
        return ICONS[self.state]


@dataclass(frozen=True)
class Week:
    """The first of what is due, what is late before the rest; and how many there are in all."""

    rows: list[Due]
    whole: int


def week_of(day: date) -> Period:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def due_this_week(
    actor: Actor, village: Area | None, day: date | None = None, most: int | None = None
) -> Week:
    """By day; at most so many rows, where ``most`` says so."""
    day = day or today()
    rows, whole = _needs(actor, village, day, most)
    more = _measures(actor, village, day) + _batches(actor, village, day)
    rows, whole = rows + more, whole + len(more)
    if actor.sees(Act) is not None:
        ending = _periods(progress(actor, village, day.year, day), day)
        rows, whole = rows + ending, whole + len(ending)
    return Week(sorted(rows, key=lambda one: (one.day, one.words))[:most], whole)


def _needs(
    actor: Actor, village: Area | None, day: date, most: int | None
) -> tuple[list[Due], int]:
    if actor.sees(Need) is None:
        return [], 0
    rows = needs(actor, Wanted(village=village), state="open", day=day)
    rows = rows.filter(due__lte=week_of(day).last).order_by("due", "id")
    found = [_need(line) for line in lines(rows[:most], day)]
    return found, len(found) if most is None else rows.count()


def _need(line: NeedLine) -> Due:
    need, clock = line.need, line.clock
    return Due(
        day=need.due,
        words=" ".join(filter(None, (line.head, need.text))),
        more=_("%(day)s 提的需求") % {"day": need.opened.isoformat()},
        officer=need.officer.name if need.officer else "",
        state="late" if clock.left < 0 else "soon",
        told=clock.words,
        page="need",
        key=need.pk,
    )


def _measures(actor: Actor, village: Area | None, day: date) -> list[Due]:
    """Each measure due this week, and in one line how many are late from before."""
    if actor.sees(Measure) is None:
        return []
    rows = Measure.objects.visible_to(actor).filter(done=None, dropped=None)
    rows = rows.filter(household__village=village) if village else rows
    week = week_of(day)
    late = rows.filter(due__lt=week.first)
    coming = standing(actor, rows.filter(due__gte=week.first, due__lte=week.last), day)
    n = late.count()
    return [*([_late(n, late.earliest("due").due)] if n else ()), *map(_measure, coming)]


def _late(n: int, first: date) -> Due:
    return Due(
        day=first,
        words=ngettext("措施超期没办完 %(n)s 项", "措施超期没办完 %(n)s 项", n) % {"n": n},
        more=_("最早的到 %(day)s") % {"day": first.isoformat()},
        officer="",
        state="late",
        told=_("超期"),
        page="measures",
    )


def _measure(one: Standing) -> Due:
    row, late = one.measure, one.late
    words = ngettext("超期 %(n)s 天", "超期 %(n)s 天", late) % {"n": late}
    left = ngettext("剩 %(n)s 天", "剩 %(n)s 天", -late) % {"n": -late}
    return Due(
        day=row.due,
        words=" ".join(filter(None, (one.head, row.text))),
        more=_("措施，办到 %(n)s%%") % {"n": row.percent},
        officer=row.officer.name,
        state="late" if late > 0 else "soon",
        told=words if late > 0 else left if late else _("今天到期"),
        page="measure",
        key=row.pk,
    )


def _batches(actor: Actor, village: Area | None, day: date) -> list[Due]:
    """Batches of this week that are not over yet."""
    if actor.sees(Batch) is None:
        return []
    rows = batches_in_sight(actor, village).filter(
        cancelled_at=None, last__gte=day, first__lte=week_of(day).last
    )
    return [_batch(line, day) for line in batch_lines(actor, rows, day)]


def _batch(line: BatchLine, day: date) -> Due:
    row, left = line.batch, (line.batch.first - day).days
    words = {"what": row.told, "village": row.village.name}
    n = len(line.visits)
    return Due(
        day=row.first,
        words=_("%(village)s：%(what)s") % words,
        more=ngettext("1 户", "%(n)s 户", n) % {"n": n},
        officer=_listed([one.name for one in line.officers]),
        state="left",
        told=ngettext("还有 %(n)s 天", "还有 %(n)s 天", left) % {"n": left}
        if left > 0
        else _("今天去"),
        page="batch",
        key=row.pk,
    )


def _periods(found: Progress, day: date) -> list[Due]:
    """A requirement whose period ends soon, with those who have not done it yet."""
    rows = []
    for line in found.lines:
        ending = _ending(line.requirement, day)
        if ending is None:
            continue
        place, period = ending
        owing = [one for one in found.officers if _owes(one, line.requirement, place)]
        wanting = _wanting(line, place)
        if wanting:
            rows.append(_period(line, wanting, owing, period.last, day))
    return rows


def _ending(rule: Requirement, day: date) -> tuple[int, Period] | None:
    lead = LEAD.get(Span(rule.span), LONG)
    for place, period in enumerate(periods(rule.span, day.year)):
        if day in period and (period.last - day).days < lead:
            return place, period
    return None


def _owes(one: OfficerProgress, rule: Requirement, place: int) -> bool:
    mine = [line for line in one.lines if line.requirement.pk == rule.pk]
    return any(_wanting(line, place) for line in mine)


def _wanting(line: Line, place: int) -> int:
    part = line.parts[place]
    return 0 if line.state is State.NOTHING else part.target - part.met


def _period(line: Line, wanting: int, owing: list[OfficerProgress], last: date, day: date) -> Due:
    left = (last - day).days
    names = [one.officer.name for one in owing]
    much = said(line.half(wanting), line.unit)
    return Due(
        day=last,
        words=_("%(name)s还差 %(much)s") % {"name": line.name, "much": much},
        more=_("这一期到 %(day)s") % {"day": last.isoformat()},
        officer=_listed(names),
        state="soon",
        told=ngettext("剩 %(n)s 天", "剩 %(n)s 天", left) % {"n": left} if left else _("今天到期"),
    )


def _listed(names: list[str]) -> str:
    if len(names) <= NAMED:
        return _("、").join(names)
    return ngettext("%(name)s等 %(n)s 人", "%(name)s等 %(n)s 人", len(names)) % {
        "name": names[0],
        "n": len(names),
    }
