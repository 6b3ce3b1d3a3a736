"""Units and the villages they are paired with."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people import actions, queries
from lianxin.people.models import Area, Level, Partnership, Unit
from lianxin.people.policy import AccountActor

from .form import Form, choices, may, show_form, visible


def units(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    closed = request.GET.get("show") == "all"
    rows = queries.units(actor, closed=closed)
    context = {"rows": rows, "closed": closed, "may": may(actor, add="unit.add")}
    return render(request, "people/units.html", context)


def unit_new(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    form = Form.of(request, parent=request.GET.get("parent", ""))
    if request.method == "POST":
        with form.refusing():
            made = actions.unit_add(
                actor=actor, parent=form.row(Unit, "parent"), **_unit_facts(form)
            )
            messages.success(request, _("加好了：%(name)s") % {"name": made.name})
            return redirect("unit", made.pk)
    return show_form(
        request, "people/unit_new.html", form, {"parents": choices(queries.units(actor), True)}
    )


def unit(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = visible(actor, Unit, pk)
    shown = {name: getattr(row, name) for name in ("name", "short", "level", "phone")}
    form = Form.of(request, **shown, department="on" if row.department else "")
    if request.method == "POST":
        with form.refusing():
            actions.unit_change(actor=actor, unit=visible(actor, Unit, pk), **_unit_facts(form))
            messages.success(request, _("存好了"))
            return redirect("unit", pk)
    return show_form(request, "people/unit.html", form, _about_unit(actor, row))


@require_POST
def unit_close(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row, form = visible(actor, Unit, pk), Form.of(request)
    with form.refusing():
        actions.unit_close(actor=actor, unit=row, until=form.day("until") or today())
        messages.success(request, _("%(name)s 已撤") % {"name": row.name})
        return redirect("units")
    return _unit_again(request, row, form)


@require_POST
def partnership_begin(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row, form = visible(actor, Unit, pk), Form.of(request)
    with form.refusing():
        village = form.row(Area, "village")
        if village is None:
            raise refuse("input.required", "village", label=_("村"))
        actions.partnership_begin(
            actor=actor, unit=row, village=village, from_day=form.day("from_day") or today()
        )
        messages.success(request, _("联上了：%(name)s") % {"name": village.name})
        return redirect("unit", pk)
    return _unit_again(request, row, form)


@require_POST
def partnership_end(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row, form = visible(actor, Partnership, pk), Form.of(request)
    with form.refusing():
        actions.partnership_end(actor=actor, partnership=row, until=form.day("until") or today())
        messages.success(request, _("存好了"))
        return redirect("unit", row.unit_id)
    return _unit_again(request, row.unit, form)


def _unit_facts(form: Form) -> dict[str, Any]:
    facts = {name: form[name] for name in ("name", "short", "level", "phone")}
    return {**facts, "department": "department" in form}


def _about_unit(actor: AccountActor, row: Unit) -> dict[str, Any]:
    partners = Partnership.objects.visible_to(actor).filter(unit=row).select_related("village")
    villages = Area.objects.visible_to(SYSTEM).filter(level=Level.VILLAGE).select_related("parent")
    named = [(str(v.pk), f"{v.parent} {v}") for v in villages]
    return {
        "unit": row,
        "partners": partners.order_by("-from_day"),
        "targets": [("", "—"), *named],
        "today": today(),
        "may": may(actor, row, change="unit.change", close="unit.close", pair="partnership.begin"),
    }


def _unit_again(request: HttpRequest, row: Unit, form: Form) -> HttpResponse:
    """The unit's page with the input of one of its small forms kept."""
    names = ("name", "short", "level", "phone")
    kept = {**{name: getattr(row, name) for name in names}, **form.values}
    shown = Form(form.actor, kept, form.problems)
    return show_form(request, "people/unit.html", shown, _about_unit(form.actor, row))


urlpatterns: list[URLPattern | URLResolver] = [
    path("units/", units, name="units"),
    path("units/new/", unit_new, name="unit-new"),
    path("units/<uuid:pk>/", unit, name="unit"),
    path("units/<uuid:pk>/close/", unit_close, name="unit-close"),
    path("units/<uuid:pk>/villages/", partnership_begin, name="partnership-begin"),
    path("partnerships/<uuid:pk>/end/", partnership_end, name="partnership-end"),
]
