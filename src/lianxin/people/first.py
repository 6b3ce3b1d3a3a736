"""The first set-up of an empty instance: a one-time code for whoever started it, then everything at once."""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused, refuse
from lianxin.kernel.text import tidy

from .actions.area import area_add
from .actions.unit import unit_add
from .models import Account, Area, Grant, Role, Unit
from .passwords import check_password_strength
from .phone import cleaned, is_mobile
from .queries import towns
from .wording import Reading

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class Begun(NamedTuple):
    account: Account
    unit: Unit
    village: Area


def is_empty() -> bool:
    return not Account.objects.exists()


def setup_code() -> str | None:
    """The code of an empty instance, made at the first asking; nothing once there is an account."""
    path = _code_file()
    if not is_empty():
        path.unlink(missing_ok=True)
        return None
    if not path.exists():
        parts = ("".join(secrets.choice(ALPHABET) for _place in range(4)) for _part in range(3))
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write("-".join(parts))
    return path.read_text().strip()


def check_setup_code(text: str) -> None:
    right = setup_code() or ""
    given = tidy(text).upper().replace(" ", "")
    if not right or not hmac.compare_digest(right.encode(), given.encode()):
        raise refuse("setup.wrong_code", "code")


def instance_begin(
    *,
    unit: str,
    village: str,
    phone: str,
    password: str,
    name: str = "",
    town: Area | None = None,
    village_code: str = "",
    town_needed: bool = False,
) -> Begun:
    """The unit, its village, their partnership, and the office's account: all or nothing.

    Without a town the village may be named with it (洛门镇阳坡村); else it stands under the county's
    first town until the office corrects it, or with ``town_needed`` is refused.
    """
    with transaction.atomic(), act(SYSTEM, "instance.begin") as audit:
        if not is_empty():
            raise refuse("setup.done")
        reading = Reading()
        placed, village = _placed(town, tidy(village))
        if placed is None and town_needed:
            reading.add("input.required", "town", label=str(_("乡镇")))
        town = placed or towns()[0]
        account = _account(reading, name, phone, password)
        made = place = None
        with reading.catching(), _fields(name="unit"):
            made = unit_add(actor=SYSTEM, name=unit)
        with reading.catching(), _fields(name="village", code="village_code"):
            place = area_add(actor=SYSTEM, parent=town, name=village, code=village_code, unit=made)
        if made is None or place is None or reading.problems:
            raise Refused(reading.problems)
        _open(account, made)
        audit.note(made, village=str(place), account=account.login)
    _code_file().unlink(missing_ok=True)
    return Begun(account, made, place)


def _placed(town: Area | None, village: str) -> tuple[Area | None, str]:
    """The town the village's name begins with, and the name without it."""
    for one in towns():
        if village.startswith(one.name) and len(village) > len(one.name):
            return one, tidy(village[len(one.name) :])
    return town, village


def _account(reading: Reading, name: str, phone: str, password: str) -> Account:
    name = reading.words("name", name, _("您的姓名"), 40) or str(Role.OFFICE.label)
    number = ""
    before = len(reading.problems)
    with reading.catching():
        number = cleaned(phone)
    if not is_mobile(number) and len(reading.problems) == before:
        reading.add("account.needs_mobile", "phone")
    account = Account(login=number, phone=number, name=name)
    with reading.catching():
        check_password_strength(password, account)
    account.set_password(password)
    return account


def _open(account: Account, unit: Unit) -> None:
    account.unit = unit
    account.save(force_insert=True)
    Grant.objects.create(
        account=account,
        role=Role.OFFICE,
        unit=unit,
        from_day=today(),
        reason=str(_("首次设置")),
        given_by=SYSTEM.name,
    )


@contextmanager
def _fields(**names: str) -> Iterator[None]:
    """The inner action's field names as this form has them."""
    try:
        yield
    except Refused as error:
        raise Refused(
            [replace(one, field=names.get(one.field or "", one.field)) for one in error.problems]
        ) from None


def _code_file() -> Path:
    return Path(settings.LIANXIN_DATA) / "setup.code"
