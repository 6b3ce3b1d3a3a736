"""A photo comes in pieces over a bad line: nothing acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import os
import threading
import time
from errno import ENOSPC

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused
from lianxin.people.policy import AccountActor
from lianxin.records.diary import uploads
from lianxin.records.diary.models import Photo
from lianxin.records.diary.photos import path_of
from lianxin.records.diary.uploads import upload_held
from tests.cast import Cast

from .sending import name_of, photos, put, send, shot


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.LIANXIN_DATA = tmp_path


@pytest.fixture
def parts(tmp_path):
    return lambda: sorted(tmp_path.glob("uploads/*/*.part"))


def held(account, content):
    return upload_held(AccountActor.of(account), name_of(content))


def refusal(send, *given) -> str:
    with pytest.raises(Refused) as refused:
        send(*given)
    assert len(refused.value.problems) == 1
    return refused.value.problems[0].code


def test_pieces_in_order_make_the_photo_and_each_is_told_how_much_is_there(cast, parts):
    content = shot()
    assert held(cast.officer, content) is None
    assert send(cast.officer, content, 0, 300).received == 300
    there = held(cast.officer, content)
    assert (there.received, there.total, there.photo) == (300, len(content), None)
    assert send(cast.officer, content, 300, 500).received == 500
    done = send(cast.officer, content, 500)
    assert [done.photo] == photos(sent_sha256=name_of(content), author=cast.officer, entry=None)
    assert path_of(done.photo.sha256).exists()
    there = held(cast.officer, content)
    assert there.received == there.total
    assert parts() == []


def test_repeated_and_overlapping_pieces_do_no_harm(cast):
    content = shot()
    for start, end in ((0, 200), (0, 200), (100, 250), (50, 120), (250, 251), (0, 400)):
        send(cast.officer, content, start, end)
    assert held(cast.officer, content).received == 400
    assert send(cast.officer, content, 399).photo == send(cast.officer, content).photo
    assert send(cast.officer, content, 7, 9).photo is not None
    assert len(photos()) == 1


def test_a_gap_is_told_with_how_much_is_there(cast):
    content = shot()
    send(cast.officer, content, 0, 100)
    with pytest.raises(Refused) as refused:
        send(cast.officer, content, 101, 200)
    (found,) = refused.value.problems
    assert (found.code, found.status, found.details["received"]) == ("photo.gap", 409, 100)
    assert send(cast.officer, content, 100).photo is not None


def test_what_came_before_the_line_broke_is_there_and_the_rest_follows(cast):
    content = shot()
    came = put(cast.officer, name_of(content), [content[:90], content[90:150]], 0, len(content))
    assert came.received == held(cast.officer, content).received == 150

    def breaking():
        yield content[150:160]
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        put(cast.officer, name_of(content), breaking(), 150, len(content))
    assert held(cast.officer, content).received == 160
    assert send(cast.officer, content, 160).photo is not None


def test_wrong_bytes_are_thrown_away_and_the_right_ones_are_taken_after_them(cast, parts):
    content = shot()
    wrong = bytes(len(content))
    assert refusal(put, cast.officer, name_of(content), [wrong], 0, len(wrong)) == (
        "photo.hash_differs"
    )
    assert parts() == []
    assert held(cast.officer, content) is None
    assert photos() == []
    assert send(cast.officer, content).photo is not None


def test_what_is_no_picture_is_thrown_away_when_it_is_whole(cast, parts):
    assert refusal(send, cast.officer, b"<html>x</html>") == "photo.unreadable"
    assert parts() == []


def test_a_wrong_size_told_at_first_is_mended_by_beginning_anew(cast):
    content = shot()
    put(cast.officer, name_of(content), [content[:50]], 0, 77)
    assert refusal(send, cast.officer, content, 50) == "photo.gap"
    assert send(cast.officer, content).photo is not None


def test_only_so_large_and_only_so_many_at_once(cast, monkeypatch):
    large = 20 * 1024 * 1024 + 1
    assert refusal(put, cast.officer, "0" * 64, [b"x"], 0, large) == "photo.too_large"
    monkeypatch.setattr(uploads, "MOST_PARTS", 1)
    one, other = shot(), shot("PNG")
    send(cast.officer, one, 0, 10)
    assert refusal(send, cast.officer, other, 0, 10) == "photo.too_many_parts"
    send(cast.officer2, other, 0, 10)
    assert send(cast.officer, one, 10).photo is not None
    send(cast.officer, other, 0, 10)


@pytest.mark.parametrize("name", ["../../keys/seal.key", "A" * 64, "0" * 63, "0" * 64 + "\n", ""])
def test_a_name_that_is_no_hash_reaches_no_file(cast, name, tmp_path):
    assert refusal(put, cast.officer, name, [b"x"], 0, 1) == "photo.wrong_name"
    assert not (tmp_path / "uploads").exists()


def test_nobody_sees_or_finishes_what_another_sends(cast):
    content = shot()
    send(cast.officer, content, 0, 300)
    assert held(cast.officer2, content) is None
    assert refusal(send, cast.officer2, content, 300) == "photo.gap"
    own = send(cast.officer2, content).photo
    assert own.author == cast.officer2
    assert held(cast.officer, content).received == 300
    assert send(cast.officer, content, 300).photo.author == cast.officer
    assert len(photos()) == 2


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_place_and_camera_are_gone(cast, kind):
    content = shot(kind)
    assert b"serial-77" in content
    photo = send(cast.officer, content).photo
    kept = path_of(photo.sha256)
    assert b"serial-77" not in kept.read_bytes()
    with Image.open(kept) as drawn:
        assert not drawn.getexif()
        assert not drawn.getexif().get_ifd(0x8825)
    assert photo.sent_sha256 == name_of(content) != photo.sha256


def test_a_piece_lies_where_only_the_product_reads_it(cast, parts):
    send(cast.officer, shot(), 0, 10)
    (part,) = parts()
    assert part.parent.name == str(cast.officer.pk)
    assert part.stat().st_mode & 0o777 == 0o600
    assert part.parent.stat().st_mode & 0o077 == 0


def test_a_piece_is_on_the_disk_before_it_is_acknowledged(cast, monkeypatch):
    lasting, fsync = [], os.fsync

    def watched(handle):
        fsync(handle)
        lasting.append(os.fstat(handle).st_size)

    monkeypatch.setattr(os, "fsync", watched)
    told = send(cast.officer, shot(), 0, 300)
    assert lasting[-1] == told.received + uploads.HEAD


def test_what_nobody_went_on_with_for_thirty_days_goes_and_the_rest_stays(cast, parts, tmp_path):
    one, other = shot(), shot("PNG")
    send(cast.officer, one, 0, 10)
    (old,) = parts()
    send(cast.officer2, other, 0, 10)
    os.utime(old, (time.time() - 31 * 86400,) * 2)
    send(cast.officer2, other, 0, 10)
    assert old in parts()
    os.utime(tmp_path / "uploads" / "cleared", (time.time() - 2 * 86400,) * 2)
    send(cast.officer2, other, 10, 20)
    assert held(cast.officer, one) is None
    assert held(cast.officer2, other).received == 20


def test_a_full_disk_is_told_and_loses_nothing(cast, monkeypatch):
    content, append = shot(), uploads._append
    send(cast.officer, content, 0, 100)

    def full(*_):
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads, "_append", full)
    assert refusal(send, cast.officer, content, 100) == "photo.no_room"
    monkeypatch.setattr(uploads, "_append", append)
    assert held(cast.officer, content).received == 100
    assert send(cast.officer, content, 100).photo is not None


def test_a_crash_right_after_the_part_was_made_does_no_harm(cast, parts):
    content = shot()
    send(cast.officer, content, 0, 10)
    (part,) = parts()
    os.truncate(part, 3)
    assert held(cast.officer, content) is None
    assert send(cast.officer, content).photo is not None


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_however_it_is_cut_and_repeated_it_ends_in_the_same_photo(cast, data, parts):
    """Each piece begins anywhere in what is there; now and then one comes again."""
    Photo.objects.visible_to(SYSTEM).delete()
    for left in parts():
        left.unlink()
    content, there = shot(), 0
    cuts = data.draw(st.sets(st.integers(1, len(content) - 1), max_size=5), "cuts")
    sent: list[tuple[int, int]] = []
    for end in [*sorted(cuts), len(content)]:
        if sent and data.draw(st.booleans(), "again"):
            assert send(cast.officer, content, *data.draw(st.sampled_from(sent))).received == there
        sent.append((data.draw(st.integers(0, there), "start"), end))
        told, there = send(cast.officer, content, *sent[-1]), end
        assert told.photo or told.received == there
    for start, end in sent:
        assert send(cast.officer, content, start, end).photo == told.photo
    assert photos(sent_sha256=name_of(content), author=cast.officer) == [told.photo] == photos()
    assert parts() == []


@pytest.mark.django_db(transaction=True)
def test_twenty_same_pieces_at_once_leave_one_photo(db):
    from lianxin.site.instance import load_tables

    load_tables()
    cast, content = Cast(), shot()
    half, start, told, failed = len(content) // 2, threading.Barrier(20), [], []

    def both():
        try:
            start.wait(20)
            send(cast.officer, content, 0, half)
            told.append(send(cast.officer, content, half).photo)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=both) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert told == photos() * 20
    assert len(photos()) == 1
