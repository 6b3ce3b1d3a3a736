"""Who acts. Rooms below the policy know an actor only by this protocol."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from django.db.models import Model, Q


class Actor(Protocol):
    """Somebody who reads or writes, with the door and address they came through."""

    @property
    def id(self) -> UUID | None: ...
    @property
    def name(self) -> str: ...
    @property
    def door(self) -> str: ...
    @property
    def address(self) -> str: ...
    def sees(self, model: type[Model]) -> Q | None:
        """The rows of a model this actor may see; None for none at all."""

    def allows(self, action: str, on: Any = None) -> bool:
        """Whether the actor may do the action, to this object where one is given."""


class System:
    """The named actor of commands, imports' look-ups and background work; sees and may all."""

    id: UUID | None = None
    name = "系统"
    door = "command"
    address = ""

    def sees(self, model: type[Model]) -> Q | None:
        return Q()

    def allows(self, action: str, on: Any = None) -> bool:
        return True


SYSTEM = System()
