"""Doubts are looked for: by a button, or once a day by the server. Found again, nothing changes."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from lianxin.aid.models import Delivery
from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.people.models import Unit
from lianxin.plans.models import Measure
from lianxin.records.diary.models import Entry

from .limits import limits_on
from .models import UNDECIDED, Doubt, DoubtSign, DoubtStep, State
from .reading import officers_of, world, written
from .rules.shape import Sign
from .rules.together import raised, signs

What = DoubtStep.What
logger = logging.getLogger(__name__)


@dataclass
class Found:
    """What one look came to: doubts that are new, that came again for new facts, and that are gone."""

    new: int = 0
    again: int = 0
    gone: int = 0
    reads: dict[Any, list[Sign]] = field(default_factory=dict)


def doubts_find(*, actor: Actor, unit: Unit, day: date | None = None) -> Found:
    """Everything of the unit's officers in the span that the rules name, up to the day (today)."""
    with act(actor, "doubt.find", on=unit) as audit:
        found = _look(unit, day or today())
        audit.note(unit, new=found.new, again=found.again, gone=found.gone)
        return found


def doubts_find_everywhere(day: date | None = None) -> None:
    """Once a day for each unit at the top that is in use; one that fails does not hold up the others."""
    for unit in Unit.objects.visible_to(SYSTEM).filter(parent=None, until=None).order_by("path"):
        try:
            doubts_find(actor=SYSTEM, unit=unit, day=day)
        except Exception:  # tomorrow is another look; the other units are not to wait for it
            logger.exception("looking for doubts failed")


def _look(unit: Unit, day: date) -> Found:
    rules = limits_on(day)
    since = day - timedelta(days=rules.get("together", {}).get("days", 400))
    entries = written(unit, since, day)
    here = rules.get("home_away", {}).get("here", [])
    around = world(unit, since, day, here)
    all_signs = list(signs(entries, around, rules))
    found = Found(reads=raised(entries, around, rules, all_signs))
    _answer_amended(unit)
    known = _known(unit, since)
    signed = _signed(known.values())
    for key, own in found.reads.items():
        if key not in known:
            found.new += 1
            continue
        _again(known[key], own, signed[known[key].pk], found)
    _write_new(found.reads, known)
    for key, doubt in known.items():
        if key not in found.reads and doubt.state in UNDECIDED:
            found.gone += 1
            _gone(doubt)
    return found


def _known(unit: Unit, since: date) -> dict[Any, Doubt]:
    rows = Doubt.objects.visible_to(SYSTEM).filter(officer__in=officers_of(unit), day__gte=since)
    return {row.of: row for row in rows.select_for_update(of=("self",))}


def _signed(doubts: Iterable[Doubt]) -> dict[UUID, dict[str, DoubtSign]]:
    found: dict[UUID, dict[str, DoubtSign]] = defaultdict(dict)
    keys = [row.pk for row in doubts]
    for start in range(0, len(keys), 500):
        rows = DoubtSign.objects.visible_to(SYSTEM).filter(doubt__in=keys[start : start + 500])
        for row in rows:
            found[row.doubt_id][row.mark] = row
    return found


def _again(doubt: Doubt, own: Sequence[Sign], signed: dict[str, DoubtSign], found: Found) -> None:
    """The same facts change nothing; new ones open what was decided, and what was gone."""
    fresh = [one for one in own if one.mark not in signed]
    back = [signed[one.mark] for one in own if one.mark in signed and signed[one.mark].gone]
    marks = {one.mark for one in own}
    if doubt.state in UNDECIDED:
        _set_gone([row for mark, row in signed.items() if mark not in marks and not row.gone], True)
    if back and doubt.state in (*UNDECIDED, State.GONE):
        _set_gone(back, False)
    if doubt.state in UNDECIDED:
        _tell_anew([(signed[one.mark], one) for one in own if one.mark in signed])
    if fresh:
        DoubtSign.objects.bulk_create(_row(doubt, one) for one in fresh)
    if doubt.state == State.GONE or (fresh and doubt.state not in UNDECIDED):
        found.again += 1
        _move(doubt, State.OPEN, What.FOUND)


def _tell_anew(pairs: Sequence[tuple[DoubtSign, Sign]]) -> None:
    """As long as nobody has decided, a sign tells what is so today: an evening's run may have grown."""
    for row, one in pairs:
        told = [str(key) for key in one.others], dict(one.facts)
        if (row.others, row.facts) != told:
            row.others, row.facts = told
            row.save(update_fields=["others", "facts"])


def _set_gone(rows: Sequence[DoubtSign], gone: bool) -> None:
    keys = [row.pk for row in rows]
    DoubtSign.objects.visible_to(SYSTEM).filter(pk__in=keys).update(gone=gone)


def _gone(doubt: Doubt) -> None:
    DoubtSign.objects.visible_to(SYSTEM).filter(doubt=doubt).update(gone=True)
    _move(doubt, State.GONE, What.GONE)


def _move(doubt: Doubt, state: State, what: DoubtStep.What) -> None:
    doubt.state, doubt.rev = state, doubt.rev + 1
    doubt.save(update_fields=["state", "rev"])
    now = timezone.now()
    DoubtStep.objects.create(doubt=doubt, what=what, author_name=SYSTEM.name, at=now)


def _write_new(reads: dict[Any, list[Sign]], known: dict[Any, Doubt]) -> None:
    keys = [key for key in reads if key not in known]
    now, made = timezone.now(), list[Doubt]()
    for entry in _rows(Entry, keys):
        made.append(
            Doubt(
                entry=entry,
                officer_id=entry.officer_id,
                village_id=entry.village_id,
                day=entry.day,
                found_at=now,
            )
        )
    for row in _rows(Measure, keys):
        made.append(
            Doubt(
                measure=row,
                officer_id=row.officer_id,
                village_id=row.household.village_id,
                day=row.done or row.from_day,
                found_at=now,
            )
        )
    for handed in _rows(Delivery, keys):
        made.append(
            Doubt(
                delivery=handed,
                officer_id=handed.officer_id,
                village_id=handed.village_id,
                day=handed.day,
                found_at=now,
            )
        )
    Doubt.objects.bulk_create(made)
    DoubtSign.objects.bulk_create(_row(doubt, one) for doubt in made for one in reads[doubt.of])


def _rows(model: Any, keys: Sequence[Any]) -> Iterable[Any]:
    for start in range(0, len(keys), 500):
        rows = model.objects.visible_to(SYSTEM).filter(pk__in=keys[start : start + 500])
        yield from rows.select_related("household") if model is Measure else rows


def _row(doubt: Doubt, one: Sign) -> DoubtSign:
    return DoubtSign(
        doubt=doubt,
        kind=one.kind,
        mark=one.mark[:160],
        household_id=one.home,
        others=[str(key) for key in one.others],
        facts=dict(one.facts),
        found_at=timezone.now(),
    )


def _answer_amended(unit: Unit) -> None:
    """What was returned and has been written anew waits for whoever reviews."""
    rows = Doubt.objects.visible_to(SYSTEM).filter(state=State.RETURNED, entry__isnull=False)
    for doubt in rows.filter(officer__in=officers_of(unit)).select_related("entry"):
        if doubt.entry is not None and doubt.entry.rev > doubt.met:
            _move(doubt, State.ANSWERED, What.ANSWER)
