"""What holds of a kind of activity from a day on; activities before that day keep what held then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.people.queries import check_for_all
from lianxin.people.wording import Reading
from lianxin.register.models import Code

from .models import ActivityKind, Group, Writes

LONGEST_WAIT = 730


def activity_kind_set(
    *,
    actor: Actor,
    kind: Code,
    group: str,
    writes: str,
    needs: Collection[Code] = (),
    words: str = "",
    trade: str = "",
    after: int | None = None,
    from_day: date | None = None,
) -> ActivityKind:
    """A new row from the day on, for every unit; what was set for today or later may be corrected.

    Raises ``rule.for_all``, ``rule.not_later``, ``activity.after`` and ``input.…``.
    """
    with act(actor, "activity_kind.set") as audit:
        check_for_all(actor)
        found, day = Reading(), from_day or today()
        row = ActivityKind(kind=kind, group=group, writes=writes, from_day=day, after=after)
        for field, value, known in (("group", group, Group), ("writes", writes, Writes)):
            if value not in known.values:
                found.add("input.unknown_choice", field, value=value)
        row.words = found.words("words", words, _("要参加的人常说的词"), 120, sentence=True)
        row.trade = found.words("trade", trade, _("学会后能做的活"), 30, sentence=True)
        if after is not None and not 1 <= after <= LONGEST_WAIT:
            found.add("activity.after", "after", limit=LONGEST_WAIT)
        rows = ActivityKind.objects.visible_to(SYSTEM).select_for_update().filter(kind=kind)
        newest = rows.order_by("-from_day").first()
        if newest is not None and (day < newest.from_day or _past(newest, day)):
            found.add("rule.not_later", "from_day", last=newest.from_day)
        found.check()
        row.needs = [str(one.pk) for one in needs]
        _follow(row, newest)
        audit.note(kind, group=group, writes=writes, from_day=day)
        return row


def _past(newest: ActivityKind, day: date) -> bool:
    """What has held since before today is ended, never changed."""
    return newest.from_day == day < today()


def _follow(row: ActivityKind, newest: ActivityKind | None) -> None:
    if newest is not None and newest.from_day == row.from_day:
        row.pk = newest.pk
        row.save(force_update=True)
        return
    if newest is not None:
        newest.until = row.from_day
        newest.save(update_fields=["until"])
    row.save(force_insert=True)
