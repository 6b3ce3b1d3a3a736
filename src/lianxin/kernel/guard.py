"""Access is fetching: a guarded manager yields nothing until it is told who asks.

A model declares its ``reach``: the look-ups that lead from a row to the things a grant can cover.
``people/policy.py`` turns a grant and a reach into a filter.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models

from .actor import Actor
from .problem import refuse

M = TypeVar("M", bound=models.Model)


class Reach(NamedTuple):
    """Look-ups from a row to an area path, a unit path, a household, officer or account id.

    ``public`` rows (areas, code lists) are visible to everyone who is signed in. ``via`` names a model
    of links to households and its column that leads back, where a row has several households.
    ``shared``: officers read what their unit and those above it keep for their work.
    ``within``: the path of the place a row is meant for; whoever works in a village inside it sees it too.
    ``either``: an officer's own rows count beside those of the officer's households. ``by`` names a
    model of links to officers in the same way: what an officer took part in. ``village``: the id of the
    village a row is about as a whole; officers see those of the villages their households lie in.
    """

    area: str = ""
    unit: str = ""
    household: str = ""
    officer: str = ""
    account: str = ""
    public: bool = False
    via: tuple[str, str] | None = None
    either: bool = False
    by: tuple[str, str] | None = None
    shared: bool = False
    within: str = ""
    village: str = ""


class GuardedQuerySet(models.QuerySet[M]):
    def get_visible(self, **lookup: Any) -> M:
        """The one row, or the refusal that looks the same for unseen and for absent."""
        try:
            return self.get(**lookup)
        except (ObjectDoesNotExist, ValidationError, ValueError, TypeError):
            raise refuse("action.absent") from None


class GuardedManager(models.Manager[M]):
    """``.objects`` and reverse relations are empty; ``.visible_to(actor)`` opens them."""

    def get_queryset(self) -> GuardedQuerySet[M]:
        return self._rows().none()

    def _rows(self) -> GuardedQuerySet[M]:
        return GuardedQuerySet(self.model, using=self._db)

    def _open(self) -> GuardedQuerySet[M]:
        """All rows; of a reverse relation (``household.pairings``) all that belong to it."""
        related = getattr(self, "_apply_rel_filters", None)
        opened: GuardedQuerySet[M] = related(self._rows()) if related else self._rows()
        return opened

    def bulk_update(self, *args: Any, **options: Any) -> int:
        """Of no rows, none would be changed, and nobody would be told."""
        raise TypeError("say who asks before many rows are changed: .visible_to(actor).bulk_update")

    def visible_to(self, actor: Actor) -> GuardedQuerySet[M]:
        allowed = actor.sees(self.model)
        return self._open().none() if allowed is None else self._open().filter(allowed)
