"""Writes of this room: a unit keeps, changes and drops forms; filling one is an act, since it leaves the house."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import Audit, act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import seal_bytes
from lianxin.kernel.text import prose
from lianxin.people.models import Unit
from lianxin.register.models import Household

from .field import Given
from .homes import Home, homes
from .models import FormTemplate
from .queries import CONTENT, Chosen, form
from .slots import known

LONGEST, PURPOSE = 60, 60
MOST_HOMES = 2000
MOST_CELLS = 500

Marks = Mapping[str, str | None]


def form_keep(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    kind: str,
    file_name: str,
    content: bytes,
    marks: Marks | None = None,
) -> FormTemplate:
    """Keeps a file that a door has looked through; ``marks`` are those found in it."""
    with act(actor, "form.keep", on=unit) as audit:
        now = timezone.now()
        row = FormTemplate(unit=unit, name=_name(name, unit), kind=kind, file_name=file_name[:200])
        row.content = seal_bytes(content, CONTENT)
        row.marks = _checked(marks or {})
        row.author_id = actor.id
        row.made_at = row.changed_at = now
        row.save()
        audit.note(row, name=row.name, file=row.file_name)
    return row


def form_change(
    *,
    actor: Actor,
    row: FormTemplate,
    name: str | None = None,
    cells: Mapping[str, str] | None = None,
    marks: Marks | None = None,
) -> FormTemplate:
    """Tells what goes where; an empty slot takes a cell's back, and leaves a mark's place blank."""
    with act(actor, "form.change", on=row) as audit:
        row = _held(actor, row)
        if name is not None and name != row.name:
            row.name = _name(name, row.unit)
        for address, slot in _checked(cells or {}).items():
            if slot:
                row.cells[address[:120]] = slot
            else:
                row.cells.pop(address, None)
        if len(row.cells) > MOST_CELLS:
            raise refuse("form.too_many_cells", "cell", limit=MOST_CELLS)
        row.marks |= {
            text: slot for text, slot in _checked(marks or {}).items() if text in row.marks
        }
        _count(row)
        audit.note(row, name=row.name, cells=len(row.cells), rows=len(row.slots))
    return row


def form_drop(*, actor: Actor, row: FormTemplate) -> None:
    """Takes a form out of use; it can be brought back."""
    with act(actor, "form.drop", on=row) as audit:
        row = _held(actor, row)
        row.dropped_at = timezone.now()
        _count(row)
        audit.note(row, name=row.name)


def form_bring_back(*, actor: Actor, row: FormTemplate) -> None:
    with act(actor, "form.drop", on=row) as audit:
        row.name = _name(row.name, row.unit)
        row.dropped_at = None
        _count(row)
        audit.note(row, name=row.name, how="back")


@dataclass(frozen=True)
class Filling:
    """What a door needs to fill a form: the households, read as they are asked for."""

    given: Given
    homes: Iterator[Home]
    count: int


def form_fill(
    *,
    actor: Actor,
    row: FormTemplate,
    chosen: Chosen,
    purpose: str,
    day: date | None = None,
    year: int | None = None,
    masked: bool = False,
) -> Filling:
    """Reads what the form asks for; who, for which households and what for is kept."""
    day = day or today()
    year, purpose = year or day.year, prose(purpose)[:PURPOSE]
    with act(actor, "form.fill", on=row) as audit:
        row = form(actor, row.pk)
        if not purpose:
            raise refuse("form.no_purpose", "purpose")
        check_ready(row)
        keys = chosen.found(actor, day)
        check_homes(len(keys))
        audit.note(name=row.name, purpose=purpose, day=day, masked=masked, rows=len(keys))
        _named(audit, actor, keys)
    given = Given(day, year, today(), actor.name, row.unit.name, len(keys))
    return Filling(given, homes(actor, keys, day=day, year=year), len(keys))


def check_ready(row: FormTemplate) -> None:
    if row.open_marks:
        raise refuse("form.open_marks", "marks", marks="、".join(row.open_marks[:8]))
    if not row.slots:
        raise refuse("form.nothing_told", "cell")


def check_homes(count: int) -> None:
    if not count:
        raise refuse("form.no_households", "who")
    if count > MOST_HOMES:
        raise refuse("form.too_many_households", "who", limit=MOST_HOMES, count=count)


def _named(audit: Audit, actor: Actor, keys: Sequence[UUID]) -> None:
    rows = (
        Household.objects.visible_to(actor).filter(pk__in=keys).order_by("village__path", "number")
    )
    numbers = rows.values_list("village__name", "number")
    audit.note(household=[f"{village} {number}" for village, number in numbers])


def _held(actor: Actor, row: FormTemplate) -> FormTemplate:
    """The row as it stands, held while it changes."""
    rows = FormTemplate.objects.visible_to(actor).filter(dropped_at__isnull=True)
    return rows.select_for_update(of=("self",)).select_related("unit").get_visible(pk=row.pk)


def _count(row: FormTemplate) -> None:
    row.changed_at = timezone.now()
    row.edition += 1
    row.save()


def _name(name: str, unit: Unit) -> str:
    name = prose(name)
    if not name:
        raise refuse("form.unnamed", "name")
    if len(name) > LONGEST:
        raise refuse(
            "input.too_long", "name", label=str(_("表名")), limit=LONGEST, length=len(name)
        )
    taken = FormTemplate.objects.visible_to(SYSTEM).filter(unit=unit, name=name)
    if taken.filter(dropped_at__isnull=True).exists():  # unscoped: a name is taken for everybody
        raise refuse("form.name_taken", "name", name=name)
    return name


def _checked(slots: Marks) -> dict[str, str | None]:
    for slot in slots.values():
        if slot and not known(slot):
            raise refuse("input.unknown_choice", "field", value=slot[:40])
    return dict(slots)
