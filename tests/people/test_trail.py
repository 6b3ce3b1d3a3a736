"""Reading, verifying and downloading the audit trail."""

from datetime import timedelta

import pytest
from django.utils.functional import SimpleLazyObject

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.actions import audit_verify, groups_add, unit_add
from lianxin.people.trail import page, table, told, trail
from lianxin.register.actions import pairing_hand_over

pytestmark = pytest.mark.django_db


def some_deeds(cast) -> None:
    groups_add(actor=cast.actor(cast.office), village=cast.village, text="四社")
    with pytest.raises(Refused):
        unit_add(actor=cast.actor(cast.office), name="下属大队", parent=cast.unit)


def test_rows_are_found_by_who_what_when_and_outcome(cast):
    some_deeds(cast)
    actor = cast.actor(cast.auditadmin)
    assert [row.action for row in trail(actor)] == ["unit.add", "area.add"]
    assert [row.action for row in trail(actor, done="no")] == ["unit.add"]
    assert [row.action for row in trail(actor, action="area.add")] == ["area.add"]
    assert [row.action for row in trail(actor, subject="阳坡")] == ["area.add"]
    assert trail(actor, who="何晓燕", first=today(), last=today()).count() == 2
    assert not trail(actor, first=today() + timedelta(1)).exists()
    assert not trail(actor, last=today() - timedelta(1)).exists()


def test_for_everybody_else_there_is_no_trail(cast):
    some_deeds(cast)
    for account in (cast.office, cast.sysadmin, cast.secadmin):
        with pytest.raises(Refused) as refused:
            trail(cast.actor(account))
        assert refused.value.status == 404
        with pytest.raises(Refused):
            audit_verify(actor=cast.actor(account))


def test_the_chain_holds_until_somebody_touches_a_row(cast):
    some_deeds(cast)
    actor = cast.actor(cast.auditadmin)
    assert audit_verify(actor=actor) == []
    touched = trail(actor, action="area.add").get()
    AuditRow.objects.visible_to(SYSTEM).filter(pk=touched.pk).update(actor_name="别人")
    assert audit_verify(actor=actor) == [touched.number]


def test_pages_go_on_from_a_number(cast, monkeypatch):
    some_deeds(cast)
    monkeypatch.setattr("lianxin.people.trail.PAGE", 1)
    rows = trail(cast.actor(cast.auditadmin))
    first, after = page(rows, None)
    assert ([row.action for row in first], after) == (["unit.add"], first[0].number)
    second, after = page(rows, after)
    assert ([row.action for row in second], after) == (["area.add"], None)


def test_a_cell_of_the_copy_never_begins_a_formula(cast):
    groups_add(actor=cast.actor(cast.office), village=cast.village, text="=1+1社")
    AuditRow.objects.visible_to(SYSTEM).update(subject_name="=cmd")
    cells = next(table(trail(cast.actor(cast.auditadmin))))
    assert "'=cmd" in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell]


def test_details_are_told_in_lines():
    details = {
        "name": "一社",
        "unit": "",
        "before": {"code": "1", "post": "2"},
        "groups": ["a", "b"],
    }
    assert told({**details, "role": "leader", "unknown": True}) == [
        ("名称", "一社"),
        ("改前", "代码 1, 职务 2"),
        ("社", "a, b"),
        ("角色", "单位领导"),
        ("unknown", "是"),
    ]


def test_a_row_names_its_kind_and_details_as_people_say_them(cast):
    actor = cast.actor(cast.office)
    lazy = SimpleLazyObject(lambda: cast.office)  # what a request hands over
    with act(actor, "account.me", on=lazy) as audit:
        audit.note(lazy, language="en")
    row = AuditRow.objects.visible_to(SYSTEM).latest("number")
    assert row.subject_kind == "Account"
    assert told(row.details) == [("语言", "English")]
    assert told({"how": "password", "appointed": {"auditadmin": "牛建国"}}) == [
        ("方式", "密码"),
        ("任命了", "审计管理员 牛建国"),
    ]


def test_two_ways_of_signing_in_are_both_told_in_words():
    assert told({"how": "password+totp"}) == [("方式", "密码 + 手机验证器")]
    assert told({"joined_by": "married_in"}) == [("怎么来的", "嫁入")]


def test_a_hand_over_tells_who_gave_and_who_took(cast):
    household = cast.household(officer=cast.tian)
    pairing_hand_over(
        actor=cast.actor(cast.office),
        officer_from=cast.tian,
        moves={household: cast.liu},
        day=today(),
        reason="轮换",
    )
    lines = told(trail(cast.actor(cast.auditadmin), action="pairing.hand_over").get().details)
    assert ("交出", "田立新") in lines
    assert ("接手", "刘志强") in lines
