"""Entries are found by what they say and whom they are about, the same on both engines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused
from lianxin.kernel.text import fold
from lianxin.people.policy import AccountActor
from lianxin.records.diary import search
from lianxin.records.diary.actions import diary_amend, diary_withdraw
from lianxin.records.diary.models import Entry
from lianxin.records.diary.queries import Asked, entries

from .writing import DAY, found, write

SHED, ROAD = "牛棚砖墙砌好了，等彩钢顶，差 1,800 元。", "和村上看了六社的路。"


@pytest.fixture
def home(cast):
    return cast.household("康润生", officer=cast.tian)


@pytest.fixture
def shed(cast, home):
    return write(cast.officer, cast.tian, SHED, households=[home], kinds=["visit"])


@pytest.fixture
def road(cast, shed):
    return write(cast.office, cast.liu, ROAD, village=cast.village, kinds=["stay"])


@pytest.mark.parametrize(
    "words", ["牛棚", "彩钢顶", "1800", "1,800 元", "彩鋼頂", "牛棚 彩钢", "砌好了 等彩钢"]
)
def test_an_entry_is_found_by_any_words_in_it(cast, road, words):
    assert found(cast.office, words) == [SHED]


@pytest.mark.parametrize("words", ["康润生", "润生", "krs", "KR", "田立新", "tlx", "康潤生"])
def test_an_entry_is_found_by_whom_it_is_about_and_by_its_officer(cast, road, words):
    assert found(cast.office, words) == [SHED]


@pytest.mark.parametrize("words", ["牛砖", "彩钢 六社", "rs", "康润发", "棚墙", "kvisit", "y2026"])
def test_words_that_do_not_occur_find_nothing(cast, road, words):
    assert found(cast.office, words) == []


def test_one_character_is_refused_with_advice(cast, road):
    with pytest.raises(Refused) as refused:
        found(cast.office, "棚")
    assert refused.value.problems[0].code == "diary.one_character"


@pytest.mark.parametrize("words", ["", "看了", "砌好"])
def test_filters_narrow_with_words_and_without(cast, home, road, words):
    mine = [SHED] if words != "看了" else []
    theirs = [ROAD] if words != "砌好" else []
    for asked, wanted in (
        ({"household": home}, mine),
        ({"officer": cast.tian}, mine),
        ({"officer": cast.liu}, theirs),
        ({"kind": "stay"}, theirs),
        ({"kind": "talk"}, []),
        ({"village": cast.other_village}, []),
        ({"first": DAY, "last": DAY}, [*theirs, *mine]),
        ({"last": DAY - timedelta(days=1)}, []),
        ({"first": DAY + timedelta(days=1), "last": date(2026, 12, 31)}, []),
    ):
        assert found(cast.office, words, **asked) == wanted, asked


def test_pages_follow_each_other_without_a_gap(cast, home):
    days = [DAY + timedelta(days=n // 2) for n in range(7)]
    for place, day in enumerate(days):
        write(cast.officer, cast.tian, f"浇水第{place}回", households=[home], day=day)
    actor, seen, after = AccountActor.of(cast.office), [], None
    for words in ("浇水", ""):
        seen.clear()
        while True:
            page, after = entries(actor, Asked(words=words), after=after, limit=3)
            seen += [row.text for row in page]
            if after is None:
                break
        assert seen == [f"浇水第{n}回" for n in (6, 5, 4, 3, 2, 1, 0)]


def test_an_amended_entry_is_found_by_its_new_words_alone(cast, shed):
    diary_amend(actor=AccountActor.of(cast.officer), entry=shed, text="羊圈修好了", rev=1)
    assert found(cast.office, "羊圈") == ["羊圈修好了"]
    assert found(cast.office, "牛棚") == []
    shed.refresh_from_db(from_queryset=Entry.objects.visible_to(SYSTEM))
    assert shed.text == SHED


def test_a_withdrawn_entry_is_no_longer_found(cast, road, shed):
    diary_withdraw(actor=AccountActor.of(cast.officer), entry=shed, reason="写错户了")
    assert found(cast.office, "牛棚") == []
    assert found(cast.office) == [ROAD]
    assert found(cast.office, "牛棚", withdrawn=True) == [SHED]


def test_another_units_officer_finds_nothing(cast, road):
    assert found(cast.outsider, "牛棚") == found(cast.outsider) == []
    assert found(cast.other_office, "牛棚") == []
    assert found(cast.officer, "牛棚") == [SHED]
    assert found(cast.officer2, "牛棚") == []


def test_ones_own_entries_are_found_among_very_many_of_others(cast, home, shed, monkeypatch):
    """Where candidates are mostly others', one's own are gone through instead."""
    monkeypatch.setattr(search, "steps", lambda limit: [2])
    monkeypatch.setattr(search, "MANY", 2)
    for place in range(5):
        write(cast.office, cast.liu, f"修牛棚{place}", village=cast.village)
    again = write(cast.officer, cast.tian, "又看牛棚", households=[home])
    assert found(cast.officer, "牛棚") == [again.text, SHED]
    assert len(found(cast.office, "牛棚")) == 7


LETTERS = st.text(st.sampled_from("康润生牛棚砖鋼钢ab1 ，。𠀀é%_'\"*"), min_size=1, max_size=12)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(texts=st.lists(LETTERS.filter(str.strip), min_size=1, max_size=4), words=LETTERS)
def test_an_entry_is_found_exactly_if_its_folded_text_holds_every_folded_word(cast, texts, words):
    asked = [fold(word) for word in words.split() if fold(word)]
    if not asked or max(map(len, asked)) < 2:
        return
    written = [write(cast.office, cast.liu, text, village=cast.village) for text in texts]
    wanted = {row.pk for row in written if all(word in fold(row.text) for word in asked)}
    page = entries(AccountActor.of(cast.office), Asked(words=words), limit=100)[0]
    keys = {row.pk for row in written}
    assert {row.pk for row in page} & keys == wanted
