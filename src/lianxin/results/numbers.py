"""Numbers of documents in full beside the rows of a sheet that is made for a stated purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.records.file.models import Livelihood
from lianxin.register.identity import unseal_identity
from lianxin.register.models import Person

from .households import BATCH


def with_numbers(actor: Actor, rows: Iterable[Any]) -> Iterator[Any]:
    """Each row of a person with ``numbers``: the ID number, and that of a disability certificate."""
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        people = {person.pk for row in batch for person in persons(row)}
        sealed = Person.objects.visible_to(actor).filter(pk__in=people, id_sealed__isnull=False)
        whole = {
            key: unseal_identity(bytes(value))
            for key, value in sealed.order_by().values_list("pk", "id_sealed")
            if value
        }
        for row in batch:
            _number(row, whole)
            yield row


def persons(row: Any) -> list[Any]:
    """Whose numbers a row may show: its person, and the head of the household."""
    found = [row.person] if getattr(row, "person", None) is not None else []
    return [*found, *([row.head_person] if getattr(row, "head_person", None) is not None else [])]


def _number(row: Any, whole: dict[UUID, str]) -> None:
    person, head = getattr(row, "person", None), getattr(row, "head_person", None)
    if head is not None and (number := whole.get(head.pk)):
        row.numbers["head_id"] = number
    if person is None or not (number := whole.get(person.pk)):
        return
    row.numbers["id_number"] = number
    if kind := certified(row):
        row.numbers["certificate"] = number + kind


def certified(row: Any) -> str:
    """By what a disability certificate's number goes on behind the ID number: kind and grade."""
    told = getattr(row, "told", {}).get(Livelihood)
    if told is None or told.disability is None or told.disability_level is None:
        return ""
    return f"{told.disability.code.lstrip('0')}{told.disability_level.code}"
