"""Which field answers a need is the office's to say: added and ended from a day on, and matched by."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.models import Partnership
from lianxin.pool.actions import project_receive, project_win
from lianxin.pool.offers.allocations import offer_allocate
from lianxin.pool.offers.matching import Why, unmet
from lianxin.pool.offers.models import NeedField
from lianxin.pool.offers.need_fields import need_field_end, need_field_set, need_fields
from lianxin.pool.works import project_spend
from lianxin.records.needs.actions import need_open
from tests.cast import SINCE, code
from tests.readers import as_, body

from .giving import offered

NEED, FIELD = "矛盾纠纷", "产业扶持"


def line() -> NeedField | None:
    rows = NeedField.objects.visible_to(SYSTEM)
    return rows.filter(need=code("need", NEED), field=code("field", FIELD)).first()


@pytest.fixture
def whole(cast):
    """The one office looks after every unit that is paired."""
    Partnership.objects.visible_to(SYSTEM).filter(unit=cast.other_unit).delete()
    return cast.actor(cast.office)


def add(actor, **told):
    return need_field_set(actor=actor, need=code("need", NEED), field=code("field", FIELD), **told)


def test_an_added_line_lets_an_offer_answer_a_need_and_an_ended_one_does_not(cast, whole):
    home = cast.household(officer=cast.tian)
    told = {"village": cast.village, "household": home, "kind": code("need", NEED)}
    need_open(actor=SYSTEM, text="地界说不清", **told)
    offered(cast)

    def why() -> Why:
        [match] = unmet(whole, village=cast.village, day=today())
        return match.why

    assert why() is Why.NO_OFFER
    row = add(whole)
    assert why() is Why.NOT_LOOKED_AT
    need_field_end(actor=whole, row=row)
    assert why() is Why.NO_OFFER
    audit = AuditRow.objects.visible_to(SYSTEM).filter(action="need_field.end").latest("number")
    assert audit.done


def test_a_line_stands_once_and_an_ended_one_is_not_ended_again(cast, whole):
    row = add(whole)
    with pytest.raises(Refused) as error:
        add(whole)
    assert error.value.problems[0].code == "need_field.stands"
    need_field_end(actor=whole, row=row)
    with pytest.raises(Refused) as error:
        need_field_end(actor=whole, row=row)
    assert error.value.problems[0].code == "need_field.ended"
    assert add(whole).pk == row.pk


def test_an_office_of_some_units_reads_the_lines_and_changes_none(cast):
    client = as_(cast.office)
    page = body(client, reverse("need-fields"))
    assert "由管全部单位的联户办来改" in page
    with pytest.raises(Refused) as error:
        add(cast.actor(cast.office))
    assert error.value.problems[0].code == "rule.for_all"
    assert as_(cast.officer).get(reverse("need-fields")).status_code == 403


def test_the_office_adds_and_ends_a_line_on_its_page(cast, whole):
    client, page = as_(cast.office), reverse("need-fields")
    told = {"need": code("need", NEED).pk, "field": code("field", FIELD).pk}
    sent = told | {"from_day": today().isoformat()}
    assert client.post(page, told | {"field": "", "from_day": ""}).status_code == 422
    assert client.post(page, sent).status_code == 302
    row = line()
    assert row is not None
    ended = {"row": row.pk, "until": today().isoformat()}
    assert client.post(reverse("need-field-end"), ended).status_code == 302
    assert line().until == today()


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 30)), max_size=6))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_added_and_ended_a_line_never_stands_twice_on_a_day(cast, whole, steps):
    NeedField.objects.visible_to(SYSTEM).filter(
        need=code("need", NEED), field=code("field", FIELD)
    ).delete()
    for adding, ago in steps:
        day = today() - timedelta(days=ago)
        rows = [row for row in need_fields() if row.need.name == NEED and row.field.name == FIELD]
        try:
            if adding:
                add(whole, from_day=day)
            elif rows:
                need_field_end(actor=whole, row=rows[-1], until=day)
        except Refused:
            continue
    kept = [row for row in need_fields() if row.need.name == NEED and row.field.name == FIELD]
    spans = sorted((row.from_day, row.until) for row in kept if row.until) + [
        (row.from_day, None) for row in kept if row.until is None
    ]
    assert sum(until is None for _from, until in spans) <= 1
    for day in (today() - timedelta(days=n) for n in range(32)):
        assert sum(a <= day and (b is None or b > day) for a, b in spans) <= 1


def test_what_was_set_aside_for_a_household_stands_on_its_page(cast):
    home = cast.household(officer=cast.tian)
    other = cast.household("裴双喜", number="1-002", officer=cast.liu)
    actor, offer = cast.actor(cast.office), offered(cast)
    [lot] = offer_allocate(
        actor=actor, offer=offer, village=cast.village, quantities={home: 3}, day=today()
    )
    page = body(as_(cast.officer), f"/households/{home.pk}/")
    assert "分到的东西" in page
    assert "春耕化肥" in page
    assert f'href="/allocations/{lot.pk}/"' in page
    assert "3 袋" in page
    assert "分到的东西" not in body(as_(cast.office), f"/households/{other.pk}/")
    earlier = (today() - timedelta(days=1)).isoformat()
    assert "分到的东西" not in body(as_(cast.office), f"/households/{home.pk}/?as_of={earlier}")


def test_the_ledger_of_projects_tells_what_was_paid_out_by_the_day(cast):
    row = project_win(
        actor=SYSTEM,
        village=cast.village,
        title="道路硬化",
        field=code("field", "项目投资"),
        funder="县交通局",
        decided=SINCE,
        amount=90_000_00,
    )
    receipt = project_receive(actor=SYSTEM, project=row, day=SINCE, amount=50_000_00)
    paid = {"payee": "施工队", "purpose": "水泥", "amount": 20_000_00}
    project_spend(actor=SYSTEM, receipt=receipt, day=SINCE + timedelta(days=30), **paid)
    office = as_(cast.office)
    before = body(office, f"/ledgers/projects/?as_of={SINCE + timedelta(days=9)}")
    after = body(office, f"/ledgers/projects/?as_of={SINCE + timedelta(days=40)}")
    assert "已付出" in before
    assert "50,000" in before
    assert "20,000" not in before
    assert "20,000" in after
    assert "30,000" in after
