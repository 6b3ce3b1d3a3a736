"""Requirements: set for one's own unit, changed by a new row, ended; those of every unit stay everybody's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Partnership
from lianxin.visits.actions import requirement_end, requirement_set
from lianxin.visits.models import Requirement
from lianxin.visits.rules import how_much, requirements
from tests.register.people import last_audit, refused

JAN, JULY = date(2026, 1, 1), date(2026, 7, 1)


def set_rule(cast, account=None, **more):
    told = {"figure": "talks", "minimum": 6, "unit": cast.unit, "from_day": JAN} | more
    return requirement_set(actor=cast.actor(account or cast.office), **told)


def alone(cast) -> None:
    """The unit is the only one there is: what holds for all is its own."""
    Partnership.objects.visible_to(SYSTEM).filter(unit=cast.other_unit).delete()


def general(figure: str) -> Requirement:
    return Requirement.objects.visible_to(SYSTEM).get(figure=figure, unit=None)


def test_days_in_the_village_are_kept_in_half_days_and_told_in_days(cast):
    row = set_rule(cast, figure="stay_days", minimum=Decimal("7.5"), source="市委办〔2026〕3号")
    assert (row.minimum, row.name) == (15, "驻村")
    assert how_much(row) == "每名干部每年至少 7.5 天"
    assert last_audit().action == "requirement.set"


@pytest.mark.parametrize(
    ("told", "code", "field"),
    [
        ({"minimum": 0}, "requirement.minimum", "minimum"),
        ({"minimum": None}, "requirement.minimum", "minimum"),
        ({"minimum": Decimal("1.5")}, "requirement.minimum", "minimum"),
        ({"minimum": Decimal("1e400")}, "requirement.minimum", "minimum"),
        ({"figure": "likes"}, "input.unknown_choice", "figure"),
        ({"span": "week"}, "input.unknown_choice", "span"),
        ({"figure": "lectures", "per": "household"}, "requirement.not_per_household", "per"),
        ({"unit": None}, "requirement.unit_wanted", "unit"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(cast, told, code, field):
    with refused(code, field):
        set_rule(cast, **told)
    assert Requirement.objects.visible_to(SYSTEM).count() == 4


@pytest.mark.parametrize("who", ["officer", "leader", "committee", "other_office"])
def test_only_the_units_office_sets_its_rules(cast, who):
    with refused("action.not_allowed"):
        set_rule(cast, getattr(cast, who))


def test_a_village_that_is_not_the_units_is_absent(cast):
    with refused("action.absent", "village"):
        set_rule(cast, village=cast.other_village)


def test_a_changed_rule_ends_where_the_new_one_begins(cast):
    old = set_rule(cast)
    new = set_rule(cast, minimum=4, from_day=JULY, instead_of=old)
    kept = Requirement.objects.visible_to(SYSTEM).get(pk=old.pk)
    assert (kept.until, kept.minimum, new.position) == (JULY, 6, kept.position)
    assert old not in requirements(JULY)
    assert {row.minimum for row in requirements(JULY) if row.unit} == {4}


def test_an_office_among_several_units_sets_its_own_beside_the_general_rule(cast):
    old = general("talks")
    set_rule(cast, instead_of=old)
    assert general("talks").until is None
    with refused("requirement.for_all"):
        requirement_end(actor=cast.actor(cast.office), requirement=old)


def test_an_office_that_is_alone_changes_and_ends_what_holds_for_all(cast):
    alone(cast)
    old = general("talks")
    new = set_rule(cast, unit=None, from_day=JULY, instead_of=old)
    assert Requirement.objects.visible_to(SYSTEM).get(pk=old.pk).until == JULY
    requirement_end(actor=cast.actor(cast.office), requirement=new, until=JULY)
    assert all(row.figure != "talks" for row in requirements(JULY))
    with refused("requirement.ended"):
        requirement_end(actor=cast.actor(cast.office), requirement=new)
    assert last_audit().action == "requirement.end"


def test_the_other_unit_neither_changes_nor_ends_a_units_own_rule(cast):
    row = set_rule(cast)
    with refused("action.not_allowed"):
        requirement_end(actor=cast.actor(cast.other_office), requirement=row)
    set_rule(cast, cast.other_office, unit=cast.other_unit, instead_of=row)
    assert Requirement.objects.visible_to(SYSTEM).get(pk=row.pk).until is None


def test_a_rule_without_a_name_is_called_as_its_figure_is_in_both_languages(cast):
    with override("en"):
        row = set_rule(cast)
    assert (row.name, row.name_en) == ("谈心", str(_in_english(row)))
    assert row.name_en != row.name


def _in_english(row):
    with override("en"):
        return str(row.get_figure_display())


def test_a_rule_without_a_span_reads_well_in_english(cast):
    row = general("visits")
    with override("en"):
        assert ", :" not in how_much(row)
