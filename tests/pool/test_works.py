"""A project's stages, acceptance and uses of its money; small loans until they are paid back."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.aid.balance import balance
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import Extent
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.pool.actions import project_receive, project_win
from lianxin.pool.check import overspent
from lianxin.pool.figures import FIGURES as PROJECTS
from lianxin.pool.loans.actions import loan_repay, loan_take
from lianxin.pool.loans.figures import FIGURES
from lianxin.pool.loans.models import Loan
from lianxin.pool.loans.queries import loans
from lianxin.pool.models import Receipt
from lianxin.pool.queries import project
from lianxin.pool.works import (
    project_accept,
    project_spend,
    project_stage,
    project_stage_done,
    project_take_back,
)
from lianxin.site import checking
from tests.cast import code

DAY = date(2026, 2, 1)
BY_NAME = {figure.name: figure for figure in FIGURES}
MONEY = {figure.name: figure for figure in PROJECTS}


def refused(do):
    with pytest.raises(Refused) as error:
        do()
    return {one.code for one in error.value.problems}


@pytest.fixture
def won(cast):
    return project_win(
        actor=cast.actor(cast.office),
        village=cast.village,
        title="土地整理",
        funder="市自然资源局",
        decided=DAY,
        amount=1000,
        field=code("field", "项目投资"),
    )


def spend(cast, receipt, amount, day=DAY, **told):
    words = {"payee": "工程队", "purpose": "推土", **told}
    return project_spend(
        actor=cast.actor(cast.office), receipt=receipt, day=day, amount=amount, **words
    )


def test_no_more_is_planned_for_the_stages_than_was_decided(cast, won):
    office = cast.actor(cast.office)
    stage = project_stage(actor=office, project=won, title="平地", due=DAY, amount=700)
    more = {"actor": office, "project": won, "title": "修路", "due": DAY}
    assert refused(lambda: project_stage(amount=301, **more)) == {"project.stage_money"}
    project_stage_done(actor=office, stage=stage, day=DAY)
    assert refused(lambda: project_stage_done(actor=office, stage=stage, day=DAY)) == {
        "project.stage_done"
    }
    seen = {"actor": office, "project": won, "day": DAY, "by": "县财政局"}
    assert refused(lambda: project_accept(passed=False, **seen)) == {"input.required"}
    project_accept(passed=True, stage=stage, **seen)
    shown = project(office, won.pk, today())
    assert [one.title for one in shown.stages] == ["平地"]
    assert [one.passed for one in shown.acceptances] == [True]


def test_nothing_is_paid_before_the_money_came_or_beyond_it(cast, won):
    office = cast.actor(cast.office)
    receipt = project_receive(actor=office, project=won, day=DAY + timedelta(days=5), amount=600)
    assert refused(lambda: spend(cast, receipt, 1)) == {"project.before_received"}
    row = spend(cast, receipt, 600, DAY + timedelta(days=6))
    assert refused(lambda: spend(cast, receipt, 1, DAY + timedelta(days=6))) == {
        "project.spent_too_much"
    }
    project_take_back(actor=office, spending=row, reason="写错了")
    assert spend(cast, receipt, 1, DAY + timedelta(days=6)).amount == 1
    Receipt.objects.visible_to(SYSTEM).filter(pk=receipt.pk).update(amount=1)
    assert list(overspent()) == []


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=st.lists(st.tuples(st.booleans(), st.integers(1, 400)), max_size=8))
def test_the_money_of_projects_balances_whatever_is_received_and_paid(cast, won, moves):
    office, came = cast.actor(cast.office), []
    for receives, amount in moves:
        try:
            if receives:
                came.append(project_receive(actor=office, project=won, day=DAY, amount=amount))
            elif came:
                spend(cast, came[-1], amount)
        except Refused:
            continue
    found = balance(office, village=cast.village, year=2026, day=today())
    assert found.balanced
    assert found.money.left >= 0
    assert list(checking.money()) == []
    for year, day in ((2026, today()), (2027, today())):
        told = [
            MONEY[f"project_{name}"].value(office, Extent(cast.village.path, year, day))
            for name in ("brought", "received", "spent", "left")
        ]
        brought, received, spent, left = told
        assert brought + received == spent + left == (left if year == 2027 else found.money.came)


def test_a_loan_is_overdue_until_it_is_paid_back_whole(cast):
    office, home = cast.actor(cast.office), cast.household(officer=cast.tian)
    due = today() - timedelta(days=3)
    told = {"bank": "信用社", "purpose": "买牛", "amount": 500, "day": DAY, "due": due}
    loan = loan_take(actor=office, household=home, **told)
    extent = Extent(cast.village.path, 2026, today())
    (row,) = loans(cast.actor(cast.officer), village=cast.village, day=today())
    assert (row.late, row.left) == (3, 500)
    assert BY_NAME["loans_overdue"].told(office, extent) == 1
    assert refused(lambda: loan_repay(actor=office, loan=loan, day=DAY, amount=501)) == {
        "loan.too_much"
    }
    for amount in (200, 300):
        loan_repay(actor=office, loan=loan, day=DAY, amount=amount)
    assert BY_NAME["loans_overdue"].told(office, extent) == 0
    assert loans(office, village=cast.village, day=today())[0].late == 0
    back = {**told, "due": DAY}
    assert refused(lambda: loan_take(actor=office, household=home, **back)) == {"loan.due"}


def test_a_loan_is_seen_by_who_answers_for_the_household_and_not_by_the_village(cast):
    home = cast.household(officer=cast.tian)
    loan = loan_take(
        actor=cast.actor(cast.office),
        household=home,
        bank="信用社",
        purpose="买牛",
        amount=500,
        day=DAY,
        due=DAY + timedelta(days=30),
    )

    def seen(account):
        return Loan.objects.visible_to(cast.actor(account)).filter(pk=loan.pk).exists()

    assert all(map(seen, [cast.office, cast.leader, cast.officer]))
    assert not any(map(seen, [cast.committee, cast.officer2, cast.department, cast.outsider]))
