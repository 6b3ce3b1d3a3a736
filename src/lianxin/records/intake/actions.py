"""Files: started, corrected, taken back, dropped; rosters written; what was set aside is settled."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from lianxin.kernel.action import Audit, act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.bulk import referring, uncollected
from lianxin.kernel.ids import IdRun
from lianxin.kernel.problem import Refused, problem, refuse
from lianxin.kernel.sealed import seal, seal_bytes
from lianxin.people.models import Area

from . import aside, traces, undo
from .change import Difference
from .difference import difference
from .models import RosterImport, SetAside, SheetKind
from .queries import CONTENT, CORRECTIONS, roster_corrections
from .roster import LeftOut, RosterHousehold
from .writing import Writing, Written

TAKE_BACK = timedelta(days=7)
"""How long a whole import may be taken back: a working week to notice, before work stands on it."""

State = RosterImport.State
Progress = Callable[[int, int], None]


def roster_start(
    *,
    actor: Actor,
    village: Area,
    content: bytes,
    file_name: str,
    kind: str = SheetKind.ROSTER,
) -> RosterImport:
    """Keeps an uploaded file, sealed, until it is written or dropped; the same file is kept once.

    ``kind`` is blank where its headers shall tell what it is.
    """
    with act(actor, "roster.start", on=village) as audit:
        if kind and kind not in SheetKind.values:
            raise refuse("input.unknown_choice", "kind", value=kind)
        digest = sha256(content).hexdigest()
        drafts = RosterImport.objects.visible_to(actor).filter(state=State.READ)
        roster = drafts.filter(village=village, author_id=actor.id, file_hash=digest).first()
        if roster is None:
            roster = _record(actor, village, file_name, digest)
            roster.kind = kind
            roster.content = seal_bytes(content, CONTENT)
            roster.save(force_insert=True)
        elif kind and roster.kind != kind:  # what was said of it as another kind does not hold
            roster.kind, roster.corrections = kind, None
            roster.save(update_fields=["kind", "corrections"])
        audit.note(roster, village=village.code)
        return roster


def roster_correct(
    *, actor: Actor, roster: RosterImport, corrections: Mapping[str, Any]
) -> RosterImport:
    """Adds cells corrected in the preview; a correction of None gives the file's own cell back."""
    with act(actor, "roster.correct", on=roster) as audit:
        row = locked(roster, State.READ)
        merged = {**roster_corrections(row), **corrections}
        kept = {place: value for place, value in merged.items() if value is not None}
        row.corrections = seal(json.dumps(kept, ensure_ascii=False), CORRECTIONS)
        row.save(update_fields=["corrections"])
        audit.note(row, cells=len(corrections))
        return row


def roster_drop(*, actor: Actor, roster: RosterImport) -> None:
    """Gives a file up: its content goes, that there was one stays on record."""
    with act(actor, "roster.drop", on=roster):
        row = locked(roster, State.READ, State.WORKING)
        row.state = State.DROPPED
        _forget(row)
        row.save()


def roster_write(
    *,
    actor: Actor,
    village: Area,
    households: Sequence[RosterHousehold],
    file_name: str,
    file_hash: str,
    roster: RosterImport | None = None,
    set_aside: Sequence[LeftOut] = (),
    day: date,
    found: Difference | None = None,
    progress: Progress | None = None,
) -> RosterImport:
    """Writes a roster, all or nothing; households ``set_aside`` wait visibly in the 待补 list.

    A file that changes nothing leaves no trace at all: what is returned then is not kept, unless it
    is a draft, which ends as written. Rows of the register that the file does not name stay.
    ``found`` is the difference of these households just shown; it is used only while it still holds.
    """
    made: list[RosterImport] = []
    try:
        with uncollected(), referring(), act(actor, "roster.write", on=village) as audit:
            Area.objects.visible_to(SYSTEM).select_for_update().get(pk=village.pk)
            row = begun(actor, village, file_name, file_hash, roster)
            made.append(row)
            row.kind = SheetKind.ROSTER
            if found is None or not found.holds:
                found = difference(actor=actor, village=village, households=households, day=day)
            if found.problems or len(found.changes) != len(households):
                raise Refused(found.problems or [problem("roster.unsound")])
            ids, row.written_at = IdRun(), timezone.now()
            written = Writing(found, ids, actor, row.written_at).run(progress)
            row.counts = {**found.counts, "groups": written.groups, "set_aside": len(set_aside)}
            written.edited += aside.settle(
                village, households, set_aside, file_name, row.written_at
            )
            if not roster and not set_aside and not _did(written):
                raise _Unchanged
            _finish(row, written, ids, set_aside, audit)
    except _Unchanged:
        made[0].state = State.WRITTEN
    return made[0]


class _Unchanged(Exception):
    """Leaves the transaction before the audit row is written: there is nothing to tell of."""


def _did(written: Written) -> bool:
    return bool(written.edited or any(written.inserted.values()))


def _finish(
    row: RosterImport, written: Written, ids: IdRun, set_aside: Sequence[LeftOut], audit: Audit
) -> None:
    ended(row, audit)
    if set_aside:
        aside.keep(row, set_aside, ids)
        written.inserted["SetAside"] += len(set_aside)
    if _did(written):
        written.last = ids.last
        row.undo = undo.pack(written)
        row.save(update_fields=["undo"])


def begun(
    actor: Actor, village: Area, file_name: str, file_hash: str, draft: RosterImport | None
) -> RosterImport:
    """The draft, held, or the row of a file that was never kept as one."""
    row = locked(draft, State.READ, State.WORKING) if draft else None
    if row and row.village_id != village.pk:
        raise refuse("action.absent", "roster")
    return row or _record(actor, village, file_name, file_hash)


def ended(row: RosterImport, audit: Audit) -> None:
    """The file is written: it goes, and so do old values that can no longer be taken back."""
    row.state, row.progress = State.WRITTEN, 100
    _forget(row)
    row.save()
    _forget_old(row)
    audit.note(row, village=row.village.code, kind=row.kind, **row.counts)


def roster_hand_back(*, actor: Actor, roster: RosterImport, rows: int) -> None:
    """The rows with problems go back to the office as a workbook, ID numbers whole: on record."""
    with act(actor, "roster.hand_back", on=roster) as audit:
        audit.note(rows=rows)


def roster_take_back(*, actor: Actor, roster: RosterImport) -> RosterImport:
    """Removes what the import made and restores what it changed, or refuses and changes nothing."""
    with act(actor, "roster.take_back", on=roster) as audit:
        row = locked(roster, State.WRITTEN)
        if row.written_at is None or timezone.now() - row.written_at > TAKE_BACK:
            raise refuse("roster.too_late", days=TAKE_BACK.days)
        if row.undo:
            _restore(row)
        row.state, row.taken_back_at, row.undo = State.TAKEN_BACK, timezone.now(), None
        row.save()
        audit.note(row, village=row.village.code)
        return row


def _restore(row: RosterImport) -> None:
    sealed = bytes(row.undo or b"")
    if row.kind == SheetKind.ROSTER:
        steps = undo.unpack(sealed)
        _taken_back("roster.built_upon", undo.later_work(steps), lambda: undo.restore(steps))
    else:
        packed = traces.unpack(sealed)
        _taken_back("sheet.built_upon", traces.later_work(packed), lambda: traces.restore(packed))


def _taken_back(code: str, later: Sequence[str], restore: Callable[[], None]) -> None:
    if later:
        raise _built_upon(code, later)
    try:
        restore()
    except IntegrityError:
        raise _built_upon(code, ["—"]) from None


def _built_upon(code: str, later: Sequence[str]) -> Refused:
    shown = "、".join(later[:20]) + (" …" if len(later) > 20 else "")
    return refuse(code, count=len(later), households=shown)


def roster_settle(*, actor: Actor, left_out: SetAside, reason: str) -> SetAside:
    """A household that waited in the 待补 list is done with, for a reason in words."""
    with act(actor, "roster.settle", on=left_out) as audit:
        if not reason.strip():
            raise refuse("roster.reason_wanted", "reason")
        left_out.settled_at, left_out.settled_as = timezone.now(), reason.strip()[:60]
        left_out.cells = None
        left_out.save()
        audit.note(left_out, reason=left_out.settled_as)
        return left_out


def _record(actor: Actor, village: Area, file_name: str, digest: str) -> RosterImport:
    return RosterImport(
        village=village,
        author_id=actor.id,
        file_name=file_name[-200:],
        file_hash=digest,
        started_at=timezone.now(),
    )


def locked(roster: RosterImport, *states: str) -> RosterImport:
    """The row as it is now, held until the end of the transaction; refused in any other state.

    Unscoped: the policy has just been asked about this very row or its village.
    """
    rows = RosterImport.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("village").get_visible(pk=roster.pk)
    if row.state not in states:
        raise refuse("roster.wrong_state", state=str(State(row.state).label))
    return row


def _forget(row: RosterImport) -> None:
    """The file and its corrections hold ID numbers: they go as soon as nobody needs them."""
    row.content = row.corrections = None


def rosters_forget() -> int:
    """Files that nobody wrote or gave up in the time to take back are given up; how many they were."""
    before, rows = timezone.now() - TAKE_BACK, RosterImport.objects.visible_to(SYSTEM)
    rows.filter(written_at__lt=before, undo__isnull=False).update(undo=None)
    left = list(rows.filter(state=State.READ, started_at__lt=before))
    for row in left:
        roster_drop(actor=SYSTEM, roster=row)
    return len(left)


def _forget_old(row: RosterImport) -> None:
    """Old values that can no longer be taken back are not kept either."""
    old = RosterImport.objects.visible_to(SYSTEM).filter(village=row.village)
    old.filter(written_at__lt=timezone.now() - TAKE_BACK).update(undo=None)
