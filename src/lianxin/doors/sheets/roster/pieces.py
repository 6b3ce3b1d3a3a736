"""A large sheet cut into small workbooks, so that two processes can take it apart at the same time.

Only a piece at a time is ever unpacked. Whatever is not as spreadsheet programs write it is a
``ValueError``: the workbook is then read whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from zipfile import ZipFile, ZipInfo

LEAST = 16 * 1024 * 1024  # below, a second process costs more than it saves
PIECE = 4 * 1024 * 1024
MOST_BESIDE = 32 * 1024 * 1024  # shared strings, styles, other sheets: each piece brings them again
OPEN, ROW_END = b"<sheetData>", b"</row>"
FOOT = b"</sheetData></worksheet>"
NO_ROWS = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData/></worksheet>"
)
NUMBERED = re.compile(rb"\s*(?:<row\s(?:[^>]*\s)?r=[\"']\d|</sheetData>)")
"""What may follow a cut: a row that says its number itself, or the end of them all."""


def piece_size(content: bytes) -> int:
    """How many bytes of its largest sheet make a piece; 0 where cutting would not pay."""
    if not content.startswith(b"PK"):
        return 0
    with ZipFile(BytesIO(content)) as archive:
        members = [member for member in archive.infolist() if _needed(member)]
    sheet = largest_sheet(members)
    beside = sum(member.file_size for member in members if member is not sheet)
    size = max(PIECE, 2 * beside)
    pays = sheet is not None and sheet.file_size >= max(LEAST, 2 * size) and beside <= MOST_BESIDE
    return size if pays else 0


def largest_sheet(members: list[ZipInfo]) -> ZipInfo | None:
    return max(filter(_is_sheet, members), key=lambda member: member.file_size, default=None)


def workbooks(content: bytes, size: int) -> Iterator[memoryview]:
    """A workbook for each piece of the largest sheet, in their order."""
    with ZipFile(BytesIO(content)) as archive:
        sheet = largest_sheet(archive.infolist())
        if sheet is None:
            raise ValueError("no sheet")
        with archive.open(sheet) as xml:
            for number, piece in enumerate(pieces(xml, size)):
                yield _workbook(archive, sheet, piece, number == 0)


def pieces(xml: IO[bytes], size: int) -> Iterator[bytes]:
    """Each with the sheet's head and some of its rows; the last with all that follows them."""
    rows = xml.read(size)
    head = rows[: rows.find(OPEN) + len(OPEN)]
    rows = rows[len(head) :]
    if not head.endswith(OPEN) or head.count(b"<?") > 1 or b"<!" in head:
        raise ValueError("no rows where they should be")
    while more := xml.read(size):
        cut = _cut(rows)
        if cut:
            yield b"".join((head, rows[:cut], FOOT))
        rows = rows[cut:] + more
        if cut and not NUMBERED.match(rows):
            raise ValueError("a row without a number")
    yield head + rows


def _cut(rows: bytes) -> int:
    """After the last row that is whole; 0 if there is none, or if the end of all rows has come.

    In a comment, a CDATA section or an instruction a row's end would not be one. To look for one byte
    costs a tenth of looking for two.
    """
    if (b"!" in rows and b"<!" in rows) or (b"?" in rows and b"<?" in rows):
        raise ValueError("something between rows")
    place = rows.rfind(ROW_END)
    return 0 if place < 0 or b"</sheetData" in rows else place + len(ROW_END)


def _workbook(archive: ZipFile, sheet: ZipInfo, piece: bytes, first: bool) -> memoryview:
    """Not packed: that would cost more than reading it. Other sheets come with the first piece."""
    out = BytesIO()
    with ZipFile(out, "w") as book:
        for member in filter(_needed, archive.infolist()):
            if member is sheet:
                book.writestr(member.filename, piece)
            elif _is_sheet(member) and not first:
                book.writestr(member.filename, NO_ROWS)
            else:
                book.writestr(member.filename, archive.read(member))
    return out.getbuffer()


def _needed(member: ZipInfo) -> bool:
    """All but pictures and the like."""
    return member.filename.endswith((".xml", ".rels"))


def _is_sheet(member: ZipInfo) -> bool:
    return member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml")
