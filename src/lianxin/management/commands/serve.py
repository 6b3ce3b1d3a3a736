"""``./lianxin serve``: serves an instance until it is told to stop."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lianxin.site.instance import prepare, setup_line
from lianxin.site.telling import telling


class Command(BaseCommand):
    help = "Serve the instance (--data DIR) until SIGTERM or Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for the whole network")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="more than 1: PostgreSQL only")

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        from lianxin.site.serving import serve

        with telling(self.stderr):
            prepare()
            line = setup_line()
            if line:
                self.stdout.write(line)
                self.stdout.flush()
            serve(host=host, port=port, workers=workers)
