"""会议: the year's meetings, and one with who came, what was said, what follows, what is still open."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.office.meetings import actions, queries
from lianxin.office.meetings.models import Attendee
from lianxin.office.meetings.queries import MeetingLine, State
from lianxin.office.tasks import queries as tasks

from .asking import rev_of
from .attempt import attempted
from .form import Form, may
from .office_document_forms import proposed
from .office_place import place_at, place_of, shown
from .office_plan import drawn
from .requests import Acted
from .yearly import years_of

LOOKS = {
    State.COMING: ("blue", "calendar-event"),
    State.UNWRITTEN: ("amber", "alert-triangle"),
    State.HELD: ("", "circle-check"),
    State.CANCELLED: ("line", "ban"),
}
MAY = {
    "change": "meeting.change",
    "note": "meeting.note",
    "cancel": "meeting.cancel",
    "issue": "meeting.issue",
}


def state_of(line: MeetingLine) -> dict[str, str]:
    words = {
        State.COMING: _("还没开会"),
        State.UNWRITTEN: _("开过了，没有记"),
        State.HELD: _("开过了"),
        State.CANCELLED: _("取消了"),
    }
    tone, icon = LOOKS[line.state]
    return {"tone": tone, "icon": icon, "words": words[line.state], "name": line.state.value}


@require_GET
def meetings(request: Acted) -> HttpResponse:
    place, day = place_of(request), today()
    years = years_of(request, queries.meetings_in_sight(request.actor, place.unit))
    found = queries.meetings(request.actor, place.unit, years.chosen, day)
    page = {
        "years": years,
        "rows": [(line, state_of(line)) for line in found],
        "can": may(request.actor, place.unit, call="meeting.call"),
    }
    return render(request, "office/meetings.html", page | shown(place, "meetings"))


@require_GET
def meeting(request: Acted, pk: UUID) -> HttpResponse:
    line = queries.meeting(request.actor, pk, today())
    row = line.row
    able = may(request.actor, row, **MAY)
    page = {
        "line": line,
        "row": row,
        "state": state_of(line),
        "groups": [
            (label, line.those(str(value)))
            for value, label in Attendee.Came.choices
            if line.those(str(value))
        ],
        "follow": [drawn(one, {}) for one in tasks.of_meeting(request.actor, row, today())],
        "open": [drawn(one, {}) for one in tasks.still_open(request.actor, row, today())],
        "can": {
            "change": able["change"] and not row.cancelled_at and not row.document_id,
            "note": able["note"]
            and row.day <= today()
            and not (row.cancelled_at or row.document_id),
            "cancel": able["cancel"] and not row.cancelled_at and not row.minutes,
            "issue": able["issue"] and bool(row.minutes) and not row.document_id,
            "follow": request.actor.allows("task.add", row.unit) and not row.cancelled_at,
        },
        "number": proposed(row.unit),
    }
    return render(
        request, "office/meeting.html", page | shown(place_at(request, row.unit), "meetings")
    )


@require_POST
def meeting_issue(request: Acted, pk: UUID) -> HttpResponse:
    """One tap: the minutes become a document under the number that is proposed."""
    line, form = queries.meeting(request.actor, pk, today()), Form.of(request)

    def change() -> HttpResponse:
        made = actions.meeting_issue(
            actor=request.actor, meeting=line.row, rev=rev_of(form), number=form["number"]
        )
        messages.success(
            request, _("印发成会议纪要了：%(number)s") % {"number": made.numbered_or_title}
        )
        return redirect("document", made.pk)

    answer, problems, _status = attempted(request, change)
    if answer is not None:
        return answer
    for one in problems:
        messages.error(request, one.message())
    return redirect("meeting", pk)


urlpatterns: list[URLPattern | URLResolver] = [
    path("office/meetings/", meetings, name="meetings"),
    path("office/meetings/<uuid:pk>/", meeting, name="meeting"),
    path("office/meetings/<uuid:pk>/issue/", meeting_issue, name="meeting-issue"),
]
