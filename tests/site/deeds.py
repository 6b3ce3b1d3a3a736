"""What is done in an instance of its own, in a process of its own: ``python -m tests.site.deeds NAME``."""

from __future__ import annotations

import os
import sys
from datetime import date
from itertools import count

DAY = date(2026, 3, 10)


def begin() -> None:
    """康润生's household, 田立新 with a photo in his entry, and one whose file was lost while it waited."""
    from django.core.cache import cache
    from django.test import Client

    from lianxin.records.diary.photos import path_of, photo_add
    from tests.cast import Cast
    from tests.diary.test_photos import picture

    cast = Cast()
    household = cast.household(officer=cast.tian)
    actor = cast.actor(cast.officer)
    kept = photo_add(actor=actor, content=picture())
    _write(cast, household, "牛棚漏雨", photos=[kept])
    lost = photo_add(actor=actor, content=picture(size=(50, 30)))
    path_of(lost.sha256).unlink()
    Client().force_login(cast.office, "allauth.account.auth_backends.AuthenticationBackend")
    cache.set("锁", 1)


def write() -> None:
    """One entry after another; each is named once it is committed."""
    from lianxin.kernel.actor import SYSTEM
    from lianxin.people.models import Account
    from lianxin.people.policy import AccountActor
    from lianxin.records.diary.actions import diary_write
    from lianxin.register.models import Household

    account = Account.objects.get(login="officer")
    household = Household.objects.visible_to(SYSTEM).get()
    for number in count(1):
        entry = diary_write(
            actor=AccountActor.of(account),
            officer=account.officer,
            households=[household],
            kinds=["visit", "talk"],
            day=DAY,
            text=f"第 {number} 次入户",
        )
        print(entry.pk, flush=True)


def _write(cast, household, text: str, **more) -> None:
    from tests.diary.writing import write

    write(cast.officer, cast.tian, text, households=[household], kinds=["visit"], **more)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
    import django

    django.setup()
    {"begin": begin, "write": write}[sys.argv[1]]()
