"""The diary: written, amended, withdrawn. What is counted of an entry is written beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from lianxin.kernel.action import Audit, act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.ids import new_id
from lianxin.kernel.problem import Problem, Refused, refuse
from lianxin.kernel.span import serial
from lianxin.kernel.text import fold, tidy
from lianxin.people.models import Area, Officer
from lianxin.register.models import Code, Household

from . import search
from .acts import acts, written_by
from .awaited import expect_photos
from .models import Act, Amendment, Entry, Photo
from .reading import check, own_on, village_of, words_of
from .together import asked, put, taken


def diary_write(
    *,
    actor: Actor,
    officer: Officer,
    kinds: Sequence[str],
    day: date,
    text: str,
    households: Sequence[Household] = (),
    village: Area | None = None,
    until: date | None = None,
    minutes: int | None = None,
    place: Mapping[str, Any] | None = None,
    photos: Sequence[Photo] = (),
    awaited: Sequence[str] = (),
    tags: Sequence[Code] = (),
    needs: Sequence[Mapping[str, Any]] = (),
    id: UUID | None = None,
    event: UUID | None = None,
    brought_from: str = "",
) -> Entry:
    """Writes one entry: several kinds and households at once, the text alone is required.

    ``needs`` are ``{"household": Household, "kind": Code, "text": str}``. ``id`` is the client's own
    UUIDv7; ``event`` joins the entries of those who took part in one activity. ``awaited`` names photos
    by the SHA-256 of what is sent: those that have not arrived come into the entry when they do.
    ``brought_from`` names the sheet of an old year: it may tell of days before the officer was on record.
    """
    with act(actor, "diary.write", on=officer) as audit:
        words = words_of(text)
        old = bool(brought_from)
        check(officer, kinds, day, until, words, households, minutes, old=old)
        _check_seen(actor, officer, households, day)
        _check_waiting(actor, photos)
        entry = Entry(
            id=id or new_id(),
            village=village_of(officer, village, households, day, old=old),
            officer=officer,
            author_id=actor.id,
            kinds=list(dict.fromkeys(kinds)),
            day=day,
            until=until if until != day else None,
            year=day.year,
            minutes=minutes,
            text=words,
            folded=fold(words),
            tags=[str(code.pk) for code in tags],
            place=dict(place) if place else None,
            brought_from=brought_from[-200:],
            written_at=timezone.now(),
        )
        _keep(entry, households, photos, event, id is not None)
        expect_photos(entry, awaited)
        only = households[0] if len(households) == 1 else None
        _open_needs(
            actor, entry, [{"household": only, **given} for given in map(_said, needs)], audit
        )
        audit.note(entry, kinds=entry.kinds, households=[str(one) for one in households], day=day)
        return entry


def _check_seen(actor: Actor, officer: Officer, households: Sequence[Household], day: date) -> None:
    """Seen today, or the officer's own on the day: what was written then may arrive after a hand-over."""
    missing = {one.pk for one in households} - _seen(actor, households)
    if missing and missing - own_on(officer, day).keys():
        raise refuse("action.absent", "households")


def _seen(actor: Actor, households: Sequence[Household]) -> set[UUID]:
    keys = frozenset(household.pk for household in households)

    def ask() -> set[UUID]:
        rows = Household.objects.visible_to(actor).filter(pk__in=keys)
        return set(rows.values_list("pk", flat=True))

    return asked(("seen", actor.id, keys), ask)


def _check_waiting(actor: Actor, photos: Sequence[Photo]) -> None:
    """A photo is its sender's until it stands in an entry, and stands in one alone."""
    if any(photo.entry_id or photo.author_id != actor.id for photo in photos):
        raise refuse("action.absent", "photos")


def _keep(
    entry: Entry,
    households: Sequence[Household],
    photos: Sequence[Photo],
    event: UUID | None,
    known: bool,
) -> None:
    """``known``: the id is the client's own and may have been used."""
    if known and taken(entry.pk):
        raise refuse("diary.same_id", "id")
    entry.serial = serial(entry.day, entry.pk)
    put(entry, acts(entry, list(dict.fromkeys(households)), event))
    for photo in photos:
        photo.entry = entry
        photo.save(update_fields=["entry"])


def _open_needs(
    actor: Actor, entry: Entry, needs: Sequence[Mapping[str, Any]], audit: Audit
) -> None:
    for place, said in enumerate(needs):
        try:
            _open_need(actor, entry, place, said)
        except Refused as error:
            raise Refused(_of_need(place, one) for one in error.problems) from None
    if needs:
        audit.note(needs=len(needs))


def _said(need: Mapping[str, Any]) -> dict[str, Any]:
    """Whose need is not told is that of the entry's only household."""
    return {name: value for name, value in need.items() if value is not None}


def _open_need(actor: Actor, entry: Entry, place: int, said: Mapping[str, Any]) -> None:
    """Its id follows from the entry's: an entry that comes again after a restore opens the same needs."""
    from lianxin.records.needs.actions import need_open

    if said.get("kind") is None:
        raise refuse("diary.need_kind", "kind")
    if said.get("household") is None and not actor.allows("need.open", entry.village):
        raise refuse("diary.need_household", "household")
    need_open(
        actor=actor,
        village=entry.village,
        household=said.get("household"),
        kind=said["kind"],
        text=said["text"],
        id=uuid5(entry.pk, f"need-{place}"),
        day=entry.day,
        officer=entry.officer,
        entry=entry,
    )


def _of_need(place: int, one: Problem) -> Problem:
    """The problem at its field of its need: the entry has a text of its own."""
    return Problem(one.code, f"needs-{place}-{one.field}" if one.field else None, one.details)


def diary_amend(
    *, actor: Actor, entry: Entry, text: str, rev: int, event: UUID | None = None
) -> Entry:
    """A later wording; the first text and each one between stay readable.

    An entry that an event wrote is amended by that event alone, which names itself.
    """
    with act(actor, "diary.amend", on=entry) as audit:
        row = _own(actor, entry, event)
        if row.rev != rev:
            raise refuse("action.changed_meanwhile")
        words = words_of(text)
        if not words:
            raise refuse("diary.text_wanted", "text")
        if words == row.words:
            return row
        number = row.rev
        Amendment.objects.create(
            entry=row,
            number=number,
            text=words,
            author_id=actor.id,
            written_at=timezone.now(),
        )
        row.amended, row.folded, row.rev = words, fold(words), row.rev + 1
        row.save(update_fields=["amended", "folded", "rev"])
        search.again(row)
        audit.note(row, number=number)
        return row


def diary_withdraw(*, actor: Actor, entry: Entry, reason: str, event: UUID | None = None) -> Entry:
    """Written by mistake: it no longer counts anywhere, and stays readable with its reason."""
    with act(actor, "diary.withdraw", on=entry) as audit:
        row, why = _own(actor, entry, event), tidy(reason or "")[:120]
        if not why:
            raise refuse("diary.reason_wanted", "reason")
        row.withdrawn_at, row.withdrawn_for = timezone.now(), why
        row.save(update_fields=["withdrawn_at", "withdrawn_for"])
        Act.objects.visible_to(SYSTEM).filter(entry=row).update(counts=False)
        search.forget(row)
        audit.note(row, reason=why)
        return row


def diary_discount(*, actor: Actor, entry: Entry, reason: str) -> Entry:
    """Found not to have been so: nothing of it counts any longer; it stays readable as it was written."""
    return _counting(actor, "diary.discount", entry, reason, counts=False)


def diary_recount(*, actor: Actor, entry: Entry, reason: str) -> Entry:
    """Counts again what was left out; what was withdrawn stays out."""
    return _counting(actor, "diary.recount", entry, reason, counts=True)


def _counting(actor: Actor, action: str, entry: Entry, reason: str, *, counts: bool) -> Entry:
    with act(actor, action, on=entry) as audit:
        rows = Entry.objects.visible_to(SYSTEM).select_for_update(of=("self",))
        row, why = rows.get(pk=entry.pk), tidy(reason or "")[:300]
        if not why:
            raise refuse("diary.reason_wanted", "reason")
        if row.withdrawn_at is not None:
            raise refuse("diary.withdrawn")
        Act.objects.visible_to(SYSTEM).filter(entry=row).update(counts=counts)
        audit.note(row, reason=why)
        return row


def _own(actor: Actor, entry: Entry, event: UUID | None) -> Entry:
    """The entry as it is now, if the actor wrote it, is its officer, or acts for their office."""
    rows = Entry.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("officer", "village").get(pk=entry.pk)
    if not (row.author_id == actor.id or actor.allows("diary.write", row.officer)):
        raise refuse("diary.not_yours")
    if row.withdrawn_at is not None:
        raise refuse("diary.withdrawn")
    if written_by(row) not in {None, event}:
        raise refuse("diary.written_by_activity")
    return row
