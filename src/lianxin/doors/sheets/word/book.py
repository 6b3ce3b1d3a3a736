"""Books as Word: handbooks of households, a year's diary. Chapters of facts and tables, each on new pages."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lianxin.kernel.text import in_english, prose

from . import standard as gb
from .styles import XMLNS

if TYPE_CHECKING:
    from docx.document import Document

Row = Sequence[str]


@dataclass(frozen=True)
class Table:
    """``widths``: how wide the columns are in relation to each other; ``head`` () for a table of facts,
    whose first and third columns are labels. ``numbers``: places of columns that stand at the right."""

    title: str
    head: Row
    rows: Sequence[Row]
    widths: Sequence[int]
    numbers: Collection[int] = ()


@dataclass(frozen=True)
class Chapter:
    """``end``: who signs it, side by side."""

    title: str
    under: str
    tables: Sequence[Table]
    end: Sequence[str] = ()


@dataclass(frozen=True)
class Book:
    title: str
    by: str
    day: date
    chapters: Sequence[Chapter]


def book_docx(book: Book, *, sample: str = "") -> bytes:
    from .template import document, sampled  # python-docx is loaded when a paper is asked for

    made = document(prose(book.title), prose(book.by), book.day, english=in_english())
    for place, chapter in enumerate(book.chapters):
        _chapter(made, chapter, apart=place > 0)
    if sample:
        sampled(made, sample)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _chapter(made: Document, it: Chapter, *, apart: bool) -> None:
    title = _said(made, "BookTitle", it.title)
    title.paragraph_format.page_break_before = apart
    if it.under:
        _said(made, "BookNote", it.under)
    for table in it.tables:
        if table.title:
            _said(made, "BookHead", table.title)
        _table(made, table)
    if it.end:
        last = _said(made, "BookEnd", it.end[0])
        for more in it.end[1:]:
            last.add_run().add_tab()
            last.add_run(prose(more))


def _said(made: Document, style: str, words: str) -> Any:
    paragraph: Any = made.add_paragraph()
    paragraph._p.get_or_add_pPr().style = style
    paragraph.add_run(prose(words))
    return paragraph


def _table(made: Document, it: Table) -> None:
    """Its head stands on every page, and no row is torn between two."""
    from docx.oxml import parse_xml

    whole, wide = sum(it.widths), gb.twips(gb.AREA[0])
    widths = [wide * one // whole for one in it.widths]
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = parse_xml(
        f"""<w:tbl {XMLNS}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>
<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>
<w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblGrid>{columns}</w:tblGrid></w:tbl>"""
    )
    if it.head:
        table.append(_row(it.head, widths, set(range(len(it.head))), it.numbers, head=True))
    labels = set() if it.head else set(range(0, len(widths), 2))
    for row in it.rows:
        table.append(_row(row, widths, labels, it.numbers))
    made.element.body.insert_element_before(table, "w:sectPr")


def _row(
    cells: Row, widths: Sequence[int], bold: set[int], right: Collection[int], *, head: bool = False
) -> Any:
    """The last cell of a short row takes the columns that are left."""
    from docx.oxml import OxmlElement, parse_xml

    row = parse_xml(
        f"<w:tr {XMLNS}><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr></w:tr>"
    )
    for place, words in enumerate(cells):
        last = place == len(cells) - 1
        wide = sum(widths[place:]) if last else widths[place]
        span = len(widths) - place if last else 1
        spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        style = "BookLabel" if place in bold else "BookCell"
        side = '<w:jc w:val="right"/>' if place in right else ""
        cell = parse_xml(
            f'<w:tc {XMLNS}><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{spanned}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr><w:r/></w:p></w:tc>'
        )
        said = OxmlElement("w:t")
        said.text = prose(words)
        cell.p_lst[0].r_lst[0].append(said)
        row.append(cell)
    return row
