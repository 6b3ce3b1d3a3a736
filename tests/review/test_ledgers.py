"""The ledgers of 核实 tell what was known and decided by a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.policy import AccountActor
from lianxin.results.asked import Asked
from lianxin.results.ledgers import LEDGERS, visible_ledgers
from lianxin.review.actions import doubt_decide
from lianxin.review.finding import doubts_find
from lianxin.review.models import Doubt, DoubtStep, RecheckItem
from lianxin.review.rechecks.actions import recheck_draw, recheck_enter

from .test_doubts import denied, wrote

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubt(cast):
    home = cast.household(officer=cast.liu)
    entry = wrote(cast, home, today() - timedelta(days=3))
    denied(home, entry)
    doubts_find(actor=AccountActor.of(cast.office), unit=cast.unit)
    return Doubt.objects.visible_to(SYSTEM).get(entry=entry)


def rows(cast, name, day=None, account=None, masked=False):
    actor, ledger = AccountActor.of(account or cast.office), LEDGERS[name]
    asked = Asked(year=today().year)
    found = ledger.read(actor, asked, village=cast.village, day=day or today())
    return [
        {column.name: column.value(line) for column in ledger.visible_columns(actor)}
        for line in found
    ]


def test_a_doubt_stands_with_its_reason_and_who_decided(cast, doubt):
    [row] = rows(cast, "doubts")
    assert (row["signs"], row["state"], row["words"]) == ("户里说没来", "待核实", "")
    doubt_decide(actor=AccountActor.of(cast.office), doubt=doubt, what="exclude", words="问过户里")
    [row] = rows(cast, "doubts")
    assert (row["state"], row["words"], row["who"]) == ("不计入", "问过户里", "何晓燕")


def test_as_of_an_earlier_day_it_reads_as_it_stood_then(cast, doubt):
    old = timezone.now() - timedelta(days=2)
    Doubt.objects.visible_to(SYSTEM).update(found_at=old)
    doubt.signs.visible_to(SYSTEM).update(found_at=old)
    doubt_decide(actor=AccountActor.of(cast.office), doubt=doubt, what="accept", words="")
    assert rows(cast, "doubts", today() - timedelta(days=1))[0]["state"] == "待核实"
    assert rows(cast, "doubts", today() - timedelta(days=5)) == []
    assert rows(cast, "doubts")[0]["state"] == "认可"
    assert DoubtStep.objects.visible_to(SYSTEM).count() == 1


def test_drawn_visits_stand_with_what_the_household_said(cast, doubt):
    actor = AccountActor.of(cast.assessor)
    row = recheck_draw(
        actor=actor,
        unit=cast.unit,
        village=cast.village,
        from_day=today() - timedelta(days=9),
        last_day=today(),
        size=3,
        seed=11,
    )
    assert rows(cast, "rechecks")[0]["result"] == ""
    recheck_enter(
        actor=actor,
        item=RecheckItem.objects.visible_to(SYSTEM).get(recheck=row),
        result="came",
        asker=cast.tian,
    )
    [told] = rows(cast, "rechecks")
    assert (told["head"], told["result"], told["asker"], told["seed"]) == (
        "康润生",
        "来过",
        "田立新",
        11,
    )


def test_who_sees_no_doubts_has_no_such_ledger(cast, doubt):
    def names(account):
        return {one.name for one in visible_ledgers(AccountActor.of(account))}

    assert {"doubts", "rechecks"} <= names(cast.office)
    assert not {"doubts", "rechecks"} & names(cast.committee)
    assert "rechecks" not in names(cast.officer2)
    assert rows(cast, "doubts", account=cast.other_office) == []
