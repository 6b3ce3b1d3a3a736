"""The text comes first or the photo does: in the end each entry shows what it named."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from lianxin.kernel.problem import Refused
from lianxin.people.policy import AccountActor
from lianxin.records.diary import photos as room
from lianxin.records.diary.actions import diary_withdraw
from lianxin.records.diary.photos import photo_add, photo_seen
from lianxin.records.diary.queries import told
from lianxin.site import checking
from tests.cast import Cast

from .sending import awaited, name_of, photos, send, shot, shown
from .writing import write


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.LIANXIN_DATA = tmp_path


@pytest.fixture
def home(cast):
    return cast.household("康润生", officer=cast.tian)


def wrote(cast, home, *shas, account=None, **more):
    writer = account or cast.officer
    return write(writer, cast.tian, "看牛棚", households=[home], awaited=shas, **more)


def test_the_text_comes_first_and_then_the_photo(cast, home):
    content = shot()
    entry = wrote(cast, home, name_of(content))
    assert (shown(entry), awaited(entry)) == ([], 1)
    send(cast.officer, content)
    assert (shown(entry), awaited(entry)) == ([name_of(content)], 0)
    assert photo_seen(AccountActor.of(cast.office), photos()[0].pk) == photos()[0]


def test_the_photo_comes_first_and_then_the_text(cast, home):
    content = shot()
    send(cast.officer, content)
    entry = wrote(cast, home, name_of(content))
    assert (shown(entry), awaited(entry)) == ([name_of(content)], 0)
    assert len(photos()) == 1


@pytest.mark.parametrize("place", range(3))
def test_two_entries_that_name_the_same_photo_both_show_it(cast, home, place):
    content, steps = shot(), ["write", "write"]
    steps.insert(place, "send")
    entries = []
    for step in steps:
        if step == "send":
            send(cast.officer, content)
        else:
            entries.append(wrote(cast, home, name_of(content)))
    assert [shown(entry) for entry in entries] == [[name_of(content)]] * 2
    assert not any(awaited(entry) for entry in entries)
    assert len({photo.sha256 for photo in photos()}) == 1
    assert len(photos()) == 2
    assert list(checking.photos()) == []


def test_one_of_three_is_still_on_its_way(cast, home):
    sent = [shot(), shot("PNG"), shot("HEIF")]
    send(cast.officer, sent[0])
    entry = wrote(cast, home, *map(name_of, sent), name_of(sent[1]))
    send(cast.officer, sent[2])
    assert set(shown(entry)) == {name_of(sent[0]), name_of(sent[2])}
    (it,) = told(AccountActor.of(cast.officer), [entry])
    assert (set(it.shas), it.awaited) == ({name_of(sent[0]), name_of(sent[2])}, 1)


def test_a_photo_put_in_by_hand_and_named_besides_stands_there_once(cast, home):
    content = shot()
    photo = send(cast.officer, content).photo
    entry = wrote(cast, home, name_of(content), photo.sha256, photos=[photo])
    assert shown(entry) == [name_of(content)]
    assert awaited(entry) == 0


def test_a_withdrawn_entry_still_takes_its_photo(cast, home):
    content = shot()
    entry = wrote(cast, home, name_of(content))
    diary_withdraw(actor=AccountActor.of(cast.officer), entry=entry, reason="写错了户")
    send(cast.officer, content)
    assert (shown(entry), awaited(entry)) == ([name_of(content)], 0)


def test_another_persons_photo_does_not_come_into_the_entry(cast, home):
    content = shot()
    send(cast.officer2, content)
    entry = wrote(cast, home, name_of(content))
    send(cast.office, content)
    assert (shown(entry), awaited(entry)) == ([], 1)
    send(cast.officer, content)
    assert awaited(entry) == 0


def test_a_photo_that_is_awaited_is_taken_however_many_wait(cast, home, monkeypatch):
    content = shot()
    monkeypatch.setattr(room, "MOST_WAITING", 0)
    with pytest.raises(Refused):
        send(cast.officer, content)
    entry = wrote(cast, home, name_of(content))
    assert send(cast.officer, content, len(content) - 1).photo is not None
    assert shown(entry) == [name_of(content)]


@pytest.mark.parametrize(
    ("shas", "code"),
    [
        (["X" * 64], "photo.wrong_name"),
        (["0" * 63], "photo.wrong_name"),
        ([f"{n:064x}" for n in range(61)], "photo.too_many_named"),
    ],
)
def test_names_that_are_wrong_leave_no_entry(cast, home, shas, code):
    with pytest.raises(Refused) as refused:
        wrote(cast, home, *shas)
    assert [one.code for one in refused.value.problems] == [code]
    assert told(AccountActor.of(cast.officer), []) == []


def test_a_photo_brought_whole_is_verified_and_kept_once(cast, home):
    content, actor = shot(), AccountActor.of(cast.officer)
    entry = wrote(cast, home, name_of(content))
    with pytest.raises(Refused) as refused:
        photo_add(actor=actor, content=content + b"x", sent_sha256=name_of(content))
    assert refused.value.problems[0].code == "photo.hash_differs"
    first = photo_add(actor=actor, content=content, sent_sha256=name_of(content))
    assert photo_add(actor=actor, content=content, sent_sha256=name_of(content)) == first
    assert shown(entry) == [name_of(content)]
    assert len(photos()) == 1


@pytest.mark.parametrize("address", ["entry", "diary"])
def test_the_page_says_calmly_that_a_photo_is_on_its_way(client, cast, home, address):
    from django.urls import reverse

    entry = wrote(cast, home, name_of(shot()))
    client.force_login(cast.officer)
    page = reverse(address, args=[entry.pk] if address == "entry" else [])
    assert "还有 1 张照片在路上" in client.get(page).content.decode()
    send(cast.officer, shot())
    assert "在路上" not in client.get(page).content.decode()


@pytest.mark.django_db(transaction=True)
def test_text_and_photo_in_the_same_moment_never_miss_each_other():
    from lianxin.site.instance import load_tables

    load_tables()
    cast = Cast()
    home, failed = cast.household(officer=cast.tian), []
    for size in range(12):
        content, start, entries = shot(size=(40 + size, 40)), threading.Barrier(2), []

        def alone(deed, start=start):
            try:
                start.wait(10)
                deed()
            except Exception as error:
                failed.append(error)
            finally:
                connection.close()

        def text(content=content, entries=entries):
            entries.append(wrote(cast, home, name_of(content)))

        def photo(content=content):
            send(cast.officer, content)

        both = [threading.Thread(target=alone, args=(deed,)) for deed in (text, photo)]
        for one in both:
            one.start()
        for one in both:
            one.join(30)
        assert failed == []
        assert (shown(entries[0]), awaited(entries[0])) == ([name_of(content)], 0)
