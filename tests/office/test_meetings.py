"""Meetings: who came, what was said, and what follows, which is a task like any other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.office.documents.models import Document
from lianxin.office.meetings import actions, queries
from lianxin.office.meetings.queries import State
from lianxin.office.tasks import queries as tasks

from .books import WORD, called, codes, job, met

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def note(cast, row, came=None, minutes="一、议定开动员会。"):
    line = queries.meeting(cast.actor(cast.office), row.pk, today())
    told = {str(one.pk): (came or {}).get(one.called, "came") for one in line.people}
    return actions.meeting_note(
        actor=cast.actor(cast.office), meeting=row, rev=line.row.rev, minutes=minutes, came=told
    )


def test_whoever_came_is_told_apart_from_who_was_excused(cast):
    row = met(cast, guests=[("周文远", "洛门镇政府")])
    note(cast, row, {"刘志强": "excused", "周文远": "absent"})
    line = queries.meeting(cast.actor(cast.officer), row.pk, today())
    assert (line.state, [one.called for one in line.came]) == (State.HELD, ["田立新"])
    assert line.counts == {"came": 1, "excused": 1, "absent": 1}


def test_a_meeting_still_to_come_is_not_written_down_yet(cast):
    row = met(cast, today() + DAY)
    assert queries.meeting(cast.actor(cast.office), row.pk, today()).state is State.COMING
    with pytest.raises(Refused) as caught:
        note(cast, row)
    assert codes(caught) == {"meeting.not_yet"}


def test_changing_the_list_keeps_what_was_said_of_those_who_stay(cast):
    row = met(cast)
    note(cast, row, {"刘志强": "excused"})
    office = cast.actor(cast.office)
    line = queries.meeting(office, row.pk, today())
    new = called(cast, row.day, officers=[cast.liu], guests=[("周文远", "")])
    actions.meeting_change(actor=office, meeting=row, rev=line.row.rev, called=new)
    line = queries.meeting(office, row.pk, today())
    assert [(one.called, one.came) for one in line.people] == [
        ("刘志强", "excused"),
        ("周文远", "asked"),
    ]


def test_a_follow_up_is_a_task_and_is_told_at_the_next_meeting_until_it_is_done(cast):
    first, second = met(cast, today() - 20 * DAY), met(cast, today() - 2 * DAY)
    row = job(cast, today() - 10 * DAY, meeting=first, title="把方案发到各科")
    office = cast.actor(cast.office)
    assert [one.row for one in tasks.of_meeting(office, first, today())] == [row]
    assert [one.row for one in tasks.late(office, cast.unit, today())] == [row]
    (open_then,) = tasks.still_open(office, second, today())
    assert (open_then.row, open_then.late) == (row, True)
    from lianxin.office.tasks.actions import task_progress

    task_progress(actor=office, task=row, state="done", day=today() - 3 * DAY)
    assert tasks.still_open(office, second, today()) == []
    assert tasks.still_open(office, first, today()) == []
    other = met(cast, kind="study")
    assert tasks.still_open(office, other, today()) == []


def test_minutes_become_a_document_with_a_number_once(cast):
    row = met(cast)
    office = cast.actor(cast.office)
    with pytest.raises(Refused) as caught:
        actions.meeting_issue(actor=office, meeting=row, rev=row.rev)
    assert codes(caught) == {"meeting.no_minutes"}
    row = note(cast, row)
    number = f"{WORD}〔{today().year}〕1号"
    made = actions.meeting_issue(actor=office, meeting=row, rev=row.rev, number=number)
    assert (made.kind, made.numbered, made.title) == ("minutes", number, row.title)
    row = queries.meeting(office, row.pk, today()).row
    assert row.document == made
    with pytest.raises(Refused) as caught:
        actions.meeting_issue(actor=office, meeting=row, rev=row.rev)
    assert codes(caught) == {"meeting.issued"}
    with pytest.raises(Refused) as caught:
        note(cast, row)
    assert codes(caught) == {"meeting.issued"}


def test_a_number_that_is_taken_leaves_neither_document_nor_link(cast):
    row = note(cast, met(cast))
    office = cast.actor(cast.office)
    number = f"{WORD}〔{today().year}〕1号"
    actions.meeting_issue(actor=office, meeting=row, rev=row.rev, number=number)
    other = note(cast, met(cast))
    with pytest.raises(Refused) as caught:
        actions.meeting_issue(actor=office, meeting=other, rev=other.rev, number=number)
    assert codes(caught) == {"document.number_taken"}
    assert Document.objects.visible_to(SYSTEM).count() == 1


def test_a_cancelled_meeting_says_why_and_one_that_was_held_stays(cast):
    row = met(cast, today() + DAY)
    office = cast.actor(cast.office)
    with pytest.raises(Refused) as caught:
        actions.meeting_cancel(actor=office, meeting=row, reason="")
    assert codes(caught) == {"office.reason_wanted"}
    actions.meeting_cancel(actor=office, meeting=row, reason="下大雪")
    line = queries.meeting(office, row.pk, today())
    assert (line.state, line.row.cancelled_for) == (State.CANCELLED, "下大雪")
    held = note(cast, met(cast))
    with pytest.raises(Refused) as caught:
        actions.meeting_cancel(actor=office, meeting=held, reason="x")
    assert codes(caught) == {"meeting.held"}


def test_nobody_of_another_unit_sees_or_calls_a_meeting(cast):
    met(cast)
    assert queries.meetings_in_sight(cast.actor(cast.leader)).exists()
    assert not queries.meetings_in_sight(cast.actor(cast.outsider)).exists()
    for account in (cast.officer, cast.leader, cast.other_office):
        with pytest.raises(Refused) as caught:
            actions.meeting_call(actor=cast.actor(account), unit=cast.unit, called=called(cast))
        assert codes(caught) == {"action.not_allowed"}
    with pytest.raises(Refused) as caught:
        met(cast, officers=[])
    assert codes(caught) == {"meeting.nobody"}
    with pytest.raises(Refused) as caught:
        met(cast, officers=[cast.stranger])
    assert codes(caught) == {"action.absent"}
