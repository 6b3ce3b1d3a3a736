"""Ledgers are named queries: a title, columns, and rows within one's scope as of a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area
from lianxin.register.models import Household, Person

from . import columns, households, members
from .columns import Column
from .conditions import Conditions


class Read(Protocol):
    def __call__(
        self,
        actor: Actor,
        conditions: Conditions,
        *,
        village: Area | None,
        day: date,
        sort: str = "",
    ) -> Iterator[Any]: ...


@dataclass(frozen=True)
class Ledger:
    """``needs``: the model that one must be able to see for the ledger to exist."""

    name: str
    title: Any
    columns: tuple[Column, ...]
    read: Read
    needs: type[Model]

    def visible_columns(self, actor: Actor) -> list[Column]:
        return columns.visible(actor, self.columns)


LEDGERS: dict[str, Ledger] = {
    ledger.name: ledger
    for ledger in (
        Ledger("households", _("联系户台账"), columns.HOUSEHOLDS, households.ledger, Household),
        Ledger("members", _("家庭成员台账"), columns.MEMBERS, members.ledger, Person),
    )
}


def visible_ledgers(actor: Actor) -> list[Ledger]:
    return [ledger for ledger in LEDGERS.values() if actor.sees(ledger.needs) is not None]
