"""活动与培训: held once, written into the diary of every officer who took part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lianxin.aid import activities as actions
from lianxin.aid import queries
from lianxin.aid.models import Activity, Delivery
from lianxin.kernel.period import today
from lianxin.people.models import Area, Officer

from .asking import (
    Answers,
    Question,
    key_in,
    listed,
    must_see,
    number_of,
    offered,
    officers_of,
    put,
    rev_of,
    told,
)
from .asks import Ask
from .entries import with_entries
from .form import Form, may
from .homes import counted, heads_of, lines
from .requests import Acted
from .yearly import years_of

HOME = gettext_lazy("活动与培训")


@require_GET
def activities(request: Acted) -> HttpResponse:
    must_see(request, Activity)
    if request.village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    years = years_of(request, queries.activities_in_sight(request.actor, request.village))
    kind, withdrawn = key_in(request, "kind"), request.GET.get("state") == "withdrawn"
    rows = queries.activities(
        request.actor,
        village=request.village,
        year=years.chosen,
        day=today(),
        kind=kind,
        withdrawn=withdrawn,
    )
    shown = {"rows": rows, "years": years, **told(kind=kind), "withdrawn": withdrawn, **_sums(rows)}
    shown["kinds"] = offered(listed("activity"), _("全部类别"))
    return render(request, "aid/activities.html", shown | _may(request))


def _sums(rows: list[Activity]) -> dict[str, int]:
    homes = {one.household_id for row in rows for one in _came(row)}
    return {"people": sum(row.people for row in rows), "households": len(homes)}


def _came(row: Activity) -> list[Any]:
    found: list[Any] = row.came  # type: ignore[attr-defined]
    return found


def _may(request: Acted) -> dict[str, object]:
    names = {"hold": "activity.hold", "change": "activity.change", "cancel": "activity.cancel"}
    return {"may": may(request.actor, **names, give="delivery.give")}


@require_GET
def activity(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.activity(request.actor, pk)
    given = _given(request, row)
    names = heads_of(request.actor, [one.household_id for one in (*_came(row), *given)])
    came = [(one, names.get(one.household_id, "")) for one in _came(row)]
    shown = {"row": row, "came": came, "present": _present(request, row), **_may(request)}
    shown["given"] = [(one, names.get(one.household_id, "")) for one in given]
    return render(request, "aid/activity.html", shown)


def _given(request: Acted, row: Activity) -> list[Delivery]:
    return queries.deliveries_of(request.actor, row)


def _present(request: Acted, row: Activity) -> list[tuple[Any, str]]:
    """Who took part, each with the address of the entry that was written for them."""
    present: list[Any] = row.present  # type: ignore[attr-defined]
    return with_entries(request, present)


def _words() -> list[Ask]:
    return [
        Ask("title", _("活动名称"), required=True, maxlength=80),
        Ask("place", _("地点"), maxlength=60),
        Ask("organisers", _("主办"), _("哪个单位、哪几家一起办的"), maxlength=120),
        Ask(
            "people",
            _("到场群众人数"),
            _("空着就按各户到场的人加起来算"),
            maxlength=9,
            inputmode="numeric",
        ),
        Ask(
            "text",
            _("内容"),
            _("做了什么、群众说了什么；这段话会写进每名干部的日记"),
            type="textarea",
            required=True,
            maxlength=5000,
        ),
    ]


def _told(form: Form) -> dict[str, Any]:
    words: dict[str, Any] = {name: form[name] for name in ("title", "place", "organisers", "text")}
    return words | {"people": number_of(form["people"])}


def activity_new(request: Acted) -> HttpResponse:
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    officers, ticked = officers_of(request, village), set(request.POST.getlist("officers"))

    def save(form: Form) -> Activity:
        return _hold(request, village, form, [one for one in officers if str(one.pk) in ticked])

    def more(form: Form) -> dict[str, Any]:
        listed = lines(request, village, form, "people")
        return {"lines": listed, "officers": officers, "ticked": ticked}

    home = reverse("activities")
    return put(
        request,
        Question(
            _("记活动"),
            [*_when(), *_words()],
            save,
            lambda made: _("存好了，参加干部的日记也写好了"),
            lambda made: reverse("activity", args=[made.pk]),
            home,
            [(home, HOME)],
            _("一次活动只记一次：每名参加的干部，日记里都会自动有这一篇，不用再写。"),
            template="aid/activity_new.html",
            more=more,
        ),
    )


def _when() -> list[Ask]:
    return [
        Ask("kind", _("类别"), choices=offered(listed("activity"), _("请选")), required=True),
        Ask("day", _("哪天办的"), _("存好以后日期不能改"), type="date", required=True),
        Ask("until", _("到哪天"), _("只办一天就空着"), type="date"),
    ]


def _hold(request: Acted, village: Area, form: Form, officers: list[Officer]) -> Activity:
    answers = Answers(form)
    when = {
        "kind": answers.pick("kind", listed("activity"), _("类别")),
        "day": answers.day("day", _("哪天办的")),
        "until": answers.maybe_day("until"),
    }
    answers.check()
    return actions.activity_hold(
        actor=request.actor,
        village=village,
        officers=officers,
        households=counted(lines(request, village, form, "people")),
        **when,
        **_told(form),
    )


def activity_change(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.activity(request.actor, pk)

    def save(form: Form) -> Activity:
        return actions.activity_change(
            actor=request.actor, activity=row, rev=rev_of(form), **_told(form)
        )

    names = ("title", "place", "organisers", "people", "text")
    home, here = reverse("activities"), reverse("activity", args=[pk])
    return put(
        request,
        Question(
            _("改活动"),
            _words(),
            save,
            lambda made: _("存好了，参加干部的日记也跟着改了"),
            lambda made: here,
            here,
            [(home, HOME), (here, row.title)],
            _(
                "改了文字，参加干部的日记跟着补改，原来的写法都留着。"
                "日期、类别、参加的人不能改：记错了请撤下，重新记一次。"
            ),
            first={name: getattr(row, name) for name in names},
            rev=row.rev,
        ),
    )


def activity_cancel(request: Acted, pk: UUID) -> HttpResponse:
    """Withdrawn with a reason; the page says beforehand what that undoes and what it leaves."""
    row = queries.activity(request.actor, pk)

    def save(form: Form) -> Activity:
        return actions.activity_cancel(actor=request.actor, activity=row, reason=form["reason"])

    home, here = reverse("activities"), reverse("activity", args=[pk])
    shown = {"row": row, "given": len(_given(request, row))}
    return put(
        request,
        Question(
            _("撤下活动"),
            [Ask("reason", _("为什么撤下"), _("以后查得到"), required=True, maxlength=120)],
            save,
            lambda made: _("撤下了，参加干部的日记也一起撤下"),
            lambda made: here,
            here,
            [(home, HOME), (here, row.title)],
            danger=_("撤下"),
            template="aid/activity_cancel.html",
            more=lambda form: shown,
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/", activities, name="activities"),
    path("activities/new/", activity_new, name="activity-new"),
    path("activities/<uuid:pk>/", activity, name="activity"),
    path("activities/<uuid:pk>/change/", activity_change, name="activity-change"),
    path("activities/<uuid:pk>/cancel/", activity_cancel, name="activity-cancel"),
]
