"""规划公示天数: for how many days a village's plan lies open for comments; changed from a day on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _

from lianxin.aid.village_plan.comment_rules import comment_rule_set, comment_rules
from lianxin.aid.village_plan.models import VillagePlan
from lianxin.kernel.period import today

from .asking import must_see, number_of
from .asks import Ask, of_form
from .form import Form
from .requests import Acted
from .village_indicators import village_of, whose


def listed(request: Acted) -> HttpResponse:
    """The rows, and for who may a form for the next."""
    must_see(request, VillagePlan)
    form = Form.of(request, from_day=today().isoformat())
    if request.method == "POST":
        with form.refusing():
            row = comment_rule_set(
                actor=request.actor,
                days=number_of(form["days"]),
                village=village_of(request, form),
                source=form["source"],
                from_day=form.day("from_day"),
            )
            messages.success(request, _("存好了，从 %(day)s 起算") % {"day": row.from_day})
            return redirect("comment-rules")
    shown = _shown(request, form)
    return render(request, "village_plan/comment_rules.html", shown, status=form.status)


def _shown(request: Acted, form: Form) -> dict[str, Any]:
    places = whose(request, "comment_rule.set")
    asks = [
        Ask("village", _("哪个村"), choices=places),
        Ask("days", _("最少公示几天"), inputmode="numeric", required=True, maxlength=2),
        Ask("from_day", _("从哪天起"), _("正在公示的不变"), type="date", required=True),
        Ask("source", _("依据"), _("哪份文件、哪一条要求的"), maxlength=160, required=True),
    ]
    return {
        "rows": comment_rules(request.village),
        "today": today(),
        "asks": [(ask, form[ask.name], form.errors.get(ask.name, "")) for ask in asks],
        "may": bool(places),
        **of_form(form),
    }


urlpatterns: list[URLPattern | URLResolver] = [
    path("village-plan/rules/", listed, name="comment-rules"),
]
