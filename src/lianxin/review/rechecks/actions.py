"""A sample is drawn, more of it is drawn, and what households said is entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import check_order, in_force, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Account, Area, Officer, Unit
from lianxin.people.wording import Reading
from lianxin.register.models import Pairing

from ..models import Recheck, RecheckItem
from .drawing import MOST_SEED, Visited, chosen_seed, frame_of, mixed, visits

MOST = 500
Result = RecheckItem.Result


def recheck_draw(
    *,
    actor: Actor,
    unit: Unit,
    village: Area,
    from_day: date | None,
    last_day: date | None,
    size: int,
    seed: int | None = None,
) -> Recheck:
    """The sample by its seed; one is chosen by chance where none is given, and kept either way."""
    with act(actor, "recheck.draw", on=unit) as audit:
        found = Reading()
        first = found.day("from_day", from_day, _("从哪天"))
        last = found.day("last_day", last_day, _("到哪天"))
        with found.catching():
            check_order(first, last, "last_day")
        if not 1 <= size <= MOST:
            found.add("recheck.how_many", "size", most=MOST)
        if seed is not None and not 0 <= seed <= MOST_SEED:
            found.add("recheck.seed", "seed", most=MOST_SEED)
        found.check()
        rows = visits(unit, village, first, last)
        if not rows:
            raise refuse("recheck.nothing", "from_day")
        row = Recheck.objects.create(
            unit=unit,
            village=village,
            from_day=first,
            last_day=last,
            seed=chosen_seed() if seed is None else seed,
            population=len(rows),
            frame=frame_of(rows),
            author_id=actor.id,
            drawn_at=timezone.now(),
        )
        _put(row, mixed(rows, row.seed)[:size], 0)
        audit.note(row, village=village.name, seed=row.seed, rows=min(size, len(rows)))
        return row


def recheck_more(*, actor: Actor, recheck: Recheck, size: int) -> Recheck:
    """The next of the same draw, as far as the visits are the same as then."""
    with act(actor, "recheck.draw", on=recheck) as audit:
        row = Recheck.objects.visible_to(SYSTEM).select_for_update(of=("self",)).get(pk=recheck.pk)
        if not 1 <= size <= MOST:
            raise refuse("recheck.how_many", "size", most=MOST)
        rows = visits(row.unit, row.village, row.from_day, row.last_day)
        if frame_of(rows) != row.frame:
            raise refuse("recheck.changed")
        drawn = RecheckItem.objects.visible_to(SYSTEM).filter(recheck=row).count()
        fresh = mixed(rows, row.seed)[drawn : drawn + size]
        if not fresh:
            raise refuse("recheck.all_drawn")
        _put(row, fresh, drawn)
        audit.note(row, seed=row.seed, rows=len(fresh))
        return row


def _put(row: Recheck, drawn: Sequence[Visited], after: int) -> None:
    RecheckItem.objects.bulk_create(
        RecheckItem(
            recheck=row,
            place=after + n,
            household_id=one.household,
            officer_id=one.officer,
            day=one.day,
            kinds=list(one.kinds),
        )
        for n, one in enumerate(drawn, 1)
    )


def recheck_enter(
    *,
    actor: Actor,
    item: RecheckItem,
    result: str,
    asker: Officer | None = None,
    asked_on: date | None = None,
    words: str = "",
) -> RecheckItem:
    """What the household said to ``asker`` (the actor where nobody is named), who is neither its officer nor
    the one that was there. Entered again, it says the latest; the audit keeps what it said before."""
    with act(actor, "recheck.enter", on=item.recheck) as audit:
        rows = RecheckItem.objects.visible_to(SYSTEM).select_for_update(of=("self",))
        row = rows.select_related("officer", "recheck").get(pk=item.pk)
        found, day = Reading(), asked_on or today()
        if result not in Result.values:
            found.add("recheck.result", "result")
        if not row.day <= day <= today():
            found.add("recheck.day", "asked_on", first=row.day, last=today())
        said = found.words("words", words, _("户里怎么说"), 200, sentence=True)
        who = asker or _officer_of(actor)
        if who is not None and (who.pk == row.officer_id or _pairs(who, row, day)):
            found.add("recheck.same_officer", "asker", name=row.officer.name)
        found.check()
        before, row.result, row.words = row.result, result, said
        row.asker, row.asked_on, row.at = who, day, timezone.now()
        row.author_name = actor.name
        row.save()
        audit.note(row, day=row.day, before=before, after=result)
        return row


def _officer_of(actor: Actor) -> Officer | None:
    if actor.id is None:
        return None
    rows = Account.objects.visible_to(SYSTEM).filter(pk=actor.id).select_related("officer")
    account = rows.first()
    return account.officer if account is not None else None


def _pairs(officer: Officer, row: RecheckItem, day: date) -> bool:
    """Unscoped: whether it is the household's own officer, then or when they ask."""
    rows = Pairing.objects.visible_to(SYSTEM).filter(household=row.household_id, officer=officer)
    return rows.filter(in_force(row.day) | in_force(day)).exists()
