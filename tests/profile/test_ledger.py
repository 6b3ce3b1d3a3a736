"""The ledger tells what each household lacks; a masked sheet tells nothing of anybody's body."""

from __future__ import annotations

from lianxin.kernel.actor import SYSTEM
from lianxin.results.actions import shown_of
from lianxin.results.ledgers import LEDGERS
from tests.profile.village import DAY

LEDGER = LEDGERS["profile"]


def sheet(there, *, masked=False, actor=SYSTEM):
    asked = LEDGER.asks.read({})
    lines = list(LEDGER.read(actor, asked, village=there.cast.village, day=DAY))
    columns = shown_of(LEDGER.visible_columns(actor), masked=masked)
    return [{column.name: column.value(line) for column in columns} for line in lines]


def test_every_household_stands_there_by_its_number_with_what_it_lacks(there):
    rows = sheet(there)
    assert [row["number"] for row in rows] == ["1-001", "1-002", "1-003"]
    assert rows[1]["lacks"] == "收入不够线；住房不安全；烧柴草、煤炭；没有人务工"
    assert rows[1]["health_lacks"] == "有人得大病；家里没有劳力"
    assert (rows[0]["lacks"], rows[0]["profile"]) == ("", "缺得不多")
    assert rows[1]["profile"] == "缺得多"


def test_what_nobody_knows_is_told_and_counts_as_no_share(there):
    unclear = sheet(there)[2]
    assert unclear["profile"] == "说不清"
    assert unclear["weight"] is None
    assert "住房安全" in unclear["unknown"]


def test_a_masked_sheet_says_nothing_of_health_or_of_labour(there):
    for row in sheet(there, masked=True):
        told = "".join(str(value) for value in row.values())
        assert "大病" not in told
        assert "劳力" not in told
        assert "weight" not in row
        assert "profile" not in row


def test_an_assessor_has_no_such_ledger(there):
    assert sheet(there, actor=there.cast.actor(there.cast.assessor)) == []
