"""何晓燕 takes a whole import back: the register is as before, or nothing happens and she is told why."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused
from lianxin.records.intake.actions import (
    roster_correct,
    roster_drop,
    roster_settle,
    roster_start,
    roster_take_back,
)
from lianxin.records.intake.aside import opened
from lianxin.records.intake.models import RosterImport, SetAside
from lianxin.records.intake.queries import (
    days_left,
    roster_content,
    roster_corrections,
    waiting,
)
from lianxin.records.intake.roster import LeftOut
from lianxin.register.models import Household, Pairing
from tests.cast import SINCE
from tests.records.dump import everything, register
from tests.records.families import EVERYTHING, family, number
from tests.records.test_roster_write import AUGUST, LATER, codes, rows, write


def take_back(cast, roster, actor=None):
    return roster_take_back(actor=actor or cast.actor(cast.office), roster=roster)


def test_taking_back_leaves_the_register_exactly_as_before(cast):
    office = cast.actor(cast.office)
    cast.household(number="1-009", officer=cast.tian)  # number 1: not of these families
    before = register()
    roster = write(cast, [family(1), family(2, group="五社")], actor=office)
    assert register() != before
    assert take_back(cast, roster).state == RosterImport.State.TAKEN_BACK
    assert register() == before


def every_field(arable, wages):
    """A family as the register's sheet with every field tells of it."""
    told = {"arable", "martyr_family", "doing", "wage", "income:其他工资性收入", "lifted_year"}
    told |= {"cooperative", "mandarin", "supported", "minimum"}
    more = {"arable": arable, "martyr_family": True, "income:其他工资性收入": wages}
    more |= {"cooperative": arable > 850}
    said = family(1, told=EVERYTHING | told, more=more, lifted_year=2016)
    said.members[0].more = {"doing": "养牛", "wage": 300_000, "mandarin": True}
    said.members[0].more |= {"supported": False, "minimum": arable > 850}
    return said


def test_house_land_work_and_lines_of_income_are_taken_back_too(cast):
    office = cast.actor(cast.office)
    empty = register()
    first = write(cast, [every_field(840, 1_000_000)], actor=office)
    before = register()
    again = write(cast, [replace(every_field(900, 1_200_000), as_of=AUGUST)], day=LATER)
    assert again.counts["updated"] == 1
    assert register() != before
    take_back(cast, again)
    assert register() == before
    take_back(cast, first)
    assert register() == empty


def test_taking_back_restores_what_was_changed_moved_and_renumbered(cast):
    write(cast, [family(1, size=4), family(2, size=2)])
    before = register()
    first = family(
        1, size=3, as_of=AUGUST, per_head=1, causes=(), phone="19900009999", group="三社"
    )
    first.members[1].id_number = number(300)
    first.members[2].name = "康改名"
    second = family(2, size=2, as_of=AUGUST)
    second.members.append(family(1, size=4).members[3])
    roster = write(cast, [first, second], day=LATER)
    assert roster.counts["updated"] == 2
    take_back(cast, roster)
    assert register() == before


def test_a_pairing_stands_on_the_import_and_is_named(cast):
    roster = write(cast, [family(1), family(2)])
    Pairing.objects.create(
        household=rows(Household).get(number="1-002"),
        officer=cast.tian,
        from_day=SINCE,
        reason="首次结对",
    )
    before = everything()
    with pytest.raises(Refused) as refused:
        take_back(cast, roster)
    assert codes(refused) == ["roster.built_upon"]
    assert "1 户后来改过：1-002" in refused.value.problems[0].message("zh")
    assert everything() == before


def test_a_newer_statement_stands_on_the_import(cast):
    roster = write(cast, [family(1), family(2)])
    newer = write(cast, [family(1, as_of=AUGUST, per_head=5)], day=LATER)
    with pytest.raises(Refused) as refused:
        take_back(cast, roster)
    assert refused.value.problems[0].details["households"] == "1-001"
    take_back(cast, newer)
    take_back(cast, roster)
    assert not rows(Household).exists()


def test_a_household_changed_by_hand_stands_on_the_import(cast):
    roster = write(cast, [family(1)])
    rows(Household).update(phone="19900007777", rev=2)
    with pytest.raises(Refused):
        take_back(cast, roster)


def test_after_seven_days_it_is_too_late(cast):
    roster = write(cast, [family(1)])
    assert days_left(roster) == 7
    rows(RosterImport).update(written_at=timezone.now() - timedelta(days=7, minutes=1))
    with pytest.raises(Refused) as refused:
        take_back(cast, roster)
    assert codes(refused) == ["roster.too_late"]


def test_an_import_is_taken_back_once(cast):
    roster = write(cast, [family(1)])
    take_back(cast, roster)
    with pytest.raises(Refused) as refused:
        take_back(cast, roster)
    assert codes(refused) == ["roster.wrong_state"]


def test_another_units_office_cannot_take_it_back_and_does_not_see_it(cast):
    roster = write(cast, [family(1)])
    stranger = cast.actor(cast.other_office)
    with pytest.raises(Refused) as refused:
        take_back(cast, roster, actor=stranger)
    assert refused.value.status == 403
    with pytest.raises(Refused) as refused:
        RosterImport.objects.visible_to(stranger).get_visible(pk=roster.pk)
    assert refused.value.status == 404
    assert rows(Household).exists()


def test_a_draft_is_kept_sealed_corrected_and_dropped(cast):
    office = cast.actor(cast.office)
    content = f"姓名,证件号码\n康润生,{number(1)}\n".encode()
    draft = roster_start(actor=office, village=cast.village, content=content, file_name="名册.csv")
    again = roster_start(actor=office, village=cast.village, content=content, file_name="名册.csv")
    assert again.pk == draft.pk
    roster_correct(
        actor=office, roster=draft, corrections={"2:证件号码": number(2), "3:姓名": "康"}
    )
    draft = roster_correct(actor=office, roster=draft, corrections={"3:姓名": None})
    assert roster_corrections(draft) == {"2:证件号码": number(2)}
    assert roster_content(draft) == content
    assert number(1) not in str(everything())
    assert number(2) not in str(everything())
    roster_drop(actor=office, roster=draft)
    [row] = rows(RosterImport)
    assert (row.state, row.content, row.corrections) == ("dropped", None, None)
    with pytest.raises(Refused):
        roster_content(row)


def test_a_draft_that_was_written_keeps_no_copy_of_the_file(cast):
    office = cast.actor(cast.office)
    draft = roster_start(actor=office, village=cast.village, content=b"x", file_name="名册.csv")
    roster = write(cast, [family(1)], actor=office, roster=draft)
    assert (roster.pk, roster.content, roster.progress) == (draft.pk, None, 100)
    with pytest.raises(Refused) as refused:
        write(cast, [family(1)], actor=office, roster=draft)
    assert codes(refused) == ["roster.wrong_state"]


def left_out(order: int) -> LeftOut:
    return LeftOut(
        head=f"康润{order}",
        rows=[order * 10],
        cells=[{"姓名": f"康润{order}", "证件号码": "62059919400314001"}],
        problems=[{"code": "id.length", "row": order * 10, "value": "62059919400314001"}],
    )


def test_a_household_set_aside_waits_until_a_later_import_brings_it(cast):
    office = cast.actor(cast.office)
    write(cast, [family(1)], set_aside=[left_out(2), left_out(3)])
    assert [row.head for row in waiting(office)] == ["康润2", "康润3"]
    assert opened(waiting(office)[0])["cells"][0]["证件号码"] == "62059919400314001"
    assert "62059919400314001" not in str(everything())
    before = register()
    second = write(cast, [family(1), family(2)])
    assert [row.head for row in waiting(office)] == ["康润3"]
    take_back(cast, second)
    assert register() == before


def test_a_namesake_or_a_number_of_another_family_does_not_end_the_waiting(cast):
    office = cast.actor(cast.office)
    left = [
        replace(left_out(2), register_code="620599100000077"),
        replace(left_out(7), numbers=(number(10), number(71))),
    ]
    write(cast, [], set_aside=left)
    other = family(2)  # a head of the same name under another code
    other.register_code = "620599100000002"
    write(cast, [family(1), other])  # 康润1 has the first number of 康润7's family
    assert [row.head for row in waiting(office)] == ["康润2", "康润7"]


def test_a_household_set_aside_again_waits_once(cast):
    office = cast.actor(cast.office)
    left = [replace(left_out(n), register_code=f"62059910000000{n}") for n in (2, 3)]
    write(cast, [family(1)], set_aside=left)
    before = register()
    second = write(cast, [family(1)], set_aside=left)
    assert [row.head for row in waiting(office)] == ["康润2", "康润3"]
    take_back(cast, second)
    assert register() == before
    assert [row.head for row in waiting(office)] == ["康润2", "康润3"]


def test_a_household_set_aside_is_settled_by_hand_with_a_reason(cast):
    office = cast.actor(cast.office)
    write(cast, [family(1)], set_aside=[left_out(2)])
    [row] = waiting(office)
    with pytest.raises(Refused):
        roster_settle(actor=office, left_out=row, reason=" ")
    with pytest.raises(Refused) as refused:
        roster_settle(actor=cast.actor(cast.other_office), left_out=row, reason="已迁走")
    assert refused.value.status == 403
    roster_settle(actor=office, left_out=row, reason="已迁走")
    assert not waiting(office)
    assert rows(SetAside).get().cells is None


def test_a_draft_of_another_village_cannot_be_written_here(cast):
    office = cast.actor(cast.office)
    draft = roster_start(actor=SYSTEM, village=cast.other_village, content=b"x", file_name="a.csv")
    with pytest.raises(Refused) as refused:
        write(cast, [family(1)], actor=office, roster=draft)
    assert refused.value.status == 404
