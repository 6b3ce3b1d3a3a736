"""A village of any number of households, each with four members, a file and an officer.

``python -m bench.export_world SIZE`` makes it in the present instance.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench.world import setup

MEMBERS = 4
OFFICERS = 40


def make(size: int) -> None:
    from lianxin.kernel.actor import SYSTEM
    from lianxin.people.models import Area, Officer, Partnership, Unit

    town = Area.objects.visible_to(SYSTEM).get(code="620524101000")
    code = "620524101901"
    village = Area.objects.create(
        code=code, path=code, name="阳坡村", level="village", parent=town, provisional=True
    )
    since = date(2026, 1, 1)
    unit = Unit.objects.create(name="市自然资源执法支队", path="0001.")
    Partnership.objects.create(unit=unit, village=village, from_day=since)
    officers = [
        Officer.objects.create(unit=unit, name=f"干部{n}", from_day=since) for n in range(OFFICERS)
    ]
    _roster(village, size)
    _file(village, officers, since)


def _roster(village: Any, size: int) -> None:
    from bench.sheet import write
    from lianxin.doors.sheets.bring import bring
    from lianxin.kernel.actor import SYSTEM
    from lianxin.kernel.period import today

    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        path = Path(folder) / "roster.xlsx"
        write(path, size * MEMBERS)
        content = path.read_bytes()
    done = bring(actor=SYSTEM, village=village, content=content, file_name="名册.xlsx", day=today())
    if not done.written:
        raise SystemExit([one.as_json() for one in done.problems[:3]])


def _file(village: Any, officers: list[Any], since: date) -> None:
    """House, land, allowance and who answers: rows of the file, written in bulk."""
    from django.utils import timezone

    from lianxin.kernel.actor import SYSTEM
    from lianxin.records.file.income import Income
    from lianxin.records.file.models import Allowance, Dwelling, Land
    from lianxin.register.models import Code, Household, Pairing

    chance = Random(1)  # noqa: S311 (a seed gives the same village again)
    codes = {
        name: list(Code.objects.visible_to(SYSTEM).filter(list=name))
        for name in ("structure", "road", "fuel", "grade")
    }
    told = {"from_day": since, "source": "office", "written_at": timezone.now()}
    homes = list(Household.objects.visible_to(SYSTEM).filter(village=village).order_by("id"))
    Dwelling.objects.bulk_create(
        (
            Dwelling(
                household=home,
                house_area=chance.randint(400, 2000),
                rooms=chance.randint(2, 8),
                toilet=True,
                **{name: chance.choice(codes[name]) for name in ("structure", "road", "fuel")},
                **told,
            )
            for home in homes
        ),
        batch_size=2000,
    )
    Land.objects.bulk_create(
        (Land(household=h, arable=chance.randint(50, 2000), forest=120, **told) for h in homes),
        batch_size=2000,
    )
    Allowance.objects.bulk_create(
        (
            Allowance(
                household=h, people=2, monthly=84_000, grade=chance.choice(codes["grade"]), **told
            )
            for h in homes
        ),
        batch_size=2000,
    )
    Income.objects.bulk_create(
        (
            Income(household=h, year=2025, per_head=chance.randint(600_000, 2_000_000), **told)
            for h in homes
        ),
        batch_size=2000,
    )
    Pairing.objects.bulk_create(
        (
            Pairing(
                household=home,
                officer=officers[n % len(officers)],
                from_day=since + timedelta(days=1),
                reason="首次结对",
            )
            for n, home in enumerate(homes)
        ),
        batch_size=2000,
    )


if __name__ == "__main__":
    setup()
    from django.db import connection, transaction

    with transaction.atomic():
        make(int(sys.argv[1]))
    with connection.cursor() as cursor:  # as a database knows its tables that has run for a minute
        cursor.execute("ANALYZE")
    sys.stdout.write(json.dumps({"made": sys.argv[1:]}) + "\n")
