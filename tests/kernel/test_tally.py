"""What is counted by the day: never more than the limit, also when two ask at once."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from lianxin.kernel.models import Tally
from lianxin.kernel.period import today
from lianxin.kernel.tally import counted, counts, returned


def test_so_many_a_day_and_no_more(db):
    assert [counted("door", 3) for _ in range(5)] == [True, True, True, False, False]
    assert counts(["door", "window"]) == {"door": 3}


def test_what_is_given_back_may_be_used_again(db):
    assert [counted("door", 1), counted("door", 1)] == [True, False]
    returned("door")
    assert counted("door", 1)
    returned("window")
    assert counts(["window"]) == {}


def test_the_next_day_begins_anew_and_forgets_the_days_before(db):
    Tally.objects.create(key="door", day=today() - timedelta(days=1), count=9)
    assert counted("door", 1)
    assert [row.day for row in Tally.objects.all()] == [today()]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_as_many_get_in_as_there_is_room(engine):
    if engine != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
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
