"""``./lianxin restore FILE --data DIR``: an instance from its backup, in an empty place."""

from __future__ import annotations

import getpass
import json
import os
import sys
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.problem import refuse
from lianxin.site.archive import needs_password
from lianxin.site.checking import everything
from lianxin.site.restore import Restored, restore
from lianxin.site.telling import telling


class Command(BaseCommand):
    help = "Restore a backup into an empty --data DIR, and check what came out."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, file: Path, as_json: bool = False, **options: Any) -> None:
        if "LIANXIN_DATA" not in os.environ:
            raise CommandError("restore FILE --data DIR", returncode=2)
        with telling(self.stderr, as_json=as_json):
            made = restore(file, password=_password(file) if needs_password(file) else "")
            if not as_json:
                self._tell(made)
            found = everything()
            problems = [problem for rows in found.values() for problem in rows]
            if as_json:
                told = {"data": str(made.folder), "rows": made.rows, "made_at": made.made_at}
                told |= {"epoch": made.epoch, "ok": not problems}
                listed = [problem.as_json() for problem in problems]
                self.stdout.write(json.dumps({**told, "problems": listed}, ensure_ascii=False))
            else:
                self._tell_checks(len(found), [problem.message() for problem in problems])
        if problems:
            sys.exit(1)

    def _tell(self, made: Restored) -> None:
        day = timezone.localtime(datetime.fromisoformat(made.made_at))
        told = _(
            "恢复好了：{folder}（{rows} 行，备份于 {day}）。大家要重新登录；手机会自己补上备份里没有的。"
        ).format(folder=made.folder, rows=made.rows, day=f"{day:%Y-%m-%d %H:%M}")
        self.stdout.write(f"连心 · {told}")
        self.stdout.write(f"./lianxin serve --data {made.folder}")
        self.stdout.write(_("正在自查……"))
        self.stdout.flush()

    def _tell_checks(self, checks: int, problems: list[str]) -> None:
        if not problems:
            self.stdout.write(_("自查 {n} 项，全部正常。").format(n=checks))
            return
        self.stderr.write(_("自查发现下面这些，多半备份以前就有："))
        for message in problems:
            self.stderr.write(f"    {message}")


def _password(file: Path) -> str:
    """From the environment, else asked for."""
    given = os.environ.get("LIANXIN_BACKUP_PASSWORD", "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise refuse("backup.password_missing", "file", file=file)
    return getpass.getpass("备份的密码 / Password of the backup: ")
