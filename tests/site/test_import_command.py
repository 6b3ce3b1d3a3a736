"""``import roster`` from a terminal: what it prints, how it refuses, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .test_commands import INIT, PASSWORD, ROOT, run

pytestmark = [pytest.mark.once, pytest.mark.long]
ROSTERS = ROOT / "tests" / "data" / "rosters"
ANSWERS = json.loads((ROSTERS / "answers.json").read_text(encoding="utf-8"))
NUMBERS = ("households", "members", "created", "updated", "unchanged")
CELL = ["code", "column", "message", "row", "value"]


@pytest.fixture(scope="module")
def village(tmp_path_factory) -> Path:
    """An instance with an empty 阳坡村."""
    data = tmp_path_factory.mktemp("import") / "data"
    assert run(data, *INIT, LIANXIN_ADMIN_PASSWORD=PASSWORD).returncode == 0
    return data


def bring(data: Path, name: str, *more: str, village: str = "阳坡村") -> tuple[int, Any]:
    """Runs the command with --json; whatever is not one JSON value on standard output fails here."""
    done = run(data, "import", "roster", str(ROSTERS / name), "--village", village, "--json", *more)
    return done.returncode, json.loads(done.stdout)


def test_a_trial_reads_everything_and_writes_nothing(village):
    for _ in range(2):  # a second trial meets a register that is as empty as before
        code, told = bring(village, "plain.xlsx", "--dry-run")
        assert code == 0
        assert told["written"] is False
        assert told["created"] == told["households"] == ANSWERS["plain.xlsx"]["households"]
        assert told["unchanged"] == told["updated"] == 0


def test_eleven_faults_end_with_one_and_nothing_written(village):
    code, told = bring(village, "broken.xlsx")
    assert code == 1
    assert list(told) == ["written", *NUMBERS, "fixed", "problems", "doubts"]
    assert told["written"] is False
    assert len(told["problems"]) == 11
    for one in (*told["problems"], *told["doubts"]):
        assert sorted(one) == CELL
    code, told = bring(village, "plain.xlsx", "--dry-run")
    assert told["unchanged"] == 0


def test_repaired_cells_are_listed_with_what_they_were(village):
    _, told = bring(village, "titled.xlsx", "--dry-run")
    assert told["fixed"]
    for one in told["fixed"]:
        assert sorted(one) == ["column", "from", "row", "rule", "sheet", "to"]  # several sheets


def test_a_roster_is_written_once_and_the_second_time_changes_nothing(tmp_path):
    data = tmp_path / "data"
    assert run(data, *INIT, LIANXIN_ADMIN_PASSWORD=PASSWORD).returncode == 0
    code, first = bring(data, "plain.xlsx")
    assert (code, first["written"]) == (0, True)
    assert first["created"] == first["households"]
    code, second = bring(data, "plain.xlsx")
    assert (code, second["created"], second["updated"]) == (0, 0, 0)
    assert second["unchanged"] == first["households"]


def test_a_village_nobody_knows_is_refused(village):
    code, told = bring(village, "plain.xlsx", village="无此村")
    assert code == 1
    assert [sorted(one)[:2] for one in told["problems"]] == [["code", "field"]]
    assert "无此村" in told["problems"][0]["message"]


def test_a_file_that_is_not_there_is_refused_by_its_name(village):
    code, told = bring(village, "没有.xlsx")
    assert code == 1
    [problem] = told["problems"]
    assert problem["code"] == "roster.unreadable_path"
    assert "没有.xlsx" in problem["message"]


def test_a_file_that_is_no_roster_is_refused(village, tmp_path):
    picture = tmp_path / "名册.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    code, told = bring(village, str(picture))
    assert code == 1
    assert [problem["code"] for problem in told["problems"]] == ["roster.picture"]


def test_without_a_village_the_usage_is_wrong(village):
    done = run(village, "import", "roster", str(ROSTERS / "plain.xlsx"), "--json")
    assert done.returncode == 2
    assert done.stdout == ""


def test_measurements_are_listed_as_one_json_value(village):
    listed = run(village, "bench", "--list", "--json")
    assert listed.returncode == 0
    named = json.loads(listed.stdout)
    assert {"import", "pages"} <= {one["name"] for one in named}
    assert all(sorted(one) == ["name", "title"] and one["title"] for one in named)


def test_a_measurement_nobody_has_is_refused(village):
    refused = run(village, "bench", "nothing", "--json")
    assert refused.returncode == 1
    [problem] = json.loads(refused.stdout)["problems"]
    assert problem["code"] == "bench.unknown"
