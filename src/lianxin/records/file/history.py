"""变更记录: what changed in a household's file, when, from what to what, by whom and on what ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.money import yuan
from lianxin.kernel.text import fold
from lianxin.people.models import Account
from lianxin.register.changes import joined_label, left_label
from lianxin.register.models import Membership, Pairing
from lianxin.register.queries import HouseholdFile

from .actions import OF_PERSON
from .benefits import BENEFITS, Benefit
from .income import Income
from .labels import BENEFIT_TITLES, FIELDS, told
from .marking import OF_HOUSEHOLD
from .models import PersonStatement, Statement
from .queries import code_names
from .stated import Stated, stated


@dataclass(frozen=True)
class Change:
    """``ground`` is the source of a statement or the reason of an event.

    ``corrected``: what was stated was put right on the same day, so it never held. ``detail``: a line
    of an income beside its result.
    """

    day: date
    what: str
    before: str
    now: str
    by: str
    ground: str
    corrected: bool = False
    detail: bool = False

    def tells(self, words: str) -> bool:
        return words in fold(f"{self.what} {self.before} {self.now} {self.by} {self.ground}")


def history(
    actor: Actor, file: HouseholdFile, words: str = "", held: Stated | None = None
) -> list[Change]:
    """All changes up to the day of the file, the latest first; with ``words``, those that tell of them."""
    found = [*_members(file), *_pairings(file.pairings, file.day)]
    found += _statements(actor, file, held or stated(actor, [file])[file.household.pk])
    known = [change for change in found if change.day <= file.day]
    wanted = fold(words)
    shown = [change for change in known if not wanted or change.tells(wanted)]
    return sorted(shown, key=lambda change: (change.day, not change.corrected), reverse=True)


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
            by, why = _name(last.ended_by), left_label(last.left_by)
            yield Change(last.until, _("家庭成员"), _who(last), for_good, by, why)


def _came(one: Membership, before: Membership | None) -> Change:
    ground, by = joined_label(one.joined_by), _name(one.begun_by)
    if before is not None and before.until == one.from_day:
        what = _("%s 与户主关系") % one.person.name
        ground = (
            "" if one.joined_by == before.joined_by else ground
        )  # why they came is no reason here
        return Change(one.from_day, what, before.relation.told, one.relation.told, by, ground)
    return Change(one.from_day, _("家庭成员"), "", _("加入：%s") % _who(one), by, ground)


def _name(account: Account | None) -> str:
    return account.name if account else ""


def _who(one: Membership) -> str:
    return _("%(name)s（%(relation)s）") % {"name": one.person.name, "relation": one.relation.told}


def _pairings(pairings: list[Pairing], day: date) -> Iterator[Change]:
    ended = {
        p.until: p
        for p in pairings
        if p.responsible and p.until is not None and p.until != p.from_day
    }
    for p in pairings:
        if p.until == p.from_day:
            continue
        what = _("联系干部") if p.responsible else _("帮忙的干部")
        before = ended.pop(p.from_day, None) if p.responsible else None
        name = before.officer.name if before else ""
        yield Change(p.from_day, what, name, p.officer.name, _name(p.begun_by), p.reason)
        if not p.responsible and p.until is not None and p.until <= day:
            by = _name(p.ended_by)
            yield Change(p.until, what, p.officer.name, _("不再帮忙"), by, p.ended_reason)
    for until, p in ended.items():
        if until is not None and until <= day:
            what, by = _("联系干部"), _name(p.ended_by)
            yield Change(until, what, p.officer.name, _("没有结对"), by, p.ended_reason)


def _statements(actor: Actor, file: HouseholdFile, held: Stated) -> Iterator[Change]:
    """Every statement in the order in which they were made, one that never held for a day too."""
    names = code_names("cause")
    for kind in OF_HOUSEHOLD:
        yield from _series(held.told[kind], kind, names)
    yield from _incomes(held.earned)
    for benefit in BENEFITS.values():
        yield from _benefits(held.told[benefit], benefit, file)
    for of_person in OF_PERSON:
        yield from _of_people(held.told[of_person], of_person, file, names)


def _series(
    rows: Iterable[Any], kind: type[Statement], names: dict[str, str], of: str = ""
) -> Iterator[Change]:
    before: Statement | None = None
    for row in rows:
        for name, label in FIELDS[kind].items():
            old, new = told(before, name, names), told(row, name, names)
            if old != new:
                what = f"{of} {label}" if of else str(label)
                yield _change(row, what, old, new or _("没填"))
        before = row


def _benefits(rows: Iterable[Any], kind: type[Benefit], file: HouseholdFile) -> Iterator[Change]:
    """Each payment by its own line, under the name of whom it was for; the end of one is told too."""
    names = {one.person_id: one.person.name for one in (*file.members, *file.former)}
    lines: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        lines[row.line].append(row)
    for series in lines.values():
        last = series[-1]
        of = " ".join(
            filter(
                None,
                [names.get(last.person_id, "") if hasattr(last, "person_id") else "", _kind(kind)],
            )
        )
        yield from _series(series, kind, {}, of)
        if last.until is not None and last.until <= file.day:
            yield Change(last.until, of, _whole(last), _("删去"), "", "")


def _kind(kind: type[Benefit]) -> str:
    return str(BENEFIT_TITLES[kind])


def _whole(row: Benefit) -> str:
    shown = (told(row, name, {}) for name in FIELDS[type(row)])
    return _("，").join(one for one in shown if one)


def _change(row: Statement, what: str, before: str, now: str, detail: bool = False) -> Change:
    by = row.author.name if row.author else ""
    ground = str(row.get_source_display())
    return Change(row.from_day, what, before, now, by, ground, row.until == row.from_day, detail)


def _incomes(rows: list[Income]) -> Iterator[Change]:
    """By year and rule set; beside the result the lines it came from."""
    before: dict[tuple[int, Any], dict[str, str]] = defaultdict(dict)
    for row in rows:
        held, now = before[row.year, row.rule_id], dict(_income(row))
        result = next(iter(now))
        for what in (*now, *(gone for gone in held if gone not in now)):
            old, new = held.get(what, ""), now.get(what, "")
            if old != new:
                yield _change(row, what, old, new or _("没填"), what != result)
        before[row.year, row.rule_id] = now


def _income(row: Income) -> Iterator[tuple[str, str]]:
    if row.rule is None:
        yield _("%(year)d 年人均纯收入") % {"year": row.year}, _("%s 元") % yuan(row.per_head)
        return
    of = {"year": row.year, "rule": row.rule.told}
    yield _("%(year)d 年人均纯收入（%(rule)s）") % of, _("%s 元") % yuan(row.per_head)
    yield _("%(year)d 年按几口人算（%(rule)s）") % of, _("%s 人") % row.people
    for one in row.lines:  # type: ignore[attr-defined]
        line = of | {"line": one.item.told}
        yield _("%(year)d 年%(line)s（%(rule)s）") % line, _("%s 元") % yuan(one.amount)


def _of_people(
    rows: list[PersonStatement],
    kind: type[PersonStatement],
    file: HouseholdFile,
    names: dict[str, str],
) -> Iterator[Change]:
    people = {one.person_id: one for one in (*file.members, *file.former)}
    by_person: dict[Any, list[PersonStatement]] = defaultdict(list)
    for row in rows:
        if _while_here(row, people[row.person_id]):
            by_person[row.person_id].append(row)
    for key, series in by_person.items():
        yield from _series(series, kind, names, people[key].person.name)


def _while_here(row: PersonStatement, membership: Membership) -> bool:
    """What is said of somebody after they left belongs to their new household's file."""
    last = (membership.until or date.max) - timedelta(days=1)
    return row.from_day <= last
