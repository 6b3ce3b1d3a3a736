"""Goods: given, signed once, withdrawn; the figures are the fold of the rows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.aid.deliveries import (
    deliveries_give,
    deliveries_receive,
    delivery_cancel,
    delivery_give,
    delivery_receive,
    delivery_towards,
)
from lianxin.aid.figures import FIGURES
from lianxin.aid.models import Delivery
from lianxin.aid.queries import totals
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import Extent
from lianxin.kernel.problem import Refused
from lianxin.plans.actions import measure_add
from lianxin.pool.goods import goods_add
from lianxin.pool.models import Goods
from lianxin.register.models import Household
from tests.cast import code
from tests.web.test_events import signed_in

DAY = date(2026, 4, 1)
BY_NAME = {figure.name: figure for figure in FIGURES}


def refused(do):
    with pytest.raises(Refused) as error:
        do()
    return {one.code for one in error.value.problems}


def goods(name="化肥"):
    return Goods.objects.visible_to(SYSTEM).get(name=name)


def give(cast, account, household, **other):
    told = {"goods": goods(), "quantity": 2, "officer": cast.tian, "day": DAY, **other}
    return delivery_give(
        actor=cast.actor(account), village=cast.village, household=household, **told
    )


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


def test_an_officer_gives_to_the_households_of_their_own_and_to_no_other(cast, home):
    other = cast.household("裴双喜", number="1-002", officer=cast.liu)
    assert give(cast, cast.officer, home).quantity == 2
    assert refused(lambda: give(cast, cast.officer, other)) == {"action.not_allowed"}
    assert refused(lambda: give(cast, cast.officer, None)) == {"action.not_allowed"}
    assert refused(lambda: give(cast, cast.officer, home, officer=cast.liu)) == {"action.absent"}


def test_a_household_signs_once(cast, home):
    row = give(cast, cast.office, home)
    office = cast.actor(cast.office)
    assert delivery_receive(actor=office, delivery=row, received_by="康润生").received
    assert refused(lambda: delivery_receive(actor=office, delivery=row, received_by="别人")) == {
        "delivery.received_already"
    }
    row.refresh_from_db()
    assert row.received_by == "康润生"


def test_nothing_is_signed_for_before_it_was_given(cast, home):
    row, office = give(cast, cast.office, home), cast.actor(cast.office)
    early = DAY - timedelta(days=1)
    assert refused(
        lambda: delivery_receive(actor=office, delivery=row, received_by="康润生", day=early)
    ) == {"delivery.before_given"}


def test_several_are_signed_for_together_or_none_of_them(cast, home):
    rows, office = [give(cast, cast.office, home) for _ in range(3)], cast.actor(cast.office)
    delivery_receive(actor=office, delivery=rows[2], received_by="康润生")
    signed = dict.fromkeys(rows, "康润生")
    assert refused(lambda: deliveries_receive(actor=office, receivers=signed)) == {
        "delivery.received_already"
    }
    assert Delivery.objects.visible_to(SYSTEM).filter(received=None).count() == 2
    assert len(deliveries_receive(actor=office, receivers=dict.fromkeys(rows[:2], "康润生"))) == 2


def test_the_village_committee_signs_for_its_own_village_only(cast, home):
    committee = cast.actor(cast.committee)
    own = give(cast, cast.office, home)
    theirs = cast.household("邻村人", village=cast.other_village, number="1")
    foreign = delivery_give(
        actor=cast.actor(cast.other_office),
        village=cast.other_village,
        household=theirs,
        goods=goods(),
        quantity=1,
        officer=cast.stranger,
        day=DAY,
    )
    assert delivery_receive(actor=committee, delivery=own, received_by="康润生").received
    assert refused(
        lambda: delivery_receive(actor=committee, delivery=foreign, received_by="别人")
    ) == {"action.not_allowed"}
    assert refused(lambda: give(cast, cast.committee, home)) == {"action.not_allowed"}


def test_another_units_officer_sees_no_delivery_of_this_village(cast, home):
    give(cast, cast.office, home)
    for account in (cast.outsider, cast.other_office, cast.officer2):
        assert not Delivery.objects.visible_to(cast.actor(account)).exists()
    assert Delivery.objects.visible_to(cast.actor(cast.officer)).exists()


def test_a_wrong_quantity_stands_at_its_household_and_nothing_is_written(cast, home):
    other = cast.household("裴双喜", number="1-002", officer=cast.liu)
    with pytest.raises(Refused) as error:
        deliveries_give(
            actor=cast.actor(cast.office),
            village=cast.village,
            goods=goods(),
            quantities={home: 2, other: -1},
            officer=cast.tian,
            day=DAY,
        )
    assert [one.field for one in error.value.problems] == [f"quantity-{other.pk}"]
    assert not Delivery.objects.visible_to(SYSTEM).exists()


def test_households_of_another_village_are_not_given_to_here(cast, home):
    foreign = cast.household("邻村人", village=cast.other_village, number="1")
    assert refused(lambda: give(cast, cast.office, foreign)) == {"action.not_allowed"}
    with pytest.raises(Refused):
        delivery_give(
            actor=cast.actor(cast.office),
            village=cast.other_village,
            household=home,
            goods=goods(),
            quantity=1,
            officer=cast.tian,
            day=DAY,
        )


def test_what_is_withdrawn_no_longer_counts_and_tells_why(cast, home):
    row = give(cast, cast.office, home, note="捐赠")
    delivery_cancel(actor=cast.actor(cast.office), delivery=row, reason="记错户了")
    assert value(cast, "bags") == 0
    row.refresh_from_db()
    assert row.note == "记错户了"
    assert refused(
        lambda: delivery_receive(actor=cast.actor(cast.office), delivery=row, received_by="康润生")
    ) == {"delivery.cancelled"}


@pytest.fixture
def measure(cast, home):
    return measure_add(
        actor=cast.actor(cast.office),
        household=home,
        direction=code("direction", "解决实际困难"),
        text="春耕化肥补齐",
        officer=cast.tian,
        from_day=DAY,
        due=DAY + timedelta(days=60),
    )


def counted(cast, row, measure, percent):
    return delivery_towards(
        actor=cast.actor(cast.officer), delivery=row, measure=measure, percent=percent
    )


def test_what_was_handed_out_moves_a_measure_on_without_an_entry(cast, home, measure):
    row = give(cast, cast.officer, home)
    step = counted(cast, row, measure, 60)
    assert (step.percent, step.day, step.note, step.entry) == (60, DAY, "发了化肥 2 袋", None)
    measure.refresh_from_db()
    assert (measure.percent, list(measure.deliveries.visible_to(SYSTEM))) == (60, [row])
    assert refused(lambda: counted(cast, row, measure, 80)) == {"delivery.counted_already"}


def test_a_withdrawn_delivery_takes_its_progress_back_and_says_so(cast, home, measure):
    counted(cast, give(cast, cast.officer, home), measure, 40)
    wrong = give(cast, cast.officer, home, quantity=9)
    counted(cast, wrong, measure, 100)
    delivery_cancel(actor=cast.actor(cast.officer), delivery=wrong, reason="记错了户")
    measure.refresh_from_db()
    assert (measure.percent, measure.done) == (40, None)
    last = measure.steps.visible_to(SYSTEM).latest("at")
    assert last.note == "撤下发放：发了化肥 9 袋"


def test_a_delivery_counts_for_no_other_households_measure(cast, home, measure):
    other = cast.household("裴双喜", number="1-002", officer=cast.tian)
    row = give(cast, cast.officer, other)
    assert refused(lambda: counted(cast, row, measure, 50)) == {"action.absent"}


def test_the_page_of_a_measure_offers_what_the_household_was_given(cast, home, measure):
    row, client = give(cast, cast.officer, home), signed_in(cast.officer)
    address = reverse("measure", args=[measure.pk])
    assert "发了化肥 2 袋" in client.get(address).content.decode()
    sent = {"percent": "70", "day": DAY.isoformat(), "delivery": str(row.pk)}
    assert client.post(address, sent).status_code == 302
    page = client.get(address).content.decode()
    assert "70%" in page
    assert f'value="{row.pk}"' not in page


def test_the_office_adds_goods_once(cast):
    office = cast.actor(cast.office)
    assert goods_add(actor=office, name="有机肥", unit="袋").unit == "袋"
    assert refused(lambda: goods_add(actor=office, name="有机肥", unit="吨")) == {"goods.known"}
    assert refused(lambda: goods_add(actor=cast.actor(cast.officer), name="糖", unit="包")) == {
        "action.not_allowed"
    }


def value(cast, name):
    extent = Extent(cast.village.path, 2026, date(2026, 6, 30))
    return BY_NAME[name].value(cast.actor(cast.office), extent)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["化肥", "农药", "宣传资料", "技术资料", "煤"]),
        st.integers(1, 500),
        st.sampled_from(
            [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)]
        ),
        st.integers(-1, 1),
        st.booleans(),
        st.booleans(),
    ),
    max_size=12,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(told=ROWS)
def test_figures_and_totals_are_the_fold_of_the_rows(cast, told):
    Delivery.objects.visible_to(SYSTEM).delete()
    homes = _homes(cast)
    rows = [_row(cast, homes, *one) for one in told]
    Delivery.objects.bulk_create(rows)
    kept = [
        row
        for row in rows
        if row.cancelled_at is None and row.year == 2026 and row.day <= date(2026, 6, 30)
    ]
    assert value(cast, "bags") == sum(row.quantity for row in kept if row.goods.unit == "袋")
    assert value(cast, "leaflets") == sum(row.quantity for row in kept if row.goods.printed)
    assert value(cast, "households_given") == len(
        {row.household_id for row in kept if row.household_id}
    )
    shown = totals(
        cast.actor(cast.office), Delivery.objects.visible_to(SYSTEM).filter(cancelled_at=None)
    )
    live = [row for row in rows if row.cancelled_at is None]
    assert {one.goods: (one.quantity, one.signed) for one in shown} == {
        kind: (
            sum(row.quantity for row in live if row.goods == kind),
            sum(row.quantity for row in live if row.goods == kind and row.received),
        )
        for kind in {row.goods for row in live}
    }


def _homes(cast):
    known = list(Household.objects.visible_to(SYSTEM).filter(village=cast.village))
    return known or [cast.household(), cast.household("裴双喜", number="1-002")]


def _row(cast, homes, name, quantity, day, place, signed, cancelled):
    return Delivery(
        village=cast.village,
        household=homes[place] if place >= 0 else None,
        officer=cast.tian,
        goods=goods(name),
        quantity=quantity,
        day=day,
        year=day.year,
        received=day if signed else None,
        received_by="康润生" if signed else "",
        cancelled_at=timezone.now() if cancelled else None,
    )
