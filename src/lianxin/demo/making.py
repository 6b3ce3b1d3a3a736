"""The whole demo in one transaction: places, people, two villages, pairings, logins."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from lianxin.kernel.bulk import take_stock, uncollected
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Account
from lianxin.people.passwords import fresh_password
from lianxin.people.policy import AccountActor

from .assessments import Assessments
from .batches import Batches
from .benefits import Benefits
from .cards import Cards
from .doubts import Doubts
from .files import Files
from .ground import stand
from .institutions import Institutions
from .lively import Lively, this_year
from .notices import notices
from .officers import LOGINS, OTHER_VILLAGE, UNIT, VILLAGE
from .papers import hand_in
from .people import Places, make_accounts, make_officers, make_places
from .planning import Planning
from .pledges import advise, pledge
from .receipts import confirm
from .records import Records
from .register import Village, pair, pair_others
from .stamps import set_back
from .supplies import Supplies
from .trainings import Trainings
from .village import home_village, other_village
from .years import first_year, year_before, years_between

SEED = 2012


def note_file() -> Path:
    """Makes an instance the demo: its login page offers the logins that stand in it."""
    return Path(settings.LIANXIN_DATA) / "demo.json"


def demo() -> dict[str, Any]:
    """What stands in ``demo.json``; the village is made where there is none, and never touched after."""
    if note_file().exists() and Account.objects.exists():
        found: dict[str, Any] = json.loads(note_file().read_text(encoding="utf-8"))
        return found
    if Account.objects.exists():
        raise refuse("demo.real_instance", data=settings.LIANXIN_DATA)
    password = fresh_password()
    with transaction.atomic(), uncollected():
        make(password)
    accounts = [{"login": one.login, "name": one.name, "role": one.role.value} for one in LOGINS]
    note = {"password": password, "accounts": accounts}
    _keep(note_file(), json.dumps(note, ensure_ascii=False, indent=1))
    return note


def make(password: str) -> None:
    day = today()
    made = make_places()
    make_officers(made, day)
    make_accounts(made, password)
    office = AccountActor.of(made.accounts["office"], door="command")
    village = Village(office, made.villages[VILLAGE], home_village(day, SEED), day)
    village.write()
    pair(office, made, village)
    record(made, village, day)
    hand_in(office, made.villages[VILLAGE], day)
    pair_others(made, other_village(day, SEED), made.villages[OTHER_VILLAGE], day)


def record(made: Places, village: Village, day: date) -> None:
    """What was written since 2012: the first year, the years between, this year, the files."""
    records = Records(made, village, day, SEED)
    first_year(records)
    years_between(records, this_year(records))
    year_before(records)
    Lively(records).write()
    Files(records).write()
    stand(records)
    Benefits(records).write()
    Supplies(records, made).write()
    Batches(records).write()
    pledge(records)
    advise(records)
    Cards(records, SEED).write()
    Trainings(records, SEED).write()
    Planning(records, made).write()
    confirm(records)
    Institutions(records, made.units[UNIT]).write()
    notices(records, made.units[UNIT])
    take_stock()
    doubts = Doubts(records, made)
    doubts.write()
    set_back()
    doubts.decide()
    Assessments(records, made).write()


def _keep(path: Path, text: str) -> None:
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
