"""A unit of many officers, each with one household in 2025, as its office finds them in the year's list."""

from __future__ import annotations

from uuid import UUID

from lianxin.people.models import Officer
from lianxin.people.policy import AccountActor
from lianxin.results.assessment.computing import Span
from lianxin.results.assessment.many import stamp
from lianxin.results.assessment.models import Assessment
from lianxin.results.assessment.queries import OfficerLine, officer_lines
from lianxin.review.models import Doubt
from tests.cast import Cast
from tests.visits.acts import did

from .year import YEAR, on, since_2024


def unit_of(cast: Cast, n: int) -> list[Officer]:
    """``n`` officers besides 田立新 and 刘志强, who have a household too."""
    found = [cast.tian, cast.liu]
    found += [cast.officer_of(cast.unit, f"干部{number:02}") for number in range(n)]
    for number, officer in enumerate(found):
        cast.household(f"户主{number:02}", number=f"3-{number:03}", officer=officer)
    since_2024()
    return found[2:]


def lines(actor: AccountActor) -> list[OfficerLine]:
    return officer_lines(actor, Span.of(YEAR))


def seen(actor: AccountActor, *officers: Officer) -> dict[UUID, str]:
    """What the list shows of these officers, or of all, each with its stamp."""
    keys = {one.pk for one in officers}
    shown = (one for one in lines(actor) if not officers or one.officer.pk in keys)
    return {one.officer.pk: stamp(one) for one in shown}


def held(actor: AccountActor, *officers: Officer) -> dict[UUID, str]:
    """The same of those confirmed, by their assessment."""
    keys = {one.pk for one in officers}
    shown = (one for one in lines(actor) if not officers or one.officer.pk in keys)
    return {one.standing.row.pk: stamp(one) for one in shown if one.standing}


def doubted(cast: Cast, officer: Officer) -> Doubt:
    entry = did(officer, "talk", on(6), village=cast.village).entry
    return Doubt.objects.create(
        entry=entry,
        officer=officer,
        village=cast.village,
        day=entry.day,
        found_at=entry.written_at,
    )


def names(rows: list[Assessment]) -> list[str]:
    return [str(row.officer) for row in rows]
