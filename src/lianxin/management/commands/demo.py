"""``./lianxin demo``: the demo village from nothing to the first page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from lianxin.site.instance import prepare
from lianxin.site.telling import telling


class Command(BaseCommand):
    help = (
        "Make the demo village in --data DIR (default data/demo) and serve it; keeps what is there."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for the whole network")
        parser.add_argument("--no-serve", action="store_true", help="only make it")

    def handle(self, *args: Any, port: int, host: str, no_serve: bool, **options: Any) -> None:
        from lianxin.demo.making import demo

        with telling(self.stderr):
            if not no_serve:
                from lianxin.site.serving import check_port, serve

                check_port(host, port)
            prepare()
            self.say(demo())
            settings.LIANXIN_DEMO = True
            if not no_serve:
                serve(host=host, port=port, workers=1)

    def say(self, note: dict[str, Any]) -> None:
        logins = "  ".join(f"{one['login']}（{one['name']}）" for one in note["accounts"])
        self.stdout.write(f"示例村 / demo village · 密码 / password: {note['password']}")
        self.stdout.write(f"登录名 / logins: {logins}")
        self.stdout.flush()
