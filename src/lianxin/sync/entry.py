"""One diary entry as a program sends it: ids become rows, and all that it says is written at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import Problem, Refused, refuse
from lianxin.kernel.text import fold
from lianxin.people.models import Area, Officer
from lianxin.people.policy import AccountActor
from lianxin.plans.actions import measure_progress
from lianxin.plans.models import Measure
from lianxin.records.diary.actions import diary_write
from lianxin.records.diary.awaited import named
from lianxin.records.diary.models import Entry
from lianxin.records.diary.reading import own_on
from lianxin.register.models import Code, Household
from lianxin.register.queries import every_code

from .shapes import EntryTold, NeedSent


def entry_write(
    *,
    actor: AccountActor,
    told: EntryTold,
    officer: Officer,
    id: UUID | None = None,
    text_first: bool = False,
) -> Entry:
    """Writes the entry with its needs and progress, within the caller's transaction.

    ``text_first``: photos may come later; without it every photo named must be there already.
    """
    if not text_first:
        _check_here(actor, told.photos)
    entry = diary_write(
        actor=actor, officer=officer, awaited=told.photos, id=id, **_said(actor, told, officer)
    )
    for place, one in enumerate(told.progress):
        measure = Measure.objects.visible_to(actor).get_visible(pk=one.measure)
        try:
            measure_progress(
                actor=actor,
                measure=measure,
                percent=one.percent,
                note=one.note,
                day=entry.day,
                entry=entry,
            )
        except Refused as error:
            raise Refused(_at(place, found) for found in error.problems) from None
    return entry


def _at(place: int, found: Problem) -> Problem:
    return Problem(found.code, f"progress-{place}-{found.field or 'measure'}", found.details)


def _said(actor: Actor, told: EntryTold, officer: Officer) -> dict[str, Any]:
    households = _households(actor, told, officer)
    return {
        "kinds": told.kinds,
        "day": told.day,
        "text": told.text,
        "households": households,
        "village": seen(actor, Area, told.village),
        "until": told.until,
        "minutes": told.minutes,
        "place": told.place.model_dump() if told.place else None,
        "tags": [code_of("duty", name, "tags") for name in told.tags],
        "needs": [_need(actor, one, place, households) for place, one in enumerate(told.needs)],
    }


def _check_here(actor: AccountActor, digests: list[str]) -> None:
    """Each photo waits for its entry, named by what was sent or by what is kept."""
    found = named(actor.account.pk, digests) if digests else {}
    if set(digests) - set(found) or any(row.entry_id for row in found.values()):
        raise refuse("action.absent", "photos")


def seen(actor: Actor, model: Any, key: UUID | None) -> Any:
    return model.objects.visible_to(actor).get_visible(pk=key) if key else None


def _households(actor: Actor, told: EntryTold, officer: Officer) -> list[Household]:
    """Each that is named, in the order named: seen today, or the officer's own on the day written of.

    One that was neither is as if it did not exist.
    """
    if not told.households:
        return []
    found = own_on(officer, told.day)
    if missing := set(told.households) - set(found):
        rows = Household.objects.visible_to(actor).filter(pk__in=missing)
        found = {**found, **{row.pk: row for row in rows.select_related("village")}}
    if set(told.households) - set(found):
        raise refuse("action.absent", "households")
    return [found[key] for key in dict.fromkeys(told.households)]


def officer_of(actor: AccountActor, key: UUID | None = None) -> Officer:
    """The caller's own where none is named; the office names for whom it writes."""
    if key is None and actor.account.officer is not None:
        return actor.account.officer
    if key is None:
        raise refuse("api.missing", "officer")
    found: Officer = seen(actor, Officer, key)
    return found


def code_of(name: str, said: str, field: str) -> Code:
    """A value of a list by its name, its number or its id."""
    rows = [row for row in every_code().values() if row.list == name]
    match = (row for row in rows if said in (row.name, row.code, str(row.pk)))
    found = next(match, None) or next((r for r in rows if fold(r.name) == fold(said)), None)
    if found is None:
        raise refuse("api.wrong_choice", field, choices="、".join(row.name for row in rows))
    return found


def _need(actor: Actor, sent: NeedSent, place: int, households: list[Household]) -> dict[str, Any]:
    home = next((row for row in households if row.pk == sent.household), None)
    if sent.household is not None and home is None:
        home = seen(actor, Household, sent.household)
    kind = code_of("need", sent.kind, f"needs-{place}-kind")
    return {"household": home, "kind": kind, "text": sent.text}
