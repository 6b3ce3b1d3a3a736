"""专家名册: the unit's directory of who can teach or treat, typed once and chosen for every activity."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lianxin.aid.planning.experts import expert_add, expert_change, expert_end, experts
from lianxin.aid.planning.models import Expert
from lianxin.kernel.problem import refuse

from .activities import HOME as ACTIVITIES
from .asking import Answers, Question, listed, must_see, offered, put
from .asks import Ask
from .form import Form, may, visible
from .requests import Acted

HOME = gettext_lazy("专家名册")


@require_GET
def directory(request: Acted) -> HttpResponse:
    must_see(request, Expert)
    shown = {
        "rows": experts(request.actor),
        "may": may(request.actor, add="expert.add", change="expert.change", end="expert.end"),
    }
    return render(request, "aid/experts.html", shown)


def _asks() -> list[Ask]:
    return [
        Ask("name", _("姓名"), required=True, maxlength=30),
        Ask("workplace", _("单位"), _("哪个站、哪家医院"), maxlength=60),
        Ask("skill", _("专长"), choices=offered(listed("skill"), _("请选")), required=True),
        Ask("words", _("会什么"), _("比如：嫁接、花椒修剪"), maxlength=60),
    ]


def _told(form: Form) -> dict[str, Any]:
    answers = Answers(form)
    skill = answers.pick("skill", listed("skill"), _("专长"))
    answers.check()
    return {"skill": skill, **{name: form[name] for name in ("name", "workplace", "words")}}


def new(request: Acted) -> HttpResponse:
    unit, home = request.actor.account.unit, reverse("experts")
    if unit is None:
        raise refuse("action.absent")
    return put(
        request,
        Question(
            _("加专家"),
            _asks(),
            lambda form: expert_add(actor=request.actor, unit=unit, **_told(form)),
            lambda made: _("加好了，以后的活动都能选"),
            lambda made: home,
            home,
            [(reverse("activities"), ACTIVITIES), (home, HOME)],
        ),
    )


def change(request: Acted, pk: UUID) -> HttpResponse:
    row, home = visible(request.actor, Expert, pk), reverse("experts")
    names = ("name", "workplace", "words")
    return put(
        request,
        Question(
            _("改专家"),
            _asks(),
            lambda form: expert_change(actor=request.actor, expert=row, **_told(form)),
            lambda made: _("改好了"),
            lambda made: home,
            home,
            [(reverse("activities"), ACTIVITIES), (home, HOME)],
            first={**{name: getattr(row, name) for name in names}, "skill": row.skill_id},
        ),
    )


@require_POST
def gone(request: Acted, pk: UUID) -> HttpResponse:
    expert_end(actor=request.actor, expert=visible(request.actor, Expert, pk))
    messages.success(request, _("从名册去掉了，办过的活动里还在"))
    return redirect("experts")


urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/experts/", directory, name="experts"),
    path("activities/experts/new/", new, name="expert-new"),
    path("activities/experts/<uuid:pk>/", change, name="expert-change"),
    path("activities/experts/<uuid:pk>/end/", gone, name="expert-end"),
]
