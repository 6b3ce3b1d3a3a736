"""The pages of needs: tabs, filters, one need with its steps, many handed on at once, time limits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.records.needs.actions import need_close, need_open
from lianxin.records.needs.models import Need, ReplyRule
from tests.cast import code
from tests.web.test_events import signed_in


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


@pytest.fixture
def office(cast):
    cast.liu  # noqa: B018 - in service
    return signed_in(cast.office)


def raised(home, text="慢病卡快到期", ago=0, kind="看病就医") -> Need:
    return need_open(
        actor=SYSTEM,
        village=home.village,
        household=home,
        kind=code("need", kind),
        text=text,
        day=today() - timedelta(days=ago),
    )


def closed(need: Need) -> Need:
    result = code("need_result", "已解决")
    return need_close(actor=SYSTEM, need=need, result=result, outcome="办下来了")


def fresh(need: Need) -> Need:
    return Need.objects.visible_to(SYSTEM).get(pk=need.pk)


def text_of(client, address, **query) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_list_says_so_in_every_tab(office):
    for show, words in {
        "open": "没有在办的需求",
        "overdue": "没有超期的",
        "closed": "还没有办结的",
        "all": "没有在办的需求",
    }.items():
        assert words in text_of(office, "/needs/", show=show)


def test_tabs_hold_what_is_open_overdue_closed_and_all(office, home):
    raised(home, "问种苗补贴", ago=10, kind="政策咨询")
    raised(home, "想学嫁接")
    closed(raised(home, "腿疼看大夫"))
    page = text_of(office, "/needs/")
    assert page.index("问种苗补贴") < page.index("想学嫁接")
    assert "超期 3 天" in page
    assert "剩 30 天" in page
    assert "腿疼看大夫" not in page
    assert "想学嫁接" not in text_of(office, "/needs/", show="overdue")
    assert "办下来了" in text_of(office, "/needs/", show="closed")
    assert "<h1>需求办理</h1>" in page


def test_filters_keep_the_tab(office, home):
    other = need_open(
        actor=SYSTEM, village=home.village, kind=code("need", "基础设施"), text="路灯坏了"
    )
    raised(home)
    assert "路灯坏了" not in text_of(office, "/needs/", kind=code("need", "看病就医").pk)
    assert "慢病卡" not in text_of(office, "/needs/", officer="none")
    assert "慢病卡" in text_of(office, "/needs/", q="krs")
    assert "没有找到" in text_of(office, "/needs/", q="没有这样的")
    assert other.officer is None


def test_an_officer_sees_their_own_and_hands_on_by_name(cast, home):
    cast.liu  # noqa: B018 - in service
    need, client = raised(home), signed_in(cast.officer)
    page = text_of(client, reverse("need", args=[need.pk]))
    assert "刘志强" not in page
    sent = {"do": "hand_on", "officer_name": "刘志强", "text": "他熟"}
    assert client.post(reverse("need", args=[need.pk]), sent).status_code == 302
    assert fresh(need).officer == cast.liu
    assert "慢病卡" in text_of(signed_in(cast.officer2), "/needs/")


def test_a_need_is_talked_about_closed_and_reopened(office, home):
    need = raised(home, ago=5)
    place = reverse("need", args=[need.pk])
    day = today().isoformat()
    office.post(place, {"do": "talk", "text": "打了电话", "day": day})
    result = code("need_result", "已解决").pk
    refused = office.post(place, {"do": "close", "result": result, "outcome": "", "day": day})
    assert refused.status_code == 422
    assert "请写一句办成什么样了" in refused.content.decode()
    office.post(place, {"do": "close", "result": result, "outcome": "办下来了", "day": day})
    page = text_of(office, place)
    assert page.index("办结") < page.index("打了电话")
    assert "已办结" in page
    office.post(place, {"do": "reopen", "text": "卡又停了"})
    page = text_of(office, place)
    assert "卡又停了" in page
    assert "办下来了" in page
    assert fresh(need).closed is None


def test_what_is_ticked_goes_to_one_officer(office, cast, home):
    rows = [raised(home, f"第{n}件") for n in range(3)]
    sent = {"need": [row.pk for row in rows[:2]], "officer": cast.liu.pk, "next": "/needs/"}
    assert office.post("/needs/hand-on/", sent)["Location"] == "/needs/"
    assert [fresh(row).officer for row in rows] == [cast.liu, cast.liu, cast.tian]
    assert (
        "请先在左边打勾"
        in office.post("/needs/hand-on/", {"officer": cast.liu.pk}).content.decode()
    )


def test_a_new_need_is_due_by_its_kind_and_opens_from_a_household(office, home):
    page = text_of(office, "/needs/new/", household=home.pk)
    assert f'<option value="{home.pk}" selected>' in page
    sent = {
        "household": home.pk,
        "kind": code("need", "政策咨询").pk,
        "text": "问补贴",
        "day": today().isoformat(),
    }
    refused = office.post("/needs/new/", sent | {"text": " "})
    assert refused.status_code == 422
    assert "请写一句要办的是什么" in refused.content.decode()
    made = office.post("/needs/new/", sent)
    need = Need.objects.visible_to(SYSTEM).get()
    assert made["Location"] == reverse("need", args=[need.pk])
    assert need.due == today() + timedelta(days=7)


def test_an_officer_must_name_a_household_and_the_committee_need_not(cast, home):
    sent = {"kind": code("need", "饮水").pk, "text": "水管", "day": today().isoformat()}
    assert signed_in(cast.officer).post("/needs/new/", sent).status_code == 422
    assert signed_in(cast.committee).post("/needs/new/", sent).status_code == 302
    assert Need.objects.visible_to(SYSTEM).get().village == cast.village


def test_the_diary_a_need_came_from_is_named_to_who_may_not_read_it(cast, home):
    from tests.visits.acts import did

    entry = did(cast.tian, "visit", today(), home=home).entry
    need = raised(home)
    Need.objects.visible_to(SYSTEM).filter(pk=need.pk).update(entry=entry)
    page = text_of(signed_in(cast.committee), reverse("need", args=[need.pk]))
    assert "从日记里提的" in page


def test_time_limits_are_read_by_all_and_set_by_an_office_of_all_units(cast):
    office = signed_in(cast.county)
    assert "现在的时限" in text_of(signed_in(cast.officer), "/needs/rules/")
    sent = {"kind": "", "days": "20", "source": "村民代表会", "from_day": today().isoformat()}
    assert signed_in(cast.officer).post("/needs/rules/", sent).status_code == 403
    assert office.post("/needs/rules/", sent | {"days": "半月"}).status_code == 422
    assert office.post("/needs/rules/", sent).status_code == 302
    row = ReplyRule.objects.visible_to(SYSTEM).get(kind=None, until=None)
    assert (row.days, row.source) == (20, "村民代表会")
    assert "以前的时限" in text_of(office, "/needs/rules/")


@pytest.mark.parametrize("who", ["outsider", "other_office", "assessor", "department"])
def test_another_units_officer_cannot_open_the_need(cast, home, who):
    need, client = raised(home), signed_in(getattr(cast, who))
    assert client.get(reverse("need", args=[need.pk])).status_code == 404
    sent = {"do": "close", "outcome": "办了", "day": today().isoformat()}
    assert client.post(reverse("need", args=[need.pk]), sent).status_code == 404
    assert fresh(need).closed is None
