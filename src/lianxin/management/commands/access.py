"""``./lianxin access``: prints the access matrix that ``docs/access.md`` holds."""

from typing import Any

from django.core.management.base import BaseCommand

from lianxin.people.matrix import as_markdown


class Command(BaseCommand):
    help = "prints the access matrix (docs/access.md)"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(as_markdown(), ending="")
