"""Meetings called, changed, written down and cancelled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.period import today
from lianxin.office.meetings import actions, queries
from lianxin.office.meetings.actions import LONG, Called
from lianxin.office.meetings.models import Attendee, Meeting
from lianxin.people.models import Officer

from .asking import Answers, Question, put, rev_of
from .asks import Ask
from .form import Form
from .office_document_forms import READ_BY_ALL
from .office_place import place_at, place_of
from .office_tasks import Named
from .requests import Acted

HOME = gettext_lazy("会议")
BETWEEN = re.compile(r"[\s,，、;；]+")


def _asks() -> list[Ask]:
    kinds = [(str(kind.value), kind.label) for kind in Meeting.Kind]
    guests = _("一行一个：姓名 单位")
    return [
        Ask("kind", _("什么会"), choices=kinds, required=True),
        Ask("title", _("会议名称"), required=True, maxlength=120),
        Ask("day", _("哪天"), type="date", required=True),
        Ask("time", _("几点"), maxlength=20),
        Ask("place", _("地点"), maxlength=60),
        Ask("chair", _("主持人"), maxlength=40),
        Ask("agenda", _("议题"), _("一行一条"), type="textarea", maxlength=2000),
        Ask("guests", _("外请的人"), guests, type="textarea", maxlength=2000),
    ]


def _called(form: Form, named: Named) -> Called:
    answers = Answers(form)
    day = answers.maybe_day("day")
    answers.check()
    told = {name: form[name] for name in ("kind", "title", "time", "place", "chair", "agenda")}
    return Called(day=day, officers=named.chosen(), guests=guests_in(form["guests"]), **told)


def guests_in(text: str) -> list[tuple[str, str]]:
    """张三旺 洛门镇政府 as name and place of work."""
    found = []
    for line in text.splitlines():
        name, _blank, place = BETWEEN.sub(" ", line.strip()).partition(" ")
        if name:
            found.append((name, place))
    return found


def meeting_new(request: Acted) -> HttpResponse:
    place = place_of(request)
    named, home = Named(request, place.unit), place.href("meetings")
    return put(
        request,
        Question(
            _("定会议"),
            _asks(),
            lambda form: actions.meeting_call(
                actor=request.actor, unit=place.unit, called=_called(form, named)
            ),
            lambda made: _("定好了，开完再来记"),
            lambda made: reverse("meeting", args=[made.pk]),
            home,
            [(home, HOME)],
            first={"kind": "office"},
            template="office/with_officers.html",
            more=lambda form: {
                "keep": {"unit": place.unit.pk},
                **named.shown(_("通知哪些干部")),
            },
        ),
    )


def meeting_change(request: Acted, pk: UUID) -> HttpResponse:
    line = queries.meeting(request.actor, pk, today())
    row, here = line.row, reverse("meeting", args=[pk])
    place = place_at(request, row.unit)
    named = Named(request, place.unit, _officers(line.people))
    shown = ("kind", "title", "day", "time", "place", "chair", "agenda")
    first: dict[str, Any] = {name: getattr(row, name) for name in shown}
    guests = (f"{one.name} {one.workplace}".strip() for one in line.people if one.name)
    return put(
        request,
        Question(
            _("改会议"),
            _asks(),
            lambda form: actions.meeting_change(
                actor=request.actor, meeting=row, rev=rev_of(form), called=_called(form, named)
            ),
            lambda made: _("改好了"),
            lambda made: here,
            here,
            [(place.href("meetings"), HOME), (here, row.title)],
            first={**first, "guests": "\n".join(guests)},
            rev=row.rev,
            template="office/with_officers.html",
            more=lambda form: named.shown(_("通知哪些干部")),
        ),
    )


def _officers(people: Iterable[Attendee]) -> list[Officer]:
    return [one.officer for one in people if one.officer is not None]


def meeting_note(request: Acted, pk: UUID) -> HttpResponse:
    """Who came and what was said."""
    line = queries.meeting(request.actor, pk, today())
    row, here = line.row, reverse("meeting", args=[pk])
    text = Ask(
        "minutes",
        _("说了什么、定了什么"),
        _("一行一段；印成会议纪要就是这些字"),
        type="textarea",
        maxlength=LONG,
    )

    def came(form: Form) -> dict[str, str]:
        return {str(one.pk): form[f"came-{one.pk}"] or one.came for one in line.people}

    first_note = all(one.came == Attendee.Came.ASKED for one in line.people)
    usual = {str(one.pk): "came" if first_note else one.came for one in line.people}

    def people(form: Form) -> list[tuple[Attendee, str]]:
        sent = came(form) if request.method == "POST" else usual
        return [(one, sent[str(one.pk)]) for one in line.people]

    return put(
        request,
        Question(
            _("记会议"),
            [text],
            lambda form: actions.meeting_note(
                actor=request.actor,
                meeting=row,
                rev=rev_of(form),
                minutes=form["minutes"],
                came=came(form),
            ),
            lambda made: _("记好了。会上定的事，往下加成任务"),
            lambda made: here,
            here,
            [(reverse("meetings"), HOME), (here, row.title)],
            lead=READ_BY_ALL,
            first={"minutes": row.minutes or _begun(row)},
            rev=row.rev,
            template="office/note.html",
            more=lambda form: {"people": people(form), "ways": Attendee.Came.choices},
        ),
    )


def _begun(row: Meeting) -> str:
    """The agenda as the beginning of the minutes, numbered as official papers are."""
    numbers = "一二三四五六七八九十"
    items = [line for line in row.agenda.splitlines() if line][: len(numbers)]
    return "\n".join(f"{numbers[place]}、{item}" for place, item in enumerate(items))


def meeting_cancel(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.meeting(request.actor, pk, today()).row
    here = reverse("meeting", args=[pk])
    return put(
        request,
        Question(
            _("取消会议"),
            [Ask("reason", _("为什么取消"), required=True, maxlength=120)],
            lambda form: actions.meeting_cancel(
                actor=request.actor, meeting=row, reason=form["reason"]
            ),
            lambda made: _("取消了"),
            lambda made: reverse("meetings"),
            here,
            [(reverse("meetings"), HOME), (here, row.title)],
            danger=_("取消会议"),
            template="office/ask.html",
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("office/meetings/new/", meeting_new, name="meeting-new"),
    path("office/meetings/<uuid:pk>/change/", meeting_change, name="meeting-change"),
    path("office/meetings/<uuid:pk>/note/", meeting_note, name="meeting-note"),
    path("office/meetings/<uuid:pk>/cancel/", meeting_cancel, name="meeting-cancel"),
]
