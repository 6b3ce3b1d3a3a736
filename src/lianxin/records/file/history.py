"""变更记录: what changed in a household's file, when, from what to what, by whom and on what ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.actor import Actor
from lianxin.kernel.money import yuan
from lianxin.register.changes import joined_label, left_label
from lianxin.register.models import Household, Membership, Pairing
from lianxin.register.queries import HouseholdFile

from .income import Income
from .models import Condition, Living, Standing, Statement
from .queries import cause_names, code_names

STANDING = {
    "category": gettext_lazy("户类型"),
    "watch": gettext_lazy("监测类别"),
    "risk_cleared": gettext_lazy("风险是否消除"),
    "cause": gettext_lazy("主要致贫原因"),
    "causes": gettext_lazy("其他致贫原因"),
}
LIVING = {"dangerous_house": gettext_lazy("是否危房"), "safe_water": gettext_lazy("饮水是否安全")}
CONDITION = {
    "education": gettext_lazy("文化程度"),
    "schooling": gettext_lazy("在校生状况"),
    "health": gettext_lazy("健康状况"),
    "labour": gettext_lazy("劳动技能"),
    "work_months": gettext_lazy("务工月数"),
    "illness_insurance": gettext_lazy("大病保险"),
}


@dataclass(frozen=True)
class Change:
    """``ground`` is the source of a statement or the reason of an event."""

    day: date
    what: str
    before: str
    now: str
    by: str
    ground: str


def history(actor: Actor, file: HouseholdFile) -> list[Change]:
    """All changes up to the day of the file, the latest first."""
    found = [*_members(file), *_pairings(file.pairings, file.day)]
    found += _statements(actor, file)
    known = [change for change in found if change.day <= file.day]
    return sorted(known, key=lambda change: change.day, reverse=True)


def _members(file: HouseholdFile) -> Iterator[Change]:
    """Comings and goings; a new relation on the day the old one ends is a change of relation."""
    whose: dict[Any, list[Membership]] = defaultdict(list)
    for one in sorted((*file.members, *file.former), key=lambda one: (one.from_day, one.pk)):
        if one.until != one.from_day:
            whose[one.person_id].append(one)
    for series in whose.values():
        before: Membership | None = None
        for one in series:
            yield _came(one, before)
            before = one
        last = series[-1]
        if last.until is not None:
            for_good = _("离开：%s") % _who(last)
            yield Change(
                last.until, _("家庭成员"), _who(last), for_good, "", left_label(last.left_by)
            )


def _came(one: Membership, before: Membership | None) -> Change:
    ground = joined_label(one.joined_by)
    if before is not None and before.until == one.from_day:
        what = _("%s 与户主关系") % one.person.name
        ground = (
            "" if one.joined_by == before.joined_by else ground
        )  # why they came is no reason here
        return Change(one.from_day, what, before.relation.told, one.relation.told, "", ground)
    return Change(one.from_day, _("家庭成员"), "", _("加入：%s") % _who(one), "", ground)


def _who(one: Membership) -> str:
    return _("%(name)s（%(relation)s）") % {"name": one.person.name, "relation": one.relation.told}


def _pairings(pairings: list[Pairing], day: date) -> Iterator[Change]:
    ended = {
        p.until: p.officer.name
        for p in pairings
        if p.responsible and p.until is not None and p.until != p.from_day
    }
    for p in pairings:
        if p.until == p.from_day:
            continue
        what = _("联系干部") if p.responsible else _("帮忙的干部")
        before = ended.pop(p.from_day, "") if p.responsible else ""
        yield Change(p.from_day, what, before, p.officer.name, "", p.reason)
        if not p.responsible and p.until is not None and p.until <= day:
            yield Change(p.until, what, p.officer.name, _("不再帮忙"), "", p.ended_reason)
    for until, name in ended.items():
        if until <= day:
            ground = next((p.ended_reason for p in pairings if p.until == until), "")
            yield Change(until, _("联系干部"), name, _("没有结对"), "", ground)


def _statements(actor: Actor, file: HouseholdFile) -> Iterator[Change]:
    household, names = file.household, code_names(actor, "cause")
    standings = Standing.objects.visible_to(actor).filter(household=household)
    yield from _series(
        _in_time(standings.select_related("author", "category", "watch", "cause")), STANDING, names
    )
    livings = Living.objects.visible_to(actor).filter(household=household)
    yield from _series(_in_time(livings.select_related("author")), LIVING, names)
    yield from _incomes(actor, household)
    yield from _conditions(actor, file, names)


def _in_time(rows: Any) -> list[Any]:
    """In the order in which they held; a statement that never held for a day is left out."""
    return [row for row in rows.order_by("from_day", "written_at") if row.until != row.from_day]


def _series(
    rows: Iterable[Statement], fields: dict[str, Any], names: dict[str, str], of: str = ""
) -> Iterator[Change]:
    before: Statement | None = None
    for row in rows:
        for name, label in fields.items():
            old, new = _told(before, name, names), _told(row, name, names)
            if old != new:
                what = f"{of} {label}" if of else str(label)
                yield Change(row.from_day, what, old, new or _("没填"), *_signed(row))
        before = row


def _told(row: Statement | None, name: str, names: dict[str, str]) -> str:
    value = getattr(row, name, None)
    if isinstance(row, Standing) and name == "causes":
        return _("、").join(cause_names(row, names))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return "" if value is None else str(getattr(value, "told", value))


def _signed(row: Statement) -> tuple[str, str]:
    return (row.author.name if row.author else ""), str(row.get_source_display())


def _incomes(actor: Actor, household: Household) -> Iterator[Change]:
    rows = Income.objects.visible_to(actor).filter(household=household).select_related("author")
    before: dict[int, str] = {}
    for row in _in_time(rows):
        now = _("%s 元") % yuan(row.per_head)
        if before.get(row.year) != now:
            what = _("%(year)d 年人均纯收入") % {"year": row.year}
            yield Change(row.from_day, what, before.get(row.year, ""), now, *_signed(row))
        before[row.year] = now


def _conditions(actor: Actor, file: HouseholdFile, names: dict[str, str]) -> Iterator[Change]:
    people = {one.person_id: one for one in (*file.members, *file.former)}
    rows = Condition.objects.visible_to(actor).filter(person_id__in=people)
    rows = rows.select_related("author", "education", "schooling", "health", "labour")
    by_person: dict[Any, list[Condition]] = defaultdict(list)
    for row in _in_time(rows):
        if _while_here(row, people[row.person_id]):
            by_person[row.person_id].append(row)
    for key, series in by_person.items():
        yield from _series(series, CONDITION, names, people[key].person.name)


def _while_here(row: Condition, membership: Membership) -> bool:
    """What is said of somebody after they left belongs to their new household's file."""
    last = (membership.until or date.max) - timedelta(days=1)
    return row.from_day <= last
