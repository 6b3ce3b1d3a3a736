"""Meetings: called, changed, held with who came and what was said, cancelled, minutes issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Officer, Unit
from lianxin.people.wording import Reading

from ..documents.actions import document_issue, document_write
from ..documents.models import Document
from ..reading import check_seen, long_text, reason_of
from .models import Attendee, Meeting

Came = Attendee.Came
LONG = 6000
MOST_PEOPLE = 300


@dataclass(frozen=True)
class Called:
    """A meeting as somebody writes it; ``guests`` are people who are no officers: name, place of work."""

    kind: str
    title: str
    day: date | None
    time: str = ""
    place: str = ""
    chair: str = ""
    agenda: str = ""
    officers: Sequence[Officer] = ()
    guests: Sequence[tuple[str, str]] = ()


def meeting_call(*, actor: Actor, unit: Unit, called: Called) -> Meeting:
    with act(actor, "meeting.call", on=unit) as audit:
        row = Meeting(unit=unit, author_id=actor.id)
        guests = _fill(actor, row, called)
        row.save(force_insert=True)
        _ask(row, called.officers, guests)
        audit.note(row, kind=row.kind, day=row.day)
        return row


def meeting_change(*, actor: Actor, meeting: Meeting, rev: int, called: Called) -> Meeting:
    """As it now is; whoever stays on the list keeps what was said of their coming."""
    with act(actor, "meeting.change", on=meeting) as audit:
        row = _held(meeting, rev)
        guests = _fill(actor, row, called)
        row.rev += 1
        row.save()
        _ask(row, called.officers, guests)
        audit.note(row, day=row.day)
        return row


def meeting_note(
    *,
    actor: Actor,
    meeting: Meeting,
    rev: int,
    minutes: str,
    came: Mapping[str, str],
) -> Meeting:
    """``came``: by the attendee's id. A meeting that is still to come is not held yet."""
    with act(actor, "meeting.note", on=meeting) as audit:
        row, found = _held(meeting, rev), Reading()
        if row.day > today():
            raise refuse("meeting.not_yet", day=row.day)
        if row.document_id is not None:
            raise refuse("meeting.issued")
        row.minutes = long_text(found, "minutes", minutes, _("会议内容"), LONG)
        found.check()
        row.rev += 1
        row.save(update_fields=["minutes", "rev"])
        people = list(Attendee.objects.visible_to(SYSTEM).filter(meeting=row))
        for one in people:
            told = came.get(str(one.pk), one.came)
            one.came = told if told in Came.values else one.came
        Attendee.objects.visible_to(SYSTEM).bulk_update(people, ["came"])
        audit.note(row, day=row.day, rows=sum(one.came == Came.CAME for one in people))
        return row


def meeting_cancel(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    with act(actor, "meeting.cancel", on=meeting) as audit:
        row, why = _locked(meeting), reason_of(reason)
        if row.minutes:
            raise refuse("meeting.held")
        row.cancelled_at, row.cancelled_for, row.rev = timezone.now(), why, row.rev + 1
        row.save(update_fields=["cancelled_at", "cancelled_for", "rev"])
        audit.note(row, reason=why, day=row.day)
        return row


def meeting_issue(
    *,
    actor: Actor,
    meeting: Meeting,
    rev: int,
    number: str = "",
    signer: str = "",
    issued: date | None = None,
) -> Document:
    """The minutes as a document of the unit, with the number that is proposed or another one."""
    with act(actor, "meeting.issue", on=meeting) as audit:
        row = _held(meeting, rev)
        if row.document_id is not None:
            raise refuse("meeting.issued")
        if not row.minutes:
            raise refuse("meeting.no_minutes")
        draft = document_write(
            actor=actor,
            unit=row.unit,
            kind=Document.Kind.MINUTES,
            title=row.title,
            text=row.minutes,
        )
        made = document_issue(
            actor=actor,
            document=draft,
            rev=draft.rev,
            issued=issued or today(),
            number=number,
            signer=signer or row.chair,
        )
        row.document, row.rev = made, row.rev + 1
        row.save(update_fields=["document", "rev"])
        audit.note(row, number=made.numbered)
        return made


def _fill(actor: Actor, row: Meeting, called: Called) -> list[tuple[str, str]]:
    found = Reading()
    if called.kind not in Meeting.Kind.values:
        found.add("input.unknown_choice", "kind", value=str(called.kind)[:20])
    row.kind = called.kind
    row.title = found.words("title", called.title, _("会议名称"), 120, needed=True, sentence=True)
    row.day = found.day("day", called.day, _("哪天"))
    row.year = row.day.year
    row.time = found.words("time", called.time, _("几点"), 20)
    row.place = found.words("place", called.place, _("地点"), 60, sentence=True)
    row.chair = found.words("chair", called.chair, _("主持人"), 40)
    row.agenda = long_text(found, "agenda", called.agenda, _("议题"), 2000)
    guests = [
        (
            found.words("guests", name, _("姓名"), 40, needed=True),
            found.words("guests", place, _("单位"), 60),
        )
        for name, place in called.guests
    ]
    if not called.officers and not guests:
        found.add("meeting.nobody", "officers")
    if len(called.officers) + len(guests) > MOST_PEOPLE:
        found.add("meeting.too_many", "officers", limit=MOST_PEOPLE)
    found.check()
    check_seen(actor, called.officers)
    return guests


def _ask(row: Meeting, officers: Sequence[Officer], guests: Sequence[tuple[str, str]]) -> None:
    rows = Attendee.objects.visible_to(SYSTEM).filter(meeting=row)
    wanted = {one.pk for one in officers}
    kept_officers, kept_guests = set(), set()
    for one in rows:
        if one.officer_id in wanted and one.officer_id not in kept_officers:
            kept_officers.add(one.officer_id)
        elif one.officer_id is None and (one.name, one.workplace) in guests:
            kept_guests.add((one.name, one.workplace))
        else:
            one.delete()
    new = [Attendee(meeting=row, officer=one) for one in officers if one.pk not in kept_officers]
    new += [
        Attendee(meeting=row, name=name, workplace=place)
        for name, place in dict.fromkeys(guests)
        if (name, place) not in kept_guests
    ]
    Attendee.objects.bulk_create(new)


def _locked(meeting: Meeting) -> Meeting:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Meeting.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("unit").get(pk=meeting.pk)
    if row.cancelled_at is not None:
        raise refuse("meeting.cancelled")
    return row


def _held(meeting: Meeting, rev: int) -> Meeting:
    """The row as the writer saw it."""
    row = _locked(meeting)
    if row.rev != rev:
        raise refuse("action.changed_meanwhile")
    return row
