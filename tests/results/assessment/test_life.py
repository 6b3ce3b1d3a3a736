"""An assessment goes its way in steps that are only added, and once signed it stands for good."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.appended import SQLITE
from lianxin.kernel.problem import Refused
from lianxin.people.models import Grant, Role
from lianxin.results.assessment import standing
from lianxin.results.assessment.actions import (
    Set,
    assessment_adjust,
    assessment_answer,
    assessment_confirm,
    assessment_correct,
    assessment_send,
    assessment_sign,
    assessment_withdraw,
)
from lianxin.results.assessment.computing import Span
from lianxin.results.assessment.freezing import intact
from lianxin.results.assessment.hearing import assessment_agree, assessment_object, assessment_read
from lianxin.results.assessment.models import Assessment, AssessmentStep, FrozenAssessment
from lianxin.results.assessment.queries import history, officer_lines
from lianxin.results.assessment.standing import State, current, standings
from tests.cast import Cast

from .year import YEAR, Year


@pytest.fixture
def year(cast: Cast) -> Year:
    return Year(cast).whole()


class Life:
    """The assessment of 田立新 in the hands of those who deal with it."""

    def __init__(self, year: Year) -> None:
        cast = self.cast = year.cast
        self.year = year
        self.office, self.officer = cast.actor(cast.office), cast.actor(cast.officer)
        self.leader, self.assessor = cast.actor(cast.leader), cast.actor(cast.assessor)
        self.row: Assessment | None = None

    def confirm(self, **changes: Set) -> Life:
        marks = {code.replace("_", "."): it for code, it in changes.items()}
        self.row = assessment_confirm(
            actor=self.office, of=self.year.tian, year=YEAR, changes=marks
        )
        return self

    def send(self) -> Life:
        assessment_send(actor=self.office, assessment=self.row)
        return self

    def object(self, code: str = "4.3", words: str = "七月那次漏记了。") -> AssessmentStep:
        assessment_object(actor=self.officer, assessment=self.row, objections={code: words})
        return self.at.objections[-1].step

    def agree(self) -> Life:
        assessment_agree(actor=self.officer, assessment=self.row)
        return self

    def sign(self) -> Life:
        assessment_sign(actor=self.leader, assessment=self.row)
        return self

    def later(self, monkeypatch, days: int) -> None:
        day = standing.today() + timedelta(days=days)
        monkeypatch.setattr(standing, "today", lambda: day)

    @property
    def at(self) -> standing.Standing:
        [found] = standings([self.row])
        return found


@pytest.fixture
def life(year: Year) -> Life:
    return Life(year)


def refused(code: str):
    return pytest.raises(Refused, match=code)


def test_it_goes_from_the_office_to_the_officer_to_the_leading_group(life):
    assert life.confirm().at.state is State.CONFIRMED
    assert life.send().at.state is State.SENT
    assessment_read(actor=life.officer, assessment=life.row)
    assert life.at.state is State.READ
    objection = life.object()
    assert life.at.state is State.OBJECTED
    assessment_answer(actor=life.assessor, objection=objection, words="查了日记，补上。", marks=55)
    assert life.at.state is State.ANSWERED
    assert life.agree().at.state is State.AGREED
    assert life.sign().at.state is State.SIGNED
    whole = life.at
    assert whole.confirmed["4.3"] == 55
    assert whole.sheet.line("4.3").marks == 60
    assert whole.result.total == whole.sheet.result.total - 5


def test_marks_are_set_with_a_reason_and_the_computed_ones_stay_beside(life):
    life.confirm(**{"2_1": Set(70, "两户的档案在村委会，没录进来。")})
    assert life.at.confirmed["2.1"] == 70
    assert life.at.sheet.line("2.1").marks != 70
    assessment_adjust(
        actor=life.office, assessment=life.row, changes={"2.1": Set(60, "又核了一遍。")}
    )
    assert life.at.confirmed["2.1"] == 60
    assert [one.marks for one in life.at.steps if one.item == "2.1"] == [70, 60]


@pytest.mark.parametrize(
    ("it", "code"),
    [
        (Set(10), "assessment.reason_wanted"),
        (Set(81, "多给"), "assessment.marks"),
        (Set(None, "没写分"), "assessment.marks"),
    ],
)
def test_no_marks_without_a_reason_or_above_the_full(life, it, code):
    with refused(code):
        life.confirm(**{"2_1": it})
    assert not Assessment.objects.visible_to(SYSTEM).exists()


def test_an_item_that_could_not_be_told_may_be_given_marks(life, year):
    row = assessment_confirm(
        actor=life.office, of=year.liu, year=YEAR, changes={"5.3": Set(80, "电话问过户里。")}
    )
    [found] = standings([row])
    assert found.confirmed["5.3"] == 80


def test_a_year_that_is_not_over_is_not_confirmed(life, year):
    with refused("assessment.not_over"):
        assessment_confirm(actor=life.office, of=year.tian, year=2026)


def test_it_is_confirmed_once(life):
    life.confirm()
    with refused("assessment.confirmed"):
        life.confirm()


def test_what_was_withdrawn_may_be_confirmed_anew_and_both_are_seen(life, year):
    life.confirm()
    assessment_withdraw(actor=life.office, assessment=life.row, reason="补录了两篇，重算。")
    first = life.row
    life.confirm()
    seen = history(life.office, officer=year.tian)
    assert [one.state for one in seen] == [State.CONFIRMED, State.WITHDRAWN]
    assert (first.number, life.row.number) == (1, 2)


def test_after_it_was_sent_marks_change_by_an_answer_alone(life):
    life.confirm().send()
    with refused("assessment.sent"):
        assessment_adjust(actor=life.office, assessment=life.row, changes={"2.1": Set(1, "改")})


def test_an_objection_after_five_days_comes_too_late(life, monkeypatch):
    life.confirm().send()
    assessment_read(actor=life.officer, assessment=life.row)
    life.later(monkeypatch, 5)
    assert life.at.open_to_objection
    life.later(monkeypatch, 1)
    with refused("assessment.too_late"):
        life.object()
    assert life.sign().at.state is State.SIGNED


def test_the_leading_group_waits_for_the_officer_and_for_every_answer(life):
    life.confirm()
    with refused("assessment.not_sent"):
        life.sign()
    life.send()
    with refused("assessment.still_open"):
        life.sign()
    life.object()
    with refused("assessment.unanswered"):
        life.agree()
    with refused("assessment.unanswered"):
        life.sign()


def test_an_objection_is_answered_once_and_may_be_raised_again_in_time(life):
    life.confirm().send()
    objection = life.object()
    with refused("assessment.objected_before"):
        life.object()
    assessment_answer(actor=life.office, objection=objection, words="按日记算的，不改。")
    with refused("assessment.answered"):
        assessment_answer(actor=life.office, objection=objection, words="再答一次")
    again = life.object(words="还有一次是在地里谈的。")
    assert again.pk != objection.pk
    assert len(life.at.waiting) == 1


def test_an_objection_has_words_and_is_about_an_item(life):
    life.confirm().send()
    with refused("input.required"):
        life.object(words="  ")
    with refused("assessment.unknown_item"):
        life.object(code="9.9")


def test_nobody_decides_on_their_own(life, year):
    Grant.objects.create(
        account=year.cast.officer,
        role=Role.OFFICE,
        unit=year.cast.unit,
        from_day="2024-01-01",
        reason="兼联户办",
        given_by="安全管理员",
    )
    both = year.cast.actor(year.cast.officer)
    with refused("assessment.own"):
        assessment_confirm(actor=both, of=year.tian, year=YEAR)
    other = assessment_confirm(actor=both, of=year.liu, year=YEAR)
    assert other.made_by == "田立新"


def test_only_the_officers_own_is_theirs_and_only_the_office_confirms(life, year):
    life.confirm().send()
    liu = year.cast.actor(year.cast.officer2)
    for deed in (assessment_read, assessment_agree):
        with refused("action.not_allowed"):
            deed(actor=liu, assessment=life.row)
    for somebody in (life.officer, life.leader, life.assessor):
        with refused("action.not_allowed"):
            assessment_confirm(actor=somebody, of=year.liu, year=YEAR)
    with refused("action.not_allowed"):
        assessment_sign(actor=life.office, assessment=life.row)
    foreign = year.cast.actor(year.cast.other_office)
    with refused("action.not_allowed"):
        assessment_confirm(actor=foreign, of=year.liu, year=YEAR)


def test_an_officer_sees_their_own_line_and_an_outsider_none(life, year):
    life.confirm()
    mine = officer_lines(life.officer, Span.of(YEAR))
    assert [one.officer for one in mine] == [year.tian]
    assert mine[0].standing is not None
    outsider = year.cast.actor(year.cast.outsider)
    assert not officer_lines(outsider, Span.of(YEAR), [year.tian.pk])
    assert not history(outsider, officer=year.tian)
    for account in (year.cast.department, year.cast.committee, year.cast.sysadmin):
        assert not officer_lines(year.cast.actor(account), Span.of(YEAR))


def test_a_signed_one_is_frozen_with_its_definitions_evidence_and_hash(life):
    life.confirm().send().agree().sign()
    frozen = life.at.frozen
    assert intact(frozen)
    told = json.loads(frozen.content)
    talks = next(one for one in told["items"] if one["code"] == "4.3")
    assert len(talks["evidence"]) == 12
    assert "谈心" in talks["figures"]["talks"]
    assert (talks["full"], talks["computed"], talks["confirmed"]) == (60, 60, 60)
    stars = next(one for one in told["items"] if one["code"] == "5.3")
    assert set(stars["evidence"]) == {"rows", "digest"}
    income = next(one for one in told["items"] if one["code"] == "5.1")
    assert len(income["evidence"]) == 4
    assert [one["what"] for one in told["steps"]] == ["confirm", "send", "read", "agree", "sign"]
    assert told["total"] == life.at.result.total


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [(FrozenAssessment, "content", "{}"), (Assessment, "year", 2020), (AssessmentStep, "marks", 1)],
)
def test_the_database_itself_changes_none_of_it(life, model, column, value):
    life.confirm().send().agree().sign()
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        model.objects.visible_to(SYSTEM).update(**{column: value})
    assert intact(life.at.frozen)


@pytest.mark.parametrize("model", [FrozenAssessment, AssessmentStep, Assessment])
def test_the_database_itself_lets_none_of_it_be_taken_away(life, model):
    life.confirm().send().agree().sign()
    rows, table = model.objects.visible_to(SYSTEM), model._meta.db_table
    before = rows.count()
    if connection.vendor == "sqlite":  # the tests' own cleaning took this guard away, see conftest
        with connection.cursor() as cursor:
            guard = SQLITE.format(event="DELETE", name=f"{table}_kept", table=table)
            cursor.execute(guard)
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        rows.all()._raw_delete(rows.db)
    assert rows.count() == before
    assert intact(life.at.frozen)


def test_a_frozen_one_takes_no_further_step(life):
    life.confirm().send()
    objection = life.object()
    assessment_answer(actor=life.office, objection=objection, words="不改。")
    life.agree().sign()
    for deed in (
        lambda: life.sign(),
        lambda: life.agree(),
        lambda: life.object("2.1"),
        lambda: assessment_withdraw(actor=life.office, assessment=life.row, reason="撤"),
        lambda: assessment_adjust(
            actor=life.office, assessment=life.row, changes={"2.1": Set(1, "改")}
        ),
    ):
        with refused("assessment.over"):
            deed()


def test_a_correction_stands_beside_what_it_corrects(life, year):
    life.confirm().send().agree()
    with refused("assessment.not_signed"):
        assessment_correct(actor=life.office, assessment=life.row, reason="算错了。")
    life.sign()
    first = life.row
    life.row = assessment_correct(
        actor=life.office,
        assessment=first,
        reason="驻村少算一天。",
        changes={"4.2": Set(50, "补记。")},
    )
    with refused("assessment.corrected"):
        assessment_correct(actor=life.office, assessment=first, reason="再来一份。")
    assert [one.state for one in history(life.office, officer=year.tian)] == [
        State.CONFIRMED,
        State.SIGNED,
    ]
    life.send().agree().sign()
    seen = history(life.office, officer=year.tian)
    assert [one.state for one in seen] == [State.SIGNED, State.CORRECTED]
    assert current(seen).row == life.row
    told = json.loads(life.at.frozen.content)
    assert told["corrects"]["digest"] == seen[1].frozen.digest
    assert told["reason"] == "驻村少算一天。"
    assert seen[1].result.total != seen[0].result.total


def test_what_is_written_later_changes_nothing_that_was_confirmed(life, year):
    life.confirm()
    before = life.at.result.total
    year.diligent(year.tian, year.kang)
    assert life.at.result.total == before
