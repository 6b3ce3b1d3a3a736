"""Sheets of every kind but the roster: tried and written; what their columns mean is kept and forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.ids import IdRun
from lianxin.kernel.problem import Refused, problem, refuse
from lianxin.kernel.text import fold
from lianxin.people.models import Account, Area, Partnership, Unit

from . import aside
from .actions import begun, ended, locked
from .bringing import Tried, run, tried
from .kinds import BRINGING
from .known import Progress
from .lines import SaidLine
from .models import ColumnMapping, RosterImport, SetAside, SheetKind
from .roster import LeftOut
from .traces import Step, Trace

State = RosterImport.State


class Sheet(NamedTuple):
    """A file as rows of one kind."""

    kind: str
    lines: Sequence[Any]
    file_name: str
    file_hash: str


def sheet_try(
    *, actor: Actor, village: Area, sheet: Sheet, day: date, progress: Progress | None = None
) -> Tried[Any]:
    """What would become of each row; nothing of it stays."""
    bringing = BRINGING[sheet.kind](actor, village, day, sheet.file_name, Trace())
    return tried(bringing, sheet.lines, progress)


def sheet_write(
    *,
    actor: Actor,
    village: Area,
    sheet: Sheet,
    day: date,
    roster: RosterImport | None = None,
    set_aside: Sequence[LeftOut] = (),
    progress: Progress | None = None,
) -> RosterImport:
    """Writes the rows, all or nothing; those ``set_aside`` wait visibly in the 待补 list.

    A file that changes nothing leaves no trace at all, unless it is a draft, which ends as written.
    """
    made: list[RosterImport] = []
    try:
        with act(actor, "roster.write", on=village) as said:
            Area.objects.visible_to(SYSTEM).select_for_update().get(pk=village.pk)
            row = begun(actor, village, sheet.file_name, sheet.file_hash, roster)
            made.append(row)
            row.kind, row.written_at, trace = sheet.kind, timezone.now(), Trace()
            bringing = BRINGING[sheet.kind](actor, village, day, sheet.file_name, trace)
            with audit.gathered():
                found = run(bringing, sheet.lines, progress)
            if found.problems or len(found.states) != len(sheet.lines):
                raise Refused(found.problems or [problem("roster.unsound")])
            row.counts = {
                **bringing.counts(sheet.lines),
                **found.counts,
                "set_aside": len(set_aside),
            }
            _settle(village, sheet, set_aside, trace, row)
            if not roster and not set_aside and not trace:
                raise _Unchanged
            ended(row, said)
            if set_aside:
                aside.keep(row, set_aside, IdRun())
                kept = SetAside.objects.visible_to(SYSTEM).filter(roster=row)
                trace.made += [
                    (SetAside.__name__, key) for key in kept.values_list("pk", flat=True)
                ]
            if trace:
                row.undo = trace.pack()
                row.save(update_fields=["undo"])
    except _Unchanged:
        made[0].state = State.WRITTEN
    return made[0]


class _Unchanged(Exception):
    """Leaves the transaction before the audit row is written: there is nothing to tell of."""


def _settle(
    village: Area, sheet: Sheet, set_aside: Sequence[LeftOut], trace: Trace, row: RosterImport
) -> None:
    """What waited from an earlier sheet of the kind and has come after all, or waits anew."""
    brought = {line.title for line in sheet.lines if isinstance(line, SaidLine)}
    again = {one.head for one in set_aside}
    for name, key, old, new in aside.settle_titled(
        village, sheet.kind, brought, again, sheet.file_name, row.written_at or timezone.now()
    ):
        trace.steps.append(Step(name, key, old, new))


# -- kinds and columns ---------------------------------------------------------------------------------


def sheet_sort(*, actor: Actor, roster: RosterImport, kind: str) -> RosterImport:
    """Says what kind of sheet a draft is; what was said of its cells and columns stays with it."""
    with act(actor, "roster.correct", on=roster) as audit_row:
        if kind not in SheetKind.values:
            raise refuse("input.unknown_choice", "kind", value=kind)
        row = locked(roster, State.READ)
        row.kind = kind
        row.save(update_fields=["kind"])
        audit_row.note(row, kind=kind)
        return row


def columns_remember(
    *, actor: Actor, roster: RosterImport, kind: str, said: Mapping[str, str | None]
) -> int:
    """Keeps, for the actor's unit, what headers of a kind mean: by the header as the file has it.

    An empty field leaves a column out; None forgets what was kept, since the header says it itself.
    """
    with act(actor, "roster.correct", on=roster) as audit_row:
        unit = _unit_of(actor)
        if unit is None:
            return 0
        for told, field in said.items():
            rows = ColumnMapping.objects.visible_to(SYSTEM)  # the actor's own unit
            own = {"unit": unit, "kind": kind, "header": fold(told)[:120]}
            rows.filter(**own).delete()
            if field is not None:
                ColumnMapping.objects.create(
                    **own,
                    told=told[:120],
                    field=field,
                    author_id=actor.id,
                    made_at=timezone.now(),
                )
        audit_row.note(roster, kind=kind, columns=len(said))
        return len(said)


def mapping_forget(*, actor: Actor, mapping: ColumnMapping) -> None:
    """The header is read as everybody's headers are, from the next file on."""
    with act(actor, "mapping.forget", on=mapping) as audit_row:
        audit_row.note(mapping, kind=mapping.kind, field=mapping.field)
        ColumnMapping.objects.visible_to(SYSTEM).filter(pk=mapping.pk).delete()


def taught(actor: Actor, village: Area, kind: str) -> dict[str, str]:
    """Folded headers and what they mean: the actor's own unit's before those of other units seen.

    A command has no unit of its own: then the units count that are paired with the village.
    """
    rows = ColumnMapping.objects.visible_to(actor).filter(kind=kind)
    unit = _unit_of(actor)
    if unit is not None:
        rows = rows.filter(unit=unit)
    else:
        paired = Partnership.objects.visible_to(SYSTEM).filter(village=village)
        rows = rows.filter(unit__in=paired.values("unit"))
    return dict(rows.order_by("made_at").values_list("header", "field"))


def mappings(actor: Actor, kind: str) -> list[ColumnMapping]:
    return list(ColumnMapping.objects.visible_to(actor).filter(kind=kind).select_related("author"))


def _unit_of(actor: Actor) -> Unit | None:
    """Unscoped: one's own unit."""
    rows = Account.objects.visible_to(SYSTEM).select_related("unit")
    account = rows.filter(pk=actor.id).first() if actor.id else None
    return account.unit if account else None
