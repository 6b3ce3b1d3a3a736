"""何晓燕 of the office writes rosters into the register of 阳坡村."""

from datetime import date

import pytest
from django.db import connection

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.problem import Refused
from lianxin.people.models import Area
from lianxin.records.file.income import Income
from lianxin.records.file.models import Condition, Living, Standing
from lianxin.records.intake.actions import roster_write
from lianxin.records.intake.difference import difference
from lianxin.records.intake.models import RosterImport
from lianxin.register.models import Household, Membership, Person
from tests.cast import Cast
from tests.records.dump import everything, register
from tests.records.families import JULY, TODAY, family, number, person, the

AUGUST = date(2026, 8, 1)
LATER = date(2026, 8, 20)


def write(cast, households, actor=None, day=TODAY, village=None, **more):
    return roster_write(
        actor=actor or cast.actor(cast.office),
        village=village or cast.village,
        households=households,
        file_name="户情摸底表.xlsx",
        file_hash="0" * 64,
        day=day,
        **more,
    )


def codes(refused) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def rows(model, **lookup):
    return model.objects.visible_to(SYSTEM).filter(**lookup)


def compare(cast, households):
    return difference(
        actor=cast.actor(cast.office), village=cast.village, households=households, day=LATER
    )


def test_a_first_roster_opens_households_with_members_and_facts(cast):
    roster = write(cast, [family(1), family(2, group="二社")])
    assert roster.counts["created"] == 2
    assert roster.counts["members"] == 6
    assert sorted(rows(Household).values_list("number", flat=True)) == ["1-001", "2-001"]
    assert rows(Membership, is_head=True, until=None).count() == 2
    assert rows(Income).get(household__number="1-001").per_head == 939500
    assert rows(Standing).filter(category=the("category", "脱贫户")).count() == 2
    assert rows(Condition).count() == 6
    person = rows(Person).get(name="康润1")
    assert (person.id_tail, person.initials) == (number(10)[-4:], "kr1")


def test_numbers_go_on_and_a_household_without_group_gets_zero(cast):
    cast.household(number="1-016")
    write(cast, [family(1), family(2, group="")])
    assert rows(Household, number="1-017").exists()
    assert rows(Household, number="0-001").exists()


def test_a_missing_group_is_opened_and_named(cast):
    roster = write(
        cast, [family(1, group="五社"), family(2, group="阳湾"), family(3, group="五社")]
    )
    assert roster.counts["groups"] == ["五社", "阳湾"]
    made = dict(rows(Area, parent=cast.village).values_list("name", "code"))
    assert made["五社"] == cast.village.code + "05"
    assert made["阳湾"] == cast.village.code + "04"
    assert rows(Household, number="5-002").exists()


def test_the_same_roster_again_changes_nothing_at_all(cast):
    office = cast.actor(cast.office)
    write(cast, [family(1), family(2, group="五社")], actor=office)
    before = everything()
    roster = write(cast, [family(1), family(2, group="五社")], actor=office)
    assert everything() == before
    assert (roster.counts["unchanged"], roster.counts["updated"]) == (2, 0)
    assert roster.state == RosterImport.State.WRITTEN


def test_one_bad_household_stops_the_whole_roster(cast):
    cast.actor(cast.office)
    before = register()
    with pytest.raises(Refused) as refused:
        write(cast, [family(1), family(2, as_of=AUGUST)])
    assert codes(refused) == ["roster.future"]
    assert register() == before


def test_a_changed_fact_closes_the_old_statement_and_opens_another(cast):
    write(cast, [family(1)])
    write(cast, [family(1, as_of=AUGUST, per_head=1000000, safe_water=False)], day=LATER)
    old, new = rows(Income).order_by("from_day")
    assert (old.until, new.from_day, new.per_head) == (AUGUST, AUGUST, 1000000)
    assert [s.until for s in rows(Living).order_by("from_day")] == [AUGUST, None]
    assert rows(Standing).count() == 1


def test_a_correction_of_the_same_day_leaves_an_empty_span(cast):
    write(cast, [family(1)])
    write(cast, [family(1, per_head=1000000)])
    spans = sorted((i.from_day, i.until or date.max, i.per_head) for i in rows(Income))
    assert spans == [(JULY, JULY, 939500), (JULY, date.max, 1000000)]


def test_an_older_roster_does_not_displace_what_is_newer(cast):
    write(cast, [family(1, as_of=AUGUST)], day=LATER)
    before = register()
    found = compare(cast, [family(1, per_head=1)])
    assert [d.code for d in found.doubts] == ["roster.older"]
    write(cast, [family(1, per_head=1)])
    assert register() == before


def test_a_column_the_file_has_not_got_blanks_nothing(cast):
    write(cast, [family(1)])
    bare = family(1, as_of=AUGUST, causes=(), category=None, phone="", told=frozenset({"watch"}))
    assert compare(cast, [bare]).counts["unchanged"] == 1


def test_an_empty_cell_of_a_column_that_is_there_counts(cast):
    write(cast, [family(1)])
    write(cast, [family(1, as_of=AUGUST, causes=())], day=LATER)
    now = rows(Standing).get(until=None)
    assert (now.cause, now.causes, now.category.name) == (None, [], "脱贫户")


def test_who_is_missing_in_the_file_stays_and_is_a_doubt(cast):
    write(cast, [family(1, size=3)])
    found = compare(cast, [family(1, size=2)])
    assert [(d.code, d.details["name"]) for d in found.doubts] == [
        ("roster.not_in_file", "康小1之2")
    ]
    assert found.counts["unchanged"] == 1


def test_somebody_who_moves_within_the_village_has_one_membership_after_another(cast):
    write(cast, [family(1, size=3), family(2, size=2)])
    mover = family(1, size=3).members.pop()
    second = family(2, size=2, as_of=AUGUST)
    second.members.append(mover)
    roster = write(cast, [second], day=LATER)
    assert roster.counts["updated"] == 1
    old, new = rows(Membership, person__name="康小1之2").order_by("from_day")
    assert (old.until, old.left_by, new.from_day) == (AUGUST, "moved", AUGUST)
    assert new.person.home_id == new.household_id == rows(Household).get(number="1-002").pk


def test_a_new_head_takes_over_when_the_file_says_what_the_old_one_is(cast):
    write(cast, [family(1, size=2)])
    turned = family(1, size=2, as_of=AUGUST)
    father, son = turned.members
    father.relation, father.is_head = the("relation", "之父"), False
    son.relation, son.is_head = the("relation", "户主"), True
    write(cast, [turned], day=LATER)
    heads = rows(Membership, is_head=True).order_by("from_day")
    assert [(h.person.name, h.until) for h in heads] == [("康润1", AUGUST), ("康小1之1", None)]


def test_a_head_is_never_replaced_in_silence(cast):
    write(cast, [family(1, size=3)])
    turned = family(1, size=3, as_of=AUGUST)
    turned.members = turned.members[1:]
    turned.members[0].relation, turned.members[0].is_head = the("relation", "户主"), True
    before = register()
    with pytest.raises(Refused) as refused:
        write(cast, [turned], day=LATER)
    assert codes(refused) == ["roster.head_differs"]
    assert register() == before


def test_a_head_who_moves_away_must_not_leave_a_household_without_head(cast):
    write(cast, [family(1, size=2), family(2, size=2)])
    second = family(2, size=2, as_of=AUGUST)
    head = family(1).members[0]
    head.relation, head.is_head = the("relation", "之父"), False
    second.members.append(head)
    with pytest.raises(Refused) as refused:
        write(cast, [second], day=LATER)
    assert codes(refused) == ["roster.head_leaves"]


def test_a_person_of_another_village_is_told_as_far_as_the_office_may_see(cast):
    write(cast, [family(1)], actor=cast.actor(cast.other_office), village=cast.other_village)
    with pytest.raises(Refused) as refused:
        write(cast, [family(1, size=1)])
    [told] = refused.value.problems
    assert (told.code, told.details["where"]) == ("roster.person_elsewhere", "别的村")
    with pytest.raises(Refused) as refused:
        write(cast, [family(1, size=1)], actor=SYSTEM)
    assert refused.value.problems[0].details["where"] == "阴坡村 1-001"


def test_two_rows_of_one_known_person_are_a_problem(cast):
    second = family(2, size=1)
    second.members.append(person("康润1", "之父", 10, row=99))
    with pytest.raises(Refused) as refused:
        write(cast, [family(1, size=1), second])
    assert codes(refused) == ["roster.met_twice"]


def test_a_household_without_register_code_is_known_by_its_head_and_then_by_its_members(cast):
    write(cast, [family(1, register_code="6205990001")])
    assert compare(cast, [family(1)]).counts["unchanged"] == 1
    headless = family(1)
    headless.members[0].id_number = ""
    headless.members[0].no_id_reason = "未办理"
    assert compare(cast, [headless]).counts["created"] == 0


def test_without_any_number_group_and_unique_head_name_decide(cast):
    write(cast, [_without_ids(family(1))])
    assert compare(cast, [_without_ids(family(1))]).counts["unchanged"] == 1
    assert compare(cast, [_without_ids(family(1, group="二社"))]).counts["created"] == 1


def _without_ids(household):
    for member in household.members:
        member.id_number, member.no_id_reason = "", "未办理"
    return household


def test_a_number_learnt_later_is_added_to_the_person_known_by_name(cast):
    write(cast, [_without_ids(family(1))])
    write(cast, [family(1)])
    assert rows(Person).count() == 3
    assert not rows(Person, id_blind=None).exists()


def test_a_number_that_differs_is_taken_with_a_doubt(cast):
    write(cast, [family(1)])
    changed = family(1)
    changed.members[1].id_number = number(300)
    found = compare(cast, [changed])
    assert [d.code for d in found.doubts] == ["roster.id_changed"]
    write(cast, [changed])
    assert rows(Person).count() == 3


def test_a_household_that_was_closed_is_a_problem(cast):
    write(cast, [family(1, register_code="A1")])
    rows(Household).update(closed=TODAY)
    with pytest.raises(Refused) as refused:
        write(cast, [family(1, register_code="A1")])
    assert "roster.household_closed" in codes(refused)


def test_another_units_office_cannot_write_into_the_village(cast):
    stranger = cast.actor(cast.other_office)
    before = register()
    with pytest.raises(Refused) as refused:
        write(cast, [family(1)], actor=stranger)
    assert refused.value.status == 403
    assert register() == before
    assert AuditRow.objects.visible_to(SYSTEM).get(action="roster.write").done is False


def test_the_audit_row_counts_and_names_no_number(cast):
    write(cast, [family(1)])
    row = AuditRow.objects.visible_to(SYSTEM).get(action="roster.write")
    assert (row.details["created"], row.details["members"]) == (1, 3)
    assert number(10) not in str(row.details)


def test_id_numbers_stand_unsealed_in_no_table(cast):
    write(cast, [family(1), family(2)])
    changed = family(1)
    changed.members[1].id_number = number(300)
    write(cast, [changed])
    dumped = str(everything())
    for order in (10, 11, 12, 20, 21, 22, 300):
        assert number(order) not in dumped


def test_everything_that_a_roster_wrote_refers_to_something_that_is_there(transactional_db):
    write(Cast(), [family(1), family(2, group="二社"), family(3)])
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
