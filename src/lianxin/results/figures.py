"""The registry: every figure of the product under its name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import chain

from lianxin.aid import figures as aid
from lianxin.aid.village_plan import figures as village_plan
from lianxin.kernel.actor import Actor
from lianxin.kernel.figure import Extent, Figure
from lianxin.kernel.memory import remembered
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.plans import figures as plans
from lianxin.pool import figures as pool
from lianxin.pool.loans import figures as loans
from lianxin.pool.offers import figures as offers
from lianxin.records.confirmations import figures as confirmations
from lianxin.records.diary import figures as diary
from lianxin.records.file import figures as file
from lianxin.records.needs import figures as needs
from lianxin.register import figures as register
from lianxin.register.cards import figures as cards
from lianxin.review import figures as review

from .profile import figures as profile

ROOMS = (
    register.FIGURES,
    cards.FIGURES,
    file.FIGURES,
    diary.FIGURES,
    aid.FIGURES,
    village_plan.FIGURES,
    pool.FIGURES,
    offers.FIGURES,
    loans.FIGURES,
    needs.FIGURES,
    plans.FIGURES,
    confirmations.FIGURES,
    review.FIGURES,
    profile.FIGURES,
)
ORDER = """households members officers monitored_households known_households visits households_visited
talks stay_days lectures activities leaflets bags projects project_funds trainings needs_raised
needs_closed measures measures_done income_per_head_median households_better households_same
households_worse""".split()
"""As the commands and the API list them; what else the rooms count follows in the rooms' order."""
_ALL = {figure.name: figure for figure in chain.from_iterable(ROOMS)}
FIGURES: dict[str, Figure] = {name: _ALL[name] for name in ORDER if name in _ALL} | _ALL


def extent(village: Area | None, year: int, as_of: date | None = None) -> Extent:
    """A year as it stands: on the day asked for, else today, else (a past year) its last day."""
    return Extent(village.path if village else "", year, as_of or min(today(), date(year, 12, 31)))


def visible_figures(actor: Actor) -> list[Figure]:
    return [figure for figure in FIGURES.values() if figure.told_to(actor)]


def visible_figure(actor: Actor, name: str) -> Figure:
    figure = FIGURES.get(name)
    if figure is None or not figure.told_to(actor):
        raise refuse("action.absent")
    return figure


def told(
    actor: Actor, extent: Extent, names: Collection[str] = ()
) -> dict[str, int | float | None]:
    """Every figure that the actor may know, or those of them that are named."""
    figures = [one for one in visible_figures(actor) if not names or one.name in names]
    parted: dict[str, int] = {}
    for count in {one.at_once for one in figures if one.at_once}:
        parted |= count(actor, extent)
    return {
        one.name: parted[one.name] if one.name in parted else one.told(actor, extent)
        for one in figures
    }


def kept(
    actor: Actor, extent: Extent, names: tuple[str, ...] = ()
) -> dict[str, int | float | None]:
    """The same, counted once until somebody changes something: for pages."""
    key = ("told", actor.id, extent, today(), names)
    return remembered(key, lambda: told(actor, extent, names))
