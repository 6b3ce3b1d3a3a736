"""需求办理: the list by state, one need with its steps, a new one, and how long answers may take."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area, Officer
from lianxin.records.needs import actions, queries
from lianxin.records.needs.models import Need, NeedStep
from lianxin.register.models import Code, Household

from . import need_page
from .asks import chosen, code_of, day_of, of_form
from .form import Form
from .need_page import NeedPage, NeedsPage, needs_asks
from .requests import Acted
from .shell import back


@require_GET
def needs(request: Acted) -> HttpResponse:
    return render(request, "needs/list.html", {"page": NeedsPage(request)})


@require_POST
def hand_on_all(request: Acted) -> HttpResponse:
    """What is ticked goes to one officer: all or none."""
    form = Form.of(request)
    keys = request.POST.getlist("need")
    rows = [
        Need.objects.visible_to(request.actor).get_visible(pk=key) for key in dict.fromkeys(keys)
    ]
    done = actions.needs_hand_on(
        actor=request.actor,
        needs=rows,
        officer=chosen(form, "officer", Officer, _("干部")),
        text=form["text"],
    )
    said = ngettext("转办了 %(n)s 件", "转办了 %(n)s 件", len(done)) % {"n": len(done)}
    messages.success(request, said)
    return back(request)


def need(request: Acted, pk: UUID) -> HttpResponse:
    """One need; what is sent says by ``do`` what is to be done with it."""
    line = queries.need_of(request.actor, pk)
    form = Form.of(request, day=today().isoformat())
    if request.method == "POST":
        with form.refusing():
            messages.success(request, DEEDS.get(form["do"], _talk)(request, form, line.need))
            return redirect("need", pk)
    shown = {"page": NeedPage(request.actor, line, form), **of_form(form)}
    return render(request, "needs/need.html", shown, status=form.status)


def _talk(request: Acted, form: Form, row: Need) -> str:
    actions.need_talk(actor=request.actor, need=row, text=form["text"], day=day_of(form))
    return _("记下了")


def _hand_on(request: Acted, form: Form, row: Need) -> str:
    if form["officer_name"].strip():
        officer = queries.colleague(row, form["officer_name"])
    else:
        officer = chosen(form, "officer", Officer, _("干部"))
    actions.need_hand_on(actor=request.actor, need=row, officer=officer, text=form["text"])
    return _("转给了%(name)s") % {"name": officer.name}


def _close(request: Acted, form: Form, row: Need) -> str:
    actions.need_close(
        actor=request.actor,
        need=row,
        result=chosen(form, "result", Code, _("结果")),
        outcome=form["outcome"],
        day=day_of(form),
    )
    return _("办结了")


def _reopen(request: Acted, form: Form, row: Need) -> str:
    actions.need_reopen(actor=request.actor, need=row, text=form["text"])
    return _("重新办理了")


DEEDS: dict[str, Callable[[Acted, Form, Need], str]] = {
    NeedStep.Kind.TALK: _talk,
    NeedStep.Kind.HAND_ON: _hand_on,
    NeedStep.Kind.CLOSE: _close,
    NeedStep.Kind.REOPEN: _reopen,
}


def need_new(request: Acted) -> HttpResponse:
    home = request.GET.get("household", "")
    form = Form.of(request, day=today().isoformat(), household=home)
    if request.method == "POST":
        with form.refusing():
            made = _open(request, form)
            messages.success(request, _("记好了，%(day)s 前办好") % {"day": made.due})
            return redirect("need", made.pk)
    asks = [(ask, form[ask.name], form.errors.get(ask.name, "")) for ask in needs_asks(request)]
    shown = {"asks": asks, **of_form(form)}
    return render(request, "needs/new.html", shown, status=form.status)


def _open(request: Acted, form: Form) -> Need:
    home: Household | None = form.row(Household, "household")
    village: Area | None = home.village if home else request.village
    if village is None or (home is None and not request.actor.allows("need.open", village)):
        raise refuse("input.required", "household", label=_("哪一户"))
    return actions.need_open(
        actor=request.actor,
        village=village,
        household=home,
        kind=chosen(form, "kind", Code, _("种类")),
        text=form["text"],
        day=day_of(form),
        due=form.day("due"),
        officer=form.row(Officer, "officer"),
    )


def reply_rules(request: Acted) -> HttpResponse:
    """Dated rows; saving begins a new one and ends the one before it."""
    form = Form.of(request, from_day=today().isoformat())
    if request.method == "POST":
        with form.refusing():
            actions.reply_rule_set(
                actor=request.actor,
                kind=code_of(form, "kind"),
                days=int(form["days"]) if form["days"].isdecimal() else 0,
                source=form["source"],
                from_day=form.day("from_day"),
            )
            messages.success(request, _("存好了"))
            return redirect("reply-rules")
    shown = {**need_page.reply_rules(request, form), **of_form(form)}
    return render(request, "needs/rules.html", shown, status=form.status)


urlpatterns: list[URLPattern | URLResolver] = [
    path("needs/", needs, name="needs"),
    path("needs/new/", need_new, name="need-new"),
    path("needs/hand-on/", hand_on_all, name="needs-hand-on"),
    path("needs/rules/", reply_rules, name="reply-rules"),
    path("needs/<uuid:pk>/", need, name="need"),
]
