"""Two people of the office act on one household in the same moment (PostgreSQL: real rivals)."""

import threading

import pytest
from django.db import connection

from lianxin.kernel.problem import Refused
from lianxin.people.policy import AccountActor
from lianxin.register import actions
from tests.cast import SINCE, Cast
from tests.register.people import answering


@pytest.mark.django_db(transaction=True)
def test_of_two_who_pair_one_household_at_once_exactly_one_succeeds():
    from lianxin.site.instance import load_tables

    load_tables()
    cast = Cast()
    household, officers = cast.household(), [cast.tian, cast.liu]
    actor = AccountActor.of(cast.office)
    start, told = threading.Barrier(2), []

    def pair(officer):
        try:
            start.wait()
            actions.pairing_begin(
                actor=actor, household=household, officer=officer, from_day=SINCE, reason="首次"
            )
            told.append("paired")
        except Refused as refused:
            told.append(refused.problems[0].code)
        finally:
            connection.close()

    rivals = [threading.Thread(target=pair, args=(officer,)) for officer in officers]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    assert sorted(told) == ["paired", "pairing.held"]
    assert answering(household) in {"田立新", "刘志强"}
