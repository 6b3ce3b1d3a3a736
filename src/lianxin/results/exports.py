"""Long sheets made in the background: asked for, told of, fetched within a day, then gone.

How far one has come is no fact of anybody's, so it is written without an audit row; that it was asked
for, and that it was fetched, has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.problem import refuse

from .actions import known_ledger, whole_or_not
from .models import ExportJob

State = ExportJob.State
LASTS = timedelta(days=1)
SILENT = timedelta(seconds=60)
"""Work that has told nothing for so long has died with its process."""
MOST = 5
"""Sheets of one account that may be under way or waiting to be fetched."""


def export_ask(
    *, actor: Actor, ledger: str, form: str, asked: Mapping[str, Any], total: int, purpose: str = ""
) -> ExportJob:
    """A place in the queue; ``asked`` is read again by whoever makes the sheet."""
    it, now, account = known_ledger(actor, ledger), timezone.now(), actor.id
    if account is None:
        raise refuse("action.absent")  # nobody's sheet could never be fetched
    with act(actor, whole_or_not(purpose)) as audit:
        clear()
        if exports(actor).count() >= MOST:
            raise refuse("export.too_many", most=MOST)
        row = ExportJob.objects.create(
            account_id=account,
            ledger=ledger,
            title=str(it.title),
            form=form,
            asked=dict(asked),
            total=total,
            asked_at=now,
            beat=now,
            until=now + LASTS,
        )
        audit.note(row, ledger=ledger, form=form, background=True)
        return row


def export_take(*, actor: Actor, job: ExportJob) -> Path:
    """The sealed file, for its owner, as often as wanted while it lasts."""
    with act(actor, whole_or_not(str(job.asked.get("whole", "")))) as audit:
        path = path_of(job.pk)
        if job.state != State.READY or job.until <= timezone.now() or not path.exists():
            raise refuse("export.gone")
        audit.note(job, ledger=job.ledger, form=job.form, fetched=True)
        return path


def export_drop(*, actor: Actor, job: ExportJob) -> None:
    """Its owner does not want it any more."""
    with act(actor, "register.export") as audit:
        audit.note(job, ledger=job.ledger, dropped=True)
        pk = job.pk
        job.delete()
        path_of(pk).unlink(missing_ok=True)


def exports(actor: Actor) -> GuardedQuerySet[ExportJob]:
    """One's own, the latest first."""
    rows = ExportJob.objects.visible_to(actor)
    return rows.filter(account=actor.id, until__gt=timezone.now()) if actor.id else rows.none()


def silent(job: ExportJob) -> bool:
    """Whether nobody works on it any more, as after a restart of the server."""
    under_way = job.state in {State.WAITING, State.RUNNING}
    lost = job.state == State.READY and not path_of(job.pk).exists()
    return lost or (under_way and job.beat < timezone.now() - SILENT)


def tell(pk: UUID, **now: Any) -> bool:
    """Writes how far the work has come; False where nobody wants it any more."""
    rows = ExportJob.objects.visible_to(SYSTEM).filter(pk=pk)
    return bool(rows.update(beat=timezone.now(), **now))


def path_of(pk: UUID) -> Path:
    return Path(settings.LIANXIN_DATA) / "exports" / f"{pk.hex}.sealed"


def column_of(pk: UUID) -> str:
    """What the pieces of its file are bound to."""
    return f"export.{pk.hex}"


def clear() -> None:
    """What has lasted its day goes, row and file; so does a file that no row names."""
    ExportJob.objects.visible_to(SYSTEM).filter(until__lte=timezone.now()).delete()
    folder = path_of(UUID(int=0)).parent
    known = {row.hex for row in ExportJob.objects.visible_to(SYSTEM).values_list("pk", flat=True)}
    for path in folder.glob("*.*") if folder.exists() else ():
        if path.stem not in known:
            path.unlink(missing_ok=True)
