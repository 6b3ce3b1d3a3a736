"""What the records say of a task: the figure it names, counted over the villages of its unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.money import yuan
from lianxin.kernel.period import today
from lianxin.office.tasks.queries import TaskLine
from lianxin.people.models import Area, Partnership, Unit
from lianxin.people.policy import AccountActor
from lianxin.results.figures import FIGURES, extent, kept, visible_figures
from lianxin.results.titles import title
from lianxin.results.titles import unit as unit_of

from .need_page import only_officer

Number = int | float | None


@dataclass(frozen=True)
class Evidence:
    """入户走到的户 64/64 户, with the page of the rows behind it."""

    title: str
    value: Number
    number: str
    target: str
    unit: str
    href: str
    reached: bool
    share: int


def evidence(
    actor: AccountActor, villages: list[Area], unit: Unit, lines: Iterable[TaskLine]
) -> dict[UUID, Evidence]:
    """By task; nothing for whoever sees single households alone, whose counts would be others."""
    wanted = [line for line in lines if line.row.figure in FIGURES]
    if not wanted or only_officer(actor):
        return {}
    found: dict[UUID, Evidence] = {}
    for year in {line.row.year for line in wanted}:
        if year > today().year:
            continue
        there = _villages(unit, villages, year)
        names = tuple(sorted({line.row.figure for line in wanted if line.row.year == year}))
        values = [kept(actor, extent(village, year), names) for village in there]
        for line in wanted:
            if line.row.year == year and all(line.row.figure in one for one in values) and values:
                found[line.row.pk] = _told(line, [one[line.row.figure] for one in values], there)
    return found


def _villages(unit: Unit, seen: list[Area], year: int) -> list[Area]:
    """Those that the unit, or the one above it that is paired, was paired with in the year. Unscoped:
    which village a unit is paired with is no secret; only those the actor reaches are counted."""
    rows = Partnership.objects.visible_to(SYSTEM).filter(from_day__year__lte=year)
    rows = rows.exclude(until__lt=f"{year}-01-01").select_related("unit")
    paired = [
        row.village_id
        for row in rows
        if row.unit.path.startswith(unit.path) or unit.path.startswith(row.unit.path)
    ]
    return [village for village in seen if village.pk in set(paired)]


def _told(line: TaskLine, values: list[Number], villages: list[Area]) -> Evidence:
    figure, target = FIGURES[line.row.figure], line.row.target or 0
    known = [value for value in values if value is not None]
    whole: Number = sum(known) if known and (len(known) == 1 or figure.fold != "median") else None
    asked = {"year": str(line.row.year)}
    asked["village"] = villages[0].code if len(villages) == 1 else "all"
    return Evidence(
        title(figure),
        whole,
        _written(whole, money=figure.money),
        _written(target, money=figure.money),
        unit_of(figure),
        f"{reverse('figure', args=[figure.name])}?{urlencode(asked)}",
        whole is not None and whole >= target,
        min(100, round(100 * (whole or 0) / target)) if target else 0,
    )


def _written(value: Number, *, money: bool) -> str:
    if value is None:
        return "—"
    return yuan(round(value * 100)) if money else f"{value:,}"


def offered(actor: AccountActor) -> list[tuple[str, str]]:
    """The figures that a task may name; a median is reached by nobody's doing."""
    told = [one for one in visible_figures(actor) if one.fold != "median"]
    return [(one.name, f"{title(one)}（{unit_of(one)}）") for one in told]
