"""Writes of this room: an export is an act, since the sheet leaves the house."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area, Officer
from lianxin.records.diary.models import Act, Entry
from lianxin.records.intake.models import SheetKind
from lianxin.register.actions.reveal import purpose_of
from lianxin.register.models import Household

from . import behind
from .asked import Asked
from .columns import OF_BODY, Column
from .conditions import Conditions
from .figures import extent as extent_of
from .figures import visible_figure
from .issued import keep, paper_of
from .ledgers import LEDGERS, Ledger, visible_ledgers
from .models import IssuedPaper
from .numbers import with_numbers
from .report import Paper, Wording, report_named
from .report import occasion as occasion_of
from .report.wording import typed
from .titles import title
from .year import diary_of


@dataclass(frozen=True)
class Export:
    """What a sheet needs: its title, the words that explain it, columns and rows.

    ``masked``: names, phones and birthdays are hidden; ``whole``: numbers of documents stand in full,
    for the ``purpose``. ``sums``: a last line adds up. ``total`` counts the rows,
    which are records ``of`` a kind.
    """

    title: str
    view: str
    conditions: str
    village: str
    day: date
    at: datetime
    by: str
    columns: list[Column]
    rows: Iterator[Any]
    masked: bool = False
    whole: bool = False
    purpose: str = ""
    sums: bool = True
    total: Callable[[], int] = int
    of: type[Model] | None = None


def ledger_export(
    *,
    actor: Actor,
    ledger: str,
    form: str,
    village: Area | None = None,
    day: date | None = None,
    conditions: Conditions | Asked | None = None,
    sort: str = "",
    view: str = "",
    told: Sequence[str] = (),
    columns: Sequence[str] = (),
    masked: bool = False,
    purpose: str = "",
) -> Export:
    """Reads a ledger to carry it out of the house; who, which and under what conditions is kept.

    With a ``purpose`` numbers of documents stand in full, for whoever may have them so; never where
    the sheet is masked.
    """
    it, day = known_ledger(actor, ledger), day or today()
    conditions, purpose = conditions or it.asks(), "" if masked else purpose
    with act(actor, whole_or_not(purpose), on=village) as audit:
        audit.note(ledger=ledger, form=form, view=view, day=day, masked=masked)
        audit.note(conditions=[name for name, _value in conditions.pairs()])
        if purpose:
            purpose = purpose_of(purpose)
            audit.note(purpose=purpose)
        chosen = [c for c in it.visible_columns(actor) if not columns or c.name in columns]
        shown = shown_of(chosen, masked=masked)
        rows = it.read(actor, conditions, village=village, day=day, sort=sort, columns=shown)
    return Export(
        str(it.title),
        view,
        "；".join(_unsaid(told, conditions.q) if masked else told),
        str(village or ""),
        day,
        timezone.localtime(),
        actor.name,
        shown,
        with_numbers(actor, rows) if purpose else rows,
        masked,
        bool(purpose),
        purpose,
        not it.layout,
        lambda: it.rows(actor, conditions, village=village, day=day).count(),
        Entry if it.needs is Act else it.needs,
    )


def _unsaid(told: Sequence[str], words: str) -> list[str]:
    """What was looked for may be a name or a phone, which a masked sheet does not tell above its table."""
    return [one.replace(words, "…") if words else one for one in told]


def known_ledger(actor: Actor, name: str) -> Ledger:
    """The ledger, for whoever sees its rows."""
    if name not in {one.name for one in visible_ledgers(actor)}:
        raise refuse("ledger.unknown", "ledger", name=name, known="、".join(LEDGERS))
    return LEDGERS[name]


def whole_or_not(purpose: str) -> str:
    """Numbers of documents in full are an act of their own."""
    return "register.export_whole" if purpose else "register.export"


def shown_of(columns: Iterable[Column], *, masked: bool) -> list[Column]:
    """The columns of a sheet; a masked one leaves out what is of nobody's business."""
    if not masked:
        return list(columns)
    kept = [one for one in columns if one.mask != "hide" and one.name not in OF_BODY]
    return [replace(one, kind="text") if one.mask == "born" else one for one in kept]


def sheet_take(*, actor: Actor, village: Area, kind: str, rows: int) -> None:
    """Carries out what the records hold in the columns of a sheet that is brought in again."""
    with act(actor, "register.export", on=village) as audit:
        audit.note(kind=str(SheetKind(kind).label), form="xlsx", rows=rows)


def figure_export(
    *,
    actor: Actor,
    figure: str,
    year: int,
    village: Area | None = None,
    day: date | None = None,
    told: Sequence[str] = (),
    form: str = "xlsx",
) -> Export:
    """Carries the rows behind a figure out of the house."""
    it, extent = visible_figure(actor, figure), extent_of(village, year, day)
    with act(actor, "register.export", on=village) as audit:
        audit.note(figure=figure, form=form, year=year, day=extent.day)
        rows = behind.read(it, actor, extent)
    return Export(
        title(it),
        "",
        "；".join(told),
        str(village or ""),
        extent.day,
        timezone.localtime(),
        actor.name,
        behind.shown(it, actor),
        rows,
    )


def report_make(
    *,
    actor: Actor,
    report: str,
    village: Area,
    year: int,
    day: date | None = None,
    to: str = "",
    form: str = "text",
    wording: Wording | None = None,
) -> tuple[Paper, IssuedPaper]:
    """Writes a report to be carried out of the house, and keeps it as it is: later changes of the records
    change no paper that was handed in."""
    it = report_named(report)
    with act(actor, "report.make", on=village) as audit:
        occasion = occasion_of(actor, village, year, day, to)
        written = it.write(actor, occasion)
        paper = wording.on(written) if wording else written
        by_hand = typed(paper, written)
        row = keep(actor=actor, occasion=occasion, report=report, paper=paper, typed=by_hand)
        audit.note(report=report, form=form, year=year, day=paper.day, changed=paper != written)
        audit.note(numbers={one.name: one.value for one in paper.sources}, digest=row.digest)
        return paper, row


def report_take(*, actor: Actor, kept: IssuedPaper, form: str = "text") -> Paper:
    """Carries a kept paper out of the house once more, as it was."""
    with act(actor, "report.take", on=kept) as audit:
        audit.note(report=kept.report, form=form, year=kept.year, day=kept.day, digest=kept.digest)
        return paper_of(kept)[0]


def households_take(
    *,
    actor: Actor,
    households: Sequence[Household],
    purpose: str,
    book: str = "handbook",
    form: str = "docx",
) -> None:
    """Handbooks leave the house with health and income in them: for a purpose, each with its trace."""
    refused = [one for one in households if not actor.allows("household.take", one)]
    with nullcontext() if refused else transaction.atomic():  # a refusal must stay written
        for household in refused[:1] or households:
            with act(actor, "household.take", on=household) as audit:
                words = purpose_of(purpose)
                audit.note(purpose=words, book=book, form=form, number=household.number)


def diary_take(*, actor: Actor, officer: Officer, year: int, form: str = "docx") -> list[Entry]:
    """All that one officer wrote in a year, the first day first."""
    with act(actor, "diary.take", on=officer) as audit:
        rows = diary_of(actor, officer, year)
        audit.note(year=year, form=form, entries=len(rows))
        return rows
