"""Towns, villages and groups, and how far the office reaches."""

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.actions import (
    area_add,
    area_change,
    group_remove,
    groups_add,
    partnership_begin,
)
from lianxin.people.actions.area import numeral
from lianxin.people.models import Area, Partnership
from lianxin.people.queries import villages_of
from lianxin.register.models import Household

pytestmark = pytest.mark.django_db


def codes(refused) -> set[str]:
    return {problem.code for problem in refused.value.problems}


def town() -> Area:
    return Area.objects.visible_to(SYSTEM).get(code="620524101000")


def groups(village) -> list[str]:
    rows = Area.objects.visible_to(SYSTEM).filter(parent=village)
    return list(rows.values_list("name", flat=True))


def test_a_village_without_a_code_gets_the_first_free_provisional_one(cast):
    village = area_add(actor=cast.actor(cast.sysadmin), parent=town(), name="响水村")
    assert (village.code, village.provisional) == ("620524101903", True)
    assert village.initials == "xsc"


def test_a_true_code_is_taken_as_it_is(cast):
    village = area_add(
        actor=cast.actor(cast.sysadmin), parent=town(), name="响水村", code="620524 101 205"
    )
    assert (village.code, village.path, village.provisional) == (
        "620524101205",
        "620524101205",
        False,
    )


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("62052410120", "area.code_length"),
        ("62052410120x", "area.code_length"),
        ("620524102205", "area.code_not_under"),
        ("620524101000", "area.code_not_under"),
        ("620524101901", "area.code_taken"),
    ],
)
def test_a_code_that_cannot_be_is_refused_and_nothing_is_added(cast, code, problem):
    with pytest.raises(Refused) as refused:
        area_add(actor=cast.actor(cast.sysadmin), parent=town(), name="响水村", code=code)
    assert codes(refused) == {problem}
    assert not Area.objects.visible_to(SYSTEM).filter(name="响水村").exists()


def test_two_villages_of_one_name_do_not_lie_in_one_town(cast):
    actor = cast.actor(cast.sysadmin)
    with pytest.raises(Refused) as refused:
        area_add(actor=actor, parent=town(), name=" 阳坡村 ")
    assert codes(refused) == {"area.name_twice"}
    other = Area.objects.visible_to(SYSTEM).get(code="620524102000")
    assert area_add(actor=actor, parent=other, name="阳坡村").path.startswith("620524102")


def test_groups_come_by_name_or_by_number(cast):
    actor = cast.actor(cast.office)
    groups_add(actor=actor, village=cast.village, text="四社、 上河社")
    groups_add(actor=actor, village=cast.village, text="6")
    assert groups(cast.village) == ["一社", "二社", "三社", "四社", "上河社", "五社", "六社"]


@pytest.mark.parametrize("text", ["六", "四 五 六", "六社 四社 五社"])
def test_a_numeral_alone_never_becomes_a_group_beside_its_own(cast, text):
    groups_add(actor=cast.actor(cast.office), village=cast.village, text=text)
    assert sorted(groups(cast.village)) == sorted(["一社", "二社", "三社", "四社", "五社", "六社"])


@pytest.mark.parametrize("text", ["一社", "四社 四社", "", "3", "三", "100"])
def test_groups_that_make_no_sense_are_refused(cast, text):
    with pytest.raises(Refused):
        groups_add(actor=cast.actor(cast.office), village=cast.village, text=text)
    assert groups(cast.village) == ["一社", "二社", "三社"]


def test_a_group_entered_by_mistake_goes_and_one_with_households_stays(cast):
    actor = cast.actor(cast.office)
    cast.household()
    group_remove(actor=actor, group=cast.group("三社"))
    assert groups(cast.village) == ["一社", "二社"]
    for place, problem in ((cast.group(), "area.lived_in"), (cast.village, "area.not_a_group")):
        with pytest.raises(Refused) as refused:
            group_remove(actor=actor, group=place)
        assert codes(refused) == {problem}
    with pytest.raises(Refused) as refused:
        group_remove(actor=cast.actor(cast.leader), group=cast.group("二社"))
    assert codes(refused) == {"action.not_allowed"}
    assert groups(cast.village) == ["一社", "二社"]


def test_an_office_worker_adds_groups_in_its_own_village_only(cast):
    actor = cast.actor(cast.office)
    groups_add(actor=actor, village=cast.village, text="四社")
    with pytest.raises(Refused) as refused:
        groups_add(actor=actor, village=cast.other_village, text="四社")
    assert codes(refused) == {"action.not_allowed"}


def test_an_office_worker_adds_a_village_only_together_with_its_own_unit(cast):
    actor = cast.actor(cast.office)
    village = area_add(actor=actor, parent=town(), name="响水村", unit=cast.unit)
    assert Partnership.objects.visible_to(actor).filter(village=village).exists()
    for parent, unit in ((town(), None), (town(), cast.other_unit), (town().parent, cast.unit)):
        with pytest.raises(Refused) as refused:
            area_add(actor=actor, parent=parent, name="另一村", code="620524300000", unit=unit)
        assert codes(refused) == {"action.not_allowed"}


def test_an_office_worker_cannot_claim_a_village_with_a_partner_or_with_households(cast):
    actor, sysadmin = cast.actor(cast.office), cast.actor(cast.sysadmin)
    free = area_add(actor=sysadmin, parent=town(), name="响水村")
    lived_in = area_add(actor=sysadmin, parent=town(), name="石岭村")
    cast.household(village=lived_in)
    for village in (cast.other_village, lived_in):
        with pytest.raises(Refused) as refused:
            partnership_begin(actor=actor, unit=cast.unit, village=village, from_day=today())
        assert codes(refused) == {"village.not_free"}
    assert partnership_begin(actor=actor, unit=cast.unit, village=free, from_day=today())
    assert partnership_begin(actor=sysadmin, unit=cast.unit, village=lived_in, from_day=today())


def test_a_true_code_later_takes_the_groups_along(cast):
    actor = cast.actor(cast.office)
    area_change(actor=actor, area=cast.village, name="阳坡村", code="620524101207")
    rows = Area.objects.visible_to(SYSTEM).filter(parent=cast.village)
    assert list(rows.values_list("path", "code", "provisional")) == [
        (f"6205241012070{n}", f"6205241012070{n}", False) for n in (1, 2, 3)
    ]
    assert not Area.objects.visible_to(SYSTEM).get(pk=cast.village.pk).provisional


def test_a_village_under_the_wrong_town_moves_with_its_groups_and_households(cast):
    actor = cast.actor(cast.office)
    household = cast.household()
    wanted = Area.objects.visible_to(SYSTEM).get(name="马力镇")
    area_change(actor=actor, area=cast.village, name="阳坡村", code=cast.village.code, town=wanted)
    village = Area.objects.visible_to(SYSTEM).get(pk=cast.village.pk)
    assert (village.parent, village.code, village.provisional) == (wanted, "620524105901", True)
    rows = Area.objects.visible_to(SYSTEM).filter(parent=village)
    assert all(row.path.startswith("620524105901") for row in rows)
    moved = cast.actor(cast.office)
    assert Household.objects.visible_to(moved).filter(pk=household.pk).exists()
    area_change(actor=moved, area=village, name="阳坡村", code="620524101209", town=town())
    assert (village.path, village.provisional) == ("620524101209", False)


def test_a_group_keeps_its_village_and_a_village_stands_under_a_town(cast):
    actor = cast.actor(cast.office)
    for place, under in ((cast.group(), town()), (cast.village, cast.other_village)):
        with pytest.raises(Refused) as refused:
            area_change(actor=actor, area=place, name=place.name, town=under)
        assert "area.town_needed" in codes(refused)


def test_renaming_keeps_the_code_and_another_offices_village_is_out_of_reach(cast):
    actor = cast.actor(cast.office)
    area_change(actor=actor, area=cast.village, name="阳坡新村")
    village = Area.objects.visible_to(SYSTEM).get(pk=cast.village.pk)
    assert (village.name, village.code, village.initials) == (
        "阳坡新村",
        "620524101901",
        "ypxc",
    )
    for place in (cast.other_village, town()):
        with pytest.raises(Refused) as refused:
            area_change(actor=actor, area=place, name="新名")
        assert codes(refused) == {"action.not_allowed"}


def test_a_groups_code_follows_its_village(cast):
    with pytest.raises(Refused) as refused:
        area_change(
            actor=cast.actor(cast.office), area=cast.group(), name="一社", code="62052410190109"
        )
    assert codes(refused) == {"area.code_fixed"}


def test_the_page_of_a_town_tells_groups_and_partners_within_sight(cast):
    rows = {v.name: v for v in villages_of(cast.actor(cast.office), town())}
    assert [g.name for g in rows["阳坡村"].groups] == ["一社", "二社", "三社"]
    assert [p.unit for p in rows["阳坡村"].partners] == [cast.unit]
    assert rows["阴坡村"].partners == []


def test_numbers_are_said_as_groups_are_named():
    assert [numeral(n) for n in (1, 10, 12, 20, 23, 99)] == [
        "一",
        "十",
        "十二",
        "二十",
        "二十三",
        "九十九",
    ]
