"""``./lianxin import roster|pairings|incomes|diaries FILE --village V [--dry-run] [--json]``: all or nothing."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.places import village_named
from lianxin.site.telling import telling

KINDS = ("roster", "pairings", "incomes", "diaries")
SHOWN = 50
"""Cells listed on a terminal; --json lists all."""


class Command(BaseCommand):
    help = "Read a roster, officers with pairings, incomes or old diaries (xlsx, xls, csv) into a village."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--village", required=True, metavar="NAME_OR_CODE")
        parser.add_argument("--dry-run", action="store_true", help="read and compare only")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, file: Path, as_json: bool = False, **options: Any) -> None:
        how = (options["kind"], file, options["village"], options["dry_run"])
        with telling(self.stderr, as_json=as_json):
            found = self._bring(*how)
            if as_json:
                self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False))
            else:
                self._tell(found, options["dry_run"])
        if found.problems:
            sys.exit(1)

    def _bring(self, kind: str, file: Path, village: str, dry_run: bool) -> Any:
        from lianxin.doors.sheets.bring import bring

        try:
            content = file.read_bytes()
        except OSError:
            raise refuse("roster.unreadable_path", "file", name=file.name) from None
        return bring(
            actor=SYSTEM,
            village=village_named(village),
            content=content,
            file_name=file.name,
            day=today(),
            kind=kind,
            dry_run=dry_run,
            progress=Meter(self.stderr),
        )

    def _tell(self, found: Any, dry_run: bool) -> None:
        for title, findings in ((_("有错，要改"), found.problems), (_("请看一眼"), found.doubts)):
            if findings:
                self.stdout.write(_("{title}：{count} 处").format(title=title, count=len(findings)))
            for one in findings[:SHOWN]:
                self.stdout.write(f"  {_place(one)}  {one.message}")
            if len(findings) > SHOWN:
                self.stdout.write(
                    _("  还有 {count} 处，用 --json 看全").format(count=len(findings) - SHOWN)
                )
        if found.understood.fixed:
            count = len(found.understood.fixed)
            self.stdout.write(_("已代改：{count} 格，意思没有变").format(count=count))
        counts = found.counts
        self.stdout.write(_about(found.understood.kind).format(**counts))
        self.stdout.write(_outcome(found, dry_run))


def _about(kind: str) -> str:
    about = {
        "roster": _(
            "{households} 户 {members} 人：新增 {created}，更新 {updated}，不变 {unchanged}"
        ),
        "pairings": _(
            "{officers} 名干部 {households} 户：新结对 {created}，交接 {updated}，不变 {unchanged}"
        ),
        "incomes": _(
            "{households} 户 {incomes} 份收入：新增 {created}，更新 {updated}，不变 {unchanged}"
        ),
        "diaries": _("{officers} 名干部 {entries} 篇：新写 {created}，已经有的 {unchanged}"),
    }
    return about[kind]


def _place(one: Any) -> str:
    words = _("第 {row} 行 {column}").format(row=one.row, column=one.column).strip()
    return f"{one.sheet} {words}" if one.sheet else words


def _outcome(found: Any, dry_run: bool) -> str:
    if found.problems:
        return _("什么都没有写进去。改好上面的错，再导入一次。")
    if dry_run:
        return _("只是试读，什么都没有写进去。")
    if found.counts["created"] or found.counts["updated"]:
        return _("已经导入。7 天内可以整批撤回。")
    return _("和系统里一样，什么都不用改。")


class Meter:
    """Progress on standard error: a line that moves on a terminal, a line per phase elsewhere."""

    def __init__(self, out: Any) -> None:
        self.out, self.last = out, ("", -1)

    def __call__(self, phase: str, percent: int) -> None:
        step = (phase, percent // 10)
        if step == self.last:
            return
        title = {"read": _("读表"), "compare": _("逐行核对"), "write": _("写入")}[phase]
        if self.out.isatty():
            end = "\n" if percent >= 100 else ""
            self.out.write(f"\r连心 · {title} {min(percent, 100)}%  ", ending=end)
            self.out.flush()
        elif phase != self.last[0]:
            self.out.write(f"连心 · {title}")
        self.last = step
