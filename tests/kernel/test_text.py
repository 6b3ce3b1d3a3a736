"""Text as people type it is the same text: widths, characters, marks and initials."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel import text

pytestmark = pytest.mark.once
CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  康　润生 ", "康 润生"),
        ("６２０５９９Ｘ", "620599X"),
        ("户主\n姓名", "户主 姓名"),
        ("康\u200b润\ufeff生", "康润生"),
        ("a\x00b", "a b"),
        ("", ""),
    ],
)
def test_tidy_makes_full_width_half_and_drops_what_cannot_be_seen(typed, kept):
    assert text.tidy(typed) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("陽坡村", "阳坡村"),
        ("阿依古丽·买买提", "阿依古丽•买买提"),
        ("是否参加大病保险（是/否）", "是否参加大病保险是否"),
        ("ＡＢＣ", "abc"),
        ("人 均 纯 收 入", "人均纯收入"),
    ],
)
def test_two_spellings_of_one_name_fold_to_one(one, other):
    assert text.fold(one) == text.fold(other)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("何晓燕", "hxy"),
        ("曾国强", "zgq"),
        ("仇小红", "qxh"),
        ("单于飞", "cyf"),
        ("尉迟敬", "ycj"),
        ("解放", "xf"),
        ("张三2", "zs2"),
        ("", ""),
    ],
)
def test_initials_read_surnames_by_their_own_table(name, letters):
    assert text.initials(name) == letters


def test_bigrams_overlap_and_a_single_character_stands_alone():
    assert text.bigrams("结亲走访") == ["结亲", "亲走", "走访"]
    assert text.bigrams("结") == ["结"]
    assert text.bigrams(" ，") == []


@given(st.text(max_size=30))
def test_folding_what_is_folded_changes_nothing(typed):
    folded = text.fold(typed)
    assert text.fold(folded) == folded
    assert text.tidy(text.tidy(typed)) == text.tidy(typed)


@given(CHINESE, CHINESE)
def test_a_part_is_found_by_the_bigrams_of_the_whole(one, other):
    part = text.bigrams(one)
    if len(text.fold(one)) > 1:
        assert set(part) <= set(text.bigrams(other + one))


@given(CHINESE)
def test_initials_are_lower_case_and_never_longer_than_the_name(name):
    assert text.initials(name) == text.initials(name).lower()
    assert len(text.initials(name)) <= len(name) + 1
