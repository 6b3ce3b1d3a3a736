"""A place keeps its place, whatever map its numbers were read from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.datum import BD09, DATUMS, GCJ02, WGS84, Spot, convert, distance
from lianxin.kernel.mercator import Window, point, spot

pytestmark = pytest.mark.once
CHINA = st.builds(Spot, st.floats(18.0, 53.5), st.floats(73.5, 135.0))
METRE = 0.001


@given(CHINA, st.sampled_from(DATUMS), st.sampled_from(DATUMS))
def test_there_and_back_is_less_than_a_metre(it: Spot, of: str, to: str) -> None:
    assert distance(convert(convert(it, of, to), to, of), it) < METRE


@given(CHINA)
def test_maps_that_are_sold_show_a_place_some_hundred_metres_off(it: Spot) -> None:
    assert 0.02 < distance(convert(it, WGS84, GCJ02), it) < 1.2


def test_a_known_place_has_its_known_numbers() -> None:
    """The worked example of eviltransform's own tests: the Bund in Shanghai."""
    shifted = convert(Spot(31.1774276, 121.5272106), WGS84, GCJ02)
    assert distance(shifted, Spot(31.17530398364597, 121.531541859215)) < METRE
    assert distance(convert(shifted, GCJ02, WGS84), Spot(31.1774276, 121.5272106)) < METRE


def test_what_is_sold_by_another_firm_is_shifted_once_more() -> None:
    there = convert(Spot(39.915, 116.404), GCJ02, BD09)
    assert distance(there, Spot(39.92133699351021, 116.41036949371029)) < METRE


def test_nothing_is_shifted_abroad() -> None:
    paris = Spot(48.8566, 2.3522)
    assert convert(paris, WGS84, BD09) == paris


@given(CHINA)
def test_a_place_is_found_again_on_the_picture_of_the_earth(it: Spot) -> None:
    assert distance(spot(point(it)), it) < METRE


@given(st.lists(CHINA, min_size=1, max_size=12))
def test_every_place_lies_in_the_window_and_tiles_cover_it(spots: list[Spot]) -> None:
    window = Window.around(spots, 800, 500)
    for x, y in map(window.place, spots):
        assert 0 <= x <= 800
        assert 0 <= y <= 500
    tiles = list(window.tiles())
    assert min(one.x for one in tiles) <= 0
    assert max(one.x for one in tiles) + 256 >= 800
    assert min(one.y for one in tiles) <= 0
    assert max(one.y for one in tiles) + 256 >= 500
