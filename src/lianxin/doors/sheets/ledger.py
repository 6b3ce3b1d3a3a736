"""Ledgers as Excel, CSV and Parquet. No cell becomes a formula; of numbers of documents a sheet has the
last four characters, unless it is made for a stated purpose."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import count
from typing import IO, Any

from django.db.models import Model
from django.utils.translation import gettext as _

from lianxin.people.row_names import KINDS
from lianxin.results.actions import Export
from lianxin.results.columns import Column

from .book import write_book
from .frame import Text
from .guarding import guarded
from .parquet import write_parquet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"
MEDIA = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "parquet": PARQUET}
FORMS = tuple(MEDIA)
Told = Callable[[int], None]


def write_ledger(
    out: IO[bytes], export: Export, form: str, *, titled: bool = True, told: Told | None = None
) -> int:
    """Writes the sheet as it is read, and returns how many rows it has.

    ``titled``: view, conditions and time above the table; they always stand on a sheet of their own.
    """
    if form == "csv":
        return _write_csv(out, export, told)
    if form == "parquet":
        return write_parquet(out, export.columns, _values(export), told=told)
    added = _Sums(export.columns)
    titled = titled and export.sums
    return write_book(
        out,
        _text(export),
        export.columns,
        added.through(_values(export)),
        titled=titled,
        sums=added.last if export.sums and added.any else None,
        told=told,
    )


def as_xlsx(export: Export, *, titled: bool = True) -> bytes:
    out = io.BytesIO()
    write_ledger(out, export, "xlsx", titled=titled)
    return out.getvalue()


def as_parquet(export: Export) -> bytes:
    out = io.BytesIO()
    write_ledger(out, export, "parquet")
    return out.getvalue()


def as_csv(export: Export) -> bytes:
    """UTF-8 with a mark, as Excel wants it."""
    return "".join(csv_lines(export)).encode("utf-8", "replace")


def _write_csv(out: IO[bytes], export: Export, told: Told | None) -> int:
    done = -2  # the mark and the headings are no rows
    for done, line in enumerate(csv_lines(export), -1):
        out.write(line.encode("utf-8", "replace"))
        if told is not None and done > 0 and done % 500 == 0:
            told(done)
    return max(done, 0)


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(export: Export) -> Iterator[str]:
    """Line by line, so that a long ledger is sent while it is read; a cell that a sheet would
    calculate is quoted."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow([str(column.title) for column in export.columns])
    kinds = [column.kind for column in export.columns]
    for values in _values(export):
        yield writer.writerow([_cell(v, k) for v, k in zip(values, kinds, strict=True)])


def json_lines(export: Export) -> Iterator[str]:
    """``{"columns": {name: title}, "items": [{name: value}]}``, row by row, with what the sheet would have."""
    titles = {column.name: str(column.title) for column in export.columns}
    yield f'{{"columns": {json.dumps(titles, ensure_ascii=False)}, "items": ['
    for place, values in enumerate(_values(export)):
        row = dict(zip(titles, values, strict=True))
        yield (",\n" if place else "\n") + json.dumps(row, ensure_ascii=False, default=str)
    yield "\n]}"


def _cell(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if kind == "share" and isinstance(value, float):
        return f"{value * 100:+.1f}%"
    if not isinstance(value, str):
        return value.isoformat() if isinstance(value, date) else str(value)
    return guarded(value)


class _Sums:
    """Adds up, while rows go by, the columns of which a sum says something."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.places = [place for place, column in enumerate(columns) if column.adds]
        self.sums: list[Any] = [None] * len(columns)
        self.any = bool(self.places)

    def through(self, rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
        for values in rows:
            for place in self.places:
                if (value := values[place]) is not None:
                    self.sums[place] = (self.sums[place] or 0) + value
            yield values

    def last(self, rows: int) -> list[Any]:
        """The line below all others: how many rows, and the sums."""
        whole = [round(v, 2) if isinstance(v, float) else v for v in self.sums]
        place = next((n for n, value in enumerate(whole) if value is None), None)
        if place is not None:
            whole[place] = _("合计 %(n)d 行") % {"n": rows}
        return whole


def _values(export: Export) -> Iterator[list[Any]]:
    """The cells of each row as a sheet takes them; how a column is read is decided once."""
    readers = [
        reader(column, masked=export.masked, whole=export.whole) for column in export.columns
    ]
    for row in export.rows:
        yield [read(row) for read in readers]


def reader(column: Column, *, masked: bool, whole: bool = False) -> Callable[[Any], Any]:
    """Money in yuan; a published sheet hides who it is; one for a purpose has numbers in full."""
    if whole and column.whole:
        name, value = column.whole, column.value
        return lambda row: row.numbers.get(name) or value(row)
    read = column.value
    if column.kind == "serial":
        numbers = count(1)
        return lambda _row: str(next(numbers))
    if column.kind == "money":
        return lambda row: _yuan(read(row))
    if masked and column.mask:
        mask = MASKS[column.mask]
        return lambda row: _masked(mask, read(row))
    return read


def _yuan(value: Any) -> Any:
    if value is None:
        return None
    return value // 100 if value % 100 == 0 else value / 100


def _masked(mask: Callable[[Any], Any], value: Any) -> Any:
    return mask(value) if value is not None else None


MASKS: dict[str, Callable[[Any], Any]] = {
    "name": lambda name: name[:1] + "＊" * (len(name) - 1),
    "phone": lambda phone: f"…{phone[-4:]}" if phone else "",
    "born": lambda day: str(day.year),
}


def headline(export: Export) -> str:
    return " · ".join(part for part in (export.village, export.title, export.view) if part)


def footnote(export: Export) -> str:
    told = _("%(day)s 的情况；条件：%(conditions)s；%(by)s 于 %(at)s 导出") % {
        "day": export.day,
        "conditions": export.conditions or _("没有"),
        "by": export.by,
        "at": f"{export.at:%Y-%m-%d %H:%M}",
    }
    money = any(column.kind == "money" for column in export.columns)
    return _("；").join((told, _("金额单位：元"))) if money else told


def _text(export: Export) -> Text:
    return Text(export.title, headline(export), footnote(export), explained(export))


def explained(export: Export) -> list[tuple[str, str]]:
    return [
        (_("台账"), headline(export)),
        (_("视图"), export.view or _("全部")),
        (_("条件"), export.conditions or _("没有")),
        (_("哪天的"), str(export.day)),
        (_("导出时间"), f"{export.at:%Y-%m-%d %H:%M}"),
        (_("谁导出"), export.by),
        (_("遮住没有"), _shown(export)),
        ("", ""),
        (_("列"), _("是什么、从哪里来")),
        *((str(column.title), definition(column, export.of)) for column in export.columns),
    ]


def _shown(export: Export) -> str:
    if export.whole:
        return _("证件号码是全的，用途：%s。用完请删掉，不要转发。") % export.purpose
    if export.masked:
        return _("姓名、电话、生日遮住了，身体和说的话没有带。")
    return _("姓名电话没有遮；证件号码只带后四位，要全号，请写明用途再导出。")


def definition(column: Column, of: type[Model] | None = None) -> str:
    """What a column says, in its unit, and from which records it is read; ``of``: those of the ledger."""
    told = [str(column.about)] if column.about else []
    if unit := {"money": _("元"), "day": _("年-月-日"), "share": "%"}.get(column.kind):
        told.append(_("单位：%s") % unit)
    read = {"needs": column.needs, "row": of}.get(column.of)
    source = KINDS.get(read.__name__) if read is not None else None
    if source:
        told.append(_("从“%s”里来") % source)
    return _("；").join(told)
