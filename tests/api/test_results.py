"""Programs read ledgers and figures by the definitions that the pages have."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from lianxin.people.policy import AccountActor
from lianxin.records.file.income import Income
from lianxin.results.actions import report_make
from tests.results.scene import YEAR, Village, on

from .caller import Caller, codes


@pytest.fixture
def village(cast):
    first = cast.household("康润生", number="1-001", officer=cast.tian)
    cast.household("李存义", number="1-002", officer=cast.liu)
    cast.household("外村户", number="1-001", village=cast.other_village, officer=cast.stranger)
    Income.objects.create(
        household=first,
        year=2025,
        per_head=1_386_050,
        from_day=date(2026, 2, 1),
        source="import",
        written_at=timezone.now(),
    )


def test_the_ledger_holds_the_offices_households_with_money_in_yuan(cast, village):
    told = Caller(cast.office).get("ledgers/households").json()
    assert [row["head"] for row in told["items"]] == ["康润生", "李存义"]
    assert told["items"][0]["income"] == 13860.5
    assert told["columns"]["income"] == "人均纯收入"
    assert told["next"] is None


def test_an_officer_and_an_assessor_get_their_own_rows_and_columns(cast, village):
    assert len(Caller(cast.officer).items("ledgers/households")) == 1
    row = Caller(cast.assessor).items("ledgers/households")[0]
    assert row["head"] == "康润生"
    assert not {"income", "phone", "category", "cause", "members"} & set(row)


def test_a_ledger_is_read_page_by_page(cast, village):
    caller = Caller(cast.office)
    first = caller.get("ledgers/members", limit=1).json()
    rest = caller.get("ledgers/members", limit=1, after=first["next"]).json()
    names = [row["name"] for row in first["items"] + rest["items"]]
    assert (names, rest["next"]) == (["康润生", "李存义"], None)


@pytest.mark.parametrize("name", ["nothing", "members"])
def test_a_ledger_that_is_not_ones_to_see_is_absent(cast, village, name):
    answer = Caller(cast.assessor).get(f"ledgers/{name}")
    assert (answer.status_code, codes(answer)) == (404, ["action.absent"])


def test_figures_count_what_the_caller_may_see(cast, village):
    told = Caller(cast.office).get("figures", village="阳坡村", year=2026).json()
    assert (told["village"], told["year"]) == ("阳坡村", 2026)
    assert told["figures"]["households"] == 2
    assert set(told["definitions"]) == set(told["figures"])
    assert Caller(cast.officer).get("figures").json()["figures"]["households"] == 1
    assert "households" not in Caller(cast.sysadmin).get("figures").json()["figures"]


@pytest.mark.parametrize("query", [{"year": 1}, {"year": "x"}, {"village": "没有这村"}])
def test_figures_of_nowhere_and_never_are_refused(cast, query):
    assert 400 <= Caller(cast.office).get("figures", **query).status_code < 500


def test_a_ledger_of_records_is_read_by_year_and_kind(cast):
    whole, caller = Village(cast).whole(), Caller(cast.office)
    told = caller.get("ledgers/visits", year=YEAR).json()
    assert [row["head"] for row in told["items"]] == ["李存义", "康润生", "康润生"]
    assert caller.items("ledgers/visits", year=2011) == []
    assert len(caller.items("ledgers/visits", year=YEAR, household=str(whole.li.pk))) == 1
    assert caller.items("ledgers/projects")[0]["amount"] == 5126000
    first = caller.get("ledgers/visits", limit=1).json()
    rest = caller.get("ledgers/visits", limit=5, after=first["next"]).json()
    assert first["items"] + rest["items"] == told["items"]
    assert Caller(cast.other_office).items("ledgers/visits", year=YEAR) == []


def test_a_program_learns_which_reports_there_are(cast):
    told = Caller(cast.office).get("reports").json()
    assert {"name": "results", "title": "帮扶工作情况报告"} in told["items"]
    assert {"minutes", "yearly"} < {one["name"] for one in told["items"]}


def test_a_paper_that_was_handed_in_is_read_as_it_was(cast):
    whole, caller = Village(cast).whole(), Caller(cast.office)
    report_make(
        actor=AccountActor.of(cast.office), report="results", village=cast.village, year=YEAR
    )
    whole.write(whole.tian, ["visit"], on(11), whole.kang)
    one = caller.items("papers")[0]
    told = caller.get(f"papers/{one['id']}").json()
    assert (told["report"], told["year"], told["village"]["name"]) == ("results", YEAR, "阳坡村")
    assert any("干部入户2次" in line for line in told["lines"])
    assert told["figures"]["visits"] == 2
    assert "入户次数" in told["definitions"]["visits"]
    assert Caller(cast.other_office).items("papers") == []
    refused = Caller(cast.other_office).get(f"papers/{one['id']}")
    assert (refused.status_code, codes(refused)) == (404, ["action.absent"])


def test_a_ledger_is_read_as_a_masked_sheet_by_who_may_export(cast, village):
    answer = Caller(cast.office).get("ledgers/households", format="csv")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/csv")
    sheet = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert sheet.count("\r\n") == 1 + len(Caller(cast.office).items("ledgers/households"))
    assert "康＊＊" in sheet
    assert "康润生" not in sheet
    assert Caller(cast.officer).get("ledgers/households", format="csv").status_code == 403
    assert Caller(cast.office).get("ledgers/households", format="xls").status_code == 422
