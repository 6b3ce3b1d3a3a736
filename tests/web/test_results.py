"""Pages of figures, ledgers and reports: each number opens its rows, each row its page."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.results.figures import FIGURES, extent
from lianxin.results.ledgers import LEDGERS
from tests.cast import code
from tests.readers import as_, body
from tests.results.scene import YEAR, Village, on

pytestmark = pytest.mark.once
HERE = f"village=620524101901&year={YEAR}"


def row_count(page: str) -> int:
    return len(re.findall(r"<tr><td", page))


@pytest.fixture
def village(cast) -> Village:
    return Village(cast).whole()


@pytest.fixture
def office(village) -> Client:
    return as_(village.cast.office)


def test_every_figure_stands_on_its_page_and_opens_its_rows(village, office):
    page = body(office, f"/figures/?{HERE}")
    for name, figure in FIGURES.items():
        assert f"/figures/{name}/?village=620524101901&amp;year={YEAR}" in page
        opened = body(office, f"/figures/{name}/?{HERE}")
        rows = figure.rows(SYSTEM, extent(village.cast.village, YEAR)).count()
        assert row_count(opened) == min(rows, 50), name
        assert figure.zh in opened


def test_the_number_and_its_rows_agree_on_the_page(office):
    page = body(office, f"/figures/visits/?{HERE}")
    assert "入户 2 次" in page
    assert "3 条记录" in page
    assert page.count("康润生") == 2


def test_rows_open_the_household_they_belong_to(village, office):
    page = body(office, f"/figures/talks/?{HERE}")
    assert f'href="/households/{village.kang.pk}/"' in page


def test_a_figure_is_shown_as_of_a_day(office):
    page = body(office, f"/figures/visits/?{HERE}&as_of=2012-03-31")
    assert "入户 1 次" in page


@pytest.mark.parametrize("path", ["/figures/visits/", "/figures/nothing/", "/ledgers/visits/"])
def test_what_one_may_not_see_is_absent(village, path):
    assert as_(village.cast.committee).get(path).status_code == 404


def test_another_units_office_is_shown_nothing_of_this_village(village):
    client = as_(village.cast.other_office)
    for path in ("/figures/", "/figures/visits/", "/ledgers/visits/", "/reports/results/"):
        assert client.get(f"{path}?{HERE}").status_code == 404
    assert "康润生" not in body(client, f"/figures/visits/?year={YEAR}")
    assert row_count(body(client, f"/ledgers/visits/?year={YEAR}")) == 0


def test_the_assessors_see_how_often_but_not_what_was_written(village):
    page = body(as_(village.cast.assessor), f"/figures/visits/?{HERE}")
    assert row_count(page) == 3
    assert "春播" not in page


def test_a_year_that_is_none_is_refused_with_the_way_out(office):
    assert "不是年份" in body(office, "/figures/?year=20120", 422)
    assert office.get("/figures/?as_of=x").status_code == 422


def test_rows_behind_a_figure_are_carried_out_and_read_back(village, office):
    sent = {"village": "620524101901", "year": str(YEAR), "form": "csv"}
    answer = office.post("/figures/bags/take/", sent)
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert sum(int(row["数量"]) for row in rows) == 34
    last = AuditRow.objects.visible_to(SYSTEM).order_by("-number").first()
    assert (last.action, last.details["figure"]) == ("register.export", "bags")
    assert as_(village.cast.officer).post("/figures/bags/take/", sent).status_code == 403


def test_every_ledger_is_listed_and_opens(office):
    page = body(office, "/ledgers/")
    for name, ledger in LEDGERS.items():
        assert str(ledger.title) in page
        answer = office.get(f"/ledgers/{name}/?{HERE}")
        assert answer.status_code == (302 if name == "households" else 200)


@pytest.mark.parametrize(
    ("name", "rows", "total"),
    [
        ("visits", 3, "2 <small>次"),
        ("talks", 3, "3 <small>次"),
        ("stays", 4, "3.5 <small>天"),
        ("lectures", 2, "1 <small>场"),
        ("needs", 2, "1 <small>件"),
        ("deliveries", 4, "34 <small>袋"),
        ("projects", 1, "5,126,000 <small>元"),
        ("activities", 4, "4 <small>次"),
    ],
)
def test_a_ledger_shows_its_rows_and_what_they_add_up_to(office, name, rows, total):
    page = body(office, f"/ledgers/{name}/?{HERE}")
    assert row_count(page) == rows
    assert total in page
    assert row_count(body(office, f"/ledgers/{name}/print/?{HERE}")) == rows


def test_a_ledger_is_narrowed_by_officer_household_kind_and_words(village, office):
    for condition, rows in (
        (f"officer={village.liu.pk}", 1),
        (f"household={village.kang.pk}", 2),
        ("q=krs", 2),
        ("q=1-002", 1),
    ):
        assert row_count(body(office, f"/ledgers/visits/?{HERE}&{condition}")) == rows, condition
    kind = code("activity", "三夏助农").pk
    page = body(office, f"/ledgers/activities/?{HERE}&kind={kind}")
    assert row_count(page) == 1


def test_an_officers_ledger_holds_their_own(village):
    page = body(as_(village.cast.officer), f"/ledgers/visits/?{HERE}")
    assert "康润生" in page
    assert "李存义" not in page


def test_a_ledger_goes_out_as_a_sheet_and_is_read_back(village, office):
    answer = office.post("/ledgers/visits/take/", {"query": HERE, "form": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heading = rows[2]
    assert [row[heading.index("户主")] for row in rows[3:]] == ["李存义", "康润生", "康润生"]
    assert as_(village.cast.officer).post("/ledgers/visits/take/").status_code == 403


def test_a_ledger_takes_the_same_queries_however_long_it_is(village, office):
    def queries(name: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            body(office, f"/ledgers/{name}/?{HERE}")
        return len(caught)

    names = [name for name in LEDGERS if name != "households"]
    body(office, "/ledgers/")  # what a first request looks up for the session
    few = {name: queries(name) for name in names}
    for number in range(12):
        home = village.cast.household(f"户{number}", number=f"2-{number:03}", officer=village.tian)
        village.write(village.tian, ["visit", "talk"], on(7, 1 + number), home)
    village.activities()
    village.gifts()
    village.needs()
    village.project()
    assert {name: queries(name) for name in names} == few


def test_the_report_marks_its_numbers_and_each_opens_its_rows(office):
    page = body(office, f"/reports/results/?{HERE}")
    assert "赠送化肥、农药" in page
    marked = re.findall(r'<a class="src" href="([^"]+)">([^<]+)</a>', page)
    assert len(marked) > 20
    for href, shown in marked[:6]:
        number = re.match(r"[0-9.]+", shown).group()
        assert number in body(office, href.replace("&amp;", "&"))


def test_sources_can_be_hidden_without_a_script(office):
    page = body(office, f"/reports/results/?{HERE}&sources=0")
    assert 'class="src"' not in page
    assert "显示出处" in page


def test_the_paper_carries_whom_it_goes_to_and_its_number(office):
    page = body(office, f"/reports/results/?{HERE}&to=市帮扶办&number=〔2012〕18号")
    assert "市帮扶办：" in page
    assert "〔2012〕18号" in page
    assert "市自然资源执法支队文件" in page


def test_the_paper_goes_out_as_a_file(village, office):
    sent = {"village": "620524101901", "year": str(YEAR), "form": "text"}
    answer = office.post("/reports/results/take/", sent)
    assert "落实项目资金512.6万元" in answer.content.decode()
    last = AuditRow.objects.visible_to(SYSTEM).order_by("-number").first()
    assert (last.action, last.details["form"]) == ("report.make", "text")


def test_who_may_not_make_reports_is_told_so(village):
    for account in (village.cast.officer, village.cast.committee, village.cast.assessor):
        assert as_(account).get("/reports/").status_code == 403
        assert as_(account).get("/reports/results/").status_code == 403
    assert body(as_(village.cast.leader), f"/reports/results/?{HERE}")


def test_pages_are_whole_in_english(office):
    office.cookies["django_language"] = "en"
    for path in ("/figures/", "/figures/visits/", "/ledgers/", "/ledgers/needs/", "/reports/"):
        page = body(office, f"{path}?{HERE}")
        assert "</html>" in page
    assert "projects won: " in body(office, f"/reports/results/?{HERE}")
