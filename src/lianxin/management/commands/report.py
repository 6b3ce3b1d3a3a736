"""``./lianxin report NAME --village V --year Y``: a report that writes itself, as text or as a page."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from lianxin.doors.web.report_file import as_file
from lianxin.kernel.actor import SYSTEM
from lianxin.people.places import day_written, village_named
from lianxin.results.actions import report_make
from lianxin.results.report import REPORTS
from lianxin.results.report.plain import as_text
from lianxin.site.telling import telling

FORMS = ("text", "html")
LANGUAGES = {"zh": "zh-hans", "en": "en"}
"""Of the paper; whatever the terminal speaks, an official paper is in Chinese unless asked otherwise."""


class Command(BaseCommand):
    help = "Write a report; --list names them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default="")
        parser.add_argument("--list", action="store_true", dest="listing")
        parser.add_argument("--village", metavar="NAME_OR_CODE", default="")
        parser.add_argument("--year", type=int)
        parser.add_argument("--as-of", metavar="DATE", default="")
        parser.add_argument("--to", default="", help="who the report is addressed to")
        parser.add_argument("--format", choices=FORMS, dest="form", default="text")
        parser.add_argument("--language", choices=LANGUAGES, default="zh")
        parser.add_argument("--out", type=Path)
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, name: str, listing: bool, as_json: bool, **options: Any) -> None:
        if listing:
            return self._list(as_json)
        if not (name and options["village"] and options["year"]):
            raise CommandError("report NAME --village V --year Y, or report --list", returncode=2)
        with telling(self.stderr, as_json=as_json):
            content = self._content(name, **options)
            if options["out"]:
                options["out"].write_text(content, encoding="utf-8")
        if as_json:
            told = {"file": str(options["out"])} if options["out"] else {"text": content}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        elif not options["out"]:
            self.stdout.write(content, ending="")

    def _list(self, as_json: bool) -> None:
        named = [{"name": one.name, "title": str(one.title)} for one in REPORTS.values()]
        if as_json:
            return self.stdout.write(json.dumps(named, ensure_ascii=False))
        for one in named:
            self.stdout.write(f"{one['name']:14} {one['title']}")

    def _content(self, name: str, *, form: str, **options: Any) -> str:
        village = village_named(options["village"])
        with translation.override(LANGUAGES[options["language"]]):
            paper = report_make(
                actor=SYSTEM,
                report=name,
                village=village,
                year=options["year"],
                day=day_written(options["as_of"]),
                to=options["to"],
                form=form,
            )
            return as_text(paper) if form == "text" else as_file(paper)
