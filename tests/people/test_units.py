"""Units, their tree, and when one can be closed."""

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.actions import (
    officer_leave,
    partnership_begin,
    partnership_end,
    unit_add,
    unit_change,
    unit_close,
)
from lianxin.people.models import Account, Partnership, Unit
from lianxin.people.queries import units

pytestmark = pytest.mark.django_db


def codes(refused) -> set[str]:
    return {problem.code for problem in refused.value.problems}


def test_paths_are_of_fixed_width_so_that_prefixes_never_mix(cast):
    actor = cast.actor(cast.sysadmin)
    top = unit_add(actor=actor, name="市水务集团")
    below = [unit_add(actor=actor, name=f"{n}分局", parent=top) for n in range(11)]
    assert top.path == "0003."
    assert below[0].path == "0003.0001."
    assert below[10].path == "0003.0011."


def test_the_office_changes_its_own_unit_and_adds_none(cast):
    actor = cast.actor(cast.office)
    changed = unit_change(actor=actor, unit=cast.unit, name="市自然资源执法支队", short="执法支队")
    assert str(changed) == "执法支队"
    for deed in (
        lambda: unit_change(actor=actor, unit=cast.other_unit, name="别的名字"),
        lambda: unit_add(actor=actor, name="下属大队", parent=cast.unit),
        lambda: unit_close(actor=actor, unit=cast.unit, until=today()),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert codes(refused) == {"action.not_allowed"}


def test_two_units_of_one_name_do_not_stand_side_by_side(cast):
    with pytest.raises(Refused) as refused:
        unit_add(actor=cast.actor(cast.sysadmin), name=cast.unit.name)
    assert codes(refused) == {"unit.name_twice"}


def test_a_unit_closes_when_nobody_is_left(cast):
    actor = cast.actor(cast.sysadmin)
    officer = cast.officer_of(cast.other_unit, "马外单")
    with pytest.raises(Refused) as refused:
        unit_close(actor=actor, unit=cast.other_unit, until=today())
    assert "1 人" in refused.value.problems[0].message("zh")
    officer_leave(actor=actor, officer=officer, until=today(), leaving="单位撤并")
    partnership = Partnership.objects.visible_to(SYSTEM).get(unit=cast.other_unit)
    partnership_end(actor=actor, partnership=partnership, until=today())
    Account.objects.visible_to(SYSTEM).filter(unit=cast.other_unit).update(is_active=False)
    unit_close(actor=actor, unit=cast.other_unit, until=today())
    assert cast.other_unit not in units(actor)
    assert cast.other_unit in units(actor, closed=True)
    with pytest.raises(Refused) as refused:
        unit_add(
            actor=actor, name="下属站", parent=Unit.objects.visible_to(SYSTEM).get(path="0002.")
        )
    assert codes(refused) == {"unit.closed"}


def test_a_partnership_ends_after_its_households_are_handed_over(cast):
    actor = cast.actor(cast.office)
    cast.household(officer=cast.tian)
    partnership = Partnership.objects.visible_to(actor).get(unit=cast.unit)
    with pytest.raises(Refused) as refused:
        partnership_end(actor=actor, partnership=partnership, until=today())
    assert codes(refused) == {"partnership.still_paired"}


def test_a_unit_is_paired_with_a_village_once_and_with_villages_only(cast):
    actor = cast.actor(cast.sysadmin)
    for place, problem in (
        (cast.village, "partnership.twice"),
        (cast.village.parent, "partnership.not_a_village"),
    ):
        with pytest.raises(Refused) as refused:
            partnership_begin(actor=actor, unit=cast.unit, village=place, from_day=today())
        assert codes(refused) == {problem}


def test_the_staff_of_a_unit_counts_those_in_force(cast):
    cast.officer_of(cast.unit, "田立新")
    gone = cast.officer_of(cast.unit, "白晓红")
    gone.until = today()
    gone.save()
    assert [unit.staff for unit in units(cast.actor(cast.office))] == [1]


def test_a_unit_stands_below_the_one_it_answers_to(cast):
    actor = cast.actor(cast.sysadmin)
    unit_add(actor=actor, name="执法一大队", parent=cast.unit)
    assert [(unit.name, unit.depth) for unit in units(actor)] == [
        ("市自然资源执法支队", 0),
        ("执法一大队", 1),
        ("市水利局", 0),
    ]
