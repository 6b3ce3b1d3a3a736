"""The household page whole and the forms that state facts, as each of the cast finds them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lianxin.kernel import memory
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.datum import Spot, distance
from lianxin.kernel.period import today
from lianxin.plans.actions import measure_add, measure_progress
from lianxin.records.diary.actions import diary_write
from lianxin.records.file.income import Income, IncomeItem, IncomeRule
from lianxin.records.file.models import (
    Condition,
    Dwelling,
    Land,
    Livelihood,
    Living,
    Position,
    Standing,
    Support,
)
from tests.cast import SINCE, code
from tests.readers import as_
from tests.register.people import person

TABS = ("now", "income", "measures", "diary", "needs", "changes")


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


@pytest.fixture
def office(cast):
    return as_(cast.office)


def page(client, home, **query) -> str:
    reply = client.get(f"/households/{home.pk}/", query)
    assert reply.status_code == 200
    return reply.content.decode()


def state(client, home, kind, **told):
    told = {"day": today().isoformat()} | told
    return client.post(f"{reverse('file-state', args=[home.pk])}?kind={kind}", told)


def one(model):
    return model.objects.visible_to(SYSTEM).get(until=None)


def rule():
    return IncomeRule.objects.visible_to(SYSTEM).get(leading=True, until=None)


def amount(name) -> str:
    item = IncomeItem.objects.visible_to(SYSTEM).get(rule=rule(), name=name)
    return f"amount-{item.pk}"


def test_the_officer_fills_in_house_and_land_and_the_page_shows_them(cast, home):
    client = as_(cast.officer)
    grade = code("house_grade", "B级").pk
    told = {"dangerous_house": "0", "safe_water": "1", "rooms": "6", "house_area": "118.5"}
    assert state(client, home, "dwelling", house_grade=grade, **told).status_code == 302
    assert state(client, home, "land", arable="8亩4分", irrigated="1.25").status_code == 302
    dwelling, land = one(Dwelling), one(Land)
    assert (dwelling.rooms, dwelling.house_area, dwelling.source) == (6, 1185, "officer")
    assert (land.arable, land.irrigated) == (840, 125)
    shown = page(client, home)
    assert "118.5 平方米" in shown
    assert "水浇地 1.25 亩" in shown
    form = client.get(f"{reverse('file-state', args=[home.pk])}?kind=dwelling").content.decode()
    assert 'value="118.5"' in form
    assert f'value="{today().isoformat()}"' in form


def test_every_problem_stands_at_its_field_and_what_was_typed_stays(office, home):
    reply = state(office, home, "land", arable="很多", dry="1 2", forest="3", day="")
    text = reply.content.decode()
    assert reply.status_code == 422
    for field in ("arable", "dry"):
        assert f'href="#field-{field}"' in text
    assert 'value="很多"' in text
    assert not Land.objects.visible_to(SYSTEM).exists()
    reply = state(office, home, "land", arable="3", arable_certified="4")
    assert "不能大于总面积" in reply.content.decode()


def test_causes_are_ticked_beside_the_main_one_and_saving_again_changes_nothing(office, home):
    main, other = (str(code("cause", name).pk) for name in ("因病", "缺技术"))
    for _again in range(2):
        assert state(office, home, "standing", cause=main, causes=[other]).status_code == 302
    [row] = Standing.objects.visible_to(SYSTEM)
    assert row.causes == [main, other]
    assert "因病</b>（主要）、缺技术" in page(office, home)
    form = office.get(reverse("file-state", args=[home.pk])).content.decode()
    assert f'value="{main}" selected' in form
    assert f'name="causes" value="{other}" checked' in form
    assert f'name="causes" value="{main}" checked' not in form


def test_a_members_health_and_work_are_filled_in_together(office, home):
    head = person("康润生")
    where = reverse("file-member", args=[home.pk, head.pk])
    told = {"health": code("health", "残疾").pk, "disability": code("disability", "肢体").pk}
    told |= {"doing": "在家务农、养牛", "medical_insurance": "0", "work_months": "0"}
    assert office.post(where, {"day": today().isoformat()} | told).status_code == 302
    assert one(Condition).work_months == 0
    assert one(Livelihood).doing == "在家务农、养牛"
    shown = page(office, home)
    for words in ("残疾，肢体", "在家务农、养牛", "没参医保"):
        assert words in shown
    assert office.post(where, {"day": today().isoformat(), "work_months": "13"}).status_code == 422


def test_who_carries_a_household_along_is_filled_in_and_shown(office, home):
    told = {"cooperative": "1", "company": "0", "business_help": "养殖"}
    assert state(office, home, "production", **told).status_code == 302
    shown = page(office, home)
    assert "加入合作社，没有龙头企业带动，到户产业帮扶类型 养殖" in shown
    assert "致富带头人带动" not in shown
    too_long = state(office, home, "production", business_help="养" * 61)
    assert too_long.status_code == 422


def test_where_a_house_stands_is_told_by_who_likes_to_and_shown_to_who_sees_the_household(
    cast, home
):
    client = as_(cast.officer)
    told = {"latitude": "34.512345", "longitude": "104.912345"}
    refused = state(client, home, "position", **told)
    assert "哪种地图" in refused.content.decode()
    swapped = state(client, home, "position", latitude="104.9", longitude="34.5", datum="WGS-84")
    assert 'href="#field-latitude"' in swapped.content.decode()
    half = state(client, home, "position", latitude="34.5", datum="WGS-84")
    assert 'href="#field-longitude"' in half.content.decode()
    assert not Position.objects.visible_to(SYSTEM).exists()
    assert state(client, home, "position", datum="GCJ-02", **told).status_code == 302
    row = one(Position)
    assert (row.latitude, row.longitude, row.datum) == (34_512_345, 104_912_345, "GCJ-02")
    assert 0.1 < distance(row.spot, Spot(34.512345, 104.912345)) < 1
    assert "34.512345 度，104.912345 度，GCJ-02" in page(client, home)
    assert as_(cast.outsider).get(f"/households/{home.pk}/").status_code == 404
    assert state(client, home, "position", datum="GCJ-02").status_code == 302
    assert one(Position).spot is None
    assert "，GCJ-02" not in page(client, home)


def test_what_the_state_carries_a_member_by_stands_beside_the_name(office, home):
    where = reverse("file-member", args=[home.pk, person("康润生").pk])
    way = {"day": today().isoformat(), "way": code("way", "分散供养").pk}
    told = {
        "minimum": "1",
        "employee_medical": "1",
        "medical_insurance": "0",
        "public_post": "护林员",
    }
    assert office.post(where, way | told).status_code == 302
    assert one(Support).supported is True
    shown = page(office, home)
    for words in ("低保", "特困供养", "护林员"):
        assert words in shown
    assert "没参医保" not in shown
    refused = office.post(where, way | {"supported": "0"})
    assert refused.status_code == 422
    assert "把其中一个改掉" in refused.content.decode()
    no_more = {"day": today().isoformat(), "supported": "0", "way": ""}
    assert office.post(where, no_more).status_code == 302
    assert one(Support).way is None
    wrong = office.post(where, {"day": today().isoformat(), "stay_months": "13"})
    assert "请核对“一年在家住几个月”" in wrong.content.decode()


def test_income_by_its_lines_is_worked_out_and_shown(office, home):
    where = reverse("file-income", args=[home.pk])
    year = today().year - 1
    form = office.get(where).content.decode()
    assert f"{year} 年收入" in form
    assert "国家系统口径" in form
    told = {amount("种植收入"): "9,000", amount("生产经营性支出"): "2500.5", "day": today()}
    reply = office.post(f"{where}?year={year}&rule={rule().pk}", told, follow=True)
    text = reply.content.decode()
    assert f"算好了：{year} 年 6,499.50 ÷ 1 人 = 人均 6,499.50 元" in text
    assert "除以在册人口" in text
    assert Income.objects.visible_to(SYSTEM).get().per_head == 649_950
    assert 'value="9000"' in office.get(where).content.decode()
    wrong = office.post(f"{where}?year={year}", {amount("种植收入"): "-5", "day": today()})
    assert wrong.status_code == 422
    assert "income.nothing" not in wrong.content.decode()
    empty = office.post(f"{where}?year={year}", {"day": today().isoformat()})
    assert "请至少填一项" in empty.content.decode()


@pytest.mark.parametrize("name", ["file-state", "file-income"])
def test_no_form_opens_for_another_units_officer_the_leader_or_the_village(cast, home, name):
    where = reverse(name, args=[home.pk])
    assert as_(cast.officer).get(where).status_code == 200
    assert as_(cast.outsider).get(where).status_code == 404
    assert as_(cast.outsider).post(where, {"day": today().isoformat()}).status_code == 404
    for account in (cast.leader, cast.committee):
        assert as_(account).get(where).status_code == 403


def test_the_village_sees_needs_and_measures_but_no_diary(cast, home):
    shown = page(as_(cast.committee), home)
    assert "计划与措施" in shown
    assert "民情日记" not in shown
    assert "?tab=diary" not in shown
    assessor = page(as_(cast.assessor), home, tab="income")
    assert "人均纯收入" not in assessor
    assert "资料完整" not in assessor


def live(cast, home, days=4):
    """A household with something in every tab."""
    office, tian = cast.actor(cast.office), cast.actor(cast.officer)
    told = {"from_day": SINCE, "source": "import", "written_at": timezone.now()}
    for year in (2024, 2025):
        Income.objects.create(household=home, year=year, per_head=year * 500, **told)
    Living.objects.create(household=home, dangerous_house=True, **told)
    need = {"household": home, "kind": code("need", "看病就医"), "text": "补彩钢顶材料"}
    for back in range(days):
        day = today() - timedelta(days=back)
        diary_write(
            actor=tian,
            officer=cast.tian,
            kinds=["visit", "talk"],
            day=day,
            text=f"牛棚第 {back} 天",
            households=[home],
            needs=[need] if not back else [],
        )
    measure = measure_add(
        actor=office,
        household=home,
        direction=code("direction", "寻找致富门路"),
        text="牛棚改造",
        officer=cast.tian,
        due=today(),
        from_day=today() - timedelta(days=3),
    )
    measure_progress(actor=tian, measure=measure, percent=30, day=today() - timedelta(days=2))
    measure_progress(actor=tian, measure=measure, percent=100, day=today())


def test_the_page_shows_what_every_room_knows(cast, home, office):
    live(cast, home)
    shown = page(office, home)
    for words in ("4 / 4", "牛棚第 0 天", "补彩钢顶材料", "牛棚改造", "危房", "今天"):
        assert words in shown
    assert '<svg class="chart"' in shown
    assert "style=" not in shown.split("<main", 1)[1]
    assert "牛棚第 3 天" in page(office, home, tab="diary")


def test_every_tab_is_told_as_of_the_day(cast, home, office):
    live(cast, home)
    before = (today() - timedelta(days=1)).isoformat()
    assert "牛棚第 0 天" not in page(office, home, tab="diary", as_of=before)
    assert "补彩钢顶材料" not in page(office, home, tab="needs", as_of=before)
    measures = page(office, home, tab="measures", as_of=before)
    assert "进度 30%" in measures
    assert "进度 100%" in page(office, home, tab="measures")
    early = (SINCE - timedelta(days=1)).isoformat()
    assert "那天还没有这一户" in page(office, home, tab="income", as_of=early)


def test_what_is_missing_leads_to_the_form_that_fills_it(cast, home, office):
    shown = page(office, home)
    assert "资料完整" in shown
    for href in (
        reverse("file-state", args=[home.pk]) + "?kind=land",
        reverse("file-income", args=[home.pk]),
        reverse("file-member", args=[home.pk, person("康润生").pk]),
    ):
        assert f'href="{href}"' in shown


def test_changes_are_found_by_words(office, home):
    state(office, home, "dwelling", rooms="4")
    state(office, home, "dwelling", rooms="5")
    found = page(office, home, tab="changes", q="间数")
    assert "当天改过" in found
    assert "4 间" in found
    assert "变更里没有这几个字" in page(office, home, tab="changes", q="骆驼")


def queries_of(client, home, tab):
    with CaptureQueriesContext(connection) as seen:
        page(client, home, tab=tab)
    return len(seen)


def test_a_full_page_takes_as_many_queries_as_a_bare_one(cast, home, office):
    live(cast, home, days=1)
    page(office, home)  # what a process looks up once
    few = {tab: queries_of(office, home, tab) for tab in TABS}
    other = cast.household("裴双喜", number="1-002", officer=cast.tian)
    live(cast, other, days=25)
    for name in range(6):
        cast.member(other, f"成员{name}", "之子")
    assert {tab: queries_of(office, other, tab) for tab in TABS} == few
    sheets = []
    for keys in ([home.pk], [home.pk, other.pk]):
        with CaptureQueriesContext(connection) as seen:
            text = office.get("/households/sheets/", {"id": keys}).content.decode()
        sheets.append(len(seen))
    assert abs(sheets[1] - sheets[0]) <= 1
    assert text.count("今年的日记") == 2


def test_what_was_just_stated_shows_on_a_page_that_was_remembered(cast, home, office, monkeypatch):
    monkeypatch.setattr(memory, "KEPT", 16)
    live(cast, home, days=1)
    assert "还没有" not in page(office, home, tab="diary")
    before = page(office, home)
    with CaptureQueriesContext(connection) as again:
        assert page(office, home, tab="income")
    with CaptureQueriesContext(connection) as first:
        memory.forget()
        page(office, home, tab="income")
    assert len(again) < len(first)
    state(office, home, "land", arable="77.7")
    assert "77.7" in page(office, home)
    assert "77.7" not in before
    memory.forget()


def test_life_events_and_the_years_stand_in_the_chart(cast, home, office):
    told = {"source": "import", "written_at": timezone.now()}
    home.opened = date(2018, 1, 1)
    home.save()
    for year in (2019, 2020, 2021):
        day = date(year, 12, 1)
        Income.objects.create(household=home, year=year, per_head=year * 400, from_day=day, **told)
    spans = ((2018, 2020, True), (2020, None, False))
    for since, until, dangerous in spans:
        end = date(until, 6, 1) if until else None
        Living.objects.create(
            household=home,
            dangerous_house=dangerous,
            from_day=date(since, 6, 1),
            until=end,
            **told,
        )
    shown = page(office, home, tab="income")
    assert "危房消除" in shown
    assert "2019—2021" in shown


def test_an_office_of_all_units_adds_a_rule_set_and_ends_one(cast):
    office = as_(cast.county)
    new = reverse("income-rule-new")
    form = office.get(new).content.decode()
    assert "公益性岗位收入" in form
    told = {"name": "镇里口径", "denominator": "stated", "from_day": today().isoformat()}
    told |= {"line-0-name": "全部收入", "line-0-group": "wage", "line-0-sign": "1"}
    told |= {"line-2-name": "支出", "line-2-group": "business", "line-2-sign": "-1"}
    assert office.post(new, told).status_code == 302
    made = IncomeRule.objects.visible_to(SYSTEM).get(name="镇里口径")
    assert [item.sign for item in IncomeItem.objects.visible_to(SYSTEM).filter(rule=made)] == [
        1,
        -1,
    ]
    assert "镇里口径" in office.get(reverse("income-rules")).content.decode()
    assert office.post(reverse("income-rule-end", args=[rule().pk])).status_code == 422
    assert office.post(reverse("income-rule-end", args=[made.pk])).status_code == 302
    assert IncomeRule.objects.visible_to(SYSTEM).get(pk=made.pk).until == today()
    assert as_(cast.officer).get(new).status_code == 403
    assert as_(cast.officer).get(reverse("income-rules")).status_code == 200
    wrong = office.post(new, told | {"name": "", "line-0-name": "", "line-2-name": ""})
    assert "口径至少要有一项收入" in wrong.content.decode()
