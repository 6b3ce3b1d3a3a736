"""走访安排 and 排一年: the office plans on the pages, an officer reads their own trips."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.visits.batches.models import Batch, BatchHome
from lianxin.visits.days.models import Blocked, Season
from lianxin.visits.schedule.actions import schedules
from lianxin.visits.schedule.models import ScheduleRule
from lianxin.visits.schedule.work import make
from tests.web.test_events import signed_in

SOON = today() + timedelta(days=20)


@pytest.fixture
def home(cast):
    cast.household("李存义", number="1-002", officer=cast.liu)
    return cast.household(officer=cast.tian)


def text_of(client, address, **query) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def sent(cast, **more) -> Batch:
    told = {"first": SOON.isoformat(), "officers": [cast.tian.pk], "purpose": "入户走访"} | more
    answer = signed_in(cast.office).post("/batches/new/", told)
    assert answer.status_code == 302
    return Batch.objects.visible_to(SYSTEM).latest("id")


def places(batch) -> set:
    rows = BatchHome.objects.visible_to(SYSTEM).filter(batch=batch)
    return {(row.household.number, row.officer.name) for row in rows}


def test_without_a_household_ticked_all_of_those_who_go_are_meant(cast, home):
    assert places(sent(cast)) == {("1-001", "田立新")}
    page = text_of(signed_in(cast.office), "/batches/", year=SOON.year)
    assert "田立新" in page
    assert "还没去" in page


def test_what_is_wrong_stands_at_its_field_and_what_was_ticked_stays(cast, home):
    other = cast.household("王世明", number="1-003", officer=cast.liu)
    told = {"first": SOON.isoformat(), "officers": [cast.tian.pk], "households": [other.pk]}
    answer = signed_in(cast.office).post("/batches/new/", told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "王世明由刘志强联系，刘志强这次不去" in page
    assert re.search(rf'value="{other.pk}" checked', page)


def test_an_officer_reads_the_own_trips_with_the_others_and_no_foreign_household(cast, home):
    row = sent(cast, officers=[cast.tian.pk, cast.liu.pk])
    page = text_of(signed_in(cast.officer), f"/batches/{row.pk}/")
    assert "刘志强" in page
    assert "康润生" in page
    assert "李存义" not in page
    assert "修改" not in page


def test_a_batch_is_moved_by_its_date_and_the_rest_is_proposed_again(cast, home):
    row, later = sent(cast), SOON + timedelta(days=7)
    client = signed_in(cast.office)
    page = text_of(client, f"/batches/{row.pk}/", first=later.isoformat())
    assert f'value="{later.isoformat()}"' in page
    told = {"first": later.isoformat(), "rev": 1, "again": "1"}
    answer = client.post(f"/batches/{row.pk}/move/", told)
    assert answer.url == f"/batches/year/?year={later.year}"
    assert Batch.objects.visible_to(SYSTEM).get(pk=row.pk).first == later
    assert schedules(SYSTEM, cast.village, later.year).get().state == "waiting"


def test_a_household_that_was_not_met_joins_the_next_batch(cast, home):
    other = cast.household("王世明", number="1-003", officer=cast.tian)
    row = sent(cast, households=[home.pk])
    answer = signed_in(cast.office).post(f"/batches/{row.pk}/join/", {"household": other.pk})
    assert answer.status_code == 302
    assert places(row) == {("1-001", "田立新"), ("1-003", "田立新")}


def test_a_cancelled_batch_says_why(cast, home):
    row = sent(cast)
    signed_in(cast.office).post(f"/batches/{row.pk}/cancel/", {"reason": "下雪封路"})
    assert "下雪封路" in text_of(signed_in(cast.officer), f"/batches/{row.pk}/")


def test_a_year_is_proposed_looked_at_and_taken_in_part(cast, home):
    cast.household("孟家", number="1-004", officer=cast.officer_of(cast.unit, "孟秀莲"))
    client, year = signed_in(cast.office), today().year + 1
    assert client.post("/batches/year/", {"year": year}).status_code == 302
    row = schedules(SYSTEM, cast.village, year).get()
    assert "正在排" in text_of(client, "/batches/year/", year=year)
    make(cast.actor(cast.office), row, seconds=0)
    page = text_of(client, "/batches/year/", year=year)
    assert page.count('name="batch"') == len(
        schedules(SYSTEM, cast.village, year).get().found["batches"]
    )
    assert "康润生" in page
    answer = client.post(f"/batches/year/{row.pk}/use/", {"use": "some", "batch": ["0", "2"]})
    assert answer.url == f"/batches/?year={year}"
    assert Batch.objects.visible_to(SYSTEM).filter(year=year).count() == 2


def test_what_cannot_be_met_is_told_with_its_reason(cast, home):
    client, year = signed_in(cast.office), today().year + 1
    client.post("/batches/year/", {"year": year})
    make(cast.actor(cast.office), schedules(SYSTEM, cast.village, year).get(), seconds=0)
    page = text_of(client, "/batches/year/", year=year)
    assert "能去的干部不够一组（最少 3 人）" in page
    assert "田立新差 12 次" in page


def test_the_days_that_planning_keeps_to_are_set_on_their_page(cast, home):
    client = signed_in(cast.office)
    day = SOON.isoformat()
    told = {"officer": cast.tian.pk, "kind": "duty", "first": day}
    assert client.post("/days/blocked/", told).status_code == 302
    season = {
        "name": "防汛",
        "wish": "closed",
        "first": day,
        "last": day,
        "village": cast.village.pk,
    }
    assert client.post("/days/seasons/", season).status_code == 302
    numbers = {"group_least": 2, "group_most": 4, "days_most": 1, "gap_weeks": 1}
    numbers |= {"homes_a_day": 4, "at_once": 1}
    assert client.post("/days/rules/", numbers).status_code == 302
    assert Blocked.objects.visible_to(SYSTEM).get().officer == cast.tian
    assert Season.objects.visible_to(SYSTEM).get(name="防汛").village == cast.village
    assert ScheduleRule.objects.visible_to(SYSTEM).get(village=cast.village).group_most == 4
    page = text_of(client, "/days/")
    assert "防汛" in page
    assert "值班" in page
    assert "国办发明电" in page


def test_an_officer_sets_down_days_for_nobody_else(cast, home):
    client, day = signed_in(cast.officer), SOON.isoformat()
    assert (
        client.post(
            "/days/blocked/", {"officer": cast.liu.pk, "kind": "duty", "first": day}
        ).status_code
        == 422
    )
    own = {"officer": cast.tian.pk, "kind": "duty", "first": day}
    assert client.post("/days/blocked/", own).status_code == 302
    assert client.get("/days/rules/").status_code == 403
