"""结对建议 on the pages: the office asks, reads why, ticks; and says what its officers bring along."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.plans.pairing.models import Advice, AdvisedPair, PairingRule, Strength
from lianxin.register.models import Pairing
from tests.cast import SINCE, code
from tests.web.test_events import signed_in


@pytest.fixture
def homes(cast):
    cast.office, cast.tian, cast.liu  # noqa: B018 (they are there)
    return [cast.household(f"户主{n}", number=f"1-{n:03}") for n in range(4)]


def text_of(client, address, **query) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def asked(client, **more) -> Advice:
    answer = client.post("/pairings/advice/", {"day": today().isoformat(), **more})
    assert answer.status_code == 302
    row = Advice.objects.visible_to(SYSTEM).latest("made_at")
    assert answer.url == f"/pairings/advice/{row.pk}/"
    return row


def pairs(row) -> list[AdvisedPair]:
    return list(AdvisedPair.objects.visible_to(SYSTEM).filter(advice=row))


def held() -> int:
    return Pairing.objects.visible_to(SYSTEM).filter(until=None).count()


def test_the_office_asks_reads_and_uses_all(cast, homes):
    client = signed_in(cast.office)
    assert "没人负责的户，4 户" in text_of(client, "/pairings/advice/")
    row = asked(client)
    page = text_of(client, f"/pairings/advice/{row.pk}/")
    assert "户主0" in page
    assert "算上这次一共 2 户" in page
    assert "其次：" in page
    told = {"use": "all", "day": row.day.isoformat(), "reason": "首次结对"}
    assert client.post(f"/pairings/advice/{row.pk}/use/", told).status_code == 302
    assert held() == 4
    assert "用了" in text_of(client, f"/pairings/advice/{row.pk}/")


def test_only_what_is_ticked_is_used_and_the_rest_can_be_asked_again(cast, homes):
    client = signed_in(cast.office)
    row = asked(client)
    one, day = pairs(row)[0], today() + timedelta(days=5)
    told = {"use": "some", "pair": [one.pk], "day": day.isoformat(), "reason": "结对"}
    client.post(f"/pairings/advice/{row.pk}/use/", told)
    assert [(p.household, p.from_day) for p in Pairing.objects.visible_to(SYSTEM)] == [
        (one.household, day)
    ]
    assert "没用上的再提一次" in text_of(client, f"/pairings/advice/{row.pk}/")
    again = asked(client, after=row.pk)
    before = {p.household_id: p.officer_id for p in pairs(row)}
    assert all(p.officer_id != before[p.household_id] for p in pairs(again))


def test_with_nothing_ticked_the_page_says_so_and_keeps_the_ticks(cast, homes):
    client = signed_in(cast.office)
    row = asked(client)
    told = {"use": "some", "day": row.day.isoformat(), "reason": "结对"}
    answer = client.post(f"/pairings/advice/{row.pk}/use/", told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "一户也没有勾" in page
    assert " checked" not in page
    assert held() == 0


def test_none_is_used_with_one_press(cast, homes):
    client = signed_in(cast.office)
    row = asked(client)
    assert client.post(f"/pairings/advice/{row.pk}/use/", {"use": "none"}).status_code == 302
    assert {p.outcome for p in pairs(row)} == {"refused"}
    assert held() == 0


def test_who_goes_in_june_hands_over_as_proposed(cast, homes):
    for home in homes:
        Pairing.objects.create(household=home, officer=cast.tian, from_day=SINCE, reason="首次")
    client = signed_in(cast.office)
    assert "田立新要交出来的，4 户" in text_of(client, "/pairings/advice/")
    row = asked(client, leaving=cast.tian.pk, day="2026-06-15")
    told = {"use": "all", "day": "2026-06-15", "reason": "田立新调走"}
    client.post(f"/pairings/advice/{row.pk}/use/", told)
    now = Pairing.objects.visible_to(SYSTEM).filter(until=None)
    assert {(p.officer, p.from_day) for p in now} == {(cast.liu, date(2026, 6, 15))}


def test_a_village_in_which_all_are_paired_is_told_so(cast):
    cast.household(officer=cast.tian)
    answer = signed_in(cast.office).post("/pairings/advice/", {"day": today().isoformat()})
    assert answer.status_code == 409
    assert "没有要结对的户" in answer.content.decode()


def test_what_an_officer_brings_is_ticked_and_shown(cast):
    client, skill = signed_in(cast.office), code("skill", "医疗卫生")
    address = f"/officers/{cast.tian.pk}/strengths/"
    told = {"skill": [skill.pk], "language": [code("language", "藏语").pk], "branch": "机关一支部"}
    assert client.post(address, told).status_code == 302
    page = text_of(client, f"/officers/{cast.tian.pk}/")
    assert "医疗卫生" in page
    assert "藏语" in page
    assert "机关一支部" in page
    assert re.search(rf'value="{skill.pk}" checked', text_of(client, address))
    assert Strength.objects.visible_to(SYSTEM).count() == 3


def test_the_rule_is_changed_for_the_village(cast, homes):
    client = signed_in(cast.office)
    page = text_of(client, "/pairings/advice/rule/")
    assert "因病：医疗卫生、社会救助" in page
    numbers = dict.fromkeys(("load", "distance", "skill", "language", "branch", "tie"), "10")
    told = {"least": "1", "most": "3", "skills": "因病：医疗卫生", "languages": "", **numbers}
    assert client.post("/pairings/advice/rule/", told).status_code == 302
    row = PairingRule.objects.visible_to(SYSTEM).get(village=cast.village)
    assert (row.most, row.fits["skills"]) == (3, {"因病": ["医疗卫生"]})


def test_an_officer_and_another_office_find_nothing_there(cast, homes):
    row = asked(signed_in(cast.office))
    for account in (cast.officer, cast.other_office, cast.leader):
        answer = signed_in(account).get(f"/pairings/advice/{row.pk}/")
        assert answer.status_code in {403, 404}
