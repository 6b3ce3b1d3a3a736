"""计划的样子: templates that plans begin from; everybody who plans reads them, the office writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.problem import refuse
from lianxin.people.queries import reaches_all
from lianxin.plans.household.models import Plan, PlanTemplate
from lianxin.plans.household.template_actions import plan_template_end, plan_template_set
from lianxin.plans.household.templates import templates
from lianxin.records.file.aspects import ASPECTS
from lianxin.register.lists import LISTS
from lianxin.register.models import Code

from .asking import listed, must_see
from .form import Form, may_for_all, visible
from .plan_form import aspects
from .plan_template_form import (
    NUMBER,
    PERCENT,
    content,
    first_of,
    kept_stages,
    measure_slots,
    stage_slots,
)
from .requests import Acted

KINDS = ("category", "watch", "cause")


@dataclass(frozen=True)
class Shown:
    """A template as the list tells it."""

    row: PlanTemplate

    @property
    def used_for(self) -> str:
        code = self.row.category or self.row.watch or self.row.cause
        return code.told if code else ""

    @property
    def stages(self) -> list[tuple[dict[str, Any], str]]:
        return [
            (one, _("、").join(_goal(*goal) for goal in one["goals"])) for one in self.row.stages
        ]


def _goal(name: str, target: int | None, percent: int | None) -> str:
    aspect = ASPECTS.get(name)
    if aspect is None:
        return ""
    if percent is None:
        return f"{aspect.title} {aspect.told(int(aspect.more) if target is None else target)}"
    if percent == 0:
        return _("%(what)s不比现在少") % {"what": aspect.title}
    return _("%(what)s比现在多 %(n)s%%") % {"what": aspect.title, "n": percent}


@require_GET
def plan_templates(request: Acted) -> HttpResponse:
    must_see(request, Plan)
    rows = [Shown(row) for row in templates()]
    groups = [(str(LISTS[kind]), [one for one in rows if getattr(one.row, kind)]) for kind in KINDS]
    shown = {"groups": groups, "may": may_for_all(request.actor, set="plan_template.set")}
    return render(request, "plans/templates.html", shown)


def plan_template_write(request: Acted, pk: UUID | None = None) -> HttpResponse:
    """A new one, or another in the place of one, which ends today; plans already made stay as they are."""
    if not request.actor.allows("plan_template.set"):
        raise refuse("action.not_allowed", action="plan_template.set")
    if request.method == "GET" and not reaches_all(request.actor):
        return redirect("plan-templates")  # which says who can
    old = visible(request.actor, PlanTemplate, pk) if pk else None
    form = Form.of(request, **first_of(old))
    if request.method == "POST":
        with form.refusing():
            made = plan_template_set(
                actor=request.actor, drawn=content(form), used_for=_used_for(form), instead_of=old
            )
            messages.success(
                request, _("存好了：%(name)s。以后写的计划从它开始") % {"name": made.name}
            )
            return redirect("plan-templates")
    laid = stage_slots(form)
    shown: dict[str, Any] = {"old": old, "stages": laid, "kept": kept_stages(laid)}
    shown |= {"measures": measure_slots(form), "aspects": aspects(request.actor)}
    shown |= {"hows": [(NUMBER, _("要到")), (PERCENT, _("比现在多 %"))]}
    shown |= {"kinds": [(str(LISTS[kind]), listed(kind)) for kind in KINDS]}
    shown |= {"directions": _named(listed("direction")), "fields": _named(listed("field"))}
    shown |= {"values": form.values, "errors": form.errors, "problems": form.told}
    return render(request, "plans/template.html", shown, status=form.status)


def _used_for(form: Form) -> Code:
    row = next(
        (row for kind in KINDS for row in listed(kind) if str(row.pk) == form["used_for"]), None
    )
    if row is None:
        raise refuse("input.required", "used_for", label=_("给哪类户用"))
    return row


def _named(rows: Sequence[Code]) -> list[tuple[str, str]]:
    """By name: a template outlives the dates of a list."""
    return [("", "—"), *((row.name, row.told) for row in rows)]


@require_POST
def plan_template_stop(request: Acted, pk: UUID) -> HttpResponse:
    row = plan_template_end(actor=request.actor, template=visible(request.actor, PlanTemplate, pk))
    messages.success(request, _("停用了：%(name)s。照它写好的计划不变") % {"name": row.told})
    return redirect("plan-templates")


urlpatterns: list[URLPattern | URLResolver] = [
    path("plan-templates/", plan_templates, name="plan-templates"),
    path("plan-templates/new/", plan_template_write, name="plan-template-new"),
    path("plan-templates/<uuid:pk>/", plan_template_write, name="plan-template"),
    path("plan-templates/<uuid:pk>/end/", plan_template_stop, name="plan-template-end"),
]
