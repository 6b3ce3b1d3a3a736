"""``./lianxin export`` and ``./lianxin figures``: the same rows and numbers as the pages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from tests.cast import Cast, id_number

NUMBER = id_number(order=444)


@pytest.fixture
def village(cast: Cast) -> Cast:
    home = cast.household("康润生", officer=cast.tian)
    cast.member(home, "裴玉兰", "配偶", NUMBER)
    cast.household("马外村", village=cast.other_village)
    return cast


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_the_ledgers_are_listed(db: None) -> None:
    named = [one["name"] for one in json.loads(said("export", "--list", "--json"))]
    assert named[:2] == ["households", "members"]
    assert {"visits", "stays", "lectures", "talks", "needs", "deliveries"} < set(named)
    assert {"projects", "activities"} < set(named)
    assert "联系户台账" in said("export", "--list")


def test_a_village_is_written_and_no_other(village: Cast, tmp_path: Path) -> None:
    out = tmp_path / "h.csv"
    said("export", "households", "--format", "csv", "--out", str(out), "--village", "阳坡村")
    assert [row["户主"] for row in rows_of(out)] == ["康润生"]
    assert rows_of(out)[0]["联系干部"] == "田立新"


def test_members_carry_only_the_last_four_of_their_number(village: Cast, tmp_path: Path) -> None:
    out = tmp_path / "m.xlsx"
    said("export", "members", "--out", str(out), "--village", "620524101901")
    sheet = openpyxl.load_workbook(out).worksheets[0]
    header, *rest = [[cell.value for cell in row] for row in sheet.iter_rows()]
    found = {row[header.index("姓名")]: row[header.index("证件号码")] for row in rest}
    assert found["裴玉兰"] == f"…{NUMBER[-4:]}"
    assert NUMBER.encode() not in out.read_bytes()


def test_a_masked_sheet_hides_who_it_is(village: Cast, tmp_path: Path) -> None:
    out = tmp_path / "m.csv"
    said("export", "members", "--format", "csv", "--out", str(out), "--masked")
    text = out.read_text("utf-8-sig")
    assert "康＊＊" in text
    assert "康润生" not in text
    assert "健康状况" not in text


def test_a_sheet_tells_how_a_day_was(village: Cast, tmp_path: Path) -> None:
    out = tmp_path / "h.csv"
    said("export", "households", "--format", "csv", "--out", str(out), "--as-of", "2025-06-01")
    assert rows_of(out) == []


def test_what_cannot_be_exported_is_refused(village: Cast, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    for arguments in (
        ["nonsense"],
        ["households", "--village", "没有村"],
        ["households", "--as-of", "x"],
    ):
        with pytest.raises(SystemExit) as refused:
            said("export", *arguments, "--out", str(out))
        assert refused.value.code == 1
    with pytest.raises(CommandError):
        said("export", "households")
    assert not out.exists()


def test_figures_are_told_with_their_sentences(village: Cast) -> None:
    whole = json.loads(said("figures", "--village", "阳坡村", "--year", "2026", "--json"))
    assert (whole["village"], whole["year"]) == ("阳坡村", 2026)
    assert whole["figures"]["households"] == 1
    assert whole["figures"]["members"] == 2
    assert whole["figures"]["officers"] == 1
    assert set(whole["definitions"]) == set(whole["figures"])
    assert all(whole["definitions"].values())
    assert "households" in said("figures", "--village", "阳坡村", "--year", "2026")
