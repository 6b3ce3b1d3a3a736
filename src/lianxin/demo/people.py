"""Writes units, officers and accounts of the demo through the same actions as anybody's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from lianxin.kernel.actor import SYSTEM
from lianxin.people import actions
from lianxin.people.models import Account, Area, Officer, Role, Unit
from lianxin.people.roles import POLICY, Scope

from .officers import (
    BEGAN,
    DEPARTMENT,
    LOGINS,
    ON_STUDY,
    OTHER_UNIT,
    OTHER_VILLAGE,
    OTHERS,
    PAST,
    PRESENT,
    SECTIONS,
    TOWN,
    UNIT,
    VILLAGE,
    Login,
    Post,
)


@dataclass
class Places:
    """What has been made so far, by name."""

    units: dict[str, Unit] = field(default_factory=dict)
    villages: dict[str, Area] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)


def make_places() -> Places:
    made = Places()
    for name, level, department in (
        (UNIT, "市直", False),
        (OTHER_UNIT, "市直", False),
        (DEPARTMENT, "县直", True),
    ):
        made.units[name] = actions.unit_add(
            actor=SYSTEM, name=name, level=level, department=department
        )
    for name in SECTIONS:
        made.units[name] = actions.unit_add(actor=SYSTEM, name=name, parent=made.units[UNIT])
    # Areas are public; the towns came with the product.
    town = Area.objects.visible_to(SYSTEM).get(name=TOWN)
    for unit, village, groups in ((UNIT, VILLAGE, "6"), (OTHER_UNIT, OTHER_VILLAGE, "2")):
        area = actions.area_add(actor=SYSTEM, parent=town, name=village)
        actions.groups_add(actor=SYSTEM, village=area, text=groups)
        actions.partnership_begin(actor=SYSTEM, unit=made.units[unit], village=area, from_day=BEGAN)
        made.villages[village] = area
    return made


def make_officers(made: Places, day: date) -> None:
    section = {name: unit for unit, names in SECTIONS.items() for name in names.split()}
    for place, post in enumerate((*PAST, *PRESENT, *OTHERS)):
        made.officers[post.name] = actions.officer_join(
            actor=SYSTEM,
            unit=made.units[section.get(post.name, OTHER_UNIT)],
            name=post.name,
            post=post.post,
            rank=post.rank,
            skills=post.skills,
            phone=f"1990000{5000 + place}",
            from_day=post.since,
        )
    actions.absence_begin(
        actor=SYSTEM,
        officer=made.officers[ON_STUDY],
        kind="study",
        from_day=day - timedelta(days=60),
        last=day + timedelta(days=90),
        note="市委党校秋季班",
    )


def officer_leaves(made: Places, post: Post) -> None:
    actions.officer_leave(
        actor=SYSTEM, officer=made.officers[post.name], until=post.left, leaving=post.leaving
    )


def make_accounts(made: Places, password: str) -> None:
    """Every account by the contract's name; all share the password that is printed at the start."""
    for login in LOGINS:
        made.accounts[login.login] = _account(made, login)
    hashed = make_password(password)
    # The demo alone gives a known password that stays: its login page shows it.
    for account in made.accounts.values():
        account.password, account.must_change_password = hashed, False
    Account.objects.bulk_update(made.accounts.values(), ["password", "must_change_password"])


def _account(made: Places, login: Login) -> Account:
    unit = made.units.get(login.unit)
    if login.officer:
        officer = made.officers[login.name]
        account = actions.account_open_officer(actor=SYSTEM, officer=officer).account
        return actions.account_change(
            actor=SYSTEM,
            account=account,
            name=login.name,
            phone=officer.phone,
            login=login.login,
        )
    account = actions.account_open(
        actor=SYSTEM, name=login.name, login=login.login, unit=unit
    ).account
    actions.grant_give(
        actor=SYSTEM,
        account=account,
        role=login.role,
        reason="示例分工",
        unit=unit if POLICY[Role(login.role)].scope is Scope.UNIT else None,
        area=made.villages[VILLAGE] if login.area else None,
    )
    return account
