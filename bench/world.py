"""Two officers of one unit with twenty households each, their office, and a token for everybody.

``python -m bench.world`` makes them in the present instance and tells who they are.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from typing import Any

HOMES = 20
PASSWORD = "Lianxin-2026"  # noqa: S105 (of invented accounts)


def make() -> dict[str, Any]:
    from lianxin.kernel.actor import SYSTEM
    from lianxin.kernel.period import today
    from lianxin.people.models import Account, Area, Grant, Officer, Partnership, Role, Unit
    from lianxin.people.policy import AccountActor
    from lianxin.people.tokens import token_make
    from lianxin.register.actions import household_open, pairing_begin_all

    since = today() - timedelta(days=400)
    town = Area.objects.visible_to(SYSTEM).get(code="620524101000")
    number = "620524101901"
    village = Area.objects.create(
        code=number, path=number, name="阳坡村", level="village", parent=town, provisional=True
    )
    unit = Unit.objects.create(name="市自然资源执法支队", path="0001.")
    Partnership.objects.create(unit=unit, village=village, from_day=since)
    found: dict[str, Any] = {"village": str(village.pk), "officers": []}

    def account(login: str, name: str, role: Role, officer: Officer | None = None) -> str:
        made = Account(login=login, name=name, unit=unit, officer=officer)
        made.set_password(PASSWORD)
        made.save()
        Grant.objects.create(account=made, role=role, unit=unit, from_day=since, reason="分工")
        return token_make(actor=AccountActor.of(made), account=made, name="量一量")[1]

    found["office"] = account("office", "何晓燕", Role.OFFICE)
    for place, name in enumerate(("田立新", "刘志强")):
        officer = Officer.objects.create(unit=unit, name=name, from_day=since)
        homes = [_open(household_open, SYSTEM, village, place, n, since) for n in range(HOMES)]
        pairing_begin_all(
            actor=SYSTEM, moves=dict.fromkeys(homes, officer), from_day=since, reason="首次结对"
        )
        login = f"officer{place or ''}"
        token = account(login, name, Role.OFFICER, officer)
        keys = [str(home.pk) for home in homes]
        found["officers"].append({"login": login, "token": token, "homes": keys})
    return found


def _open(opening: Any, actor: Any, village: Any, place: int, number: int, since: date) -> Any:
    return opening(
        actor=actor,
        village=village,
        head=f"康{'甲乙'[place]}{chr(0x4E00 + 37 * number)}",
        phone=f"1990000{place}{number:03}",
        day=since,
        sex="1",
        born=date(1968, 3, 14),
        no_id_reason="未登记",
    )


def setup() -> None:
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.site.settings"
    from lianxin.site.words import compile_words

    compile_words()
    import django

    django.setup()
    from lianxin.site.instance import prepare

    prepare()


if __name__ == "__main__":
    setup()
    from django.db import transaction

    from lianxin.site.serving import collect_static

    collect_static()
    with transaction.atomic():
        told = make()
    sys.stdout.write(json.dumps(told) + "\n")
