"""Projects, activities, goods and measures on their pages: asked once, kept when refused, shown."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.aid.models import Activity, Delivery, Presence
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.plans.models import Measure
from lianxin.pool.models import Goods, Project
from lianxin.records.diary.models import Entry
from tests.cast import code

LISTS = ("projects", "activities", "deliveries", "measures")
FORMS = ("project-new", "activity-new", "delivery-new", "measure-new", "goods-new")


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def rows(model):
    return model.objects.visible_to(SYSTEM)


def text_of(page):
    return page.content.decode()


@pytest.fixture
def office(cast):
    return signed_in(cast.office)


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


@pytest.fixture
def other(cast):
    return cast.household("裴双喜", number="1-002", officer=cast.liu)


def hold(client, cast, home, **told):
    sent = {
        "kind": code("activity", "政策宣讲").pk,
        "title": "讲惠农政策",
        "day": today().isoformat(),
        "text": "讲了耕地补贴",
        "officers": [cast.tian.pk, cast.liu.pk],
        f"people-{home.pk}": "2",
        **told,
    }
    return client.post(reverse("activity-new"), sent)


def give(client, cast, *quantities, **told):
    sent = {"goods": rows(Goods).get(name="化肥").pk, "officer": cast.tian.pk}
    sent |= {"day": today().isoformat(), **told}
    sent |= {f"quantity-{home.pk}": number for home, number in quantities}
    return client.post(reverse("delivery-new"), sent)


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_what_to_do_and_a_leader_is_offered_no_form(office, cast, home, name):
    year, asked = f"{today().year} 年还没有", reverse(f"{name.replace('ies', 'y').rstrip('s')}-new")
    assert year in text_of(office.get(reverse(name)))
    assert asked in text_of(office.get(reverse(name)))
    assert asked not in text_of(signed_in(cast.leader).get(reverse(name)))


@pytest.mark.parametrize("name", [*LISTS, *FORMS, "goods"])
def test_each_page_has_one_heading_and_no_style_of_its_own(office, home, name):
    page = text_of(office.get(reverse(name)))
    assert page.count("<h1") == 1
    assert not re.search(r"\sstyle=|<style|<script>", page)


@pytest.mark.parametrize("name", FORMS)
def test_who_only_looks_is_refused_the_form(cast, home, name):
    assert signed_in(cast.leader).get(reverse(name)).status_code == 403


def test_a_project_is_recorded_and_its_money_shown_as_a_bar(office, cast):
    sent = {
        "title": "土地整理",
        "field": code("field", "项目投资").pk,
        "funder": "市自然资源局",
        "decided": today().isoformat(),
        "amount": "512.6万",
    }
    there = office.post(reverse("project-new"), sent)["Location"]
    row = rows(Project).get()
    assert (row.amount, there) == (512_600_000, reverse("project", args=[row.pk]))
    paid = office.post(there, {"amount": "3,180,000", "day": today().isoformat()})
    assert paid["Location"] == there
    page = text_of(office.get(reverse("projects")))
    assert "5,126,000" in page
    assert "3,180,000" in page
    assert "v62" in page


def test_a_refused_payment_keeps_what_was_typed_and_says_what_is_wrong(office, cast):
    row = Project.objects.create(
        village=cast.village,
        title="土地整理",
        field=code("field", "项目投资"),
        funder="市自然资源局",
        decided=today(),
        year=today().year,
        amount=100_00,
    )
    page = office.post(reverse("project", args=[row.pk]), {"amount": "101", "day": str(today())})
    assert page.status_code == 422
    assert 'value="101"' in text_of(page)
    assert 'id="err-amount"' in text_of(page)
    page = office.post(reverse("project", args=[row.pk]), {"amount": "一百", "day": "昨天"})
    assert {"err-amount", "err-day"} <= set(re.findall(r'id="(err-\w+)"', text_of(page)))


def test_an_activity_is_saved_once_and_shows_where_it_was_written(office, cast, home, other):
    there = hold(office, cast, home)["Location"]
    row = rows(Activity).get()
    assert there == reverse("activity", args=[row.pk])
    assert (row.people, rows(Presence).get().household) == (2, home)
    assert rows(Entry).count() == 2
    page = text_of(office.get(there))
    assert 'class="flow"' in page
    assert "田立新的日记" in page
    assert "刘志强的日记" in page


def test_a_refused_activity_keeps_ticks_and_numbers_and_marks_the_household(office, cast, home):
    page = hold(office, cast, home, **{f"people-{home.pk}": "两个", "title": ""})
    assert page.status_code == 422
    shown = text_of(page)
    assert f'id="err-people-{home.pk}"' in shown
    assert 'value="两个"' in shown
    assert 'id="err-title"' in shown
    assert shown.count(" checked") == 2
    assert not rows(Activity).exists()


def test_a_changed_or_withdrawn_activity_says_what_happens_to_the_diaries(office, cast, home):
    hold(office, cast, home)
    row = rows(Activity).get()
    here = reverse("activity", args=[row.pk])
    assert "日期、类别、参加的人不能改" in text_of(office.get(f"{here}change/"))
    told = {"title": "讲政策", "text": "讲了医保", "people": "2", "rev": "1"}
    assert office.post(f"{here}change/", told)["Location"] == here
    assert {entry.words for entry in rows(Entry)} == {"讲政策。讲了医保"}
    assert office.post(f"{here}change/", told).status_code == 409
    assert "2 名干部日记" in text_of(office.get(f"{here}cancel/"))
    assert office.post(f"{here}cancel/", {"reason": ""}).status_code == 422
    assert office.post(f"{here}cancel/", {"reason": "记重了"})["Location"] == here
    assert "记重了" in text_of(office.get(here))
    assert not rows(Entry).filter(withdrawn_at=None).exists()
    assert "记重了" not in text_of(office.get(reverse("activities")))


def test_goods_are_given_to_several_households_in_one_form(office, cast, home, other):
    assert give(office, cast, (home, "３"), (other, ""))["Location"] == reverse("deliveries")
    row = rows(Delivery).get()
    assert (row.household, row.quantity) == (home, 3)
    page = give(office, cast, (home, "1.5"), (other, "2"))
    assert f'id="err-quantity-{home.pk}"' in text_of(page)
    assert rows(Delivery).count() == 1
    assert "还没有填给哪户多少" in text_of(give(office, cast))
    give(office, cast, whole="40")
    assert rows(Delivery).get(household=None).quantity == 40


def test_the_village_signs_for_several_at_once_and_each_head_is_named(office, cast, home, other):
    give(office, cast, (home, "1"), (other, "2"))
    committee = signed_in(cast.committee)
    keys = [str(row.pk) for row in rows(Delivery)]
    sent = {"delivery": keys, "day": today().isoformat(), "next": reverse("deliveries")}
    early = committee.post(reverse("deliveries"), {**sent, "day": str(today() - timedelta(days=1))})
    assert early.status_code == 422
    assert text_of(early).count(" checked") == 2
    assert committee.post(reverse("deliveries"), sent)["Location"] == reverse("deliveries")
    assert {row.received_by for row in rows(Delivery)} == {"康润生", "裴双喜"}
    assert "签收 3 / 3" in text_of(committee.get(reverse("deliveries")))
    assert committee.post(reverse("deliveries"), sent).status_code == 409


def test_an_officer_is_offered_their_own_households_and_their_own_name_only(cast, home, other):
    officer = signed_in(cast.officer)
    for name in ("delivery-new", "measure-new"):
        page = text_of(officer.get(reverse(name)))
        assert "康润生" in page
        assert "裴双喜" not in page
        assert "田立新" in page
        assert "刘志强" not in page
    assert give(officer, cast, (home, "1"), (other, "2"), whole="5").status_code == 403
    assert not rows(Delivery).exists()


def test_a_measure_is_added_for_the_household_one_came_from(cast, home):
    officer, asked = signed_in(cast.officer), f"{reverse('measure-new')}?household={home.pk}"
    assert f'value="{home.pk}" selected' in text_of(officer.get(asked))
    sent = {
        "household": home.pk,
        "direction": code("direction", "传授致富技能").pk,
        "text": "学会嫁接",
        "officer": cast.tian.pk,
        "from_day": today().isoformat(),
        "due": (today() + timedelta(days=30)).isoformat(),
    }
    there = officer.post(asked, sent)["Location"]
    row = rows(Measure).get()
    assert there == reverse("measure", args=[row.pk])
    told = {"percent": "60%", "note": "嫁接了二十棵", "day": today().isoformat()}
    assert officer.post(there, told)["Location"] == there
    page = text_of(officer.get(there))
    assert "嫁接了二十棵" in page
    assert "v60" in page
    assert officer.post(there, {**told, "percent": "120"}).status_code == 422
    assert "学会嫁接" in text_of(officer.get(f"{reverse('measures')}?household={home.pk}"))


def test_a_measure_is_dropped_by_the_office_with_a_reason(office, cast, home):
    row = Measure.objects.create(
        household=home,
        direction=code("direction", "传授致富技能"),
        text="学会嫁接",
        officer=cast.tian,
        from_day=today(),
        year=today().year,
        due=today(),
    )
    there = reverse("measure-drop", args=[row.pk])
    assert signed_in(cast.officer).get(there).status_code == 403
    assert office.post(there, {"reason": "搬走了"})["Location"] == reverse("measure", args=[row.pk])
    assert "搬走了" in text_of(office.get(f"{reverse('measures')}?state=dropped"))


@pytest.mark.parametrize("name", ["activity", "activity-change", "activity-cancel"])
def test_another_units_people_find_no_activity_of_this_village(office, cast, home, name):
    hold(office, cast, home)
    there = reverse(name, args=[rows(Activity).get().pk])
    assert signed_in(cast.other_office).get(there).status_code == 404
    assert signed_in(cast.office).get(there).status_code == 200


def test_lists_show_nothing_of_another_village_whatever_the_address_says(office, cast, home):
    hold(office, cast, home)
    give(office, cast, (home, "1"))
    stranger = signed_in(cast.other_office)
    asked = f"?household={home.pk}&officer={cast.tian.pk}&year={today().year}&goods=x&kind=-1"
    for name in LISTS:
        page = stranger.get(reverse(name) + asked)
        assert page.status_code == 200
        assert "康润生" not in text_of(page)
        assert "田立新" not in text_of(page)


@pytest.mark.parametrize("name", LISTS)
def test_who_sees_no_such_rows_has_no_such_page(cast, name):
    assert signed_in(cast.sysadmin).get(reverse(name)).status_code == 404


def test_a_household_opens_its_goods_by_a_link_of_its_own(office, cast, home, other):
    give(office, cast, (home, "1"), (other, "2"))
    page = text_of(office.get(f"{reverse('deliveries')}?household={home.pk}"))
    assert "<b>康润生</b>" in page
    assert "<b>裴双喜</b>" not in page


def test_the_list_of_goods_takes_as_many_queries_for_ten_as_for_one(
    office, cast, home, django_assert_max_num_queries, django_assert_num_queries
):
    give(office, cast, (home, "1"))
    office.get(reverse("deliveries"))
    with django_assert_max_num_queries(30) as few:
        office.get(reverse("deliveries"))
    asked = len(few)
    for _ in range(9):
        give(office, cast, (home, "1"))
    office.get(reverse("deliveries"))
    with django_assert_num_queries(asked):
        office.get(reverse("deliveries"))
