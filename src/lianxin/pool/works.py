"""What becomes of a project: its stages, its acceptance, and what its money was paid for."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.money import yuan
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.wording import Reading

from .models import Acceptance, Project, ProjectStage, Receipt, Spending


def project_stage(
    *, actor: Actor, project: Project, title: str, due: date, amount: int = 0
) -> ProjectStage:
    """One more stage; ``amount`` is the money planned for it, in fen."""
    with act(actor, "project.stage", on=project) as audit:
        row, found = _locked(project), Reading()
        words = found.words("title", title, _("阶段名称"), 60, needed=True, sentence=True)
        if amount < 0:
            found.add("project.amount", "amount")
        if due < row.decided:
            found.add("project.stage_due", "due", decided=row.decided)
        found.check()
        told = ProjectStage.objects.visible_to(SYSTEM).filter(project=row)
        sums = told.aggregate(n=Max("position"), planned=Sum("amount"))
        planned = (sums["planned"] or 0) + amount
        if planned > row.amount:
            money = {"planned": yuan(planned), "amount": yuan(row.amount)}
            raise refuse("project.stage_money", "amount", **money)
        made = ProjectStage.objects.create(
            project=row, position=(sums["n"] or 0) + 1, title=words, due=due, amount=amount
        )
        audit.note(row, stage=words)
        return made


def project_stage_done(*, actor: Actor, stage: ProjectStage, day: date) -> ProjectStage:
    with act(actor, "project.stage_done", on=stage) as audit:
        rows = ProjectStage.objects.visible_to(SYSTEM).select_for_update(of=("self",))
        row = rows.select_related("project").get(pk=stage.pk)
        if row.done is not None:
            raise refuse("project.stage_done")
        _check_day(row.project, day)
        row.done = day
        row.save(update_fields=["done"])
        audit.note(row.project, stage=row.title, day=day)
        return row


def project_accept(
    *,
    actor: Actor,
    project: Project,
    day: date,
    by: str,
    passed: bool,
    words: str = "",
    stage: ProjectStage | None = None,
) -> Acceptance:
    """Looked at and found good, or not yet; of a stage, or of the whole."""
    with act(actor, "project.accept", on=project) as audit:
        row, found = _locked(project), Reading()
        who = found.words("by", by, _("谁验收的"), 80, needed=True)
        said = found.words("words", words, _("验收意见"), 200, needed=not passed, sentence=True)
        with found.catching():
            _check_day(row, day)
        found.check()
        if stage is not None and stage.project_id != row.pk:
            raise refuse("action.absent", "stage")
        audit.note(row, day=day)
        return Acceptance.objects.create(
            project=row, stage=stage, day=day, by=who, passed=passed, words=said
        )


def project_spend(
    *, actor: Actor, receipt: Receipt, day: date, payee: str, purpose: str, amount: int
) -> Spending:
    """Paid to somebody for something, from one tranche; never more than arrived with it, as of no day."""
    with act(actor, "project.spend", on=receipt) as audit:
        row, found = _locked(receipt.project), Reading()
        told = {
            "payee": found.words("payee", payee, _("付给谁"), 80, needed=True),
            "purpose": found.words(
                "purpose", purpose, _("做什么用"), 120, needed=True, sentence=True
            ),
        }
        if amount <= 0:
            found.add("project.amount", "amount")
        if day > today():
            found.add("project.future", "day", day=day)
        if day < receipt.day:
            found.add("project.before_received", "day", received=receipt.day)
        found.check()
        if amount > (left := receipt.amount - spent(receipt)):
            raise refuse("project.spent_too_much", "amount", left=yuan(left))
        made = Spending.objects.create(
            project=row, receipt=receipt, day=day, year=day.year, amount=amount, **told
        )
        audit.note(row, amount=amount, day=day)
        return made


def spent(receipt: Receipt) -> int:
    """What was paid from a tranche. Unscoped: who may spend it may know it."""
    rows = Spending.objects.visible_to(SYSTEM).filter(receipt=receipt, cancelled_at=None)
    return rows.aggregate(n=Sum("amount"))["n"] or 0


def project_take_back(*, actor: Actor, spending: Spending, reason: str) -> Spending:
    """Written by mistake: it no longer counts, and stays readable with the reason."""
    with act(actor, "project.take_back", on=spending) as audit:
        rows, found = Spending.objects.visible_to(SYSTEM).select_for_update(), Reading()
        row = rows.get(pk=spending.pk)
        why = found.words("reason", reason, _("原因"), 120, needed=True, sentence=True)
        found.check()
        if row.cancelled_at is not None:
            raise refuse("project.spending_cancelled")
        row.cancelled_at, row.cancelled_for = timezone.now(), why
        row.save(update_fields=["cancelled_at", "cancelled_for"])
        audit.note(row, reason=why)
        return row


def _check_day(row: Project, day: date) -> None:
    if day > today():
        raise refuse("project.future", "day", day=day)
    if day < row.decided:
        raise refuse("project.before_decided", "day", decided=row.decided)


def _locked(project: Project) -> Project:
    """Unscoped: the policy has just been asked about this very row."""
    return Project.objects.visible_to(SYSTEM).select_for_update().get(pk=project.pk)
