"""A task added to the plan or to a meeting, and changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _

from lianxin.kernel.period import in_force, today
from lianxin.office.bodies.models import Post
from lianxin.office.meetings.models import Meeting
from lianxin.office.tasks import actions, queries
from lianxin.office.tasks.models import Task, YearGoal
from lianxin.people.models import Officer, Unit

from .asking import Answers, Question, number_of, put, rev_of
from .asks import Ask
from .form import Form, choices, visible
from .office_evidence import offered
from .office_place import Place, officers_of, place_at, place_of, ticked
from .office_plan import HOME
from .requests import Acted


class Named:
    """Officers as the form lists them, with those that are ticked."""

    def __init__(self, request: Acted, unit: Unit, first: Iterable[Officer] = ()) -> None:
        first = list(first)
        self.offered = officers_of(request, unit, first)
        self.ticked = ticked(request, self.offered, first)

    def chosen(self) -> list[Officer]:
        return [one for one in self.offered if str(one.pk) in self.ticked]

    def shown(self, legend: str, hint: str = "") -> dict[str, Any]:
        return {
            "officers": self.offered,
            "ticked": self.ticked,
            "legend": legend,
            "legend_hint": hint,
        }


def _asks(request: Acted, unit: Unit, year: int, *, meeting: bool) -> list[Ask]:
    posts = Post.objects.visible_to(request.actor).filter(in_force(), body__unit=unit)
    listed = [
        (str(one.pk), f"{one.body} {one.told}") for one in posts.select_related("rank", "body")
    ]
    asks = [
        Ask("title", _("做什么"), required=True, maxlength=120),
        Ask("due", _("哪天前办完"), type="date", required=True),
        Ask("detail", _("说明"), _("办成什么样算完成"), maxlength=300),
    ]
    if not meeting:
        goals = queries.goals(request.actor, unit, year)
        asks.append(Ask("goal", _("为哪个目标"), choices=choices(goals, blank=True)))
    if listed:
        hint = _("谁在这个岗位上，就由谁负责；换人不用改")
        asks.append(Ask("post", _("哪个岗位负责"), hint, choices=[("", "—"), *listed]))
    figures = [("", _("不看数，办完了自己记")), *offered(request.actor)]
    asks += [
        Ask("figure", _("做没做到看哪个数"), _("数从记录里来，不用另外填"), choices=figures),
        Ask(
            "target",
            _("做到多少算完成"),
            _("钱写元"),
            inputmode="numeric",
            maxlength=9,
        ),
    ]
    return asks


def _told(request: Acted, form: Form, named: Named) -> dict[str, Any]:
    answers = Answers(form)
    due = answers.maybe_day("due")
    answers.check()
    known = dict(offered(request.actor))
    return {
        "title": form["title"],
        "due": due,
        "officers": named.chosen(),
        "post": form.row(Post, "post"),
        "goal": form.row(YearGoal, "goal"),
        "detail": form["detail"],
        "figure": form["figure"] if form["figure"] in known else "",
        "target": number_of(form["target"]) if form["figure"] else None,
    }


def task_new(request: Acted) -> HttpResponse:
    asked = request.GET.get("meeting", "") or request.POST.get("meeting", "")
    meeting: Meeting | None = visible(request.actor, Meeting, asked) if asked else None
    place = place_at(request, meeting.unit) if meeting else place_of(request)
    text = request.POST.get("year", "") or request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else today().year
    named = Named(request, place.unit)
    back = reverse("meeting", args=[meeting.pk]) if meeting else place.href("office", year=year)

    def save(form: Form) -> Task:
        return actions.task_add(
            actor=request.actor,
            unit=place.unit,
            meeting=meeting,
            year=None if meeting else year,
            **_told(request, form, named),
        )

    keep = {"unit": place.unit.pk, "year": year, "meeting": meeting.pk if meeting else ""}
    title = _("加会后要办的事") if meeting else _("加任务")
    goal = {"goal": request.GET.get("goal", "")}
    return put(
        request,
        Question(
            title,
            _asks(request, place.unit, year, meeting=meeting is not None),
            save,
            lambda made: _("加好了，负责的人在首页看得到"),
            lambda made: back,
            back,
            [(back, meeting.title if meeting else HOME)],
            first=goal,
            template="office/with_officers.html",
            more=lambda form: {
                "keep": keep,
                **named.shown(_("谁负责"), _("勾上干部，或者在前面选岗位")),
            },
        ),
    )


def task_change(request: Acted, pk: UUID) -> HttpResponse:
    line = queries.task(request.actor, pk, today())
    row, here = line.row, reverse("task", args=[pk])
    place: Place = place_at(request, row.unit)
    named = Named(request, place.unit, line.officers)

    def save(form: Form) -> Task:
        return actions.task_change(
            actor=request.actor, task=row, rev=rev_of(form), **_told(request, form, named)
        )

    first = {
        **{name: getattr(row, name) for name in ("title", "due", "detail", "figure", "target")},
        "goal": row.goal_id,
        "post": row.post_id,
    }
    return put(
        request,
        Question(
            _("改任务"),
            _asks(request, place.unit, row.year, meeting=row.meeting_id is not None),
            save,
            lambda made: _("改好了"),
            lambda made: here,
            here,
            [(place.href("office", year=row.year), HOME), (here, row.title)],
            first=first,
            rev=row.rev,
            template="office/with_officers.html",
            more=lambda form: named.shown(_("谁负责"), _("勾上干部，或者在前面选岗位")),
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("office/tasks/new/", task_new, name="task-new"),
    path("office/tasks/<uuid:pk>/change/", task_change, name="task-change"),
]
