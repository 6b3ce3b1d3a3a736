"""``./lianxin export NAME --format xlsx|csv|parquet --out FILE``: a ledger as a sheet."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lianxin.doors.sheets.ledger import FORMS, write_ledger
from lianxin.kernel.actor import SYSTEM
from lianxin.people.places import day_written, village_named
from lianxin.results.actions import Export, ledger_export
from lianxin.results.asked import Asked
from lianxin.results.figures import extent
from lianxin.results.ledgers import LEDGERS
from lianxin.site.telling import telling


class Command(BaseCommand):
    help = "Write a ledger to a file; --list names them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default="")
        parser.add_argument("--list", action="store_true", dest="listing")
        parser.add_argument("--format", choices=FORMS, dest="form", default="xlsx")
        parser.add_argument("--out", type=Path)
        parser.add_argument("--village", metavar="NAME_OR_CODE", default="")
        parser.add_argument("--year", type=int)
        parser.add_argument("--as-of", metavar="DATE", default="")
        parser.add_argument("--masked", action="store_true", help="names, phones, birthdays hidden")
        parser.add_argument(
            "--purpose", default="", help="numbers of documents in full, for this purpose"
        )
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, name: str, listing: bool, as_json: bool, **options: Any) -> None:
        if listing:
            return self._list(as_json)
        if not name or options["out"] is None:
            raise CommandError("export NAME --out FILE, or export --list", returncode=2)
        with telling(self.stderr, as_json=as_json):
            export = self._export(name, **options)
            size, rows = self._write(export, options["out"], options["form"])
        if as_json:
            told = {"file": str(options["out"]), "bytes": size, "rows": rows}
            self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _write(self, export: Export, out: Path, form: str) -> tuple[int, int]:
        """Beside its place first: a sheet that was not finished is never taken for one that was."""
        if out.exists() and not out.is_file():  # a pipe
            with out.open("wb") as pipe:
                return 0, write_ledger(pipe, export, form, titled=False)
        part = out.with_name(f".{out.name}.part")
        try:
            with open(part, "wb", opener=_for_its_owner) as file:
                rows = write_ledger(file, export, form, titled=False)
            part.replace(out)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return out.stat().st_size, rows

    def _list(self, as_json: bool) -> None:
        named = [{"name": one.name, "title": str(one.title)} for one in LEDGERS.values()]
        if as_json:
            return self.stdout.write(json.dumps(named, ensure_ascii=False))
        for one in named:
            self.stdout.write(f"{one['name']:14} {one['title']}")

    def _export(
        self, name: str, *, form: str, masked: bool, purpose: str, **options: Any
    ) -> Export:
        village = village_named(options["village"]) if options["village"] else None
        asked, year = day_written(options["as_of"]), options["year"]
        if year:
            asked = extent(village, year, asked).day
        narrowed = name in LEDGERS and LEDGERS[name].asks is Asked
        return ledger_export(
            actor=SYSTEM,
            ledger=name,
            form=form,
            village=village,
            day=asked,
            conditions=Asked(year=year) if narrowed else None,
            masked=masked,
            purpose=purpose,
        )


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
