"""``./lianxin check``: verifies the audit chain, the database, the key, the register and the files."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

TITLES = {
    "audit": "审计记录相连 / audit chain",
    "database": "数据库完好 / database",
    "migrations": "数据库版本 / schema",
    "key": "密钥对得上 / key",
    "heads": "一户一户主 / one head each",
    "pairings": "一户一责任人 / one responsible officer each",
    "homes": "成员在户 / members at home",
    "search": "日记、文件查得到 / search",
    "photos": "照片文件齐全 / photo files",
    "supplies": "供给去向对得上 / where offers went",
    "money": "项目资金和贷款 / project money and loans",
    "figures": "数字重算 / figures recounted",
    "papers": "交出去的材料没有变 / papers handed in",
    "static": "网页文件齐全 / page files",
}


class Command(BaseCommand):
    help = "Verify the instance; exit 0 only if all is well."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, as_json: bool = False, **options: Any) -> None:
        from lianxin.site.checking import everything

        found = everything()
        well = not any(found.values())
        if as_json:
            problems = {name: [p.as_json() for p in rows] for name, rows in found.items()}
            self.stdout.write(json.dumps({"ok": well, "checks": problems}, ensure_ascii=False))
        else:
            for name, rows in found.items():
                self.stdout.write(f"{'✗' if rows else '✓'} {TITLES[name]}")
                for row in rows:
                    self.stdout.write(f"    {row.message()}")
        if not well:
            sys.exit(1)
