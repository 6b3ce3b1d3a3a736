"""何晓燕 has pairings proposed, uses what she likes, and hands over in June."""

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
from lianxin.people.models import Absence
from lianxin.plans.pairing.actions import (
    advice_drop,
    advice_make,
    advice_take,
    advices,
)
from lianxin.plans.pairing.models import AdvisedPair
from lianxin.plans.pairing.rules import advice_rule_set, rule_of
from lianxin.plans.pairing.strengths import strengths, strengths_set
from lianxin.plans.pairing.telling import code_names, reasons
from lianxin.records.file.models import Condition, PartyLife, Standing
from lianxin.register.models import Pairing
from lianxin.register.pairings import gaps
from tests.cast import SINCE, Cast, code

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 15)
NUMBERS = {
    **{"least": 1, "most": 5, "load": 100, "distance": 60, "skill": 80},
    **{"language": 120, "branch": 20, "tie": 70},
}


@pytest.fixture
def cast(db) -> Cast:
    cast = Cast()
    cast.two = [cast.office, cast.tian, cast.liu]
    cast.homes = [cast.household(f"户主{n}", number=f"1-{n:03}") for n in range(4)]
    return cast


def office(cast):
    return cast.actor(cast.office)


def made(cast, **more):
    return advice_make(actor=office(cast), village=cast.village, **more)


def pairs(advice) -> dict:
    rows = AdvisedPair.objects.visible_to(SYSTEM).filter(advice=advice)
    return {row.household: row for row in rows.select_related("household", "officer", "other")}


def words(said) -> set[str]:
    return {word for word, _details in said}


def codes(caught) -> set[str]:
    return {one.code for one in caught.value.problems}


def told(household, cause: str):
    row = {"household": household, "from_day": SINCE, "source": "office"}
    found = code("cause", cause)
    Standing.objects.create(
        cause=found, causes=[str(found.pk)], written_at="2026-01-01T00:00Z", **row
    )


def strong(cast, officer, **more):
    given = {"skills": [], "languages": [], **more}
    return strengths_set(actor=office(cast), officer=officer, **given)


def open_pairings(**more):
    return Pairing.objects.visible_to(SYSTEM).filter(until__isnull=True, **more)


def test_a_proposal_pairs_nobody_and_shares_evenly(cast):
    advice = made(cast)
    found = pairs(advice)
    assert set(found) == set(cast.homes)
    assert sorted(row.officer.name for row in found.values()) == ["刘志强"] * 2 + ["田立新"] * 2
    assert all(row.other and row.other != row.officer for row in found.values())
    assert not open_pairings().exists()
    assert advice.weights["load"] == 100
    assert advice.state == "open"


def test_who_knows_how_goes_where_it_is_wanted(cast):
    told(cast.homes[0], "因病")
    told(cast.homes[1], "因意外事故")
    strong(cast, cast.tian, skills=[code("skill", "医疗卫生")])
    strong(cast, cast.liu, skills=[code("skill", "法律")])
    found = pairs(made(cast))
    assert found[cast.homes[0]].officer == cast.tian
    assert found[cast.homes[1]].officer == cast.liu
    why = reasons(found[cast.homes[0]].why, code_names())
    assert "会医疗卫生，这户因病" in why
    assert 2 <= len(why) <= 4


def test_language_branch_and_earlier_ties_are_told(cast):
    home, old = cast.homes[0], cast.homes[1]
    person = home.people.visible_to(SYSTEM).get()
    person.ethnic = code("ethnic", "藏族")
    person.save(update_fields=["ethnic"])
    said = {"from_day": SINCE, "source": "office", "written_at": "2026-01-01T00:00Z"}
    Condition.objects.create(person=person, mandarin=False, **said)
    PartyLife.objects.create(person=person, party_branch="阳坡村党支部", **said)
    strong(cast, cast.liu, languages=[code("language", "藏语")], branch="阳坡村 党支部")
    span = {"from_day": SINCE, "until": date(2026, 2, 1), "reason": "试"}
    Pairing.objects.create(household=old, officer=cast.tian, **span)
    found = pairs(made(cast))
    assert found[home].officer == cast.liu
    assert {"language"} <= words(found[home].why)
    assert found[old].officer == cast.tian
    assert "paired" in words(found[old].why)


def test_accepted_is_dated_and_equal_to_the_registers_pairings(cast):
    advice, day = made(cast), today() + timedelta(days=3)
    advice_take(actor=office(cast), advice=advice, reason="按建议结对", day=day)
    found = pairs(advice)
    assert {row.outcome for row in found.values()} == {"accepted"}
    for home, row in found.items():
        pairing = open_pairings(household=home).get()
        assert (row.pairing, pairing.officer, pairing.from_day) == (pairing, row.officer, day)
    actions = set(AuditRow.objects.visible_to(SYSTEM).values_list("action", flat=True))
    assert {"advice.make", "advice.take", "pairing.begin"} <= actions


def test_what_is_refused_is_remembered_and_not_proposed_again(cast):
    advice = made(cast)
    before = pairs(advice)
    keep = before[cast.homes[0]]
    advice_take(actor=office(cast), advice=advice, reason="结对", chosen={keep.pk})
    assert [row.outcome for row in pairs(advice).values()].count("refused") == 3
    again = pairs(made(cast, after=advice))
    assert set(again) == set(cast.homes[1:])
    for home, row in again.items():
        assert row.officer != before[home].officer
    with pytest.raises(Refused) as caught:
        advice_take(actor=office(cast), advice=advice, reason="结对")
    assert codes(caught) == {"advice.settled"}


def test_none_of_it_may_be_used(cast):
    advice = advice_drop(actor=office(cast), advice=made(cast))
    assert {row.outcome for row in pairs(advice).values()} == {"refused"}
    third = made(cast, after=advice)
    fourth = made(cast, after=advice_drop(actor=office(cast), advice=third))
    assert pairs(fourth) == {}
    assert set(fourth.left["homes"].values()) == {"refused"}
    assert not open_pairings().exists()


def test_who_is_away_or_leaves_is_not_asked_and_is_named(cast):
    gone = cast.officer_of(cast.unit, "走人")
    gone.until = date(2099, 1, 1)
    gone.save(update_fields=["until"])
    Absence.objects.create(
        officer=cast.liu, kind="leave", from_day=SINCE, until=today() + timedelta(days=9)
    )
    advice = made(cast)
    assert {row.officer for row in pairs(advice).values()} == {cast.tian}
    assert advice.left["officers"] == {str(cast.liu.pk): "absent", str(gone.pk): "leaves"}


def test_more_households_than_room_are_named(cast):
    advice_rule_set(
        actor=office(cast), village=cast.village, numbers={**NUMBERS, "most": 1}, from_day=SINCE
    )
    advice = made(cast)
    assert len(pairs(advice)) == 2
    assert list(advice.left["homes"].values()) == ["full", "full"]


def test_the_rule_has_days_and_reads_what_answers_to_what(cast):
    lines = "因病：医疗卫生、社会救助\n缺水: 水利水保"
    row = advice_rule_set(
        actor=office(cast),
        village=cast.village,
        numbers=NUMBERS,
        skills=lines,
        languages="藏族：藏语",
    )
    assert rule_of(cast.village, today()) == row
    assert row.fits["skills"]["因病"] == ["医疗卫生", "社会救助"]
    assert row.fits["languages"] == {"藏族": "藏语"}
    assert rule_of(cast.village, today() - timedelta(days=1)).village is None
    with pytest.raises(Refused) as caught:
        advice_rule_set(
            actor=office(cast), village=cast.village, numbers=NUMBERS, skills="因病：仙术\n没有"
        )
    assert codes(caught) == {"pairing_rule.name", "pairing_rule.line"}


def test_in_june_an_officers_households_go_to_others_from_that_day(cast):
    cast.third = cast.officer_of(cast.unit, "孟秀莲")
    for home in cast.homes:
        Pairing.objects.create(household=home, officer=cast.tian, from_day=SINCE, reason="首次")
    advice = made(cast, day=JUNE, leaving=cast.tian)
    found = pairs(advice)
    assert set(found) == set(cast.homes)
    assert cast.tian not in {row.officer for row in found.values()}
    advice_take(actor=office(cast), advice=advice, reason="田立新调走")
    for home, row in found.items():
        spans = Pairing.objects.visible_to(SYSTEM).filter(household=home).order_by("from_day")
        assert [(one.officer, one.until) for one in spans] == [
            (cast.tian, JUNE),
            (row.officer, None),
        ]
        assert spans[1].from_day == JUNE
    assert not gaps(office(cast), JUNE).exists()


def test_nothing_to_pair_is_said(cast):
    for home in cast.homes:
        Pairing.objects.create(household=home, officer=cast.tian, from_day=SINCE, reason="首次")
    with pytest.raises(Refused) as caught:
        made(cast)
    assert codes(caught) == {"advice.nothing_to_pair"}
    with pytest.raises(Refused) as caught:
        made(cast, leaving=cast.liu)
    assert codes(caught) == {"advice.not_theirs"}


def test_only_the_office_of_the_unit_sees_and_makes_it(cast):
    advice = made(cast)
    for account in (cast.other_office, cast.officer, cast.leader, cast.committee):
        actor = cast.actor(account)
        assert not advices(actor, cast.village).exists()
        assert not AdvisedPair.objects.visible_to(actor).exists()
        with pytest.raises(Refused):
            advice_make(actor=actor, village=cast.village)
    assert advices(office(cast), cast.village).get() == advice
    foreign = cast.household("外村", village=cast.other_village, number="9-001")
    assert foreign not in pairs(advice)
    assert cast.stranger not in {row.officer for row in pairs(advice).values()}


def test_what_officers_can_do_is_dated_and_never_overwritten(cast):
    day = today()
    first = [code("skill", "种植"), code("skill", "法律")]
    strong(cast, cast.tian, skills=first, branch="一支部", day=day - timedelta(days=30))
    strong(cast, cast.tian, skills=first[:1], languages=[code("language", "藏语")])
    now = {str(one) for one in strengths(office(cast), cast.tian, day)}
    then = {str(one) for one in strengths(office(cast), cast.tian, day - timedelta(days=1))}
    assert now == {"种植", "藏语"}
    assert then == {"种植", "法律", "一支部"}
    with pytest.raises(Refused) as caught:
        strong(cast, cast.tian, skills=[code("language", "藏语")])
    assert codes(caught) == {"strength.unknown"}


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.booleans(), min_size=4, max_size=4), st.integers(0, 40))
def test_whatever_is_ticked_the_register_holds_exactly_that(cast, ticks, later):
    with transaction.atomic():
        advice, day = made(cast), today() + timedelta(days=later)
        rows = [pairs(advice)[home] for home in cast.homes]
        chosen = {row.pk for row, tick in zip(rows, ticks, strict=True) if tick}
        if chosen:
            advice_take(actor=office(cast), advice=advice, reason="结对", chosen=chosen, day=day)
        else:
            advice_drop(actor=office(cast), advice=advice)
        held = {(one.household, one.officer, one.from_day) for one in open_pairings()}
        wanted = {(r.household, r.officer, day) for r in rows if r.pk in chosen}
        assert held == wanted
        accepted = {row.pk for row in pairs(advice).values() if row.outcome == "accepted"}
        assert accepted == chosen
        transaction.set_rollback(True)
