"""A batch made, changed, moved, joined and cancelled by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lianxin.kernel.period import today
from lianxin.people.models import Area, Officer
from lianxin.register.models import Household
from lianxin.visits.batches import actions, queries
from lianxin.visits.batches.models import Batch
from lianxin.visits.batches.queries import Line
from lianxin.visits.schedule.actions import schedule_ask
from lianxin.visits.schedule.work import begin

from .asking import Answers, Question, officers_of, put, rev_of
from .asks import Ask
from .form import Form, may, visible
from .homes import homes
from .requests import Acted

HOME = gettext_lazy("走访安排")


def _asks() -> list[Ask]:
    return [
        Ask("first", _("哪天去"), type="date", required=True),
        Ask("last", _("到哪天"), _("当天来回就空着"), type="date"),
        Ask("purpose", _("去做什么"), _("比如：入户走访、三夏帮收"), maxlength=80),
        Ask("lecture", _("有没有宣讲"), choices=[("", _("没有")), ("1", _("这次有集中宣讲"))]),
        Ask("car", _("车辆"), _("哪辆车、几点在哪儿上车"), maxlength=60),
        Ask("note", _("备注"), maxlength=200),
    ]


class Picked:
    """Officers and households as the form lists them, with those that are ticked."""

    def __init__(self, request: Acted, village: Area, officers: set[str], places: set[str]) -> None:
        self.officers = officers_of(request, village)
        self.homes = homes(request.actor, village, today())
        self.whose = actions.whose_on(today(), [row.pk for row, _head in self.homes])
        posted = request.method == "POST"
        self.ticked = set(request.POST.getlist("officers")) if posted else officers
        self.placed = set(request.POST.getlist("households")) if posted else places

    def going(self) -> list[Officer]:
        return [one for one in self.officers if str(one.pk) in self.ticked]

    def visited(self, lecture: bool) -> list[Household]:
        """Those ticked; where none is and no lecture is held, all of those who go."""
        rows = [row for row, _head in self.homes if str(row.pk) in self.placed]
        if rows or lecture:
            return rows
        return [
            row
            for row, _head in self.homes
            if row.pk in self.whose and str(self.whose[row.pk].pk) in self.ticked
        ]

    def shown(self) -> dict[str, Any]:
        rows = [(row, head, self.whose.get(row.pk)) for row, head in self.homes]
        return {
            "officers": self.officers,
            "homes": rows,
            "ticked": self.ticked,
            "placed": self.placed,
        }


def _told(form: Form, picked: Picked) -> dict[str, Any]:
    answers = Answers(form)
    first, last = answers.maybe_day("first"), answers.maybe_day("last")
    answers.check()
    lecture = "lecture" in form
    return {
        "first": first,
        "last": last,
        "officers": picked.going(),
        "households": picked.visited(lecture),
        "lecture": lecture,
        **{name: form[name] for name in ("purpose", "car", "note")},
    }


def batch_new(request: Acted) -> HttpResponse:
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    officers, places = request.GET.getlist("officer"), request.GET.getlist("household")
    picked = Picked(request, village, set(officers), set(places))

    def save(form: Form) -> Batch:
        return actions.batch_make(actor=request.actor, village=village, **_told(form, picked))

    home = reverse("batches")
    return put(
        request,
        Question(
            _("定一批走访"),
            _asks(),
            save,
            lambda made: _("定好了，去的人在首页、手机和日历里都看得到"),
            lambda made: reverse("batch", args=[made.pk]),
            home,
            [(home, HOME)],
            first={"first": request.GET.get("day", ""), "purpose": _("入户走访")},
            template="visits/batch_form.html",
            more=lambda form: picked.shown(),
        ),
    )


def batch_change(request: Acted, pk: UUID) -> HttpResponse:
    line = queries.batch(request.actor, pk)
    row, here = line.batch, reverse("batch", args=[pk])
    officers = {str(one.pk) for one in line.officers}
    picked = Picked(request, row.village, officers, {str(one.household.pk) for one in line.visits})

    def save(form: Form) -> Batch:
        return actions.batch_change(
            actor=request.actor, batch=row, rev=rev_of(form), **_told(form, picked)
        )

    return put(
        request,
        Question(
            _("改这一批"),
            _asks(),
            save,
            lambda made: _("改好了，去的人看到的也跟着改"),
            lambda made: here,
            here,
            [(reverse("batches"), HOME), (here, _name(line))],
            first={
                **{
                    name: getattr(row, name) for name in ("first", "last", "purpose", "car", "note")
                },
                "lecture": "1" if row.lecture else "",
            },
            rev=row.rev,
            template="visits/batch_form.html",
            more=lambda form: picked.shown(),
        ),
    )


def batch_cancel(request: Acted, pk: UUID) -> HttpResponse:
    line = queries.batch(request.actor, pk)
    here = reverse("batch", args=[pk])
    return put(
        request,
        Question(
            _("取消这一批"),
            [Ask("reason", _("为什么取消"), _("去的人看得到"), required=True, maxlength=120)],
            lambda form: actions.batch_cancel(
                actor=request.actor, batch=line.batch, reason=form["reason"]
            ),
            lambda made: _("取消了，从去的人的日历里也去掉了"),
            lambda made: reverse("batches"),
            here,
            [(reverse("batches"), HOME), (here, _name(line))],
            danger=_("取消这一批"),
        ),
    )


def _name(line: Line) -> str:
    return line.batch.first.isoformat()


@require_POST
def batch_move(request: Acted, pk: UUID) -> HttpResponse:
    """To other days; the rest of the year is proposed anew where that is asked for."""
    form, line = Form.of(request), queries.batch(request.actor, pk)
    row = actions.batch_move(
        actor=request.actor, batch=line.batch, rev=rev_of(form), first=form.day("first")
    )
    messages.success(request, _("挪到 %(day)s 了") % {"day": row.first.isoformat()})
    if "again" in form and may(request.actor, row.village, ask="schedule.ask")["ask"]:
        asked = schedule_ask(actor=request.actor, village=row.village, year=row.year)
        begin(request.actor, asked)
        return redirect(f"{reverse('schedule')}?year={row.year}")
    return redirect("batch", pk)


@require_POST
def batch_join(request: Acted, pk: UUID) -> HttpResponse:
    """One household more, as the next try for somebody who was not met."""
    line = queries.batch(request.actor, pk)
    home = visible(request.actor, Household, request.POST.get("household", ""))
    row = line.batch
    actions.batch_change(
        actor=request.actor,
        batch=row,
        rev=row.rev,
        officers=line.officers,
        households=[*(one.household for one in line.visits if one.household.pk != home.pk), home],
        **{
            name: getattr(row, name)
            for name in ("first", "last", "purpose", "lecture", "car", "note")
        },
    )
    messages.success(request, _("加进 %(day)s 那一批了") % {"day": row.first.isoformat()})
    return redirect("batch", pk)


urlpatterns: list[URLPattern | URLResolver] = [
    path("batches/new/", batch_new, name="batch-new"),
    path("batches/<uuid:pk>/change/", batch_change, name="batch-change"),
    path("batches/<uuid:pk>/move/", batch_move, name="batch-move"),
    path("batches/<uuid:pk>/join/", batch_join, name="batch-join"),
    path("batches/<uuid:pk>/cancel/", batch_cancel, name="batch-cancel"),
]
