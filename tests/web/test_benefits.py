"""Payments of a household on their page: stated, put right, taken out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.records.file.benefits import MedicalAid, Subsidy
from lianxin.records.file.models import Allowance
from lianxin.register.models import Person
from tests.cast import code
from tests.readers import as_, body

pytestmark = pytest.mark.once


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


def give(client, home, kind="subsidy", **told):
    said = {"day": today().isoformat(), "year": today().year, "amount": "345.50"}
    said |= {"subsidy": code("subsidy", "种粮").pk} | told
    return client.post(f"{reverse('benefits', args=[home.pk])}?kind={kind}", said)


def one(model):
    return model.objects.visible_to(SYSTEM).get(until=None)


def test_the_officer_writes_a_subsidy_down_and_page_and_household_show_it(cast, home):
    client = as_(cast.officer)
    assert give(client, home, area="7.4").status_code == 302
    row = one(Subsidy)
    assert (row.amount, row.area) == (34_550, 740)
    assert "种粮" in body(client, reverse("benefits", args=[home.pk]))
    assert "345.50 元" in body(client, reverse("household", args=[home.pk]))
    assert "种粮" in body(as_(cast.office), f"/ledgers/subsidies/?year={today().year}")


def test_a_payment_is_put_right_and_taken_out_on_its_own_page(cast, home):
    client = as_(cast.officer)
    give(client, home)
    where = reverse("benefit", args=[home.pk, one(Subsidy).line])
    assert 'value="345.5' in body(client, where)
    told = {"day": today().isoformat(), "year": today().year, "amount": "400"}
    client.post(where, told | {"subsidy": code("subsidy", "种粮").pk})
    assert one(Subsidy).amount == 40_000
    assert client.post(where, {"do": "end"}).status_code == 302
    assert not Subsidy.objects.visible_to(SYSTEM).filter(until=None).exists()
    assert client.get(where).status_code == 404


def test_what_is_missing_is_said_at_its_field(cast, home):
    answer = give(as_(cast.officer), home, amount="", subsidy="")
    assert answer.status_code == 422
    assert "补贴类型" in answer.content.decode()


def test_relief_is_for_a_member_of_this_household(cast, home):
    client = as_(cast.officer)
    head = Person.objects.visible_to(SYSTEM).get(home=home)
    told = {"treated": "2026-02-03", "total": "9000", "insured": "5000", "relief": "1000"}
    assert give(client, home, "medical", **told).status_code == 422
    assert give(client, home, "medical", **told, person=head.pk).status_code == 302
    assert one(MedicalAid).own == 300_000


def test_the_allowance_is_stated_with_the_other_facts(cast, home):
    client = as_(cast.officer)
    told = {"people": "2", "monthly": "840", "grade": code("grade", "二类").pk}
    where = f"{reverse('file-state', args=[home.pk])}?kind=allowance"
    assert client.post(where, told | {"day": today().isoformat()}).status_code == 302
    assert one(Allowance).monthly == 84_000
    assert "840 元" in body(client, reverse("household", args=[home.pk]))


def test_nobody_writes_payments_of_a_household_that_is_not_theirs(cast, home):
    for account in (cast.outsider, cast.leader, cast.committee):
        answer = give(as_(account), home)
        assert answer.status_code in {403, 404}
    assert give(as_(cast.office), home).status_code == 302
