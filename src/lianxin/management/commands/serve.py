"""``./lianxin serve``: serves an instance until it is told to stop."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from lianxin.site.instance import prepare, setup_line
from lianxin.site.telling import telling


class Command(BaseCommand):
    help = "Serve the instance (--data DIR) until SIGTERM or Ctrl-C."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Options in full only: --lan is looked for before the settings are read."""
        return super().create_parser(prog_name, subcommand, allow_abbrev=False, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for the whole network")
        where.add_argument(
            "--lan",
            action="store_true",
            default=settings.LIANXIN_LAN,
            help="HTTPS on the village's own network, with a QR code for phones",
        )
        parser.add_argument("--port", type=int, help="8000; 8443 with --lan")
        parser.add_argument(
            "--page-port", type=int, default=8080, help="with --lan: of the page phones open first"
        )
        parser.add_argument("--workers", type=int, default=1, help="more than 1: PostgreSQL only")

    def handle(self, *args: Any, lan: bool, **options: Any) -> None:
        with telling(self.stderr):
            prepare()
            line = setup_line()
            if line:
                self.stdout.write(line)
                self.stdout.flush()
            self.serve_lan(**options) if lan else self.serve(**options)

    def serve(self, *, host: str, port: int | None, workers: int, **options: Any) -> None:
        from lianxin.site.serving import serve

        serve(host=host, port=port or 8000, workers=workers)

    def serve_lan(self, *, port: int | None, page_port: int, workers: int, **options: Any) -> None:
        from lianxin.site.lan import serve_lan

        serve_lan(port=port or 8443, page_port=page_port, workers=workers)
