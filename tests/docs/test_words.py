"""English is complete: every Chinese sentence has its English, once, and none is left over."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from . import words

pytestmark = pytest.mark.once
_SLOTS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def test_every_chinese_sentence_has_its_english():
    english = {chinese: text for _, chinese, text in words.catalogue()}
    missing = {text: places for text, places in words.used().items() if not english.get(text)}
    assert not missing, "\n".join(f"{places[0]}: {text}" for text, places in missing.items())


def test_no_sentence_stands_in_two_catalogues():
    counted = Counter(chinese for _, chinese, _ in words.catalogue())
    assert [text for text, times in counted.items() if times > 1] == []


def test_no_english_is_left_over_from_a_sentence_that_is_gone():
    used = words.used()
    assert [(file, text) for file, text, _ in words.catalogue() if text not in used] == []


def test_english_fills_the_same_gaps_as_the_chinese():
    wrong = [
        (file, chinese)
        for file, chinese, english in words.catalogue()
        if english and not set(_SLOTS.findall(english)) <= set(_SLOTS.findall(chinese))
    ]
    assert wrong == []


def test_no_template_says_chinese_outside_a_translation():
    bare = {str(p.relative_to(words.TEMPLATES)): words.bare(p) for p in words.templates()}
    assert {path: lines for path, lines in bare.items() if lines} == {}
