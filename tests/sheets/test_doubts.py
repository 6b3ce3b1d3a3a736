"""Quality rules: each doubts what it should, leaves alone what is right, and obeys its row."""

from dataclasses import replace
from datetime import date

import pytest

from lianxin.doors.sheets.roster.rules import RULES
from tests.sheets.books import couple, grid, person, xlsx
from tests.sheets.conftest import packaged

pytestmark = pytest.mark.once
CHILD = {"name": "康小", "relation": "之子", "order": 5}


def head(**cells):
    return person(**cells)


def child(born=date(2012, 5, 1), male=True, **cells):
    return person(CHILD["name"], CHILD["relation"], born=born, male=male, order=5, **cells)


CASES = {
    "relation_sex": ([head(), child(male=False)], [head(), child()]),
    "spouse_same_sex": ([head(), person("田", "配偶", order=2)], couple()),
    "blank_ethnic": ([head(), child(民族="")], couple()),
    "blank_education": (
        [head(文化程度="", 在校生状况="非在校生")],
        [head(文化程度="初中", 在校生状况=""), child(文化程度="", 在校生状况="八年级")],
    ),
    "blank_schooling": (
        [head(在校生状况="非在校生"), child(在校生状况="")],
        [head(在校生状况=""), child(在校生状况="八年级")],
    ),
    "blank_health": ([head(健康状况="健康"), child(健康状况="")], couple(健康状况="健康")),
    "blank_labour": (
        [head(劳动技能=""), child(劳动技能="无劳动力")],
        [head(劳动技能="普通劳动力"), child(劳动技能="")],
    ),
    "blank_cause": (
        couple(户类型="脱贫户", 致贫原因1=""),
        [*couple(户类型="脱贫户", 致贫原因1="因病")],
    ),
    "cause_illness": (
        couple(致贫原因1="因病", 健康状况="健康"),
        [head(致贫原因1="因病", 健康状况="健康"), child(致贫原因1="因病", 健康状况="大病")],
    ),
    "cause_disability": (
        couple(致贫原因1="因残", 健康状况="大病"),
        couple(致贫原因1="因残", 健康状况="残疾"),
    ),
    "cause_schooling": (
        couple(致贫原因1="因学", 在校生状况="非在校生"),
        [
            head(致贫原因1="因学", 在校生状况="非在校生"),
            child(致贫原因1="因学", 在校生状况="八年级"),
        ],
    ),
    "cause_labour": (
        couple(致贫原因1="缺劳动力", 劳动技能="普通劳动力"),
        [
            head(致贫原因1="缺劳动力", 劳动技能="普通劳动力"),
            child(致贫原因1="缺劳动力", 劳动技能="无劳动力"),
        ],
    ),
    "labourless_at_working_age": (
        [head(劳动技能="无劳动力", 健康状况="健康", 在校生状况="非在校生")],
        [head(劳动技能="无劳动力", 健康状况="大病", 在校生状况="非在校生")],
    ),
    "labourless_but_working": (
        [head(劳动技能="丧失劳动力", **{"务工时间（月）": "3"})],
        [head(劳动技能="丧失劳动力", **{"务工时间（月）": "0"})],
    ),
    "income_blank": (couple(人均纯收入=""), couple(人均纯收入="1")),
    "income_range": (couple(人均纯收入="0"), couple(人均纯收入="100000")),
    "young_in_senior_school": (
        [head(), child(在校生状况="高二")],
        [head(), child(born=date(2009, 5, 1), 在校生状况="高二")],
    ),
    "old_in_primary_school": (
        [head(在校生状况="小学")],
        [head(在校生状况="非在校生"), child(在校生状况="小学")],
    ),
    "unsafe_house_not_watched": (
        couple(危房户="D级", 监测对象类别=""),
        couple(危房户="D级", 监测对象类别="边缘易致贫户"),
    ),
    "unsafe_water_not_watched": (
        couple(是否解决安全饮用水="否", 监测对象类别=""),
        couple(是否解决安全饮用水="是", 监测对象类别=""),
    ),
    "uninsured_not_watched": (
        [head(大病保险="否", 监测对象类别="")],
        [head(大病保险="否", 监测对象类别="突发严重困难户")],
    ),
    "size_differs": (couple(人数="3"), couple(人数="2")),
}


def raised(found):
    assert [p.as_json() for p in found.problems] == []
    return {d.code.removeprefix("doubt.") for d in found.doubts}


@pytest.mark.parametrize("name", CASES)
def test_each_rule_doubts_what_it_should_and_only_that(read, name):
    wrong, right = CASES[name]
    assert name in raised(read(xlsx(grid(wrong))))
    assert name not in raised(read(xlsx(grid(right))))


def test_every_rule_row_has_its_code_and_every_code_its_row():
    others = ("known.", "household_change", "need_ages")
    rows = {name for name in packaged().rules if not name.startswith(others)}
    assert {*RULES, "size_differs"} == rows == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_rule_that_the_administrator_ends_is_silent(read, name):
    words = packaged()
    del words.rules[name]
    assert name not in raised(read(xlsx(grid(CASES[name][0])), vocabulary=words))


def test_a_threshold_is_a_row_and_not_a_constant(read):
    words = packaged()
    words.rules["income_range"] = replace(
        words.rules["income_range"], thresholds={"over": 0, "to": 5000}
    )
    content = xlsx(grid(couple(人均纯收入="9395")))
    found = read(content, vocabulary=words)
    assert "income_range" in raised(found)
    assert "5000" in found.doubts[0].message
    assert "income_range" not in raised(read(content))


@pytest.mark.parametrize("thresholds", [{}, {"over": "x", "to": None}])
def test_a_rule_without_its_thresholds_asks_nothing(read, thresholds):
    words = packaged()
    words.rules["income_range"] = replace(words.rules["income_range"], thresholds=thresholds)
    assert "income_range" not in raised(read(xlsx(grid(couple(人均纯收入="0"))), vocabulary=words))


def test_a_wrong_cell_is_not_called_blank_as_well(read):
    found = read(xlsx(grid([head(民族="汗族", 人均纯收入="一万")])))
    assert len(found.problems) == 2
    assert found.doubts == []


def test_a_doubt_carries_its_reason_for_the_page(read):
    (doubt,) = read(xlsx(grid(couple(人数="3")))).doubts
    assert doubt.problem.details["why"]
    for language in ("zh", "en"):
        assert "{" not in doubt.problem.message(language)
        assert "—" not in doubt.problem.message(language)
