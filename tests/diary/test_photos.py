"""Photos are drawn anew: upright, small enough, and with nothing of the file but what one sees."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused
from lianxin.people.policy import AccountActor
from lianxin.records.diary import photos
from lianxin.records.diary.models import Photo
from lianxin.records.diary.photos import path_of, photo_add, photo_drop, photo_seen

from .writing import write


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.LIANXIN_DATA = tmp_path


def picture(kind: str = "JPEG", size=(60, 40), **more) -> bytes:
    """Red at its left, white at its right, with a position and a serial number in its metadata."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    drawn, out = Image.new("RGB", size, "white"), BytesIO()
    drawn.paste("red", (0, 0, size[0] // 3, size[1]))
    drawn.save(out, kind, **more)
    return out.getvalue()


def add(account, content: bytes) -> Photo:
    return photo_add(actor=AccountActor.of(account), content=content, name="牛棚.jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_each_usual_kind_is_taken_whatever_its_name(cast, kind):
    row = add(cast.officer, picture(kind))
    with Image.open(path_of(row.sha256)) as kept:
        assert (kept.format, kept.size) == ("JPEG", (60, 40))
        red, white = kept.getpixel((5, 20)), kept.getpixel((55, 20))
    assert red[0] > 200
    assert red[1] < 60
    assert min(white) > 230


def test_metadata_is_gone_and_the_picture_is_upright(cast):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0xA431] = 6, "相机厂", "serial-77"
    exif.get_ifd(0x8825)[1] = "N"
    sent = picture(exif=exif, comment=b"secret-comment")
    row = add(cast.officer, sent)
    content = path_of(row.sha256).read_bytes()
    assert b"secret-comment" in sent
    for left in (b"secret", b"serial-77", b"Exif"):
        assert left not in content
    with Image.open(BytesIO(content)) as kept:
        assert kept.size == (40, 60) == (row.width, row.height)
        assert not kept.getexif()
        assert kept.getpixel((20, 5))[1] < 60


def test_large_pictures_are_made_smaller_and_have_a_small_one_beside_them(cast):
    row = add(cast.officer, picture("PNG", (3000, 1500)))
    assert (row.width, row.height) == (2000, 1000)
    with Image.open(path_of(row.sha256, small=True)) as small:
        assert small.size == (360, 180)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html>x</html>", "photo.unreadable"),
        (b"", "photo.unreadable"),
        (b"GIF89a\1\0\1\0\0\0\0;", "photo.unreadable"),
        (lambda: picture()[:300], "photo.unreadable"),
        (lambda: picture("PNG", (5001, 5000)), "photo.too_many_pixels"),
        (lambda: picture() + bytes(20 * 1024 * 1024), "photo.too_large"),
    ],
)
def test_what_is_no_usable_photo_is_refused_in_plain_words_and_leaves_nothing(
    cast, content, code, tmp_path
):
    with pytest.raises(Refused) as refused:
        add(cast.officer, content() if callable(content) else content)
    assert [one.code for one in refused.value.problems] == [code]
    assert not list(tmp_path.rglob("*.jpg"))
    assert not Photo.objects.visible_to(SYSTEM).exists()


def test_only_so_many_photos_wait(cast, monkeypatch):
    monkeypatch.setattr(photos, "MOST_WAITING", 1)
    add(cast.officer, picture())
    with pytest.raises(Refused):
        add(cast.officer, picture())
    add(cast.officer2, picture())


def test_a_waiting_photo_is_its_senders_alone_and_then_the_entrys(cast):
    home = cast.household(officer=cast.tian)
    row = add(cast.officer, picture())
    assert photo_seen(AccountActor.of(cast.officer), row.pk) == row
    with pytest.raises(Refused):
        photo_seen(AccountActor.of(cast.office), row.pk)
    write(cast.officer, cast.tian, "看牛棚", households=[home], photos=[row])
    assert photo_seen(AccountActor.of(cast.office), row.pk) == row
    for stranger in (cast.outsider, cast.officer2, cast.committee, cast.assessor):
        with pytest.raises(Refused):
            photo_seen(AccountActor.of(stranger), row.pk)


def test_nobody_puts_another_persons_photo_or_a_used_one_into_an_entry(cast):
    home = cast.household(officer=cast.tian)
    row = add(cast.officer2, picture())
    with pytest.raises(Refused):
        write(cast.officer, cast.tian, "看牛棚", households=[home], photos=[row])
    own = add(cast.officer, picture())
    write(cast.officer, cast.tian, "看牛棚", households=[home], photos=[own])
    with pytest.raises(Refused):
        write(cast.officer, cast.tian, "又看", households=[home], photos=[own])


def test_a_photo_is_taken_back_with_its_file_unless_it_is_in_an_entry(
    cast, django_capture_on_commit_callbacks
):
    home, actor = cast.household(officer=cast.tian), AccountActor.of(cast.officer)
    row = add(cast.officer, picture())
    same = add(cast.officer2, picture())
    with django_capture_on_commit_callbacks(execute=True):
        photo_drop(actor=actor, photo=row)
    assert path_of(same.sha256).exists()
    with django_capture_on_commit_callbacks(execute=True):
        photo_drop(actor=AccountActor.of(cast.officer2), photo=same)
    assert not path_of(same.sha256).exists()
    used = add(cast.officer, picture())
    write(cast.officer, cast.tian, "看牛棚", households=[home], photos=[used])
    with pytest.raises(Refused) as refused:
        photo_drop(actor=actor, photo=used)
    assert refused.value.problems[0].code == "photo.in_entry"
