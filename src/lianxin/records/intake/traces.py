"""What an import wrote through the rooms' actions, row by row, so that exactly that can be taken back.

Rows that were made are kept with a digest of how they were made, rows that were changed with their
columns before and after. Taking back is refused as a whole when any of them is no longer so, or when a
row that the import did not make points to one that it made.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import Model, QuerySet

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.sealed import seal_bytes, unseal_bytes
from lianxin.records.diary import search
from lianxin.records.diary.models import Entry

from .known import CHUNK, chunks
from .models import SetAside
from .undo import COLUMN, as_plain, as_python, label, links

Values = dict[UUID, dict[str, Any]]


class Step(NamedTuple):
    """One row that was changed: its columns before and after."""

    model: str
    id: UUID
    old: dict[str, Any]
    new: dict[str, Any]


class Trace:
    def __init__(self) -> None:
        self.made: list[tuple[str, UUID]] = []
        self.steps: list[Step] = []

    def __bool__(self) -> bool:
        return bool(self.made or self.steps)

    @contextmanager
    def watching(self, *rows: QuerySet[Any]) -> Iterator[None]:
        """Keeps what becomes of these rows meanwhile: those that are new, and those that differ."""
        before = [_values(some) for some in rows]
        yield
        for some, old in zip(rows, before, strict=True):
            self._keep(str(some.model.__name__), old, _values(some))

    def _keep(self, model: str, old: Values, new: Values) -> None:
        for key, now in new.items():
            was = old.get(key)
            if was is None:
                self.made.append((model, key))
            elif changed := [name for name in now if now[name] != was[name]]:
                self.steps.append(
                    Step(model, key, {n: was[n] for n in changed}, {n: now[n] for n in changed})
                )

    def pack(self) -> bytes:
        """Sealed: the old values may hold what is sealed elsewhere."""
        made = [[name, key.hex, _digest(row)] for name, key, row in _standing(self.made)]
        steps = [[s.model, s.id.hex, as_plain(s.old), as_plain(s.new)] for s in self.steps]
        whole = json.dumps({"made": made, "steps": steps}).encode()
        return seal_bytes(zlib.compress(whole, 1), COLUMN)


class Packed(NamedTuple):
    made: list[tuple[str, UUID, str]]
    steps: list[Step]


def unpack(sealed: bytes) -> Packed:
    told = json.loads(zlib.decompress(unseal_bytes(sealed, COLUMN)))
    made = [(name, UUID(key), digest) for name, key, digest in told["made"]]
    steps = [
        Step(name, UUID(key), as_python(_model(name), old), as_python(_model(name), new))
        for name, key, old, new in told["steps"]
    ]
    return Packed(made, steps)


def later_work(packed: Packed) -> list[str]:
    """By what people know the rows on which later work stands, in order."""
    own = {key for _, key, _ in packed.made}
    made = [(name, key) for name, key, _ in packed.made if name != SetAside.__name__]
    digests = {key: digest for _, key, digest in packed.made}
    found: set[str] = set()
    for name, key, row in _standing(made):
        if row is None:
            found.add(f"{name} −")
        elif _digest(row) != digests[key]:
            found.add(label(row))
    for name, keys in _by_model(packed.made):
        found |= {label(row) for row in _pointed_at(name, keys, own)}
    for step in _last(step for step in packed.steps if step.model != SetAside.__name__):
        row = _rows(step.model).filter(pk=step.id).first()
        if row is None or any(getattr(row, name) != value for name, value in step.new.items()):
            found.add(label(row) if row else f"{step.model} −")
    return sorted(found)


def restore(packed: Packed) -> None:
    """The last thing first: what was made goes, what was changed is as it was."""
    entries = [key for name, key, _ in packed.made if name == Entry.__name__]
    for entry in Entry.objects.visible_to(SYSTEM).filter(pk__in=entries):
        search.forget(entry)
    for name, keys in _by_model(packed.made):
        for some in chunks(keys, CHUNK):
            _rows(name).filter(pk__in=some).delete()
    for step in reversed(packed.steps):
        _rows(step.model).filter(pk=step.id).update(**step.old)


def _last(steps: Iterable[Step]) -> Iterable[Step]:
    """Of a row that was changed twice, as it was left."""
    found: dict[UUID, Step] = {}
    for step in steps:
        before = found.get(step.id)
        found[step.id] = step._replace(new={**before.new, **step.new}) if before else step
    return found.values()


def _by_model(made: Iterable[tuple[str, UUID, str]]) -> Iterator[tuple[str, list[UUID]]]:
    keys: dict[str, list[UUID]] = {}
    for name, key, _ in made:
        keys.setdefault(name, []).append(key)
    for name in sorted(keys, key=ORDER.index):
        yield name, keys[name]


ORDER = ("SetAside", "Act", "Entry", "IncomeAmount", "Income", "Pairing", "Officer")
"""What can have been made, children before parents."""


def _standing(made: Iterable[tuple[str, UUID]]) -> Iterator[tuple[str, UUID, Any]]:
    keys: dict[str, list[UUID]] = {}
    for name, key in made:
        keys.setdefault(name, []).append(key)
    for name, some in keys.items():
        rows: dict[UUID, Any] = {}
        for part in chunks(some, CHUNK):
            rows |= _rows(name).in_bulk(part)
        yield from ((name, key, rows.get(key)) for key in some)


def _pointed_at(name: str, keys: list[UUID], own: set[UUID]) -> Iterator[Any]:
    """Rows of the import to which a row points that is none of it."""
    for link in links(_model(name)):
        for some in chunks(keys, CHUNK):
            rows = _rows(link.model.__name__).filter(**{f"{link.name}__in": some})
            yield from (getattr(row, link.name) for row in rows if row.pk not in own)


def _values(rows: QuerySet[Any]) -> Values:
    return {row["id"]: _plain(row) for row in rows.all().values()}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: bytes(v) if isinstance(v, memoryview) else v for k, v in row.items()}


def _digest(row: Any) -> str:
    told = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    return sha256(repr(sorted(_plain(told).items())).encode()).hexdigest()[:32]


def _rows(name: str) -> Any:
    """Unscoped: whatever stands on the import counts, whoever may see it; only numbers are told."""
    return _model(name).objects.visible_to(SYSTEM)  # type: ignore[attr-defined]


def _model(name: str) -> type[Model]:
    return apps.get_model("lianxin", name)
