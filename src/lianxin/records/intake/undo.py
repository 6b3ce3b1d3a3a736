"""Takes a whole import back: what it made goes, what it changed is as it was before.

Refused as a whole when later work stands on it: a row that the import made or changed has changed
since, or a row that it did not make points to one of its own. New tables are covered by themselves,
since the links are asked of the models.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import BinaryField, Field, ForeignKey, Model, Q
from django.utils import timezone

from lianxin.kernel import bulk
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.sealed import seal_bytes, unseal_bytes
from lianxin.people.models import Area
from lianxin.records.file.income import Income, IncomeAmount
from lianxin.records.file.models import (
    Condition,
    Dwelling,
    Land,
    Livelihood,
    Living,
    Production,
    Standing,
    Support,
    Welfare,
)
from lianxin.register import marks
from lianxin.register.models import Household, Membership, Person

from .known import CHUNK, chunks
from .models import SetAside
from .writing import Written

COLUMN = "roster.undo"
BY = "撤回导入"
"""Whose the earlier value then is, where two say otherwise."""
MADE: tuple[type[Model], ...] = (
    SetAside,
    Condition,
    Livelihood,
    Support,
    Welfare,
    IncomeAmount,
    Income,
    Living,
    Dwelling,
    Land,
    Production,
    Standing,
    Membership,
    Person,
    Household,
    Area,
)
"""What an import can have made, children before parents."""

DATED: tuple[type[Model], ...] = (
    Condition,
    Livelihood,
    Support,
    Welfare,
    Income,
    Living,
    Dwelling,
    Land,
    Production,
    Standing,
    Membership,
)


class Step(NamedTuple):
    """One row that the import changed: its columns before and after."""

    model: type[Model]
    id: UUID
    old: dict[str, Any]
    new: dict[str, Any]


class Undo(NamedTuple):
    first: UUID
    last: UUID
    inserted: dict[str, int]
    steps: list[Step]

    @property
    def made(self) -> Q:
        return Q(pk__range=(self.first, self.last))


def pack(written: Written) -> bytes:
    """Sealed: the old values may hold what is sealed elsewhere."""
    steps = [
        [model, key.hex, as_plain(old), as_plain(new)] for model, key, old, new in written.edited
    ]
    whole = [written.first.hex, written.last.hex, dict(written.inserted), steps]
    return seal_bytes(zlib.compress(json.dumps(whole).encode(), 1), COLUMN)


def unpack(sealed: bytes) -> Undo:
    first, last, inserted, steps = json.loads(zlib.decompress(unseal_bytes(sealed, COLUMN)))
    return Undo(
        UUID(first),
        UUID(last),
        inserted,
        [
            Step(
                _model(name), UUID(key), as_python(_model(name), old), as_python(_model(name), new)
            )
            for name, key, old, new in steps
        ],
    )


def restore(undo: Undo) -> None:
    """Removes and restores, in an order in which no two spans meet."""
    for model in MADE:
        bulk.remove(model, undo.first, undo.last)
    kinds: dict[tuple[type[Model], tuple[str, ...]], list[Step]] = defaultdict(list)
    for step in _onward(undo.steps):
        kinds[step.model, tuple(step.old)].append(step)
    for (model, columns), steps in kinds.items():
        bulk.update(model, columns, ((*step.old.values(), step.id) for step in steps))


def _onward(steps: list[Step]) -> Iterator[Step]:
    """A household goes back to what it said, and forward in its editions: none is ever told twice."""
    keys = [step.id for step in steps if step.model is Household]
    now = {
        row.pk: row for some in chunks(keys, CHUNK) for row in _rows(Household).filter(pk__in=some)
    }
    for step in steps:
        if step.model is not Household:
            yield step
            continue
        row, said = now[step.id], json.loads(step.new["marks"])
        names = [name for name, told in said.items() if told[0] == step.new["edition"]]
        new = marks.made(names, row.edition + 1, None, BY, timezone.now())
        told = {"edition": row.edition + 1, "marks": marks.as_text({**row.marks, **new})}
        yield step._replace(old={**step.old, **told})


def later_work(undo: Undo) -> list[str]:
    """Household numbers (and names of groups) on which later work stands, in order."""
    found = {*_changed_since(undo), *_edited_since(undo), *_pointed_at(undo)}
    return sorted(found)


def _changed_since(undo: Undo) -> Iterator[str]:
    """Rows that the import made and that are no longer as it made them."""
    for counted in (Household, Person):
        for row in _rows(counted).filter(undo.made).exclude(rev=1):
            yield label(row)
    for dated in DATED:
        for row in _rows(dated).filter(undo.made).exclude(until=None):
            yield label(row)
    for model in MADE:
        if model is not SetAside and model is not Area:
            wanted = undo.inserted.get(model.__name__, 0)
            if _rows(model).filter(undo.made).count() != wanted:
                yield f"{model.__name__} −"


def _edited_since(undo: Undo) -> Iterator[str]:
    """Rows that the import changed and that somebody has changed again."""
    by_model: dict[type[Model], list[Step]] = defaultdict(list)
    for step in undo.steps:
        if step.model is not SetAside:
            by_model[step.model].append(step)
    for model, steps in by_model.items():
        for some in chunks(steps, CHUNK):
            rows = _rows(model).in_bulk([step.id for step in some])
            for step in some:
                row, new = rows.get(step.id), step.new.items()
                if row is None or any(_now(row, c) != v for c, v in new if c not in marks.SAVED):
                    yield label(row) if row else f"{model.__name__} −"


def _pointed_at(undo: Undo) -> Iterator[str]:
    """Rows outside the import that point to one of its rows."""
    mine = {(step.model, step.id) for step in undo.steps}
    for model in MADE:
        for link in links(model):
            owner = link.model
            pointing = _rows(owner).filter(
                **{f"{link.name}__gte": undo.first, f"{link.name}__lte": undo.last}
            )
            for row in pointing.exclude(undo.made) if owner in MADE else pointing:
                if (owner, row.pk) not in mine:
                    target = getattr(row, link.name)
                    yield label(target)


def links(model: type[Model]) -> Iterable[ForeignKey[Any, Any]]:
    return [
        relation.field
        for relation in model._meta.related_objects
        if isinstance(relation.field, ForeignKey) and relation.field.model._meta.managed
    ]


def _rows(model: type[Model]) -> Any:
    """Unscoped: whatever stands on the import counts, whoever may see it; only numbers are told."""
    return model.objects.visible_to(SYSTEM)  # type: ignore[attr-defined]


def label(row: Any) -> str:
    """The household's number by which people know it."""
    for name in ("household", "home", "person"):
        if hasattr(row, f"{name}_id"):
            return label(getattr(row, name))
    return str(row)


def _now(row: Model, column: str) -> Any:
    value = getattr(row, column)
    return bytes(value) if isinstance(value, memoryview) else value


def _model(name: str) -> type[Model]:
    return apps.get_model("lianxin", name)


def as_plain(values: dict[str, Any]) -> dict[str, Any]:
    return {column: _as_json(value) for column, value in values.items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return marks.as_text(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value if isinstance(value, str | int | bool | None) else str(value)


def as_python(model: type[Model], values: dict[str, Any]) -> dict[str, Any]:
    return {column: _value(model, column, value) for column, value in values.items()}


def _value(model: type[Model], column: str, value: Any) -> Any:
    field: Field[Any, Any] = model._meta.get_field(column)  # type: ignore[assignment]
    if value is None:
        return None
    if isinstance(field, BinaryField):
        return base64.b64decode(value)
    return (field.target_field if isinstance(field, ForeignKey) else field).to_python(value)
