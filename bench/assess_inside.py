"""Within a city that ``assess_world`` has made: everybody's year computed, and the bare statements beside it.

The bare statements group the same rows by officer or household; they weigh no days and judge nothing.
"""

from __future__ import annotations

import json
import resource
import sys
from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

from bench.assess_world import YEAR
from bench.world import setup

ROUNDS = 3
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
HELD = "from_day <= %(last)s AND (until IS NULL OR until > %(last)s)"
BARE = (
    # what was done: visits and talks once a household and day, stays once a day, lectures once an event
    "SELECT officer_id, kind, COUNT(*) FROM (SELECT DISTINCT officer_id, kind, household_id, day "
    "FROM lianxin_act WHERE year = %(year)s AND kind IN ('visit', 'talk') AND counts) a GROUP BY officer_id, kind",
    "SELECT household_id, COUNT(*) FROM (SELECT DISTINCT household_id, officer_id, day "
    "FROM lianxin_act WHERE year = %(year)s AND kind = 'visit' AND counts) a GROUP BY household_id",
    "SELECT officer_id, SUM(CASE WHEN held > 2 THEN 2 ELSE held END) FROM (SELECT officer_id, day, "
    "SUM(half_days) AS held FROM lianxin_act WHERE year = %(year)s AND kind = 'stay' AND counts "
    "GROUP BY officer_id, day) a GROUP BY officer_id",
    "SELECT officer_id, COUNT(DISTINCT event) FROM lianxin_act WHERE year = %(year)s AND kind = 'lecture' "
    "AND counts GROUP BY officer_id",
    # the diary, and what a review left out
    "SELECT e.officer_id, COUNT(*), SUM(CASE WHEN d.id IS NULL AND e.written_at < %(last)s THEN 1 ELSE 0 END) "
    "FROM lianxin_entry e LEFT JOIN lianxin_doubt d ON d.entry_id = e.id AND d.state = 'excluded' "
    "WHERE e.year = %(year)s AND e.withdrawn_at IS NULL GROUP BY e.officer_id",
    "SELECT officer_id, state, COUNT(*) FROM lianxin_doubt GROUP BY officer_id, state",
    # measures, needs, stars
    "SELECT officer_id, COUNT(*), COUNT(done) FROM lianxin_measure WHERE year = %(year)s GROUP BY officer_id",
    "SELECT officer_id, COUNT(*), COUNT(closed) FROM lianxin_need WHERE year = %(year)s GROUP BY officer_id",
    "SELECT officer_id, SUM(rating), COUNT(*) FROM lianxin_confirmation GROUP BY officer_id",
    # who is who: officers and the households they answer for
    "SELECT o.id, o.name, o.unit_id, u.path, o.from_day, o.until FROM lianxin_officer o "
    "JOIN lianxin_unit u ON u.id = o.unit_id",
    "SELECT p.officer_id, p.household_id, p.from_day, p.until, h.village_id, h.closed FROM lianxin_pairing p "
    "JOIN lianxin_household h ON h.id = p.household_id WHERE p.responsible",
    # the households: cards, plans, incomes of two years, what their files hold
    "SELECT household_id, COUNT(*) FROM lianxin_card WHERE handed_out <= %(last)s GROUP BY household_id",
    "SELECT p.household_id, COUNT(*) FROM lianxin_plan p JOIN lianxin_stage s ON s.plan_id = p.id "
    "WHERE p.state = 'approved' GROUP BY p.household_id",
    f"SELECT household_id, year, SUM(per_head) FROM lianxin_income WHERE {HELD} "  # noqa: S608
    "GROUP BY household_id, year",
    *(
        f"SELECT household_id, COUNT(*), MAX(from_day) FROM lianxin_{table} WHERE {HELD} "  # noqa: S608
        "GROUP BY household_id"
        for table in ("standing", "living", "dwelling", "land", "production", "allowance", "income")
    ),
    *(
        f"SELECT m.household_id, COUNT(*), COUNT(s.id) FROM lianxin_membership m "  # noqa: S608
        f"LEFT JOIN lianxin_{table} s ON s.person_id = m.person_id GROUP BY m.household_id"
        for table in ("condition", "livelihood")
    ),
)


def times() -> dict[str, Any]:
    from django.db import connection

    from lianxin.kernel.actor import SYSTEM
    from lianxin.kernel.memory import forget
    from lianxin.records.diary.models import Act, Entry
    from lianxin.results.assessment.computing import Span, officer_sheets

    told = {"year": YEAR, "first": FIRST, "last": LAST}

    def bare() -> None:
        with connection.cursor() as cursor:
            for sql in BARE:
                cursor.execute(sql, told)
                cursor.fetchall()

    def whole() -> list[Any]:
        forget()
        return officer_sheets(Span.of(YEAR))

    found = whole()
    plain, computed = [], []
    for _round in range(ROUNDS):  # in turn, since a machine is busier at one moment than at another
        plain.append(_once(bare))
        computed.append(_once(whole))
    alone = [one.duty.officer.pk for one in found[:: max(1, len(found) // 20)]]
    single = [_once(lambda key=key: officer_sheets(Span.of(YEAR), [key])) for key in alone]
    ratios = [a / b for a, b in zip(computed, plain, strict=True)]
    return {
        "officers": len(found),
        "households": sum(one.sheet.homes for one in found),
        "entries": Entry.objects.visible_to(SYSTEM).count(),
        "acts": Act.objects.visible_to(SYSTEM).count(),
        "seconds": round(median(computed), 1),
        "bare_s": round(median(plain), 1),
        "ratio": round(median(ratios), 2),
        "one_ms": round(1000 * median(single)),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _once(work: Any) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    setup()
    sys.stdout.write(json.dumps(times()) + "\n")
