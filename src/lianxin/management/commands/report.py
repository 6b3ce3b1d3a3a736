"""``./lianxin report NAME --village V --year Y``: a report that writes itself, as text, page or Word."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from lianxin.doors.web.report_answer import content_of
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import refuse
from lianxin.people.places import day_written, village_named
from lianxin.results.actions import report_make
from lianxin.results.report import REPORTS, Wording
from lianxin.results.report.wording import people, split
from lianxin.site.telling import telling

FORMS = ("text", "html", "docx")
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
        _wording(parser)
        parser.add_argument("--format", choices=FORMS, dest="form", default="text")
        parser.add_argument("--language", choices=LANGUAGES, default="zh")
        parser.add_argument("--out", type=Path)
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, name: str, listing: bool, as_json: bool, **options: Any) -> None:
        if listing:
            return self._list(as_json)
        if not (name and options["village"] and options["year"]):
            raise CommandError("report NAME --village V --year Y, or report --list", returncode=2)
        if options["form"] == "docx" and not options["out"]:
            raise CommandError("--format docx needs --out FILE", returncode=2)
        with telling(self.stderr, as_json=as_json):
            content = self._content(name, **options)
            if options["out"]:
                options["out"].write_bytes(content)
        if as_json:
            file, text = options["out"], content.decode() if not options["out"] else ""
            told = {"file": str(file)} if file else {"text": text}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        elif not options["out"]:
            self.stdout.write(content.decode(), ending="")

    def _list(self, as_json: bool) -> None:
        named = [{"name": one.name, "title": str(one.title)} for one in REPORTS.values()]
        if as_json:
            return self.stdout.write(json.dumps(named, ensure_ascii=False))
        for one in named:
            self.stdout.write(f"{one['name']:14} {one['title']}")

    def _content(self, name: str, *, form: str, **options: Any) -> bytes:
        village = village_named(options["village"])
        with translation.override(LANGUAGES[options["language"]]):
            paper, _kept = report_make(
                actor=SYSTEM,
                report=name,
                village=village,
                year=options["year"],
                day=day_written(options["as_of"]),
                to=options["to"],
                form=form,
                wording=_worded(**options),
            )
            return content_of(paper, form)


def _wording(parser: ArgumentParser) -> None:
    parser.add_argument("--to", default="", help="who the report is addressed to")
    parser.add_argument("--title", default="", help="another title")
    parser.add_argument("--number", default="", help="发文字号")
    parser.add_argument("--signer", default="", help="签发人, of a report")
    parser.add_argument("--copies", default="", help="抄送")
    parser.add_argument("--attachment", action="append", default=[], metavar="NAME")
    parser.add_argument("--present", action="append", default=[], metavar="LABEL：NAMES")
    parser.add_argument(
        "--text", type=Path, metavar="FILE", help="its own text, a paragraph a line"
    )


def _worded(**options: Any) -> Wording:
    return Wording(
        title=options["title"],
        to=options["to"],
        number=options["number"],
        signer=options["signer"],
        attachments=tuple(options["attachment"]),
        present=people("\n".join(options["present"])),
        copies=options["copies"],
        text=_text(options["text"]) if options["text"] else None,
    )


def _text(file: Path) -> tuple[tuple[str, str], ...]:
    try:
        return split([("body", file.read_text(encoding="utf-8-sig"))])
    except (OSError, UnicodeDecodeError):
        raise refuse("report.no_text", "text", file=file.name) from None
