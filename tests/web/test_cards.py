"""The office's pages of the contact cards: issued, printed, handed out, withdrawn, and the words on them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.register.cards.models import Card
from lianxin.register.cards.queries import card_of
from lianxin.register.cards.tokens import token_of
from tests.readers import as_, body
from tests.seen import without_ids

DAY = today().isoformat()


@pytest.fixture
def homes(cast):
    return [
        cast.household(head, number=f"1-{place:03}", officer=cast.tian)
        for place, head in enumerate(("康润生", "漆玉珍", "王存生"), 1)
    ]


@pytest.fixture
def office(cast, homes):
    client = as_(cast.office)
    client.post(reverse("cards-issue"))
    return client


def cards() -> list[Card]:
    return list(Card.objects.visible_to(SYSTEM).order_by("household__number"))


def test_the_office_issues_all_cards_in_one_step_and_sees_where_each_is(cast, homes):
    cast.household("裴双喜", number="1-009")
    client = as_(cast.office)
    page = body(client, reverse("cards"))
    assert "给 3 户发卡" in page
    assert "送到 0 户，共 4 户" in page
    assert client.post(reverse("cards-issue")).status_code == 302
    page = body(client, reverse("cards"))
    assert "给 3 户发了卡，印出来就能送" in page
    assert "1 户还没有卡" in page
    assert "裴双喜" in body(client, reverse("cards") + "?show=none")
    assert "裴双喜" not in body(client, reverse("cards") + "?show=issued")


def test_hand_outs_are_noted_for_several_and_taken_back(office):
    keys = [str(card.pk) for card in cards()[:2]]
    office.post(reverse("cards-hand-out"), {"card": keys, "day": DAY, "do": "hand"})
    page = body(office, reverse("cards"))
    assert "送到 2 户，共 3 户" in page
    assert "刚才 2 张记成送到了" in page
    office.post(reverse("cards-hand-back"))
    assert "送到 0 户" in body(office, reverse("cards"))


def test_the_sheets_have_fronts_and_mirrored_backs(cast, office):
    page = body(office, reverse("cards-print"))
    assert page.count('class="sheet cards fit"') == 2
    front, back = page.split('class="sheet cards fit"')[1:]
    assert front.count("田立新") == 3
    assert "康润生" not in front
    assert "市自然资源执法支队" in front
    assert "不收礼，不收土特产" in front
    assert re.findall("康润生|漆玉珍|王存生", re.sub(r'aria-label="[^"]*"', "", back)) == [
        "漆玉珍",
        "康润生",
        "王存生",
    ]
    for card in cards():
        assert f"{card.number[:4]} {card.number[4:]}" in back
        assert token_of(card) not in page
    assert page.count("<path d=") >= 3


def test_the_code_on_the_paper_leads_to_the_households_page(cast, office, settings, monkeypatch):
    settings.LIANXIN_CARD_ADDRESS = "https://lianhu.example.cn"
    drawn = []
    monkeypatch.setattr(
        "lianxin.doors.web.card_print.path_of", lambda text: drawn.append(text) or ("M0 0h1", 9)
    )
    page = body(office, reverse("cards-print"))
    assert "https://lianhu.example.cn" in page
    begin, *tokens = drawn[0].rsplit("/", 1)
    assert begin == "https://lianhu.example.cn/c"
    assert card_of(tokens[0]) == cards()[0]
    assert (
        as_(cast.officer).get(drawn[0].removeprefix("https://lianhu.example.cn")).status_code == 200
    )


def test_a_code_that_no_phone_can_open_is_told_before_it_is_printed(office):
    warned = office.get(reverse("cards-print"), headers={"host": "127.0.0.1:8000"})
    assert "村里的手机扫不开" in warned.content.decode()
    known = office.get(reverse("cards-print"), headers={"host": "lianhu.example.cn"})
    assert "村里的手机扫不开" not in known.content.decode()


def test_what_was_handed_out_is_printed_again_only_when_it_is_named(office):
    first, *_rest = cards()
    office.post(reverse("cards-hand-out"), {"card": str(first.pk), "day": DAY, "do": "hand"})
    assert "康润生" not in body(office, reverse("cards-print"))
    assert "康润生" in body(office, f"{reverse('cards-print')}?card={first.pk}")
    answer = office.post(
        reverse("cards-hand-out"), {"card": str(first.pk), "day": DAY, "do": "print"}
    )
    assert answer["Location"] == f"{reverse('cards-print')}?card={first.pk}"


def test_the_cards_of_one_officer_are_printed_by_themselves(cast, office):
    cast.household("汪秀英", number="2-001", officer=cast.liu)
    office.post(reverse("cards-issue"))
    mine = body(office, f"{reverse('cards-print')}?officer={cast.liu.pk}")
    assert "汪秀英" in mine
    assert "康润生" not in mine
    office.post(
        reverse("cards-hand-out"), {"card": [c.pk for c in cards()], "day": DAY, "do": "hand"}
    )
    assert "没有要印的卡" in body(office, reverse("cards-print"))
    assert "康润生" in body(office, reverse("cards-print") + "?all=1")


def test_a_printed_sheet_is_kept_by_no_browser(office):
    assert "no-store" in office.get(reverse("cards-print")).headers["Cache-Control"]


def test_a_card_is_withdrawn_and_renewed_with_a_reason(office):
    first, second, _third = cards()
    page = reverse("card-change", args=[first.pk])
    assert office.post(page, {"do": "withdraw", "reason": ""}).status_code == 422
    office.post(page, {"do": "withdraw", "reason": "户里丢了"})
    assert "作废了" in body(office, page)
    assert "户里丢了" in body(office, reverse("cards") + "?show=withdrawn")
    office.post(reverse("card-change", args=[second.pk]), {"do": "renew", "reason": "泡水了"})
    assert Card.objects.visible_to(SYSTEM).count() == 4
    assert "泡水了" in body(office, reverse("cards") + "?show=withdrawn")


def test_the_households_page_says_whether_its_card_was_handed_out(cast, homes, office):
    page = reverse("household", args=[homes[0].pk])
    link = reverse("card-change", args=[cards()[0].pk])
    assert link in body(office, page)
    assert "没送到户" in body(office, page)
    office.post(reverse("cards-hand-out"), {"card": cards()[0].pk, "day": DAY, "do": "hand"})
    assert "没送到户" not in body(office, page)
    assert link not in body(as_(cast.officer), page)


def test_the_ledger_of_cards_tells_who_brought_which_and_shows_no_whole_number(cast, office):
    office.post(reverse("cards-hand-out"), {"card": cards()[0].pk, "day": DAY, "do": "hand"})
    page = body(office, reverse("ledger-of", args=["cards"]))
    assert "已送到户" in page
    assert "没送到" in page
    for card in cards():
        assert card.number[-4:] in page
        assert card.number not in without_ids(page)
        assert token_of(card) not in page
    body(as_(cast.officer), reverse("ledger-of", args=["cards"]), 404)


def test_the_office_changes_what_the_cards_say(cast, office):
    page = body(office, reverse("card-words"))
    assert "不收礼，不收土特产" in page
    told = {"unit": cast.unit.pk, "duties": "常来看", "rules": "不吃请", "complaint": "12380"}
    assert office.post(reverse("card-words"), told).status_code == 302
    assert "不吃请" in body(office, reverse("cards-print"))
    assert "12380" in body(office, reverse("cards-print"))
    wrong = office.post(reverse("card-words"), told | {"rules": ""})
    assert wrong.status_code == 422


@pytest.mark.parametrize("who", ["officer", "outsider", "committee", "assessor", "sysadmin"])
def test_others_have_no_list_of_cards(cast, office, who):
    client = as_(getattr(cast, who))
    for name in ("cards", "card-said"):
        body(client, reverse(name), 404)
    for name in ("cards-print", "card-words"):
        body(client, reverse(name), 403)
    body(client, reverse("card-change", args=[cards()[0].pk]), 404)


def test_the_office_of_another_unit_sees_none_of_them(cast, office):
    client = as_(cast.other_office)
    assert "康润生" not in body(client, reverse("cards"))
    body(client, reverse("card-change", args=[cards()[0].pk]), 404)
    assert "田立新" not in body(client, f"{reverse('cards-print')}?card={cards()[0].pk}")
    client.post(reverse("cards-hand-out"), {"card": cards()[0].pk, "day": DAY, "do": "hand"})
    assert cards()[0].handed_out is None


def test_the_leader_reads_the_list_and_changes_nothing(cast, office):
    client = as_(cast.leader)
    page = body(client, reverse("cards"))
    assert "康润生" in page
    assert "记成送到" not in page
    body(client, reverse("cards-print"), 403)
    assert client.post(reverse("cards-issue")).status_code in {403, 422}
    body(client, reverse("card-said"), 404)


def test_the_list_costs_the_same_however_many_households_there_are(
    cast, office, django_assert_max_num_queries
):
    for name in ("cards", "cards-print"):
        with django_assert_max_num_queries(40):
            body(office, reverse(name))
    for place in range(20):
        cast.household(f"户{place}", number=f"3-{place:03}", officer=cast.tian)
    office.post(reverse("cards-issue"))
    for name in ("cards", "cards-print"):
        with django_assert_max_num_queries(40):
            body(office, reverse(name))
