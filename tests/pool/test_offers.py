"""Offers: told with their conditions, given to whom they are for, followed to the household's signature."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.aid.balance import balance
from lianxin.aid.deliveries import delivery_give
from lianxin.aid.ledger import astray
from lianxin.aid.models import Delivery
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import Extent
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.models import Unit
from lianxin.pool.offers.actions import offer_change, offer_make, offer_more, offer_withdraw
from lianxin.pool.offers.allocations import allocation_release, offer_allocate
from lianxin.pool.offers.figures import FIGURES
from lianxin.pool.offers.ledger import balances
from lianxin.pool.offers.matching import Why, unmet
from lianxin.pool.offers.models import Allocation, Offer, Posting
from lianxin.pool.offers.queries import offer as shown
from lianxin.pool.offers.sendings import allocation_deliver, allocation_receive
from lianxin.pool.offers.terms import terms_of
from lianxin.records.file.models import Livelihood, Standing
from lianxin.records.needs.actions import need_open
from lianxin.site import checking
from tests.cast import SINCE, code

from .giving import goods, money, offered

BY_NAME = {figure.name: figure for figure in FIGURES}


def refused(do):
    with pytest.raises(Refused) as error:
        do()
    return {one.code for one in error.value.problems}


def allocate(cast, offer, quantities, account=None, **told):
    actor = cast.actor(account or cast.office)
    return offer_allocate(
        actor=actor, offer=offer, village=cast.village, quantities=quantities, **told
    )


def need(cast, home, kind="产业发展", day=SINCE):
    return need_open(
        actor=cast.actor(cast.office),
        village=cast.village,
        household=home,
        kind=code("need", kind),
        text="想要些化肥",
        day=day,
    )


def test_a_department_offers_and_sees_its_own_offers_but_no_household(cast):
    bureau = Unit.objects.create(name="县农业农村局", path="0003.")
    cast.department.grants.visible_to(SYSTEM).update(unit=bureau)
    mine = offered(cast, account=cast.department, unit=bureau)
    ours = offered(cast, title="本单位的")
    (lot,) = allocate(cast, mine, {cast.household(): 1})
    actor = cast.actor(cast.department)
    assert list(Offer.objects.visible_to(actor)) == [mine]
    assert not Allocation.objects.visible_to(actor).filter(pk=lot.pk).exists()
    assert shown(actor, mine.pk, today()).held.allocated == 1
    assert Posting.objects.visible_to(actor).count() == 2
    assert refused(lambda: allocate(cast, mine, {None: 1}, cast.department)) == {
        "action.not_allowed"
    }
    assert set(Offer.objects.visible_to(cast.actor(cast.leader))) == {mine, ours}
    assert not Offer.objects.visible_to(cast.actor(cast.other_office)).exists()


def test_the_office_does_not_change_what_another_unit_offers(cast):
    bureau = Unit.objects.create(name="县农业农村局", path="0003.")
    cast.department.grants.visible_to(SYSTEM).update(unit=bureau)
    offer = offered(cast, account=cast.department, unit=bureau)
    office, told = cast.actor(cast.office), {"offer": offer, "reason": "不给了"}
    assert refused(lambda: offer_withdraw(actor=office, **told)) == {"action.not_allowed"}
    assert offer_withdraw(actor=cast.actor(cast.department), **told).withdrawn == today()


def test_nobody_is_given_more_than_there_is_and_then_all_or_nobody(cast):
    offer, homes = offered(cast, 3), [cast.household(f"康{n}", number=f"1-0{n}") for n in range(2)]
    assert refused(lambda: allocate(cast, offer, dict.fromkeys(homes, 2))) == {"offer.not_there"}
    assert balances([offer.pk])[offer.pk].offered == 3
    assert not Allocation.objects.visible_to(SYSTEM).exists()
    allocate(cast, offer, {homes[0]: 2, homes[1]: 1})
    assert refused(lambda: allocate(cast, offer, {None: 1})) == {"offer.not_there"}


def test_what_is_backdated_cannot_take_what_was_given_away_since(cast):
    offer, home = offered(cast, 2), cast.household()
    allocate(cast, offer, {home: 2}, day=SINCE + timedelta(days=9))
    again = {"quantities": {None: 1}, "day": SINCE + timedelta(days=2)}
    assert refused(lambda: allocate(cast, offer, **again)) == {"offer.not_there"}


def test_households_outside_the_conditions_are_given_only_with_a_reason(cast):
    young, old = cast.household("康润生"), cast.household("李存义", number="1-002")
    told = {"from_day": SINCE, "source": "office", "written_at": "2026-03-01T00:00:00Z"}
    category = code("category", "脱贫户")
    Standing.objects.create(household=young, category=category, **told)
    head = young.memberships.visible_to(SYSTEM).get(is_head=True).person
    Livelihood.objects.create(person=head, doing="电工", **told)
    wanted = {"categories": [category.pk], "skill": "电工", "age": (18, 70)}
    offer = offered(cast, conditions=wanted, last_day=date(2099, 1, 1))
    assert refused(lambda: allocate(cast, offer, {young: 1, old: 1})) == {"offer.unfit"}
    allocate(cast, offer, {young: 1})
    (lot,) = allocate(cast, offer, {old: 1}, reason="村里评议同意")
    assert lot.reason == "村里评议同意"


def test_conditions_that_do_not_exist_are_refused(cast):
    wanted = {"categories": [code("cause", "因病").pk], "age": (60, 18)}
    assert refused(lambda: offered(cast, conditions=wanted)) == {
        "input.unknown_choice",
        "offer.age",
    }


def test_an_offer_told_anew_keeps_what_was_told_before(cast):
    offer, actor = offered(cast, title="化肥"), cast.actor(cast.office)
    told = {"title": "有机肥", "conditions": {}, "from_day": SINCE}
    offer_change(actor=actor, offer=offer, rev=1, **told)
    assert terms_of([offer.pk])[offer.pk].title == "有机肥"
    assert terms_of([offer.pk], SINCE)[offer.pk].title == "化肥"
    assert refused(lambda: offer_change(actor=actor, offer=offer, rev=1, **told)) == {
        "action.changed_meanwhile"
    }
    late = {"day": SINCE - timedelta(days=1)}
    assert refused(lambda: allocate(cast, offer, {None: 1}, **late)) == {"offer.not_now"}


def test_a_delivery_takes_from_what_was_set_aside_for_just_this_household(cast):
    offer, home = offered(cast), cast.household(officer=cast.tian)
    other = cast.household("李存义", number="1-002")
    (lot,) = allocate(cast, offer, {home: 2})
    told = {"village": cast.village, "goods": goods(), "officer": cast.tian, "day": today()}
    office = {"actor": cast.actor(cast.office), "allocation": lot, **told}
    assert refused(lambda: delivery_give(household=other, quantity=1, **office)) == {
        "action.absent"
    }
    assert refused(lambda: delivery_give(household=home, quantity=3, **office)) == {
        "offer.not_there"
    }
    mine = {**office, "actor": cast.actor(cast.officer)}
    delivery_give(household=home, quantity=2, received_by="康润生", **mine)
    held = balances([offer.pk])[offer.pk]
    assert (held.allocated, held.delivered, held.received) == (0, 0, 2)
    assert refused(
        lambda: allocation_deliver(actor=office["actor"], allocation=lot, quantity=1, day=today())
    ) == {"offer.by_delivery"}


def test_the_check_finds_a_delivery_that_the_ledger_does_not_know(cast):
    offer, home = offered(cast), cast.household()
    (lot,) = allocate(cast, offer, {home: 2})
    row = delivery_give(
        actor=cast.actor(cast.office),
        village=cast.village,
        household=home,
        goods=goods(),
        quantity=2,
        officer=cast.tian,
        day=today(),
        allocation=lot,
    )
    assert list(checking.supplies()) == []
    Delivery.objects.visible_to(SYSTEM).filter(pk=row.pk).update(quantity=1)
    assert list(astray()) == [row]
    assert [one.code for one in checking.supplies()] == ["check.delivery_differs"]


def test_the_oldest_need_stands_first_with_what_fits_and_why_nothing_does(cast):
    actor = cast.actor(cast.office)
    homes = [cast.household(f"康{n}", number=f"1-0{n}") for n in range(3)]
    for place, home in enumerate(homes):
        need(cast, home, day=SINCE + timedelta(days=9 - place))
    road = need(cast, homes[0], "基础设施", SINCE)
    offer = offered(cast, 2, last_day=date(2099, 1, 1))
    found = unmet(actor, village=cast.village, day=today())
    assert [one.need.household for one in found] == [homes[0], *reversed(homes)]
    assert [one.why for one in found] == [Why.NO_OFFER, *[Why.NOT_LOOKED_AT] * 3]
    assert [one.offer for one, _reasons in found[1].fits] == [offer]
    assert any("产业发展" in said for said in found[1].fits[0][1])
    answered = found[1].need
    (lot,) = allocate(cast, offer, {homes[2]: 2}, needs={homes[2]: answered})
    rest = {one.need: one.why for one in unmet(actor, village=cast.village, day=today())}
    assert answered not in rest
    assert set(rest.values()) == {Why.NO_OFFER, Why.USED_UP}
    assert rest[road] is Why.NO_OFFER
    allocation_release(actor=actor, allocation=lot, reason="不要了")
    assert answered in {one.need for one in unmet(actor, village=cast.village, day=today())}


def test_unmet_needs_are_the_rows_behind_their_figure(cast):
    actor, home = cast.actor(cast.leader), cast.household()
    need(cast, home)
    extent = Extent(cast.village.path, today().year, today())
    rows = BY_NAME["needs_unmet"].rows(actor, extent)
    listed = unmet(actor, village=cast.village, day=today())
    assert {one.need.pk for one in listed} == {row.pk for row in rows}
    assert BY_NAME["needs_unmet"].told(actor, extent) == 1


AMOUNTS = st.lists(st.tuples(st.sampled_from("mgrdsl"), st.integers(1, 9)), max_size=12)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=AMOUNTS)
def test_sources_and_uses_are_equal_whatever_was_done(cast, acts):
    """Money offered, more, given, sent, signed for, taken back, in any order and number."""
    actor, fund = cast.actor(cast.office), money(cast, 40)
    (lot,) = allocate(cast, fund, {None: 20})
    for act, n in acts:
        told = {"actor": actor, "quantity": n}
        try:
            if act in "mg":
                told["quantity"] = n if act == "m" else -n
                offer_more(offer=fund, reason="核对", **told)
            elif act == "d":
                allocation_deliver(allocation=lot, day=today(), **told)
            elif act == "s":
                allocation_receive(allocation=lot, day=today(), received_by="文书", **told)
            else:
                allocation_release(allocation=lot, reason="不要了", **told)
        except Refused:
            continue
    found = balance(actor, village=cast.village, year=today().year, day=today())
    assert found.balanced
    assert found.money.balanced
    assert list(checking.supplies()) == []


def test_an_offer_that_makes_no_sense_is_refused_with_every_problem(cast):
    told = {"unit": cast.unit, "area": cast.village, "field": code("field", "技能培训")}
    problems = refused(
        lambda: offer_make(
            actor=cast.actor(cast.office), kind="service", title="", quantity=0, **told
        )
    )
    assert problems == {"input.required", "offer.quantity"}
