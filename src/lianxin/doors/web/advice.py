"""结对建议: who might answer for whom, with why and what was near; used in whole, in part, or left."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.people.models import Officer
from lianxin.plans.pairing.actions import (
    advice_drop,
    advice_make,
    advice_take,
    advices,
)
from lianxin.plans.pairing.models import Advice
from lianxin.plans.pairing.rules import LIMITS, advice_rule_set, rule_of

from .advice_page import WORDS, Advised, Asking, lines_of
from .asking import Question, number_of, put
from .asks import Ask, of_form
from .board import valid
from .form import Form, visible
from .requests import Acted

HOME = gettext_lazy("结对建议")


def advice(request: Acted) -> HttpResponse:
    """Asks for whom and from which day; sent, makes the proposal and shows it."""
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    form = Form.of(request, day=today().isoformat(), leaving=request.GET.get("leaving", ""))
    if request.method == "POST":
        with form.refusing():
            row = advice_make(
                actor=request.actor,
                village=village,
                day=form.day("day"),
                leaving=form.row(Officer, "leaving"),
                after=form.row(Advice, "after"),
            )
            return redirect("advice-one", row.pk)
    page = Asking(request.actor, village)
    shown = {"page": page, "earlier": list(advices(request.actor, village)[:10])}
    return render(request, "pairing/advice.html", {**of_form(form), **shown}, status=form.status)


@require_GET
def advice_one(request: Acted, pk: UUID) -> HttpResponse:
    page = Advised(request.actor, visible(request.actor, Advice, pk))
    leaving = page.row.leaving
    reason = _("%(name)s交出") % {"name": leaving.name} if leaving else _("首次结对")
    return render(request, "pairing/advised.html", {"page": page, "reason": reason})


@require_POST
def advice_used(request: Acted, pk: UUID) -> HttpResponse:
    """All, those ticked, or none; a refusal is told on the page of the proposal."""
    row: Advice = visible(request.actor, Advice, pk)
    form = Form.of(request)
    with form.refusing():
        if form["use"] == "none":
            advice_drop(actor=request.actor, advice=row)
            messages.success(request, _("都没有用，结对照旧"))
            return redirect("advice-one", pk)
        _take(request, row, form)
        return redirect("advice-one", pk)
    page = Advised(request.actor, row, set(valid(request.POST.getlist("pair"))))
    shown = {"page": page, "reason": form["reason"], "day": form["day"], **of_form(form)}
    return render(request, "pairing/advised.html", shown, status=form.status)


def _take(request: Acted, row: Advice, form: Form) -> None:
    chosen = set(valid(request.POST.getlist("pair")))
    advice_take(
        actor=request.actor,
        advice=row,
        chosen=None if form["use"] == "all" else chosen,
        day=form.day("day"),
        reason=form["reason"],
    )
    made = Advised(request.actor, row).begun
    request.session["paired"] = [str(key) for key in made]
    text = ngettext("%(n)s 户结对好了", "%(n)s 户结对好了", len(made)) % {"n": len(made)}
    messages.success(request, text)


def advice_rule(request: Acted) -> HttpResponse:
    """For the village that the pages speak of."""
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    rule = rule_of(village, today())

    def save(form: Form) -> Any:
        return advice_rule_set(
            actor=request.actor,
            village=village,
            numbers={name: number_of(form[name]) for name in LIMITS},
            skills=form["skills"],
            languages=form["languages"],
            source=form["source"],
        )

    home = reverse("advice")
    asks = [
        Ask(name, label, hint, required=True, inputmode="numeric", maxlength=4)
        for name, (label, hint) in WORDS.items()
    ]
    asks += [
        Ask(
            "skills",
            _("哪种原因要哪种专长"),
            _("一行一条，比如：因病：医疗卫生、社会救助"),
            "textarea",
            maxlength=2000,
        ),
        Ask(
            "languages",
            _("哪个民族说哪种话"),
            _("一行一条，比如：藏族：藏语"),
            "textarea",
            maxlength=1000,
        ),
        Ask("source", _("依据"), maxlength=200),
    ]
    first = {name: getattr(rule, name) for name in LIMITS} if rule else {}
    first |= lines_of(rule)
    question = Question(
        _("改结对建议的规则"),
        asks,
        save,
        lambda made: _("改好了，下次提就按它"),
        lambda made: home,
        home,
        [(home, HOME)],
        lead=_("数越大，这一条越要紧；写 0 就是不看这一条。"),
        first=first,
    )
    return put(request, question)


urlpatterns: list[URLPattern | URLResolver] = [
    path("pairings/advice/", advice, name="advice"),
    path("pairings/advice/rule/", advice_rule, name="advice-rule"),
    path("pairings/advice/<uuid:pk>/", advice_one, name="advice-one"),
    path("pairings/advice/<uuid:pk>/use/", advice_used, name="advice-use"),
]
