"""Members join, change, leave, die and move; a household always has exactly one head."""

from datetime import date, timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.register import actions
from lianxin.register.identity import unseal_identity
from lianxin.register.models import Membership, Person
from lianxin.register.queries import household
from tests.cast import code, id_number
from tests.register.people import last_audit, members, person, refused

DAY = date(2026, 5, 1)
BEFORE = DAY - timedelta(1)


@pytest.fixture
def office(cast):
    return cast.actor(cast.office)


@pytest.fixture
def home(cast):
    """康润生 with wife, son, daughter-in-law and grandson."""
    household = cast.household(officer=cast.tian)
    cast.member(household, "裴玉兰", "配偶", id_number(order=81, male=False))
    cast.member(household, "康建军", "之子", id_number(date(1993, 6, 1), order=82))
    cast.member(household, "马小芳", "之儿媳", id_number(date(1994, 6, 1), order=83, male=False))
    cast.member(household, "康心宇", "之孙子", id_number(date(2018, 6, 1), order=84))
    return household


def relation(name):
    return code("relation", name)


def join(office, home, **more):
    told = {
        "name": "康小宝",
        "relation": relation("之孙女"),
        "joined_by": "born",
        "day": DAY,
        "no_id_reason": "新生儿，未办",
        "sex": "2",
        "born": DAY,
        **more,
    }
    return actions.member_join(actor=office, household=home, **told)


def test_a_child_is_born_into_the_household(office, home):
    child = join(office, home)
    assert members(home, DAY)["康小宝"] == "之孙女"
    assert "康小宝" not in members(home, BEFORE)
    assert (child.born, child.sex, child.id_sealed) == (DAY, "2", None)


def test_what_does_not_fit_a_newcomer_is_refused_at_its_field(office, home):
    number = {"no_id_reason": "", "id_number": id_number(DAY, order=85)}
    with refused("member.relation_sex", "relation"):
        join(office, home, relation=relation("之孙子"))
    with refused("id.sex_differs", "sex"):
        join(office, home, **number)
    with refused("id.born_differs", "born"):
        join(office, home, **number, relation=relation("之孙子"), sex="1", born=BEFORE)
    with refused("event.before_birth", "day"):
        join(office, home, day=BEFORE)
    with refused("member.relation_head", "relation"):
        join(office, home, relation=relation("户主"))
    with refused("input.unknown_choice", "joined_by"):
        join(office, home, joined_by="moved")
    assert len(members(home)) == 5


def test_a_number_of_ones_own_village_names_its_holder(office, home, cast):
    with refused("id.taken", "id_number"):
        join(office, home, id_number=id_number(order=81, male=False), born=None)


def test_a_number_registered_elsewhere_does_not_tell_whose_it_is(office, home, cast):
    there = cast.household("马外户", village=cast.other_village)
    cast.member(there, "马外女", "之女", id_number(order=90, male=False))
    with pytest.raises(Refused) as caught:
        join(office, home, id_number=id_number(order=90, male=False), born=None)
    problem = caught.value.problems[0]
    assert problem.code == "id.taken_elsewhere"
    assert "马" not in problem.message("zh") + str(problem.details)


def test_who_left_comes_back_as_the_same_person(office, home):
    daughter = actions.member_join(
        actor=office,
        household=home,
        name="康晓梅",
        relation=relation("之女"),
        joined_by="came",
        day=DAY,
        id_number=id_number(order=91, male=False),
    )
    actions.member_leave(
        actor=office, person=daughter, day=DAY + timedelta(5), left_by="married_out"
    )
    again = actions.member_join(
        actor=office,
        household=home,
        name="康晓梅",
        relation=relation("之女"),
        joined_by="came",
        day=DAY + timedelta(9),
        id_number=id_number(order=91, male=False),
    )
    assert again.pk == daughter.pk
    assert "康晓梅" not in members(home, DAY + timedelta(7))
    assert "康晓梅" in members(home, DAY + timedelta(9))


def test_a_linked_officer_corrects_a_phone_and_not_an_id_number(home, cast):
    tian = cast.actor(cast.officer)
    son = person("康建军")
    actions.member_change(actor=tian, person=son, rev=1, fields={"phone": "199-0000-4321"})
    assert person("康建军").phone == "19900004321"
    with refused("action.not_allowed"):
        actions.member_change(actor=tian, person=son, rev=2, fields={"id_number": id_number()})


def test_a_corrected_number_is_sealed_anew_and_brings_sex_and_birth(office, home):
    number = id_number(date(1992, 6, 1), order=93)
    actions.member_change(
        actor=office, person=person("康建军"), rev=1, fields={"id_number": number, "name": "康建军"}
    )
    row = person("康建军")
    assert unseal_identity(row.id_sealed) == number
    assert (row.id_tail, row.born) == (number[-4:], date(1992, 6, 1))
    assert number not in str(last_audit().details)
    with refused("action.changed_meanwhile"):
        actions.member_change(actor=office, person=row, rev=1, fields={"phone": ""})


def test_a_number_is_not_corrected_to_somebody_elses(office, home):
    with refused("id.taken", "id_number"):
        actions.member_change(
            actor=office,
            person=person("康建军"),
            rev=1,
            fields={"id_number": id_number(order=81, male=False)},
        )


def test_a_corrected_relation_leaves_the_old_one_in_the_history(office, home):
    wife = person("马小芳")
    actions.member_change(actor=office, person=wife, rev=1, fields={"relation": relation("之女")})
    assert members(home)["马小芳"] == "之女"
    assert members(home, today() - timedelta(1))["马小芳"] == "之儿媳"


def test_a_daughter_in_law_leaves_and_the_day_before_she_was_there(office, home):
    actions.member_leave(actor=office, person=person("马小芳"), day=DAY, left_by="left")
    assert "马小芳" in members(home, BEFORE)
    assert "马小芳" not in members(home, DAY)
    with refused("member.not_here"):
        actions.member_leave(actor=office, person=person("马小芳"), day=DAY, left_by="left")


def test_a_head_does_not_leave_without_naming_the_next(office, home):
    with refused("member.head_needed", "new_head"):
        actions.member_leave(actor=office, person=person("康润生"), day=DAY, left_by="abroad")
    with refused("member.head_needed", "new_head"):
        actions.member_die(
            actor=office, person=person("康润生"), day=DAY, new_head=person("康润生")
        )
    assert members(home)["康润生"] == "户主"


def test_when_the_head_dies_the_son_heads_and_everybody_is_related_to_him(office, home):
    actions.member_die(actor=office, person=person("康润生"), day=DAY, new_head=person("康建军"))
    assert members(home, DAY) == {
        "康建军": "户主",
        "裴玉兰": "之母",
        "马小芳": "配偶",
        "康心宇": "之子",
    }
    assert members(home, BEFORE)["康润生"] == "户主"
    assert person("康润生").died == DAY
    with refused("member.dead"):
        actions.member_leave(actor=office, person=person("康润生"), day=DAY, left_by="left")


def test_a_widow_heads_with_her_husbands_parents_as_her_in_laws(office, home, cast):
    cast.member(home, "康福来", "之父")
    cast.member(home, "田大娘", "之母", id_number(order=88, male=False))
    Person.objects.visible_to(SYSTEM).filter(name="裴玉兰").update(sex="2")
    actions.member_die(actor=office, person=person("康润生"), day=DAY, new_head=person("裴玉兰"))
    now = members(home, DAY)
    assert (now["康福来"], now["田大娘"], now["康建军"]) == ("之公公", "之婆婆", "之子")


def test_the_relations_that_the_office_names_win_over_the_table(office, home):
    actions.head_change(
        actor=office,
        household=home,
        person=person("康建军"),
        day=DAY,
        relations={person("康润生").pk: relation("之岳父")},
    )
    assert members(home, DAY)["康润生"] == "之岳父"
    assert members(home, DAY)["裴玉兰"] == "之母"
    assert members(home, BEFORE)["康润生"] == "户主"
    with refused("head.already", "new_head"):
        actions.head_change(actor=office, household=home, person=person("康建军"), day=DAY)


def test_the_last_one_closes_the_household_instead_of_leaving_it_empty(cast, office):
    cast.household()
    with refused("member.last_one"):
        actions.member_die(actor=office, person=person("康润生"), day=DAY)


def test_a_member_moves_to_another_household_of_the_village(cast, office, home):
    other = cast.household("裴双喜", number="1-002")
    actions.member_move(
        actor=office, person=person("裴玉兰"), household=other, relation=relation("之母"), day=DAY
    )
    assert members(other, DAY) == {"裴双喜": "户主", "裴玉兰": "之母"}
    assert "裴玉兰" not in members(home, DAY)
    assert "裴玉兰" in members(home, BEFORE)
    with refused("member.same_household"):
        actions.member_move(
            actor=office,
            person=person("裴玉兰"),
            household=other,
            relation=relation("之母"),
            day=DAY,
        )


def test_nobody_moves_into_a_household_that_is_not_the_offices(cast, office, home):
    there = cast.household("马外户", village=cast.other_village)
    with refused("action.not_allowed", "household"):
        actions.member_move(
            actor=office,
            person=person("裴玉兰"),
            household=there,
            relation=relation("其他"),
            day=DAY,
        )


def test_nothing_happens_before_somebody_came_nor_after_today(office, home):
    with refused("event.before_start", "day"):
        actions.member_leave(
            actor=office, person=person("马小芳"), day=date(2025, 12, 31), left_by="left"
        )
    with refused("event.future", "day"):
        actions.member_leave(
            actor=office, person=person("马小芳"), day=today() + timedelta(1), left_by="left"
        )


def test_a_number_is_shown_with_a_purpose_and_the_purpose_stays(cast, home):
    tian, wife = cast.actor(cast.officer), person("裴玉兰")
    with refused("reveal.purpose", "purpose"):
        actions.person_reveal(actor=tian, person=wife, purpose="看看")
    number = actions.person_reveal(actor=tian, person=wife, purpose="办医保，核对证号")
    assert number == id_number(order=81, male=False)
    assert last_audit().details == {"purpose": "办医保，核对证号"}
    actions.person_reveal(actor=tian, person=wife, purpose=f"给 {number} 办医保")
    assert number not in str(last_audit().details)


def test_a_leader_reads_but_is_shown_no_number_and_the_try_is_kept(cast, home):
    leader = cast.actor(cast.leader)
    with refused("action.not_allowed"):
        actions.person_reveal(actor=leader, person=person("裴玉兰"), purpose="看一看号码")
    assert (last_audit().action, last_audit().done) == ("person.reveal", False)


def test_another_villages_officer_is_shown_no_number(cast, home):
    with refused("action.not_allowed"):
        actions.person_reveal(
            actor=cast.actor(cast.other_office), person=person("裴玉兰"), purpose="核对证件号"
        )


def test_every_relation_that_the_table_names_exists(cast):
    from lianxin.register.actions.memberships import _table
    from lianxin.register.actions.memberships import relation as found

    for (new_head, member, _), name in _table().items():
        assert new_head in {"夫", "妻"} or found(new_head)  # a spouse by sex
        assert found(member)
        assert found(name)


def test_each_household_has_one_head_on_every_day_of_a_long_story(office, home, cast):
    actions.head_change(actor=office, household=home, person=person("裴玉兰"), day=DAY)
    actions.member_die(
        actor=office, person=person("裴玉兰"), day=DAY + timedelta(3), new_head=person("康建军")
    )
    day = date(2026, 4, 25)
    while day <= DAY + timedelta(10):
        assert list(members(home, day).values()).count("户主") == 1
        day += timedelta(1)
    rows = Membership.objects.visible_to(SYSTEM).filter(household=home, is_head=True)
    assert rows.count() == 3


def test_who_only_became_related_otherwise_is_not_listed_among_those_who_left(office, home):
    actions.head_change(actor=office, household=home, person=person("康建军"), day=DAY)
    actions.member_leave(actor=office, person=person("马小芳"), day=DAY, left_by="left")
    assert [one.person.name for one in household(office, home.pk).gone] == ["马小芳"]
