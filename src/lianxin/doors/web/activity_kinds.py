"""活动种类: what each kind counts as in a diary, who asks for it, when it is asked what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lianxin.aid.kinds.actions import activity_kind_set
from lianxin.aid.kinds.models import Group, Writes
from lianxin.aid.kinds.queries import all_kinds
from lianxin.aid.models import Activity
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.queries import reaches_all

from .activities import HOME as ACTIVITIES
from .activity_words import ticked_in
from .asking import Answers, Question, listed, must_see, number_of, put
from .asks import Ask
from .form import Form, may_for_all
from .requests import Acted

HOME = gettext_lazy("活动种类")


@require_GET
def kinds(request: Acted) -> HttpResponse:
    must_see(request, Activity)
    needs = {str(one.pk): one.told for one in listed("need")}
    rows = [
        (code, row, [needs[key] for key in row.needs if key in needs] if row else [], before)
        for code, row, before in all_kinds()
    ]
    shown = {"rows": rows, "may": may_for_all(request.actor, set="activity_kind.set")}
    return render(request, "aid/kinds.html", shown)


def kind(request: Acted, pk: UUID) -> HttpResponse:
    must_see(request, Activity)
    if request.method == "GET" and not reaches_all(request.actor):
        return redirect("activity-kinds")  # which says who can
    found = next(((code, row) for code, row, _before in all_kinds() if code.pk == pk), None)
    if found is None:
        raise refuse("action.absent")
    code, row = found
    needs, home = listed("need"), reverse("activity-kinds")
    ticked = ticked_in(request, "needs", row.needs if row else ())

    def save(form: Form) -> Any:
        answers = Answers(form)
        day = answers.day("from_day", _("从哪天起"))
        answers.check()
        return activity_kind_set(
            actor=request.actor,
            kind=code,
            group=form["group"],
            writes=form["writes"],
            needs=[one for one in needs if str(one.pk) in ticked],
            words=form["words"],
            trade=form["trade"],
            after=number_of(form["after"]),
            from_day=day,
        )

    names = ("group", "writes", "words", "trade", "after")
    first = {name: getattr(row, name) for name in names} if row else {}
    return put(
        request,
        Question(
            code.told,
            _asks(),
            save,
            lambda made: _("存好了，以前的活动还按以前的算"),
            lambda made: home,
            home,
            [(reverse("activities"), ACTIVITIES), (home, HOME)],
            first={**first, "from_day": str(today())},
            template="aid/kind.html",
            more=lambda form: {"needs": needs, "ticked": ticked},
        ),
    )


def _asks() -> list[Ask]:
    return [
        Ask("group", _("归哪一类"), choices=list(Group.choices), required=True),
        Ask("writes", _("参加干部的日记算什么"), choices=list(Writes.choices), required=True),
        Ask(
            "words",
            _("要参加的人常说的词"),
            _("用顿号隔开；需求和措施里有这些词的户会提议请来"),
            maxlength=120,
        ),
        Ask("trade", _("学会后能做的活"), _("回访时先填好，能改"), maxlength=30),
        Ask("after", _("过几天回访"), _("不用回访就空着"), maxlength=3, inputmode="numeric"),
        Ask("from_day", _("从哪天起"), type="date", required=True),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/kinds/", kinds, name="activity-kinds"),
    path("activities/kinds/<uuid:pk>/", kind, name="activity-kind"),
]
