"""What a phone is given: its officer's own households and what hangs on them, as plain documents.

Each kind tells a light sign of every document, which changes when the document does, and makes the
documents that are asked for. No ID number is ever in one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from . import entries, homes, me, work
from .scope import Doc, Scope

__all__ = ("Doc", "Scope", "documents", "signs")
Key = tuple[str, UUID]
KINDS = {
    "me": me.documents,
    "household": homes.documents,
    "need": work.needs,
    "measure": work.measures,
    "proposal": work.proposals,
}
"""Small enough to be made whole each time; entries are looked at by their signs."""


def signs(scope: Scope) -> dict[Key, bytes]:
    """A digest of every document that the account may hold today."""
    found = {("entry", key): _digest(sign) for key, sign in entries.signs(scope).items()}
    for kind in KINDS:
        found |= {(kind, key): _digest([doc.rev, doc.data]) for key, doc in _made(scope, kind)}
    return found


def documents(scope: Scope, keys: Iterable[Key]) -> Mapping[Key, Doc]:
    """Those of the keys that still are the account's to hold."""
    wanted = set(keys)
    found: dict[Key, Doc] = {}
    for kind in {kind for kind, _ in wanted} - {"entry"}:
        found |= {(kind, key): doc for key, doc in _made(scope, kind) if (kind, key) in wanted}
    texts = [key for kind, key in wanted if kind == "entry"]
    if texts:
        found |= {("entry", key): doc for key, doc in entries.documents(scope, texts).items()}
    return found


def _made(scope: Scope, kind: str) -> Iterable[tuple[UUID, Doc]]:
    if kind not in scope.made:
        scope.made[kind] = KINDS[kind](scope)
    return scope.made[kind].items()


def _digest(content: Any) -> bytes:
    text = json.dumps(content, ensure_ascii=False, default=str, sort_keys=True)
    return sha256(text.encode()).digest()[:16]
