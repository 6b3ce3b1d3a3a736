"""Planning an activity: when, where, who teaches, who goes, what to bring, and who is invited."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.ids import new_id
from lianxin.kernel.period import check_order, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area, Officer
from lianxin.people.wording import Reading
from lianxin.plans.models import Measure
from lianxin.records.diary.reading import words_of
from lianxin.records.needs.models import Need
from lianxin.register.models import Code, Household, Person
from lianxin.register.queries import memberships

from ..models import Activity, Attendance
from ..presence import check_named
from .models import ActivityExpert, Expert, Invitation, Why

LONGEST, AHEAD = 31, timedelta(days=730)
LINES, LINE, TEXT = 12, 60, 1000


@dataclass(frozen=True)
class Asked:
    """One household to be invited: a member by name where one is meant, and what speaks for it."""

    household: Household
    person: Person | None = None
    need: Need | None = None
    measure: Measure | None = None

    @property
    def why(self) -> Why:
        return Why.NEED if self.need else Why.MEASURE if self.measure else Why.HAND


def activity_plan(
    *,
    actor: Actor,
    village: Area,
    kind: Code,
    title: str,
    day: date,
    text: str = "",
    until: date | None = None,
    time: str = "",
    place: str = "",
    organisers: str = "",
    materials: Sequence[str] = (),
    officers: Sequence[Officer] = (),
    experts: Collection[Expert] = (),
    on: date | None = None,
) -> Activity:
    """It is to be held on a day that comes. ``on``: the day on which this was decided, today else."""
    with act(actor, "activity.plan", on=village) as audit:
        row = Activity(id=new_id(), village=village, kind=kind, day=day, until=until)
        row.author_id, row.planned = actor.id, on or today()
        _fill(row, title, text, time, place, organisers, materials)
        _checked(actor, row, officers, experts)
        row.save(force_insert=True)
        _send(row, officers, experts)
        audit.note(row, kind=kind.name, day=day, officers=[one.name for one in officers])
        return row


def activity_replan(
    *,
    actor: Actor,
    activity: Activity,
    rev: int,
    kind: Code,
    title: str,
    day: date,
    text: str = "",
    until: date | None = None,
    time: str = "",
    place: str = "",
    organisers: str = "",
    materials: Sequence[str] = (),
    officers: Sequence[Officer] = (),
    experts: Collection[Expert] = (),
) -> Activity:
    """As it is planned now; who was invited stays invited."""
    with act(actor, "activity.replan", on=activity) as audit:
        row = planned(activity)
        if row.rev != rev:
            raise refuse("action.changed_meanwhile")
        before = row.day
        row.kind, row.day, row.until, row.rev = kind, day, until, row.rev + 1
        _fill(row, title, text, time, place, organisers, materials)
        _checked(actor, row, officers, experts)
        row.save()
        Attendance.objects.visible_to(SYSTEM).filter(activity=row).delete()
        ActivityExpert.objects.visible_to(SYSTEM).filter(activity=row).delete()
        _send(row, officers, experts)
        audit.note(row, before=before, after=day, officers=[one.name for one in officers])
        return row


def activity_invite(
    *, actor: Actor, activity: Activity, asked: Sequence[Asked]
) -> list[Invitation]:
    """These households are invited, of those that the writer sees no others; each once."""
    with act(actor, "activity.invite", on=activity) as audit:
        row = planned(activity)
        once = {one.household.pk: one for one in asked}
        check_named(actor, row.village, [], [one.household for one in once.values()])
        _check_of(actor, once)
        seen = Household.objects.visible_to(actor).filter(village=row.village_id).order_by()
        stands = Invitation.objects.visible_to(SYSTEM).filter(activity=row)
        stands.filter(household__in=seen.values("pk")).delete()
        made = [
            Invitation(
                activity=row,
                household=one.household,
                person=one.person,
                why=one.why,
                need=one.need,
                measure=one.measure,
            )
            for one in once.values()
        ]
        Invitation.objects.bulk_create(made)
        audit.note(row, households=len(made))
        return made


def _fill(
    row: Activity,
    title: str,
    text: str,
    time: str,
    place: str,
    organisers: str,
    materials: Sequence[str],
) -> None:
    found = Reading()
    row.title = found.words("title", title, _("活动名称"), 80, needed=True, sentence=True)
    row.time = found.words("time", time, _("几点"), 20, sentence=True)
    row.place = found.words("place", place, _("地点"), 60)
    row.organisers = found.words("organisers", organisers, _("主办"), 120, sentence=True)
    row.text = words_of(text)
    if len(row.text) > TEXT:
        found.add("input.too_long", "text", label=_("打算做什么"), limit=TEXT, length=len(row.text))
    row.materials = "\n".join(_lines(found, materials))
    with found.catching():
        check_order(row.day, row.until)
    if row.planned is not None and row.day < row.planned:
        found.add("activity.past_plan", "day", day=row.day)
    if row.day > today() + AHEAD:
        found.add("activity.far_off", "day", day=row.day)
    if row.until is not None and (row.until - row.day).days >= LONGEST:
        found.add("activity.too_long", "until", limit=LONGEST)
    found.check()
    row.year = row.day.year


def _lines(found: Reading, materials: Sequence[str]) -> list[str]:
    listed = [
        found.words("materials", one, _("要备的东西"), LINE, sentence=True) for one in materials
    ]
    listed = [one for one in listed if one]
    if len(listed) > LINES or len("\n".join(listed)) > 400:
        found.add("activity.many_materials", "materials", limit=LINES)
    return listed


def _checked(
    actor: Actor, row: Activity, officers: Sequence[Officer], experts: Collection[Expert]
) -> None:
    check_named(actor, row.village, officers, [])
    keys = {one.pk for one in experts}
    if Expert.objects.visible_to(actor).filter(pk__in=keys).count() != len(keys):
        raise refuse("action.absent", "experts")


def _send(row: Activity, officers: Sequence[Officer], experts: Collection[Expert]) -> None:
    Attendance.objects.bulk_create(
        Attendance(activity=row, officer=one) for one in dict.fromkeys(officers)
    )
    ActivityExpert.objects.bulk_create(
        ActivityExpert(activity=row, expert=one) for one in dict.fromkeys(experts)
    )


def _check_of(actor: Actor, once: dict[UUID, Asked]) -> None:
    """A member lives in the household today; a need or measure is the household's own."""
    people = {(key, one.person.pk) for key, one in once.items() if one.person is not None}
    lived = memberships(actor).filter(household__in=list(once)).order_by()
    if people - set(lived.values_list("household_id", "person_id")):
        raise refuse("action.absent", "members")
    for key, one in once.items():
        told: list[Any] = [row for row in (one.need, one.measure) if row is not None]
        if any(row.household_id != key for row in told):
            raise refuse("action.absent", "households")


def planned(activity: Activity) -> Activity:
    """The row, still to come. Unscoped: the policy has just been asked about this very row."""
    rows = Activity.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("kind", "village").get(pk=activity.pk)
    if row.cancelled_at is not None:
        raise refuse("activity.cancelled")
    if row.held_at is not None:
        raise refuse("activity.held_already")
    return row
