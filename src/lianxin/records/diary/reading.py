"""What may be written into an entry: every problem at once, before anything is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import check_order, in_force, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area, Officer, Partnership
from lianxin.people.wording import Reading
from lianxin.register.models import Household, Pairing

from .models import Kind
from .together import asked

LONGEST = 5000
MOST_DAYS = 31
MOST_MINUTES = 24 * 60
ID_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")
NEEDS_HOUSEHOLD = {Kind.VISIT, Kind.TALK}


def words_of(text: str) -> str:
    """The text with its lines, outer blanks gone; an ID number in it is cut to its last four."""
    lines = [line.rstrip() for line in (text or "").replace("\r\n", "\n").split("\n")]
    return ID_NUMBER.sub(lambda found: "…" + found.group()[-4:], "\n".join(lines).strip())


def check(
    officer: Officer,
    kinds: Sequence[str],
    day: date,
    until: date | None,
    text: str,
    households: Sequence[Household],
    minutes: int | None,
    *,
    old: bool = False,
) -> None:
    """``old``: written down long ago, elsewhere, perhaps before the officer stood in this register."""
    found = Reading()
    if not text:
        found.add("diary.text_wanted", "text")
    if len(text) > LONGEST:
        found.add("input.too_long", "text", label="日记", limit=LONGEST, length=len(text))
    _kinds(found, kinds, households)
    _days(found, officer, day, until, old)
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        found.add("diary.minutes", "minutes", minutes=minutes, limit=MOST_MINUTES)
    found.check()


def _kinds(found: Reading, kinds: Sequence[str], households: Sequence[Household]) -> None:
    if not kinds:
        found.add("diary.kind_wanted", "kinds")
    for kind in kinds:
        if kind not in Kind.values:
            found.add("input.unknown_choice", "kinds", value=kind)
    if set(kinds) & NEEDS_HOUSEHOLD and not households:
        found.add("diary.household_wanted", "households")


def _days(found: Reading, officer: Officer, day: date, until: date | None, old: bool) -> None:
    with found.catching():
        check_order(day, until)
    last = until or day
    if last > today():
        found.add("diary.future", "day", day=last)
    if (last - day).days >= MOST_DAYS:
        days = (last - day).days + 1
        found.add("diary.too_long_a_stay", "until", limit=MOST_DAYS, days=days)
    if day < officer.from_day and not old:
        found.add("diary.before_officer", "day", name=officer.name, since=officer.from_day)
    if officer.until and last >= officer.until:
        found.add("diary.after_officer", "day", name=officer.name, until=officer.until)


def village_of(
    officer: Officer,
    village: Area | None,
    households: Sequence[Household],
    day: date,
    *,
    old: bool = False,
) -> Area:
    """The one village of the entry, with which the officer's unit was paired on the day.

    ``old``: with which it ever was, since earlier pairings may never have been entered.
    """
    areas = {household.village_id for household in households}
    if len(areas) > 1 or (village and areas and areas != {village.pk}):
        raise refuse("diary.one_village", "households")
    found = households[0].village if households else village
    if found is None:
        raise refuse("diary.village_wanted", "village")
    paths = asked(("paired", found.pk, None if old else day), lambda: _paired(found, day, old))
    if not any(officer.unit.path.startswith(path) for path in paths):
        raise refuse("diary.foreign_village", "village", name=officer.name, village=found.name)
    return found


def _paired(village: Area, day: date, ever: bool) -> list[str]:
    """Unscoped: whether the officer's unit is paired with the village is no secret of either."""
    rows = Partnership.objects.visible_to(SYSTEM).filter(village=village)
    rows = rows if ever else rows.filter(in_force(day))
    return list(rows.values_list("unit__path", flat=True))


def own_on(officer: Officer, day: date) -> dict[UUID, Household]:
    """The officer's own households on the day, with their villages."""
    return asked(("own", officer.pk, day), lambda: _own_on(officer, day))


def _own_on(officer: Officer, day: date) -> dict[UUID, Household]:
    then = Pairing.objects.visible_to(SYSTEM).filter(in_force(day), officer=officer)
    rows = Household.objects.visible_to(SYSTEM).filter(pk__in=then.values("household_id"))
    return {row.pk: row for row in rows.select_related("village")}
