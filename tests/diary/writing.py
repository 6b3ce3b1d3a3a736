"""Entries for tests: the village on some day of 2026."""

from __future__ import annotations

from datetime import date
from typing import Any

from lianxin.people.models import Account
from lianxin.people.policy import AccountActor
from lianxin.records.diary.actions import diary_write
from lianxin.records.diary.models import Entry
from lianxin.records.diary.queries import Asked, entries

DAY = date(2026, 3, 10)


def write(account: Account, officer: Any, text: str, **more: Any) -> Entry:
    told = {"kinds": ["help"], "day": DAY, **more}
    return diary_write(actor=AccountActor.of(account), officer=officer, text=text, **told)


def found(account: Account, words: str = "", **asked: Any) -> list[str]:
    """What the entries say that a search brings, the newest first."""
    rows = entries(AccountActor.of(account), Asked(words=words, **asked), limit=50)[0]
    return [row.words for row in rows]
