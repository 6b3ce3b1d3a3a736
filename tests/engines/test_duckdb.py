"""One definition of a figure on two engines: the suite's database, and DuckDB over Parquet files."""

from __future__ import annotations

import sys

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused
from lianxin.records.diary.actions import diary_write
from lianxin.records.file.income import Income
from lianxin.results.engines import DuckDB, literal, wanted
from lianxin.results.figures import FIGURES, extent
from tests.cast import Cast
from tests.results.scene import BEGUN, YEAR, Village, on, since_2012


@pytest.fixture
def scene(cast: Cast) -> Cast:
    """阳坡村 with its whole year, and 阴坡村 with a few visits."""
    homes = [
        cast.household(name, number=f"1-00{n}", village=cast.other_village, officer=cast.stranger)
        for n, name in enumerate(("马外村", "何外村"), 1)
    ]
    village = Village(cast).whole()
    cast.stranger.from_day = BEGUN
    since_2012()
    for home in homes:
        diary_write(
            actor=SYSTEM,
            officer=cast.stranger,
            kinds=["visit", "stay"],
            day=on(5),
            text="走访。",
            households=[home],
        )
    stated = [(village.kang, 300_000), (village.li, 420_055), (homes[0], 500_000)]
    for home, amount in stated:
        Income.objects.create(
            household=home,
            year=YEAR,
            per_head=amount,
            from_day=on(11),
            source="office",
            written_at="2012-11-10T00:00:00Z",
        )
    return cast


def test_every_figure_is_the_same_on_both_engines_for_both_villages(scene, tmp_path):
    duck = DuckDB(tmp_path)
    found = {}
    for village in (scene.village, scene.other_village, None):
        place = extent(village, YEAR)
        for name, figure in FIGURES.items():
            value = figure.value(SYSTEM, place)
            assert duck.value(figure, SYSTEM, place) == value, (name, village)
            found[name, village] = value
    assert found["visits", scene.village] == 2
    assert found["visits", scene.other_village] == 2
    assert list(tmp_path.glob("*.parquet"))


def test_villages_sum_to_the_county(scene):
    county = scene.village.path[:6]
    for name, figure in FIGURES.items():
        if figure.fold not in {"count", "sum"}:
            continue
        whole = figure.value(SYSTEM, extent(None, YEAR).__class__(county, YEAR, on(12, 31)))
        parts = [
            figure.value(SYSTEM, extent(village, YEAR))
            for village in (scene.village, scene.other_village)
        ]
        assert sum(parts) == whole, name


def test_each_actor_is_told_the_same_by_both_engines(scene, tmp_path):
    duck = DuckDB(tmp_path)
    for account in (scene.office, scene.officer, scene.other_office):
        actor, place = scene.actor(account), extent(scene.village, YEAR)
        for name in ("households", "visits", "stay_days", "needs_open", "bags"):
            figure = FIGURES[name]
            assert duck.value(figure, actor, place) == figure.value(actor, place), name


def test_sealed_numbers_are_in_no_file(scene, tmp_path):
    duck = DuckDB(tmp_path)
    duck.value(FIGURES["members"], SYSTEM, extent(scene.village, YEAR))
    for file in tmp_path.glob("*.parquet"):
        names = [row[0] for row in duck.duck.read_parquet(str(file)).description]
        assert not [name for name in names if "sealed" in name or "blind" in name]


def test_values_are_written_out_with_their_quotes_doubled():
    assert literal("a'b") == "'a''b'"
    assert literal(on(3)) == "CAST('2012-03-10' AS DATE)"
    assert (literal(True), literal(None), literal(7)) == ("TRUE", "NULL", "7")


def test_without_the_engine_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(Refused) as refused:
        wanted("duckdb")
    assert refused.value.problems[0].code == "engine.missing"
