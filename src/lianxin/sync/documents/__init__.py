"""What a phone is given: its officer's own households and what hangs on them, as plain documents.

Each kind tells a light sign of every document, which changes when the document does, and makes the
documents that are asked for. No ID number is ever in one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from . import activities, assessments, entries, homes, me, work
from .scope import Doc, Scope
from .touched import touched

__all__ = ("SMALL", "Doc", "Scope", "documents", "signs", "touched")
Key = tuple[str, UUID]
SMALL = {
    "me": me.documents,
    "need": work.needs,
    "measure": work.measures,
    "proposal": work.proposals,
    "activity": activities.activities,
    "assessment": assessments.assessments,
}
"""Made whole each time; of households those that are asked for, entries are looked at by their signs."""


def signs(scope: Scope, households: Collection[UUID], kinds: Collection[str]) -> dict[Key, bytes]:
    """A digest of each document of these kinds that the account may hold today, of these households."""
    found: dict[Key, bytes] = {}
    if "entry" in kinds:
        found = {("entry", key): _digest(sign) for key, sign in entries.signs(scope).items()}
    made = _small(scope, [kind for kind in SMALL if kind in kinds])
    for kind, docs in {**made, "household": _homes(scope, households)}.items():
        found |= {(kind, key): _digest([doc.rev, doc.data]) for key, doc in docs.items()}
    return found


def documents(scope: Scope, keys: Iterable[Key]) -> Mapping[Key, Doc]:
    """Those of the keys that still are the account's to hold."""
    wanted: dict[str, list[UUID]] = {}
    for kind, key in keys:
        wanted.setdefault(kind, []).append(key)
    made = _small(scope, wanted.keys() & SMALL.keys())
    if "household" in wanted:
        made["household"] = _homes(scope, wanted["household"])
    if "entry" in wanted:
        made["entry"] = entries.documents(scope, wanted["entry"])
    return {
        (kind, key): made[kind][key] for kind in made for key in wanted[kind] if key in made[kind]
    }


def _small(scope: Scope, kinds: Iterable[str]) -> dict[str, dict[UUID, Doc]]:
    for kind in set(kinds) - scope.made.keys():
        scope.made[kind] = SMALL[kind](scope)
    return {kind: scope.made[kind] for kind in kinds}


def _homes(scope: Scope, keys: Collection[UUID]) -> dict[UUID, Doc]:
    """A household that was looked at is not made again to be told."""
    held = scope.made.setdefault("household", {})
    if missing := [key for key in keys if key not in held and key in scope.homes]:
        held |= homes.documents(scope, missing)
    return {key: held[key] for key in keys if key in held}


def _digest(content: Any) -> bytes:
    text = json.dumps(content, ensure_ascii=False, default=str, sort_keys=True)
    return sha256(text.encode()).digest()[:16]
