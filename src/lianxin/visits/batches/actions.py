"""Batches: made, changed, moved, cancelled. Each household is visited by the officer who answers for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.ids import new_id
from lianxin.kernel.period import check_order, today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import prose
from lianxin.people.models import Area, Officer
from lianxin.people.wording import Reading
from lianxin.register.models import Household
from lianxin.register.pairings import responsible
from lianxin.register.queries import memberships

from .models import Batch, BatchHome, BatchOfficer

LONGEST = 31


def batch_make(
    *,
    actor: Actor,
    village: Area,
    first: date | None,
    last: date | None = None,
    officers: Collection[Officer],
    households: Collection[Household] = (),
    purpose: str = "",
    lecture: bool = False,
    car: str = "",
    note: str = "",
    fixed: bool = True,
) -> Batch:
    """Made by hand, or accepted from a proposal, which leaves it open to the next one (not ``fixed``)."""
    with act(actor, "batch.make", on=village) as audit:
        row = Batch(id=new_id(), village=village, fixed=fixed, author_id=actor.id)
        _fill(row, first, last, purpose=purpose, lecture=lecture, car=car, note=note)
        whose = _checked(actor, row, officers, households)
        row.save(force_insert=True)
        _send(row, officers, whose)
        audit.note(row, day=row.first, last=row.last, officers=_names(officers))
        return row


def batch_change(
    *,
    actor: Actor,
    batch: Batch,
    rev: int,
    first: date | None,
    last: date | None = None,
    officers: Collection[Officer],
    households: Collection[Household] = (),
    purpose: str = "",
    lecture: bool = False,
    car: str = "",
    note: str = "",
) -> Batch:
    """As it now is; from now on it stands fast when the year is proposed anew."""
    with act(actor, "batch.change", on=batch) as audit:
        row = _held(batch, rev)
        _fill(row, first, last, purpose=purpose, lecture=lecture, car=car, note=note)
        whose = _checked(actor, row, officers, households)
        row.fixed, row.rev = True, row.rev + 1
        row.save()
        BatchOfficer.objects.visible_to(SYSTEM).filter(batch=row).delete()
        BatchHome.objects.visible_to(SYSTEM).filter(batch=row).delete()
        _send(row, officers, whose)
        audit.note(row, day=row.first, last=row.last, officers=_names(officers))
        return row


def batch_move(*, actor: Actor, batch: Batch, rev: int, first: date | None) -> Batch:
    """On other days, as long as before, with the same people and households."""
    with act(actor, "batch.change", on=batch) as audit:
        row, before = _held(batch, rev), batch.first
        found = Reading()
        day = found.day("first", first, _("哪天去"))
        found.check()
        row.last = day + (row.last - row.first)
        row.first, row.year, row.fixed, row.rev = day, day.year, True, row.rev + 1
        row.save()
        audit.note(row, before=before, after=row.first)
        return row


def batch_cancel(*, actor: Actor, batch: Batch, reason: str) -> Batch:
    with act(actor, "batch.cancel", on=batch) as audit:
        row, why = _locked(batch), prose(reason or "")[:120]
        if not why:
            raise refuse("batch.reason_wanted", "reason")
        row.cancelled_at, row.cancelled_for, row.rev = timezone.now(), why, row.rev + 1
        row.save(update_fields=["cancelled_at", "cancelled_for", "rev"])
        audit.note(row, reason=why, day=row.first)
        return row


def _fill(row: Batch, first: date | None, last: date | None, **said: Any) -> None:
    found = Reading()
    row.first = found.day("first", first, _("哪天去"))
    row.last = last or row.first
    row.year, row.lecture = row.first.year, said["lecture"]
    row.purpose = found.words("purpose", said["purpose"], _("去做什么"), 80, sentence=True)
    row.car = found.words("car", said["car"], _("车辆"), 60, sentence=True)
    row.note = found.words("note", said["note"], _("备注"), 200, sentence=True)
    with found.catching():
        check_order(row.first, row.last, "last")
    if (row.last - row.first).days >= LONGEST:
        found.add("batch.too_long", "last", limit=LONGEST)
    found.check()


def _checked(
    actor: Actor, row: Batch, officers: Collection[Officer], households: Collection[Household]
) -> dict[UUID, UUID]:
    """Household to the officer who answers for it on the first day; all of them the actor's to see."""
    people, homes = {one.pk for one in officers}, {one.pk for one in households}
    if Officer.objects.visible_to(actor).filter(pk__in=people).count() != len(people):
        raise refuse("action.absent", "officers")
    seen = Household.objects.visible_to(actor).filter(pk__in=homes, village=row.village_id)
    if seen.count() != len(homes):
        raise refuse("action.absent", "households")
    found = Reading()
    if not people:
        found.add("batch.nobody", "officers")
    elif not homes and not row.lecture:
        found.add("batch.nowhere", "households")
    whose = whose_on(row.first, homes)
    _their_own(found, actor, people, homes, whose)
    found.check()
    return {home: officer.pk for home, officer in whose.items()}


def _their_own(
    found: Reading,
    actor: Actor,
    people: set[UUID],
    homes: set[UUID],
    whose: dict[UUID, Officer],
) -> None:
    wrong = [home for home in homes if home not in whose or whose[home].pk not in people]
    if not people or not wrong:
        return
    heads = memberships(actor).filter(is_head=True, household__in=wrong).order_by()
    names = dict(heads.values_list("household_id", "person__name"))
    for home in sorted(wrong):
        told = {"head": names.get(home, "")}
        if home in whose:
            found.add("batch.not_going", "households", officer=whose[home].name, **told)
        else:
            found.add("batch.unpaired", "households", **told)


def whose_on(day: date, homes: Iterable[UUID]) -> dict[UUID, Officer]:
    """Who answers for each household: on the day, or, where it is still to come, today.

    Unscoped: the households are those that the actor has just been asked about.
    """
    rows = responsible(min(day, today())).filter(household__in=list(homes))
    return {row.household_id: row.officer for row in rows.select_related("officer")}


def _send(row: Batch, officers: Iterable[Officer], whose: dict[UUID, UUID]) -> None:
    BatchOfficer.objects.bulk_create(
        BatchOfficer(batch=row, officer_id=key) for key in dict.fromkeys(one.pk for one in officers)
    )
    BatchHome.objects.bulk_create(
        BatchHome(batch=row, household_id=home, officer_id=officer)
        for home, officer in whose.items()
    )


def _names(officers: Iterable[Officer]) -> list[str]:
    return [one.name for one in officers]


def _held(batch: Batch, rev: int) -> Batch:
    """The row as the writer saw it, still to come or under way."""
    row = _locked(batch)
    if row.rev != rev:
        raise refuse("action.changed_meanwhile")
    if row.last < today():
        raise refuse("batch.over")
    return row


def _locked(batch: Batch) -> Batch:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Batch.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("village").get(pk=batch.pk)
    if row.cancelled_at is not None:
        raise refuse("batch.cancelled")
    return row
