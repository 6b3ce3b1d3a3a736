"""A household's plan: its page, writing it, sending it up, deciding on it, looking back on a stage."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.plans.household import actions, templates
from lianxin.plans.household.drawn import PlanDrawn
from lianxin.plans.household.models import OPEN, Plan, PlanTemplate, Stage, State
from lianxin.plans.household.queries import PlanLine, lines, versions
from lianxin.records.file.queries import standings
from lianxin.register.models import Household
from lianxin.register.queries import household

from .asking import Question, key_in, listed, must_see, offered, put
from .asks import Ask
from .form import Form, may
from .measures import HOME
from .plan_form import aspects, content, drawn_from, first_of, kept_slots, slots, wish_slots
from .requests import Acted

ACTIONS = {
    "draw": "plan.draw",
    "submit": "plan.submit",
    "approve": "plan.approve",
    "back": "plan.return",
    "review": "stage.review",
}


@require_GET
def plan(request: Acted, pk: UUID) -> HttpResponse:
    """The plan in force with the change of each stage, the version at hand, and all before."""
    must_see(request, Plan)
    file = household(request.actor, pk)
    it = lines(request.actor, [pk], today())[pk]
    shown = {"file": file, "it": it, "versions": versions(request.actor, pk)}
    shown |= {"wishes": _wishes(it), "may": may(request.actor, file.household, **ACTIONS)}
    return render(request, "plans/plan.html", shown)


def _wishes(it: PlanLine) -> list[str]:
    row = it.plan or it.open
    names = {str(code.pk): code.told for code in listed("need")}
    return [names[key] for key in (row.wishes if row else ()) if key in names]


def plan_write(request: Acted, pk: UUID) -> HttpResponse:
    """The version at hand, or the next one: from the plan in force, or from a template."""
    file = household(request.actor, pk)
    it = lines(request.actor, [pk], today())[pk]
    if it.open is not None and it.open.state == State.SUBMITTED:
        raise refuse("plan.under_way")
    rows = templates.templates()
    first, rev, chosen = _first(request, file.household, it, rows)
    form = Form.of(request, rev=rev, **first_of(first))
    if request.method == "POST":
        with form.refusing():
            made = actions.plan_draw(
                actor=request.actor,
                household=file.household,
                drawn=content(form),
                rev=int(form["rev"]) if form["rev"].isdecimal() else None,
            )
            if form["then"] == "submit":
                actions.plan_submit(actor=request.actor, plan=made)
            messages.success(request, _("送上去了，等联户办批") if "then" in form else _("存好了"))
            return redirect("plan", pk)
    if not request.actor.allows("plan.draw", file.household):
        raise refuse("action.not_allowed")
    laid = slots(form)
    shown: dict[str, Any] = {"file": file, "it": it, "form": form, "problems": form.told}
    shown |= {"stages": laid, "kept": kept_slots(laid), "aspects": aspects(request.actor)}
    shown |= {"templates": [one for one in rows if one.stages], "chosen": chosen}
    shown |= {"needs": offered(listed("need"), "—"), "wishes": wish_slots(form)}
    shown |= {"values": form.values, "errors": form.errors}
    return render(request, "plans/write.html", shown, status=form.status)


def _first(
    request: Acted, home: Household, it: PlanLine, rows: list[PlanTemplate]
) -> tuple[PlanDrawn, int | str, UUID | None]:
    """What the page begins with, the state it was in, and the template it came from."""
    asked = key_in(request, "template")
    if it.open is not None and asked is None:
        return drawn_from(it.open, again=False), it.open.rev, None
    rev = it.open.rev if it.open is not None else ""
    if it.plan is not None and asked is None:
        return drawn_from(it.plan, again=True), rev, None
    standing = standings(request.actor).filter(household=home).first()
    chosen = next((one for one in rows if one.pk == asked), None)
    chosen = chosen or templates.fitting([one for one in rows if one.stages], standing)
    if chosen is None:
        return PlanDrawn(""), rev, None
    return templates.begun(request.actor, home, chosen, today()), rev, chosen.pk


@require_POST
def plan_submit(request: Acted, pk: UUID) -> HttpResponse:
    actions.plan_submit(actor=request.actor, plan=_at_hand(request, pk))
    messages.success(request, _("送上去了，等联户办批"))
    return redirect("plan", pk)


@require_POST
def plan_approve(request: Acted, pk: UUID) -> HttpResponse:
    actions.plan_approve(actor=request.actor, plan=_at_hand(request, pk))
    messages.success(request, _("批准了，今天起照这个办"))
    return redirect("plan", pk)


def plan_return(request: Acted, pk: UUID) -> HttpResponse:
    row, here = _at_hand(request, pk), reverse("plan", args=[pk])
    asks = [Ask("note", _("哪里要改"), _("写的人会看到"), required=True, maxlength=200)]

    def save(form: Form) -> Plan:
        return actions.plan_return(actor=request.actor, plan=row, note=form["note"])

    question = Question(
        _("退回计划"),
        asks,
        save,
        lambda made: _("退回去了"),
        lambda made: here,
        here,
        [(reverse("measures"), HOME), (here, row.aim)],
        danger=_("退回"),
    )
    return put(request, question)


def _at_hand(request: Acted, home: UUID) -> Plan:
    rows = Plan.objects.visible_to(request.actor).select_related("household__village")
    return rows.get_visible(household=home, state__in=OPEN)


def stage_review(request: Acted, pk: UUID) -> HttpResponse:
    rows = Stage.objects.visible_to(request.actor).select_related("plan__household__village")
    stage = rows.get_visible(pk=pk)
    home = stage.plan.household_id
    here = reverse("plan", args=[home])
    held = lines(request.actor, [home], today())[home].stages
    line = next((one for one in held if one.stage.line == stage.line), None)
    if line is None:
        raise refuse("plan.not_in_force")
    asks = [
        Ask(
            "reached",
            _("做到了没有"),
            choices=[("yes", _("做到了")), ("no", _("还没做到"))],
            required=True,
        ),
        Ask(
            "words", _("怎么看"), _("为什么做到、差在哪里，下一步怎么办"), "textarea", maxlength=300
        ),
    ]

    def save(form: Form) -> Any:
        return actions.stage_review(
            actor=request.actor,
            stage=stage,
            reached=form["reached"] == "yes",
            words=form["words"],
        )

    question = Question(
        _("看“%s”的变化") % stage.title,
        asks,
        save,
        lambda made: _("记下了，当时的数一起留着"),
        lambda made: here,
        here,
        [(reverse("measures"), HOME), (here, stage.plan.aim)],
        first={"reached": "yes" if line.reached else "no"},
        template="plans/review.html",
        more=lambda form: {"line": line},
    )
    return put(request, question)


urlpatterns: list[URLPattern | URLResolver] = [
    path("households/<uuid:pk>/plan/", plan, name="plan"),
    path("households/<uuid:pk>/plan/write/", plan_write, name="plan-write"),
    path("households/<uuid:pk>/plan/submit/", plan_submit, name="plan-submit"),
    path("households/<uuid:pk>/plan/approve/", plan_approve, name="plan-approve"),
    path("households/<uuid:pk>/plan/return/", plan_return, name="plan-return"),
    path("stages/<uuid:pk>/review/", stage_review, name="stage-review"),
]
