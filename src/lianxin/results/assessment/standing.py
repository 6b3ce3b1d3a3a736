"""Where an assessment stands: read from its steps, which are only ever added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today

from .models import Assessment, AssessmentStep, FrozenAssessment, SchemeGrade, Subject
from .schemes import Whole, whole
from .sheet import Result, Sheet, from_data

What = AssessmentStep.What


class State(models.TextChoices):
    CONFIRMED = "confirmed", _("已核定，没送本人")
    SENT = "sent", _("等本人看")
    READ = "read", _("本人看过")
    OBJECTED = "objected", _("有申诉待答复")
    ANSWERED = "answered", _("申诉已答复")
    AGREED = "agreed", _("等领导小组审定")
    SIGNED = "signed", _("已审定")
    WITHDRAWN = "withdrawn", _("撤回了")
    CORRECTED = "corrected", _("有更正")


TONES = {
    State.CONFIRMED: "blue",
    State.SENT: "blue",
    State.READ: "blue",
    State.OBJECTED: "amber",
    State.ANSWERED: "blue",
    State.AGREED: "blue",
    State.SIGNED: "jade",
    State.WITHDRAWN: "",
    State.CORRECTED: "",
}


@dataclass
class Objection:
    """One item that the assessed person objects to, and the answer where there is one."""

    step: AssessmentStep
    answer: AssessmentStep | None = None


@dataclass
class Standing:
    """``corrected``: a later assessment that corrects this one has been signed."""

    row: Assessment
    scheme: Whole
    steps: list[AssessmentStep] = field(default_factory=list)
    frozen: FrozenAssessment | None = None
    corrected: bool = False
    day: date = field(default_factory=today)

    @cached_property
    def sheet(self) -> Sheet:
        return from_data(self.scheme, self.row.computed)

    def last(self, *what: str) -> AssessmentStep | None:
        return next((one for one in reversed(self.steps) if one.what in what), None)

    @property
    def changed(self) -> dict[str, AssessmentStep]:
        """The latest step that set the marks of an item."""
        return {one.item: one for one in self.steps if one.marks is not None}

    @property
    def confirmed(self) -> dict[str, int | None]:
        """By item the marks that count: set by somebody, else computed."""
        set_to = self.changed
        return {
            one.item.code: set_to[one.item.code].marks if one.item.code in set_to else one.marks
            for one in self.sheet.lines
        }

    @property
    def result(self) -> Result:
        set_to = {code: one.marks for code, one in self.changed.items() if one.marks is not None}
        found, given = self.sheet.with_marks(set_to), self.given
        return replace(found, grade=given) if given else found

    @property
    def given(self) -> SchemeGrade | None:
        """The grade that the leading group gave expressly."""
        signed = self.last(What.SIGN)
        name = signed.grade if signed else ""
        return next((one for one in self.scheme.grades if one.name == name), None)

    @property
    def objections(self) -> list[Objection]:
        answers = {one.about_id: one for one in self.steps if one.what == What.ANSWER}
        asked = (one for one in self.steps if one.what == What.OBJECT)
        return [Objection(one, answers.get(one.pk)) for one in asked]

    @property
    def waiting(self) -> list[Objection]:
        return [one for one in self.objections if one.answer is None]

    @property
    def until(self) -> date | None:
        """The last day on which somebody may object: counted from reading, else from sending."""
        begun = self.last(What.READ) or self.last(What.SEND)
        if begun is None:
            return None
        days = self.scheme.scheme.objection_days
        return timezone.localdate(begun.at) + timedelta(days=days)

    @property
    def open_to_objection(self) -> bool:
        if self.state in {State.SIGNED, State.CORRECTED, State.WITHDRAWN}:
            return False
        return self.until is not None and self.day <= self.until and not self.last(What.AGREE)

    @property
    def may_sign(self) -> bool:
        """Sent, nothing unanswered, and the time to object is over or given up. Units are heard by nobody else."""
        if self.waiting or self.state in {State.SIGNED, State.CORRECTED, State.WITHDRAWN}:
            return False
        if self.row.subject == Subject.UNIT:
            return True
        return self.last(What.SEND) is not None and not self.open_to_objection

    @property
    def live(self) -> bool:
        return self.state is not State.WITHDRAWN and not self.corrected

    @property
    def state(self) -> State:
        if self.corrected:
            return State.CORRECTED
        if self.last(What.WITHDRAW):
            return State.WITHDRAWN
        if self.last(What.SIGN):
            return State.SIGNED
        if self.waiting:
            return State.OBJECTED
        if self.last(What.AGREE):
            return State.AGREED
        if self.last(What.SEND) is None:
            return State.CONFIRMED
        if self.until is not None and self.day > self.until:
            return State.AGREED
        if self.objections:
            return State.ANSWERED
        return State.READ if self.last(What.READ) else State.SENT

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def told(self) -> str:
        return str(self.state.label)


def standings(rows: Iterable[Assessment], day: date | None = None) -> list[Standing]:
    """With their steps, schemes and frozen forms; a constant number of queries and one for each scheme.

    Unscoped: parts of assessments that the actor has been shown.
    """
    rows = list(rows)
    keys = [row.pk for row in rows]
    schemes = {row.scheme_id: row.scheme for row in rows}
    known = {key: whole(scheme) for key, scheme in schemes.items()}
    steps = _steps(keys)
    frozen = {
        one.assessment_id: one
        for one in FrozenAssessment.objects.visible_to(SYSTEM).filter(assessment__in=keys)
    }
    corrected = _corrected(keys)
    return [
        Standing(
            row,
            known[row.scheme_id],
            steps[row.pk],
            frozen.get(row.pk),
            row.pk in corrected,
            day or today(),
        )
        for row in rows
    ]


def current(rows: Iterable[Standing]) -> Standing | None:
    """The one that counts: the latest that was not withdrawn; a correction under way comes before what it corrects."""
    live = [one for one in rows if one.state is not State.WITHDRAWN]
    return max(live, key=lambda one: one.row.number, default=None)


def _steps(keys: Sequence[UUID]) -> dict[UUID, list[AssessmentStep]]:
    found: dict[UUID, list[AssessmentStep]] = defaultdict(list)
    rows = AssessmentStep.objects.visible_to(SYSTEM).filter(assessment__in=keys)
    for step in rows.order_by("at", "id"):
        found[step.assessment_id].append(step)
    return found


def _corrected(keys: Sequence[UUID]) -> set[UUID]:
    later = Assessment.objects.visible_to(SYSTEM).filter(corrects__in=keys)
    signed = FrozenAssessment.objects.visible_to(SYSTEM).filter(assessment__in=later.values("pk"))
    return {key for key in signed.values_list("assessment__corrects_id", flat=True) if key}
