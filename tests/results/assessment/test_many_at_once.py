"""Colleagues confirm the same unit in the same moment (PostgreSQL: real rivals)."""

import threading

import pytest
from django.db import connection

from lianxin.kernel import audit
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused
from lianxin.people.policy import AccountActor
from lianxin.results.assessment.actions import assessment_confirm
from lianxin.results.assessment.many import assessments_confirm
from lianxin.results.assessment.models import Assessment
from tests.cast import Cast

from .many import seen, unit_of
from .year import YEAR


@pytest.mark.django_db(transaction=True)
def test_whoever_of_the_office_is_first_each_officer_is_confirmed_once():
    from lianxin.site.instance import load_tables

    load_tables()
    cast = Cast()
    officers = [cast.tian, cast.liu, *unit_of(cast, 4)]
    actor = AccountActor.of(cast.office)
    chosen = seen(actor)
    backwards = dict(reversed(chosen.items()))
    start, done, told = threading.Barrier(4), [], []

    def many(keys):
        made = assessments_confirm(actor=actor, year=YEAR, chosen=keys)
        done.extend(row.officer_id for row in made.done)
        told.extend(one.problem.code for one in made.left)

    def singly(those):
        for officer in those:
            try:
                row = assessment_confirm(actor=actor, of=officer, year=YEAR)
                done.append(row.officer_id)
            except Refused as refused:
                told.append(refused.problems[0].code)

    def rival(deed, what):
        try:
            start.wait()
            deed(what)
        finally:
            connection.close()

    deeds = [(many, chosen), (many, backwards), (singly, officers), (singly, officers[::-1])]
    rivals = [threading.Thread(target=rival, args=one) for one in deeds]
    for one in rivals:
        one.start()
    for one in rivals:
        one.join()
    assert sorted(done) == sorted(one.pk for one in officers)
    assert len(told) == 3 * len(officers)
    assert set(told) <= {"assessment.confirmed", "assessment.confirmed_by"}
    assert Assessment.objects.visible_to(SYSTEM).count() == len(officers)
    assert not list(audit.broken())
