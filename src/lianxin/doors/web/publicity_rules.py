"""公示天数: for how many days a list hangs at least; read by who reads the lists, changed from a day on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _

from lianxin.kernel.period import today
from lianxin.results.publicity.models import Publicity
from lianxin.results.publicity.rules import publicity_rule_set, publicity_rules

from .asking import must_see, number_of
from .asks import Ask, of_form
from .form import Form, may_for_all
from .requests import Acted


def listed(request: Acted) -> HttpResponse:
    """The rows, and for who may a form for the next."""
    must_see(request, Publicity)
    form = Form.of(request, from_day=today().isoformat())
    if request.method == "POST":
        with form.refusing():
            row = publicity_rule_set(
                actor=request.actor,
                days=number_of(form["days"]),
                source=form["source"],
                from_day=form.day("from_day"),
            )
            messages.success(request, _("存好了，从 %(day)s 起算") % {"day": row.from_day})
            return redirect("publicity-rules")
    return render(request, "publicity/rules.html", _shown(request, form), status=form.status)


def _shown(request: Acted, form: Form) -> dict[str, Any]:
    asks = [
        Ask("days", _("最少公示几天"), inputmode="numeric", required=True, maxlength=2),
        Ask("from_day", _("从哪天起"), _("已经贴出去的不变"), type="date", required=True),
        Ask("source", _("依据"), _("哪份文件、哪一条要求的"), maxlength=160, required=True),
    ]
    return {
        "rows": publicity_rules(),
        "today": today(),
        "asks": [(ask, form[ask.name], form.errors.get(ask.name, "")) for ask in asks],
        "may": may_for_all(request.actor, set="publicity_rule.set"),
        **of_form(form),
    }


urlpatterns: list[URLPattern | URLResolver] = [
    path("publicity/rules/", listed, name="publicity-rules"),
]
