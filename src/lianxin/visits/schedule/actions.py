"""The year's proposal: asked for, taken in whole or in part, or left; and the rules it keeps to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Account, Area
from lianxin.people.wording import Reading

from ..batches.actions import batch_cancel, batch_make
from ..batches.models import Batch
from ..days.actions import for_all
from .models import Schedule, ScheduleRule
from .reading import Asked, asked_of
from .telling import stands

State = Schedule.State
SILENT = timedelta(seconds=60)
"""Work that has told nothing for so long has died with its process."""
AGAIN = gettext_noop("重新排过")
VISITS, WITH_LECTURE = gettext_noop("入户走访"), gettext_noop("入户走访，集中宣讲")
"""Kept in Chinese, told in the reader's language."""
LIMITS = {
    "group_least": (1, 20),
    "group_most": (1, 40),
    "days_most": (1, 5),
    "gap_weeks": (0, 26),
    "homes_a_day": (1, 20),
    "at_once": (1, 20),
}


def schedule_ask(*, actor: Actor, village: Area, year: int) -> Schedule:
    """A place for the proposal; whoever asked sees to it that it is made (``work.begin``)."""
    with act(actor, "schedule.ask", on=village) as audit:
        asked_of(actor, village, year, today())
        rows = Schedule.objects.visible_to(SYSTEM).filter(village=village, year=year)
        if any(row.state in {State.WAITING, State.RUNNING} and not silent(row) for row in rows):
            raise refuse("schedule.under_way")
        rows.exclude(state__in=[State.TAKEN]).delete()
        now = timezone.now()
        row = Schedule.objects.create(
            village=village, year=year, author=_author(actor), day=today(), asked_at=now, beat=now
        )
        audit.note(row, village=village.name, value=year)
        return row


def _author(actor: Actor) -> Account | None:
    return Account.objects.visible_to(SYSTEM).filter(pk=actor.id).first() if actor.id else None


def silent(row: Schedule) -> bool:
    return row.beat < timezone.now() - SILENT


def schedule_take(
    *, actor: Actor, schedule: Schedule, chosen: Collection[int] | None = None
) -> list[Batch]:
    """The batches chosen by their place, all where none are named; those of an earlier proposal that nobody
    has touched and that are still to come make room for them."""
    with act(actor, "schedule.take", on=schedule.village) as audit:
        row = _ready(schedule)
        asked = asked_of(actor, row.village, row.year, row.day)
        if stands(asked) != row.found["stands"]:
            raise refuse("schedule.stale")
        found = [one for n, one in enumerate(row.found["batches"]) if chosen is None or n in chosen]
        if not found:
            raise refuse("schedule.none_chosen")
        for old in asked.replaced:
            if old.first > today():
                batch_cancel(actor=actor, batch=old, reason=AGAIN)
        made = [_make(actor, asked, one) for one in found]
        row.state = State.TAKEN
        row.save(update_fields=["state"])
        audit.note(row.village, batches=len(made), value=row.year)
        return made


def _make(actor: Actor, asked: Asked, one: dict[str, Any]) -> Batch:
    officers = [asked.officers[key] for key in one["officers"] if key in asked.officers]
    homes = [asked.homes[home] for home, _who in one["visits"] if home in asked.homes]
    return batch_make(
        actor=actor,
        village=asked.village,
        first=date.fromisoformat(one["first"]),
        last=date.fromisoformat(one["last"]),
        officers=officers,
        households=homes,
        purpose=WITH_LECTURE if one["lecture"] else VISITS,
        lecture=one["lecture"],
        fixed=False,
    )


def schedule_drop(*, actor: Actor, schedule: Schedule) -> None:
    """None of it is used."""
    with act(actor, "schedule.drop", on=schedule.village) as audit:
        row = _ready(schedule)
        row.state = State.DROPPED
        row.save(update_fields=["state"])
        audit.note(row.village, value=row.year)


def _ready(schedule: Schedule) -> Schedule:
    rows = Schedule.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("village").get(pk=schedule.pk)
    if row.state != State.READY:
        raise refuse("schedule.not_ready")
    return row


def tell(pk: UUID, **now: Any) -> bool:
    """Writes how far the work has come; False where nobody wants it any more. No fact of anybody's, so
    without an audit row."""
    rows = Schedule.objects.visible_to(SYSTEM).filter(pk=pk)
    return bool(rows.update(beat=timezone.now(), **now))


def schedules(actor: Actor, village: Area, year: int) -> GuardedQuerySet[Schedule]:
    return Schedule.objects.visible_to(actor).filter(village=village, year=year)


def schedule_rule_set(
    *,
    actor: Actor,
    numbers: Mapping[str, int | None],
    village: Area | None = None,
    source: str = "",
    from_day: date | None = None,
) -> ScheduleRule:
    """Another rule in the place of the one in force, which ends where this one begins; ``numbers`` by the
    names in ``LIMITS``."""
    with act(actor, "schedule.rule", on=village) as audit:
        if village is None:
            for_all(actor)
        found, day = Reading(), from_day or today()
        row = ScheduleRule(village=village, from_day=day)
        row.source = found.words("source", source, gettext_lazy("依据"), 200, sentence=True)
        for name, (least, most) in LIMITS.items():
            number = numbers.get(name)
            if number is None or not least <= number <= most:
                found.add("schedule_rule.number", name, least=least, most=most)
            else:
                setattr(row, name, number)
        if not found.problems and row.group_most < row.group_least:
            found.add("schedule_rule.group", "group_most")
        found.check()
        rows = ScheduleRule.objects.visible_to(SYSTEM).filter(in_force(day), village=village)
        rows.update(until=day)
        row.save(force_insert=True)
        audit.note(row, from_day=day, village=village.name if village else "")
        return row
