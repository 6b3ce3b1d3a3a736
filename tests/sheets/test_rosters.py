"""The five rosters that offices really send, and what a correct import finds in each."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
HOME = Path(__file__).parents[1] / "data" / "rosters"
ANSWERS = json.loads((HOME / "answers.json").read_text(encoding="utf-8"))
CLEAN = [name for name, answer in ANSWERS.items() if not answer["errors"]]


@pytest.fixture(scope="module")
def rosters(read):
    return {name: read((HOME / name).read_bytes(), name) for name in ANSWERS}


@pytest.mark.parametrize("name", ANSWERS)
def test_each_roster_gives_what_the_answers_say(rosters, name):
    found, answer = rosters[name], ANSWERS[name]
    heads = sorted(m.name for h in found.households for m in h.members if m.is_head)
    assert len(found.households) == answer["households"]
    assert found.members == answer["members"]
    assert sum(1 for h in found.households if h.watch) == answer["watched"]
    assert sum(h.per_head or 0 for h in found.households) == answer["income_sum"] * 100
    assert heads[:5] == answer["heads"]
    problems = sorted((p.row, p.column) for p in found.problems)
    assert problems == sorted((e["row"], e["column"]) for e in answer["errors"])


def test_the_eleven_faults_are_named_by_their_codes(rosters):
    found = {(p.row, p.code.partition(".")[2]) for p in rosters["broken.xlsx"].problems}
    assert found == {
        (2, "no_head"),
        (31, "not_an_amount"),
        (60, "person_twice"),
        (90, "id_checksum"),
        (97, "id_length"),
        (118, "name_missing"),
        (120, "ethnic_unknown"),
        (121, "no_such_month"),
        (127, "id_lost"),
        (160, "months_range"),
        (241, "relation_unknown"),
    }


def test_households_with_a_fault_are_not_sound_and_the_others_are(rosters):
    broken = rosters["broken.xlsx"]
    rows = {p.row for p in broken.problems}
    assert all({m.row for m in h.members} & rows for h in broken.troubled)
    assert not any({m.row for m in h.members} & rows for h in broken.sound)
    assert len(broken.troubled) == 10


def test_a_misspelled_ethnic_group_comes_with_the_right_one(rosters):
    (finding,) = [p for p in rosters["broken.xlsx"].problems if p.row == 120]
    assert finding.suggestions[0] == "汉族"


@pytest.mark.parametrize("name", CLEAN)
def test_the_same_village_sent_in_other_ways_is_the_same_village(rosters, name):
    def essence(roster):
        return [
            (
                household.group,
                household.category,
                household.watch,
                household.causes,
                household.per_head,
                household.phone,
                household.identified,
                [
                    (m.name, m.id_number, m.relation, m.work_months, m.phone)
                    for m in household.members
                ],
            )
            for household in roster.households
        ]

    assert essence(rosters[name]) == essence(rosters["plain.xlsx"])


def test_a_clean_roster_raises_few_doubts_and_they_are_true(rosters):
    found = {(d.row, d.column, d.code) for d in rosters["plain.xlsx"].doubts}
    assert found == {
        (111, "致贫原因1", "doubt.cause_illness"),
        (183, "在校生状况", "doubt.young_in_senior_school"),
        (240, "在校生状况", "doubt.young_in_senior_school"),
    }


def test_the_tab_that_guards_each_number_is_taken_off_and_told(rosters):
    fixed = [f for f in rosters["gb18030.csv"].fixed if f.column == "证件号码"]
    assert {f.rule for f in fixed} == {"spaces"}
    assert len(fixed) == 253
    assert any(m.name == "裴㛃" for h in rosters["gb18030.csv"].households for m in h.members)


def test_no_whole_id_number_leaves_the_reader_except_in_the_households(rosters):
    for name in ANSWERS:
        found = rosters[name]
        numbers = {m.id_number for h in found.households for m in h.members if m.id_number}
        told = json.dumps(
            [
                [f.as_json() for f in (*found.fixed, *found.problems, *found.doubts)],
                [n.as_json() for n in found.notices],
                [c.as_json() for c in found.columns],
                [found.preview_rows(row) for row in range(1, 260)],
            ],
            ensure_ascii=False,
            default=str,
        )
        assert not [number for number in numbers if number in told]


def test_the_day_of_the_facts_is_the_one_the_file_states(rosters):
    assert {str(h.as_of) for h in rosters["plain.xlsx"].households} == {"2026-06-01"}
    assert {h.income_year for h in rosters["plain.xlsx"].households} == {2026}
