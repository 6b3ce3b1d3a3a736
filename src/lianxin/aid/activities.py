"""Activities: held, corrected, withdrawn. Each writes the diary entries of the officers present."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

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
from lianxin.records.diary.models import Kind
from lianxin.records.diary.reading import LONGEST, words_of
from lianxin.register.models import Code, Household

from .models import Activity, Attendance, Presence

WRITES = {"政策宣讲": Kind.LECTURE, "学习辅导会": Kind.LECTURE, "技能培训": Kind.TRAINING}
"""What an officer's entry counts as, by the name of the activity's kind; any other is help."""

MOST_PEOPLE, MOST_OF_ONE = 100_000, 99


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
    until: date | None = None,
    place: str = "",
    organisers: str = "",
    people: int | None = None,
) -> Activity:
    """Held: kept once, and written into the diary of every officer present.

    ``households`` says how many people of each came; ``people`` is the whole number of villagers,
    where it is not told the sum of the households'.
    """
    with act(actor, "activity.hold", on=village) as audit:
        came, found = dict(households or {}), Reading()
        row = Activity(id=new_id(), village=village, kind=kind, day=day, until=until)
        row.author_id = actor.id
        with found.catching():
            _fill(row, title, text, place, organisers, people, came)
        if not officers:
            found.add("activity.officer_wanted", "officers")
        found.check()
        _check_seen(actor, village, officers, came)
        row.save(force_insert=True)
        Presence.objects.bulk_create(
            Presence(activity=row, household=household, people=number)
            for household, number in came.items()
        )
        for officer in dict.fromkeys(officers):
            _attend(actor, row, officer)
        audit.note(row, kind=kind.name, day=day, officers=[o.name for o in officers])
        return row


def _check_seen(
    actor: Actor, village: Area, officers: Sequence[Officer], came: Mapping[Household, int]
) -> None:
    """Whom the writer may not see, or who does not belong to the village, cannot have been there."""
    people, homes = {one.pk for one in officers}, {one.pk for one in came}
    if Officer.objects.visible_to(actor).filter(pk__in=people).count() != len(people):
        raise refuse("action.absent", "officers")
    seen = Household.objects.visible_to(actor).filter(pk__in=homes, village=village)
    if seen.count() != len(homes):
        raise refuse("action.absent", "households")


def _fill(
    row: Activity,
    title: str,
    text: str,
    place: str,
    organisers: str,
    people: int | None,
    came: Mapping[Household, int],
) -> None:
    found, named = Reading(), sum(came.values())
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
        kinds=[WRITES.get(row.kind.name, Kind.HELP)],
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
    """Corrected in words and numbers; the officers' entries are amended with it."""
    with act(actor, "activity.change", on=activity) as audit:
        row = _locked(activity)
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
    if entry.withdrawn_at is None:
        diary_amend(actor=actor, entry=entry, text=_words(row), rev=entry.rev, event=row.pk)


def activity_cancel(*, actor: Actor, activity: Activity, reason: str) -> Activity:
    """Recorded by mistake: it and the entries it wrote no longer count."""
    with act(actor, "activity.cancel", on=activity) as audit:
        row, why = _locked(activity), tidy(reason or "")[:120]
        if not why:
            raise refuse("activity.reason_wanted", "reason")
        row.cancelled_at, row.cancelled_for = timezone.now(), why
        row.save(update_fields=["cancelled_at", "cancelled_for"])
        for one in _attended(row):
            if one.entry.withdrawn_at is None:
                diary_withdraw(actor=actor, entry=one.entry, reason=why, event=row.pk)
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


__all__ = ["activity_cancel", "activity_change", "activity_hold"]
