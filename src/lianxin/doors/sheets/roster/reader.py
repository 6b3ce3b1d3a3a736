"""Runs in a process of its own: workbooks on standard input, their cells on standard output.

A hostile file can make the parser abort, hang or fill the memory; here that costs a child process with
a hard limit, never the server. Nothing touches the disk, so no ID number is left in a temporary file.
What is said is ``length (8 bytes) ‖ marshal``; cells travel as numbers into a list of distinct values,
of which each frame brings the new ones. What comes in is ``length ‖ workbook``, ended by length 0: one,
or pieces of one sheet (``pieces.py``) where several processes share it. Only the standard library and
python-calamine are imported: it starts in 50 ms.
"""

import datetime
import gc
import io
import marshal
import sys
from array import array
from collections.abc import Iterator
from itertools import chain, islice

MEMORY = 512 * 1024 * 1024  # address space of all together, which the code's own mappings share
ROWS_A_FRAME = 4_000
MAX_ROWS = 200_000
MAX_COLUMNS = 300


class TooMuch(Exception):
    """More rows than a roster can have."""


def limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; size and ratio were checked before
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def send(*frame: object) -> None:
    body = marshal.dumps(frame, 2)  # type: ignore[arg-type]  # version 2 does not look for repeats
    sys.stdout.buffer.write(len(body).to_bytes(8, "big") + body)
    sys.stdout.buffer.flush()


def plain(cell: object) -> str | int | float:
    """A cell as text or number: dates as 2014-01-05, true as 1, whole numbers without a fraction."""
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, float):
        return int(cell) if abs(cell) < 1e15 and cell == int(cell) else cell
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, str | int):
        return cell
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)


class Places(dict[object, int]):
    """Where each distinct cell stands in the book's list of values; the empty cell is 0."""

    def __init__(self) -> None:
        super().__init__({"": 0})
        self.new: list[str | int | float] = []

    def __missing__(self, cell: object) -> int:
        place = self[cell] = len(self)
        self.new.append(cell if type(cell) is str else plain(cell))
        return place

    def taken(self) -> list[str | int | float]:
        """The values found since the last time."""
        new, self.new = self.new, []
        return new


def send_rows(sheet: int, first: int, width: int, places: Places, rows: list[list[object]]) -> int:
    """Filled rows on their way: their numbers, their cells as places, and the values not sent before."""
    numbers = array("I", range(first, first + len(rows)))
    cells = array("I", map(places.__getitem__, chain.from_iterable(rows))).tobytes()
    size = width * numbers.itemsize
    blank = bytes(size)
    if blank in cells:  # one look at all of them: most sheets have no blank row
        split = [cells[place : place + size] for place in range(0, len(cells), size)]
        numbers = array("I", [n for n, row in zip(numbers, split, strict=True) if row != blank])
        cells = b"".join(row for row in split if row != blank)
    send("rows", sheet, width, places.taken(), numbers.tobytes(), cells)
    return len(numbers)


def read_sheet(book: object, index: int, total: int, places: Places, piece: bool) -> int:
    """Sends a sheet's filled rows under the numbers that Excel shows; returns how many in all."""
    sheet = book.get_sheet_by_index(index)  # type: ignore[attr-defined]
    if merged := sheet.merged_cell_ranges:
        send("merged", index, [(*a, *b) for a, b in merged if b[0] > a[0]])
    if sheet.start is None:
        return total
    above, left = sheet.start
    width = min(left + sheet.width, MAX_COLUMNS)
    if left + sheet.width > MAX_COLUMNS:
        send("wide", index, MAX_COLUMNS)
    before = [""] * left
    rest, first = sheet.iter_rows(), 1  # empty rows above come too, columns do not
    if piece:  # small, and below those of others
        rest, first = iter(sheet.to_python(skip_empty_area=True)), above + 1
    while rows := list(islice(rest, ROWS_A_FRAME)):
        if before or sheet.width > width:
            rows = [(before + row)[:width] for row in rows]
        total += send_rows(index, first, width, places, rows)
        if total > MAX_ROWS:
            raise TooMuch
        first += len(rows)
    return total


def read_book(content: io.BytesIO, total: int, places: Places, piece: bool) -> int:
    """Sends all visible sheets of a workbook."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(content)
    kinds = [
        (s.name, s.visible == SheetVisibleEnum.Visible, s.typ == SheetTypeEnum.WorkSheet)
        for s in book.sheets_metadata
    ]
    send("book", kinds)
    for index, (_, visible, worksheet) in enumerate(kinds):
        if visible and worksheet:
            total = read_sheet(book, index, total, places, piece)
    send("next")
    return total


def taken(length: int) -> bytes:
    got = sys.stdin.buffer.read(length)
    if len(got) < length:
        raise EOFError
    return got


def books() -> Iterator[io.BytesIO]:
    """What is to be read, until we are told that there is no more; a mere end is no such word."""
    while length := int.from_bytes(taken(8), "big"):
        yield io.BytesIO(taken(length))


def main() -> None:
    of = int(sys.argv[1])
    limit_memory(MEMORY // of)
    gc.disable()  # nothing here goes round in circles, and looking for it costs a fifth
    from python_calamine import PasswordError

    total, places = 0, Places()
    try:
        for book in books():
            total = read_book(book, total, places, of > 1)
        send("end")
    except TooMuch:
        send("refused", "rows")
    except PasswordError:
        send("refused", "password")
    except MemoryError:
        send("refused", "memory")
    except BaseException:  # a panic of the parser derives from BaseException
        send("refused", "damaged")


if __name__ == "__main__":
    main()
