"""Code lists, spellings and quality rules: dated rows that the system administrator keeps."""

from datetime import date, timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.register.lists import (
    LISTS,
    THRESHOLDS,
    code_add,
    code_end,
    codes,
    meaning,
    rule_change,
    rules,
    spelling_add,
    spelling_remove,
    spellings,
)
from lianxin.register.models import Code, QualityRule, Spelling
from lianxin.register.tables import load_codes
from tests.cast import code

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)


def problems(refused) -> set[str]:
    return {problem.code for problem in refused.value.problems}


def rule() -> QualityRule:
    return QualityRule.objects.create(
        name="test.age_gap",
        title="母亲与孩子年龄差",
        why="生日常有抄错",
        thresholds={"least": 13, "share": 0.5, "months": [3, 6], "word": "岁"},
        from_day=date(2012, 1, 1),
    )


def test_every_list_that_comes_with_the_product_has_a_name():
    shipped = set(Code.objects.visible_to(SYSTEM).values_list("list", flat=True))
    assert shipped == set(LISTS)


def test_a_value_is_added_and_ended_with_its_days(cast):
    actor = cast.actor(cast.sysadmin)
    value = code_add(
        actor=actor, list_name="cause", name="因市场变化", english="market", code="77", from_day=DAY
    )
    assert meaning("cause", "因市场变化") == value
    code_end(actor=actor, code=value, until=today())
    assert meaning("cause", "因市场变化") is None
    assert value in codes("cause")


def test_a_name_or_code_stands_in_a_list_once(cast):
    actor = cast.actor(cast.sysadmin)
    for name, number, problem in (
        ("因 病", "77", "code.twice"),
        ("因市场变化", code("cause", "因病").code, "code.number_taken"),
        ("本人", "77", "code.spelling_taken"),
    ):
        with pytest.raises(Refused) as refused:
            code_add(
                actor=actor,
                list_name="relation" if name == "本人" else "cause",
                name=name,
                code=number,
                from_day=DAY,
            )
        assert problems(refused) == {problem}


def test_only_the_system_administrator_writes_the_lists(cast):
    for account in (cast.office, cast.secadmin, cast.leader):
        with pytest.raises(Refused) as refused:
            code_add(
                actor=cast.actor(account), list_name="cause", name="x", code="77", from_day=DAY
            )
        assert problems(refused) == {"action.not_allowed"}


def test_the_head_cannot_be_ended(cast):
    with pytest.raises(Refused) as refused:
        code_end(actor=cast.actor(cast.sysadmin), code=code("relation", "户主"), until=DAY)
    assert problems(refused) == {"code.needed"}


def test_a_spelling_means_one_value_only(cast):
    actor = cast.actor(cast.sysadmin)
    spelled = spelling_add(actor=actor, code=code("relation", "之子"), text=" 我兒 子 ")
    assert spelled.text == "我儿子"
    with pytest.raises(Refused) as refused:
        spelling_add(actor=actor, code=code("relation", "之女"), text="我儿子")
    assert problems(refused) == {"code.spelling_taken"}


def test_a_spelling_that_was_removed_stays_away_at_the_next_start(cast):
    value = code("relation", "户主")
    spelling = spellings(value).first()
    spelling_remove(actor=cast.actor(cast.sysadmin), spelling=spelling)
    load_codes()
    assert not Spelling.objects.visible_to(SYSTEM).filter(code=value, text=spelling.text).exists()
    assert spellings(value).exists()


def test_a_changed_rule_is_a_new_row_and_the_old_one_stays_readable(cast):
    old = rule()
    typed = {"least": "14", "share": "0.6", "months": "4，8", "word": "周岁"}
    new = rule_change(actor=cast.actor(cast.sysadmin), rule=old, thresholds=typed, from_day=today())
    assert new.thresholds == {"least": 14, "share": 0.6, "months": [4, 8], "word": "周岁"}
    newest, older = next(both for both in rules() if both[0].name == old.name)
    assert newest == new
    assert [(row.pk, row.until, row.thresholds["least"]) for row in older] == [
        (old.pk, today(), 13)
    ]


def test_todays_change_may_be_corrected_and_no_earlier_one(cast):
    actor, old = cast.actor(cast.sysadmin), rule()
    same = {"least": "13", "share": "0.5", "months": "3", "word": "岁"}
    first = rule_change(actor=actor, rule=old, thresholds=same, from_day=today(), active=False)
    again = rule_change(actor=actor, rule=old, thresholds=same, from_day=today())
    assert (again.pk, again.active) == (first.pk, True)
    with pytest.raises(Refused) as refused:
        rule_change(actor=actor, rule=old, thresholds=same, from_day=today() - timedelta(1))
    assert problems(refused) == {"rule.not_later"}


def test_a_threshold_keeps_its_kind(cast):
    typed = {"least": "很多", "share": "", "months": "三", "word": "岁"}
    with pytest.raises(Refused) as refused:
        rule_change(
            actor=cast.actor(cast.sysadmin), rule=rule(), thresholds=typed, from_day=today()
        )
    assert {p.field for p in refused.value.problems} == {
        "threshold-least",
        "threshold-share",
        "threshold-months",
    }


def test_every_threshold_that_comes_with_the_product_has_a_name():
    shipped = QualityRule.objects.visible_to(SYSTEM).values_list("thresholds", flat=True)
    assert {key for thresholds in shipped for key in thresholds} == set(THRESHOLDS)
