"""Code lists, spellings and quality rules that come with the product, from files a person can read."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from uuid import UUID

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.text import fold

from .models import Code, QualityRule, Spelling

HOME = Path(__file__).parent / "data"
SINCE = date(2012, 1, 1)


def rows(name: str) -> list[dict[str, str]]:
    with (HOME / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def load_codes() -> None:
    """Adds missing codes and spellings; never changes what an administrator has changed."""
    known = set(Code.objects.visible_to(SYSTEM).values_list("list", "name"))
    listed = rows("codes.csv")
    Code.objects.bulk_create(
        Code(position=place, from_day=SINCE, **row)
        for place, row in enumerate(listed)
        if (row["list"], row["name"]) not in known
    )
    ids = {(c.list, c.name): c.pk for c in Code.objects.visible_to(SYSTEM)}
    have = set(Spelling.objects.visible_to(SYSTEM).values_list("code_id", "text"))
    wanted = {(ids[row["list"], row["name"]], fold(row["text"])) for row in rows("spellings.csv")}
    Spelling.objects.bulk_create(
        Spelling(code_id=code, text=spelled)
        for code, spelled in sorted(wanted - have - _taken_away())
    )


def _taken_away() -> set[tuple[UUID, str]]:
    """Spellings that an administrator has removed, as the audit trail tells."""
    rows = AuditRow.objects.visible_to(SYSTEM).filter(action="code.spelling", done=True)
    found = rows.values_list("subject_id", "details")
    return {(UUID(code), told["removed"]) for code, told in found if "removed" in told}


def load_rules() -> None:
    known = set(QualityRule.objects.visible_to(SYSTEM).values_list("name", flat=True))
    for row in json.loads((HOME / "rules.json").read_text(encoding="utf-8")):
        if row["name"] not in known:
            QualityRule.objects.create(from_day=SINCE, **row)
