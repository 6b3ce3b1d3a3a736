"""Numbers that stand in a list by place are those that stand under their ids."""

from __future__ import annotations

from datetime import date

import pytest

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import Extent
from lianxin.kernel.grouped import Places, column, grouped
from lianxin.kernel.ids import new_id
from lianxin.results.figures import FIGURES
from tests.results.assessment.year import since_2024
from tests.visits.acts import did

DAY = date(2025, 7, 1)
YEAR = Extent("", 2025, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("visits", "officer"),
        ("visits", "household"),
        ("talks", "household"),
        ("stay_days", "officer"),
        ("entries", "officer"),
        ("households", "pk"),
    ],
)
def test_a_list_by_place_tells_what_a_table_by_ids_tells(cast, name, key):
    homes = [cast.household(head, number=f"1-00{n}") for n, head in enumerate(("康润生", "漆玉珍"))]
    for n, officer in enumerate((cast.tian, cast.tian, cast.liu)):
        for kind in ("visit", "visit", "talk"):
            did(officer, kind, DAY.replace(day=n + 1), home=homes[n % 2])
        did(officer, "stay", DAY, village=cast.village, halves=1)
    since_2024()
    figure = FIGURES[name]
    rows = figure.rows(SYSTEM, YEAR)
    told = {part.keys[0]: part.number for part in grouped(figure, rows, [key])}
    ids = [new_id(), cast.liu.pk, homes[1].pk, cast.tian.pk, homes[0].pk]
    assert column(figure, rows, key, Places(ids)) == [told.get(one, 0) for one in ids]
    assert sum(told.values()) > 0


def test_who_is_not_asked_for_has_no_place_and_no_number(cast):
    did(cast.tian, "stay", DAY, village=cast.village, halves=1)
    figure = FIGURES["stay_days"]
    places = Places([cast.liu.pk])
    assert column(figure, figure.rows(SYSTEM, YEAR), "officer", places) == [0]
    assert places.at(cast.tian.pk.hex) is None
