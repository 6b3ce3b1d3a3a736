"""A city in the present instance: units, villages, officers with their households, and a year of records."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from bench.world import setup

YEAR = 2025
SINCE = date(2023, 1, 1)
OFFICERS_A_UNIT, HOMES_A_VILLAGE, TWO_HOMES = 33, 26, 30
"""As in Tianshui in March 2012; every so many officers answer for two households."""
KINDS = ("visit", "talk", "talk", "visit", "stay", "talk", "lecture", "talk")
FIRST = date(YEAR, 1, 1)


def make(officers: int, entries: int) -> dict[str, int]:
    from lianxin.kernel.ids import IdRun
    from lianxin.people.models import Officer, Unit

    ids, chance = IdRun(), Random(11)  # noqa: S311 (invented records)
    units = [(ids(), f"第{n}单位", f"{n + 1:04}.") for n in range(officers // OFFICERS_A_UNIT + 1)]
    _put(
        Unit,
        "id name short level department path phone",
        units,
        lambda u: (u[0], u[1], "", "", False, u[2], ""),
    )
    people = [(ids(), units[n // OFFICERS_A_UNIT][0], f"干部{n}") for n in range(officers)]
    _put(
        Officer,
        "id unit_id name initials post rank phone skills from_day leaving",
        people,
        lambda one: (one[0], one[1], one[2], "gb", "", "", "", "", SINCE, ""),
    )
    homes = _homes(ids, people)
    _facts(ids, homes, chance)
    acts = _diary(ids, people, homes, entries, chance)
    return {"officers": officers, "households": len(homes), "acts": acts}


def _put(model: Any, names: str, rows: Any, told: Any) -> None:
    from lianxin.kernel import bulk

    bulk.insert(model, names.split(), (told(row) for row in rows))


def _homes(ids: Any, people: list[Any]) -> list[tuple[Any, Any, Any]]:
    """Household, village, officer; each with its head and its pairing."""
    from lianxin.kernel.actor import SYSTEM
    from lianxin.people.models import Area
    from lianxin.register.models import Code, Household, Membership, Pairing, Person

    town = Area.objects.visible_to(SYSTEM).get(code="620524101000")
    owners = [one[0] for n, one in enumerate(people) for _ in range(2 if n % TWO_HOMES == 0 else 1)]
    villages = [(ids(), f"6205249{n:05}") for n in range(len(owners) // HOMES_A_VILLAGE + 1)]
    _put(
        Area,
        "id code path name initials level parent_id provisional",
        villages,
        lambda one: (one[0], one[1], one[1], f"第{one[1][-5:]}村", "", "village", town.pk, True),
    )
    homes = [(ids(), villages[n // HOMES_A_VILLAGE][0], owner) for n, owner in enumerate(owners)]
    _put(
        Household,
        "id village_id number phone bank_name bank_sealed bank_tail opened ending rev edition marks",
        enumerate(homes),
        lambda one: (
            *one[1][:2],
            f"1-{one[0]:06}",
            "19900001234",
            "",
            b"",
            "",
            SINCE,
            "",
            1,
            1,
            "{}",
        ),
    )
    _put(
        Pairing,
        "id household_id officer_id responsible from_day reason ended_reason",
        homes,
        lambda one: (ids(), one[0], one[2], True, SINCE, "首次结对", ""),
    )
    head = Code.objects.visible_to(SYSTEM).get(list="relation", name="户主")
    heads = [(ids(), one[0]) for one in homes]
    _put(
        Person,
        "id home_id name name_folded initials id_kind id_sealed id_tail no_id_reason register_code sex phone rev",
        heads,
        lambda one: (*one, "康甲", "康甲", "kj", "", b"", "", "未登记", "", "1", "", 1),
    )
    _put(
        Membership,
        "id household_id person_id relation_id is_head position from_day joined_by left_by",
        heads,
        lambda one: (ids(), one[1], one[0], head.pk, True, 0, SINCE, "", ""),
    )
    return homes


def _facts(ids: Any, homes: list[Any], chance: Random) -> None:
    from lianxin.kernel.actor import SYSTEM
    from lianxin.plans.household.models import Plan, Stage
    from lianxin.plans.models import Measure
    from lianxin.records.file.income import Income
    from lianxin.records.file.models import Land, Living, Standing
    from lianxin.records.needs.models import Need
    from lianxin.register.models import Code

    now = datetime(YEAR, 11, 1, tzinfo=UTC)
    told = (SINCE, "office", now)
    code = {one.list: one.pk for one in Code.objects.visible_to(SYSTEM)}
    stated = "id household_id from_day source written_at"
    _put(
        Living,
        f"{stated} dangerous_house safe_water",
        homes,
        lambda h: (ids(), h[0], *told, False, True),
    )
    _put(Land, f"{stated} arable", homes, lambda h: (ids(), h[0], *told, 840))
    _put(
        Standing,
        f"{stated} category_id causes",
        homes,
        lambda h: (ids(), h[0], *told, code["category"], "[]"),
    )
    for year in (YEAR - 1, YEAR):
        since = date(year, 11, 1)
        _put(
            Income,
            f"{stated} year per_head",
            homes,
            lambda h, y=year, s=since: (
                ids(),
                h[0],
                s,
                "office",
                now,
                y,
                chance.randint(800_000, 1_600_000),
            ),
        )
    plans = [(ids(), one[0]) for one in homes]
    _put(
        Plan,
        "id household_id version aim wishes said state written_at note from_day rev",
        plans,
        lambda one: (*one, 1, "稳住收入", "[]", "", "approved", now, "", FIRST, 1),
    )
    _put(
        Stage,
        "id plan_id line position title text from_day last_day",
        plans,
        lambda one: (ids(), one[0], ids(), 1, "头一年", "", FIRST, date(YEAR, 12, 31)),
    )
    twice = [one for one in homes for _ in range(2)]
    _put(
        Measure,
        "id household_id direction_id text means officer_id from_day year due percent done blocked_for "
        "dropped_for counts rev",
        twice,
        lambda h: (
            (ids(), h[0], code["direction"], "学嫁接", "", h[2], FIRST, YEAR, date(YEAR, 10, 1))
            + ((100, date(YEAR, 9, 1)) if chance.random() < 0.8 else (40, None))
            + ("", "", True, 1)
        ),
    )
    _put(
        Need,
        "id village_id household_id kind_id text officer_id opened year due closed closed_year outcome source rev",
        twice,
        lambda h: (
            (
                ids(),
                h[1],
                h[0],
                code["need"],
                "水管冻裂",
                h[2],
                date(YEAR, 3, 1),
                YEAR,
                date(YEAR, 3, 16),
            )
            + ((date(YEAR, 3, 9), YEAR) if chance.random() < 0.8 else (None, None))
            + ("", "", 1)
        ),
    )


def _diary(ids: Any, people: list[Any], homes: list[Any], entries: int, chance: Random) -> int:
    from lianxin.records.diary.models import Act, Entry

    of: dict[Any, list[Any]] = {}
    for home in homes:
        of.setdefault(home[2], []).append(home)
    rows = list(_entries(ids, people, of, entries, chance))
    _put(
        Entry,
        "id village_id officer_id kinds day year text amended folded tags serial rev brought_from written_at "
        "withdrawn_for",
        rows,
        lambda one: (
            *(one[0], one[1], one[2], "[]", one[3], YEAR, "走访，问了收成。", "", "", "[]"),
            *(one[5], 1, "", one[6], ""),
        ),
    )
    acts = [act for row in rows for act in _acts(ids, row)]
    _put(
        Act,
        "id entry_id kind household_id officer_id village_id day year month half_days event counts",
        acts,
        lambda one: one,
    )
    return len(acts)


def _entries(
    ids: Any, people: list[Any], of: dict[Any, list[Any]], entries: int, chance: Random
) -> Iterator[tuple[Any, ...]]:
    from lianxin.kernel.span import serial

    number = 0
    for officer, _unit, _name in people:
        for n in range(entries):
            home = of[officer][n % len(of[officer])]
            day = FIRST + timedelta(days=chance.randrange(365))
            key, number = ids(), number + 1
            late = chance.randrange(40)
            at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(days=late)
            kind = KINDS[n % len(KINDS)]
            yield (
                key,
                home[1],
                officer,
                day,
                kind,
                (serial(day, key) >> 43 << 43) | number,
                at,
                home[0],
            )


def _acts(ids: Any, row: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    key, village, officer, day, kind, _serial, _at, home = row
    for one in ("visit", "talk") if kind == "visit" else (kind,):
        where = None if one in {"stay", "lecture"} else home
        halves = 2 if one == "stay" else 0
        yield ids(), key, one, where, officer, village, day, YEAR, day.month, halves, key, True


if __name__ == "__main__":
    setup()
    from django.db import connection, transaction

    from lianxin.kernel.bulk import uncollected

    with uncollected(), transaction.atomic():
        made = make(int(sys.argv[1]), int(sys.argv[2]))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    sys.stdout.write(json.dumps(made) + "\n")
