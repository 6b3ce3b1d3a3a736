"""Projects: decided once, paid bit by bit, never more than was decided."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import Extent
from lianxin.kernel.problem import Refused
from lianxin.pool.actions import project_change, project_receive, project_win
from lianxin.pool.figures import FIGURES
from lianxin.pool.models import Project, Receipt
from lianxin.pool.queries import projects, share_of
from tests.cast import code

DAY = date(2026, 2, 1)
BY_NAME = {figure.name: figure for figure in FIGURES}


def refused(do):
    with pytest.raises(Refused) as error:
        do()
    return {one.code for one in error.value.problems}


def win(cast, account=None, **other):
    told = {"title": "土地整理", "funder": "市自然资源局", "decided": DAY, "amount": 512_600_000}
    told |= {"field": code("field", "项目投资"), **other}
    return project_win(actor=cast.actor(account or cast.office), village=cast.village, **told)


def value(cast, name, year=2026, day=date(2026, 12, 31)):
    extent = Extent(cast.village.path, year, day)
    return BY_NAME[name].told(cast.actor(cast.office), extent)


def test_money_received_never_exceeds_the_decision(cast):
    row, office = win(cast, amount=1000), cast.actor(cast.office)
    project_receive(actor=office, project=row, day=DAY, amount=600)
    assert refused(lambda: project_receive(actor=office, project=row, day=DAY, amount=401)) == {
        "project.too_much"
    }
    fields = {"amount": 599}
    assert refused(lambda: project_change(actor=office, project=row, rev=1, fields=fields)) == {
        "project.too_much"
    }
    project_receive(actor=office, project=row, day=DAY, amount=400)
    assert value(cast, "project_received") == 10


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(amounts=st.lists(st.integers(1, 600), max_size=8))
def test_whatever_is_tried_what_arrived_stays_within_the_decision(cast, amounts):
    row, office, taken = win(cast, amount=1000), cast.actor(cast.office), 0
    for amount in amounts:
        try:
            project_receive(actor=office, project=row, day=DAY, amount=amount)
            taken += amount
        except Refused:
            assert taken + amount > 1000
    received = Receipt.objects.visible_to(SYSTEM).filter(project=row)
    assert sum(one.amount for one in received) == taken <= 1000


def test_money_cannot_have_arrived_before_the_decision_or_tomorrow(cast):
    row, office = win(cast), cast.actor(cast.office)
    assert refused(
        lambda: project_receive(actor=office, project=row, day=date(2026, 1, 31), amount=1)
    ) == {"project.before_decided"}
    assert refused(
        lambda: project_receive(actor=office, project=row, day=date(2999, 1, 1), amount=0)
    ) == {"project.future", "project.amount"}


def test_projects_count_in_the_year_of_the_decision_and_money_when_it_arrives(cast):
    row = win(cast, decided=date(2025, 11, 1), amount=500_000_000)
    project_receive(actor=cast.actor(cast.office), project=row, day=DAY, amount=100_000_000)
    assert (value(cast, "projects", 2025), value(cast, "projects")) == (1, 0)
    assert value(cast, "project_funds", 2025) == 5_000_000
    assert value(cast, "project_received", 2025) == 0
    assert value(cast, "project_received") == 1_000_000
    assert value(cast, "project_received", day=date(2026, 1, 31)) == 0


def test_a_project_as_of_a_day_has_only_what_had_arrived_by_then(cast):
    row, office = win(cast, amount=1000), cast.actor(cast.office)
    project_receive(actor=office, project=row, day=date(2026, 3, 1), amount=300)
    told = {"village": cast.village, "year": 2026}
    assert projects(office, day=date(2026, 2, 28), **told)[0].received == 0
    assert projects(office, day=date(2026, 3, 1), **told)[0].share == 30
    assert projects(office, day=date(2026, 1, 31), **told) == []


def test_a_bar_is_full_only_where_nothing_is_missing():
    assert (share_of(999_999, 1_000_000), share_of(5, 5), share_of(0, 0)) == (99, 100, 0)


def test_only_the_office_records_projects_and_only_its_village_sees_them(cast):
    row = win(cast)
    for account in (cast.officer, cast.leader, cast.committee, cast.other_office):
        assert refused(lambda account=account: win(cast, account)) == {"action.not_allowed"}

    def seen(account):
        return Project.objects.visible_to(cast.actor(account)).filter(pk=row.pk).exists()

    assert all(map(seen, [cast.office, cast.leader, cast.committee]))
    assert not any(map(seen, [cast.other_office, cast.outsider, cast.department]))


def test_reading_projects_takes_as_many_queries_for_ten_as_for_one(
    cast, django_assert_max_num_queries, django_assert_num_queries
):
    office = cast.actor(cast.office)
    told = {"village": cast.village, "year": 2026, "day": date(2026, 12, 31)}
    win(cast)
    projects(office, **told)
    with django_assert_max_num_queries(6) as few:
        projects(office, **told)
    for place in range(9):
        win(cast, title=f"项目{place}")
    with django_assert_num_queries(len(few)):
        assert len(projects(office, **told)) == 10
