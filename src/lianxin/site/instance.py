"""Makes an instance ready: folders, tables, the cache table, and the tables that come with the product."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

import lianxin
from lianxin.aid.kinds.tables import load_activity_kinds
from lianxin.aid.village_plan.tables import load_comment_rules
from lianxin.aid.village_profile.tables import load_village_indicators
from lianxin.people.first import is_empty, setup_code
from lianxin.people.tables import load_areas
from lianxin.plans.household.tables import load_plan_templates
from lianxin.plans.pairing.tables import load_pairing_rules
from lianxin.pool.tables import load_goods, load_need_fields
from lianxin.records.file.tables import load_income_rules
from lianxin.records.needs.tables import load_reply_rules
from lianxin.register.cards.tables import load_card_words
from lianxin.register.tables import load_codes, load_rules
from lianxin.results.assessment.tables import load_schemes
from lianxin.results.profile.tables import load_indicators
from lianxin.results.publicity.tables import load_publicity_rules
from lianxin.review.tables import load_doubt_rules
from lianxin.visits.days.tables import load_days
from lianxin.visits.schedule.tables import load_schedule_rules
from lianxin.visits.tables import load_requirements

__all__ = ("is_empty", "load_tables", "prepare", "setup_line")
HOME = Path(__file__).parents[1]
STAMP = "instance.prepared"


def prepare() -> None:
    """Safe to run at every start: only what is missing is made, and nothing when nothing changed."""
    settings.LIANXIN_DATA.mkdir(parents=True, exist_ok=True)
    wanted = fingerprint()
    if _stamped() == wanted:
        return
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    with transaction.atomic():
        load_tables()
    cache.set(STAMP, wanted, timeout=None)


def load_tables() -> None:
    load_areas()
    load_codes()
    load_rules()
    load_income_rules()
    load_reply_rules()
    load_requirements()
    load_plan_templates()
    load_pairing_rules()
    load_days()
    load_schedule_rules()
    load_goods()
    load_activity_kinds()
    load_need_fields()
    load_card_words()
    load_publicity_rules()
    load_indicators()
    load_doubt_rules()
    load_village_indicators()
    load_comment_rules()
    load_schemes()


def fingerprint() -> str:
    """Changes with the version, the migrations and the tables that come with the product."""
    digest = hashlib.sha256(lianxin.__version__.encode())
    files = [*(HOME / "migrations").glob("0*.py"), *(HOME / "register" / "data").iterdir()]
    for file in sorted([*files, *HOME.rglob("tables.py")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _stamped() -> str | None:
    """The fingerprint the database was prepared for; None for a new or a foreign database."""
    try:
        if "lianxin_area" not in connection.introspection.table_names():
            return None
        found = cache.get(STAMP)
    except DatabaseError:
        return None
    return found if isinstance(found, str) else None


def setup_line() -> str:
    """What to type into the first page of an instance that nobody has begun; empty otherwise."""
    code = setup_code()
    return f"连心 · 第一次设置的口令 / setup code: {code}" if code else ""
