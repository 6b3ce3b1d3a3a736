"""Pages of accounts, roles, code lists, rules and the audit trail."""

import pytest
from django.urls import reverse

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Account, Grant, Role
from lianxin.people.policy import AccountActor
from lianxin.people.signing import sign_in_failed
from lianxin.register.models import Code, QualityRule
from tests.cast import code

pytestmark = pytest.mark.django_db
ROLES = ("系统管理员", "安全管理员", "审计管理员")


def signed_in(client, account):
    client.force_login(account)
    return client


def test_the_office_of_a_new_instance_is_told_to_appoint_three_administrators(client, cast):
    office = signed_in(client, cast.office)
    assert "还没有管理员" in office.get(reverse("accounts")).content.decode()
    sent = {
        "sysadmin-name": "郭有才",
        "sysadmin-phone": "19900003001",
        "secadmin-name": "令俊杰",
        "secadmin-phone": "19900003002",
        "auditadmin-name": "裴双喜",
        "auditadmin-phone": "19900003002",
    }
    wrong = office.post(reverse("appoint"), sent)
    assert wrong.status_code == 422
    assert 'value="裴双喜"' in wrong.content.decode()
    done = office.post(reverse("appoint"), {**sent, "auditadmin-phone": "19900003003"})
    assert done.content.decode().count('class="password"') == 3
    assert "还没有管理员" not in office.get(reverse("accounts")).content.decode()


def test_a_role_is_granted_and_taken_back_on_the_page(client, cast):
    secadmin, leader = signed_in(client, cast.secadmin), cast.leader
    sent = {
        "role": "leader",
        "unit": cast.other_unit.pk,
        "from_day": "2026-01-01",
        "reason": "兼管",
    }
    answer = secadmin.post(reverse("grant-new", args=[leader.pk]), sent, follow=True)
    assert "市水利局" in answer.content.decode()
    for grant in Grant.objects.visible_to(SYSTEM).filter(account=leader):
        secadmin.post(reverse("grant-end", args=[grant.pk]))
    assert not AccountActor.of(leader).grants


def test_an_end_date_that_cannot_be_read_never_means_for_ever(client, cast):
    secadmin = signed_in(client, cast.secadmin)
    sent = {
        "role": "leader",
        "unit": cast.other_unit.pk,
        "from_day": "2026-01-01",
        "until": "明年底",
        "reason": "兼管",
    }
    answer = secadmin.post(reverse("grant-new", args=[cast.leader.pk]), sent)
    assert answer.status_code == 422
    assert Grant.objects.visible_to(SYSTEM).filter(account=cast.leader).count() == 1


def test_two_administrators_in_one_account_are_refused_at_the_field(client, cast):
    sent = {"role": "auditadmin", "from_day": "2026-01-01", "reason": "兼任"}
    answer = signed_in(client, cast.secadmin).post(
        reverse("grant-new", args=[cast.sysadmin.pk]), sent
    )
    assert answer.status_code == 422
    assert 'id="err-role"' in answer.content.decode()


def test_a_disabled_account_is_out_by_its_next_request(client, cast):
    from django.test import Client

    holder = Client()
    holder.force_login(cast.officer)
    assert holder.get(reverse("officers")).status_code == 200
    office = signed_in(client, cast.office)
    office.post(reverse("account-disable", args=[cast.officer.pk]), {"reason": "长期不在"})
    assert holder.get(reverse("officers")).status_code == 302
    office.post(reverse("account-enable", args=[cast.officer.pk]))
    assert Account.objects.get(pk=cast.officer.pk).is_active


def test_a_reset_shows_the_password_on_that_answer_only(client, cast):
    office = signed_in(client, cast.office)
    answer = office.post(reverse("account-reset", args=[cast.officer.pk]))
    assert 'class="password"' in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    refused = office.post(reverse("account-reset", args=[cast.leader.pk]))
    assert refused.status_code == 403
    assert office.get(reverse("account-detail", args=[cast.outsider.pk])).status_code == 404


def test_buttons_show_only_what_may_be_done(client, cast):
    address = reverse("account-detail", args=[cast.leader.pk])
    page = signed_in(client, cast.secadmin).get(address).content.decode()
    assert reverse("grant-new", args=[cast.leader.pk]) in page
    assert reverse("account-reset", args=[cast.leader.pk]) not in page
    page = signed_in(client, cast.sysadmin).get(address).content.decode()
    assert reverse("grant-new", args=[cast.leader.pk]) not in page
    assert reverse("account-reset", args=[cast.leader.pk]) in page


def test_the_matrix_page_gives_each_role_its_reason(client, cast):
    page = signed_in(client, cast.secadmin).get(reverse("access")).content.decode()
    assert "审计管理员只看操作记录" in page
    assert "看证件全号" in page


def test_a_value_and_a_spelling_are_added_on_the_pages(client, cast):
    sysadmin = signed_in(client, cast.sysadmin)
    sent = {
        "list": "cause",
        "name": "因市场变化",
        "code": "77",
        "from_day": "2026-05-01",
        "sex": "",
    }
    assert "因市场变化" in sysadmin.post(reverse("code-new"), sent, follow=True).content.decode()
    value = Code.objects.visible_to(SYSTEM).get(name="因市场变化")
    page = sysadmin.post(reverse("code", args=[value.pk]), {"text": "卖不出去"}, follow=True)
    assert "卖不出去" in page.content.decode()
    office = signed_in(client, cast.office)
    assert "加写法" not in office.get(reverse("code", args=[value.pk])).content.decode()
    assert office.post(reverse("code", args=[value.pk]), {"text": "滞销"}).status_code == 403


def test_a_spelling_of_another_value_is_refused_with_that_values_name(client, cast):
    sent = {"text": "本人"}
    page = signed_in(client, cast.sysadmin).post(
        reverse("code", args=[code("relation", "配偶").pk]), sent
    )
    assert page.status_code == 422
    assert "户主" in page.content.decode()


def test_a_rule_keeps_its_history_in_view(client, cast):
    rule = QualityRule.objects.create(
        name="test.gap",
        title="年龄差太小",
        why="生日常有抄错",
        thresholds={"to_age": 13},
        from_day="2012-01-01",
    )
    sysadmin = signed_in(client, cast.sysadmin)
    sent = {"threshold-to_age": "14", "from_day": "2026-05-01", "active": "on"}
    page = sysadmin.post(reverse("rule", args=[rule.pk]), sent, follow=True).content.decode()
    assert "到几岁 14" in page
    assert "到几岁 13" in page
    sent = {"threshold-to_age": "十四", "from_day": "2026-06-01"}
    page = sysadmin.post(reverse("rule", args=[rule.pk]), sent)
    assert page.status_code == 422
    assert 'value="十四"' in page.content.decode()


def test_the_trail_is_shown_verified_and_downloaded_by_its_administrator_only(client, cast):
    office = signed_in(client, cast.office)
    office.post(reverse("groups-new", args=[cast.village.pk]), {"groups": "四社"})
    for name in ("audit", "audit-verify", "audit-copy"):
        answer = office.get(reverse(name)) if name == "audit" else office.post(reverse(name))
        assert answer.status_code in {403, 404}
    auditor = signed_in(client, cast.auditadmin)
    page = auditor.get(reverse("audit"), {"who": "何晓燕", "done": "yes"}).content.decode()
    assert "加村、加社" in page
    assert "都对得上" in auditor.post(reverse("audit-verify"), follow=True).content.decode()
    copy = auditor.post(reverse("audit-copy"), {"action": "area.add"})
    assert copy.headers["Cache-Control"] == "no-store"
    lines = b"".join(copy.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "area.add" in lines[1]
    told = auditor.get(reverse("audit"), {"action": "audit.export"}).content.decode()
    assert "下载操作记录" in told


@pytest.mark.parametrize(
    "asked", [{"before": "x"}, {"before": "9" * 40}, {"action": "无"}, {"done": "?"}]
)
def test_junk_conditions_of_the_trail_break_nothing(client, cast, asked):
    assert signed_in(client, cast.auditadmin).get(reverse("audit"), asked).status_code == 200


def test_a_date_that_is_none_is_a_refusal_on_the_trail_too(client, cast):
    auditor = signed_in(client, cast.auditadmin)
    assert auditor.get(reverse("audit"), {"first": "2026-02-31"}).status_code == 422


def test_a_locked_account_shows_and_only_the_security_administrator_unlocks_it(client, cast):
    for _ in range(5):
        sign_in_failed(account=cast.officer, typed="officer", door="web", address="10.0.0.7")
    address = reverse("account-detail", args=[cast.officer.pk])
    office = signed_in(client, cast.office)
    assert "锁定" in office.get(reverse("accounts")).content.decode()
    assert "10.0.0.7" in office.get(address).content.decode()
    assert office.post(reverse("account-unlock", args=[cast.officer.pk])).status_code == 403
    secadmin = signed_in(client, cast.secadmin)
    secadmin.post(reverse("account-unlock", args=[cast.officer.pk]))
    assert "锁定" not in secadmin.get(reverse("accounts")).content.decode()


def test_the_lists_take_as_many_queries_for_many_rows_as_for_few(
    client, cast, django_assert_max_num_queries
):
    for number in range(30):
        officer = cast.officer_of(cast.unit, f"干部{number}")
        cast.account(f"o{number}", officer.name, Role.OFFICER, unit=cast.unit, officer=officer)
    office = signed_in(client, cast.office)
    for name in ("officers", "accounts", "units", "areas"):
        with django_assert_max_num_queries(30):
            assert office.get(reverse(name)).status_code == 200


def test_a_role_is_taken_back_only_after_a_question_with_its_reason(client, cast):
    page = signed_in(client, cast.secadmin).get(reverse("account-detail", args=[cast.leader.pk]))
    text = page.content.decode()
    grant = Grant.objects.visible_to(SYSTEM).get(account=cast.leader)
    asked = text[text.index(f'<dialog class="dialog" id="end-{grant.pk}"') :]
    asked = asked[: asked.index("</dialog>")]
    assert f"收回{cast.leader.name}的“单位领导”？" in asked
    assert 'name="reason"' in asked
    assert text.count(reverse("grant-end", args=[grant.pk])) == 1


def test_three_first_passwords_stand_in_the_order_of_the_form_with_their_roles(client, cast):
    names = {"sysadmin": "郭有才", "secadmin": "令俊杰", "auditadmin": "裴双喜"}
    sent = {f"{role}-name": name for role, name in names.items()}
    sent |= {f"{role}-phone": f"1990000300{n}" for n, role in enumerate(names)}
    text = signed_in(client, cast.office).post(reverse("appoint"), sent).content.decode()
    places = [text.index(word) for pair in zip(names.values(), ROLES, strict=True) for word in pair]
    assert places == sorted(places)


def test_who_sees_no_household_is_offered_no_search_for_them(client, cast):
    assert 'role="search"' in signed_in(client, cast.office).get("/").content.decode()
    assert 'role="search"' not in signed_in(client, cast.auditadmin).get("/").content.decode()
