"""A photo is known again after it was passed on; whoever gave none, or another one, is asked nothing."""

from __future__ import annotations

import re
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.records.diary.actions import diary_write
from lianxin.records.diary.looks import differing, signed
from lianxin.records.diary.photos import photo_add
from lianxin.review.models import DoubtSign
from lianxin.review.rules.photos import Looks, photo_again
from lianxin.review.rules.shape import Shot
from tests.diary.test_looks import invented, saved

from .test_doubts import find
from .test_rules import DAY, entry

LIMITS = {"weight": 60, "points": 4, "weight_alike": 40}
LOOK = 0x0F0F_3355_A5A5_1234
looks = st.integers(1, 2**64 - 1)
"""Any but none."""


def seen(*photos: tuple[int, str, int]):
    """Entries of so many days ago, each with one photo."""
    rows = [
        entry(n, photos=(Shot(name, signed(look)),), day=DAY - timedelta(days))
        for n, (days, name, look) in enumerate(photos)
    ]
    return list(photo_again(rows, LIMITS))


def test_the_same_file_weighs_more_than_one_that_looks_like_it() -> None:
    [same] = seen((9, "aa", LOOK), (0, "aa", LOOK))
    assert (same.weight, "points" in same.facts) == (60, False)
    [alike] = seen((9, "aa", LOOK), (0, "bb", LOOK ^ 0b101))
    assert (alike.weight, alike.facts["points"]) == (40, 2)
    assert alike.others == ("e0",)


def test_pictures_of_one_day_and_pictures_that_differ_are_no_sign() -> None:
    assert seen((0, "aa", LOOK), (0, "bb", LOOK)) == []
    assert seen((9, "aa", LOOK), (0, "bb", LOOK ^ 0b11111)) == []
    assert seen((9, "aa", 0), (0, "bb", 0)) == []


@given(st.lists(looks, max_size=12), looks, st.integers(0, 6))
def test_bands_find_just_what_comparing_each_with_each_finds(kept, asked, points) -> None:
    held = Looks(points)
    near = [one ^ (1 << place) for place, one in enumerate([asked] * 4)]
    every = [signed(one) for one in [*kept, *near] if one]
    for n, look in enumerate(every):
        held.keep(entry(n), Shot(str(n), look))
    wanted = {one for one in every if differing(one, signed(asked)) <= points}
    assert set(held.within(signed(asked))) == wanted


def test_a_photo_saved_anew_stands_beside_the_one_it_was(cast, settings, tmp_path, client):
    settings.LIANXIN_DATA = tmp_path
    home = cast.household("康润生", officer=cast.tian)
    drawn = invented(3)
    again = drawn.resize((400, 300))
    actor = cast.actor(cast.officer)
    for days, content in ((30, saved(drawn)), (2, saved(again, 40))):
        diary_write(
            actor=actor,
            officer=cast.tian,
            kinds=["visit"],
            day=today() - timedelta(days),
            text="入户走访，详细了解了家庭生产生活情况，宣传了惠农政策，鼓励其树立信心。",
            households=[home],
            photos=[photo_add(actor=actor, content=content, name="院子.jpg")],
        )
    find(cast)
    sign = DoubtSign.objects.visible_to(SYSTEM).get(kind="photo")
    assert sign.facts["points"] <= 4
    client.force_login(cast.office)
    page = client.get(f"/review/{sign.doubt_id}/").content.decode()
    assert "两张照片" in page
    assert re.search(r"相似 (9\d|100)%", page)
    assert "那篇的一张照片几乎一样" in page
