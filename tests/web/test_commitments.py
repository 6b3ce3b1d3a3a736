"""责任书 on the pages: the office makes all by one tap, each officer finds one thing to do and accepts it."""

from __future__ import annotations

import re

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.actions import officer_change
from lianxin.plans.commitments.models import Commitment
from lianxin.results.asked import Asked
from lianxin.results.ledgers import LEDGERS
from tests.web.test_events import signed_in

YEAR = today().year


@pytest.fixture
def home(cast):
    cast.household("李存义", number="1-002", officer=cast.liu)
    return cast.household(officer=cast.tian)


def text_of(client, address, **query) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def made(cast, **more) -> list[Commitment]:
    answer = signed_in(cast.office).post("/commitments/", {"year": YEAR, **more})
    assert answer.status_code == 302
    return list(Commitment.objects.visible_to(SYSTEM).order_by("officer__name"))


def of(officer) -> Commitment:
    return Commitment.objects.visible_to(SYSTEM).filter(officer=officer).latest("version")


def test_the_office_sees_who_is_due_and_makes_all_by_one_tap(cast, home):
    page = text_of(signed_in(cast.office), "/commitments/")
    assert "还没有责任书" in page
    assert "给这 2 人一次办好" in page
    assert {row.officer for row in made(cast)} == {cast.tian, cast.liu}
    assert "2 人，0 人接受了，2 人还没接受" in text_of(signed_in(cast.office), "/commitments/")


def test_one_officer_can_be_done_alone(cast, home):
    assert [row.officer for row in made(cast, officer=cast.tian.pk)] == [cast.tian]


def test_the_years_requirements_stand_in_the_paper(cast, home):
    made(cast)
    text = of(cast.tian).text
    for words in ("每年至少 12 次", "每年至少 10 天", "每年至少 2 场"):
        assert words in text


def test_the_officer_finds_it_on_the_first_page_reads_and_accepts(cast, home):
    made(cast)
    row, client = of(cast.tian), signed_in(cast.officer)
    address = f"/commitments/{row.pk}/"
    assert f'href="{address}"' in text_of(client, "/")
    page = text_of(client, address)
    assert "我看过了，接受" in page
    assert "康润生" in page
    assert client.post(f"{address}accept/").status_code == 302
    assert of(cast.tian).accepted_by == cast.officer
    assert f'href="{address}"' not in text_of(client, "/")
    assert "我看过了，接受" not in text_of(client, address)
    assert "1 人接受了" in text_of(signed_in(cast.office), "/commitments/")


def test_an_officer_finds_only_the_own_one(cast, home):
    made(cast)
    client = signed_in(cast.officer)
    page = text_of(client, "/commitments/")
    assert "田立新" in page
    assert "刘志强" not in page
    assert client.get(f"/commitments/{of(cast.liu).pk}/").status_code == 404
    assert client.post(f"/commitments/{of(cast.liu).pk}/accept/").status_code == 404


def test_the_office_cannot_accept_for_anybody_but_withdraws_with_a_reason(cast, home):
    made(cast)
    client, address = signed_in(cast.office), f"/commitments/{of(cast.tian).pk}/"
    assert "我看过了，接受" not in text_of(client, address)
    assert client.post(f"{address}accept/").status_code == 403
    assert client.post(f"{address}withdraw/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}withdraw/", {"reason": "写错了"}).status_code == 302
    assert "收回的原因：写错了" in text_of(client, address)


def test_after_a_new_household_the_old_version_cannot_be_accepted(cast, home):
    made(cast)
    cast.household("马建国", number="1-003", officer=cast.tian)
    answer = signed_in(cast.officer).post(f"/commitments/{of(cast.tian).pk}/accept/")
    assert answer.status_code == 409
    assert "联系户又变了" in answer.content.decode()
    assert "出新的一版" in text_of(signed_in(cast.office), "/commitments/")
    made(cast)
    assert of(cast.tian).version == 2


def test_a_new_phone_number_of_the_officer_calls_for_no_new_version(cast, home):
    made(cast)
    officer_change(
        actor=cast.actor(cast.office),
        officer=cast.tian,
        name="田立新",
        from_day=cast.tian.from_day,
        phone="19900004321",
    )
    assert "要出的" not in text_of(signed_in(cast.office), "/commitments/")


def test_all_are_printed_a_page_each(cast, home):
    made(cast)
    page = text_of(signed_in(cast.leader), "/commitments/print/")
    assert page.count('class="sheet pledge') == 2
    assert "责任人（签字）" in page


def test_the_ledger_tells_each_version_as_of_the_day(cast, home):
    made(cast)
    signed_in(cast.officer).post(f"/commitments/{of(cast.tian).pk}/accept/")
    office, ledger = cast.actor(cast.office), LEDGERS["commitments"]
    lines = ledger.read(office, Asked(), village=cast.village, day=today())
    told = {
        line.it.officer.name: [column.value(line) for column in ledger.columns[3:]]
        for line in lines
    }
    assert told["田立新"][0:2] == [1, 1]
    assert told["田立新"][-1] == "接受了"
    assert told["刘志强"][-1] == "等本人接受"
    other = ledger.read(office, Asked(), village=cast.other_village, day=today())
    assert list(other) == []
