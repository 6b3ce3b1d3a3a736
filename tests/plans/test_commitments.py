"""The year's commitment: 何晓燕 makes it for all by one tap, 田立新 reads and accepts it by another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.plans.commitments.actions import (
    commitment_accept,
    commitment_withdraw,
    commitments_make,
)
from lianxin.plans.commitments.models import Commitment
from lianxin.plans.commitments.queries import waiting
from lianxin.register.actions import pairing_end, pairing_hand_over
from lianxin.register.models import Pairing
from tests.cast import Cast

pytestmark = pytest.mark.django_db
YEAR = today().year
DUTIES = ["入户：每名干部每年至少 1 次"]


@pytest.fixture
def cast(db) -> Cast:
    cast = Cast()
    cast.all = [cast.office, cast.officer, cast.officer2]
    cast.home = cast.household(officer=cast.tian)
    cast.other = cast.household("李存义", number="1-002", officer=cast.liu)
    return cast


def office(cast):
    return cast.actor(cast.office)


def make(cast, *, actor=None, officers=None, year=YEAR, duties=DUTIES, day=None):
    return commitments_make(
        actor=actor or office(cast),
        year=year,
        officers=officers or [cast.tian, cast.liu],
        duties=lambda officer, held: duties,
        day=day,
    )


def rows(officer) -> list[Commitment]:
    found = Commitment.objects.visible_to(SYSTEM).filter(officer=officer)
    return list(found.order_by("version"))


def states(officer) -> list[str]:
    return [row.state for row in rows(officer)]


def accept(cast, account, officer, **more):
    return commitment_accept(actor=cast.actor(account), commitment=rows(officer)[-1], **more)


def codes(caught) -> set[str]:
    return {one.code for one in caught.value.problems}


def test_one_tap_makes_the_commitments_of_all(cast):
    done = make(cast)
    assert {row.officer for row in done.made} == {cast.tian, cast.liu}
    text = rows(cast.tian)[0].text
    for words in (
        "田立新",
        "市自然资源执法支队",
        "1-001 康润生（一社）",
        "入户：每名干部每年至少 1 次",
    ):
        assert words in text
    assert "宣传农村政策、转变思想观念、传授致富技能、寻找致富门路、解决实际困难" in text
    assert f"{YEAR}年12月31日" in text
    assert "李存义" not in text


def test_a_second_tap_changes_nothing(cast):
    make(cast)
    with pytest.raises(Refused) as caught:
        make(cast)
    assert codes(caught) == {"commitment.nobody"}
    assert states(cast.tian) == ["open"]


def test_the_officer_accepts_with_day_and_account_and_the_text_is_sealed(cast):
    make(cast)
    assert waiting(cast.actor(cast.officer), cast.tian.pk) == rows(cast.tian)
    row = accept(cast, cast.officer, cast.tian)
    assert (row.state, row.accepted_on, row.accepted_by) == ("accepted", today(), cast.officer)
    assert row.whole
    row.text = row.text.replace("康润生", "别人")
    assert not row.whole
    assert waiting(cast.actor(cast.officer), cast.tian.pk) == []
    done = AuditRow.objects.visible_to(SYSTEM).filter(action="commitment.accept", done=True)
    assert done.count() == 1
    with pytest.raises(Refused) as caught:
        accept(cast, cast.officer, cast.tian)
    assert codes(caught) == {"commitment.not_open"}


def test_nobody_accepts_for_somebody_else(cast):
    make(cast)
    for account in (cast.office, cast.officer2, cast.leader, cast.outsider):
        with pytest.raises(Refused):
            accept(cast, account, cast.tian)
    assert states(cast.tian) == ["open"]


def test_a_household_more_in_june_needs_another_version_and_the_first_one_stays(cast):
    make(cast)
    first = accept(cast, cast.officer, cast.tian)
    pairing_hand_over(
        actor=office(cast),
        officer_from=cast.liu,
        moves={cast.other: cast.tian},
        day=today(),
        reason="刘志强调走",
    )
    done = make(cast)
    assert [(row.officer, row.version) for row in done.made] == [(cast.tian, 2)]
    assert [row.officer for row in done.withdrawn] == [cast.liu]
    assert states(cast.tian) == ["accepted", "open"]
    second = accept(cast, cast.officer, cast.tian)
    before, after = rows(cast.tian)
    assert (before.state, before.until, before.text) == ("replaced", today(), first.text)
    assert before.accepted_on == today()
    assert (after.state, after.households) == ("accepted", 2)
    assert "李存义" in second.text
    assert "第2版" in second.text


def test_what_was_not_accepted_before_the_change_cannot_be_accepted_after_it(cast):
    make(cast)
    cast.household("马建国", number="1-003", officer=cast.tian)
    with pytest.raises(Refused) as caught:
        accept(cast, cast.officer, cast.tian)
    assert codes(caught) == {"commitment.changed"}
    make(cast)
    assert states(cast.tian) == ["replaced", "open"]
    accept(cast, cast.officer, cast.tian)


def test_another_requirement_calls_for_another_version(cast):
    make(cast)
    done = make(cast, duties=["入户：每名干部每年至少 2 次"])
    assert {row.version for row in done.made} == {2}


def test_it_is_withdrawn_when_the_pairing_has_ended(cast):
    make(cast)
    accept(cast, cast.officer, cast.tian)
    pairing = Pairing.objects.visible_to(SYSTEM).get(officer=cast.tian)
    pairing_end(actor=office(cast), pairing=pairing, day=today(), reason="轮换", leave_gap=True)
    done = make(cast)
    assert [row.officer for row in done.withdrawn] == [cast.tian]
    row = rows(cast.tian)[0]
    assert (row.state, row.until, row.accepted_by) == ("withdrawn", today(), cast.officer)
    assert row.whole


def test_the_office_withdraws_one_with_a_reason(cast):
    make(cast)
    with pytest.raises(Refused):
        commitment_withdraw(actor=office(cast), commitment=rows(cast.tian)[0], reason=" ")
    commitment_withdraw(actor=office(cast), commitment=rows(cast.tian)[0], reason="写错了")
    assert states(cast.tian) == ["withdrawn"]
    make(cast)
    assert states(cast.tian) == ["withdrawn", "open"]


def test_only_this_year_and_the_next(cast):
    for year in (YEAR - 1, YEAR + 2):
        with pytest.raises(Refused) as caught:
            make(cast, year=year)
        assert codes(caught) == {"commitment.year"}
    make(cast, year=YEAR + 1)
    assert rows(cast.tian)[0].from_day == date(YEAR + 1, 1, 1)


def test_everyone_sees_only_theirs(cast):
    make(cast)
    seen = {
        account.login: set(
            Commitment.objects.visible_to(cast.actor(account)).values_list("officer", flat=True)
        )
        for account in (cast.office, cast.officer, cast.leader, cast.outsider, cast.committee)
    }
    both = {cast.tian.pk, cast.liu.pk}
    assert seen == {
        **{"office": both, "officer": {cast.tian.pk}, "leader": both},
        **{"outsider": set(), "village": set()},
    }


def test_one_refusal_leaves_nothing_behind(cast):
    with pytest.raises(Refused):
        make(
            cast,
            officers=[cast.tian, cast.stranger, cast.liu],
            duties=DUTIES,
            actor=cast.actor(cast.leader),
        )
    assert not Commitment.objects.visible_to(SYSTEM).exists()


STEPS = st.lists(st.sampled_from(("give", "back", "make", "accept", "day")), max_size=10)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_whatever_happens_no_version_is_overwritten_and_one_holds_at_most(cast, steps):
    with transaction.atomic():
        day, seen = today(), {}
        holder, officers = cast.liu, {cast.liu: cast.tian, cast.tian: cast.liu}
        for step in steps:
            try:
                if step == "day":
                    day += timedelta(days=1)
                elif step == "make":
                    make(cast, day=day)
                elif step == "accept":
                    accept(cast, cast.officer, cast.tian, day=day)
                else:
                    pairing_hand_over(
                        actor=office(cast),
                        officer_from=holder,
                        moves={cast.other: officers[holder]},
                        day=day,
                        reason="轮换",
                    )
                    holder = officers[holder]
            except (Refused, IndexError):
                continue
            for row in (*rows(cast.tian), *rows(cast.liu)):
                assert seen.setdefault(row.pk, row.text) == row.text
                assert row.whole
            found = states(cast.tian)
            assert found.count("accepted") <= 1
            assert found.count("open") <= 1
            for old in rows(cast.tian)[:-1]:
                assert old.state != "open"
        transaction.set_rollback(True)
