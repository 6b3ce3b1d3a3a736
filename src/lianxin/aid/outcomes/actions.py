"""What each got at a held activity; who is asked again, and what had become of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy
from lianxin.people.models import Officer
from lianxin.people.wording import Reading
from lianxin.records.file.actions import person_states
from lianxin.records.file.models import Condition, Livelihood, PersonStatement
from lianxin.register.models import Code, Household, Person
from lianxin.register.pairings import responsible
from lianxin.register.queries import memberships

from ..models import Activity
from .models import ActivityResult, FollowUp, Got

FOUND_WORK, SKILLED = "找到活了", "学会了手艺"
"""Outcomes that are facts of the file, by the name of their code."""
SKILLED_LABOUR = "技能劳动力"
AHEAD = timedelta(days=730)


@dataclass(frozen=True)
class To:
    """Somebody who was there: a household, or one member of it."""

    household: Household
    person: Person | None = None


@dataclass(frozen=True)
class Work:
    """The work somebody found: as a member's livelihood states it. ``wage``: a month, in fen."""

    doing: str = ""
    employer: str = ""
    region: Code | None = None
    wage: int | None = None
    since: date | None = None


def results_add(
    *,
    actor: Actor,
    activity: Activity,
    to: Sequence[To],
    got: str,
    words: str = "",
    day: date | None = None,
    number: str = "",
) -> list[ActivityResult]:
    """The same for several at once. Certificates go to members by name and are numbered one after the
    other; ``number`` is one that somebody else has given, to one person."""
    with act(actor, "activity.result", on=activity) as audit:
        row, found = _held(activity), Reading()
        when = day or min(row.until or row.day, today())
        said = found.words("words", words, _("说明"), 80, sentence=True)
        given = found.words("number", number, _("证书编号"), 30)
        if got not in Got.values:
            found.add("input.unknown_choice", "got", value=got)
        if not to:
            found.add("result.nobody", "to")
        if when < row.day or when > today():
            found.add("result.day", "day", first=row.day, day=when)
        if got == Got.CERTIFICATE and any(one.person is None for one in to):
            found.add("result.person_wanted", "to")
        if given and (len(to) != 1 or got != Got.CERTIFICATE):
            found.add("result.one_number", "number")
        found.check()
        _check_seen(actor, row, to)
        numbers = _numbers(row, given) if got == Got.CERTIFICATE else iter("" for _one in to)
        made = [
            ActivityResult(
                activity=row,
                household=one.household,
                person=one.person,
                got=got,
                words=said,
                number=next(numbers),
                day=when,
                year=when.year,
                author_id=actor.id,
            )
            for one in _new(row, to, got)
        ]
        ActivityResult.objects.bulk_create(made)
        audit.note(row, got=got, people=len(made))
        return made


def _numbers(row: Activity, given: str) -> Any:
    """The day of the activity, three digits of the activity itself, and the place in its order."""
    rows = ActivityResult.objects.visible_to(SYSTEM).filter(activity=row).exclude(number="")
    used = set(rows.values_list("number", flat=True))
    if given:
        if given in used:
            raise refuse("result.number_taken", "number", number=given)
        yield given
        return
    begin = f"{row.day:%Y%m%d}-{row.pk.int % 1000:03d}"
    for n in range(1, len(used) + 10_000):
        if (number := f"{begin}-{n:02d}") not in used:
            yield number


def _new(row: Activity, to: Sequence[To], got: str) -> list[To]:
    """Nobody gets the same twice at one activity: who has it already is passed over."""
    rows = ActivityResult.objects.visible_to(SYSTEM).filter(activity=row, got=got)
    rows = rows.filter(cancelled_at=None).order_by()
    have = set(rows.values_list("household_id", "person_id"))
    wanted = {(one.household.pk, one.person.pk if one.person else None): one for one in to}
    left = [one for key, one in wanted.items() if key not in have]
    if not left:
        raise refuse("result.already", "to")
    return left


def result_cancel(*, actor: Actor, result: ActivityResult, reason: str) -> ActivityResult:
    """Written by mistake: it no longer counts, a certificate is void, and both stay readable."""
    with act(actor, "activity.result", on=result) as audit:
        rows = ActivityResult.objects.visible_to(SYSTEM).select_for_update(of=("self",))
        row, why = rows.get(pk=result.pk), tidy(reason or "")[:120]
        if row.cancelled_at is not None:
            raise refuse("result.cancelled")
        if not why:
            raise refuse("activity.reason_wanted", "reason")
        row.cancelled_at, row.cancelled_for = timezone.now(), why
        row.save(update_fields=["cancelled_at", "cancelled_for"])
        audit.note(row, reason=why)
        return row


def follow_ups_ask(
    *,
    actor: Actor,
    activity: Activity,
    to: Sequence[To],
    ask: str,
    due: date,
    officer: Officer | None = None,
) -> list[FollowUp]:
    """Each is to be asked by the day, by the officer named, else by who answers for the household today.

    Who is still to be asked after this activity is not asked a second time.
    """
    with act(actor, "follow_up.ask", on=activity) as audit:
        row, found = _held(activity), Reading()
        said = found.words("ask", ask, _("问什么"), 80, needed=True, sentence=True)
        if not to:
            found.add("result.nobody", "to")
        if not row.day <= due <= today() + AHEAD:
            found.add("follow_up.due", "due", first=row.day)
        found.check()
        _check_seen(actor, row, to)
        if officer and not Officer.objects.visible_to(actor).filter(pk=officer.pk).exists():
            raise refuse("action.absent", "officer")
        whose = _whose([one.household for one in to])
        made = [
            FollowUp(
                activity=row,
                household=one.household,
                person=one.person,
                officer=officer or whose.get(one.household.pk) or _nobody(),
                ask=said,
                due=due,
                author_id=actor.id,
            )
            for one in _unasked(row, to)
        ]
        FollowUp.objects.bulk_create(made)
        audit.note(row, people=len(made), due=due)
        return made


def _whose(homes: Collection[Household]) -> dict[Any, Officer]:
    """Unscoped: of households that the actor has just been asked about."""
    rows = responsible().filter(household__in=[home.pk for home in homes])
    return {row.household_id: row.officer for row in rows.select_related("officer")}


def _nobody() -> Officer:
    raise refuse("follow_up.officer_wanted", "officer")


def _unasked(row: Activity, to: Sequence[To]) -> list[To]:
    rows = FollowUp.objects.visible_to(SYSTEM).filter(activity=row, done=None, cancelled_at=None)
    waiting = set(rows.order_by().values_list("household_id", "person_id"))
    wanted = {(one.household.pk, one.person.pk if one.person else None): one for one in to}
    left = [one for key, one in wanted.items() if key not in waiting]
    if not left:
        raise refuse("follow_up.asked_already", "to")
    return left


def follow_up_done(
    *,
    actor: Actor,
    follow_up: FollowUp,
    outcome: Code,
    words: str = "",
    day: date | None = None,
    work: Work | None = None,
) -> FollowUp:
    """What had become of it on the day. Found work and a new skill are stated in the file with it, by the
    file's own action: what is told here once is asked nowhere else."""
    with act(actor, "follow_up.done", on=follow_up) as audit:
        row, when, found = _waiting(follow_up), day or today(), Reading()
        said = found.words("words", words, _("说明"), 160, sentence=True)
        if outcome.list != "follow_up":
            found.add("input.unknown_choice", "outcome", value=outcome.name)
        if not row.activity.day <= when <= today():
            found.add("result.day", "day", first=row.activity.day, day=when)
        facts = _facts(found, row, outcome, work)
        found.check()
        if facts and row.person is not None:
            person_states(actor=actor, person=row.person, facts=facts, day=when)
        row.done, row.year, row.outcome, row.words = when, when.year, outcome, said
        row.save(update_fields=["done", "year", "outcome", "words"])
        audit.note(row, outcome=outcome.name, day=when, facts=sorted(k.__name__ for k in facts))
        return row


def _facts(
    found: Reading, row: FollowUp, outcome: Code, work: Work | None
) -> Mapping[type[PersonStatement], Mapping[str, Any]]:
    if outcome.name not in {FOUND_WORK, SKILLED}:
        return {}
    if row.person is None:
        found.add("follow_up.person_wanted", "outcome")
        return {}
    if outcome.name == SKILLED:
        labour = Code.objects.visible_to(SYSTEM).get(list="labour", name=SKILLED_LABOUR)
        return {Condition: {"labour": labour}}
    if work is None or not tidy(work.doing or ""):
        found.add("follow_up.work_wanted", "doing")
        return {}
    told = {
        "doing": found.words("doing", work.doing, _("干什么活"), 60, sentence=True),
        "trade": tidy(work.doing)[:30],
        "employer": found.words("employer", work.employer, _("在哪家干"), 60, sentence=True),
        "work_region": work.region,
        "wage": work.wage,
        "work_from": work.since,
    }
    return {Livelihood: {name: value for name, value in told.items() if value}}


def follow_up_drop(*, actor: Actor, follow_up: FollowUp) -> FollowUp:
    """It need not be asked after all."""
    with act(actor, "follow_up.ask", on=follow_up) as audit:
        row = _waiting(follow_up)
        row.cancelled_at = timezone.now()
        row.save(update_fields=["cancelled_at"])
        audit.note(row, dropped=True)
        return row


def _waiting(follow_up: FollowUp) -> FollowUp:
    """Unscoped: the policy has just been asked about this very row."""
    rows = FollowUp.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("activity", "person", "household").get(pk=follow_up.pk)
    if row.cancelled_at is not None:
        raise refuse("follow_up.dropped")
    if row.done is not None:
        raise refuse("follow_up.done_already", day=row.done)
    return row


def _check_seen(actor: Actor, row: Activity, to: Sequence[To]) -> None:
    """Households of the village within sight, and members who lived in them on the day."""
    homes = {one.household.pk for one in to}
    seen = Household.objects.visible_to(actor).filter(pk__in=homes, village=row.village_id)
    if seen.count() != len(homes):
        raise refuse("action.absent", "to")
    people = {(one.household.pk, one.person.pk) for one in to if one.person is not None}
    lived = memberships(actor, day=row.day).filter(household__in=homes).order_by()
    if people - set(lived.values_list("household_id", "person_id")):
        raise refuse("action.absent", "to")


def _held(activity: Activity) -> Activity:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Activity.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("kind", "village").get(pk=activity.pk)
    if row.cancelled_at is not None:
        raise refuse("activity.cancelled")
    if row.held_at is None:
        raise refuse("activity.not_held")
    return row
