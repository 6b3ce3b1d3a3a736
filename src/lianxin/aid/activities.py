"""Activities: held, from a plan or without one, corrected, withdrawn.

Held, one writes the diary entries of the officers who took part; withdrawn, it takes them back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.ids import new_id
from lianxin.kernel.period import check_order, today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy
from lianxin.people.models import Area, Officer
from lianxin.people.wording import Reading
from lianxin.records.diary.actions import diary_amend, diary_withdraw, diary_write
from lianxin.records.diary.reading import LONGEST, words_of
from lianxin.register.models import Code, Household

from .kinds.queries import kind_on
from .models import Activity, Attendance, Presence
from .outcomes.ending import end_outcomes
from .planning.means import give_back, use
from .planning.models import ActivityMeans
from .presence import (
    MOST_OF_ONE,
    Came,
    Members,
    check_members,
    check_named,
    seat,
    unshown_people,
    with_members,
)

MOST_PEOPLE = 100_000


def activity_hold(
    *,
    actor: Actor,
    village: Area,
    kind: Code,
    title: str,
    day: date,
    text: str,
    officers: Sequence[Officer],
    households: Mapping[Household, int] | None = None,
    members: Members | None = None,
    until: date | None = None,
    place: str = "",
    organisers: str = "",
    people: int | None = None,
) -> Activity:
    """One that nobody had planned: kept once, and written into the diary of every officer present.

    ``households`` says how many people of each came, ``members`` who of them; ``people`` is the whole
    number of villagers, where it is not told the sum of the households'.
    """
    with act(actor, "activity.hold", on=village) as audit:
        row = Activity(id=new_id(), village=village, kind=kind, day=day, until=until)
        row.author_id = actor.id
        came = with_members(households or {}, members or {})
        _hold(actor, row, (title, text, place, organisers), people, officers, came, members or {})
        audit.note(row, kind=kind.name, day=day, officers=[o.name for o in officers])
        return row


def activity_held(
    *,
    actor: Actor,
    activity: Activity,
    rev: int,
    title: str,
    day: date,
    text: str,
    officers: Sequence[Officer],
    households: Mapping[Household, int] | None = None,
    members: Members | None = None,
    until: date | None = None,
    place: str = "",
    organisers: str = "",
    people: int | None = None,
    used: Mapping[ActivityMeans, int] | None = None,
    stood: Collection[UUID] | None = None,
) -> Activity:
    """What was planned took place, as it is told now. ``used``: how much of each of its means was paid out
    or came (goods are handed out by deliveries); what is not named was used whole. ``stood``: the households
    that the writer was shown as present; others that are written down already stay.
    """
    with act(actor, "activity.hold", on=activity) as audit:
        row = _locked(activity)
        if row.held_at is not None:
            raise refuse("activity.held_already")
        if row.rev != rev:
            raise refuse("action.changed_meanwhile")
        row.day, row.until, row.rev = day, until, row.rev + 1
        came = with_members(households or {}, members or {})
        words = (title, text, place, organisers)
        _hold(actor, row, words, people, officers, came, members or {}, stood)
        use(actor, row, used or {})
        audit.note(row, kind=row.kind.name, day=day, officers=[o.name for o in officers])
        return row


def _hold(
    actor: Actor,
    row: Activity,
    words: tuple[str, str, str, str],
    people: int | None,
    officers: Sequence[Officer],
    came: Came,
    members: Members,
    stood: Collection[UUID] | None = None,
) -> None:
    found, unseen = Reading(), unshown_people(actor, row, came, stood)
    with found.catching():
        _fill(row, *words, people, came, unseen)
    if not officers:
        found.add("activity.officer_wanted", "officers")
    found.check()
    check_named(actor, row.village, officers, [*came])
    check_members(actor, row, members)
    row.held_at = timezone.now()
    row.save()
    seat(actor, row, came, members, stood)
    going = Attendance.objects.visible_to(SYSTEM).filter(activity=row, entry=None)
    going.delete()
    for officer in dict.fromkeys(officers):
        _attend(actor, row, officer)


def _fill(
    row: Activity,
    title: str,
    text: str,
    place: str,
    organisers: str,
    people: int | None,
    came: Came,
    unseen: int = 0,
) -> None:
    found, named = Reading(), sum(came.values()) + unseen
    row.title = found.words("title", title, _("活动名称"), 80, needed=True, sentence=True)
    row.place = found.words("place", place, _("地点"), 60)
    row.organisers = found.words("organisers", organisers, _("主办"), 120, sentence=True)
    row.text = words_of(text)
    row.people = named if people is None else people
    if not row.text:
        found.add("activity.text_wanted", "text")
    if not 0 <= row.people <= MOST_PEOPLE:
        found.add("activity.people", "people", limit=MOST_PEOPLE)
    for home, number in came.items():
        if not 1 <= number <= MOST_OF_ONE:
            found.add("activity.people_of_household", f"people-{home.pk}", limit=MOST_OF_ONE)
    if len(row.text) > LONGEST:
        found.add("input.too_long", "text", label=_("内容"), limit=LONGEST, length=len(row.text))
    if row.people < named:
        found.add("activity.too_few_people", "people", people=row.people, named=named)
    with found.catching():
        check_order(row.day, row.until)
    if (row.until or row.day) > today():
        found.add("activity.future", "day", day=row.until or row.day)
    found.check()
    row.year = row.day.year


def _attend(actor: Actor, row: Activity, officer: Officer) -> None:
    entry = diary_write(
        actor=actor,
        officer=officer,
        kinds=[kind_on(row.kind, row.day).writes],
        day=row.day,
        text=_words(row),
        village=row.village,
        event=row.pk,
    )
    Attendance.objects.create(activity=row, officer=officer, entry=entry)


def _words(row: Activity) -> str:
    return f"{row.title}。{row.text}"


def activity_change(
    *,
    actor: Actor,
    activity: Activity,
    rev: int,
    title: str,
    text: str,
    place: str = "",
    organisers: str = "",
    people: int | None = None,
) -> Activity:
    """What was held is corrected in words and numbers; the officers' entries are amended with it."""
    with act(actor, "activity.change", on=activity) as audit:
        row = _locked(activity)
        if row.held_at is None:
            raise refuse("activity.not_held")
        if row.rev != rev:
            raise refuse("action.changed_meanwhile")
        rows = Presence.objects.visible_to(SYSTEM).filter(activity=row).select_related("household")
        _fill(row, title, text, place, organisers, people, {p.household: p.people for p in rows})
        row.rev += 1
        row.save()
        for one in _attended(row):
            _amend(actor, row, one)
        audit.note(row)
        return row


def _amend(actor: Actor, row: Activity, one: Attendance) -> None:
    entry = one.entry
    if entry is not None and entry.withdrawn_at is None:
        diary_amend(actor=actor, entry=entry, text=_words(row), rev=entry.rev, event=row.pk)


def activity_cancel(*, actor: Actor, activity: Activity, reason: str) -> Activity:
    """Called off before it was held, or recorded by mistake: it and the entries it wrote no longer count.

    What it had taken of offers goes back; what it had brought about is taken back with it.
    """
    with act(actor, "activity.cancel", on=activity) as audit:
        row, why = _locked(activity), tidy(reason or "")[:120]
        if not why:
            raise refuse("activity.reason_wanted", "reason")
        row.cancelled_at, row.cancelled_for = timezone.now(), why
        row.save(update_fields=["cancelled_at", "cancelled_for"])
        for one in _attended(row):
            if one.entry is not None and one.entry.withdrawn_at is None:
                diary_withdraw(actor=actor, entry=one.entry, reason=why, event=row.pk)
        give_back(actor, row, why)
        end_outcomes(row, why)
        audit.note(row, reason=why)
        return row


def _attended(row: Activity) -> list[Attendance]:
    rows = Attendance.objects.visible_to(SYSTEM).filter(activity=row)
    return list(rows.select_related("entry", "entry__officer"))


def _locked(activity: Activity) -> Activity:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Activity.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("kind", "village").get(pk=activity.pk)
    if row.cancelled_at is not None:
        raise refuse("activity.cancelled")
    return row


__all__ = ["activity_cancel", "activity_change", "activity_held", "activity_hold"]
