"""What is asked of a ledger of records: a year, an officer, a household, a kind, a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

KEYS = ("officer", "household", "kind")


@dataclass(frozen=True)
class Asked:
    """Each field is one parameter of the address; what cannot be read there is left out."""

    q: str = ""
    year: int | None = None
    officer: UUID | None = None
    household: UUID | None = None
    kind: UUID | None = None

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Asked:
        keys: dict[str, Any] = {name: _key(data.get(name)) for name in KEYS}
        year = str(data.get("year") or "")
        return cls(
            q=str(data.get("q") or "").strip()[:60],
            year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
            **keys,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the address, in a fixed order; empty ones are left out."""
        told = [(name, getattr(self, name)) for name in ("q", "year", *KEYS)]
        return [(name, str(value)) for name, value in told if value]

    @property
    def address(self) -> str:
        return urlencode(self.pairs())

    def without(self, *names: str) -> Asked:
        blank = Asked()
        return replace(self, **{name: getattr(blank, name) for name in names})

    def __bool__(self) -> bool:
        return self != Asked()


def _key(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None
