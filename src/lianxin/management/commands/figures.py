"""``./lianxin figures --village V --year Y``: every figure, as the page and the ledger count it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import get_language

from lianxin.kernel.actor import SYSTEM
from lianxin.people.places import day_written, village_named
from lianxin.results.figures import FIGURES, extent, told
from lianxin.site.telling import telling


class Command(BaseCommand):
    help = "Print every figure of a village and year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--village", required=True, metavar="NAME_OR_CODE")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--as-of", metavar="DATE", default="")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(
        self, *args: Any, village: str, year: int, as_of: str, as_json: bool, **options: Any
    ) -> None:
        with telling(self.stderr, as_json=as_json):
            area = village_named(village)
            found = told(SYSTEM, extent(area, year, day_written(as_of)))
        language = get_language() or "zh"
        sentences = {name: FIGURES[name].sentence(language) for name in found}
        if as_json:
            whole = {"village": area.name, "year": year, "figures": found, "definitions": sentences}
            self.stdout.write(json.dumps(whole, ensure_ascii=False))
            return
        for name, value in found.items():
            shown = "—" if value is None else f"{value:,}"
            self.stdout.write(f"{name:24} {shown:>10} {FIGURES[name].unit}  {sentences[name]}")
