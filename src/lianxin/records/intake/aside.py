"""待补: households left out of an import wait here, sealed, until they are settled."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.ids import IdRun
from lianxin.kernel.sealed import seal, unseal
from lianxin.kernel.text import fold
from lianxin.people.models import Area

from .models import RosterImport, SetAside, SheetKind
from .roster import LeftOut, RosterHousehold

COLUMN = "set_aside.cells"
Step = tuple[str, UUID, dict[str, Any], dict[str, Any]]


def keep(roster: RosterImport, households: Sequence[LeftOut], ids: IdRun) -> None:
    """Cells and the problems' details are sealed: a wrong ID number is still somebody's."""
    SetAside.objects.bulk_create(
        SetAside(
            id=ids(),
            roster=roster,
            head=one.head[:60],
            rows=one.rows,
            problems=[{"code": p.get("code"), "row": p.get("row")} for p in one.problems],
            cells=seal(json.dumps(_sealed(one), ensure_ascii=False), COLUMN),
        )
        for one in households
    )


def _sealed(one: LeftOut) -> dict[str, Any]:
    marks = {"register_code": one.register_code, "numbers": one.numbers}
    return {"cells": one.cells, "problems": one.problems, **marks}


def opened(row: SetAside) -> dict[str, Any]:
    """``cells`` and ``problems`` as they were when the household was set aside, and its marks."""
    if not row.cells:
        return {"cells": [], "problems": row.problems}
    return dict(json.loads(unseal(bytes(row.cells), COLUMN)))


def settle(
    village: Area,
    households: Sequence[RosterHousehold],
    set_aside: Sequence[LeftOut],
    file_name: str,
    now: datetime,
) -> list[Step]:
    """Settles what this import brings after all, and what it sets aside anew, so that nothing waits
    twice; returns the steps by which it can be undone.
    """
    waiting = list(
        SetAside.objects.visible_to(SYSTEM).filter(
            roster__village=village, roster__kind=SheetKind.ROSTER, settled_at=None
        )
    )
    if not waiting:
        return []
    brought, again = _Listed(map(_of_roster, households)), _Listed(map(_of_left_out, set_aside))
    steps: list[Step] = []
    for row in waiting:
        marks = _of_waiting(row)
        how = "导入" if brought.has(marks) else "又放一边" if again.has(marks) else ""
        if how:
            steps.append(_settled(row, how, file_name, now))
    return steps


def settle_titled(
    village: Area,
    kind: str,
    brought: Collection[str],
    again: Collection[str],
    file_name: str,
    now: datetime,
) -> list[Step]:
    """The same for rows of other sheets, which are known again by their titles."""
    rows = SetAside.objects.visible_to(SYSTEM).filter(
        roster__village=village, roster__kind=kind, settled_at=None
    )
    steps = []
    for row in rows:
        how = "导入" if row.head in brought else "又放一边" if row.head in again else ""
        if how:
            steps.append(_settled(row, how, file_name, now))
    return steps


def _settled(row: SetAside, how: str, file_name: str, now: datetime) -> Step:
    new: dict[str, Any] = {"settled_at": now, "settled_as": f"{how}：{file_name}"[:60]}
    old = {name: getattr(row, name) for name in new}
    SetAside.objects.visible_to(SYSTEM).filter(pk=row.pk).update(**new)
    return "SetAside", row.pk, old, new


@dataclass(frozen=True, slots=True)
class _Marks:
    """By what a household is known again: its code, its members' numbers, its head's folded name."""

    code: str
    numbers: frozenset[str]
    head: str


def _of_roster(one: RosterHousehold) -> _Marks:
    head = next((m.name for m in one.members if m.is_head), "")
    numbers = frozenset(m.id_number for m in one.members if m.id_number)
    return _Marks(one.register_code, numbers, fold(head))


def _of_left_out(one: LeftOut) -> _Marks:
    return _Marks(one.register_code, frozenset(one.numbers), fold(one.head))


def _of_waiting(row: SetAside) -> _Marks:
    said = opened(row)
    numbers = frozenset(said.get("numbers", ()))
    return _Marks(said.get("register_code", ""), numbers, fold(row.head))


class _Listed:
    """The households of a file, looked up by what a waiting one is known by.

    Two codes decide. Without them a shared number counts with the head's name, or where most numbers
    are shared; a household without either is known by a head's name that stands once. One number or
    one name alone is no proof: it may be the very mistake, or another family's.
    """

    def __init__(self, listed: Iterable[_Marks]) -> None:
        self.codes: set[str] = set()
        self.by_number: dict[str, list[_Marks]] = defaultdict(list)
        self.by_head: dict[str, list[_Marks]] = defaultdict(list)
        for one in listed:
            self.codes.add(one.code)
            self.by_head[one.head].append(one)
            for number in one.numbers:
                self.by_number[number].append(one)

    def has(self, waiting: _Marks) -> bool:
        if waiting.code and waiting.code in self.codes:
            return True
        if not waiting.numbers:
            named = self.by_head.get(waiting.head, ()) if waiting.head else ()
            return len(named) == 1 and _may_be(waiting, named[0])
        near = [one for number in waiting.numbers for one in self.by_number.get(number, ())]
        return any(_may_be(waiting, one) and _alike(waiting, one) for one in near)


def _may_be(waiting: _Marks, one: _Marks) -> bool:
    return not (waiting.code and one.code)


def _alike(waiting: _Marks, one: _Marks) -> bool:
    shared = len(waiting.numbers & one.numbers)
    return (bool(one.head) and waiting.head == one.head) or shared * 2 > len(waiting.numbers)
