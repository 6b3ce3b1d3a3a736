"""An activity planned and changed: when, where, who teaches, who goes, what to bring along."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _

from lianxin.aid import queries
from lianxin.aid.models import Activity
from lianxin.aid.planning.actions import activity_plan, activity_replan
from lianxin.aid.planning.experts import experts
from lianxin.aid.planning.queries import experts_of
from lianxin.people.models import Area

from .activities import HOME
from .activity_words import kinds_offered, ticked_in
from .asking import Answers, Question, key_of, listed, officers_of, put, rev_of
from .asks import Ask
from .form import Form, may
from .requests import Acted


def _asks() -> list[Ask]:
    return [
        Ask("kind", _("类别"), choices=kinds_offered(_("请选")), required=True),
        Ask("title", _("活动名称"), required=True, maxlength=80),
        Ask("day", _("哪天办"), type="date", required=True),
        Ask("until", _("到哪天"), _("只办一天就空着"), type="date"),
        Ask("time", _("几点"), _("比如：上午九点"), maxlength=20),
        Ask("place", _("地点"), maxlength=60),
        Ask("organisers", _("主办"), _("哪个单位、哪几家一起办的"), maxlength=120),
        Ask(
            "text",
            _("打算做什么"),
            _("讲什么、怎么办；办完以后在这上面改"),
            type="textarea",
            maxlength=1000,
        ),
        Ask(
            "materials",
            _("要备的东西"),
            _("一行写一样，比如：接穗 200 根"),
            type="textarea",
            maxlength=400,
        ),
    ]


class Picked:
    """Officers and experts as the form lists them, with those that are ticked."""

    def __init__(self, request: Acted, village: Area, row: Activity | None = None) -> None:
        going = row.present if row else []  # type: ignore[attr-defined]
        teaching = experts_of(request.actor, row) if row else []
        self.officers = officers_of(request, village)
        self.experts = _with(list(experts(request.actor)), teaching)
        self.ticked = ticked_in(request, "officers", [str(one.officer_id) for one in going])
        self.chosen = ticked_in(request, "experts", [str(one.pk) for one in teaching])
        self.may = may(request.actor, experts="expert.add")

    def told(self) -> dict[str, Any]:
        return {
            "officers": [one for one in self.officers if str(one.pk) in self.ticked],
            "experts": [one for one in self.experts if str(one.pk) in self.chosen],
        }

    def shown(self) -> dict[str, Any]:
        names = ("officers", "experts", "ticked", "chosen", "may")
        return {name: getattr(self, name) for name in names}


def _with(listed: list[Any], chosen: list[Any]) -> list[Any]:
    """Who has left the directory since stays with the activity that they were chosen for."""
    known = {one.pk for one in listed}
    return [*listed, *(one for one in chosen if one.pk not in known)]


def _told(form: Form) -> dict[str, Any]:
    answers = Answers(form)
    found = {
        "kind": answers.pick("kind", listed("activity"), _("类别")),
        "day": answers.day("day", _("哪天办")),
        "until": answers.maybe_day("until"),
    }
    answers.check()
    names = ("title", "text", "time", "place", "organisers")
    return {
        **found,
        **{name: form[name] for name in names},
        "materials": form["materials"].splitlines(),
    }


def plan(request: Acted) -> HttpResponse:
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    picked, home = Picked(request, village), reverse("activities")

    def save(form: Form) -> Activity:
        return activity_plan(actor=request.actor, village=village, **_told(form), **picked.told())

    return put(
        request,
        Question(
            _("计划活动"),
            _asks(),
            save,
            lambda made: _("计划好了，接着看请谁来"),
            lambda made: reverse("activity-invite", args=[made.pk]),
            f"{home}?state=ahead",
            [(home, HOME)],
            _("办完以后在这份计划上记，不用再写一遍。去的干部在首页和日历里看得到。"),
            first={
                "day": request.GET.get("day", ""),
                "kind": key_of(request.GET.get("kind", "")) or "",
            },
            template="aid/activity_plan.html",
            more=lambda form: picked.shown(),
        ),
    )


def replan(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.activity(request.actor, pk)
    picked, home = Picked(request, row.village, row), reverse("activities")
    here = reverse("activity", args=[pk])

    def save(form: Form) -> Activity:
        return activity_replan(
            actor=request.actor, activity=row, rev=rev_of(form), **_told(form), **picked.told()
        )

    names = ("title", "day", "until", "time", "place", "organisers", "text", "materials")
    return put(
        request,
        Question(
            _("改计划"),
            _asks(),
            save,
            lambda made: _("改好了，去的人看到的也跟着改"),
            lambda made: here,
            here,
            [(home, HOME), (here, row.title)],
            first={**{name: getattr(row, name) for name in names}, "kind": row.kind_id},
            rev=row.rev,
            template="aid/activity_plan.html",
            more=lambda form: picked.shown(),
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/plan/", plan, name="activity-plan"),
    path("activities/<uuid:pk>/plan/", replan, name="activity-replan"),
]
