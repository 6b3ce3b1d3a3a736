"""Within an instance: ``times`` the household ledger as xlsx beside the bare writer; ``report``
the page of the results report."""

from __future__ import annotations

import gc
import io
import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from statistics import median
from typing import Any

from bench.world import PASSWORD, setup

ROUNDS = 3
PAGES = 20


def times(village: str) -> dict[str, Any]:
    from lianxin.doors.sheets.ledger import _values

    cells = list(_values(_export(village)))
    headers = [str(column.title) for column in _export(village).columns]
    gc.freeze()  # the cells that the bare writer is given are no part of ours
    ours: list[float] = []
    bare = [_clocked(lambda: _bare(headers, cells))]
    for _round in range(ROUNDS):
        ours.append(_clocked(lambda: _ours(village)))
        bare.append(_clocked(lambda: _bare(headers, cells)))
    return {
        "rows": len(cells),
        "columns": len(headers),
        "ratio": round(median(ours) / median(bare), 2),
        "seconds": round(median(ours), 2),
        "bare": round(median(bare), 2),
    }


def _clocked(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _export(village: str) -> Any:
    from lianxin.kernel.actor import SYSTEM
    from lianxin.people.places import village_named
    from lianxin.results.actions import ledger_export

    return ledger_export(
        actor=SYSTEM, ledger="households", form="xlsx", village=village_named(village)
    )


def _ours(village: str) -> None:
    from lianxin.doors.sheets.ledger import write_ledger

    write_ledger(io.BytesIO(), _export(village), "xlsx", titled=False)


def _bare(headers: Sequence[str], cells: Sequence[Sequence[Any]]) -> None:
    """xlsxwriter with constant memory, each cell by its kind; nothing is read, summed or explained."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(io.BytesIO(), options) as book:
        sheet, day = book.add_worksheet("台账"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, headers)
        for number, values in enumerate(cells, 1):
            for place, value in enumerate(values):
                if value is None or value == "":
                    continue
                if isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                else:
                    sheet.write_number(number, place, value)


def report() -> dict[str, Any]:
    """The page of the closing report of the village with 700 households, as its unit's office sees it."""
    from django.test import Client

    from lianxin.kernel import memory
    from lianxin.kernel.actor import SYSTEM
    from lianxin.people.models import Account, Area, Grant, Role, Unit
    from lianxin.site.serving import collect_static

    collect_static()
    village = Area.objects.visible_to(SYSTEM).get(name="阳坡村")
    unit = Unit.objects.visible_to(SYSTEM).get(name="市自然资源执法支队")
    office = Account(login="office", name="何晓燕", unit=unit)
    office.set_password(PASSWORD)
    office.save()
    Grant.objects.create(
        account=office, role=Role.OFFICE, unit=unit, from_day=date(2026, 1, 1), reason="分工"
    )
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(office)

    def look() -> None:
        answer = client.get(f"/reports/results/?village={village.code}&year=2026")
        if answer.status_code != 200:
            raise SystemExit(answer.status_code)

    look()
    anew = []
    for _page in range(PAGES):
        memory.forget()
        anew.append(_clocked(look))
    kept = [_clocked(look) for _page in range(PAGES)]
    return {"report_ms": _most(kept), "report_anew_ms": _most(anew)}


def _most(seconds: Sequence[float]) -> int:
    """p95 in whole milliseconds."""
    return round(sorted(seconds)[int(len(seconds) * 0.95) - 1] * 1000)


if __name__ == "__main__":
    setup()
    found = times("阳坡村") if sys.argv[1] == "times" else report()
    sys.stdout.write(json.dumps(found) + "\n")
