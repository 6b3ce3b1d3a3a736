"""Within an instance that ``export_world`` has filled: what every household lacks, read and counted.

Against bare statements over the same rows, which group them by household and compare nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any

from bench.world import setup

ROUNDS = 5
BARE = (
    "SELECT m.household_id, COUNT(*), COUNT(s.id) FROM lianxin_membership m "
    "LEFT JOIN lianxin_condition s ON s.person_id = m.person_id AND s.from_day <= %s "
    "AND (s.until IS NULL OR s.until > %s) "
    "WHERE m.from_day <= %s AND (m.until IS NULL OR m.until > %s) GROUP BY m.household_id",
    "SELECT m.household_id, COUNT(*), COUNT(s.id) FROM lianxin_membership m "
    "LEFT JOIN lianxin_livelihood s ON s.person_id = m.person_id AND s.from_day <= %s "
    "AND (s.until IS NULL OR s.until > %s) "
    "WHERE m.from_day <= %s AND (m.until IS NULL OR m.until > %s) GROUP BY m.household_id",
    *(
        f"SELECT household_id, COUNT(*) FROM lianxin_{table} WHERE from_day <= %s "  # noqa: S608
        "AND (until IS NULL OR until > %s) GROUP BY household_id"
        for table in ("living", "dwelling", "income")
    ),
)


def fill() -> None:
    """What rosters of this form do not tell: power, and who is insured."""
    from django.utils import timezone

    from lianxin.kernel import bulk
    from lianxin.kernel.actor import SYSTEM
    from lianxin.kernel.ids import IdRun
    from lianxin.records.file.models import Dwelling, Livelihood
    from lianxin.register.models import Person

    Dwelling.objects.visible_to(SYSTEM).update(power=True)
    chance, ids, now = Random(1), IdRun(), timezone.now()  # noqa: S311
    told = ("id", "person_id", "from_day", "source", "written_at", "doing", "employer", "trade")
    more = ("public_post", "jobless_graduate", "medical_insurance")
    people = Person.objects.visible_to(SYSTEM).order_by().values_list("pk", flat=True)
    blank = ("", "", "", "", "")
    first = date(2026, 1, 1)
    bulk.insert(
        Livelihood,
        (*told, *more),
        (
            (ids(), key, first, "office", now, *blank, chance.random() < 0.97)
            for key in list(people)
        ),
    )


def times() -> dict[str, Any]:
    from django.db import connection

    from lianxin.kernel.actor import SYSTEM
    from lianxin.kernel.memory import forget
    from lianxin.kernel.period import today
    from lianxin.people.models import Area
    from lianxin.results.profile.measure import measured
    from lianxin.results.profile.reading import by_homes, by_people, homes_alike, rules_on
    from lianxin.results.profile.village import portrait

    day, rules = today(), rules_on(today())
    assert rules is not None  # noqa: S101
    village = Area.objects.visible_to(SYSTEM).get(name="阳坡村", level="village")

    def bare() -> None:
        with connection.cursor() as cursor:
            for sql in BARE:
                held = f"SELECT COUNT(*) FROM ({sql}) held"  # noqa: S608
                cursor.execute(held, [day] * sql.count("%s"))
                cursor.fetchall()

    rows = homes_alike(SYSTEM, rules, day)
    whole = measured(rules.scheme, by_homes(rows))
    read, plain = [], []
    for _round in range(ROUNDS):  # in turn, since a machine is busier at one moment than at another
        plain.append(_once(bare))
        read.append(_once(lambda: homes_alike(SYSTEM, rules, day)))

    def counted() -> None:
        measured(rules.scheme, by_homes(rows))
        measured(rules.scheme, by_people(rows))

    forget()
    first, _cpu = _once(lambda: portrait(SYSTEM, village, day))
    kept, _cpu = _once(lambda: portrait(SYSTEM, village, day))
    told = {"read": read, "bare": plain}
    wall = {name: median(one for one, _cpu in some) for name, some in told.items()}
    cpu = median(one for _wall, one in read)
    return {
        "households": whole.whole,
        "known": whole.known.of,
        "people": sum(row.people for row in rows),
        "indicators": len(rules.lines),
        "read_s": round(wall["read"], 2),
        "cpu_s": round(cpu, 2),
        "bare_s": round(wall["bare"], 2),
        "ratio": round(median(a / b for (a, _a), (b, _b) in zip(read, plain, strict=True)), 2),
        "count_ms": round(1000 * median(_once(counted)[0] for _round in range(ROUNDS)), 1),
        "page_s": round(first, 2),
        "kept_ms": round(1000 * kept, 1),
    }


def _once(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds, and seconds of the processor in this process: of SQLite all that it needs."""
    wall, cpu = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - cpu


if __name__ == "__main__":
    setup()
    from django.db import connection, transaction

    with transaction.atomic():
        fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sys.stdout.write(json.dumps(times()) + "\n")
