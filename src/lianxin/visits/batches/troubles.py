"""What stands against a batch that is still to come: told, never forbidden; a person decides."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lianxin.kernel.period import today

from ..days.queries import away, holidays, seasons, span_in
from .queries import Line, days_of


def troubles(line: Line) -> list[str]:
    """Holidays, seasons without visits, people who cannot go."""
    if line.over or line.batch.cancelled_at is not None or line.batch.last < today():
        return []
    return [*_days(line), *_people(line)]


def _days(line: Line) -> Iterator[str]:
    days = set(days_of(line.batch))
    told = {row.day: row for row in holidays(line.batch.year)}
    for day in sorted(days):
        row = told.get(day)
        if row is not None and row.off:
            yield _("%(day)s 放假：%(name)s") % {"day": day.isoformat(), "name": row.told}
        elif row is None and day.weekday() > 4:
            yield _("%(day)s 是周末") % {"day": day.isoformat()}
    for season in seasons(line.batch.village):
        if season.wish != season.Wish.PREFER and days.intersection(
            span_in(season, line.batch.year)
        ):
            yield _("%(name)s期间%(wish)s") % {
                "name": season.told,
                "wish": season.get_wish_display(),
            }


def _people(line: Line) -> Iterator[str]:
    days = days_of(line.batch)
    found = away(line.officers, line.batch.year)
    for one in line.officers:
        gone = [day for day in days if day in found[one.pk]]
        if gone:
            yield _("%(name)s %(day)s 走不开：%(why)s") % {
                "name": one.name,
                "day": gone[0].isoformat(),
                "why": found[one.pk][gone[0]] or _("不在岗"),
            }
