"""What is done to an assessment that was confirmed: objected to, answered, signed, withdrawn, corrected."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.results.assessment import actions, hearing
from lianxin.results.assessment.computing import Span
from lianxin.results.assessment.freezing import intact
from lianxin.results.assessment.models import Assessment, AssessmentStep
from lianxin.results.assessment.queries import assessments
from lianxin.results.assessment.standing import standings
from lianxin.results.assessment.subjects import Assessed

from . import assessment_page as pages
from .assessment_one import done, tenths_of
from .requests import Acted

Deed = Callable[[Acted, Assessment], object]


@require_GET
def kept(request: Acted, pk: UUID) -> HttpResponse:
    """One assessment as it was confirmed, with its steps and, once signed, its hash."""
    row = _row(request, pk)
    [held] = standings([row])
    span = Span(row.year, row.half, row.last_day)
    shown = {
        "row": row,
        "held": held,
        "it": pages.shown_of(held.sheet, held, span),
        "steps": pages.told_steps(held),
        "signs": pages.signs(pages.shown_of(held.sheet, held, span), today()),
        "intact": held.frozen is None or intact(held.frozen),
    }
    return render(request, "assessment/kept.html", shown)


def _row(request: Acted, pk: UUID) -> Assessment:
    return assessments(request.actor).get_visible(pk=pk)


def _do(request: Acted, pk: UUID, deed: Deed, said: str) -> HttpResponse:
    row = _row(request, pk)
    span = Span(row.year, row.half, row.last_day)
    return done(request, Assessed.row(row), span, lambda: deed(request, row), said)


@require_POST
def read(request: Acted, pk: UUID) -> HttpResponse:
    def deed(request: Acted, row: Assessment) -> object:
        return hearing.assessment_read(actor=request.actor, assessment=row)

    return _do(request, pk, deed, _("记下了：您看过了"))


@require_POST
def object_(request: Acted, pk: UUID) -> HttpResponse:
    """The words by item; those left blank are no objection."""

    def deed(request: Acted, row: Assessment) -> object:
        prefix = "words-"
        said = {
            name.removeprefix(prefix): words
            for name, words in request.POST.items()
            if name.startswith(prefix)
        }
        return hearing.assessment_object(
            actor=request.actor, assessment=row, objections={k: str(v) for k, v in said.items()}
        )

    return _do(request, pk, deed, _("申诉交上去了，答复会写在这里"))


@require_POST
def agree(request: Acted, pk: UUID) -> HttpResponse:
    def deed(request: Acted, row: Assessment) -> object:
        return hearing.assessment_agree(actor=request.actor, assessment=row)

    return _do(request, pk, deed, _("记下了，等领导小组审定"))


@require_POST
def answer(request: Acted, pk: UUID) -> HttpResponse:
    """``objection``: which one; marks where they are changed."""

    def deed(request: Acted, row: Assessment) -> object:
        typed = request.POST.get("marks", "").strip()
        marks = tenths_of(typed) if typed else None
        if typed and marks is None:
            raise refuse("assessment.marks_unread", "marks", value=typed[:12])
        return actions.assessment_answer(
            actor=request.actor,
            objection=_objection(request, row),
            words=request.POST.get("words", ""),
            marks=marks,
        )

    return _do(request, pk, deed, _("答复了，本人看得到"))


def _objection(request: Acted, row: Assessment) -> AssessmentStep:
    rows = AssessmentStep.objects.visible_to(request.actor).select_related("assessment")
    return rows.filter(assessment=row).get_visible(pk=request.POST.get("objection", ""))


@require_POST
def sign(request: Acted, pk: UUID) -> HttpResponse:
    def deed(request: Acted, row: Assessment) -> object:
        words = request.POST.get("words", "")
        grade = request.POST.get("grade", "")
        return actions.assessment_sign(
            actor=request.actor, assessment=row, words=words, grade=grade
        )

    return _do(request, pk, deed, _("审定了，从现在起不能再改"))


@require_POST
def withdraw(request: Acted, pk: UUID) -> HttpResponse:
    def deed(request: Acted, row: Assessment) -> object:
        reason = request.POST.get("words", "")
        return actions.assessment_withdraw(actor=request.actor, assessment=row, reason=reason)

    return _do(request, pk, deed, _("撤回了，可以重新核定"))


@require_POST
def correct(request: Acted, pk: UUID) -> HttpResponse:
    def deed(request: Acted, row: Assessment) -> object:
        reason = request.POST.get("words", "")
        return actions.assessment_correct(actor=request.actor, assessment=row, reason=reason)

    return _do(request, pk, deed, _("做好了一份更正，原来的那份还在"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("assessments/<uuid:pk>/", kept, name="assessment-kept"),
    path("assessments/<uuid:pk>/read/", read, name="assessment-read"),
    path("assessments/<uuid:pk>/object/", object_, name="assessment-object"),
    path("assessments/<uuid:pk>/agree/", agree, name="assessment-agree"),
    path("assessments/<uuid:pk>/answer/", answer, name="assessment-answer"),
    path("assessments/<uuid:pk>/sign/", sign, name="assessment-sign"),
    path("assessments/<uuid:pk>/withdraw/", withdraw, name="assessment-withdraw"),
    path("assessments/<uuid:pk>/correct/", correct, name="assessment-correct"),
]
