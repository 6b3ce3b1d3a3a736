"""What a village has is stated for a year; what was said before stays readable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.people.wording import Reading

from .models import VillageFact
from .queries import profile
from .values import NONE, Value, read

FIRST_YEAR = 2000


def village_fact_state(
    *,
    actor: Actor,
    village: Area,
    year: int,
    values: Mapping[str, str],
    source: str,
    day: date | None = None,
) -> list[VillageFact]:
    """By the indicators' keys what was typed for the year; only what differs becomes a statement.

    Several people may fill in one year: what is not named stays as it is. Raises ``village_fact.*``.
    """
    with act(actor, "village_fact.state", on=village) as audit:
        found, day = Reading(), day or today()
        if not FIRST_YEAR <= year <= today().year:
            raise refuse("village_fact.year", "year", first=FIRST_YEAR)
        Area.objects.visible_to(SYSTEM).select_for_update().get(pk=village.pk)
        changed: list[tuple[VillageFact, Value]] = []
        # unscoped: whoever states the village's facts is measured against all that stand
        for line in profile(SYSTEM, village, year, day):
            if not line.asked or values.get(line.indicator.key, line.typed) == line.typed:
                continue
            value = NONE
            with found.catching():
                value = read(line.indicator, values[line.indicator.key])
            if value != line.value:
                row = VillageFact(village=village, indicator=line.indicator, year=year)
                changed.append((row, value))
        name = found.words("source", source, _("这些数从哪里来"), 80, sentence=True)
        if (changed or found.problems) and not name:
            found.add("village_fact.source_wanted", "source")
        found.check()
        now = timezone.now()
        for row, value in changed:
            row.value, row.chosen = value.number, value.chosen
            row.source, row.day, row.at = name, day, now
            row.author_id, row.author_name = actor.id, actor.name
        audit.note(village, rows=len(changed), day=day)
        return VillageFact.objects.bulk_create(row for row, _value in changed)
