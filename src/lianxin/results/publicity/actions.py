"""Writes of this room: a list is drafted, begins (and never changes again), is objected to, answered, ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from lianxin.kernel.action import act
from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import prose
from lianxin.people.models import Area, Unit

from .models import Publicity, State
from .queries import least_days
from .wall import COLUMNS, LABELS, check_words, homes_of, rows_of

MOST_HOMES, MOST_DAYS = 300, 90
LONGEST = {"title": 80, "decided": 300, "kind": 40, "complaint": 80, "reason": 200, "result": 300}


@dataclass(frozen=True)
class Draft:
    """What the office says of a list; ``homes`` are households with their amounts in fen or None."""

    title: str
    decided: str
    complaint: str
    from_day: date
    last_day: date
    homes: Sequence[tuple[UUID | str, int | None]]
    columns: Sequence[str] = ("group", "people")
    kind: str = ""
    words: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        told = {name: getattr(self, name) for name in ("title", "decided", "complaint", "kind")}
        words = {name: checked(name, text, need=name != "kind") for name, text in told.items()}
        object.__setattr__(self, "words", words)


def publicity_draft(*, actor: Actor, unit: Unit, village: Area, draft: Draft) -> Publicity:
    """A list that nobody outside sees yet."""
    with act(actor, "publicity.write", on=unit) as audit:
        row = Publicity(unit=unit, village=village, made_by=actor.name, made_at=timezone.now())
        _fill(actor, row, draft)
        row.save(force_insert=True)
        audit.note(row, rows=len(row.homes), village=village.name)
    return row


def publicity_change(*, actor: Actor, row: Publicity, draft: Draft) -> Publicity:
    """Only while it is a draft."""
    with act(actor, "publicity.write", on=row) as audit:
        row = held(actor, row)
        _only(row, State.DRAFT)
        _fill(actor, row, draft)
        row.save()
        audit.note(row, rows=len(row.homes))
    return row


def publicity_begin(*, actor: Actor, row: Publicity, day: date | None = None) -> Publicity:
    """From now on nothing of it changes; who stands on it was read on this day."""
    day = day or today()
    with act(actor, "publicity.begin", on=row) as audit:
        row = held(actor, row)
        _only(row, State.DRAFT)
        _check_days(row, day)
        _check_words(actor, row, day)
        row.rows = rows_of(actor, row.homes, row.columns, row.kind, day)
        if len(row.rows) != len(row.homes):
            raise refuse("publicity.no_homes", "home")
        row.begun_at = timezone.now()
        row.digest = row.digest_now
        row.save()
        audit.note(row, rows=len(row.rows), digest=row.digest)
        audit.note(from_day=row.from_day, until=row.until)
    return row


def publicity_withdraw(*, actor: Actor, row: Publicity, reason: str) -> Publicity:
    """Takes it down before its time, or gives up a draft."""
    reason = checked("reason", reason)
    with act(actor, "publicity.withdraw", on=row) as audit:
        row = held(actor, row)
        _only(row, State.DRAFT, State.WAITING, State.RUNNING, State.OVER)
        _check_words(actor, row, today(), reason=reason)
        row.reason, row.withdrawn_at = reason, timezone.now()
        row.save(update_fields=["reason", "withdrawn_at"])
        audit.note(row, reason=reason)
    return row


def publicity_close(*, actor: Actor, row: Publicity, result: str) -> Publicity:
    """After its time, when every objection has its answer."""
    result = checked("result", result)
    with act(actor, "publicity.close", on=row) as audit:
        row = held(actor, row)
        if row.state in {State.RUNNING, State.WAITING}:
            raise refuse("publicity.not_over", day=row.last_day)
        _only(row, State.OVER)
        _check_words(actor, row, today(), result=result)
        waiting = row.objections.visible_to(actor).filter(answered_at=None).count()
        if waiting:
            raise refuse("publicity.unanswered", count=waiting)
        row.result, row.closed_at = result, timezone.now()
        row.save(update_fields=["result", "closed_at"])
        audit.note(row, ending=result)
    return row


def held(actor: Actor, row: Publicity) -> Publicity:
    """The row as it stands, held while it changes."""
    rows = Publicity.objects.visible_to(actor).select_for_update(of=("self",))
    return rows.select_related("unit", "village").get_visible(pk=row.pk)


def checked(name: str, text: str, *, need: bool = True) -> str:
    text = prose(text)
    if need and not text:
        raise refuse("input.required", name, label=str(LABELS[name]))
    if len(text) > LONGEST[name]:
        told = {"label": str(LABELS[name]), "limit": LONGEST[name], "length": len(text)}
        raise refuse("input.too_long", name, **told)
    return text


def _fill(actor: Actor, row: Publicity, draft: Draft) -> None:
    for name, text in draft.words.items():
        setattr(row, name, text)
    unknown = [name for name in draft.columns if name not in COLUMNS]
    if unknown:
        known = "、".join(str(title) for title in COLUMNS.values())
        raise refuse("publicity.unknown_column", "columns", name=unknown[0][:20], known=known)
    row.columns = [name for name in COLUMNS if name in draft.columns]
    row.from_day, row.until = draft.from_day, draft.last_day + timedelta(days=1)
    row.year = row.from_day.year
    row.homes = _homes(actor, row.village, draft)
    _check_days(row, today())
    _check_words(actor, row, today())
    rows_of(actor, row.homes, row.columns, row.kind, today())


def _homes(actor: Actor, village: Area, draft: Draft) -> list[list[str | int | None]]:
    amounts = {str(key): amount for key, amount in draft.homes}
    if len(amounts) > MOST_HOMES:
        raise refuse("publicity.too_many", "home", limit=MOST_HOMES, count=len(amounts))
    found = homes_of(actor, list(amounts), today())
    keys = [str(one.household.pk) for one in found if one.household.village_id == village.pk]
    if not keys or len(keys) != len(amounts):
        raise refuse("publicity.no_homes", "home")
    return [[key, amounts[key] if "amount" in draft.columns else None] for key in keys]


def _check_days(row: Publicity, day: date) -> None:
    least = least_days(row.from_day)
    if row.from_day < day:
        raise refuse("publicity.begins_before", "from_day", from_day=row.from_day)
    if row.days < least:
        earliest = row.from_day + timedelta(days=least - 1)
        raise refuse("publicity.too_short", "last_day", days=least, day=earliest)
    if row.days > MOST_DAYS:
        raise refuse("publicity.too_long", "last_day", days=MOST_DAYS)


def _check_words(actor: Actor, row: Publicity, day: date, **more: str) -> None:
    names = () if more else ("title", "decided", "complaint", "kind")
    check_words(actor, {name: getattr(row, name) for name in names} | more, row.homes, day)


def _only(row: Publicity, *states: State) -> None:
    if row.state not in states:
        ended = row.state in {State.CLOSED, State.WITHDRAWN}
        raise refuse("publicity.ended" if ended else "publicity.not_draft")
