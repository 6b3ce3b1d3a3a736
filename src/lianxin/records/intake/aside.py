"""待补: households left out of an import wait here, sealed, until they are settled."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.ids import IdRun
from lianxin.kernel.sealed import seal, unseal
from lianxin.kernel.text import fold
from lianxin.people.models import Area

from .models import RosterImport, SetAside
from .roster import LeftOut, RosterHousehold

COLUMN = "set_aside.cells"


def keep(roster: RosterImport, households: Sequence[LeftOut], ids: IdRun) -> None:
    """Cells and the problems' details are sealed: a wrong ID number is still somebody's."""
    SetAside.objects.bulk_create(
        SetAside(
            id=ids(),
            roster=roster,
            head=one.head[:60],
            rows=one.rows,
            problems=[{"code": p.get("code"), "row": p.get("row")} for p in one.problems],
            cells=seal(
                json.dumps({"cells": one.cells, "problems": one.problems}, ensure_ascii=False),
                COLUMN,
            ),
        )
        for one in households
    )


def opened(row: SetAside) -> dict[str, Any]:
    """``cells`` and ``problems`` as they were when the household was set aside."""
    if not row.cells:
        return {"cells": [], "problems": row.problems}
    return dict(json.loads(unseal(bytes(row.cells), COLUMN)))


def settle(
    village: Area, households: Sequence[RosterHousehold], file_name: str, now: datetime
) -> list[tuple[str, UUID, dict[str, Any], dict[str, Any]]]:
    """Settles what this import brings after all; returns the steps by which it can be undone."""
    waiting = SetAside.objects.visible_to(SYSTEM).filter(roster__village=village, settled_at=None)
    steps = []
    arrivals = _Arrivals(households)
    for row in waiting:
        if arrivals.bring(row):
            new = {"settled_at": now, "settled_as": f"导入：{file_name}"[:60]}
            old = {name: getattr(row, name) for name in new}
            SetAside.objects.visible_to(SYSTEM).filter(pk=row.pk).update(**new)
            steps.append(("SetAside", row.pk, old, new))
    return steps


class _Arrivals:
    """Whether a waiting household is in the file: by its codes and numbers, else by a unique head."""

    def __init__(self, households: Sequence[RosterHousehold]) -> None:
        self.households = households
        self.marks: set[str] | None = None
        self.heads: Counter[str] = Counter()

    def bring(self, row: SetAside) -> bool:
        if self.marks is None:
            self.marks = {h.register_code for h in self.households} - {""}
            self.marks |= {p.id_number for h in self.households for p in h.members} - {""}
            self.heads = Counter(
                fold(p.name) for h in self.households for p in h.members if p.is_head
            )
        cells = opened(row)["cells"]
        texts = {str(text).strip() for line in cells for text in line.values()}
        return bool(texts & self.marks) or self.heads[fold(row.head)] == 1
