"""The office confirms a whole unit at once, and each assessment is as if it had been confirmed alone."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel import audit
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.problem import Refused
from lianxin.people.models import Grant, Role
from lianxin.results.assessment import standing
from lianxin.results.assessment.actions import (
    Set,
    assessment_adjust,
    assessment_confirm,
    assessment_withdraw,
)
from lianxin.results.assessment.hearing import assessment_agree, assessment_object
from lianxin.results.assessment.many import (
    MOST,
    Many,
    assessments_confirm,
    assessments_send,
    assessments_sign,
)
from lianxin.results.assessment.models import Assessment, AssessmentStep
from lianxin.results.assessment.standing import State
from tests.visits.acts import did

from .many import doubted, held, lines, names, seen, unit_of
from .year import YEAR, on, since_2024


@pytest.fixture
def office(cast):
    return cast.actor(cast.office)


def confirm(actor, chosen, year=YEAR) -> Many:
    return assessments_confirm(actor=actor, year=year, chosen=chosen)


def left(made: Many) -> dict[str, str]:
    return {one.name: one.problem.code for one in made.left}


def refused(code: str):
    return pytest.raises(Refused, match=code)


def states(actor) -> dict[str, State | None]:
    return {one.officer.name: one.standing and one.standing.state for one in lines(actor)}


def kept(action: str) -> list[str]:
    rows = AuditRow.objects.visible_to(SYSTEM).filter(action=action, done=True)
    return sorted(rows.values_list("subject_id", flat=True))


def test_the_office_confirms_twelve_at_once_each_with_an_audit_row_of_its_own(cast, office):
    officers = unit_of(cast, 10)
    made = confirm(office, seen(office))
    assert len(made.done) == 12
    assert (made.left, made.gone) == ([], 0)
    assert set(states(office).values()) == {State.CONFIRMED}
    assert kept("assessment.confirm") == sorted(str(row.pk) for row in made.done)
    assert not list(audit.broken())
    assert {one.name for one in officers} < set(names(made.done))


def test_each_is_what_it_would_be_confirmed_alone(cast, office):
    unit_of(cast, 2)
    for day in (3, 9):
        did(cast.tian, "visit", on(day), village=cast.village)
    alone = assessment_confirm(actor=office, of=cast.tian, year=YEAR)
    assessment_withdraw(actor=office, assessment=alone, reason="重算。")
    [again] = confirm(office, seen(office, cast.tian)).done
    assert (again.computed, again.scheme_id, again.last_day) == (
        alone.computed,
        alone.scheme_id,
        alone.last_day,
    )
    assert again.number == 2


def test_no_officer_more_is_computed_by_itself(cast, office):
    unit_of(cast, 12)
    people = [one.officer for one in lines(office)]
    alone, few, many = people[:1], people[1:4], people[4:13]

    def queries(those) -> int:
        chosen = seen(office, *those)
        with CaptureQueriesContext(connection) as caught:
            assert len(confirm(office, chosen).done) == len(those)
        return len(caught)

    one, three, nine = queries(alone), queries(few), queries(many)  # the first begins the chain
    each = (nine - three) / 6
    assert each <= 9
    assert one - each > 3 * each  # what computing the sheets takes, once for all of them


def test_whom_a_colleague_confirmed_meanwhile_is_named_and_not_confirmed_twice(cast, office):
    officers = unit_of(cast, 3)
    chosen = seen(office)
    assessment_confirm(actor=office, of=officers[1], year=YEAR)
    made = confirm(office, chosen)
    assert left(made) == {"干部01": "assessment.confirmed_by"}
    assert "何晓燕已经核定了" in made.left[0].problem.message()
    assert len(made.done) == 4
    assert Assessment.objects.visible_to(SYSTEM).filter(officer=officers[1]).count() == 1


def test_a_colleague_who_confirms_between_look_and_deed_is_not_outrun(cast, office, monkeypatch):
    officers = unit_of(cast, 2)
    chosen = seen(office)
    real = Many.each

    def first(self, name):
        if name == "干部01":
            assessment_confirm(actor=office, of=officers[1], year=YEAR)
        return real(self, name)

    monkeypatch.setattr(Many, "each", first)
    made = confirm(office, chosen)
    assert left(made) == {"干部01": "assessment.confirmed"}
    assert Assessment.objects.visible_to(SYSTEM).filter(officer=officers[1]).count() == 1


def test_what_changed_since_the_office_looked_and_what_is_doubted_is_left_to_a_closer_look(
    cast, office
):
    officers = unit_of(cast, 4)
    chosen = seen(office)
    for month in range(1, 13):
        did(officers[0], "talk", on(month), village=cast.village)
    did(officers[0], "stay", on(5), village=cast.village, halves=2)
    doubted(cast, officers[2])
    made = confirm(office, chosen)
    assert left(made) == {"干部00": "assessment.changed", "干部02": "assessment.undecided"}
    assert len(made.done) == 4
    assert confirm(office, seen(office, officers[0])).done


def test_another_units_officers_sent_by_hand_are_not_even_named(cast, office):
    unit_of(cast, 1)
    cast.household("外村户", number="9-001", village=cast.other_village, officer=cast.stranger)
    since_2024()
    theirs = seen(SYSTEM, cast.stranger)
    made = confirm(office, seen(office, cast.liu) | theirs)
    assert names(made.done) == ["刘志强"]
    assert (made.left, made.gone) == ([], 1)
    other = cast.actor(cast.other_office)
    assert confirm(other, seen(SYSTEM, cast.tian)).gone == 1
    row = confirm(other, theirs).done[0]
    sent = assessments_send(actor=office, chosen={row.pk: ""} | held(office))
    assert names(sent.done) == ["刘志强"]
    assert (sent.left, sent.gone) == ([], 1)


def test_nobody_confirms_their_own_among_many(cast):
    unit_of(cast, 2)
    Grant.objects.create(
        account=cast.officer,
        role=Role.OFFICE,
        unit=cast.unit,
        from_day="2024-01-01",
        reason="兼联户办",
        given_by="安全管理员",
    )
    both = cast.actor(cast.officer)
    made = confirm(both, seen(both))
    assert left(made) == {"田立新": "assessment.own"}
    assert len(made.done) == 3


@pytest.mark.parametrize("who", ["leader", "assessor", "officer", "committee", "sysadmin"])
def test_whoever_may_confirm_nobody_is_refused_as_a_whole_and_it_is_kept(cast, office, who):
    unit_of(cast, 1)
    with refused("action.not_allowed"):
        confirm(cast.actor(getattr(cast, who)), seen(office))
    assert not Assessment.objects.visible_to(SYSTEM).exists()
    tried = AuditRow.objects.visible_to(SYSTEM).filter(action="assessment.confirm", done=False)
    assert tried.count() == 1


def test_nobody_chosen_too_many_or_a_year_that_runs_is_refused(cast, office):
    unit_of(cast, 1)
    for deed in (
        lambda chosen: confirm(office, chosen),
        lambda chosen: assessments_send(actor=office, chosen=chosen),
        lambda chosen: assessments_sign(actor=cast.actor(cast.leader), chosen=chosen),
    ):
        with refused("assessment.nobody_chosen"):
            deed({})
    with refused("assessment.too_many"):
        confirm(office, {cast.household(number=f"8-{n:03}").pk: "" for n in range(MOST + 1)})
    with refused("assessment.not_over"):
        confirm(office, seen(office), year=2026)


def test_those_confirmed_are_sent_at_once_and_only_them(cast, office):
    officers = unit_of(cast, 3)
    made = confirm(office, seen(office, *officers))
    chosen = held(office)
    assessment_adjust(
        actor=office, assessment=made.done[0], changes={"2.1": Set(10, "材料在村委会。")}
    )
    assessment_withdraw(actor=office, assessment=made.done[1], reason="重算。")
    sent = assessments_send(actor=office, chosen=chosen)
    assert left(sent) == {"干部00": "assessment.changed", "干部01": "assessment.over"}
    assert names(sent.done) == ["干部02"]
    again = assessments_send(actor=office, chosen=held(office))
    assert left(again) == {"干部02": "assessment.sent"}
    assert names(again.done) == ["干部00"]
    assert len(kept("assessment.send")) == 2


def test_the_leading_group_signs_at_once_whoever_has_been_heard(cast, office, monkeypatch):
    unit_of(cast, 2)
    confirm(office, seen(office))
    assessments_send(actor=office, chosen=held(office))
    tian = Assessment.objects.visible_to(SYSTEM).get(officer=cast.tian)
    liu = Assessment.objects.visible_to(SYSTEM).get(officer=cast.liu)
    assessment_agree(actor=cast.actor(cast.officer), assessment=tian)
    assessment_object(
        actor=cast.actor(cast.officer2), assessment=liu, objections={"4.3": "漏记了。"}
    )
    leader = cast.actor(cast.leader)
    made = assessments_sign(actor=leader, chosen=held(leader), words="同意。")
    assert names(made.done) == ["田立新"]
    assert left(made) == {
        "刘志强": "assessment.unanswered",
        "干部00": "assessment.still_open",
        "干部01": "assessment.still_open",
    }
    day = standing.today() + standing.timedelta(days=6)
    monkeypatch.setattr(standing, "today", lambda: day)
    made = assessments_sign(actor=leader, chosen=held(leader))
    assert names(made.done) == ["干部00", "干部01"]
    assert left(made) == {"田立新": "assessment.over", "刘志强": "assessment.unanswered"}
    said = AssessmentStep.objects.visible_to(SYSTEM).filter(what="sign", assessment=tian)
    assert said.get().words == "同意。"


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(goes=st.lists(st.sets(st.integers(0, 4), min_size=1), min_size=1, max_size=4))
def test_in_whatever_goes_everybody_is_confirmed_once(cast, office, goes):
    """Whoever was ticked in any go is confirmed once; in every later go they are named."""
    if not Assessment.objects.visible_to(SYSTEM).exists() and not lines(office):
        unit_of(cast, 3)
    with transaction.atomic():
        people, chosen, done = lines(office), seen(office), set()
        for go in goes:
            keys = {people[place].officer.pk for place in go}
            made = confirm(office, {key: chosen[key] for key in keys})
            assert {row.officer_id for row in made.done} == keys - done
            assert len(made.left) == len(keys & done)
            done |= keys
        rows = Assessment.objects.visible_to(SYSTEM)
        assert sorted(rows.values_list("officer", flat=True)) == sorted(done)
        transaction.set_rollback(True)
