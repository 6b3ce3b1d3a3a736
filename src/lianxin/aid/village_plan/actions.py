"""A village's plan: drawn, sent up, laid open for comments, approved or returned; projects move on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy
from lianxin.people.models import Area
from lianxin.people.wording import Reading
from lianxin.register.published import names_in, numbers_in
from lianxin.register.queries import memberships

from .drawn import ItemDrawn, PlanDrawn, checked
from .models import OPEN, ItemStep, PlanItem, State, VillageComment, VillagePlan
from .queries import least_days

MOST_DAYS = 90


def village_plan_draw(
    *, actor: Actor, village: Area, drawn: PlanDrawn, rev: int | None = None
) -> VillagePlan:
    """The village's open version, written whole: the first, the next, or the one at hand again."""
    with act(actor, "village_plan.draw", on=village) as audit:
        content = checked(drawn, village)
        row = _open(village)
        if row is None:
            row = VillagePlan(village=village, version=_last(village) + 1)
        elif row.state in {State.SUBMITTED, State.PUBLIC}:
            raise refuse("village_plan.under_way")
        elif rev is not None and rev != row.rev:
            raise refuse("action.changed_meanwhile")
        else:
            row.rev += 1
        row.title, row.aims = content.title, content.aims
        row.first_year, row.last_year = content.first_year, content.last_year
        row.state, row.author_id, row.author_name = State.DRAFT, actor.id, actor.name
        row.written_at = timezone.now()
        row.public_from = row.public_until = None
        row.save()
        _write_items(row, content.items)
        audit.note(row, version=row.version, rows=len(content.items))
        return row


def village_plan_submit(*, actor: Actor, plan: VillagePlan) -> VillagePlan:
    with act(actor, "village_plan.submit", on=plan) as audit:
        row = _at(plan, State.DRAFT, State.RETURNED)
        row.state, row.submitted_at = State.SUBMITTED, timezone.now()
        _saved(row)
        audit.note(row, version=row.version)
        return row


def village_plan_publish(
    *, actor: Actor, plan: VillagePlan, last_day: date, day: date | None = None
) -> VillagePlan:
    """Open for comments from the day (today) to the last day; as many days as the rule in force says."""
    with act(actor, "village_plan.publish", on=plan) as audit:
        row, day = _at(plan, State.SUBMITTED), day or today()
        least = least_days(day, plan.village)
        days = (last_day - day).days + 1
        if days < least:
            earliest = day + timedelta(days=least - 1)
            raise refuse("village_plan.too_short", "last_day", days=least, day=earliest)
        if days > MOST_DAYS:
            raise refuse("village_plan.too_long", "last_day", days=MOST_DAYS)
        _check_public(row)
        row.state, row.note = State.PUBLIC, ""
        row.public_from, row.public_until = day, last_day + timedelta(days=1)
        _decided(row, actor)
        audit.note(row, version=row.version, from_day=day, until=row.public_until)
        return row


def village_plan_approve(
    *, actor: Actor, plan: VillagePlan, from_day: date | None = None, day: date | None = None
) -> VillagePlan:
    """After its time, when every comment has its answer; it holds from the day, and ends the one before."""
    with act(actor, "village_plan.approve", on=plan) as audit:
        row, day = _at(plan, State.PUBLIC), day or today()
        begin = from_day or day
        if row.public_until and day < row.public_until:
            last = row.public_until - timedelta(days=1)
            raise refuse("village_plan.still_public", day=last)
        if begin < day:
            raise refuse("village_plan.begins_before", "from_day", day=begin)
        waiting = VillageComment.objects.visible_to(SYSTEM).filter(plan=row, answered=None).count()
        if waiting:
            raise refuse("village_plan.unanswered", count=waiting)
        rows = VillagePlan.objects.visible_to(SYSTEM).filter(village=row.village_id)
        held = rows.filter(state=State.APPROVED, until=None).first()
        if held is not None:
            begin = max(begin, held.from_day or begin)
            rows.filter(pk=held.pk).update(until=begin)
        row.state, row.from_day, row.note = State.APPROVED, begin, ""
        _decided(row, actor)
        audit.note(row, version=row.version, from_day=begin)
        return row


def village_plan_return(*, actor: Actor, plan: VillagePlan, note: str) -> VillagePlan:
    """Also out of the time for comments, when they show that it has to be written anew."""
    with act(actor, "village_plan.return", on=plan) as audit:
        row, why = _at(plan, State.SUBMITTED, State.PUBLIC), tidy(note or "")[:200]
        if not why:
            raise refuse("village_plan.reason_wanted", "note")
        row.state, row.note = State.RETURNED, why
        _decided(row, actor)
        audit.note(row, version=row.version, note=why)
        return row


def plan_item_step(
    *,
    actor: Actor,
    item: PlanItem,
    percent: int,
    note: str = "",
    spent: int = 0,
    day: date | None = None,
) -> ItemStep:
    """How far it has come; ``spent`` is what was newly paid, in fen. Linked ones move with their project."""
    with act(actor, "village_plan.step", on=item) as audit:
        found, day = Reading(), day or today()
        if item.project is not None:
            raise refuse("village_plan.of_project", title=item.title)
        if not 0 <= percent <= 100:
            found.add("village_plan.percent", "percent")
        if spent < 0:
            found.add("village_plan.money", "spent", title=item.title)
        if day > today():
            found.add("village_plan.step_day", "day")
        words = found.words("note", note, _("做了什么"), 160, sentence=True)
        found.check()
        made = ItemStep.objects.create(
            village_id=item.plan.village_id,
            line=item.line,
            day=day,
            percent=percent,
            spent=spent,
            note=words,
            author_id=actor.id,
            author_name=actor.name,
            at=timezone.now(),
        )
        audit.note(item, percent=percent, day=day)
        return made


def _check_public(row: VillagePlan) -> None:
    """Nothing of any person hangs on the wall. Unscoped: every name of the village is looked for."""
    items = PlanItem.objects.visible_to(SYSTEM).filter(plan=row)
    told = [row.title, row.aims, *(part for one in items for part in (one.title, one.text))]
    people = memberships(SYSTEM).filter(household__village=row.village_id).order_by()
    names = list(people.values_list("person__name", flat=True))
    if any(numbers_in(text) or names_in(text, names) for text in told):
        raise refuse("village_plan.words_public")


def _open(village: Area) -> VillagePlan | None:
    """Unscoped: the policy has just been asked about the village."""
    rows = VillagePlan.objects.visible_to(SYSTEM).select_for_update()
    return rows.filter(village=village, state__in=OPEN).first()


def _last(village: Area) -> int:
    rows = VillagePlan.objects.visible_to(SYSTEM).filter(village=village).order_by("-version")
    return rows.values_list("version", flat=True).first() or 0


def _write_items(plan: VillagePlan, items: Sequence[ItemDrawn]) -> None:
    """Of items that were checked: nothing is missing in them."""
    PlanItem.objects.visible_to(SYSTEM).filter(plan=plan).delete()
    for place, one in enumerate(items):
        row = PlanItem(plan=plan, position=place, title=one.title, text=one.text, who=one.who)
        row.problem_id, row.project_id = one.problem, one.project
        row.due = cast(date, one.due)
        row.money = [[part.source, part.amount] for part in one.money]
        row.amount = sum(part.amount or 0 for part in one.money)
        if one.line is not None:
            row.line = one.line
        row.save(force_insert=True)


def _at(plan: VillagePlan, *states: State) -> VillagePlan:
    """Held while it changes; at one of these steps. Unscoped: the policy was asked about this very row."""
    rows = VillagePlan.objects.visible_to(SYSTEM).select_for_update()
    row = rows.get(pk=plan.pk)
    if row.state not in states:
        raise refuse("village_plan.not_waiting")
    return row


def _decided(row: VillagePlan, actor: Actor) -> None:
    row.decided_by, row.decided_at = actor.name, timezone.now()
    _saved(row)


def _saved(row: VillagePlan) -> None:
    row.rev += 1
    row.save()
