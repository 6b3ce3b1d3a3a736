"""What the file says of those who came, on the day of the activity and since. It is no proof of cause."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.money import yuan
from lianxin.kernel.period import in_force
from lianxin.records.file.income import Income, IncomeAmount, IncomeItem
from lianxin.records.file.labels import FIELDS, told
from lianxin.records.file.models import Condition, Livelihood, PersonStatement
from lianxin.records.file.queries import incomes
from lianxin.register.models import Household, Person

from ..models import Activity, Presence
from .actions import SKILLED_LABOUR
from .queries import participants

WATCHED: dict[type[PersonStatement], tuple[str, ...]] = {
    Condition: ("labour", "work_months"),
    Livelihood: ("doing", "trade", "employer", "work_region", "wage"),
}
EARNED = (IncomeItem.Group.WAGE, IncomeItem.Group.BUSINESS)


@dataclass(frozen=True)
class Change:
    """One thing that reads otherwise now: as it stood, as it stands, from which day.

    ``known``: something was stated then; else it is news of the file, and need not be a change of life.
    """

    title: str
    before: str
    now: str
    since: date
    known: bool = True


@dataclass(frozen=True)
class Count:
    """Of ``whole`` of whom it was stated then, so many then and so many now; ``before`` is none where only
    now is counted."""

    title: str
    before: int | None
    now: int
    whole: int
    unit: str


@dataclass(frozen=True)
class Line:
    """A member, or a household where no member is meant, with what has changed in its file."""

    household: Household
    person: Person | None
    changes: list[Change]

    @property
    def moved(self) -> int:
        """How many things that were known then read otherwise now."""
        return sum(one.known for one in self.changes)


@dataclass(frozen=True)
class Effect:
    first: date
    day: date
    counts: list[Count]
    people: list[Line]
    homes: list[Line]

    @property
    def changed(self) -> int:
        return sum(bool(one.moved) for one in (*self.people, *self.homes))


Facts = dict[UUID, Any]


def effect(actor: Actor, row: Activity, day: date) -> Effect:
    """Before is the file as it stood on the activity's day, now the file as it stands on ``day``."""
    came = {one.person_id: one for one in participants(actor, row)}
    rows = Presence.objects.visible_to(actor).filter(activity=row).select_related("household")
    homes = {one.household_id: one.household for one in rows}
    homes |= {one.household_id: one.household for one in came.values()}
    kinds = [kind for kind in WATCHED if actor.sees(kind) is not None]
    before = {kind: _stated(actor, kind, came, row.day) for kind in kinds}
    now = {kind: _stated(actor, kind, came, day) for kind in kinds}
    people = [
        Line(one.household, one.person, _moved(kinds, before, now, key))
        for key, one in came.items()
    ]
    counts = _counts(before, now)
    earned, told_of = _earned(actor, homes, row.day, day)
    counts += told_of
    lines = [Line(home, None, earned.get(key, [])) for key, home in homes.items()]
    return Effect(row.day, day, counts, people, _by_number(lines))


def _by_number(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda one: one.household.number)


def _stated(
    actor: Actor, kind: type[PersonStatement], people: Collection[UUID], day: date
) -> Facts:
    rows = kind.objects.visible_to(actor).filter(in_force(day), person__in=list(people))
    codes = [name for name in WATCHED[kind] if name in {"labour", "work_region"}]
    return {one.person_id: one for one in rows.select_related(*codes)}


def _moved(
    kinds: Iterable[type[PersonStatement]],
    before: dict[type[PersonStatement], Facts],
    now: dict[type[PersonStatement], Facts],
    key: UUID,
) -> list[Change]:
    found = []
    for kind in kinds:
        old, new = before[kind].get(key), now[kind].get(key)
        if new is None or (old is not None and old.pk == new.pk):
            continue
        for name in WATCHED[kind]:
            was, reads = told(old, name, {}), told(new, name, {})
            if was != reads:
                title = str(FIELDS[kind][name])
                found.append(Change(title, was, reads, new.from_day, old is not None))
    return found


def _counts(
    before: dict[type[PersonStatement], Facts],
    now: dict[type[PersonStatement], Facts],
) -> list[Count]:
    """Only of those of whom something was stated then: what was not known did not change."""
    found = []
    for kind, title, holds in (
        (Condition, _("技能劳动力"), _skilled),
        (Condition, _("一年里有活干的"), _works),
        (Livelihood, _("写明干什么活的"), _placed),
    ):
        if known := before.get(kind):
            reads = [now[kind][key] for key in known if key in now[kind]]
            then = sum(map(holds, known.values()))
            found.append(Count(title, then, sum(map(holds, reads)), len(known), _("人")))
    return found


def _skilled(row: Any) -> bool:
    return row.labour is not None and row.labour.name == SKILLED_LABOUR


def _works(row: Any) -> bool:
    return bool(row.work_months)


def _placed(row: Any) -> bool:
    return bool(row.employer or row.trade)


def _earned(
    actor: Actor, homes: Collection[UUID], first: date, day: date
) -> tuple[dict[UUID, list[Change]], list[Count]]:
    """The latest year that was stated then, against the latest stated now, where it is a later one."""
    if actor.sees(Income) is None or not homes:
        return {}, []
    then, now = _latest(actor, homes, first), _latest(actor, homes, day)
    lines = _lines(actor, [one.pk for one in (*then.values(), *now.values())])
    found: dict[UUID, list[Change]] = {}
    more = {"": 0} | {str(group): 0 for group in EARNED}
    both = [key for key in now if key in then and now[key].year > then[key].year]
    for key in both:
        old, new = then[key], now[key]
        pairs = {"": (old.per_head, new.per_head)}
        for group in EARNED:
            pairs[str(group)] = (lines.get((old.pk, group), 0), lines.get((new.pk, group), 0))
        for name, (was, reads) in pairs.items():
            more[name] += reads > was
            if was != reads:
                found.setdefault(key, []).append(_amount(name, old, new, was, reads))
    titles = {"": _("人均纯收入比那时高的"), **{str(g): _higher(g) for g in EARNED}}
    counts = [Count(titles[name], None, n, len(both), _("户")) for name, n in more.items()]
    return found, counts if both else []


def _higher(group: IncomeItem.Group) -> str:
    return _("%(name)s比那时高的") % {"name": group.label}


def _amount(name: str, old: Income, new: Income, was: int, reads: int) -> Change:
    title = str(IncomeItem.Group(name).label) if name else _("人均纯收入")
    words = _("%(year)d 年 %(amount)s 元")
    return Change(
        title,
        words % {"year": old.year, "amount": yuan(was)},
        words % {"year": new.year, "amount": yuan(reads)},
        new.from_day,
    )


def _latest(actor: Actor, homes: Collection[UUID], day: date) -> dict[UUID, Income]:
    rows = incomes(actor, day=day).filter(household__in=list(homes)).order_by("year")
    return {one.household_id: one for one in rows}


def _lines(actor: Actor, keys: list[UUID]) -> dict[tuple[UUID, str], int]:
    rows = IncomeAmount.objects.visible_to(actor).filter(income__in=keys, item__group__in=EARNED)
    summed = rows.order_by().values_list("income_id", "item__group")
    told_of = summed.annotate(n=Sum(F("amount") * F("item__sign")))
    return {(key, group): n for key, group, n in told_of}
