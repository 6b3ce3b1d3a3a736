"""Accounts: opened with a password that is shown once, changed, disabled, reset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy

from .. import phone as phones
from ..models import Account, Grant, Officer, Role, Unit
from ..passwords import fresh_password
from ..queries import administrators
from ..roles import ADMINS
from ..wording import Reading

LOGIN = re.compile(r"[A-Za-z0-9._@-]{3,60}")


class Opened(NamedTuple):
    """An account with the password that is shown this once and kept nowhere."""

    account: Account
    password: str
    role: str = ""


def account_open(
    *,
    actor: Actor,
    name: str,
    phone: str = "",
    login: str = "",
    unit: Unit | None = None,
    until: date | None = None,
) -> Opened:
    """Opens an account that may do nothing yet; the security administrator grants its roles."""
    with act(actor, "account.open", on=unit) as audit:
        opened = _open(name, phone, login, unit=unit, until=until)
        audit.note(opened.account, login=_shown(opened.account))
    return opened


def account_open_officer(*, actor: Actor, officer: Officer, phone: str = "") -> Opened:
    """Opens an officer's account, signed in to by phone, with the officer's role."""
    with act(actor, "account.open_officer", on=officer) as audit:
        if Account.objects.visible_to(SYSTEM).filter(officer=officer).exists():
            raise refuse("account.officer_has_one", name=officer.name)
        if officer.until is not None and officer.until <= today():
            raise refuse("officer.left", name=officer.name)
        number = phones.cleaned(phone or officer.phone)
        if not phones.is_mobile(number):
            raise refuse("account.needs_mobile", "phone")
        opened = _open(officer.name, number, "", unit=officer.unit, officer=officer)
        _grant(opened.account, Role.OFFICER, officer.unit, actor, gettext("给干部开账号时自动授予"))
        audit.note(opened.account, login=_shown(opened.account), role=Role.OFFICER.value)
    return opened


def administrators_appoint(
    *, actor: Actor, unit: Unit, people: Mapping[str, tuple[str, str]]
) -> dict[str, Opened]:
    """The office's one-time appointment of three people (name, phone), while there is none at all."""
    with act(actor, "account.appoint", on=unit) as audit:
        if any(administrators(role).exists() for role in ADMINS):
            raise refuse("account.administrators_exist")
        _three_people(people)
        reading, opened = Reading(), {}
        for role in sorted(ADMINS):
            with reading.catching():
                name, phone = people[role]
                opened[role.value] = _open(name, phone, "", unit=unit, prefix=f"{role}-")
                _grant(opened[role.value].account, role, None, actor, gettext("首次任命"))
        reading.check()
        audit.note(unit, appointed={role: one.account.name for role, one in opened.items()})
    return opened


def account_change(
    *,
    actor: Actor,
    account: Account,
    name: str,
    phone: str,
    login: str,
    unit: Unit | None = None,
    until: date | None = None,
) -> Account:
    with act(actor, "account.change", on=account) as audit:
        reading = Reading()
        account.name = reading.words("name", name, _("姓名"), 40, needed=True)
        _identify(reading, account, phone, login)
        reading.check()
        if until is not None:
            keep_administrators(account)
        account.unit = account.officer.unit if account.officer else unit
        account.until = until
        account.save()
        audit.note(account, login=_shown(account), until=until)
    return account


def account_disable(*, actor: Actor, account: Account, reason: str) -> Account:
    """The holder is signed out by the next request, on every device."""
    with act(actor, "account.disable", on=account) as audit:
        if account.pk == actor.id:
            raise refuse("account.yourself")
        _check_officers(actor, account)
        keep_administrators(account)
        reading = Reading()
        reason = reading.words("reason", reason, _("原因"), 120, needed=True)
        reading.check()
        account.is_active = False
        account.save(update_fields=["is_active"])
        audit.note(account, reason=reason)
    return account


def account_enable(*, actor: Actor, account: Account) -> Account:
    with act(actor, "account.enable", on=account) as audit:
        _check_officers(actor, account)
        account.is_active = True
        account.save(update_fields=["is_active"])
        audit.note(account)
    return account


def account_reset(*, actor: Actor, account: Account) -> Opened:
    """A new first password, shown once; every session ends, a second factor stays in force."""
    with act(actor, "account.reset", on=account) as audit:
        _check_officers(actor, account)
        password = fresh_password()
        account.set_password(password)
        account.must_change_password = True
        account.save(update_fields=["password", "must_change_password"])
        audit.note(account)
    return Opened(account, password)


def keep_administrators(account: Account) -> None:
    """Refuses to lose the last active administrator of a kind; waits for others who try the same."""
    held = Grant.objects.visible_to(SYSTEM).filter(in_force(), account=account, role__in=ADMINS)
    for grant in held:
        active = set(administrators(grant.role).order_by("pk").values_list("pk", flat=True))
        locked = Account.objects.visible_to(SYSTEM).filter(pk__in=active).order_by("pk")
        list(locked.select_for_update())
        if set(administrators(grant.role).values_list("pk", flat=True)) == {account.pk}:
            raise refuse(
                "account.last_administrator", name=account.name, role=grant.get_role_display()
            )


def _check_officers(actor: Actor, account: Account) -> None:
    """Who may not open any account (the office) manages accounts of plain officers only."""
    if actor.allows("account.open") or actor.allows("grant.give"):
        return
    roles = Grant.objects.visible_to(SYSTEM).filter(in_force(), account=account)
    if account.officer_id is None or roles.exclude(role=Role.OFFICER).exists():
        raise refuse("account.not_an_officers", name=account.name)


def _open(
    name: str,
    phone: str,
    login: str,
    *,
    unit: Unit | None = None,
    officer: Officer | None = None,
    until: date | None = None,
    prefix: str = "",
) -> Opened:
    """``prefix`` names the fields of one of several people in a form."""
    reading, account = Reading(), Account(unit=unit, officer=officer, until=until)
    account.name = reading.words(f"{prefix}name", name, _("姓名"), 40, needed=True)
    _identify(reading, account, phone, login, prefix)
    reading.check()
    password = fresh_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(force_insert=True)
    return Opened(account, password)


def _identify(reading: Reading, account: Account, phone: str, login: str, prefix: str = "") -> None:
    """Login name and phone: each opens one account only, and neither equals another's other one."""
    login = tidy(login)
    with reading.catching():
        number = phones.cleaned(phone, f"{prefix}phone")
        if (number and not phones.is_mobile(number)) or not (number or login):
            raise refuse("account.needs_mobile", f"{prefix}phone")
        account.phone = number or None
        account.login = login or number
    if not account.login:
        return
    if not LOGIN.fullmatch(account.login):
        reading.add("account.login_form", "login")
    others = Account.objects.visible_to(SYSTEM).exclude(pk=account.pk)
    if login and (others.filter(login__iexact=login) | others.filter(phone=login)).exists():
        reading.add("account.login_taken", "login", value=login)
    number = account.phone or ""
    if number and (others.filter(phone=number) | others.filter(login=number)).exists():
        reading.add("account.phone_taken", f"{prefix}phone")


def _grant(account: Account, role: Role, unit: Unit | None, actor: Actor, reason: str) -> None:
    Grant.objects.create(
        account=account, role=role, unit=unit, from_day=today(), reason=reason, given_by=actor.name
    )


def _three_people(people: Mapping[str, tuple[str, str]]) -> None:
    reading = Reading()
    seen: set[str] = set()
    for role in sorted(ADMINS):
        name, phone = people.get(role, ("", ""))
        reading.words(f"{role}-name", name, role.label, 40, needed=True)
        for field, word in (("name", tidy(name)), ("phone", tidy(phone))):
            if word in seen:
                reading.add("account.same_person", f"{role}-{field}", value=word)
            seen.update(filter(None, [word]))
    reading.check()


def _shown(account: Account) -> str:
    """A login as the audit trail may hold it: a phone number with its middle left out."""
    login = account.login
    return f"{login[:3]}****{login[-4:]}" if phones.is_mobile(login) else login
