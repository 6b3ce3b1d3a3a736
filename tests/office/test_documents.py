"""何晓燕 issues documents: numbers are taken once, a version holds from its day, any words are found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.kernel.problem import Refused
from lianxin.office.documents import actions, queries, search
from lianxin.office.documents.numbers import Number, parsed
from lianxin.office.documents.queries import Standing

from .books import DAY, WORD, codes, draft, issued

LATER = date(2026, 9, 1)
words = st.sampled_from(["市自然资执法", "武联户办", "甘办"])
numbers = st.builds(Number, words, st.integers(1990, 2099), st.integers(1, 9999))


@given(number=numbers, brackets=st.sampled_from(["〔〕", "[]", "（）", "【】"]), zero=st.booleans())
@settings(max_examples=60)
def test_a_number_is_read_back_however_its_brackets_were_typed(number, brackets, zero):
    left, right = brackets
    typed = f"{number.word} {left}{number.year}{right} 第{'0' if zero else ''}{number.number}号"
    assert parsed(typed) == parsed(str(number)) == number


@pytest.mark.parametrize(
    "text", ["市自然资执法", "〔2026〕3号", "执法〔26〕3号", "执法〔2026〕0号"]
)
def test_what_is_no_number_is_told_so(text):
    with pytest.raises(Refused) as caught:
        parsed(text)
    assert codes(caught) == {"document.number"}


pytestmark = pytest.mark.django_db


def revise(cast, row, **more):
    told = {"text": "一、总则\n每月走访两次。", "changed": "走访改为每月两次"} | more
    return actions.document_revise(actor=cast.actor(cast.office), document=row, rev=row.rev, **told)


def test_numbers_are_taken_once_in_a_unit_and_the_next_free_one_is_told(cast):
    issued(cast, 1)
    with pytest.raises(Refused) as caught:
        issued(cast, 1)
    (problem,) = caught.value.problems
    assert problem.code == "document.number_taken"
    assert problem.details["free"] == f"{WORD}〔2026〕2号"
    assert actions.next_number(cast.unit, WORD, 2026).number == 2
    assert actions.next_number(cast.unit, WORD, 2027).number == 1
    assert actions.next_number(cast.other_unit, WORD, 2026).number == 1
    assert actions.last_word(cast.unit) == WORD


def test_the_year_in_the_number_is_that_of_the_day_of_issue(cast):
    row = draft(cast)
    with pytest.raises(Refused) as caught:
        actions.document_issue(
            actor=cast.actor(cast.office),
            document=row,
            rev=row.rev,
            issued=DAY,
            number=f"{WORD}〔2025〕3号",
        )
    assert codes(caught) == {"document.number_year"}


def test_each_version_holds_from_its_day_and_no_text_is_lost(cast):
    row = issued(cast)
    revise(cast, row, from_day=LATER)
    office = cast.actor(cast.office)
    before = queries.document(office, row.pk, LATER - timedelta(days=1))
    after = queries.document(office, row.pk, LATER)
    assert (before.version.version, after.version.version) == (1, 2)
    assert "每月走访一次" in before.version.text
    assert [one.text.count("走访") for one in after.versions] == [1, 1]
    with pytest.raises(Refused) as caught:
        revise(cast, after.row, from_day=DAY)
    assert codes(caught) == {"document.version_before"}
    with pytest.raises(Refused) as caught:
        revise(cast, after.row, from_day=LATER, changed=" ")
    assert codes(caught) == {"input.required"}


def test_a_draft_is_written_on_and_begins_with_the_text_it_has_when_it_is_issued(cast):
    row = draft(cast)
    assert queries.document(cast.actor(cast.office), row.pk, DAY).standing is Standing.DRAFT
    revise(cast, row, changed="", title="帮扶工作制度（试行）")
    with pytest.raises(Refused) as caught:
        revise(cast, row)
    assert codes(caught) == {"action.changed_meanwhile"}
    line = queries.document(cast.actor(cast.office), row.pk, DAY)
    assert (line.row.title, line.version.version) == ("帮扶工作制度（试行）", 2)
    actions.document_issue(
        actor=cast.actor(cast.office), document=line.row, rev=line.row.rev, issued=DAY
    )
    line = queries.document(cast.actor(cast.office), row.pk, DAY)
    assert (line.standing, line.version.version, line.row.numbered) == (Standing.NOW, 2, "")


def test_a_document_that_replaces_another_ends_it_on_its_own_first_day(cast):
    old = issued(cast, 1)
    new = issued(cast, 2, LATER, replaces=old)
    office = cast.actor(cast.office)
    assert queries.document(office, old.pk, LATER - timedelta(days=1)).standing is Standing.NOW
    line = queries.document(office, old.pk, LATER)
    assert (line.standing, line.row.ended_for) == (Standing.ENDED, new.numbered)
    assert list(queries.replaced_by(office, old)) == [new]


def test_what_is_abolished_says_why(cast):
    row = issued(cast)
    office = cast.actor(cast.office)
    with pytest.raises(Refused) as caught:
        actions.document_end(actor=office, document=row, until=LATER, reason="")
    assert codes(caught) == {"office.reason_wanted"}
    actions.document_end(actor=office, document=row, until=LATER, reason="上级有新规定")
    assert queries.document(office, row.pk, LATER).standing is Standing.ENDED
    with pytest.raises(Refused) as caught:
        actions.document_end(actor=office, document=draft(cast), until=LATER, reason="上级有新规定")
    assert codes(caught) == {"document.draft"}


def found(cast, words, account=None):
    rows = queries.documents(cast.actor(account or cast.office), cast.unit, words=words, day=DAY)
    return [line.row.title for line in rows]


def test_any_words_of_title_number_and_latest_text_find_a_document(cast):
    row = issued(cast, 7, title="联户工作制度", text="一、总则\n走访要说真话，不搞花架子。")
    issued(cast, 8, title="会议制度", text="每季度开一次会。")
    assert found(cast, "花架子") == ["联户工作制度"]
    assert found(cast, "真话 走访") == ["联户工作制度"]
    assert found(cast, "〔2026〕8号") == ["会议制度"]
    assert found(cast, "制度") == ["会议制度", "联户工作制度"]
    assert found(cast, "会") == ["会议制度"]
    assert found(cast, "没有的字") == []
    revise(cast, row, text="一、总则\n走访要实在。", from_day=LATER)
    assert found(cast, "花架子") == []
    assert found(cast, "实在") == ["联户工作制度"]
    assert list(search.astray()) == []


def test_the_officers_of_the_unit_find_it_and_other_units_do_not(cast):
    row = issued(cast, 7, text="走访要说真话。")
    assert found(cast, "真话", cast.officer) == ["帮扶工作制度"]
    assert found(cast, "真话", cast.outsider) == []
    assert search.numbers(cast.actor(cast.other_office), ["真话"]) == []
    with pytest.raises(Refused) as caught:
        queries.document(cast.actor(cast.outsider), row.pk, DAY)
    assert codes(caught) == {"action.absent"}


def test_a_rule_that_names_number_or_title_is_led_to_its_document(cast):
    row = issued(cast, 7, title="联户工作制度")
    texts = [f"{WORD}〔2026〕7号第三条", "《联户工作制度》第二条", "别的文件〔2026〕7号", ""]
    assert queries.named_in(cast.actor(cast.officer), texts) == {texts[0]: row, texts[1]: row}
