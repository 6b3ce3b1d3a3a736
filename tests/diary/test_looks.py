"""A photo keeps its look when it is passed on; other photos look different, and flat ones have no look."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from lianxin.kernel.actor import SYSTEM
from lianxin.people.policy import AccountActor
from lianxin.records.diary.looking import looks_fill
from lianxin.records.diary.looks import NONE, differing, signed
from lianxin.records.diary.models import Photo
from lianxin.records.diary.photos import path_of, photo_add


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.LIANXIN_DATA = tmp_path


def invented(seed: int) -> Image.Image:
    chance = random.Random(seed)
    drawn = Image.new("RGB", (800, 600), "#998877")
    pen = ImageDraw.Draw(drawn)
    for _each in range(25):
        left, top = chance.randrange(700), chance.randrange(500)
        colour = tuple(chance.randrange(256) for _part in range(3))
        pen.rectangle(
            (left, top, left + chance.randrange(40, 300), top + chance.randrange(40, 250)), colour
        )
    return drawn


def saved(drawn: Image.Image, quality: int = 95) -> bytes:
    out = BytesIO()
    drawn.save(out, "JPEG", quality=quality)
    return out.getvalue()


def add(account, content: bytes) -> Photo:
    return photo_add(actor=AccountActor.of(account), content=content, name="牛棚.jpg")


def test_half_the_size_and_a_lower_quality_leave_the_look(cast):
    for seed in range(4):
        drawn = invented(seed)
        sent = add(cast.officer, saved(drawn))
        passed_on = add(cast.officer2, saved(drawn.resize((400, 300)), 40))
        assert sent.sha256 != passed_on.sha256
        assert sent.look != NONE
        assert differing(sent.look, passed_on.look) <= 4


def test_different_pictures_look_different(cast):
    looks = [add(cast.officer, saved(invented(seed))).look for seed in range(6)]
    for place, one in enumerate(looks):
        assert all(differing(one, other) > 10 for other in looks[:place])


@pytest.mark.parametrize("shade", ["black", "#121212", "white"])
def test_a_picture_of_one_tone_has_no_look(cast, shade):
    assert add(cast.officer, saved(Image.new("RGB", (400, 300), shade))).look == NONE


def test_a_picture_that_only_fades_one_way_has_no_look(cast):
    fading = Image.linear_gradient("L").rotate(90).convert("RGB")
    assert add(cast.officer, saved(fading)).look == NONE


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63)))
def test_however_a_look_is_signed_its_differing_points_are_counted(bits, turned):
    other = bits ^ sum(1 << place for place in turned)
    assert -(2**63) <= signed(bits) < 2**63
    assert differing(signed(bits), signed(other)) == len(turned)


def test_photos_without_a_look_get_it_some_at_a_time_and_a_lost_file_holds_up_nobody(cast):
    rows = [add(cast.officer, saved(invented(seed))) for seed in range(4)]
    Photo.objects.visible_to(SYSTEM).update(look=None)
    path_of(rows[3].sha256, small=True).unlink()
    assert [looks_fill(2), looks_fill(2), looks_fill(2)] == [2, 1, 0]
    known = dict(Photo.objects.visible_to(SYSTEM).values_list("pk", "look"))
    assert [known[row.pk] for row in rows] == [*(row.look for row in rows[:3]), None]
