"""Tables of text: UTF-8 with or without a mark, UTF-16, GB18030; commas, tabs or semicolons."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from lianxin.kernel.problem import refuse

from ..guarding import MARK, bared

SEPARATORS = ",\t;，|"
UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def encoding_of(content: bytes) -> str:
    """The encoding in which every byte makes sense; text in no known one is refused."""
    candidates = [UTF16[content[:2]]] if content[:2] in UTF16 else ["utf-8-sig", "gb18030"]
    for name in candidates:
        try:
            content.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    raise refuse("roster.unknown_text")


def separator_of(head: str) -> str:
    """The sign that stands most evenly in the first lines."""
    lines = [line for line in head.splitlines() if line.strip()][:20]
    counts = {sign: [line.count(sign) for line in lines] for sign in SEPARATORS}
    return max(SEPARATORS, key=lambda sign: (_usual(counts[sign]), -SEPARATORS.index(sign)))


def _usual(counts: list[int]) -> int:
    """How many lines agree on the most frequent number of signs, weighed by that number."""
    filled = Counter(count for count in counts if count)
    return max((count * min(lines, 40) for count, lines in filled.items()), default=0)


def delimited_rows(
    content: bytes, max_rows: int, max_columns: int
) -> tuple[int, Iterator[tuple[int, list[str]]]]:
    """The widest row's width, and the filled rows with the numbers that Excel shows for them."""
    name = encoding_of(content)
    head = content[:65_536].decode(name, errors="ignore")
    separator = separator_of(head)
    width = rows = 0
    for _, row in _records(content, name, separator, max_columns):
        width, rows = max(width, len(row)), rows + 1
        if rows > max_rows:
            raise refuse("roster.too_many_rows", rows=f"{max_rows:,}")
    return width, _records(content, name, separator, max_columns)


def _records(
    content: bytes, encoding: str, separator: str, max_columns: int
) -> Iterator[tuple[int, list[str]]]:
    lines = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")
    reader = csv.reader(lines, delimiter=separator)
    try:
        for number, row in enumerate(reader, 1):
            row = [bared(cell) if cell[:1] == MARK else cell for cell in row[:max_columns]]
            while row and not row[-1].strip():
                row.pop()
            if row:
                yield number, row
    except csv.Error:
        raise refuse("roster.damaged") from None
