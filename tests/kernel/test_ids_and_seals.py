"""Ids are ordered by time; a sealed value opens in its own column, under its own key, untouched."""

from __future__ import annotations

import stat

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel import sealed
from lianxin.kernel.ids import IdRun, new_id

pytestmark = pytest.mark.once
NUMBER = "620599196803140016"


def test_ids_are_version_7_and_rise():
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {one.version for one in made} == {7}


def test_a_run_of_ids_is_one_span_of_keys():
    run, outside = IdRun(), new_id()
    made = [run() for _ in range(1000)]
    assert [made[0], made[-1]] == [run.first, run.last]
    assert made == sorted(set(made))
    assert {one.version for one in made} == {7}
    assert not run.first <= outside <= run.last


@given(st.text(max_size=60), st.sampled_from(["person.id", "household.bank"]))
def test_what_was_sealed_opens_again(text, column):
    assert sealed.unseal(sealed.seal(text, column), column) == text


def test_the_same_value_is_sealed_differently_each_time():
    assert sealed.seal(NUMBER, "person.id") != sealed.seal(NUMBER, "person.id")
    assert NUMBER.encode() not in sealed.seal(NUMBER, "person.id")


def test_a_sealed_value_opens_in_no_other_column():
    with pytest.raises(InvalidTag):
        sealed.unseal(sealed.seal(NUMBER, "person.id"), "household.bank")


def test_one_changed_bit_anywhere_is_noticed():
    whole = sealed.seal(NUMBER, "person.id")
    for place in range(1, len(whole)):
        broken = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        with pytest.raises(InvalidTag):
            sealed.unseal(broken, "person.id")


def test_a_value_of_an_unknown_version_or_cut_short_is_refused():
    whole = sealed.seal(NUMBER, "person.id")
    with pytest.raises(ValueError, match="version"):
        sealed.unseal(b"\x02" + whole[1:], "person.id")
    for cut in (1, 12, 13, 20):
        with pytest.raises((InvalidTag, ValueError)):
            sealed.unseal(whole[:cut], "person.id")


def test_another_instances_key_opens_nothing_and_finds_nothing(settings, tmp_path):
    here, found = sealed.seal(NUMBER, "person.id"), sealed.blind(NUMBER, "person.id")
    settings.LIANXIN_SEAL_KEY = tmp_path / "keys" / "other.key"
    sealed.ensure_key(settings.LIANXIN_SEAL_KEY)
    with pytest.raises(InvalidTag):
        sealed.unseal(here, "person.id")
    assert sealed.blind(NUMBER, "person.id") != found


def test_the_blind_index_is_equal_for_equal_values_of_one_column_only():
    index = sealed.blind(NUMBER, "person.id")
    assert index == sealed.blind(NUMBER, "person.id")
    assert len(index) == 16
    assert index != sealed.blind(NUMBER, "household.bank")
    assert index != sealed.blind(NUMBER[:-1] + "7", "person.id")


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "keys" / "seal.key"
    sealed.ensure_key(path)
    first = path.read_text()
    sealed.ensure_key(path)
    assert path.read_text() == first
    assert len(bytes.fromhex(first)) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("whole", "shown"), [(NUMBER, "…0016"), ("12345", "…2345"), ("1234", "…"), ("", "")]
)
def test_a_masked_value_shows_its_last_four_and_never_all(whole, shown):
    assert sealed.masked(whole) == shown
