"""A unit assesses by its own scheme from a day on; what was is as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db.transaction import atomic, set_rollback
from hypothesis import HealthCheck
from hypothesis import given as drawn
from hypothesis import settings as example
from hypothesis import strategies as st

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.results.assessment.models import Scheme
from lianxin.results.assessment.scheme_actions import scheme_begin, scheme_end
from lianxin.results.assessment.scheme_given import BarGiven, ItemGiven, OffGiven, SchemeGiven
from lianxin.results.assessment.schemes import Whole, held, whole
from lianxin.results.assessment.wording import how

pytestmark = pytest.mark.django_db


def products(subject: str = "officer") -> Scheme:
    return Scheme.objects.visible_to(SYSTEM).get(subject=subject, unit=None)


def as_it_is(base: Scheme) -> SchemeGiven:
    it = whole(base)
    items = [
        ItemGiven(item.code, item.title, item.full, item.standard, limits=item.limits, of=item.code)
        for item in it.items
    ]
    return SchemeGiven(
        name="本单位考核办法",
        source="单位〔2026〕3号",
        from_day=today(),
        items=items,
        grades=[(one.name, one.least) for one in it.grades],
        bars=[BarGiven(one.item, one.below, one.effect) for one in it.bars],
        offs=[OffGiven(n, one.each, one.most) for n, one in enumerate(it.deductions)],
    )


def begin(cast, given: SchemeGiven, base: Scheme | None = None, account=None) -> Scheme:
    actor = cast.actor(account or cast.office)
    return scheme_begin(actor=actor, unit=cast.unit, base=base or products(), given=given)


def refused(do) -> set[str]:
    with pytest.raises(Refused) as error:
        do()
    return {one.code for one in error.value.problems}


def lines_of(it: Whole) -> list[tuple[object, ...]]:
    items = [(i.code, i.title, i.figure, i.whole, i.formula, i.full, i.limits) for i in it.items]
    more = [(g.name, g.least) for g in it.grades] + [(b.item, b.below) for b in it.bars]
    return [*items, *more, *((d.figure, d.each, d.most) for d in it.deductions)]


@pytest.mark.parametrize("subject", ["officer", "unit", "village"])
def test_begun_without_a_change_it_asks_the_same(cast, subject):
    made = begin(cast, as_it_is(products(subject)), products(subject))
    assert lines_of(whole(made)) == lines_of(whole(products(subject)))
    assert held(subject, cast.unit.path, today()).scheme == made


def test_it_holds_from_its_day_on_for_the_unit_alone(cast):
    ahead = today() + timedelta(days=30)
    made = begin(cast, replace(as_it_is(products()), from_day=ahead))
    assert held("officer", cast.unit.path, today()).scheme == products()
    assert held("officer", cast.unit.path, ahead).scheme == made
    assert held("officer", cast.other_unit.path, ahead).scheme == products()


def test_the_next_one_ends_the_one_before_and_ending_it_gives_back_the_products(cast):
    first = begin(cast, as_it_is(products()))
    ahead = today() + timedelta(days=1)
    second = begin(cast, replace(as_it_is(first), from_day=ahead), first)
    first.refresh_from_db(from_queryset=Scheme.objects.visible_to(SYSTEM))
    assert first.until == second.from_day
    assert refused(lambda: begin(cast, replace(as_it_is(first), from_day=ahead), first)) == {
        "scheme.not_later"
    }
    scheme_end(actor=cast.actor(cast.office), scheme=second, until=ahead)
    assert held("officer", cast.unit.path, ahead).scheme == products()
    end = lambda: scheme_end(actor=cast.actor(cast.office), scheme=second)  # noqa: E731
    assert refused(end) == {"scheme.ended"}


def test_nothing_is_changed_for_days_that_have_passed(cast):
    past = today() - timedelta(days=1)
    assert refused(lambda: begin(cast, replace(as_it_is(products()), from_day=past))) == {
        "scheme.past"
    }


def test_the_products_scheme_cannot_be_ended(cast):
    end = lambda: scheme_end(actor=cast.actor(cast.office), scheme=products())  # noqa: E731
    assert refused(end) <= {"scheme.products", "action.not_allowed"}


def test_an_officer_begins_no_scheme(cast):
    assert refused(lambda: begin(cast, as_it_is(products()), account=cast.officer)) == {
        "action.not_allowed"
    }


def test_another_unit_begins_none_here(cast):
    assert refused(lambda: begin(cast, as_it_is(products()), account=cast.outsider))


def test_every_mistake_is_told_at_once(cast):
    told = as_it_is(products())
    items = [replace(told.items[0], full=None, code=told.items[1].code), *told.items[1:]]
    wrong = replace(
        told,
        name="",
        items=items,
        grades=[("优秀", 700), ("称职", 900)],
        bars=[BarGiven("9.9", 900)],
        offs=[OffGiven(0, 50, 10)],
        half_weight=101,
        objection_days=2,
    )
    assert refused(lambda: begin(cast, wrong)) == {
        *("input.required", "scheme.twice", "scheme.full", "scheme.sum", "scheme.grades"),
        *("scheme.bar", "scheme.off", "scheme.number"),
    }


def test_an_item_may_be_left_out_and_another_added(cast):
    told = as_it_is(products())
    added = ItemGiven(
        *("4.5", "帮办", 40), part="化", figure="trainings", formula="cap", limits={"each": 20}
    )
    kept = [one for one in told.items if one.code != "4.4"]
    made = whole(begin(cast, replace(told, items=[*kept, added])))
    item = made.item("4.5")
    assert item is not None
    assert (item.figure, item.full, item.limits) == ("trainings", 40, {"each": 20})
    assert "2" in how(item)
    assert made.item("4.4") is None


@pytest.mark.parametrize(
    ("formula", "figure", "whole_of"),
    [
        ("cap", "members", ""),
        ("share", "visits", "households"),
        ("share", "visits", "visits"),
        ("minimum", "trainings", ""),
        ("growth", "income_per_head_median", ""),
        ("cap", "households", ""),
    ],
)
def test_what_cannot_be_counted_for_each_officer_is_no_item(cast, formula, figure, whole_of):
    told = as_it_is(products())
    limits = {"each": 10}
    added = ItemGiven(
        *("4.5", "新的", 40), "", limits, part="化", formula=formula, figure=figure, whole=whole_of
    )
    items = [one for one in told.items if one.code != "4.4"]
    assert "scheme.figure" in refused(lambda: begin(cast, replace(told, items=[*items, added])))


@example(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@drawn(st.lists(st.integers(1, 999), min_size=2, max_size=12, unique=True), st.integers(-3, 3))
def test_only_a_hundred_marks_are_a_scheme(cast, cuts, over):
    told, _office = as_it_is(products()), cast.office
    bounds = [0, *sorted(cuts), 1000]
    fulls = [b - a for a, b in pairwise(bounds)]
    fulls[0] += over
    items = [replace(one, full=n) for one, n in zip(told.items, fulls, strict=False)]
    kept = {one.code for one in items}
    bars = [bar for bar in told.bars if bar.item in kept]
    given = replace(told, items=items, bars=bars)
    with atomic():
        if fulls[0] >= 1 and over == 0:
            assert whole(begin(cast, given)).full == 1000
        else:
            assert refused(lambda: begin(cast, given)) <= {"scheme.sum", "scheme.full"}
        set_rollback(True)
