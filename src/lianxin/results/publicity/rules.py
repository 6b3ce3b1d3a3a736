"""公示天数 is changed from a day on; lists that hang already keep their last day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.following import in_the_way, making_way
from lianxin.kernel.period import today
from lianxin.people.queries import check_for_all
from lianxin.people.wording import Reading

from .actions import MOST_DAYS
from .models import PublicityRule


def publicity_rules() -> list[PublicityRule]:
    """Every row that ever held or will, the latest first; rules are public."""
    rows = PublicityRule.objects.visible_to(SYSTEM).order_by("-from_day", "-id")
    return [row for row in rows if row.until != row.from_day]


def publicity_rule_set(
    *, actor: Actor, days: int | None, source: str = "", from_day: date | None = None
) -> PublicityRule:
    """From the day on a list that begins hangs for so many days at least, in every unit.

    The row before ends there; what was set for today or later may be corrected. Raises
    ``rule.for_all``, ``publicity_rule.days``, ``rule.not_later`` and ``input.…``.
    """
    with act(actor, "publicity_rule.set") as audit:
        check_for_all(actor)
        found, day = Reading(), from_day or today()
        if days is None or not 1 <= days <= MOST_DAYS:
            found.add("publicity_rule.days", "days", most=MOST_DAYS)
        words = found.words("source", source, _("依据"), 160, needed=True, sentence=True)
        rows = list(PublicityRule.objects.visible_to(SYSTEM).select_for_update())
        if last := in_the_way(rows, day):
            found.add("rule.not_later", "from_day", last=last)
        found.check()
        row = making_way(rows, day) or PublicityRule(from_day=day)
        row.days, row.source = days or 0, words
        row.save()
        audit.note(row, days=row.days, from_day=day)
        return row
