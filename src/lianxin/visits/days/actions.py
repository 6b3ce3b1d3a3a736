"""Holidays, seasons and blocked days: set and taken away."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import check_order, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area, Officer
from lianxin.people.queries import reaches_all
from lianxin.people.wording import Reading

from .models import Blocked, Holiday, Season

MOST = 200


def holiday_set(
    *,
    actor: Actor,
    day: date | None,
    last: date | None = None,
    name: str,
    off: bool = True,
    source: str = "",
) -> list[Holiday]:
    """Each day from the first to the last, off or worked; what was told of a day before is replaced."""
    with act(actor, "holiday.set") as audit:
        for_all(actor)
        found = Reading()
        begin = found.day("day", day, _("哪天"))
        name = found.words("name", name, _("名称"), 40, needed=True)
        source = found.words("source", source, _("依据"), 200, sentence=True)
        end = last or begin
        _within(found, begin, end)
        found.check()
        days = [date.fromordinal(n) for n in range(begin.toordinal(), end.toordinal() + 1)]
        Holiday.objects.visible_to(SYSTEM).filter(day__in=days).delete()
        rows = [Holiday(day=one, name=name, off=off, source=source) for one in days]
        Holiday.objects.bulk_create(rows)
        audit.note(name=name, day=begin, last=end)
        return rows


def holiday_drop(*, actor: Actor, holiday: Holiday) -> None:
    with act(actor, "holiday.drop") as audit:
        for_all(actor)
        audit.note(name=holiday.name, day=holiday.day)
        holiday.delete()


def season_set(
    *,
    actor: Actor,
    name: str,
    wish: str,
    first: date | None,
    last: date | None,
    yearly: bool = False,
    village: Area | None = None,
    source: str = "",
) -> Season:
    with act(actor, "season.set", on=village) as audit:
        if village is None:
            for_all(actor)
        found = Reading()
        told: dict[str, Any] = {
            "name": found.words("name", name, _("名称"), 40, needed=True),
            "source": found.words("source", source, _("依据"), 200, sentence=True),
            "first": found.day("first", first, _("从哪天")),
            "last": found.day("last", last, _("到哪天")),
        }
        if wish not in Season.Wish.values:
            found.add("input.unknown_choice", "wish", value=wish[:20])
        _within(found, told["first"], told["last"])
        found.check()
        row = Season.objects.create(wish=wish, yearly=yearly, village=village, **told)
        audit.note(row, name=row.name, from_day=row.first, last=row.last)
        return row


def season_end(*, actor: Actor, season: Season) -> None:
    """From today on it is no longer looked at."""
    with act(actor, "season.end", on=season.village) as audit:
        if season.village is None:
            for_all(actor)
        row = Season.objects.visible_to(SYSTEM).select_for_update(of=("self",)).get(pk=season.pk)
        if row.until is not None:
            raise refuse("season.ended")
        row.until = today()
        row.save(update_fields=["until"])
        audit.note(row, name=row.name)


def blocked_set(
    *,
    actor: Actor,
    officer: Officer,
    kind: str,
    first: date | None,
    last: date | None = None,
    note: str = "",
) -> Blocked:
    """Days on which the officer cannot go, though requirements are asked of them all the same."""
    with act(actor, "blocked.set", on=officer) as audit:
        found = Reading()
        if kind not in Blocked.Kind.values:
            found.add("input.unknown_choice", "kind", value=kind[:20])
        begin = found.day("first", first, _("从哪天"))
        note = found.words("note", note, _("说明"), 120, sentence=True)
        _within(found, begin, last or begin)
        found.check()
        row = Blocked.objects.create(
            officer=officer, kind=kind, first=begin, last=last or begin, note=note
        )
        audit.note(officer, kind=kind, from_day=row.first, last=row.last)
        return row


def blocked_drop(*, actor: Actor, blocked: Blocked) -> None:
    with act(actor, "blocked.drop", on=blocked.officer) as audit:
        audit.note(blocked.officer, kind=blocked.kind, from_day=blocked.first, last=blocked.last)
        blocked.delete()


def for_all(actor: Actor) -> None:
    if not reaches_all(actor):
        raise refuse("days.for_all")


def _within(found: Reading, first: date, last: date) -> None:
    with found.catching():
        check_order(first, last, "last")
    if (last - first).days >= MOST:
        found.add("days.too_long", "last", limit=MOST)
