"""Rosters as tests need them: rows by header, written as xlsx, xls or csv; everyone is invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import xlwt

from tests.cast import id_number

HEADERS = ("户编号", "姓名", "证件号码", "与户主关系", "民族", "户联系电话")


def person(
    name: str = "康润生",
    relation: str = "户主",
    *,
    house: str = "620599100000001",
    order: int = 1,
    born: date = date(1968, 3, 14),
    male: bool = True,
    **cells: Any,
) -> dict[str, Any]:
    """A row that has nothing wrong; ``cells`` overrides or adds cells by header."""
    row = {
        "户编号": house,
        "姓名": name,
        "证件号码": id_number(born, order, male),
        "与户主关系": relation,
        "民族": "汉族",
    }
    return {**row, **cells}


def couple(**cells: Any) -> list[dict[str, Any]]:
    return [
        person(**cells),
        person("田巧玲", "配偶", born=date(1970, 5, 6), male=False, order=2, **cells),
    ]


def grid(rows: Sequence[dict[str, Any]]) -> list[list[Any]]:
    headers = list(dict.fromkeys(key for row in rows for key in row))
    return [headers, *[[row.get(header, "") for header in headers] for row in rows]]


def xlsx(*sheets: Sequence[Sequence[Any]], names: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(names[number] if names else f"表{number + 1}")
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(rows: Sequence[Sequence[Any]], top: int = 0) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("花名册")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell != "":
                sheet.write(top + number, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text(rows: Sequence[Sequence[Any]], encoding: str = "utf-8", separator: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)
