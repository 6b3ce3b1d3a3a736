"""ID numbers: what holds, what is refused, and that a refusal never repeats the number."""

from datetime import date

import pytest

from lianxin.kernel.problem import Refused
from lianxin.register.identity import check_id, seal_identity, unseal_identity
from tests.cast import id_number

pytestmark = pytest.mark.once


def code_of(text: str) -> str:
    with pytest.raises(Refused) as refused:
        check_id(text)
    assert not text or text not in refused.value.problems[0].message()
    return refused.value.problems[0].code


def test_both_specimens_of_the_standard_hold():
    assert check_id("11010519491231002X")[1:] == (date(1949, 12, 31), False)
    assert code_of("440524188001010014") == "id.date"  # 1880: right by number, nobody lives since


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        " 110105 19491231 002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105-19491231-002X",
    ],
)
def test_a_number_is_read_as_people_write_it(written):
    assert check_id(written).number == "11010519491231002X"


def test_fifteen_digits_of_an_old_card_become_eighteen():
    number = id_number(date(1968, 3, 14))
    assert check_id(number[:6] + number[8:17]).number == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "id.length"),
        ("62059919680314003", "id.length"),
        ("6205991968031400345", "id.length"),
        ("62059919680314OO34", "id.characters"),
        ("620599196803140035", "id.checksum"),
        ("620599196802310034", "id.date"),
        ("620599296803140034", "id.date"),
        ("٦٢٠٥٩٩١٩٦٨٠٣١٤٠٠٣٤", "id.characters"),
    ],
)
def test_each_fault_has_its_own_sentence(text, code):
    assert code_of(text) == code


def test_a_sealed_number_opens_again_and_stands_nowhere_in_its_columns():
    number = id_number()
    columns = seal_identity(number)
    assert unseal_identity(columns["id_sealed"]) == number
    assert columns["id_tail"] == number[-4:]
    assert number.encode() not in columns["id_sealed"] + columns["id_blind"]
    assert seal_identity(number)["id_sealed"] != columns["id_sealed"]
    assert seal_identity(number)["id_blind"] == columns["id_blind"]
