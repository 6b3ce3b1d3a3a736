"""What a file really is, told by its bytes and never by its name; all but rosters are refused."""

from __future__ import annotations

import zipfile
import zlib
from enum import Enum
from io import BytesIO

from lianxin.kernel.problem import refuse

from .pieces import largest_sheet

LIMIT = 30 * 1024 * 1024
MEMBERS = 2_000
UNPACKED = 400 * 1024 * 1024
RATIO = 200  # a roster packs 10 to 40 times; a bomb a thousand times and more
RATIO_FROM = 20 * 1024 * 1024

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
PAGES = (
    b"<!doctype",
    b"<html",
    b"<table",
    b"<?xml",
    b"<meta",
    b"<style",
    b"<head",
    b"mime-version",
)


DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError),
    *(NotImplementedError, RuntimeError, OverflowError, IndexError, TypeError),
)
"""What Python's own unpacking raises for an archive that is broken or lies about itself."""


class Kind(Enum):
    BOOK = "book"
    TEXT = "text"


def kind_of(content: bytes, file_name: str) -> Kind:
    """A workbook that may be read, or text; anything else is refused with what to do about it."""
    if len(content) > LIMIT:
        raise refuse("roster.too_large", limit=LIMIT // 1024 // 1024)
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start and not content.strip():
        raise refuse("roster.empty")
    if content.startswith(OLE):
        return _old_workbook(content)
    if content.startswith(b"PK"):
        return _new_workbook(content)
    _refuse_by_magic(content, start)
    return Kind.TEXT


def _refuse_by_magic(content: bytes, start: bytes) -> None:
    riff = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    bitmap = content[:2] == b"BM" and b"\x00" in content[:16]
    if content.startswith(PICTURES) or riff or bitmap or content[4:8] == b"ftyp":
        raise refuse("roster.picture")
    if start.startswith(b"%PDF"):
        raise refuse("roster.pdf")
    if content.startswith(ARCHIVES):
        raise refuse("roster.archive")
    if start.lower().startswith(PAGES):
        raise refuse("roster.web_page")
    if b"\x00" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise refuse("roster.unknown_file")


def _old_workbook(content: bytes) -> Kind:
    """An OLE file: an .xls, an encrypted .xlsx, or something of another program."""

    def names(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if names("EncryptedPackage") or names("EncryptionInfo"):
        raise refuse("roster.encrypted")
    if names("_VBA_PROJECT"):
        raise refuse("roster.macros")
    if not (names("Workbook") or names("Book")):
        raise refuse("roster.unknown_file")
    return Kind.BOOK


def _new_workbook(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _check_declared(members, len(content))
            _check_contents(archive, members)
    except DAMAGED:
        raise refuse("roster.damaged") from None
    return Kind.BOOK


def check_unpacked(content: bytes, *, in_pieces: bool = False) -> None:
    """Unpacks every member of a workbook into nothing: what is declared small may be large.

    Of a sheet read in pieces no more is unpacked than it declares, and that is checked on the way.
    """
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            cut = largest_sheet(members) if in_pieces else None
            _check_real(archive, [member for member in members if member is not cut])
    except DAMAGED:
        raise refuse("roster.damaged") from None


def _check_declared(members: list[zipfile.ZipInfo], size: int) -> None:
    packed = sum(m.compress_size for m in members)
    unpacked = sum(m.file_size for m in members)
    overlapping = packed > size
    if len(members) > MEMBERS or unpacked > UNPACKED or overlapping:
        raise refuse("roster.zip_bomb")
    if unpacked > RATIO_FROM and unpacked > RATIO * max(1, packed):
        raise refuse("roster.zip_bomb")


def _check_contents(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    names = {m.filename.lower().replace("\\", "/") for m in members}
    if any(m.flag_bits & 1 for m in members):
        raise refuse("roster.encrypted")
    if any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names):
        raise refuse("roster.macros")
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        other = bool(names & {"word/document.xml", "content.xml", "ppt/presentation.xml"})
        book = other or "xl/workbook.bin" in names
        raise refuse("roster.other_document" if book else "roster.archive")
    kinds = next(m for m in members if m.filename.lower() == "[content_types].xml")
    with archive.open(kinds) as handle:
        if b"macroenabled" in handle.read(1_000_000).lower():
            raise refuse("roster.macros")


def _check_real(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        with archive.open(member) as handle:
            size = 0
            while piece := handle.read(1 << 20):
                size += len(piece)
                if size > member.file_size:
                    raise refuse("roster.zip_bomb")
