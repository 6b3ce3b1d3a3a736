"""Somebody who is not signed in, on a page that is there for everybody."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from .writes import ANYBODY_WRITES


class Anybody:
    """Sees no row by itself, and may do what the page is for; nothing tells who it was."""

    id = None
    door = "public"
    address = ""

    @property
    def name(self) -> str:
        return _("群众")

    def sees(self, model: type[Model]) -> Q | None:
        return None

    def allows(self, action: str, on: Any = None) -> bool:
        return action in ANYBODY_WRITES


ANYBODY = Anybody()
