"""疑点规则: what counts as a sign and how much, read by everybody who decides; changed from a day on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.kernel.period import today
from lianxin.review.limits import titles
from lianxin.review.models import Doubt, DoubtRule
from lianxin.review.rule_actions import doubt_rule_change, history, limits_told

from .asking import must_see
from .form import Form, may_for_all, show_form, visible
from .requests import Acted


@require_GET
def listed(request: Acted) -> HttpResponse:
    must_see(request, Doubt)
    rows = [
        (row, limits_told(row)) for row in sorted(titles().values(), key=lambda one: str(one.pk))
    ]
    shown = {"rows": rows, "may": may_for_all(request.actor, change="doubt.rule")}
    return render(request, "review/rules.html", shown)


def one(request: Acted, pk: UUID) -> HttpResponse:
    must_see(request, Doubt)
    rows = history(visible(request.actor, DoubtRule, pk).kind)
    newest = rows[0]
    first = {f"threshold-{key}": value for key, _name, value in limits_told(newest)}
    form = Form.of(request, **first, active="on" if newest.active else "", from_day=today())
    if request.method == "POST":
        with form.refusing():
            made = doubt_rule_change(
                actor=request.actor,
                rule=newest,
                thresholds={key: form[f"threshold-{key}"] for key in newest.thresholds},
                from_day=form.day("from_day"),
                active="active" in form,
            )
            messages.success(request, _("存好了，从 %(day)s 起算") % {"day": made.from_day})
            return redirect("doubt-rule", made.pk)
    errors = form.errors
    fields = [
        (name, label, form[name], errors.get(name, ""))
        for key, label, _value in limits_told(newest)
        for name in (f"threshold-{key}",)
    ]
    extra = {
        "rule": newest,
        "fields": fields,
        "may": may_for_all(request.actor, change="doubt.rule"),
    }
    extra["history"] = [(row, limits_told(row)) for row in rows]
    return show_form(request, "review/rule.html", form, extra)


urlpatterns: list[URLPattern | URLResolver] = [
    path("review/rules/", listed, name="doubt-rules"),
    path("review/rules/<uuid:pk>/", one, name="doubt-rule"),
]
