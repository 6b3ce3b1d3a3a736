"""The audit chain tells when a row was altered, taken out or cut off, whoever held the database."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from lianxin.kernel import audit
from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.problem import Refused
from lianxin.people.models import Unit


@pytest.fixture
def chain(db):
    """Five rows written by actions; numbers follow whatever the product's tables wrote before."""
    for number in range(5):
        with act(SYSTEM, "household.change") as row:
            row.note(place=number, said="户籍核对")
    return list(audit.AuditRow.objects.visible_to(SYSTEM).order_by("number"))[-5:]


def rows():
    return AuditRow.objects.visible_to(SYSTEM)


def test_an_untouched_chain_is_whole(chain):
    assert list(audit.broken()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"actor_name": "别人"},
        {"details": {"place": 99}},
        {"done": False},
        {"action": "household.open"},
        {"subject_name": "别的户"},
        {"address": "10.0.0.9"},
    ],
)
def test_one_altered_word_of_a_row_is_noticed(chain, change):
    rows().filter(pk=chain[2].pk).update(**change)
    assert chain[2].number in audit.broken()


def test_an_altered_row_with_a_freshly_reckoned_hash_is_noticed_at_the_next(chain):
    row = chain[2]
    row.actor_name = "别人"
    rows().filter(pk=row.pk).update(actor_name=row.actor_name, hash=audit.digest(row))
    assert list(audit.broken()) == [chain[3].number]


def test_a_row_taken_out_of_the_middle_is_noticed(chain):
    rows().filter(pk=chain[2].pk).delete()
    assert chain[3].number in audit.broken()


def test_the_first_row_taken_out_is_noticed(chain):
    first = rows().order_by("number").first()
    rows().filter(pk=first.pk).delete()
    assert list(audit.broken())


def test_a_tail_that_was_cut_off_is_noticed(chain):
    rows().filter(pk__in=[row.pk for row in chain[3:]]).delete()
    assert list(audit.broken()) == [chain[4].number]


def test_a_row_added_from_outside_is_noticed(chain):
    last = chain[-1]
    AuditRow.objects.create(
        number=last.number + 1,
        at=last.at,
        actor_name="别人",
        door="web",
        action="x",
        done=True,
        previous=last.hash,
        hash="0" * 64,
    )
    assert last.number + 1 in audit.broken()


def test_two_rows_swapped_are_noticed(chain):
    one, other = chain[1], chain[2]
    rows().filter(pk=one.pk).update(details=other.details)
    rows().filter(pk=other.pk).update(details=one.details)
    assert {one.number, other.number} <= set(audit.broken())


def test_a_refused_action_leaves_one_row_that_says_so_and_nothing_else(cast):
    actor, before = cast.actor(cast.leader), rows().count()
    with pytest.raises(Refused) as refusal, act(actor, "unit.add"):
        Unit.objects.create(name="不该有的单位", path="0077.")
    assert refusal.value.status == 403
    assert not Unit.objects.visible_to(SYSTEM).filter(path="0077.").exists()
    last = rows().order_by("-number").first()
    assert (rows().count(), last.done, last.action) == (before + 1, False, "unit.add")
    assert last.actor_name == "赵文斌"
    assert list(audit.broken()) == []


def test_an_action_that_fails_midway_leaves_neither_its_change_nor_its_row(cast):
    before = rows().count()

    def half() -> None:
        with act(SYSTEM, "unit.add"):
            Unit.objects.create(name="做了一半", path="0077.")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert not Unit.objects.visible_to(SYSTEM).filter(path="0077.").exists()
    assert rows().count() == before
    assert list(audit.broken()) == []


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_whole_chain():
    """Real commits from four threads: no number twice, none left out, every link right."""
    start, failed = threading.Barrier(4), []

    def write(name: int) -> None:
        try:
            start.wait(10)
            for place in range(15):
                with act(SYSTEM, "household.change") as row:
                    row.note(writer=name, place=place)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    before = rows().count()
    threads = [threading.Thread(target=write, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert rows().count() == before + 60
    assert list(audit.broken()) == []
