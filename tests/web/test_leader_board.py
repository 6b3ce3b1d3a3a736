"""领导看板: as of any day, beside the year before, on a map; every number opens its rows."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lianxin.doors.web.leader_needs import aged
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.datum import Spot, convert
from lianxin.kernel.period import today
from lianxin.records.file.actions import household_state
from lianxin.records.file.models import Position
from lianxin.records.needs.actions import need_open
from lianxin.records.needs.queries import ages
from lianxin.register.models import QualityRule
from lianxin.results.figures import FIGURES, extent
from tests.cast import code
from tests.readers import as_, body
from tests.results.scene import Village

pytestmark = pytest.mark.once


@pytest.fixture
def village(cast) -> Village:
    return Village(cast).whole()


@pytest.fixture
def leader(village) -> Client:
    return as_(village.cast.leader)


def part(page: str, name: str) -> str:
    """The panel whose heading has the name."""
    return page.split(f'aria-labelledby="{name}"', 1)[1].split("</section>", 1)[0]


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_board_of_a_past_day_tells_what_was_so_then(leader):
    spring = words(part(body(leader, "/board/?as_of=2012-03-31"), "h-sections"))
    summer = words(part(body(leader, "/board/?as_of=2012-06-30"), "h-sections"))
    assert "0 / 1" in spring  # one need raised, none closed
    assert "1 / 2" in summer
    arrived = words(part(body(leader, "/board/?as_of=2012-06-30"), "h-arrived"))
    assert "512.6 万元" in arrived
    assert "200.0 万元" not in arrived
    later = words(part(body(leader, "/board/?year=2012"), "h-arrived"))
    assert "200.0 万元" in later
    assert "签收 20 / 20" in later
    assert "还没有验收" in later


def test_every_number_of_the_last_line_is_its_figure_and_opens_its_rows(leader, village):
    page = part(body(leader, "/board/?year=2012"), "h-sections")
    links = dict(re.findall(r'class="src" href="/figures/(\w+)/\?[^"]*">[▲＝▼ ]*([\d.]+)<', page))
    assert {"unvisited_households", "needs_raised", "needs_closed", "households_same"} <= set(links)
    told = extent(village.cast.village, 2012)
    actor = village.cast.actor(village.cast.leader)
    for name, number in links.items():
        assert float(number) == FIGURES[name].told(actor, told), name
    [there] = re.findall(r'href="(/figures/needs_raised/[^"]*)"', page)
    assert "水管冻裂了" in body(leader, unescape(there))


def test_each_figure_stands_beside_the_same_day_of_the_year_before(leader):
    page = body(leader, "/board/?as_of=2013-06-30&beside=1")
    beside = part(page, "h-beside")
    assert "去年到 2012-06-30，今年到 2013-06-30" in beside
    line = words(next(row for row in beside.split("<tr>") if "提出的需求" in row))
    assert line.split() == ["提出的需求", "件", "2", "0", "−2"]
    assert "/figures/needs_raised/?year=2012" in beside
    assert "as_of=2012-06-30" in beside
    assert "历年" in part(page, "h-years")
    assert 'aria-labelledby="h-years"' not in body(leader, "/board/?as_of=2013-06-30")


def test_the_29th_of_february_stands_beside_the_28th(leader):
    assert "去年到 2023-02-28" in body(leader, "/board/?as_of=2024-02-29&beside=1")


def test_a_day_that_has_not_come_is_today_and_nonsense_is_refused(leader):
    assert f"截至 {today():%Y}年" in body(leader, "/board/?as_of=2099-01-01")
    assert leader.get("/board/?as_of=gestern").status_code == 422
    assert leader.get("/board/?year=12").status_code == 422


@given(
    st.lists(st.integers(0, 4000), max_size=60),
    st.sets(st.integers(1, 400), min_size=1, max_size=5).map(sorted),
)
def test_ages_part_the_open_needs(days: list[int], parts: list[int]) -> None:
    day = date(2026, 7, 1)
    found = aged([day - timedelta(n) for n in days], day, parts)
    assert sum(found) == len(days)
    assert found[0] == sum(n <= parts[0] for n in days)
    assert found[-1] == sum(n > parts[-1] for n in days)


def test_the_days_at_which_open_needs_are_parted_are_a_row_changed_from_a_day_on(leader, village):
    old = QualityRule.objects.visible_to(SYSTEM).get(name="need_ages")
    admin, page = as_(village.cast.sysadmin), reverse("rule", args=[old.pk])
    sent = {"active": "on", "from_day": today().isoformat()}
    for wrong in ("30，7", "0，7", "7.5", "", "7，7", "一周"):
        assert admin.post(page, sent | {"threshold-days": wrong}).status_code == 422
    assert admin.post(page, sent | {"threshold-days": "10、60"}).status_code == 302
    assert (ages(today()), ages(today() - timedelta(1))) == ((10, 60), (7, 30, 90))
    new = QualityRule.objects.visible_to(SYSTEM).get(name="need_ages", until=None)
    assert (new.title_en, new.why_en) == (old.title_en, old.why_en)
    needs = {"village": village.cast.village, "household": village.kang}
    need_open(actor=SYSTEM, kind=code("need", "产业发展"), text="缺化肥", **needs)
    assert "11–60 天" in body(leader, "/board/")
    before = (today() - timedelta(1)).isoformat()
    assert "11–60 天" not in body(leader, f"/board/?as_of={before}")


def test_open_needs_tell_how_long_they_have_waited_and_the_oldest_is_named(leader, village):
    late = need_open(
        actor=SYSTEM,
        village=village.cast.village,
        household=village.kang,
        kind=code("need", "产业发展"),
        text="想养牛",
        day=today() - timedelta(days=40),
    )
    page = part(body(leader, "/board/"), "h-waiting")
    assert re.search(r"31–90 天</text>.*?>1</text>", page, re.DOTALL)
    assert f'href="/needs/{late.pk}/"' in page
    assert "没有人提供这方面的" in page


def stand(home, datum="WGS-84", lat=34_650_000, lon=104_950_000):
    told = {"latitude": lat, "longitude": lon, "datum": datum}
    household_state(actor=SYSTEM, household=home, kind=Position, fields=told)


def test_the_map_is_a_sketch_until_somebody_tells_a_place(leader, village):
    assert "示意，不是实地坐标" in body(leader, "/board/")
    stand(village.kang)
    page = body(leader, "/board/")
    assert "示意" not in page
    assert "另有 2 户没有填位置" in page
    large = body(leader, "/board/map/")
    assert large.count("没有填位置") == 3
    assert f'href="/households/{village.bai.pk}/"' in large
    stand(village.li, lat=34_660_000)
    stand(village.bai, lat=34_655_000)
    assert "按各户填的位置画的" in body(leader, "/board/map/")


def test_the_same_place_read_from_two_maps_is_drawn_at_one_point(leader, village):
    """Beside a house that stays, so that the picture keeps its extent."""

    def drawn() -> list[tuple[float, float]]:
        found = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', body(leader, "/board/map/"))
        return sorted((float(x), float(y)) for x, y in found)

    here = Spot(34.65, 104.95)
    stand(village.li, lat=34_700_000)
    stand(village.kang)
    before = drawn()
    shifted = convert(here, "WGS-84", "BD-09")
    stand(village.kang, "BD-09", round(shifted.lat * 1e6), round(shifted.lon * 1e6))
    for one, other in zip(before, drawn(), strict=True):
        assert one == pytest.approx(other, abs=0.2)
    stand(village.kang, "WGS-84", round(shifted.lat * 1e6), round(shifted.lon * 1e6))
    assert drawn() != before


def test_own_tiles_lie_below_and_the_page_may_load_nothing_else(leader, village, settings):
    stand(village.kang)
    plain = leader.get("/board/map/")
    assert "<image" not in plain.content.decode()
    assert "tiles.example.cn" not in plain["Content-Security-Policy"]
    settings.LIANXIN_TILES = "https://tiles.example.cn/{z}/{x}/{y}.png"
    settings.LIANXIN_TILES_DATUM = "GCJ-02"
    settings.LIANXIN_TILES_NOTE = "审图号 甘S(2026)01号"
    answer = leader.get("/board/map/")
    page = answer.content.decode()
    assert "审图号 甘S(2026)01号" in page
    tiles = re.findall(r'<image href="(https://tiles.example.cn/18/(\d+)/(\d+).png)"', page)
    assert len(tiles) >= 12
    assert (
        "img-src 'self' https://tiles.example.cn data: blob:;" in answer["Content-Security-Policy"]
    )


def test_leaders_and_the_office_open_the_board_and_nobody_else(village):
    cast = village.cast
    for account in (cast.leader, cast.office):
        for page in ("/board/", "/board/map/"):
            assert as_(account).get(page).status_code == 200
    for account in (cast.officer, cast.committee, cast.sysadmin):
        assert as_(account).get("/board/map/").status_code == 404
    other = body(as_(cast.other_office), "/board/map/")
    assert "康润生" not in other


def test_the_leaders_first_page_is_the_board_of_today(leader):
    assert f"截至 {today():%Y}年" in body(leader, "/")
