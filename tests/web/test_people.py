"""Pages of places, units and officers: what they show, keep and refuse."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.models import Account, Area, Officer, Unit
from lianxin.register.actions import pairing_begin, pairing_hand_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_office(client, cast):
    client.force_login(cast.office)
    return client


def officer_form(cast, **changed: str) -> dict[str, str]:
    filled = {
        "unit": str(cast.unit.pk),
        "name": "石维民",
        "post": "副队长",
        "from_day": "2026-03-01",
    }
    return {**filled, **changed}


def test_a_village_is_added_with_its_groups_and_paired_in_one_step(as_office, cast):
    town = cast.village.parent_id
    sent = {"town": town, "name": "响水村", "code": "", "groups": "3", "unit": cast.unit.pk}
    answer = as_office.post(reverse("area-new"), sent, follow=True)
    assert answer.status_code == 200
    village = Area.objects.visible_to(SYSTEM).get(name="响水村")
    assert Area.objects.visible_to(SYSTEM).filter(parent=village).count() == 3
    assert "市自然资源执法支队" in answer.content.decode()


def test_a_village_with_senseless_groups_is_not_added_and_the_input_stays(as_office, cast):
    sent = {"town": cast.village.parent_id, "name": "响水村", "groups": "一社 一社"}
    answer = as_office.post(reverse("area-new"), sent)
    assert answer.status_code == 422
    assert 'value="响水村"' in answer.content.decode()
    assert 'id="err-groups"' in answer.content.decode()
    assert not Area.objects.visible_to(SYSTEM).filter(name="响水村").exists()


def test_an_officer_is_added_with_an_account_whose_password_shows_once(as_office, cast):
    sent = officer_form(cast, phone="19900002001", account="on")
    answer = as_office.post(reverse("officer-new"), sent)
    account = Account.objects.get(login="19900002001")
    password = answer.content.decode().split('class="password">')[1].split("<")[0]
    assert account.check_password(password)
    assert answer.headers["Cache-Control"] == "no-store"
    assert password not in as_office.get(reverse("accounts")).content.decode()


def test_without_a_mobile_number_neither_officer_nor_account_is_made(as_office, cast):
    answer = as_office.post(reverse("officer-new"), officer_form(cast, account="on"))
    assert answer.status_code == 422
    assert not Officer.objects.visible_to(SYSTEM).filter(name="石维民").exists()


def test_a_date_that_is_none_is_refused_and_kept(as_office, cast):
    answer = as_office.post(reverse("officer-new"), officer_form(cast, from_day="2026-13-40"))
    assert answer.status_code == 422
    assert 'id="err-from_day"' in answer.content.decode()
    assert "2026-13-40" in answer.content.decode()


def test_a_pasted_list_names_the_line_that_is_wrong(as_office, cast):
    sent = {"unit": cast.unit.pk, "lines": "石维民\n孟秀莲 123456", "from_day": "2026-03-01"}
    answer = as_office.post(reverse("officers-paste"), sent)
    assert answer.status_code == 422
    assert "第 2 行" in answer.content.decode()
    assert not Officer.objects.visible_to(SYSTEM).filter(unit=cast.unit).exists()


def test_who_answers_for_households_is_led_to_the_hand_over(as_office, cast):
    cast.household("康润生", officer=cast.tian)
    page = as_office.get(reverse("officer-leave", args=[cast.tian.pk])).content.decode()
    assert "还有 1 户没有交接" in page
    assert "康润生" in page
    sent = {"until": "2026-06-01", "leaving": "调走"}
    answer = as_office.post(reverse("officer-leave", args=[cast.tian.pk]), sent)
    assert answer.status_code == 422


def test_with_every_successor_arranged_the_officer_may_leave_from_that_day(as_office, cast):
    household, actor = cast.household(officer=cast.tian), cast.actor(cast.office)
    day = today() + timedelta(days=9)
    moves = {household: cast.liu}
    pairing_hand_over(actor=actor, officer_from=cast.tian, moves=moves, day=day, reason="轮换")
    place = reverse("officer-leave", args=[cast.tian.pk])
    page = as_office.get(place).content.decode()
    assert f"{day} 交完" in page
    early = {"until": day - timedelta(days=1), "leaving": "调走"}
    assert as_office.post(place, early).status_code == 422
    assert as_office.post(place, {**early, "until": day}).status_code == 302
    cast.tian.refresh_from_db()
    assert cast.tian.until == day


def test_who_only_helps_is_led_to_the_end_of_each_help(as_office, cast):
    household = cast.household(officer=cast.liu)
    actor = cast.actor(cast.office)
    pairing_begin(
        actor=actor,
        household=household,
        officer=cast.tian,
        from_day=today(),
        reason="协助",
        responsible=False,
    )
    page = as_office.get(reverse("officer-leave", args=[cast.tian.pk])).content.decode()
    assert reverse("pairing-change", args=[household.pk]) in page
    assert reverse("hand-over") not in page


def test_the_officers_page_shows_the_paired_households(as_office, cast):
    cast.household("康润生", officer=cast.tian)
    page = as_office.get(reverse("officer", args=[cast.tian.pk])).content.decode()
    assert "康润生" in page


def test_another_units_officers_are_as_if_they_did_not_exist(as_office, cast):
    assert as_office.get(reverse("officer", args=[cast.tian.pk])).status_code == 200
    for name in ("officer", "officer-change", "officer-leave"):
        assert as_office.get(reverse(name, args=[cast.stranger.pk])).status_code == 404
    assert cast.stranger.name not in as_office.get(reverse("officers")).content.decode()
    sent = officer_form(cast, unit=str(cast.other_unit.pk))
    assert as_office.post(reverse("officer-new"), sent).status_code == 404


def test_the_administrator_sees_an_officers_page_without_households(client, cast):
    cast.household("康润生", officer=cast.tian)
    client.force_login(cast.sysadmin)
    page = client.get(reverse("officer", args=[cast.tian.pk])).content.decode()
    assert "田立新" in page
    assert "康润生" not in page


def test_absences_are_entered_and_cut_short_on_the_page(as_office, cast):
    sent = {"kind": "leave", "from_day": "2026-03-01", "last": "2026-03-09", "note": "婚假"}
    address = reverse("officer-away", args=[cast.tian.pk])
    assert "婚假" in as_office.post(address, sent, follow=True).content.decode()
    again = as_office.post(address, sent)
    assert again.status_code == 422
    assert "已经登记过" in again.content.decode()


def test_units_show_their_tree_and_close_when_empty(client, cast):
    Unit.objects.create(name="下属大队", path="0001.0001.", parent=cast.unit)
    client.force_login(cast.sysadmin)
    assert 'class="depth depth1"' in client.get(reverse("units")).content.decode()
    child = Unit.objects.visible_to(SYSTEM).get(path="0001.0001.")
    client.post(reverse("unit-close", args=[child.pk]))
    assert (
        "下属大队"
        not in client.get(reverse("units")).content.decode().split("<main")[1].split("toast")[0]
    )
    refused = client.post(reverse("unit-close", args=[cast.unit.pk]))
    assert refused.status_code == 422
    assert "还不能撤" in refused.content.decode()


@pytest.mark.parametrize(
    "name", ["areas", "units", "officers", "accounts", "access", "codes", "rules"]
)
def test_lists_open_for_whoever_is_signed_in_and_ask_others_to_sign_in(client, cast, name):
    assert client.get(reverse(name)).status_code == 302
    for account in (cast.office, cast.officer, cast.sysadmin, cast.auditadmin, cast.committee):
        client.force_login(account)
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("junk", ["x", "0", "00000000-0000-0000-0000-000000000000"])
def test_junk_in_an_address_is_not_found(as_office, junk):
    assert as_office.get(reverse("areas"), {"town": junk}).status_code == 404
    assert as_office.get(reverse("officers"), {"unit": junk}).status_code == 404
    assert as_office.get(f"/officers/{junk}/").status_code == 404


def test_a_group_goes_after_a_question_and_says_why_it_cannot(as_office, cast):
    cast.household()
    empty, lived_in = cast.group("三社"), cast.group()
    place = reverse("group-remove", args=[empty.pk])
    asked = as_office.get(reverse("area", args=[empty.pk])).content.decode()
    assert asked.index("<dialog") < asked.index(place)
    assert as_office.post(place)["Location"] == reverse("area", args=[cast.village.pk])
    refused = as_office.post(reverse("group-remove", args=[lived_in.pk]))
    assert refused.status_code == 422
    assert "登记过户" in refused.content.decode()
    assert Area.objects.visible_to(SYSTEM).filter(parent=cast.village).count() == 2
