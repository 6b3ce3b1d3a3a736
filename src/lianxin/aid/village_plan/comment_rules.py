"""For how many days a village's plan lies open for comments: set from a day on."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.following import in_the_way, making_way
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.people.queries import reaches_all
from lianxin.people.wording import Reading

from .actions import MOST_DAYS
from .models import CommentRule


def comment_rules(village: Area | None) -> list[CommentRule]:
    """Every row that ever held for the village or will, its own first, the latest first; rules are public."""
    rows = CommentRule.objects.visible_to(SYSTEM).select_related("village")
    rows = rows.filter(Q(village=None) | Q(village=village))
    rows = rows.order_by(F("village").asc(nulls_last=True), "-from_day", "-id")
    return [row for row in rows if row.until != row.from_day]


def comment_rule_set(
    *,
    actor: Actor,
    days: int | None,
    village: Area | None = None,
    source: str = "",
    from_day: date | None = None,
) -> CommentRule:
    """From the day on a plan that is published lies open for so many days at least: the village's, or all.

    The row before ends there; what was set for today or later may be corrected. Plans that lie open
    keep their last day. Raises ``comment_rule.*`` and ``rule.not_later``.
    """
    with act(actor, "comment_rule.set", on=village) as audit:
        if village is None and not reaches_all(actor):
            raise refuse("comment_rule.for_all")
        found, day = Reading(), from_day or today()
        if days is None or not 1 <= days <= MOST_DAYS:
            found.add("comment_rule.days", "days", most=MOST_DAYS)
        words = found.words("source", source, _("依据"), 160, needed=True, sentence=True)
        rows = list(
            CommentRule.objects.visible_to(SYSTEM).select_for_update().filter(village=village)
        )
        if last := in_the_way(rows, day):
            found.add("rule.not_later", "from_day", last=last)
        found.check()
        row = making_way(rows, day) or CommentRule(from_day=day)
        row.village = village
        row.days, row.source = days or 0, words
        row.save()
        audit.note(row, days=row.days, from_day=day)
        return row
