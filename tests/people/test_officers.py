"""Officers join, change, are away, and leave only when every household has a successor."""

from datetime import date, timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.actions import (
    absence_begin,
    absence_end,
    account_open_officer,
    officer_change,
    officer_join,
    officer_leave,
    officers_join,
)
from lianxin.people.actions.officer import lines_of
from lianxin.people.models import Grant, Officer, Role
from lianxin.people.policy import AccountActor
from lianxin.people.queries import absences, officers

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def codes(refused) -> set[str]:
    return {problem.code for problem in refused.value.problems}


def test_the_office_takes_in_officers_of_its_own_unit_only(cast):
    actor = cast.actor(cast.office)
    officer = officer_join(
        actor=actor,
        unit=cast.unit,
        name="石维民",
        post="副队长",
        phone="199 0000 2001",
        from_day=DAY,
    )
    assert (officer.initials, officer.phone) == ("swm", "19900002001")
    with pytest.raises(Refused) as refused:
        officer_join(actor=actor, unit=cast.other_unit, name="石维民", from_day=DAY)
    assert codes(refused) == {"action.not_allowed"}


def test_every_problem_of_the_form_is_told_at_once(cast):
    with pytest.raises(Refused) as refused:
        officer_join(
            actor=cast.actor(cast.office), unit=cast.unit, name=" ", phone="12345", from_day=None
        )
    assert {p.field for p in refused.value.problems} == {"name", "phone", "from_day"}


def test_a_pasted_list_is_taken_whole_or_not_at_all(cast):
    actor = cast.actor(cast.office)
    with pytest.raises(Refused) as refused:
        officers_join(
            actor=actor,
            unit=cast.unit,
            from_day=DAY,
            text="石维民\t副队长\t19900002001\n\n孟秀莲，科员，1990000200\n石维民",
        )
    assert [p.details["line"] for p in refused.value.problems] == [3, 4]
    assert not officers(actor).exists()
    joined = officers_join(
        actor=actor, unit=cast.unit, from_day=DAY, text="石维民 副队长 19900002001\n孟 秀，科员"
    )
    assert [(o.name, o.post, o.phone) for o in joined] == [
        ("石维民", "副队长", "19900002001"),
        ("孟秀", "科员", ""),
    ]


def test_lines_are_understood_by_what_stands_in_them():
    rows = lines_of("康润生、大队 副队长、0938-8880001\n  \n白晓红 19900002003 主任科员")
    assert [row[2:] for row in rows] == [
        ("康润生", "大队 副队长", "0938-8880001"),
        ("白晓红", "主任科员", "19900002003"),
    ]


def test_a_table_copied_with_its_heading_gives_people_only():
    rows = lines_of(
        "序号\t姓名\t职务\t电话\n1\t何军\t主任 科员\t199 0000 2001\n2\t张强\t\t\n姓名 职务 电话\n马莉 199 0000 2004"
    )
    assert [row[2:] for row in rows] == [
        ("何军", "主任 科员", "19900002001"),
        ("张强", "", ""),
        ("马莉", "", "19900002004"),
    ]


def test_namesakes_are_told_apart_by_their_phones(cast):
    actor = cast.actor(cast.office)
    officer_join(actor=actor, unit=cast.unit, name="李娜", phone="19900002001", from_day=DAY)
    with pytest.raises(Refused) as refused:
        officer_join(actor=actor, unit=cast.unit, name="李娜", from_day=DAY)
    assert codes(refused) == {"officer.twice"}
    officer_join(actor=actor, unit=cast.unit, name="李娜", phone="19900002002", from_day=DAY)


def test_an_officer_leaves_after_the_households_have_a_successor(cast):
    actor = cast.actor(cast.office)
    household = cast.household(officer=cast.tian)
    with pytest.raises(Refused) as refused:
        officer_leave(actor=actor, officer=cast.tian, until=today(), leaving="调走")
    assert codes(refused) == {"officer.still_paired"}
    assert refused.value.problems[0].details["count"] == 1
    from lianxin.register.models import Pairing

    Pairing.objects.visible_to(SYSTEM).filter(household=household).update(until=today())
    officer_leave(actor=actor, officer=cast.tian, until=today(), leaving="调走")
    assert [o.name for o in officers(actor)] == []
    assert [o.leaving for o in officers(actor, show="left")] == ["调走"]


def test_who_has_left_is_out_of_the_system_the_same_day(cast):
    assert AccountActor.of(cast.officer).grants
    officer_leave(actor=cast.actor(cast.office), officer=cast.tian, until=today(), leaving="退休")
    cast.officer.refresh_from_db()
    cast.officer.officer.refresh_from_db()
    assert not AccountActor.of(cast.officer).grants


def test_an_officers_name_follows_into_the_account(cast):
    account = cast.officer
    officer_change(actor=cast.actor(cast.office), officer=cast.tian, name="田立鑫", from_day=DAY)
    account.refresh_from_db()
    assert account.name == "田立鑫"
    with pytest.raises(Refused) as refused:
        officer_change(
            actor=cast.actor(cast.other_office), officer=cast.tian, name="别人", from_day=DAY
        )
    assert codes(refused) == {"action.not_allowed"}


def test_absences_never_overlap_and_may_be_cut_short(cast):
    actor = cast.actor(cast.office)
    first = absence_begin(
        actor=actor, officer=cast.tian, kind="study", from_day=DAY, last=DAY + timedelta(30)
    )
    with pytest.raises(Refused) as refused:
        absence_begin(
            actor=actor,
            officer=cast.tian,
            kind="leave",
            from_day=DAY + timedelta(30),
            last=DAY + timedelta(40),
        )
    assert codes(refused) == {"absence.overlaps"}
    absence_end(actor=actor, absence=first, last=DAY + timedelta(9))
    absence_begin(
        actor=actor,
        officer=cast.tian,
        kind="leave",
        from_day=DAY + timedelta(10),
        last=DAY + timedelta(12),
    )
    assert [(a.kind, (a.until - a.from_day).days) for a in absences(actor, cast.tian)] == [
        ("leave", 3),
        ("study", 10),
    ]


@pytest.mark.parametrize(
    ("kind", "from_day", "last", "problem"),
    [
        ("holiday", DAY, DAY, "input.unknown_choice"),
        ("leave", DAY, None, "input.required"),
        ("leave", DAY, DAY - timedelta(1), "period.backwards"),
        ("leave", date(2025, 1, 1), DAY, "officer.before_start"),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused(cast, kind, from_day, last, problem):
    with pytest.raises(Refused) as refused:
        absence_begin(
            actor=cast.actor(cast.office),
            officer=cast.tian,
            kind=kind,
            from_day=from_day,
            last=last,
        )
    assert codes(refused) == {problem}


def test_an_officers_account_opens_by_phone_with_the_officers_role(cast):
    actor = cast.actor(cast.office)
    officer = officer_join(
        actor=actor, unit=cast.unit, name="石维民", phone="19900002001", from_day=DAY
    )
    opened = account_open_officer(actor=actor, officer=officer)
    assert (opened.account.login, opened.account.phone) == ("19900002001", "19900002001")
    assert opened.account.must_change_password
    assert opened.account.check_password(opened.password)
    assert AccountActor.of(opened.account).roles == {Role.OFFICER}
    assert Grant.objects.visible_to(SYSTEM).get(account=opened.account).given_by == "何晓燕"
    with pytest.raises(Refused) as refused:
        account_open_officer(actor=actor, officer=officer)
    assert codes(refused) == {"account.officer_has_one"}


def test_an_office_worker_cannot_open_an_account_for_another_units_officer(cast):
    cast.stranger.phone = "19900002009"
    cast.stranger.save()
    with pytest.raises(Refused) as refused:
        account_open_officer(actor=cast.actor(cast.office), officer=cast.stranger)
    assert codes(refused) == {"action.not_allowed"}
    assert account_open_officer(actor=cast.actor(cast.other_office), officer=cast.stranger)


def test_an_account_needs_a_mobile_number(cast):
    with pytest.raises(Refused) as refused:
        account_open_officer(actor=cast.actor(cast.office), officer=cast.liu, phone="0938-8880001")
    assert codes(refused) == {"account.needs_mobile"}
    assert Officer.objects.visible_to(SYSTEM).filter(pk=cast.liu.pk, account=None).exists()


def test_the_list_is_found_by_unit_initials_post_and_phone(cast):
    actor = cast.actor(cast.sysadmin)
    officer_join(
        actor=actor, unit=cast.unit, name="石维民", post="队长", phone="19900002001", from_day=DAY
    )
    officer_join(actor=actor, unit=cast.other_unit, name="孟秀莲", from_day=DAY)
    for words in ("swm", "石", "队长", "2001"):
        assert [o.name for o in officers(actor, words=words)] == ["石维民"]
    assert [o.name for o in officers(actor, unit=str(cast.other_unit.pk))] == ["孟秀莲"]
