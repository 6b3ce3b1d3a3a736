"""Households are opened, changed, merged, split and closed, each with its day."""

from datetime import date, timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.register import actions
from lianxin.register.models import Household
from tests.cast import SINCE, code, id_number
from tests.register.people import answering, fresh, last_audit, members, person, refused

DAY = date(2026, 5, 1)


@pytest.fixture
def office(cast):
    return cast.actor(cast.office)


def opened(cast, head="漆建明", **more):
    told = {"id_number": id_number(order=70), "group": cast.group("二社"), **more}
    return actions.household_open(
        actor=cast.actor(cast.office), village=cast.village, head=head, **told
    )


def test_the_office_opens_a_household_and_the_group_gives_its_number(cast):
    first, second = opened(cast), opened(cast, "王拴牢", id_number=id_number(order=71))
    assert (first.number, second.number) == ("2-001", "2-002")
    assert members(first) == {"漆建明": "户主"}
    head = person("漆建明")
    assert (head.sex, head.born, head.initials) == ("1", date(1968, 3, 14), "qjm")
    assert last_audit().action == "household.open"


def test_a_number_is_never_given_twice_even_after_a_household_has_closed(cast, office):
    first = opened(cast)
    actions.household_close(actor=office, household=first, day=today(), ending="mistake")
    assert opened(cast, "王拴牢", id_number=id_number(order=71)).number == "2-002"


def test_what_is_wrong_with_a_head_is_said_all_at_once(cast):
    with pytest.raises(Refused) as caught:
        opened(cast, " ", id_number="")
    assert {p.field for p in caught.value.problems} == {"name", "id_number"}


def test_somebody_without_a_number_needs_a_reason(cast):
    with refused("id.or_reason", "id_number"):
        opened(cast, id_number="")
    household = opened(cast, id_number="", no_id_reason="证件遗失，补办中", sex="2")
    assert person("漆建明").no_id_reason == "证件遗失，补办中"
    assert members(household) == {"漆建明": "户主"}


def test_an_officer_may_not_open_a_household_and_the_refusal_is_kept(cast):
    with refused("action.not_allowed"):
        actions.household_open(
            actor=cast.actor(cast.officer),
            village=cast.village,
            head="漆建明",
            id_number=id_number(order=70),
        )
    assert (last_audit().action, last_audit().done) == ("household.open", False)


def test_an_office_opens_no_household_in_the_village_of_another_unit(cast, office):
    with refused("action.not_allowed"):
        actions.household_open(
            actor=office, village=cast.other_village, head="漆建明", id_number=id_number(order=70)
        )


def test_a_group_of_another_village_is_refused(cast, office):
    group = cast.group()
    with refused("household.group_elsewhere", "group"):
        actions.household_open(
            actor=SYSTEM,
            village=cast.other_village,
            group=group,
            head="漆建明",
            id_number=id_number(order=70),
        )


def test_two_who_change_a_household_at_once_do_not_overwrite_each_other(cast, office):
    household = cast.household()
    actions.household_change(
        actor=office, household=household, rev=1, fields={"phone": "199 0000 5678"}
    )
    assert fresh(household).phone == "19900005678"
    with refused("action.changed_meanwhile"):
        actions.household_change(actor=office, household=household, rev=1, fields={"phone": ""})
    assert fresh(household).phone == "19900005678"


def test_a_linked_officer_corrects_the_phone_but_not_the_bank_account(cast):
    household = cast.household(officer=cast.tian)
    tian = cast.actor(cast.officer)
    actions.household_change(
        actor=tian, household=household, rev=1, fields={"phone": "19900005678"}
    )
    with refused("action.not_allowed"):
        actions.household_change(
            actor=tian, household=household, rev=2, fields={"bank_account": "6217000012345678"}
        )


def test_a_bank_account_is_kept_sealed_and_shown_only_with_a_purpose(cast, office):
    household = cast.household()
    number = "6217000012345678"
    with refused("bank.account", "bank_account"):
        actions.household_change(
            actor=office, household=household, rev=1, fields={"bank_account": "账号不详"}
        )
    actions.household_change(
        actor=office, household=household, rev=1, fields={"bank_account": "6217 0000 1234 5678"}
    )
    row = fresh(household)
    assert row.bank_tail == "5678"
    assert number.encode() not in bytes(row.bank_sealed)
    assert number not in str(last_audit().details)
    told = actions.household_reveal(actor=office, household=row, purpose="核对惠农补贴账号")
    assert told == number
    assert last_audit().details == {"purpose": "核对惠农补贴账号"}


def test_one_register_code_belongs_to_one_household_of_a_village(cast, office):
    first, second = cast.household(), cast.household("裴双喜", number="1-002")
    fields = {"register_code": "6205240001"}
    actions.household_change(actor=office, household=first, rev=1, fields=fields)
    with refused("household.code_taken", "register_code"):
        actions.household_change(actor=office, household=second, rev=1, fields=fields)
    blank = {"register_code": ""}
    actions.household_change(actor=office, household=first, rev=2, fields=blank)
    actions.household_change(actor=office, household=second, rev=1, fields=blank)


def test_merged_members_keep_their_days_in_both_households(cast, office):
    into = cast.household(officer=cast.tian)
    source = cast.household("裴双喜", number="1-002", officer=cast.liu)
    cast.member(source, "裴小红", "之女", id_number(order=77, male=False))
    actions.household_merge(
        actor=office,
        into=into,
        from_=source,
        day=DAY,
        reason="老两口并到儿子户",
        relations={person("裴双喜").pk: code("relation", "之父")},
    )
    assert members(into, DAY) == {"康润生": "户主", "裴双喜": "之父", "裴小红": "其他"}
    assert members(source, DAY - timedelta(1)) == {"裴双喜": "户主", "裴小红": "之女"}
    assert members(source, DAY) == {}
    row = fresh(source)
    assert (row.closed, row.ending, row.merged_into_id) == (DAY, "merged", into.pk)
    assert answering(source, DAY - timedelta(1)) == "刘志强"
    assert answering(source, DAY) is None
    assert answering(into, DAY) == "田立新"
    with refused("household.closed"):
        actions.household_change(actor=office, household=source, rev=row.rev, fields={"phone": ""})


def test_households_of_two_villages_or_one_household_do_not_merge(cast, office):
    here = cast.household()
    there = cast.household("马外户", village=cast.other_village)
    with refused("household.same"):
        actions.household_merge(actor=office, into=here, from_=here, day=DAY, reason="重复")
    with refused("action.not_allowed"):
        actions.household_merge(actor=office, into=here, from_=there, day=DAY, reason="重复")
    with refused("household.other_village"):
        actions.household_merge(actor=SYSTEM, into=here, from_=there, day=DAY, reason="重复")


def test_a_son_splits_off_with_his_wife_and_the_same_officer_answers_for_them(cast, office):
    old = cast.household(officer=cast.tian)
    son = cast.member(old, "康建军", "之子")
    wife = cast.member(old, "马小芳", "之儿媳", id_number(order=78, male=False))
    new = actions.household_split(
        actor=office,
        household=old,
        members={son: None, wife: code("relation", "配偶")},
        new_head=son,
        day=DAY,
    )
    assert members(new, DAY) == {"康建军": "户主", "马小芳": "配偶"}
    assert members(old, DAY) == {"康润生": "户主"}
    assert (new.number, new.split_from_id) == ("1-002", old.pk)
    assert answering(new, DAY) == "田立新"
    assert person("马小芳").home_id == new.pk


def test_a_split_leaves_the_head_and_somebody_behind(cast, office):
    old = cast.household()
    son = cast.member(old, "康建军", "之子")
    split = {"actor": office, "household": old, "day": DAY}
    with refused("household.split_nobody", "members"):
        actions.household_split(**split, members={}, new_head=son)
    with refused("household.split_head", "members"):
        actions.household_split(
            **split, members={person("康润生"): None}, new_head=person("康润生")
        )
    with refused("household.split_who_heads", "new_head"):
        actions.household_split(**split, members={son: None}, new_head=person("康润生"))
    stranger = cast.member(cast.household("裴双喜", number="1-009"), "裴小军", "之子")
    with refused("member.not_here", "members"):
        actions.household_split(**split, members={stranger: None}, new_head=stranger)
    assert Household.objects.visible_to(SYSTEM).count() == 2


def test_a_household_that_died_out_ends_with_its_people_and_its_pairing(cast, office):
    household = cast.household(officer=cast.tian)
    actions.household_close(actor=office, household=household, day=DAY, ending="died")
    assert members(household, DAY) == {}
    assert members(household, DAY - timedelta(1))
    assert person("康润生").died == DAY
    assert answering(household, DAY) is None
    with refused("household.closed"):
        actions.household_close(actor=office, household=household, day=DAY, ending="died")


def test_a_merged_ending_is_not_chosen_by_hand_and_no_ending_lies_ahead(cast, office):
    household = cast.household()
    close = {"actor": office, "household": household}
    with refused("input.unknown_choice", "ending"):
        actions.household_close(**close, day=DAY, ending="merged")
    with refused("event.future", "day"):
        actions.household_close(**close, day=today() + timedelta(1), ending="moved")
    with refused("event.before_opened", "day"):
        actions.household_close(**close, day=SINCE - timedelta(1), ending="moved")
    assert fresh(household).closed is None


def test_a_household_does_not_end_while_somebody_still_lived_there(cast, office):
    household = cast.household()
    son = cast.member(household, "康建军", "之子")
    actions.member_leave(actor=office, person=son, day=DAY, left_by="left")
    close = {"actor": office, "household": household, "ending": "moved"}
    with refused("event.still_lived_in", "day"):
        actions.household_close(**close, day=DAY - timedelta(3))
    actions.household_close(**close, day=DAY)
    assert fresh(household).closed == DAY


def test_nobody_comes_into_a_household_before_it_was_split_off(cast, office):
    old = cast.household()
    son, daughter = (cast.member(old, name, "其他") for name in ("康建军", "康晓梅"))
    new = actions.household_split(
        actor=office, household=old, members={son: None}, new_head=son, day=DAY
    )
    move = {"actor": office, "person": daughter, "household": new}
    with refused("event.before_opened", "day"):
        actions.member_move(**move, relation=code("relation", "其他"), day=DAY - timedelta(1))
    actions.member_move(**move, relation=code("relation", "其他"), day=DAY)
    assert set(members(new, DAY)) == {"康建军", "康晓梅"}
