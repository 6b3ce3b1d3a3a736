"""The household's page: what a stranger sees, what the second question opens, and what is done there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.doors.web.cells import near
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.people.models import Officer, Unit
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.diary.actions import diary_withdraw
from lianxin.records.diary.models import Act
from lianxin.records.needs.actions import need_close, reply_rule_set
from lianxin.records.needs.models import Need
from lianxin.register.cards.actions import card_renew, card_withdraw
from lianxin.register.models import Household
from tests.access import remains
from tests.cast import code, id_number
from tests.readers import as_, body

from .holding import TEXT, Holding

PRIVATE = ("康润生", "1-001", "一社", "19900001234", "1234", "水管", TEXT, "户主")
CAME = {"answer": "came"}


@pytest.fixture
def holding(cast):
    Officer.objects.visible_to(SYSTEM).filter(pk=cast.tian.pk).update(phone="19900002607")
    Unit.objects.visible_to(SYSTEM).filter(pk=cast.unit.pk).update(phone="0938-0000000")
    return Holding(cast)


def needs() -> list[Need]:
    return list(Need.objects.visible_to(SYSTEM).order_by("id"))


def said() -> list[Confirmation]:
    return list(Confirmation.objects.visible_to(SYSTEM).order_by("day"))


# before the second question


def test_a_stranger_with_the_card_sees_the_officer_and_nothing_of_the_household(holding):
    holding.visited()
    holding.enter()
    holding.ask()
    stranger = Client().get(holding.path)
    page = stranger.content.decode()
    for shown in ("田立新", "市自然资源执法支队", "科员", "19900002607", "不收礼", "0938-0000000"):
        assert shown in page
    whole = page + str(dict(stranger.headers)) + str(stranger.cookies)
    assert [one for one in (*PRIVATE, holding.card.number) if one in whole] == []
    assert str(holding.home.pk) not in whole


def test_the_search_of_the_test_above_finds_what_the_household_itself_is_shown(holding):
    holding.enter()
    holding.ask()
    assert [one for one in PRIVATE if one in holding.body()] == ["水管"]


def test_the_office_that_is_signed_in_sees_no_more_on_this_page(holding, cast):
    page = body(as_(cast.office), holding.path)
    assert [one for one in (*PRIVATE, "何晓燕", holding.card.number) if one in page] == []


def test_the_page_is_kept_and_told_to_nobody(holding):
    for answer in (holding.client.get(holding.path), holding.client.get("/c/nothing")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_unknown_and_withdrawn_cards_show_one_calm_page_that_says_whom_to_call(holding, cast):
    unknown = holding.client.get("/c/AAAAAAAAAAAAAAAAAAAAAA")
    holding.enter()
    card_withdraw(actor=cast.actor(cast.office), card=holding.card, reason="丢了")
    gone = holding.client.get(holding.path)
    assert (unknown.status_code, gone.status_code) == (404, 404)
    pages = [
        one.content.decode().replace(holding.path, "/c/AAAAAAAAAAAAAAAAAAAAAA")
        for one in (unknown, gone)
    ]
    for page in pages:
        assert "这张卡现在用不了" in page
        assert "0938-0000000" in page
        assert "田立新" not in page
        assert [one for one in PRIVATE if one in page] == []


def test_nothing_can_be_sent_with_a_withdrawn_card(holding, cast):
    holding.visited()
    holding.enter()
    key = holding.visit_keys()[0]
    card_withdraw(actor=cast.actor(cast.office), card=holding.card, reason="丢了")
    assert holding.ask().status_code == 404
    assert holding.send("visit", visit=key, **CAME).status_code == 404
    assert (needs(), said()) == ([], [])


def test_the_page_speaks_english_where_that_is_chosen(holding):
    holding.client.post("/language/", {"language": "en", "next": holding.path})
    page = holding.body()
    assert "Read aloud" in page
    assert "takes no gifts" in page


# the second question


@pytest.mark.parametrize("said", ["1234", "１２３４", " 12 34 "])
def test_the_last_digits_of_the_phone_open_the_page(holding, said):
    assert "我有难处" not in holding.body()
    assert holding.enter(said).status_code == 302
    assert "我有难处，要人帮" in holding.body()


def test_the_cookie_is_for_this_card_alone_short_and_unreadable_to_scripts(holding, cast, settings):
    settings.SESSION_COOKIE_SECURE = True
    cookie = holding.enter().cookies["card"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/c/")
    assert cookie["secure"] is True
    assert cookie["max-age"] <= 1800
    other = Holding(cast, "漆玉珍", "1-002")
    other.client.cookies = holding.client.cookies
    assert "我有难处" not in other.body()
    forged = Client()
    forged.cookies["card"] = f"{other.card.pk.hex}:1abcde:{'a' * 43}"
    assert "我有难处" not in forged.get(other.path).content.decode()


def test_the_answer_is_forgotten_after_half_an_hour(holding, monkeypatch):
    holding.enter()
    monkeypatch.setattr("lianxin.doors.card.remembered.LASTS", -1)
    assert "我有难处" not in holding.body()
    answer = holding.ask()
    assert answer.status_code == 403
    assert "请再输一遍卡号" in answer.content.decode()
    assert needs() == []


def test_the_page_can_be_locked_on_a_borrowed_phone(holding):
    holding.enter()
    holding.send("close")
    assert "我有难处" not in holding.body()


def test_wrong_answers_say_how_many_are_left_and_lock_for_the_day(holding, cast):
    told = [holding.enter("0000").content.decode() for _ in range(5)]
    assert "今天还能试 4 次" in told[0]
    answer = holding.enter(holding.card.number)
    assert answer.status_code == 429
    assert "明天再来" in answer.content.decode()
    assert "card" not in answer.cookies
    assert "锁到明天" in body(as_(cast.office), reverse("cards"))


def test_somebody_who_guesses_does_not_lock_out_the_village_behind_the_same_address(holding, cast):
    guessed = [
        Holding(cast, f"漆玉{one}", f"2-{n:03}") for n, one in enumerate("甲乙丙丁戊己庚辛", 1)
    ]
    for other in guessed:
        for _ in range(5):
            assert other.enter("0000").status_code == 422
    assert guessed[0].enter().status_code == 429
    told = [holding.enter("0000") for _ in range(3)]
    assert [one.status_code for one in told] == [422, 422, 429]
    assert "今天还能试 1 次" in told[0].content.decode()
    assert "今天还能试 0 次" in told[1].content.decode()
    neighbour = Holding(cast, "裴双喜", "3-001")
    assert neighbour.enter("0000").status_code == 422
    assert neighbour.enter().status_code == 302
    assert neighbour.enter().status_code == 302
    assert "我有难处，要人帮" in neighbour.body()
    elsewhere = Client(REMOTE_ADDR="10.9.8.7")
    assert elsewhere.post(holding.path, {"do": "open", "said": "1234"}).status_code == 302


def test_a_renewed_card_asks_anew(holding, cast):
    holding.enter()
    card_renew(actor=cast.actor(cast.office), card=holding.card, reason="丢了")
    holding.body(404)


def test_without_the_answer_nothing_is_written(holding):
    holding.visited()
    key = f"{today():%Y%m%d}-{holding.cast.tian.pk}"
    for answer in (holding.ask(), holding.send("visit", visit=key, **CAME), holding.send("")):
        assert answer.status_code == 403
    assert (needs(), said()) == ([], [])


def test_a_form_from_another_site_is_refused(holding):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = holding.client.cookies
    assert strict.post(holding.path, {"do": "open", "said": "1234"}).status_code == 403


# asking for help


def test_help_asked_for_is_a_need_like_every_other_due_by_the_same_rules(holding, cast):
    reply_rule_set(actor=cast.actor(cast.county), kind=code("need", "饮水"), days=10)
    holding.enter()
    assert holding.ask().status_code == 302
    need = needs()[0]
    assert (need.source, need.text, need.officer) == ("card", "水管冻裂了，没水吃", cast.tian)
    assert (need.household, need.due) == (holding.home, today() + timedelta(days=10))
    page = holding.body()
    assert f"编号 {need.number}" in page
    assert f"{near(need.due, today())} 前给回话" in page
    row = AuditRow.objects.visible_to(SYSTEM).get(action="need.open")
    assert (row.door, row.actor_id, row.address) == ("card", None, "")


def test_the_household_reads_the_answer_under_its_number(holding, cast):
    holding.enter()
    holding.ask()
    need_close(
        actor=cast.actor(cast.officer),
        need=needs()[0],
        result=code("need_result", "已解决"),
        outcome="换了新管子，今天通水",
    )
    page = holding.body()
    assert "换了新管子，今天通水" in page
    assert "已解决" in page


def test_the_officer_and_the_office_see_who_asked_and_by_what_number(holding, cast):
    holding.enter()
    holding.ask()
    need = needs()[0]
    for account in (cast.officer, cast.office):
        page = body(as_(account), reverse("need", args=[need.pk]))
        assert "群众扫卡提的" in page
        assert need.number in page


def test_what_officers_noted_themselves_is_not_shown_to_the_household(holding, cast):
    Need.objects.create(
        village=cast.village,
        household=holding.home,
        kind=code("need", "矛盾纠纷"),
        text="和邻居为地界吵过",
        opened=today(),
        year=today().year,
        due=today(),
    )
    holding.enter()
    assert "地界" not in holding.body()


def test_five_times_a_day_and_the_same_words_only_once(holding):
    holding.enter()
    for _ in range(3):
        holding.ask("没水吃")
    assert len(needs()) == 1
    for place in range(4):
        holding.ask(f"第{place}件")
    assert len(needs()) == 5
    answer = holding.ask("第六件")
    assert answer.status_code == 429
    assert "今天已经提了 5 件" in answer.content.decode()
    assert len(needs()) == 5


def test_what_is_missing_is_said_and_takes_none_of_the_five(holding):
    holding.enter()
    for _ in range(7):
        assert holding.ask("").status_code == 422
    assert holding.send("help", kind="x", text="没水").status_code == 422
    assert holding.ask().status_code == 302


# visits


def test_a_visit_is_shown_with_day_officer_and_kind_and_none_of_its_words(holding):
    holding.visited()
    holding.enter()
    page = holding.body()
    assert f"<b>{today().month}月{today().day}日</b> 田立新" in page
    assert "入户、谈心" in page
    assert TEXT not in page


def test_visits_of_the_last_sixty_days_that_count_and_of_this_household_alone(holding, cast):
    neighbour = Holding(cast, "漆玉珍", "1-002")
    neighbour.visited()
    for ago in (3, 59, 61):
        holding.visited(today() - timedelta(days=ago))
    holding.visited(today() - timedelta(days=4), kinds=("delivery",))
    gone = holding.visited(today() - timedelta(days=5))
    diary_withdraw(actor=cast.actor(cast.officer), entry=gone, reason="写错户了")
    holding.enter()
    assert [key[:8] for key in holding.visit_keys()] == [
        f"{today() - timedelta(days=ago):%Y%m%d}" for ago in (3, 59)
    ]


def test_a_household_says_they_came_and_how_it_was(holding, cast):
    holding.visited()
    holding.enter()
    holding.send("visit", visit=holding.visit_keys()[0], rating="5", words="话说得清楚", **CAME)
    row = said()[0]
    assert (row.answer, row.rating, row.words, row.officer) == (
        "came",
        5,
        "话说得清楚",
        cast.tian,
    )
    page = body(as_(cast.office), reverse("household", args=[holding.home.pk]))
    assert "话说得清楚" in page
    assert "话说得清楚" not in body(as_(cast.officer), reverse("household", args=[holding.home.pk]))


def test_who_says_they_came_is_asked_how_it_was_in_words_and_sees_what_was_said(holding):
    holding.visited()
    holding.enter()
    key = holding.visit_keys()[0]
    assert "事办得怎么样" not in holding.body()
    answer = holding.send("visit", visit=key, **CAME)
    assert answer["Location"].endswith(f"#v-{key}")
    page = holding.body()
    assert "事办得怎么样" in page
    assert "记下了：来过" in page
    holding.send("visit", visit=key, rating="2", **CAME)
    worst = holding.body().split('value="1"')[1]
    assert worst.startswith(" checked")  # a mark of two is "not good" too


def test_a_denied_visit_is_listed_for_the_office_and_counts_nothing_off(holding, cast):
    holding.visited()
    holding.enter()
    holding.send("visit", visit=holding.visit_keys()[0], answer="not", rating="1")
    assert (said()[0].answer, said()[0].rating) == ("not", None)
    page = body(as_(cast.office), reverse("card-said") + "?show=not")
    assert "康润生" in page
    assert "没来过" in page
    assert "户里说没来过：1 次" in body(as_(cast.office), reverse("cards"))
    assert Act.objects.visible_to(SYSTEM).filter(counts=True).count() == 2


def test_said_again_it_says_the_latest_and_the_audit_keeps_the_first(holding):
    holding.visited()
    holding.enter()
    key = holding.visit_keys()[0]
    holding.send("visit", visit=key, answer="not")
    holding.send("visit", visit=key, **CAME)
    assert [one.answer for one in said()] == ["came"]
    rows = AuditRow.objects.visible_to(SYSTEM).filter(action="visit.confirm").order_by("number")
    assert [(row.details["before"], row.details["after"]) for row in rows] == [
        ("", "not"),
        ("not", "came"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": "maybe"},
        {"answer": ""},
        {"answer": "came", "rating": "6"},
        {"visit": "x", **CAME},
    ],
)
def test_what_cannot_be_meant_is_refused(holding, wrong):
    holding.visited()
    holding.enter()
    answer = holding.send("visit", **{"visit": holding.visit_keys()[0], **wrong})
    assert answer.status_code in {409, 422}
    assert said() == []


def test_a_neighbours_visit_cannot_be_spoken_of(holding, cast):
    neighbour = Holding(cast, "漆玉珍", "1-002")
    neighbour.visited(today() - timedelta(days=2))
    neighbour.enter()
    key = neighbour.visit_keys()[0]
    holding.enter()
    assert holding.send("visit", visit=key, **CAME).status_code == 409
    assert said() == []


# what is kept


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["get", "wrong", "open", "help", "visit", "gone"]), max_size=8))
def test_whatever_is_done_on_the_page_the_code_stands_nowhere_in_clear(cast, deeds):
    place = Household.objects.visible_to(SYSTEM).count()
    holding = Holding(cast, number=f"8-{place:03}")
    holding.visited()
    key = f"{today():%Y%m%d}-{cast.tian.pk}"
    with remains.log_lines() as lines:
        for deed in deeds:
            match deed:
                case "get":
                    holding.client.get(holding.path)
                case "wrong":
                    holding.enter("0000")
                case "open":
                    holding.enter()
                case "help":
                    holding.ask()
                case "visit":
                    holding.send("visit", visit=key, **CAME)
                case "gone":
                    holding.client.get(f"{holding.path}x")
                    holding.client.get(f"{holding.path}/x")
    token = holding.path.removeprefix("/c/")
    assert token not in lines.getvalue()
    assert token.encode() not in b"\n".join(cells for _, cells in remains.tables())
    assert token.encode() not in remains.sessions() + remains.cached()


def test_words_of_a_household_carry_no_id_number_into_a_log(holding):
    number = id_number()
    with remains.log_lines() as lines:
        holding.enter()
        holding.ask(f"我的身份证 {number}")
        holding.client.get(f"/c/{number}")
    assert number not in lines.getvalue()
