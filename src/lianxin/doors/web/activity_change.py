"""An activity mended afterwards: who came, its words; called off or withdrawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _

from lianxin.aid import activities as actions
from lianxin.aid import presence, queries
from lianxin.aid.models import Activity
from lianxin.aid.outcomes.queries import participants
from lianxin.aid.planning.queries import means

from .activities import HOME
from .activity_words import stood_in, ticked_in, told, words
from .asking import Question, put, rev_of
from .asks import Ask
from .form import Form
from .homes import Line, counted, lines, named
from .requests import Acted


def activity_came(request: Acted, pk: UUID) -> HttpResponse:
    """Who came to what was held, named or mended afterwards."""
    row = queries.activity(request.actor, pk)
    here = [str(one.person_id) for one in participants(request.actor, row)]
    home, page = reverse("activities"), reverse("activity", args=[pk])

    present: list[Any] = row.came  # type: ignore[attr-defined]
    stood = stood_in(request, present)

    def came(form: Form) -> list[Line]:
        members = ticked_in(request, "members", here)
        return lines(request, row.village, form, "people", ticked=members)

    def save(form: Form) -> Activity:
        rows = came(form)
        return presence.activity_came(
            actor=request.actor,
            activity=row,
            rev=rev_of(form),
            households=counted(rows),
            members=named(rows),
            stood=[UUID(key) for key in stood],
        )

    return put(
        request,
        Question(
            _("改到场的户"),
            [],
            save,
            lambda made: _("存好了"),
            lambda made: page,
            page,
            [(home, HOME), (page, row.title)],
            _("记到人，才能发证书、排回访、看后来的变化。日记不跟着变。"),
            first={f"people-{one.household_id}": one.people for one in present},
            rev=row.rev,
            template="aid/activity_came.html",
            more=lambda form: {"lines": came(form), "stood": stood},
        ),
    )


def activity_change(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.activity(request.actor, pk)

    def save(form: Form) -> Activity:
        return actions.activity_change(
            actor=request.actor, activity=row, rev=rev_of(form), **told(form)
        )

    names = ("title", "place", "organisers", "people", "text")
    home, here = reverse("activities"), reverse("activity", args=[pk])
    return put(
        request,
        Question(
            _("改活动"),
            words(),
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
    shown = {"row": row, "given": len(queries.deliveries_of(request.actor, row))}
    shown["means"] = len(means(request.actor, row))
    held = row.held_at is not None
    return put(
        request,
        Question(
            _("撤下活动") if held else _("取消活动"),
            [Ask("reason", _("为什么撤下"), _("以后查得到"), required=True, maxlength=120)]
            if held
            else [Ask("reason", _("为什么取消"), _("去的人看得到"), required=True, maxlength=120)],
            save,
            lambda made: _("撤下了，参加干部的日记也一起撤下") if held else _("取消了"),
            lambda made: here,
            here,
            [(home, HOME), (here, row.title)],
            danger=_("撤下") if held else _("取消这次活动"),
            template="aid/activity_cancel.html",
            more=lambda form: shown,
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/<uuid:pk>/came/", activity_came, name="activity-came"),
    path("activities/<uuid:pk>/change/", activity_change, name="activity-change"),
    path("activities/<uuid:pk>/cancel/", activity_cancel, name="activity-cancel"),
]
