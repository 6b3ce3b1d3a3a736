"""``./lianxin init``: an empty, real instance with its unit, its village and the first account."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from lianxin.kernel.problem import refuse
from lianxin.site.instance import is_empty, prepare
from lianxin.site.telling import telling


class Command(BaseCommand):
    help = "Make an empty, real instance in --data DIR."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--unit", required=True, metavar="NAME", help="the work unit")
        parser.add_argument(
            "--village",
            required=True,
            metavar="NAME",
            help="the village, best with its town: 洛门镇阳坡村; alone it stands under the county's "
            "first town until the office corrects it",
        )
        parser.add_argument("--admin", required=True, metavar="PHONE", help="who signs in first")

    def handle(self, *args: Any, unit: str, village: str, admin: str, **options: Any) -> None:
        with telling(self.stderr):
            prepare()
            if not is_empty():
                raise refuse("init.not_empty", data=settings.LIANXIN_DATA)
            from lianxin.people.first import instance_begin

            begun = instance_begin(unit=unit, village=village, phone=admin, password=password())
            place = f"{begun.village.parent}{begun.village}"
            self.stdout.write(f"连心 · {begun.unit} – {place} · {begun.account.login}")
            if begun.village.provisional:
                self.stdout.write(
                    "乡镇或代码不对，登录后到“地方”里点这个村改。/ If the town or the provisional code is not "
                    "right, sign in and change the village under Places."
                )
            self.stdout.write(f"./lianxin serve --data {settings.LIANXIN_DATA}")


def password() -> str:
    """From the environment, else asked for twice; the first account's rules are those of every account."""
    given = os.environ.get("LIANXIN_ADMIN_PASSWORD", "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise refuse("init.password_missing")
    first = getpass.getpass("密码 / Password: ")
    if getpass.getpass("再输一遍 / Again: ") != first:
        raise refuse("init.passwords_differ")
    return first
