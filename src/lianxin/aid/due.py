"""What is due this week, with activities to be held or told, and people to be asked again."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.register.queries import memberships
from lianxin.visits.due import Due, Week, week_of
from lianxin.visits.due import due_this_week as of_visits

from .models import Activity, Attendance
from .outcomes.models import FollowUp
from .outcomes.queries import follow_ups
from .planning.queries import ahead

NAMED, FIRST = 3, 2


def due_this_week(
    actor: Actor, village: Area | None, day: date | None = None, most: int | None = None
) -> Week:
    """Everything of the visits' own week, and of activities; at most so many rows, the first activities among
    them, which much that is late would crowd out."""
    day = day or today()
    week = of_visits(actor, village, day, most)
    held, asked = _activities(actor, village, day), _follow_ups(actor, village, day)
    rest = sorted((*week.rows, *asked), key=_by_day)
    rows = [*held[:FIRST], *rest, *held[FIRST:]][:most]
    return Week(sorted(rows, key=_by_day), week.whole + len(held) + len(asked))


def _by_day(one: Due) -> tuple[date, str]:
    return one.day, one.words


def _activities(actor: Actor, village: Area | None, day: date) -> list[Due]:
    """Those of this week, and those of which nobody has said what became."""
    if actor.sees(Activity) is None:
        return []
    rows = list(ahead(actor, village, last=week_of(day).last))
    going: dict[object, list[str]] = {}
    named = Attendance.objects.visible_to(actor).filter(activity__in=[row.pk for row in rows])
    for key, name in named.order_by("officer__name").values_list("activity_id", "officer__name"):
        going.setdefault(key, []).append(name)
    return [_activity(row, going.get(row.pk, []), day) for row in rows]


def _activity(row: Activity, names: list[str], day: date) -> Due:
    left, over = (row.day - day).days, (row.until or row.day) < day
    told = (
        ngettext("还有 %(n)s 天", "还有 %(n)s 天", left) % {"n": left} if left > 0 else _("今天办")
    )
    return Due(
        day=row.day,
        words=row.title,
        more=" ".join(filter(None, (row.kind.told, row.time, row.place))),
        officer=_listed(names),
        state="soon" if over else "left",
        told=_("等记办没办") if over else told,
        page="activity",
        key=row.pk,
    )


def _listed(names: list[str]) -> str:
    if len(names) <= NAMED:
        return _("、").join(names)
    told = {"name": names[0], "n": len(names)}
    return ngettext("%(name)s等 %(n)s 人", "%(name)s等 %(n)s 人", len(names)) % told


def _follow_ups(actor: Actor, village: Area | None, day: date) -> list[Due]:
    """Each that is due this week, and in one line how many are late from before."""
    if actor.sees(FollowUp) is None:
        return []
    week = week_of(day)
    rows = follow_ups(actor, village, day=day)
    late = rows.filter(due__lt=week.first)
    coming = list(rows.filter(due__gte=week.first, due__lte=week.last))
    keys = {one.household_id for one in coming}
    heads = memberships(actor).filter(is_head=True, household__in=keys).order_by()
    names = dict(heads.values_list("household_id", "person__name"))
    n = late.count()
    found = [_late(n, late.earliest("due").due)] if n else []
    return found + [_follow_up(one, names.get(one.household_id, ""), day) for one in coming]


def _late(n: int, first: date) -> Due:
    return Due(
        day=first,
        words=ngettext("回访超期没问 %(n)s 次", "回访超期没问 %(n)s 次", n) % {"n": n},
        more=_("最早的到 %(day)s") % {"day": first.isoformat()},
        officer="",
        state="late",
        told=_("超期"),
        page="follow-ups",
    )


def _follow_up(row: FollowUp, head: str, day: date) -> Due:
    left = (row.due - day).days
    late = ngettext("超期 %(n)s 天", "超期 %(n)s 天", -left) % {"n": -left}
    told = ngettext("剩 %(n)s 天", "剩 %(n)s 天", left) % {"n": left}
    return Due(
        day=row.due,
        words=" ".join(filter(None, (row.person.name if row.person else head, row.ask))),
        more=_("%(title)s以后的回访") % {"title": row.activity.title},
        officer=row.officer.name,
        state="late" if left < 0 else "soon",
        told=late if left < 0 else told if left else _("今天到期"),
        page="follow-up",
        key=row.pk,
    )
