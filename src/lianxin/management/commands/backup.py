"""``./lianxin backup --out FILE``: one verified file that holds the whole instance."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.site.backup import Made, backup
from lianxin.site.telling import telling


class Command(BaseCommand):
    help = "Write a verified backup of the instance to a new file, while it is in use."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, out: Path, as_json: bool = False, **options: Any) -> None:
        password = os.environ.get("LIANXIN_BACKUP_PASSWORD", "")
        with telling(self.stderr, as_json=as_json):
            made = backup(out.absolute(), password=password)
            if as_json:
                self.stdout.write(_as_json(made, bool(password)))
            else:
                self._tell(made, bool(password))

    def _tell(self, made: Made, locked: bool) -> None:
        megabytes = f"{made.size / 1e6:.1f}"
        told = _("备份好了，也打开核对过：{file}（{megabytes} MB，{rows} 行，{photos} 张照片）")
        self.stdout.write(
            "连心 · "
            + told.format(file=made.file, megabytes=megabytes, rows=made.rows, photos=made.photos)
        )
        self.stdout.write(
            _("加了密码。忘了密码就再也打不开，请把密码和备份分开保管。")
            if locked
            else _(
                "这个文件里有密钥，谁拿到它谁就能看到一切，请锁好。要加密码，先设 LIANXIN_BACKUP_PASSWORD。"
            )
        )
        if made.lost:
            count = len(made.lost)
            told = ngettext(
                "有 {n} 张照片的文件早就不在了，备份里也没有，头一张是 {first}。",
                "有 {n} 张照片的文件早就不在了，备份里也没有，头一张是 {first}。",
                count,
            )
            self.stderr.write(told.format(n=count, first=made.lost[0][:12]))


def _as_json(made: Made, locked: bool) -> str:
    told = {"file": str(made.file), "bytes": made.size, "rows": made.rows, "photos": made.photos}
    return json.dumps({**told, "lost": made.lost, "locked": locked}, ensure_ascii=False)
