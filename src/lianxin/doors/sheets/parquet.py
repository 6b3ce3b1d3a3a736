"""Rows as a Parquet file, streamed: one group for each some thousand rows, pages pressed with gzip.

Written by hand, since the libraries that do it are larger than the product. Format: parquet.thrift of
Apache Parquet 2.x in the compact protocol; every column is optional and plainly encoded.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import IO, Any

from lianxin.results.columns import Column

GROUP = 10_000
MAGIC = b"PAR1"
INT32, INT64, DOUBLE, BYTES = 1, 2, 5, 6
UTF8, DATE = 0, 6
PLAIN, RLE, GZIP = 0, 3, 2
I32, I64, BINARY, LIST, STRUCT = 5, 6, 8, 9, 12
KINDS = {"number": INT64, "decimal": DOUBLE, "money": DOUBLE, "share": DOUBLE, "day": INT32}
CONVERTED = {"day": DATE, "text": UTF8}
EPOCH = date(1970, 1, 1).toordinal()


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def whole(number: int) -> bytes:
    """A signed number, zigzag."""
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def struct_of(*fields: tuple[int, int, Any]) -> bytes:
    """A struct of (number, type, value); ``None`` leaves a field out."""
    out, last = bytearray(), 0
    for number, kind, value in fields:
        if value is None:
            continue
        out += bytes([(number - last) << 4 | kind]) + _value(kind, value)
        last = number
    return bytes(out) + b"\0"


def _value(kind: int, value: Any) -> bytes:
    if kind in (I32, I64):
        return whole(value)
    if kind == BINARY:
        return varint(len(value)) + bytes(value)
    if kind == LIST:
        item, parts = value
        size = len(parts)
        start = bytes([size << 4 | item]) if size < 15 else bytes([0xF0 | item]) + varint(size)
        return start + b"".join(_value(item, part) for part in parts)
    return bytes(value)


def _levels(present: Sequence[bool]) -> bytes:
    """Which values are there, as runs of equal bits behind their length."""
    out, at = bytearray(), 0
    while at < len(present):
        end = at
        while end < len(present) and present[end] == present[at]:
            end += 1
        out += varint((end - at) << 1) + bytes([present[at]])
        at = end
    return struct.pack("<I", len(out)) + bytes(out)


def _plain(kind: str, values: Sequence[Any]) -> bytes:
    there = [value for value in values if value is not None]
    if kind == "day":
        return struct.pack(f"<{len(there)}i", *(one.toordinal() - EPOCH for one in there))
    if kind == "number":
        return struct.pack(f"<{len(there)}q", *map(int, there))
    if kind in KINDS:
        return struct.pack(f"<{len(there)}d", *map(float, there))
    texts = [str(value).encode("utf-8", "replace") for value in there]
    return b"".join(struct.pack("<I", len(one)) + one for one in texts)


class _Group:
    """One group of rows on its way into the file."""

    def __init__(self, columns: Sequence[Column], at: int) -> None:
        self.columns, self.at, self.chunks, self.size = columns, at, list[bytes](), 0

    def write(self, out: IO[bytes], rows: Sequence[Sequence[Any]]) -> int:
        for column, values in zip(self.columns, zip(*rows, strict=True), strict=True):
            self._column(out, column, [None if value == "" else value for value in values])
        return self.at

    def _column(self, out: IO[bytes], column: Column, values: Sequence[Any]) -> None:
        body = _levels([value is not None for value in values]) + _plain(column.kind, values)
        packer = zlib.compressobj(wbits=31)
        packed = packer.compress(body) + packer.flush()
        page = struct_of((1, I32, len(values)), (2, I32, PLAIN), (3, I32, RLE), (4, I32, RLE))
        header = struct_of(
            (1, I32, 0), (2, I32, len(body)), (3, I32, len(packed)), (5, STRUCT, page)
        )
        out.write(header + packed)
        meta = struct_of(
            (1, I32, KINDS.get(column.kind, BYTES)),
            (2, LIST, (I32, [PLAIN, RLE])),
            (3, LIST, (BINARY, [column.name.encode()])),
            (4, I32, GZIP),
            (5, I64, len(values)),
            (6, I64, len(header) + len(body)),
            (7, I64, len(header) + len(packed)),
            (9, I64, self.at),
        )
        self.chunks.append(struct_of((2, I64, self.at), (3, STRUCT, meta)))
        self.at += len(header) + len(packed)
        self.size += len(header) + len(body)

    def told(self, rows: int) -> bytes:
        return struct_of((1, LIST, (STRUCT, self.chunks)), (2, I64, self.size), (3, I64, rows))


def write_parquet(
    out: IO[bytes],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    told: Callable[[int], None] | None = None,
) -> int:
    """Writes a file and returns how many rows it has; columns stand by their names."""
    out.write(MAGIC)
    groups, at, count, stream = list[bytes](), len(MAGIC), 0, iter(rows)
    while batch := list(islice(stream, GROUP)):
        group = _Group(columns, at)
        at = group.write(out, batch)
        groups.append(group.told(len(batch)))
        count += len(batch)
        if told is not None:
            told(count)
    footer = struct_of(
        (1, I32, 1),
        (2, LIST, (STRUCT, [_root(len(columns)), *map(_element, columns)])),
        (3, I64, count),
        (4, LIST, (STRUCT, groups)),
        (6, BINARY, b"lianxin"),
    )
    out.write(footer + struct.pack("<I", len(footer)) + MAGIC)
    return count


def _root(size: int) -> bytes:
    return struct_of((4, BINARY, b"rows"), (5, I32, size))


def _element(column: Column) -> bytes:
    return struct_of(
        (1, I32, KINDS.get(column.kind, BYTES)),
        (3, I32, 1),
        (4, BINARY, column.name.encode()),
        (6, I32, CONVERTED.get(column.kind, UTF8 if column.kind not in KINDS else None)),
    )
