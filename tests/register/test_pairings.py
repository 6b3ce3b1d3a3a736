"""Pairings: one officer answers for a household at any moment, and no gap goes unnoticed."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.ids import new_id
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.models import Officer, Partnership
from lianxin.register import actions
from lianxin.register.models import Pairing
from lianxin.register.pairings import (
    Load,
    eligible_officers,
    gaps,
    history,
    open_pairings_of,
    suggest,
)
from tests.cast import SINCE
from tests.register.people import answering, last_audit, refused

DAY = date(2026, 5, 1)
BEFORE = DAY - timedelta(1)


@pytest.fixture
def office(cast):
    return cast.actor(cast.office)


def begin(office, household, officer, day=DAY, **more):
    return actions.pairing_begin(
        actor=office, household=household, officer=officer, from_day=day, reason="首次结对", **more
    )


def held(household, officer):
    return Pairing.objects.visible_to(SYSTEM).get(
        household=household, officer=officer, until__isnull=True
    )


def test_the_office_pairs_a_household_and_the_gap_is_gone(cast, office):
    household = cast.household()
    assert list(gaps(office)) == [household]
    begin(office, household, cast.tian)
    assert list(gaps(office)) == []
    assert (answering(household, DAY), answering(household, BEFORE)) == ("田立新", None)
    assert last_audit().details["officer"] == "田立新"


def test_a_second_responsible_officer_is_refused_and_a_helper_is_welcome(cast, office):
    household = cast.household(officer=cast.tian)
    with refused("pairing.held", "officer"):
        begin(office, household, cast.liu)
    begin(office, household, cast.liu, responsible=False)
    with refused("pairing.already", "officer"):
        begin(office, household, cast.liu, responsible=False)
    assert answering(household) == "田立新"


def test_an_officer_of_another_unit_or_out_of_service_is_refused(cast, office):
    household = cast.household()
    with refused("pairing.officer_not_yours", "officer"):
        begin(office, household, cast.stranger)
    with refused("pairing.not_partnered", "officer"):
        actions.pairing_begin(
            actor=SYSTEM, household=household, officer=cast.stranger, from_day=DAY, reason="帮忙"
        )
    with refused("pairing.officer_not_yet", "officer"):
        begin(office, household, cast.tian, SINCE - timedelta(1))
    Officer.objects.visible_to(SYSTEM).filter(pk=cast.tian.pk).update(until=DAY)
    cast.tian.refresh_from_db()
    with refused("pairing.officer_out", "officer"):
        begin(office, household, cast.tian)
    Officer.objects.visible_to(SYSTEM).filter(pk=cast.liu.pk).update(until=date(2099, 1, 1))
    with refused("pairing.officer_leaves", "officer"):
        begin(office, household, cast.liu)


def test_a_unit_that_no_longer_is_paired_with_the_village_pairs_nobody(cast, office):
    household = cast.household()
    Partnership.objects.visible_to(SYSTEM).filter(unit=cast.unit).update(until=BEFORE)
    with refused("pairing.not_partnered", "officer"):
        actions.pairing_begin(
            actor=SYSTEM, household=household, officer=cast.tian, from_day=DAY, reason="首次"
        )


def test_a_pairing_does_not_end_into_a_gap_unless_somebody_says_so(cast, office):
    household = cast.household(officer=cast.tian)
    pairing = held(household, cast.tian)
    end = {"actor": office, "pairing": pairing, "day": DAY}
    with refused("pairing.would_gap", "leave_gap"):
        actions.pairing_end(**end, reason="调走")
    with refused("input.required", "reason"):
        actions.pairing_end(**end, reason="", leave_gap=True)
    with refused("pairing.before_start", "day"):
        actions.pairing_end(
            actor=office, pairing=pairing, day=SINCE - timedelta(1), reason="调走", leave_gap=True
        )
    assert answering(household, DAY) == "田立新"
    actions.pairing_end(**end, reason="调走，还没定谁接", leave_gap=True)
    assert list(gaps(office)) == [household]
    assert last_audit().details["gap"] is True
    with refused("pairing.ended"):
        actions.pairing_end(**end, reason="再来一次", leave_gap=True)


def test_a_helper_may_go_at_any_time(cast, office):
    household = cast.household(officer=cast.tian)
    helper = begin(office, household, cast.liu, responsible=False)
    actions.pairing_end(actor=office, pairing=helper, day=today(), reason="不再帮")
    assert answering(household) == "田立新"


def test_an_officer_hands_over_all_households_in_one_step_without_a_gap(cast, office):
    first = cast.household(officer=cast.tian)
    second = cast.household("裴双喜", number="1-002", officer=cast.tian)
    wang = cast.officer_of(cast.unit, "王建国")
    actions.pairing_hand_over(
        actor=office,
        officer_from=cast.tian,
        moves={first: cast.liu, second: wang},
        day=DAY,
        reason="田立新调走",
    )
    assert [answering(first, BEFORE), answering(first, DAY)] == ["田立新", "刘志强"]
    assert [answering(second, BEFORE), answering(second, DAY)] == ["田立新", "王建国"]
    assert not open_pairings_of(cast.tian).exists()
    rows = AuditRow.objects.visible_to(SYSTEM).filter(action="pairing.hand_over")
    assert {row.details["took"] for row in rows} == {"刘志强", "王建国"}


def test_a_hand_over_that_fails_for_one_household_changes_none(cast, office):
    first = cast.household(officer=cast.tian)
    second = cast.household("裴双喜", number="1-002", officer=cast.liu)
    with refused("pairing.not_theirs", f"to-{second.pk}"):
        actions.pairing_hand_over(
            actor=office,
            officer_from=cast.tian,
            moves={first: cast.liu, second: cast.liu},
            day=DAY,
            reason="调走",
        )
    assert answering(first, DAY) == "田立新"
    with refused("pairing.nothing_chosen"):
        actions.pairing_hand_over(
            actor=office, officer_from=cast.tian, moves={}, day=DAY, reason="调走"
        )


def test_a_hand_over_may_lie_ahead_and_until_then_nothing_changes(cast, office):
    household = cast.household(officer=cast.tian)
    later = today() + timedelta(30)
    actions.pairing_hand_over(
        actor=office, officer_from=cast.tian, moves={household: cast.liu}, day=later, reason="轮换"
    )
    assert (answering(household), answering(household, later)) == ("田立新", "刘志强")
    assert open_pairings_of(cast.tian).count() == 1
    with refused("pairing.held"):
        begin(office, household, cast.officer_of(cast.unit, "王建国"), later + timedelta(5))


def test_a_helper_who_takes_over_stops_being_the_helper(cast, office):
    household = cast.household(officer=cast.tian)
    begin(office, household, cast.liu, responsible=False)
    actions.pairing_hand_over(
        actor=office,
        officer_from=cast.tian,
        moves={household: cast.liu},
        day=today(),
        reason="接手",
    )
    assert [p.officer.name for p in history(office, household) if p.until is None] == ["刘志强"]


def test_a_slip_is_taken_back_as_if_it_had_never_held(cast, office):
    household = cast.household(officer=cast.tian)
    made = actions.pairing_hand_over(
        actor=office, officer_from=cast.tian, moves={household: cast.liu}, day=DAY, reason="点错了"
    )
    assert answering(household) == "刘志强"
    actions.pairing_take_back(actor=office, pairings=made)
    assert (answering(household), answering(household, BEFORE)) == ("田立新", "田立新")
    assert [p.officer.name for p in history(office, household)] == ["田立新"]
    with refused("pairing.ended"):
        actions.pairing_take_back(actor=office, pairings=made)


def test_two_slips_in_a_row_are_taken_back_one_after_the_other(cast, office):
    household = cast.household(officer=cast.tian)
    move = {"actor": office, "officer_from": None, "day": today(), "reason": "点错了"}
    second = actions.pairing_hand_over(**move, moves={household: cast.liu})
    wang = cast.officer_of(cast.unit, "王建国")
    third = actions.pairing_hand_over(**move, moves={household: wang})
    actions.pairing_take_back(actor=office, pairings=third)
    assert answering(household) == "刘志强"
    actions.pairing_take_back(actor=office, pairings=second)
    assert answering(household) == "田立新"


def test_what_was_paired_on_an_earlier_day_is_not_taken_back(cast, office):
    household = cast.household()
    three_days = (3 * 86_400_000) << 80
    pairing = Pairing.objects.create(
        id=UUID(int=new_id().int - three_days),
        household=household,
        officer=cast.tian,
        from_day=DAY,
        reason="首次结对",
    )
    with refused("pairing.too_late"):
        actions.pairing_take_back(actor=office, pairings=[pairing])


def test_only_the_office_pairs(cast):
    household = cast.household(officer=cast.tian)
    for account in (cast.officer, cast.leader, cast.committee, cast.assessor, cast.other_office):
        with refused("action.not_allowed"):
            actions.pairing_hand_over(
                actor=cast.actor(account),
                officer_from=None,
                moves={household: cast.liu},
                day=DAY,
                reason="换人",
            )
        assert (last_audit().action, last_audit().done) == ("pairing.hand_over", False)
    assert answering(household) == "田立新"


def test_eligible_are_the_officers_in_service_of_the_paired_unit(cast, office):
    cast.tian, cast.liu, cast.stranger  # noqa: B018
    names = {o.name for o in eligible_officers(office, cast.village, DAY)}
    assert names == {"田立新", "刘志强"}
    assert not eligible_officers(office, cast.village, SINCE - timedelta(1)).exists()


def test_the_proposal_is_even_and_keeps_groups_together(cast):
    households = [cast.household(f"户{n}", number=f"1-{n:03}") for n in range(1, 6)]
    plan = suggest(households, [Load(cast.tian, 2), Load(cast.liu, 0)], {cast.tian: set()})
    counts = {officer.name: list(plan.values()).count(officer) for officer in (cast.tian, cast.liu)}
    assert counts == {"田立新": 1, "刘志强": 4} or counts == {"田立新": 2, "刘志强": 3}
    assert plan == suggest(households, [Load(cast.tian, 2), Load(cast.liu, 0)], {cast.tian: set()})
    assert suggest(households, [], {}) == {}


def test_the_proposal_gives_an_officer_neighbours_not_every_other_household(cast):
    households = [cast.household(f"户{n}", number=f"1-{n:03}") for n in range(1, 7)]
    plan = suggest(households, [Load(cast.tian, 0), Load(cast.liu, 0)], {})
    assert [plan[h].name for h in households] == ["田立新"] * 3 + ["刘志强"] * 3


def _second(household, officer):
    with transaction.atomic():
        Pairing.objects.create(
            household=household,
            officer=officer,
            from_day=DAY,
            until=date(2026, 6, 1),
            reason="越过动作直接写",
        )


def test_the_database_itself_refuses_a_second_responsible_officer(cast):
    household = cast.household(officer=cast.tian)
    with pytest.raises(IntegrityError, match="overlap: one_responsible"):
        _second(household, cast.liu)


def test_without_its_trigger_the_database_would_accept_it(cast):
    """The control: the refusal above comes from the trigger and from nothing else."""
    household = cast.household(officer=cast.tian)
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("DROP TRIGGER one_responsible_INSERT")
            else:
                cursor.execute("DROP TRIGGER one_responsible ON lianxin_pairing")
        _second(household, cast.liu)
        rows = Pairing.objects.visible_to(SYSTEM).filter(household=household, responsible=True)
        assert rows.count() == 2
        transaction.set_rollback(True)
    with pytest.raises(IntegrityError, match="overlap: one_responsible"):
        _second(household, cast.liu)


def test_what_the_database_refuses_is_said_in_plain_words(cast, office, monkeypatch):
    from lianxin.register.actions import spans

    household = cast.household(officer=cast.tian)
    monkeypatch.setattr(spans, "check_free", lambda *found: None)
    with pytest.raises(Refused) as caught, transaction.atomic():
        begin(office, household, cast.liu)
    assert caught.value.problems[0].code == "pairing.overlap"
