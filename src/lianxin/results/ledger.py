"""A ledger is a named query: a title, columns, and rows within one's scope as of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area

from . import columns
from .asked import Asked
from .columns import Column
from .conditions import Conditions
from .lines import lines
from .records import Totals

READ = 2000
"""Rows fetched at a time."""
Lines = Callable[[Actor, Iterable[Any], date], Iterator[Any]]


@dataclass(frozen=True)
class Ledger:
    """``needs``: the model that one must be able to see for the ledger to exist.

    ``asks`` reads its conditions from an address. ``kinds`` names what its rows are told apart by: a
    code list, "goods", or nothing. ``totals`` fold all rows that match. ``lines_of`` and ``lean``
    read no more than the columns of a sheet need. ``layout``: a form of somebody else's, to which nothing is added.
    """

    name: str
    title: Any
    about: Any
    columns: tuple[Column, ...]
    needs: type[Model]
    rows: Callable[..., QuerySet[Any]]
    lines: Lines = lines
    asks: type[Conditions] | type[Asked] = Asked
    kinds: str = ""
    totals: Totals | None = None
    lines_of: Callable[[Sequence[Column]], Lines] | None = None
    lean: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    layout: bool = False

    def visible_columns(self, actor: Actor) -> list[Column]:
        return columns.visible(actor, self.columns)

    def read(
        self,
        actor: Actor,
        conditions: Any,
        *,
        village: Area | None,
        day: date,
        sort: str = "",
        begin: int = 0,
        most: int | None = None,
        columns: Sequence[Column] = (),
    ) -> Iterator[Any]:
        """Rows in the ledger's order, from one place on; read in batches for these columns."""
        found = self.rows(actor, conditions, village=village, day=day, sort=sort)
        if columns and self.lean:
            found = self.lean(found)
        part = found[begin : None if most is None else begin + most]
        read = self.lines_of(columns) if self.lines_of and columns else self.lines
        return read(actor, part.iterator(chunk_size=READ), day)
