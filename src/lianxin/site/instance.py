"""Makes an instance ready: folders, tables, the cache, and what comes with the product."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command

from lianxin.people.tables import load_areas
from lianxin.register.tables import load_codes, load_rules


def prepare() -> None:
    """Safe to run at every start: only what is missing is made."""
    settings.LIANXIN_DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    load_tables()


def load_tables() -> None:
    load_areas()
    load_codes()
    load_rules()
