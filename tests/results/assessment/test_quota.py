"""So many may have the best grade and no more, unless the leading group says so and why."""

from __future__ import annotations

import json

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.results.assessment.actions import (
    Set,
    assessment_confirm,
    assessment_send,
    assessment_sign,
    assessment_withdraw,
)
from lianxin.results.assessment.hearing import assessment_agree
from lianxin.results.assessment.many import assessments_sign, stamp
from lianxin.results.assessment.models import FrozenAssessment, Scheme
from lianxin.results.assessment.standing import State, standings
from tests.results.assessment.test_life import Life, refused

from .year import Year

WHY = "县上合并计算名额，县考核组同意。"


@pytest.fixture
def life(cast) -> Life:
    """田立新 with full marks, at the end of the way but for the leading group."""
    found = Life(Year(cast).whole()).confirm()
    full = {one.item.code: one.item.full for one in found.at.sheet.lines}
    assessment_withdraw(actor=found.office, assessment=found.row, reason="重算")
    found.confirm(**{c.replace(".", "_"): Set(m, "核过了。") for c, m in full.items()})
    found.send().agree()
    assert found.at.result.grade.name == "优秀"
    return found


def quota(thousandths: int) -> None:

    Scheme.objects.visible_to(SYSTEM).update(best_quota=thousandths)


def sign(life, **more):
    assessment_sign(actor=life.leader, assessment=life.row, **more)
    return life.at


def frozen(life):

    return json.loads(FrozenAssessment.objects.visible_to(SYSTEM).get(assessment=life.row).content)


def test_within_the_quota_the_grade_is_the_computed_one(life):
    quota(500)
    assert sign(life).result.grade.name == "优秀"
    assert frozen(life)["grade"] == "优秀"


def test_one_too_many_is_not_signed_by_the_way(life):
    quota(200)
    with refused("assessment.quota"):
        sign(life)
    with refused("assessment.grade_reason"):
        sign(life, grade="优秀")
    assert life.at.state is State.AGREED


def test_beyond_the_quota_the_leading_group_says_why(life):
    quota(200)
    assert sign(life, grade="优秀", words=WHY).result.grade.name == "优秀"
    assert frozen(life)["steps"][-1]["words"] == WHY


def test_the_next_grade_is_given_for_a_reason_and_frozen(life):
    quota(200)
    with refused("assessment.grade_reason"):
        sign(life, grade="称职")
    held = sign(life, grade="称职", words="名额已满，集体研究。")
    assert (held.result.grade.name, held.state) == ("称职", State.SIGNED)
    assert held.result.total == life.at.sheet.scheme.full
    told = frozen(life)
    assert (told["grade"], told["steps"][-1]["grade"]) == ("称职", "称职")


def test_no_grade_is_made_up_or_better_than_the_marks(life, year_of_liu):
    quota(1000)
    with refused("assessment.grade"):
        sign(life, grade="特优", words=WHY)
    with refused("assessment.grade"):
        assessment_sign(actor=life.leader, assessment=year_of_liu, grade="优秀", words=WHY)


@pytest.fixture
def year_of_liu(life):

    row = assessment_confirm(actor=life.office, of=life.year.liu, year=life.row.year)
    assessment_send(actor=life.office, assessment=row)
    assessment_agree(actor=life.cast.actor(life.cast.officer2), assessment=row)
    [held] = standings([row])
    assert held.result.grade.name != "优秀"
    return row


def test_among_many_the_one_too_many_is_left_out_by_name_and_the_rest_is_signed(life, year_of_liu):
    quota(200)
    chosen = {row.pk: stamp(standings([row])[0]) for row in (life.row, year_of_liu)}
    made = assessments_sign(actor=life.leader, chosen=chosen, words="同意")
    assert [row.pk for row in made.done] == [year_of_liu.pk]
    assert [(one.name, one.problem.code) for one in made.left] == [("田立新", "assessment.quota")]
    assert "下一等" in made.left[0].problem.message()
