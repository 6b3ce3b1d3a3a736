"""English is complete: every Chinese sentence has its English, once, and none is left over."""

from __future__ import annotations

from collections import Counter

import pytest

from . import words

pytestmark = pytest.mark.once


def test_every_chinese_sentence_has_its_english():
    english = {chinese: text for _, chinese, text in words.catalogue()}
    missing = {text: places for text, places in words.used().items() if not english.get(text)}
    assert not missing, "\n".join(f"{places[0]}: {text}" for text, places in missing.items())


def test_no_sentence_stands_in_two_catalogues():
    counted = Counter(chinese for _, chinese, _ in words.catalogue())
    twice = [text for text, times in counted.items() if times > 1]
    assert not twice, "\n".join(twice)


def test_no_sentence_that_counts_is_asked_for_without_its_number():
    assert not words.asked_alone() & set(words.plurals())


def test_no_english_is_left_over_from_a_sentence_that_is_gone():
    used = words.used()
    left = [f"{file}: {text}" for file, text, _ in words.catalogue() if text not in used]
    assert not left, "\n".join(left)


def test_english_fills_the_same_gaps_as_the_chinese():
    assert list(words.other_gaps()) == []


def test_no_template_says_chinese_outside_a_translation():
    shown = [path for path in words.templates() if path.name not in words.FOR_DEVELOPERS]
    bare = [f"{path.name}: {line}" for path in shown for line in words.bare(path)]
    assert not bare, "\n".join(bare)
