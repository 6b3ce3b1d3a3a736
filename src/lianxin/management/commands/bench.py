"""``./lianxin bench NAME [--json]``: one of the measurements in ``bench/``; ``--list`` names them."""

from __future__ import annotations

import json
import pkgutil
import sys
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.management.base import BaseCommand

from lianxin.kernel.problem import refuse
from lianxin.site.telling import telling

ROOT = Path(__file__).parents[4]


class Command(BaseCommand):
    help = "Measure; works in a temporary folder and never touches the instance."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default="")
        parser.add_argument("--list", action="store_true", dest="listing")
        parser.add_argument("--json", action="store_true", dest="as_json")
        parser.add_argument(
            "--size", type=int, action="append", help="rows or the like; repeatable"
        )
        parser.add_argument("--items", type=int, help="sync, push, restore: how many entries")
        parser.add_argument("--kills", type=int, help="sync, kills: how often something is killed")
        parser.add_argument("--engine", choices=("sqlite", "postgresql"), help="one engine only")

    def handle(
        self, *args: Any, name: str, listing: bool, as_json: bool, size: list[int] | None, **o: Any
    ) -> None:
        with telling(self.stderr, as_json=as_json):
            known = measurements()
            if listing or not name:
                self._list(known, as_json)
                return
            if name not in known:
                raise refuse("bench.unknown", "name", name=name, names="、".join(known))
            told = getattr(known[name], "OPTIONS", ())
            options = {one: o[one] for one in told if o[one] is not None}
            figures = known[name].run(size or known[name].SIZES, **options)
            text = json.dumps(figures, ensure_ascii=False) if as_json else known[name].told(figures)
            self.stdout.write(text)

    def _list(self, known: dict[str, ModuleType], as_json: bool) -> None:
        rows = [{"name": name, "title": module.TITLE} for name, module in known.items()]
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write(f"{row['name']:12} {row['title']}")


def measurements() -> dict[str, ModuleType]:
    """Every module of ``bench/`` that can be run, by name."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    names = sorted(one.name for one in pkgutil.iter_modules([str(ROOT / "bench")]))
    modules = {name: import_module(f"bench.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "run")}
