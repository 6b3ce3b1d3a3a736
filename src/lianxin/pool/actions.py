"""Projects: won, corrected, paid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.money import yuan
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.people.wording import Reading
from lianxin.register.models import Code

from .models import Project, ProjectStage, Receipt

FIELDS = frozenset({"title", "field", "funder", "decision", "decided", "amount", "note"})


def project_win(
    *,
    actor: Actor,
    village: Area,
    title: str,
    field: Code,
    funder: str,
    decided: date,
    amount: int,
    decision: str = "",
    note: str = "",
) -> Project:
    """A project was decided for the village; ``amount`` in fen, as the decision has it."""
    with act(actor, "project.win", on=village) as audit:
        row = Project(village=village)
        told = {"title": title, "field": field, "funder": funder, "decided": decided}
        _fill(row, {**told, "amount": amount, "decision": decision, "note": note})
        row.save(force_insert=True)
        audit.note(row, amount=row.amount, decided=decided)
        return row


def project_change(
    *, actor: Actor, project: Project, rev: int, fields: Mapping[str, Any]
) -> Project:
    """Corrects what was written of a project."""
    with act(actor, "project.change", on=project) as audit:
        row = _locked(project)
        if row.rev != rev:
            raise refuse("action.changed_meanwhile")
        if unknown := set(fields) - FIELDS:
            raise refuse("input.unknown_choice", min(unknown), value=min(unknown))
        _fill(row, {**{name: getattr(row, name) for name in FIELDS}, **fields})
        if (received := _received(row)) > row.amount:
            raise _too_much(row, received)
        row.rev += 1
        row.save()
        audit.note(row, fields=sorted(fields))
        return row


def project_receive(
    *,
    actor: Actor,
    project: Project,
    day: date,
    amount: int,
    note: str = "",
    stage: ProjectStage | None = None,
) -> Receipt:
    """Money has arrived, perhaps for one of its stages; never more than was decided."""
    with act(actor, "project.receive", on=project) as audit:
        row, found = _locked(project), Reading()
        if amount <= 0:
            found.add("project.amount", "amount")
        if day > today():
            found.add("project.future", "day", day=day)
        if day < row.decided:
            found.add("project.before_decided", "day", decided=row.decided)
        words = found.words("note", note, _("备注"), 120, sentence=True)
        found.check()
        if stage is not None and stage.project_id != row.pk:
            raise refuse("action.absent", "stage")
        if (received := _received(row) + amount) > row.amount:
            raise _too_much(row, received)
        receipt = Receipt.objects.create(
            project=row, day=day, year=day.year, amount=amount, note=words, stage=stage
        )
        audit.note(row, amount=amount, day=day)
        return receipt


def _fill(row: Project, told: Mapping[str, Any]) -> None:
    found = Reading()
    row.title = found.words("title", told["title"], _("项目名称"), 80, needed=True, sentence=True)
    row.funder = found.words("funder", told["funder"], _("出资单位"), 80, needed=True)
    row.decision = found.words("decision", told["decision"], _("批文"), 80, sentence=True)
    row.note = found.words("note", told["note"], _("说明"), 300, sentence=True)
    row.decided = found.day("decided", told["decided"], _("批复日期"))
    row.field, row.amount = told["field"], told["amount"] or 0
    if row.amount <= 0:
        found.add("project.amount", "amount")
    if row.decided > today():
        found.add("project.future", "decided", day=row.decided)
    found.check()
    row.year = row.decided.year


def _received(row: Project) -> int:
    rows = Receipt.objects.visible_to(SYSTEM).filter(project=row)
    return rows.aggregate(n=Sum("amount"))["n"] or 0


def _too_much(row: Project, received: int) -> Exception:
    return refuse("project.too_much", "amount", received=yuan(received), amount=yuan(row.amount))


def _locked(project: Project) -> Project:
    """Unscoped: the policy has just been asked about this very row."""
    return Project.objects.visible_to(SYSTEM).select_for_update().get(pk=project.pk)
