"""An outbox that came as several files: each stands for itself, and together they hold all, once."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from io import BytesIO
from itertools import permutations
from pathlib import Path

import pytest
from PIL import Image

from lianxin.doors.phone.files import STATIC
from lianxin.doors.web.uploads import LIMIT
from lianxin.kernel.actor import SYSTEM
from lianxin.records.diary.models import Entry, Photo
from lianxin.sync.carried import Body, outbox_bring

from .phone import Phone

PLACES = [places for size in (1, 2, 3) for places in permutations(range(3), size)]


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.LIANXIN_DATA = tmp_path


@pytest.fixture
def tians(cast) -> Phone:
    return Phone(cast.officer)


def picture(shade: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (32, 24), (shade, 90, 60)).save(out, "JPEG")
    return out.getvalue()


def bring(cast, whole: dict):
    return outbox_bring(actor=cast.actor(cast.office), content=json.dumps(whole).encode())


@pytest.mark.parametrize("order", PLACES)
def test_files_come_in_any_order_and_the_one_that_is_missing_takes_nothing_with_it(
    cast, tians, order
):
    """As the phone packs them: all items in the first, photos beside the items that name them."""
    home = cast.household(officer=cast.tian)
    photos = [picture(shade) for shade in (10, 120, 230)]
    named = [[sha256(photo).hexdigest()] for photo in photos]
    items = [tians.entry(home, text=f"第{at}篇", photos=named[at]) for at in range(3)]
    files = [tians.file(*items, photos=photos[:1])]
    files += [tians.file(items[at], photos=photos[at : at + 1]) for at in (1, 2)]
    for at in order * 2:
        assert bring(cast, files[at]).photos == 1
    texts = Entry.objects.visible_to(SYSTEM).values_list("text", flat=True)
    wanted = range(3) if 0 in order else order
    assert sorted(texts) == sorted(f"第{at}篇" for at in wanted)
    here = Photo.objects.visible_to(SYSTEM).values_list("entry__text", flat=True)
    assert sorted(here) == sorted(f"第{at}篇" for at in order)


def test_the_phone_packs_no_more_into_a_file_than_the_office_takes():
    """Beyond its measure only the head and one thing that is larger than what was left."""
    packing = Path(STATIC, "phone/carry.js").read_text("utf-8")
    found = re.search(r"const MOST = (\d+) \* 1024 \* 1024;\nconst LEAST = (\d+);", packing)
    assert found is not None
    most, least = int(found[1]) << 20, int(found[2])
    assert most + (1 << 20) < LIMIT
    [longest] = [
        rule.max_length for rule in Body.model_fields["photos"].metadata if rule.max_length
    ]
    assert most / least < longest
