"""回访: who is to be asked again after activities, and what had become of it."""

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

from lianxin.aid.kinds.queries import kind_on
from lianxin.aid.outcomes.actions import Work, follow_up_done, follow_up_drop
from lianxin.aid.outcomes.models import FollowUp
from lianxin.aid.outcomes.queries import follow_ups
from lianxin.kernel.period import today

from .activities import HOME as ACTIVITIES
from .asking import Answers, Question, listed, must_see, offered, put
from .asks import Ask
from .form import Form, may, visible
from .homes import heads_of
from .need_page import only_officer
from .requests import Acted
from .yearly import kept, sheet_of

HOME = gettext_lazy("回访")
STATES = {
    "waiting": gettext_lazy("等回访"),
    "late": gettext_lazy("超期的"),
    "done": gettext_lazy("问过的"),
}


@require_GET
def asked(request: Acted) -> HttpResponse:
    must_see(request, FollowUp)
    mine = only_officer(request.actor)
    village = None if mine else request.village
    state = request.GET.get("state", "")
    state = state if state in STATES else "waiting"
    sheet = sheet_of(request, follow_ups(request.actor, village, state))
    names = heads_of(request.actor, [one.household_id for one in sheet])
    shown = {
        "rows": [(one, names.get(one.household_id, "")) for one in sheet],
        "sheet": sheet,
        "query": kept(request),
        "state": state,
        "tabs": STATES.items(),
        "day": today(),
        "mine": mine,
        "may": may(request.actor, done="follow_up.done"),
    }
    return render(request, "aid/follow_ups.html", shown)


def one(request: Acted, pk: UUID) -> HttpResponse:
    row = visible(request.actor, FollowUp, pk)
    home, here = reverse("follow-ups"), reverse("activity", args=[row.activity_id])

    def save(form: Form) -> FollowUp:
        answers = Answers(form)
        outcome = answers.pick("outcome", listed("follow_up"), _("结果"))
        day = answers.day("day", _("哪天问的"))
        work = _work(form, answers)
        answers.check()
        return follow_up_done(
            actor=request.actor,
            follow_up=row,
            outcome=outcome,
            words=form["words"],
            day=day,
            work=work,
        )

    names = heads_of(request.actor, [row.household_id])
    who = row.person.name if row.person else names.get(row.household_id, row.household.number)
    return put(
        request,
        Question(
            _("记回访"),
            _asks(row),
            save,
            lambda made: _("记好了；找到活、学会手艺的，户档里也写好了"),
            lambda made: home,
            home,
            [(reverse("activities"), ACTIVITIES), (home, HOME)],
            first={"doing": kind_on(row.activity.kind, row.activity.day).trade},
            template="aid/follow_up.html",
            more=lambda form: {
                "row": row,
                "who": who,
                "activity": here,
                "may": may(request.actor, row, drop="follow_up.ask", done="follow_up.done"),
            },
        ),
    )


def _asks(row: FollowUp) -> list[Ask]:
    asks = [
        Ask("outcome", _("结果"), choices=offered(listed("follow_up"), _("请选")), required=True),
        Ask("day", _("哪天问的"), type="date", required=True),
        Ask("words", _("说明"), _("他怎么说的"), maxlength=160),
    ]
    if row.person is None:
        return asks
    regions = offered(listed("work_region"), _("没说"))
    return [
        *asks,
        Ask("doing", _("干什么活"), _("找到活了才填，会写进户档"), maxlength=60),
        Ask("employer", _("在哪家干"), maxlength=60),
        Ask("region", _("在哪里"), choices=regions),
        Ask("wage", _("一个月多少钱"), _("元"), maxlength=12, inputmode="decimal"),
        Ask("since", _("哪天开始干的"), type="date"),
    ]


def _work(form: Form, answers: Answers) -> Work:
    region = next((c for c in listed("work_region") if str(c.pk) == form["region"]), None)
    wage = answers.amount("wage")
    since: Any = answers.maybe_day("since")
    return Work(form["doing"], form["employer"], region, wage or None, since)


@require_POST
def gone(request: Acted, pk: UUID) -> HttpResponse:
    row = visible(request.actor, FollowUp, pk)
    follow_up_drop(actor=request.actor, follow_up=row)
    messages.success(request, _("取消了，不用再问"))
    return redirect("activity", row.activity_id)


urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/follow-ups/", asked, name="follow-ups"),
    path("activities/follow-ups/<uuid:pk>/", one, name="follow-up"),
    path("activities/follow-ups/<uuid:pk>/drop/", gone, name="follow-up-drop"),
]
