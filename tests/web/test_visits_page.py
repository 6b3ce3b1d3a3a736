"""走访进度 and 规定动作: the village first, officers by name, one's own for an officer, rules that change."""

from __future__ import annotations

import re

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.visits.models import Requirement
from tests.visits.acts import did
from tests.web.test_events import signed_in


@pytest.fixture
def home(cast):
    cast.household("李存义", number="1-002", officer=cast.liu)
    return cast.household(officer=cast.tian)


def text_of(client, address="/visits/", **query) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_village_stands_first_then_its_officers_by_name(cast, home):
    did(cast.tian, "visit", today(), home=home)
    page = text_of(signed_in(cast.office))
    assert "差 1 户没入过户" in page
    assert page.index("规定动作") < page.index("按干部看") < page.index("刘志强</a>")
    assert page.index("刘志强</a>") < page.index("田立新</a>")
    assert "李存义" in page[page.index("今年还没入户的") :]
    assert "不排名次" in page


def test_an_officer_reads_nobody_elses_line(cast, home):
    cast.liu  # noqa: B018 - in service
    page = text_of(signed_in(cast.officer))
    assert "康润生" in page
    assert "刘志强" not in page
    assert "按干部看" not in page


@pytest.mark.parametrize("who", ["leader", "assessor"])
def test_leaders_and_assessors_read_it_too(cast, home, who):
    assert "刘志强" in text_of(signed_in(getattr(cast, who)))


@pytest.mark.parametrize("who", ["committee", "department", "sysadmin", "auditadmin"])
def test_it_is_absent_for_who_sees_no_deeds(cast, home, who):
    assert signed_in(getattr(cast, who)).get("/visits/").status_code == 404


@pytest.mark.parametrize("year", ["2012", "1900", "abcd", "9999", "٢٠٢٦"])
def test_any_year_in_the_address_opens(cast, home, year):
    assert "走访进度" in text_of(signed_in(cast.office), year=year)


def test_last_year_has_no_week_and_a_way_back(cast, home):
    page = text_of(signed_in(cast.office), year=today().year - 1)
    assert "本周要办" not in page
    assert f"?year={today().year}" in page


def test_a_village_without_households_says_so(cast):
    page = text_of(signed_in(cast.office))
    assert "这一年没有要求" in page
    assert "还没有户" in page


def test_the_office_reads_adds_changes_and_ends_requirements(cast):
    office = signed_in(cast.office)
    page = text_of(office, "/requirements/")
    assert "2012 年联村联户工作报告" in page
    assert "每名干部每年至少 10 天" in page
    sent = {
        "figure": "stay_days",
        "per": "officer",
        "minimum": "7.5",
        "span": "year",
        "unit": cast.unit.pk,
        "from_day": "2026-01-01",
        "source": "本单位方案",
    }
    refused = office.post("/requirements/new/", sent | {"minimum": "很多"})
    assert refused.status_code == 422
    assert "最少几次请写" in refused.content.decode()
    assert office.post("/requirements/new/", sent)["Location"] == "/requirements/"
    row = Requirement.objects.visible_to(SYSTEM).get(unit=cast.unit)
    assert 'value="7.5"' in text_of(office, "/requirements/new/", instead_of=row.pk)
    changed = {**sent, "minimum": "5", "from_day": "2026-02-01", "instead_of": row.pk}
    office.post("/requirements/new/", changed)
    row.refresh_from_db(from_queryset=Requirement.objects.visible_to(SYSTEM))
    assert str(row.until) == "2026-02-01"
    last = Requirement.objects.visible_to(SYSTEM).get(unit=cast.unit, until=None)
    office.post("/requirements/end/", {"requirement": last.pk, "until": today().isoformat()})
    assert "已停用" in text_of(office, "/requirements/")


@pytest.mark.parametrize("who", ["officer", "leader", "committee"])
def test_only_who_sets_requirements_opens_their_pages(cast, who):
    client = signed_in(getattr(cast, who))
    for place in ("/requirements/", "/requirements/new/"):
        assert client.get(place).status_code == 403
