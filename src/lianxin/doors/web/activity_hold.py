"""An activity that took place: recorded as such, or filled in from its plan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _

from lianxin.aid import activities as actions
from lianxin.aid import queries
from lianxin.aid.models import Activity
from lianxin.aid.outcomes.queries import participants
from lianxin.aid.planning.queries import experts_of, invitations

from .activities import HOME
from .activity_used import Paid, ask_used, paid_of, typed_used, used
from .activity_words import days, kinds_offered, stood_in, ticked_in, told, when, words
from .asking import Question, officers_of, put, rev_of
from .asks import Ask
from .form import Form
from .homes import Line, counted, lines, named
from .requests import Acted


def activity_new(request: Acted) -> HttpResponse:
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    officers, ticked = officers_of(request, village), ticked_in(request, "officers")

    def came(form: Form) -> list[Line]:
        return lines(request, village, form, "people", ticked=ticked_in(request, "members"))

    def save(form: Form) -> Activity:
        rows = came(form)
        return actions.activity_hold(
            actor=request.actor,
            village=village,
            officers=[one for one in officers if str(one.pk) in ticked],
            households=counted(rows),
            members=named(rows),
            **when(form, kind=True),
            **told(form),
        )

    home = reverse("activities")
    return put(
        request,
        Question(
            _("记活动"),
            [
                Ask("kind", _("类别"), choices=kinds_offered(_("请选")), required=True),
                *days(),
                *words(),
            ],
            save,
            lambda made: _("存好了，参加干部的日记也写好了"),
            lambda made: reverse("activity", args=[made.pk]),
            home,
            [(home, HOME)],
            _("一次活动只记一次：每名参加的干部，日记里都会自动有这一篇，不用再写。"),
            template="aid/activity_new.html",
            more=lambda form: {"lines": came(form), "officers": officers, "ticked": ticked},
        ),
    )


def activity_hold(request: Acted, pk: UUID) -> HttpResponse:
    """It took place: the plan is filled in already, with those whose cards were scanned."""
    row = queries.activity(request.actor, pk)
    officers, village = officers_of(request, row.village), row.village
    going = {str(one.officer_id) for one in row.present}  # type: ignore[attr-defined]
    ticked = ticked_in(request, "officers", going)
    here = [str(one.person_id) for one in participants(request.actor, row)]
    notes = {one.household_id: _("请了") for one in invitations(request.actor, row)}
    paid, stood = paid_of(request.actor, row), stood_in(request, row.came)  # type: ignore[attr-defined]

    def came(form: Form) -> list[Line]:
        members = ticked_in(request, "members", here)
        return lines(request, village, form, "people", ticked=members, notes=notes)

    def save(form: Form) -> Activity:
        rows = came(form)
        return actions.activity_held(
            actor=request.actor,
            activity=row,
            rev=rev_of(form),
            officers=[one for one in officers if str(one.pk) in ticked],
            households=counted(rows),
            members=named(rows),
            used=used(form, paid),
            stood=[UUID(key) for key in stood],
            **when(form),
            **told(form),
        )

    home, page = reverse("activities"), reverse("activity", args=[pk])
    asks = [*days(), *words(), *(ask_used(one, lot) for one, lot in paid)]
    return put(
        request,
        Question(
            _("记办完了"),
            asks,
            save,
            lambda made: _("存好了，参加干部的日记也写好了"),
            lambda made: page,
            page,
            [(home, HOME), (page, row.title)],
            _("计划里写过的都填好了，改成当天的样子就行；扫过卡的户已经记上。"),
            first=_first(row, paid),
            rev=row.rev,
            template="aid/activity_new.html",
            more=lambda form: {
                "lines": came(form),
                "officers": officers,
                "ticked": ticked,
                "experts": experts_of(request.actor, row),
                "stood": stood,
            },
        ),
    )


def _first(row: Activity, paid: Paid) -> dict[str, Any]:
    came: list[Any] = row.came  # type: ignore[attr-defined]
    return {
        **{name: getattr(row, name) for name in ("title", "day", "until", "place", "organisers")},
        "text": row.text,
        **{f"people-{one.household_id}": one.people for one in came},
        **{f"used-{one.pk}": typed_used(lot) for one, lot in paid},
    }


urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/new/", activity_new, name="activity-new"),
    path("activities/<uuid:pk>/hold/", activity_hold, name="activity-hold"),
]
