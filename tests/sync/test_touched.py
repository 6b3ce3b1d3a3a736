"""A look that leaves out what nobody has touched comes to the same as one that leaves out nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.ids import new_id
from lianxin.kernel.period import today
from lianxin.people.actions import grant_give
from lianxin.people.models import Role
from lianxin.people.policy import AccountActor
from lianxin.plans.actions import measure_add, measure_progress
from lianxin.plans.household.actions import plan_approve, plan_draw, plan_submit
from lianxin.plans.household.drawn import GoalDrawn, PlanDrawn, StageDrawn
from lianxin.plans.household.models import Plan
from lianxin.records.diary.actions import diary_amend, diary_withdraw, diary_write
from lianxin.records.diary.models import Entry
from lianxin.records.file.actions import household_states, person_states
from lianxin.records.file.models import Dwelling, Livelihood, Living
from lianxin.records.needs.actions import need_close, need_open
from lianxin.register.actions import household_change, member_change, pairing_hand_over
from lianxin.register.models import Code, Household, Membership
from lianxin.sync.documents import SMALL, Scope, homes, signs
from lianxin.sync.models import Given

from .phone import Phone


def whole(account):
    """What the account holds by a look at everything, and by its feed."""
    scope = Scope.of(AccountActor.of(account))
    now = signs(scope, scope.homes, {"household", "entry", *SMALL})
    rows = Given.objects.visible_to(SYSTEM).filter(feed=account.pk, gone=False)
    return now, {(row.kind, row.key): bytes(row.digest) for row in rows}


@pytest.fixture
def there(cast):
    mine, other = (
        cast.household("康润生", officer=cast.tian),
        cast.household("康润田", number="1-002", officer=cast.tian),
    )
    foreign = cast.household("李存义", number="1-009", officer=cast.liu)
    phone = Phone(cast.officer)
    phone.pull()
    return cast, phone, mine, other, foreign


def code(name):
    return Code.objects.visible_to(SYSTEM).filter(list=name).first()


def write(actor, officer, home, **more):
    said = {"kinds": ["visit"], "day": today(), "text": "到家里看望。", "households": [home]}
    return diary_write(actor=actor, officer=officer, **{**said, **more})


def actions(cast, mine, other, foreign):
    """Whatever is done by whom, one after another."""
    office, liu = cast.actor(cast.office), cast.liu
    person = Membership.objects.visible_to(SYSTEM).filter(household=mine).first().person
    place = {"lat": 34.7, "lon": 104.9}

    def change(home, **fields):
        row = Household.objects.visible_to(SYSTEM).get(pk=home.pk)
        household_change(actor=office, household=row, rev=row.rev, fields=fields)

    yield lambda: write(SYSTEM, cast.tian, mine, place=place, id=new_id())
    entry = Entry.objects.visible_to(SYSTEM).get()
    yield lambda: write(SYSTEM, liu, mine)
    yield lambda: write(SYSTEM, liu, foreign)
    yield lambda: write(SYSTEM, cast.tian, foreign)
    yield lambda: write(
        SYSTEM, cast.tian, mine, kinds=["stay"], households=[], village=mine.village
    )
    yield lambda: diary_amend(actor=SYSTEM, entry=entry, text="又去了一次。", rev=1)
    yield lambda: change(mine, phone="19900000917")
    yield lambda: change(foreign, phone="19900000918")
    yield lambda: household_states(actor=office, household=other, facts={Dwelling: {"rooms": 4}})
    yield lambda: person_states(actor=office, person=person, facts={Livelihood: {"doing": "务农"}})
    yield lambda: member_change(
        actor=office, person=person, rev=person.rev, fields={"phone": "19900000919"}
    )
    for home in (mine, foreign):
        need = need_open(
            actor=office, village=home.village, household=home, kind=code("need"), text="修路。"
        )
        yield lambda: None
        yield lambda need=need: need_close(
            actor=office, need=need, result=code("need_result"), outcome="修好了。"
        )
    measure = measure_add(
        actor=office,
        household=other,
        direction=code("direction"),
        text="养牛。",
        officer=cast.tian,
        due=today(),
    )
    goals = [GoalDrawn("house_safe")]
    stage = StageDrawn("稳住", today(), today() + timedelta(days=90), goals)
    for home in (mine, foreign):
        yield lambda home=home: plan_draw(
            actor=office, household=home, drawn=PlanDrawn("住上安全房", [stage])
        )
        plan = Plan.objects.visible_to(SYSTEM).get(household=home)
        yield lambda plan=plan: plan_submit(actor=office, plan=plan)
        yield lambda plan=plan: plan_approve(actor=office, plan=plan)
    yield lambda: household_states(
        actor=office, household=mine, facts={Living: {"dangerous_house": True}}
    )
    yield lambda: measure_progress(actor=office, measure=measure, percent=50)
    yield lambda: diary_withdraw(actor=SYSTEM, entry=entry, reason="写错了")
    yield lambda: grant_give(
        actor=SYSTEM, account=cast.office, role=Role.LEADER, unit=cast.unit, reason="兼任"
    )
    yield lambda: pairing_hand_over(
        actor=SYSTEM, officer_from=None, moves={other: liu}, day=today(), reason="分工"
    )
    yield lambda: change(other, phone="19900000920")


def test_after_whatever_anybody_does_nothing_more_is_found_by_looking_at_all(there):
    cast, phone, *those = there
    for act in actions(cast, *those):
        act()
        phone.pull()
        now, held = whole(phone.account)
        assert held == now


def test_what_nobody_has_touched_is_not_made_again(there, monkeypatch):
    cast, phone, mine, _other, foreign = there
    made = []
    known = homes.documents
    monkeypatch.setattr(
        homes, "documents", lambda scope, keys: made.extend(keys) or known(scope, keys)
    )
    write(SYSTEM, cast.liu, foreign)
    assert phone.pull() == []
    assert made == []
    write(SYSTEM, cast.liu, mine)
    assert {one["kind"] for one in phone.pull()} == {"entry", "household", "me"}
    assert made == [mine.pk]


def test_a_colleagues_entry_elsewhere_costs_little(there, django_assert_max_num_queries):
    cast, phone, _mine, _other, foreign = there
    write(SYSTEM, cast.liu, foreign)
    with django_assert_max_num_queries(30):
        phone.post()
