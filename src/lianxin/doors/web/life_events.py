"""What happened to a household: births, deaths, marriages, monitoring, a house made safe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from lianxin.records.file.models import Living, Standing
from lianxin.records.file.stated import Stated
from lianxin.register.changes import Joining, Leaving
from lianxin.register.queries import HouseholdFile

Event = tuple[date, str]


def life_events(file: HouseholdFile, held: Stated) -> list[Event]:
    """Events up to the day of the file, in order."""
    found = [*_members(file), *_watch(held.told[Standing]), *_house(held.told[Living])]
    return sorted(one for one in found if one[0] <= file.day)


def _members(file: HouseholdFile) -> Iterator[Event]:
    came = {Joining.BORN.value: _("添丁"), Joining.MARRIED_IN.value: _("娶进")}
    went = {Leaving.DIED.value: _("去世"), Leaving.MARRIED_OUT.value: _("嫁出")}
    for one in (*file.members, *file.former):
        if one.joined_by in came:
            yield one.from_day, came[one.joined_by]
        if one.until is not None and one.left_by in went:
            yield one.until, went[one.left_by]


def _watch(rows: list[Standing]) -> Iterator[Event]:
    """By the months of risk where they are stated, else by the day of the statement."""
    watched = cleared = False
    for row in rows:
        if row.until == row.from_day:
            continue
        if row.watch_id and not watched:
            yield row.risk_from or row.identified or row.from_day, _("纳入监测")
        if row.watch_id and row.risk_cleared and not cleared:
            yield row.risk_until or row.from_day, _("风险消除")
        watched, cleared = bool(row.watch_id), bool(row.watch_id and row.risk_cleared)


def _house(rows: list[Living]) -> Iterator[Event]:
    dangerous = None
    for row in rows:
        if row.until == row.from_day or row.dangerous_house is None:
            continue
        if dangerous and not row.dangerous_house:
            yield row.from_day, _("危房消除")
        dangerous = row.dangerous_house
