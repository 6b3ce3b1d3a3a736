"""What is counted by the day: never more than the limit, also when two ask at once."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from lianxin.kernel import tally
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import Tally
from lianxin.kernel.period import today
from lianxin.kernel.tally import HOUR, counted, counts, returned


def test_so_many_a_day_and_no_more(db):
    assert [counted("door", 3) for _ in range(5)] == [True, True, True, False, False]
    assert counts(["door", "window"]) == {"door": 3}


def test_what_is_given_back_may_be_used_again(db):
    assert [counted("door", 1), counted("door", 1)] == [True, False]
    returned("door")
    assert counted("door", 1)
    returned("window")
    assert counts(["window"]) == {}


def test_the_next_day_begins_anew_and_what_is_over_is_forgotten(db, monkeypatch):
    assert [counted("door", 1), counted("door", 1)] == [True, False]
    monkeypatch.setattr(tally, "today", lambda: today() + timedelta(days=1))
    assert counted("door", 1)
    Tally.objects.visible_to(SYSTEM).update(until=0)
    assert counted("window", 1)
    assert Tally.objects.visible_to(SYSTEM).count() == 1


def test_an_hour_is_counted_apart_from_the_day(db):
    assert [counted("door", 1, HOUR), counted("door", 1, HOUR), counted("door", 1)] == [
        True,
        False,
        True,
    ]


def test_nothing_tells_what_was_counted(db):
    counted("from 10.1.2.3", 3)
    assert "10.1.2.3" not in str(list(Tally.objects.visible_to(SYSTEM).values()))


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_as_many_get_in_as_there_is_room():
    barrier, said = Barrier(8), []

    def ask() -> None:
        barrier.wait()
        said.append(counted("door", 5))
        connection.close()

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == [False] * 3 + [True] * 5
    assert counts(["door"]) == {"door": 5}
