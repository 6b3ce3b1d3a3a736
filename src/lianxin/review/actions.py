"""Somebody decides on a doubt, the officer answers or objects; every step is kept with its reason."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Account
from lianxin.people.wording import Reading
from lianxin.plans.actions import measure_discount, measure_recount
from lianxin.plans.models import Measure
from lianxin.records.diary.actions import diary_discount, diary_recount

from .limits import limits_on
from .models import WITH_OFFICER, Doubt, DoubtStep, State

What = DoubtStep.What
DECISIONS = {
    What.ASK: State.ASKED,
    What.ACCEPT: State.ACCEPTED,
    What.RETURN: State.RETURNED,
    What.EXCLUDE: State.EXCLUDED,
}
OBJECTING_DAYS = 5
"""Where no rule says how long."""


def doubt_decide(
    *, actor: Actor, doubt: Doubt, what: str, words: str = "", rev: int | None = None
) -> Doubt:
    """Asked, accepted, returned or excluded. A later decision undoes an earlier one; until then all counts.

    Nobody decides on their own work, and an objection is decided by somebody who has not decided before.
    """
    with act(actor, "doubt.decide", on=doubt) as audit:
        row, found = _locked(doubt, rev), Reading()
        if what not in DECISIONS:
            found.add("input.unknown_choice", "what", value=what[:20])
        chosen = What(what) if what in DECISIONS else What.ACCEPT
        said = found.words("words", words, _("理由"), 300, sentence=True)
        if not said and chosen is not What.ACCEPT:
            found.add("doubt.reason_wanted", "words")
        found.check()
        _check_may(actor, row, chosen)
        _count(actor, row, chosen, said)
        row.met = row.entry.rev if row.entry is not None else 0
        _step(actor, row, chosen, DECISIONS[chosen], said)
        audit.note(row, what=chosen.value, reason=said)
        return row


def doubt_answer(*, actor: Actor, doubt: Doubt, words: str) -> Doubt:
    """What was asked is explained, or what was returned is written anew."""
    with act(actor, "doubt.answer", on=doubt) as audit:
        row, said = _locked(doubt), _said(words)
        if row.state not in WITH_OFFICER:
            raise refuse("doubt.not_asked")
        _step(actor, row, What.ANSWER, State.ANSWERED, said)
        audit.note(row, rows=1)
        return row


def doubt_object(*, actor: Actor, doubt: Doubt, words: str, day: date | None = None) -> Doubt:
    """Once, and within the days that the rule gives; ``day``: when it was said, where it arrives later."""
    with act(actor, "doubt.object", on=doubt) as audit:
        row, said = _locked(doubt), _said(words)
        if row.state != State.EXCLUDED:
            raise refuse("doubt.not_excluded")
        if objected(row):
            raise refuse("doubt.objected_before")
        days, last = objecting_until(row)
        if (day or today()) > last:
            raise refuse("doubt.too_late", days=days, last=last)
        _step(actor, row, What.OBJECT, State.OBJECTED, said)
        audit.note(row, rows=1)
        return row


def objecting_until(doubt: Doubt) -> tuple[int, date]:
    """How many days, and the last of them."""
    decided = timezone.localdate(doubt.decided_at) if doubt.decided_at else today()
    days = int(limits_on(decided).get("together", {}).get("object_days", OBJECTING_DAYS))
    return days, decided + timedelta(days=days)


def objects(doubt: Doubt) -> date | None:
    """Until when the officer may object to its exclusion; none: no more."""
    if doubt.state != State.EXCLUDED or objected(doubt):
        return None
    _days, last = objecting_until(doubt)
    return last if today() <= last else None


def is_own(actor: Actor, doubt: Doubt) -> bool:
    """Whether it is about what the actor did or wrote."""
    if actor.id is None:
        return False
    if doubt.entry is not None and doubt.entry.author_id == actor.id:
        return True
    own = Account.objects.visible_to(SYSTEM).filter(pk=actor.id, officer=doubt.officer_id)
    return own.exists()


def objected(doubt: Doubt) -> bool:
    return _steps(doubt).filter(what=What.OBJECT).exists()


def decided_before(actor: Actor, doubt: Doubt) -> bool:
    """Whether the actor has once left this one out."""
    rows = _steps(doubt).filter(author_id=actor.id, what=What.EXCLUDE)
    return actor.id is not None and rows.exists()


def _check_may(actor: Actor, row: Doubt, chosen: DoubtStep.What) -> None:
    if row.state == State.GONE:
        raise refuse("doubt.gone")
    if is_own(actor, row):
        raise refuse("doubt.own")
    if objected(row) and decided_before(actor, row):
        raise refuse("doubt.same_hand")
    if chosen is What.EXCLUDE and row.delivery_id is not None:
        raise refuse("doubt.no_entry", "what")


def _count(actor: Actor, row: Doubt, chosen: DoubtStep.What, said: str) -> None:
    """Acts, or a measure's being done, stop counting when a doubt is excluded, and count again when any
    later decision lifts that."""
    left_out = _left_out(row)
    if row.measure is not None:
        _count_measure(actor, row.measure, chosen, said, left_out)
        return
    if row.entry is None or row.entry.withdrawn_at is not None:
        return
    if chosen is What.EXCLUDE and not left_out:
        diary_discount(actor=actor, entry=row.entry, reason=said)
    elif chosen is not What.EXCLUDE and left_out:
        diary_recount(actor=actor, entry=row.entry, reason=said or str(What.ACCEPT.label))


def _count_measure(
    actor: Actor, measure: Measure, chosen: DoubtStep.What, said: str, left_out: bool
) -> None:
    if chosen is What.EXCLUDE and not left_out:
        measure_discount(actor=actor, measure=measure, reason=said)
    elif chosen is not What.EXCLUDE and left_out:
        measure_recount(actor=actor, measure=measure, reason=said or str(What.ACCEPT.label))


def _left_out(row: Doubt) -> bool:
    """By the last decision that anybody made."""
    last = _steps(row).filter(what__in=list(DECISIONS)).order_by("-at", "-id").first()
    return last is not None and last.what == What.EXCLUDE


def _steps(row: Doubt) -> GuardedQuerySet[DoubtStep]:
    return DoubtStep.objects.visible_to(SYSTEM).filter(doubt=row)


def _locked(doubt: Doubt, rev: int | None = None) -> Doubt:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Doubt.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("entry", "measure").get(pk=doubt.pk)
    if rev is not None and row.rev != rev:
        raise refuse("doubt.decided")
    return row


def _said(words: str) -> str:
    found = Reading()
    said = found.words("words", words, _("要说的话"), 300, needed=True, sentence=True)
    found.check()
    return said


def _step(actor: Actor, row: Doubt, what: DoubtStep.What, state: State, words: str) -> None:
    now = timezone.now()
    row.state, row.rev = state, row.rev + 1
    if what in DECISIONS:
        row.decided_at = now
    row.save(update_fields=["state", "rev", "met", "decided_at"])
    DoubtStep.objects.create(
        doubt=row, what=what, words=words, author_id=actor.id, author_name=actor.name, at=now
    )
