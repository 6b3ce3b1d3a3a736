"""Accounts, the three separated administrators, and who may do what to whose account."""

from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.actions import (
    account_change,
    account_disable,
    account_enable,
    account_open,
    account_reset,
    administrators_appoint,
    grant_end,
    grant_give,
    officer_leave,
)
from lianxin.people.models import Account, Grant, Role
from lianxin.people.passwords import fresh_password
from lianxin.people.policy import AccountActor
from lianxin.people.queries import accounts
from lianxin.register.models import Household, Person

pytestmark = pytest.mark.django_db
THREE = {
    "sysadmin": ("郭有才", "19900003001"),
    "secadmin": ("令俊杰", "19900003002"),
    "auditadmin": ("裴双喜", "19900003003"),
}


def codes(refused) -> set[str]:
    return {problem.code for problem in refused.value.problems}


def grant_of(account) -> Grant:
    return Grant.objects.visible_to(SYSTEM).get(account=account)


def plain(cast) -> Account:
    return account_open(
        actor=cast.actor(cast.sysadmin), name="郭有才", phone="19900003001", unit=cast.unit
    ).account


def test_a_new_account_may_do_nothing_until_it_is_granted_a_role(cast):
    account = plain(cast)
    assert not AccountActor.of(account).grants
    grant_give(
        actor=cast.actor(cast.secadmin),
        account=account,
        role="leader",
        unit=cast.unit,
        reason="任命",
    )
    assert AccountActor.of(account).roles == {Role.LEADER}


def test_the_system_administrator_opens_accounts_and_grants_nothing(cast):
    account = plain(cast)
    with pytest.raises(Refused) as refused:
        grant_give(
            actor=cast.actor(cast.sysadmin),
            account=account,
            role="leader",
            unit=cast.unit,
            reason="任命",
        )
    assert codes(refused) == {"action.not_allowed"}
    with pytest.raises(Refused) as refused:
        account_open(actor=cast.actor(cast.secadmin), name="某人", phone="19900003009")
    assert codes(refused) == {"action.not_allowed"}


def test_login_and_phone_open_one_account_only(cast):
    actor = cast.actor(cast.sysadmin)
    account_open(actor=actor, name="郭有才", phone="19900003001", login="guo")
    for phone, login, problem in (
        ("19900003001", "", "account.phone_taken"),
        ("19900003005", "GUO", "account.login_taken"),
        ("", "19900003001", "account.login_taken"),
        ("19900003005", "郭有才", "account.login_form"),
        ("", "", "account.needs_mobile"),
    ):
        with pytest.raises(Refused) as refused:
            account_open(actor=actor, name="令俊杰", phone=phone, login=login)
        assert codes(refused) == {problem}


def test_nobody_holds_two_of_the_three_administrators(cast):
    actor = cast.actor(cast.secadmin)
    for role in ("auditadmin", "secadmin"):
        with pytest.raises(Refused) as refused:
            grant_give(actor=actor, account=cast.sysadmin, role=role, reason="兼任")
        assert codes(refused) == {"grant.two_administrators"}
    assert grant_give(actor=actor, account=plain(cast), role="auditadmin", reason="任命")


def test_an_administrator_holds_no_business_role_and_the_other_way_round(cast):
    actor = cast.actor(cast.secadmin)
    for account, role in ((cast.sysadmin, "leader"), (cast.leader, "sysadmin")):
        with pytest.raises(Refused) as refused:
            grant_give(actor=actor, account=account, role=role, unit=cast.unit, reason="兼任")
        assert codes(refused) == {"grant.administrator_apart"}


def test_separation_looks_at_days_to_come_too(cast):
    actor, account = cast.actor(cast.secadmin), plain(cast)
    later = today() + timedelta(30)
    grant_give(actor=actor, account=account, role="sysadmin", from_day=later, reason="下月上任")
    with pytest.raises(Refused):
        grant_give(actor=actor, account=account, role="leader", unit=cast.unit, reason="暂代")
    grant_give(
        actor=actor, account=account, role="leader", unit=cast.unit, until=later, reason="暂代一月"
    )


def test_nobody_grants_to_themselves(cast):
    actor = cast.actor(cast.secadmin)
    with pytest.raises(Refused) as refused:
        grant_give(actor=actor, account=cast.secadmin, role="secadmin", reason="延长")
    assert codes(refused) == {"grant.to_yourself"}
    with pytest.raises(Refused) as refused:
        grant_end(actor=actor, grant=grant_of(cast.secadmin))
    assert codes(refused) == {"grant.to_yourself"}


def test_a_role_needs_the_scope_it_speaks_of_and_a_reason(cast):
    actor, account = cast.actor(cast.secadmin), plain(cast)
    for role, problem in (
        ("office", "grant.needs_unit"),
        ("village", "grant.needs_area"),
        ("officer", "grant.needs_officer"),
    ):
        with pytest.raises(Refused) as refused:
            grant_give(actor=actor, account=account, role=role, reason=" ")
        assert codes(refused) == {problem, "input.required"}
    given = grant_give(
        actor=actor, account=account, role="village", area=cast.village, reason="村委会"
    )
    assert (given.unit, given.area, given.given_by) == (None, cast.village, "安全管理员")


def test_the_same_grant_is_not_given_twice(cast):
    actor = cast.actor(cast.secadmin)
    with pytest.raises(Refused) as refused:
        grant_give(actor=actor, account=cast.leader, role="leader", unit=cast.unit, reason="再给")
    assert codes(refused) == {"grant.twice"}
    assert grant_give(
        actor=actor, account=cast.leader, role="leader", unit=cast.other_unit, reason="兼管"
    )


def test_a_grant_ends_at_once(cast):
    grant_end(actor=cast.actor(cast.secadmin), grant=grant_of(cast.leader))
    assert not AccountActor.of(cast.leader).grants


@pytest.mark.parametrize("role", ["sysadmin", "secadmin", "auditadmin"])
def test_the_last_active_administrator_of_a_kind_cannot_be_lost(cast, role):
    last = getattr(cast, role)
    other = "secadmin" if role != "secadmin" else "sysadmin"
    actor = cast.actor(getattr(cast, other))
    with pytest.raises(Refused) as refused:
        account_disable(actor=actor, account=last, reason="离岗")
    assert codes(refused) == {"account.last_administrator"}
    cast.account("second", "第二人", Role(role))
    account_disable(actor=actor, account=last, reason="离岗")
    assert not AccountActor.of(Account.objects.get(pk=last.pk)).grants


def test_the_last_administrator_keeps_the_grant_and_the_open_end(cast):
    security = cast.account("second", "第二人", Role.SECADMIN)
    with pytest.raises(Refused) as refused:
        grant_end(actor=cast.actor(security), grant=grant_of(cast.sysadmin))
    assert codes(refused) == {"account.last_administrator"}
    with pytest.raises(Refused) as refused:
        account_change(
            actor=cast.actor(cast.sysadmin),
            account=cast.sysadmin,
            name="系统管理员",
            phone="",
            login="sysadmin",
            until=today() + timedelta(7),
        )
    assert codes(refused) == {"account.last_administrator"}


def test_an_officer_who_is_the_last_administrator_cannot_leave(cast):
    cast.account("sysadmin", "田立新", Role.SYSADMIN, officer=cast.tian)
    with pytest.raises(Refused) as refused:
        officer_leave(
            actor=cast.actor(cast.office), officer=cast.tian, until=today(), leaving="调走"
        )
    assert codes(refused) == {"account.last_administrator"}


def test_nobody_disables_themselves(cast):
    cast.account("second", "第二人", Role.SYSADMIN)
    with pytest.raises(Refused) as refused:
        account_disable(actor=cast.actor(cast.sysadmin), account=cast.sysadmin, reason="试试")
    assert codes(refused) == {"account.yourself"}


def test_the_office_manages_accounts_of_its_plain_officers_only(cast):
    actor = cast.actor(cast.office)
    account_disable(actor=actor, account=cast.officer, reason="长期不在")
    assert not AccountActor.of(cast.officer).grants
    account_enable(actor=actor, account=cast.officer)
    assert account_reset(actor=actor, account=cast.officer).password
    for account, problem in (
        (cast.leader, "account.not_an_officers"),
        (cast.sysadmin, "account.not_an_officers"),
        (cast.outsider, "action.not_allowed"),
    ):
        for deed in (
            lambda account: account_reset(actor=actor, account=account),
            lambda account: account_disable(actor=actor, account=account, reason="停"),
            lambda account: account_enable(actor=actor, account=account),
        ):
            with pytest.raises(Refused) as refused:
                deed(account)
            assert codes(refused) == {problem}


def test_the_office_opens_no_account_outside_its_officers(cast):
    with pytest.raises(Refused) as refused:
        account_open(
            actor=cast.actor(cast.office), name="某人", phone="19900003009", unit=cast.unit
        )
    assert codes(refused) == {"action.not_allowed"}


def test_the_office_appoints_the_three_administrators_once(cast):
    actor = cast.actor(cast.office)
    opened = administrators_appoint(actor=actor, unit=cast.unit, people=THREE)
    assert {role: AccountActor.of(one.account).roles for role, one in opened.items()} == {
        role: {Role(role)} for role in THREE
    }
    with pytest.raises(Refused) as refused:
        administrators_appoint(actor=actor, unit=cast.unit, people=THREE)
    assert codes(refused) == {"account.administrators_exist"}


def test_three_administrators_are_three_people(cast):
    people = {**THREE, "auditadmin": ("郭有才", "")}
    with pytest.raises(Refused) as refused:
        administrators_appoint(actor=cast.actor(cast.office), unit=cast.unit, people=people)
    assert codes(refused) == {"account.same_person"}
    with pytest.raises(Refused) as refused:
        administrators_appoint(actor=cast.actor(cast.leader), unit=cast.unit, people=THREE)
    assert codes(refused) == {"action.not_allowed"}


def test_a_reset_password_is_shown_once_and_must_be_changed(cast):
    opened = account_reset(actor=cast.actor(cast.sysadmin), account=cast.leader)
    account = Account.objects.get(pk=cast.leader.pk)
    assert account.check_password(opened.password)
    assert account.must_change_password
    told = AuditRow.objects.visible_to(SYSTEM).get(action="account.reset")
    assert opened.password not in str(told.details)


def test_first_passwords_meet_the_rules_and_differ(cast):
    made = {fresh_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        validate_password(password, cast.leader)


def test_the_trail_holds_no_whole_phone_number(cast):
    plain(cast)
    told = AuditRow.objects.visible_to(SYSTEM).get(action="account.open")
    assert told.details["login"] == "199****3001"


@pytest.mark.parametrize("role", ["sysadmin", "secadmin", "auditadmin"])
def test_the_audit_administrator_sees_no_household_nor_do_the_other_two(cast, role):
    cast.household(officer=cast.tian)
    actor = cast.actor(getattr(cast, role))
    assert not Household.objects.visible_to(actor).exists()
    assert not Person.objects.visible_to(actor).exists()
    assert Household.objects.visible_to(cast.actor(cast.office)).exists()


def test_only_the_audit_administrator_reads_the_trail(cast):
    plain(cast)
    for account in (cast.sysadmin, cast.secadmin, cast.office, cast.leader, cast.officer):
        assert not AuditRow.objects.visible_to(cast.actor(account)).exists()
    assert AuditRow.objects.visible_to(cast.actor(cast.auditadmin)).exists()


def test_the_list_of_accounts_stays_within_the_unit(cast):
    for account in (cast.outsider, cast.officer, cast.leader):
        assert account.is_active
    assert {a.login for a in accounts(cast.actor(cast.office))} == {"office", "officer", "leader"}
    assert [a.login for a in accounts(cast.actor(cast.secadmin), show="leader")] == ["leader"]
    assert [a.login for a in accounts(cast.actor(cast.secadmin), words="外单")] == ["outsider"]
    account_disable(actor=cast.actor(cast.secadmin), account=cast.leader, reason="离岗")
    assert [a.login for a in accounts(cast.actor(cast.secadmin), show="off")] == ["leader"]
