"""The rows behind one item of one subject's year: those of its figure that are theirs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.figure import Extent, Figure
from lianxin.visits.duty import Year, duties

from ..figures import FIGURES
from .computing import Span
from .models import SchemeItem
from .numbers import days_held, days_that_count

Formula = SchemeItem.Formula


@dataclass(frozen=True)
class Whose:
    """Whom the rows belong to: these officers and the households they held in the span; of a village its
    households alone."""

    officers: tuple[UUID, ...]
    homes: tuple[UUID, ...]


def whose(span: Span, officers: Collection[UUID]) -> Whose:
    found = duties(SYSTEM, None, Year(span.year), span.last, officers)
    only = days_that_count(span.year, span.last)
    homes = {home for duty in found for home in days_held(duty, only)}
    return Whose(tuple(officers), tuple(sorted(homes)))


def figure_of(item: SchemeItem) -> Figure:
    """The one whose rows are shown: where a part is held against a whole, the whole with what is missing."""
    return FIGURES[item.whole or item.figure]


def rows_of(item: SchemeItem, span: Span, theirs: Whose, actor: Actor = SYSTEM) -> QuerySet[Any]:
    """Those that the actor may see, of all that were counted."""
    figure = figure_of(item)
    extent = Extent("", span.year, span.last)
    found = _theirs(figure, figure.rows(actor, extent), theirs)
    if item.formula == Formula.GROWTH:
        before = replace(extent, year=span.year - 1)
        found = found | _theirs(figure, figure.rows(actor, before), theirs)
    return found


def _theirs(figure: Figure, rows: QuerySet[Any], theirs: Whose) -> QuerySet[Any]:
    if figure.officer and theirs.officers:
        return rows.filter(**{f"{figure.officer}__in": theirs.officers})
    if not figure.household:
        return rows.none()
    return rows.filter(**{f"{figure.household}__in": theirs.homes})


def met(item: SchemeItem, span: Span, theirs: Whose) -> set[UUID]:
    """Of a share, the keys of those rows of the whole that count; of anything else none.

    Unscoped: whether a row counts is told with the row.
    """
    if item.formula != Formula.SHARE:
        return set()
    figure, whole = FIGURES[item.figure], figure_of(item)
    rows = _theirs(figure, figure.rows(SYSTEM, Extent("", span.year, span.last)), theirs)
    column = "pk" if figure.model is whole.model else figure.household
    return set(rows.order_by().values_list(column, flat=True))
