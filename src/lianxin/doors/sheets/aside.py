"""待补 as people read it: what is wrong in each household's rows, and those rows as a workbook again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lianxin.kernel.problem import Problem
from lianxin.records.intake.aside import opened
from lianxin.records.intake.models import SetAside

from .roster import Row, book_of


def told(row: SetAside) -> list[dict[str, Any]]:
    """The problems of a waiting household, in the reader's language."""
    return [_in_words(found) for found in opened(row)["problems"]]


def aside_book(waiting: Iterable[SetAside]) -> bytes:
    """All rows of the waiting households under their files' own headers, ID numbers whole."""
    sheets: dict[tuple[str, ...], list[Row]] = {}
    for row in waiting:
        lines = opened(row)["cells"]
        rows = {n: Row(n, cells) for n, cells in zip(row.rows, lines, strict=False)}
        for found in told(row):
            if one := rows.get(found.get("row", 0)):
                one.wrong[found.get("column", "")].append(found["message"])
        for one in rows.values():
            sheets.setdefault(tuple(one.cells), []).append(one)
    return book_of((list(headers), rows) for headers, rows in sheets.items())


def _in_words(found: dict[str, Any]) -> dict[str, Any]:
    """A kept problem in the reader's language; older ones as they were written down."""
    kept = found.get("problem")
    if not kept:
        return found
    said = {key: value for key, value in kept.items() if key not in {"code", "message", "field"}}
    return found | {"message": Problem(kept["code"], kept["field"], said).message()}
