"""The ledgers of what a village keeps of its households and members, as of any day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused
from lianxin.plans.actions import measure_add
from lianxin.records.file.actions import household_states, income_state, person_states
from lianxin.records.file.benefiting import benefit_end, benefit_state
from lianxin.records.file.benefits import MedicalAid, StudyAid, Subsidy
from lianxin.records.file.history import history
from lianxin.records.file.income import IncomeItem, IncomeRule
from lianxin.records.file.models import (
    Allowance,
    Insurance,
    Livelihood,
    PartyLife,
    Service,
    Standing,
    Support,
    Welfare,
)
from lianxin.register import queries
from lianxin.results.ledgers import LEDGERS
from tests.cast import code

SAID, LATER = date(2026, 2, 1), date(2026, 6, 1)
VILLAGE_LEDGERS = {
    *("members", "lifted", "monitored", "allowances", "supports", "disabled", "party"),
    *("veterans", "workers", "medical", "pensions", "subsidies", "study_aids", "medical_aids"),
}


@pytest.fixture
def home(cast):
    home = cast.household(officer=cast.tian)
    home.daughter = cast.member(home, "康小燕", "之女")
    return home


@pytest.fixture
def told(cast, home):
    """A household of which every ledger has something to say."""
    [head, *_] = [one.person for one in queries.household(SYSTEM, home.pk).members]
    head.party = code("party", "中共党员")
    head.save()
    standing = {
        "category": code("category", "脱贫户"),
        "lifted_year": 2016,
        "watch": code("watch", "脱贫不稳定户"),
        "cause": code("cause", "因病"),
        "causes": [str(code("cause", "因学").pk)],
        "risk_from": date(2025, 3, 1),
    }
    allowance = {"people": 2, "monthly": 84_000, "grade": code("grade", "二类")}
    facts = {Standing: standing, Allowance: allowance}
    household_states(actor=SYSTEM, household=home, facts=facts, day=SAID)
    person_states(
        actor=SYSTEM,
        person=head,
        facts={
            Livelihood: {
                "work_region": code("work_region", "省外"),
                "employer": "兰州建工",
                "trade": "电焊工",
                "wage": 450_000,
                "disability": code("disability", "肢体"),
                "disability_level": code("disability_level", "三级"),
                "disability_issued": date(2019, 4, 1),
                "medical_insurance": True,
                "pension": True,
            },
            Insurance: {"medical_year": 2026, "medical_amount": 40_000, "pension_year": 2025},
            Support: {"way": code("way", "分散供养"), "support_monthly": 66_000},
            PartyLife: {"party_joined": date(1999, 7, 1), "party_post": "支部委员"},
            Service: {"enlisted": date(1986, 12, 1), "discharged": date(1989, 12, 1)},
        },
        day=SAID,
    )
    measure_add(
        actor=SYSTEM,
        household=home,
        direction=code("direction", "寻找致富门路"),
        text="养两头牛",
        officer=cast.tian,
        from_day=SAID,
        due=date(2026, 12, 1),
    )
    return home


def paid(home, person=None, **more):
    fields = {"subsidy": code("subsidy", "种粮"), "year": 2026, "amount": 34_500} | more
    return benefit_state(actor=SYSTEM, household=home, kind=Subsidy, fields=fields, day=SAID)


def rows(name, cast, day=LATER, actor=SYSTEM):
    it = LEDGERS[name]
    found = it.read(actor, it.asks(), village=cast.village, day=day)
    return [{c.name: c.value(row) for c in it.columns} for row in found]


def whole(cast, name, **more):
    row = next(row for row in rows("register_full", cast, **more) if row["name"] == name)
    return {key: value for key, value in row.items() if value}


def test_the_full_sheet_works_out_what_nobody_has_to_say_twice(cast, told):
    said = whole(cast, "康润生")
    assert (said["supported"], said["disability_year"]) == ("是", "2019")
    assert "medical_relief" not in said
    aided = {"illness": "住院", "treated": SAID, "year": 2026, "total": 900_000, "relief": 10_000}
    head = queries.household(SYSTEM, told.pk).head.person
    of_aid = {"actor": SYSTEM, "household": told, "kind": MedicalAid, "person": head}
    benefit_state(**of_aid, fields=aided, day=SAID)
    assert whole(cast, "康润生")["medical_relief"] == "是"
    assert "medical_relief" not in whole(cast, "康润生", day=date(2027, 1, 1))
    person_states(actor=SYSTEM, person=head, facts={Welfare: {"medical_relief": False}}, day=LATER)
    assert whole(cast, "康润生")["medical_relief"] == "否"


def test_the_sums_of_an_income_and_the_people_it_was_shared_by_are_worked_out(cast, home):
    rule = IncomeRule.objects.visible_to(SYSTEM).get(leading=True, until=None)
    amounts = {
        **{"公益性岗位收入": 600_000, "种植收入": 900_000, "生产经营性支出": 200_000},
        **{"专项用于减少生产经营性支出的补贴": 50_000, "最低生活保障金": 100_000},
    }
    items = {row.name: row for row in IncomeItem.objects.visible_to(SYSTEM).filter(rule=rule)}
    lines = {items[name]: amount for name, amount in amounts.items()}
    income_state(actor=SYSTEM, household=home, rule=rule, year=2025, amounts=lines, day=SAID)
    cast.member(home, "康小妹", "之女")
    said = whole(cast, "康小燕")
    worked = {
        **{"wages": "6000", "business": "9000", "business_subsidy": "500", "transfer": "1000"},
        **{"gross": "16500", "net": "14500", "size": "3", "size_in_year": "2"},
    }
    assert {name: said[name] for name in worked} == worked
    assert "property" not in said


def test_every_ledger_of_a_village_is_there():
    assert set(LEDGERS) >= VILLAGE_LEDGERS


def test_the_office_finds_the_household_in_each_ledger_that_concerns_it(cast, told):
    person = told.daughter
    study = {"study_aid": code("study_aid", "雨露计划"), "year": 2026, "amount": 150_000}
    relief = {"treated": date(2026, 1, 9), "total": 900_000, "insured": 500_000, "relief": 100_000}
    paid(told)
    for kind, fields in ((StudyAid, study), (MedicalAid, relief)):
        benefit_state(
            actor=SYSTEM, household=told, kind=kind, fields=fields, person=person, day=SAID
        )
    actor = cast.actor(cast.office)
    for name in sorted(VILLAGE_LEDGERS - {"members"}):
        [row] = rows(name, cast, actor=actor)
        assert row["head"] == "康润生", name
    [lifted], [watched] = rows("lifted", cast), rows("monitored", cast)
    assert (lifted["lifted_year"], lifted["officer"]) == (2016, "田立新")
    assert lifted["measures"] == "养两头牛"
    assert (watched["risks"], watched["risk_state"]) == ("因病、因学", "风险未消除")
    assert rows("allowances", cast)[0]["monthly"] == 84_000
    assert rows("medical_aids", cast)[0]["own"] == 300_000
    assert rows("workers", cast)[0]["wage"] == 450_000


def test_the_number_of_a_disability_certificate_is_worked_out_and_never_asked(cast, told):
    [row] = rows("disabled", cast)
    [head] = [m.person for m in queries.household(SYSTEM, told.pk).members if m.is_head]
    assert row["certificate"] == f"…{head.id_tail}43"


def test_a_ledger_is_as_the_day_had_it(cast, told):
    paid(told)
    fields = {"people": 0}
    household_states(actor=SYSTEM, household=told, facts={Allowance: fields}, day=LATER)
    assert rows("allowances", cast) == []
    assert len(rows("allowances", cast, day=date(2026, 5, 31))) == 1
    for name in VILLAGE_LEDGERS - {"members", "party"}:
        assert rows(name, cast, day=date(2026, 1, 20)) == [], name


def test_the_village_of_another_unit_shows_nothing(cast, told):
    paid(told)
    actor = cast.actor(cast.other_office)
    for name in VILLAGE_LEDGERS:
        assert rows(name, cast, actor=actor) == [], name


def test_a_payment_is_put_right_and_the_file_still_tells_what_was_said(cast, home):
    row = paid(home)
    mended = benefit_state(
        actor=SYSTEM, household=home, kind=Subsidy, fields={"amount": 35_000}, of=row, day=LATER
    )
    assert (mended.line, mended.subsidy) == (row.line, row.subsidy)
    assert rows("subsidies", cast)[0]["amount"] == 35_000
    assert rows("subsidies", cast, day=SAID)[0]["amount"] == 34_500
    told = [(c.what, c.before, c.now) for c in history(SYSTEM, queries.household(SYSTEM, home.pk))]
    assert ("惠民补贴 金额", "345 元", "350 元") in told


def test_a_payment_that_was_a_mistake_is_gone_from_that_day(cast, home):
    benefit_end(actor=SYSTEM, benefit=paid(home), day=LATER)
    assert rows("subsidies", cast) == []
    assert len(rows("subsidies", cast, day=date(2026, 5, 31))) == 1


@pytest.mark.parametrize(
    ("kind", "fields", "problem"),
    [
        (Subsidy, {"year": 26, "amount": 1}, "file.year"),
        (Subsidy, {"year": 2026}, "input.required"),
        (MedicalAid, {"treated": SAID, "total": 100, "insured": 200}, "benefit.more_than_all"),
        (StudyAid, {"year": 2026, "amount": 100}, "benefit.not_here"),
    ],
)
def test_a_payment_that_cannot_be_is_refused_in_words(home, kind, fields, problem):
    with pytest.raises(Refused) as refused:
        benefit_state(actor=SYSTEM, household=home, kind=kind, fields=fields, day=SAID)
    assert problem in {one.code for one in refused.value.problems}


def test_an_officer_states_payments_of_their_own_households_only(cast, home):
    fields = {"subsidy": code("subsidy", "种粮"), "year": 2026, "amount": 34_500}
    mine, foreign = cast.actor(cast.officer), cast.actor(cast.outsider)
    assert benefit_state(actor=mine, household=home, kind=Subsidy, fields=fields, day=SAID)
    with pytest.raises(Refused):
        benefit_state(actor=foreign, household=home, kind=Subsidy, fields=fields, day=SAID)


def test_trainings_and_resources_are_views_of_what_was_done():
    assert LEDGERS["trainings"].columns == LEDGERS["activities"].columns
    assert LEDGERS["resources"].needs is LEDGERS["projects"].needs


def test_no_ledger_asks_more_of_the_database_for_more_rows(cast):
    counts = []
    for number in range(3):
        home = cast.household(f"康{'甲乙丙'[number]}", number=f"2-00{number}")
        facts = {Standing: {"category": code("category", "脱贫户")}, Allowance: {"people": 1}}
        household_states(actor=SYSTEM, household=home, facts=facts, day=SAID)
        paid(home)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            for name in sorted(VILLAGE_LEDGERS):
                rows(name, cast)
        counts.append(len(asked))
    assert counts[1] == counts[2]
