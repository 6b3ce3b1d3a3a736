"""The measurement's county, small: what the rules find of faked records and leave alone of honest ones."""

from __future__ import annotations

import pytest

from bench.review_county import CAREFUL, Year
from lianxin.review.rules.together import raised, signs
from lianxin.review.tables import shipped

pytestmark = pytest.mark.once


def test_most_faked_records_are_found_and_most_doubts_are_right_without_photo_or_position():
    county = Year(600, 21).county()
    rules = {kind: row for kind, row in shipped().items() if kind not in {"photo", "far"}}
    found = list(signs(county.entries, county.world, rules))
    doubted = set(raised(county.entries, county.world, rules, found))
    hits = doubted & county.faked.keys()
    assert len(hits) >= 0.85 * len(county.faked)
    assert len(hits) >= 0.75 * len(doubted)


def test_every_rule_reads_photos_and_places_where_they_were_given():
    county = Year(200, 21).county()
    assert any(row.photos for row in county.entries)
    found = list(signs(county.entries, county.world, shipped()))
    assert raised(county.entries, county.world, shipped(), found)


def test_one_county_is_the_same_for_everybody():
    one, other = (Year(60, 4).county() for _n in range(2))
    assert one.entries == other.entries
    assert one.faked == other.faked
    assert CAREFUL in Year(600, 4).county().faked.values()
