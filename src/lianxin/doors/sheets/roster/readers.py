"""Which reader reads which kind of column (``columns.csv``, and the columns of other kinds of sheet)."""

from __future__ import annotations

from collections.abc import Mapping

from lianxin.records.file.quantities import AREA, MU

from .amounts import (
    read_count,
    read_day,
    read_earning,
    read_measure,
    read_money,
    read_month,
    read_phone,
    read_way,
    read_work_months,
    read_year,
)
from .cells import (
    BLANK,
    Reader,
    Reading,
    read_causes,
    read_code,
    read_code_or_none,
    read_id_kind,
    read_limited_register,
    read_name,
    read_plain,
    read_prose,
    read_relation,
    read_word,
    text_of,
)
from .columns import Column
from .groups import read_group
from .identity import read_id
from .listed import (
    read_codes,
    read_homes,
    read_kinds,
    read_line,
    read_minutes,
    read_whole_year,
    read_words,
)
from .old_days import read_old_day
from .vocabulary import Vocabulary
from .workbook import Cell

YES = {"是": True, "否": False}
READERS: dict[str, Reader] = {
    "name": read_name,
    "head": read_name,
    "id": read_id,
    "head_id": read_id,
    "id_kind": read_id_kind,
    "reason": read_plain(60),
    "relation": read_relation,
    "register": read_limited_register(20),
    "village": read_plain(60),
    "group": read_group,
    "sex": read_word("sex", {"男": "1", "女": "2"}),
    "ethnic": read_code("ethnic", "roster.ethnic_unknown"),
    "watch": read_code_or_none("watch"),
    "not_at_school": read_code_or_none("not_at_school"),
    "cause": read_causes,
    "yes": read_word("yes", YES),
    "danger": read_word("danger", YES),
    "money": read_money,
    "count": read_count,
    "work_months": read_work_months,
    "year": read_year,
    "day": read_day,
    "month": read_month,
    "phone": read_phone,
    "earning": read_earning,
    "mu": read_measure(MU),
    "square": read_measure(AREA),
    "km": read_way,
    "metres": read_measure(1),
    "prose": read_prose(60),
    "trade": read_prose(30),
    "unit": read_plain(120),
    "homes": read_homes,
    "codes": read_codes,
    "kinds": read_kinds,
    "words": read_words,
    "minutes": read_minutes,
    "old_day": read_old_day,
    "whole_year": read_whole_year,
    "line": read_line,
}
MORE_LISTS = ("structure", "house_grade", "road", "fuel", "work_region", "disability")
for _list in (
    *("party", "education", "schooling", "health", "labour", "category", "disability_level"),
    *MORE_LISTS,
):
    READERS[_list] = read_code(_list)


def read_cells(
    column: Column, cells: Mapping[int, Cell], vocabulary: Vocabulary
) -> dict[int, Reading]:
    """Each distinct cell of a column. An empty one reads as nothing, whatever its column.

    Marks alone are empty, too, but not in a diary: what was written there comes back as it was.
    """
    read, words = READERS[column.kind], column.kind == "words"
    return {
        place: read(cell, text, vocabulary)
        if (text := text_of(cell)) or (words and str(cell or "").strip())
        else BLANK
        for place, cell in cells.items()
    }
