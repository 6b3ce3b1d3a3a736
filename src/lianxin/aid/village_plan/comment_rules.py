"""For how many days a village's plan lies open for comments: set from a day on."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.queries import reaches_all
from lianxin.people.wording import Reading

from .models import CommentRule

MOST = 90


def comment_rules() -> list[CommentRule]:
    """Every row that ever held or will, the latest first; rules are public."""
    rows = CommentRule.objects.visible_to(SYSTEM).order_by("-from_day", "-id")
    return [row for row in rows if row.until != row.from_day]


def comment_rule_set(
    *, actor: Actor, days: int | None, source: str = "", from_day: date | None = None
) -> CommentRule:
    """From the day on a plan that is published lies open for so many days at least, in every village.

    The row before ends there; what was set for today or later may be corrected. Plans that lie open
    keep their last day. Raises ``comment_rule.*`` and ``rule.not_later``.
    """
    with act(actor, "comment_rule.set") as audit:
        if not reaches_all(actor):
            raise refuse("comment_rule.for_all")
        found, day = Reading(), from_day or today()
        if days is None or not 1 <= days <= MOST:
            found.add("comment_rule.days", "days", most=MOST)
        words = found.words("source", source, _("依据"), 160, needed=True, sentence=True)
        rows = list(CommentRule.objects.visible_to(SYSTEM).select_for_update())
        newest = rows[-1] if rows else None
        if newest and (day < newest.from_day or newest.from_day == day < today()):
            found.add("rule.not_later", "from_day", last=newest.from_day)
        found.check()
        row = _following(rows, day)
        row.days, row.source = days or 0, words
        row.save()
        audit.note(row, days=row.days, from_day=day)
        return row


def _following(rows: list[CommentRule], day: date) -> CommentRule:
    """The row of this very day, else a new one where those before end."""
    same = next((row for row in rows if row.from_day == day), None)
    for row in rows:
        if row is not same and (row.until is None or row.until > day):
            row.until = day
            row.save(update_fields=["until"])
    return same or CommentRule(from_day=day)
