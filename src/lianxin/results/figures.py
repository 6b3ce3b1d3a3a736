"""The registry: every figure of the product under its name."""

from __future__ import annotations

from datetime import date

from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure
from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.records.file import figures as file
from lianxin.register import figures as register

FIGURES: dict[str, Figure] = {figure.name: figure for figure in (*register.FIGURES, *file.FIGURES)}


def extent(village: Area | None, year: int, as_of: date | None = None) -> Extent:
    """A year as it stands: on the day asked for, else today, else (a past year) its last day."""
    return Extent(village.path if village else "", year, as_of or min(today(), date(year, 12, 31)))


def visible_figures(actor: Actor) -> list[Figure]:
    return [figure for figure in FIGURES.values() if actor.sees(figure.model) is not None]


def told(actor: Actor, extent: Extent) -> dict[str, int | float | None]:
    return {figure.name: figure.told(actor, extent) for figure in visible_figures(actor)}
