"""The pages of life events: what is typed is kept, problems stand at their fields, the deed is done."""

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.kernel.period import today
from tests.cast import code, id_number
from tests.register.people import fresh, last_audit, members, person


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def office(cast):
    return signed_in(cast.office)


@pytest.fixture
def home(cast):
    household = cast.household(officer=cast.tian)
    cast.member(household, "裴玉兰", "配偶", id_number(order=81, male=False))
    cast.member(household, "康建军", "之子", id_number(order=82))
    return household


def at(name, household, *more):
    return reverse(name, args=[household.pk, *more])


FORMS = (
    "household-edit household-merge household-split household-close head-change member-new "
    "pairing-change"
).split()
MEMBER_FORMS = "member-edit member-leave member-die member-move".split()


@pytest.mark.parametrize("name", FORMS)
def test_each_form_of_a_household_opens_for_the_office(office, home, name):
    page = office.get(at(name, home))
    assert page.status_code == 200
    assert home.number in page.content.decode()


@pytest.mark.parametrize("name", MEMBER_FORMS)
def test_each_form_of_a_member_opens_and_another_household_has_no_such_member(
    office, home, cast, name
):
    other = cast.household("裴双喜", number="1-002")
    pk = person("康润生").pk
    assert office.get(at(name, home, pk)).status_code == 200
    assert office.get(at(name, other, pk)).status_code == 404


@pytest.mark.parametrize("name", FORMS)
def test_no_form_opens_for_the_office_of_another_unit(home, cast, name):
    assert signed_in(cast.other_office).get(at(name, home)).status_code == 404


def test_a_household_is_opened_on_its_page(office, cast):
    assert "户主姓名" in office.get("/households/new/").content.decode()
    sent = {
        "name": "漆建明",
        "id_number": id_number(order=70),
        "group": cast.group("二社").pk,
        "day": "2026-03-01",
        "phone": "19900002222",
    }
    page = office.post("/households/new/", sent)
    row = person("漆建明").home
    assert page["Location"] == at("household", row)
    assert (row.number, row.opened.isoformat()) == ("2-001", "2026-03-01")


def test_a_refused_form_keeps_what_was_typed_and_says_what_to_mend(office, cast):
    sent = {"name": "漆建明", "id_number": "620599196803140035", "day": "2026-13-01"}
    page = office.post("/households/new/", sent)
    text = page.content.decode()
    assert page.status_code == 422
    assert 'value="漆建明"' in text
    assert 'value="2026-13-01"' in text
    assert 'id="err-day"' in text
    page = office.post("/households/new/", sent | {"day": "2026-03-01"})
    assert 'id="err-id_number"' in page.content.decode()


def test_a_clash_of_two_writers_is_shown_and_the_next_save_holds(office, home):
    first = {"rev": "1", "phone": "19900003333"}
    assert office.post(at("household-edit", home), first).status_code == 302
    page = office.post(at("household-edit", home), {"rev": "1", "phone": "19900004444"})
    assert page.status_code == 409
    assert 'name="rev" value="2"' in page.content.decode()
    assert fresh(home).phone == "19900003333"
    assert (
        office.post(at("household-edit", home), {"rev": "2", "phone": "19900004444"}).status_code
        == 302
    )


def test_a_linked_officer_is_asked_only_what_they_may_change(home, cast):
    client = signed_in(cast.officer)
    text = client.get(at("household-edit", home)).content.decode()
    assert 'name="phone"' in text
    assert 'name="bank_account"' not in text
    wife = person("裴玉兰")
    sent = {"rev": "1", "phone": "19900005555", "ethnic": code("ethnic", "汉族").pk}
    assert client.post(at("member-edit", home, wife.pk), sent).status_code == 302
    assert person("裴玉兰").phone == "19900005555"
    assert client.post(at("household-close", home), {"ending": "died"}).status_code in {403, 422}
    assert (
        client.post(
            at("household-close", home), {"ending": "died", "day": today().isoformat()}
        ).status_code
        == 403
    )


def test_a_head_who_dies_needs_the_next_head_on_the_same_page(office, home):
    place = at("member-die", home, person("康润生").pk)
    page = office.post(place, {"day": "2026-05-01"})
    assert 'id="err-new_head"' in page.content.decode()
    sent = {"day": "2026-05-01", "new_head": person("康建军").pk}
    assert office.post(place, sent).status_code == 302
    assert members(home) == {"康建军": "户主", "裴玉兰": "之母"}


def test_a_son_is_split_off_with_the_boxes_that_are_ticked(office, home):
    son = person("康建军").pk
    place = at("household-split", home)
    assert "还没有选分出去的人" in office.post(place, {"day": "2026-05-01"}).content.decode()
    sent = {"leaving": [son], "new_head": son, "day": "2026-05-01", "same_officer": "1"}
    assert office.post(place, sent).status_code == 302
    assert person("康建军").home.number == "1-002"


def test_a_number_is_revealed_by_post_only_and_never_stored(office, home):
    wife = person("裴玉兰")
    place = reverse("person-reveal", args=[wife.pk])
    number = id_number(order=81, male=False)
    assert office.get(place).status_code == 405
    assert number not in office.post(place, {"purpose": "看"}).content.decode()
    page = office.post(place, {"purpose": "办医保核对"})
    assert number in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert last_audit().details == {"purpose": "办医保核对"}
    bare = office.post(place, {"purpose": "办医保核对"}, headers={"HX-Request": "true"})
    assert number in bare.content.decode()
    assert "<html" not in bare.content.decode()


def test_no_page_of_a_member_shows_a_number(office, home):
    number = id_number(order=81, male=False)
    for name in MEMBER_FORMS:
        text = office.get(at(name, home, person("裴玉兰").pk)).content.decode()
        assert number not in text
