"""Every problem has its sentence in both languages; no long number reaches a log."""

from __future__ import annotations

import logging
import re
import string
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.problem import Refused, declare, declared, problem, refuse
from lianxin.site.logs import Masking, mask

pytestmark = pytest.mark.once
SOURCE = Path(__file__).parents[2] / "src" / "lianxin"
CHINESE = re.compile("[\u4e00-\u9fff]")


def slots(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", sorted(declared()))
def test_a_problem_has_both_sentences_with_the_same_gaps(code):
    sentence = declared()[code]
    assert CHINESE.search(sentence.zh), code
    assert sentence.en.strip(), code
    english = len(re.findall("[A-Za-z]+", sentence.en))
    assert english > len(CHINESE.findall(sentence.en)) / 2, code  # names of values stay Chinese
    assert slots(sentence.zh) == slots(sentence.en), code
    assert 400 <= sentence.status < 600, code
    assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", code)


def test_every_code_that_is_raised_is_declared():
    raised = re.compile(r"\b(?:refuse|problem)\(\s*\"([a-z_]+\.[a-z0-9_.]+)\"")
    used = {
        code: path.relative_to(SOURCE)
        for path in SOURCE.rglob("*.py")
        if path.name != "problem.py"  # its docstrings show how it is used
        for code in raised.findall(path.read_text(encoding="utf-8"))
    }
    assert {c: str(p) for c, p in used.items() if c not in declared()} == {}


def test_a_code_is_declared_once_and_an_undeclared_one_cannot_be_raised():
    with pytest.raises(ValueError, match="twice"):
        declare("action.absent", "再来一次。", "Again.")
    with pytest.raises(KeyError):
        problem("no.such_code")


def test_a_problem_speaks_the_readers_language_and_fills_its_gaps():
    found = problem("period.backwards", "until", from_day="2026-01-02", until="2026-01-01")
    with translation.override("en"):
        assert found.message().startswith("The end 2026-01-01 is before")
    assert found.message("zh-hans").startswith("结束日期 2026-01-01")
    assert found.as_json()["field"] == "until"


def test_a_gap_without_a_value_shows_a_dash_instead_of_failing():
    assert "—" in problem("input.required").message("en")


def test_a_refusal_carries_every_problem_and_the_gravest_status():
    refusal = Refused([problem("input.required"), problem("action.not_allowed", action="x")])
    assert refusal.status == 422
    assert refuse("action.absent").status == 404
    assert [p.code for p in refusal.problems] == ["input.required", "action.not_allowed"]


ID = "62059919680314001X"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (f"id {ID} end", "id …001X end"),
        ("card 6217000000000001234", "card …1234"),
        ("phone 19900001234", "phone …1234"),
        ("2026-07-15 14:52:00,338", "2026-07-15 14:52:00,338"),
        ("household 1-001 of 620524", "household 1-001 of 620524"),
    ],
)
def test_long_numbers_are_masked_in_a_log_line(said, kept):
    assert mask(said) == kept


@given(st.from_regex(r"\A[0-9]{17}[0-9Xx]\Z"), st.text(max_size=20))
def test_no_id_number_survives_the_mask_wherever_it_stands(number, around):
    assert number not in mask(around + number + around)


def record(message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("x", logging.ERROR, __file__, 1, message, args, info)


def test_the_filter_masks_message_arguments_and_traceback():
    try:
        raise ValueError(f"bad {ID}")
    except ValueError as error:
        made = record("person %s", ID, error=error)
    assert Masking().filter(made)
    said = logging.Formatter().format(made)
    assert ID not in said
    assert "…001X" in said
    assert "ValueError" in said


def test_a_log_line_whose_arguments_do_not_fit_is_still_masked():
    made = record(f"person {ID} %s %s", "one")
    Masking().filter(made)
    assert ID not in logging.Formatter().format(made)
