"""The settings of one's own map: read as they are meant, refused by name when they make no sense."""

from __future__ import annotations

import pytest

from lianxin.site.environment import WrongSetting, one_of, tiles

pytestmark = pytest.mark.once
DATUMS = ("WGS-84", "GCJ-02", "CGCS2000")


@pytest.mark.parametrize("address", ["https://t.example.cn/{z}/{x}/{y}.png", "/t/{z}/{x}/{y}", ""])
def test_an_address_of_tiles_is_taken_as_it_is(monkeypatch, address):
    monkeypatch.setenv("LIANXIN_TILES", address)
    assert tiles("LIANXIN_TILES") == address


@pytest.mark.parametrize(
    "address", ["t.example.cn/{z}/{x}/{y}", "https://t.example.cn/{z}", "ftp://t"]
)
def test_an_address_that_names_no_tile_stops_the_start(monkeypatch, address):
    monkeypatch.setenv("LIANXIN_TILES", address)
    with pytest.raises(WrongSetting, match="LIANXIN_TILES"):
        tiles("LIANXIN_TILES")


def test_a_datum_that_nobody_knows_stops_the_start(monkeypatch):
    assert one_of("LIANXIN_TILES_DATUM", DATUMS) == "WGS-84"
    monkeypatch.setenv("LIANXIN_TILES_DATUM", "BD-09")
    with pytest.raises(WrongSetting, match="GCJ-02"):
        one_of("LIANXIN_TILES_DATUM", DATUMS)
