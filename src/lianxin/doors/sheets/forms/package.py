"""The zip that an xlsx or docx is: looked through before anything in it is read, put together again after."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from lianxin.kernel.problem import refuse

from . import problems as _problems  # noqa: F401  (declares the codes)

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 30 * 1024 * 1024
MOST_PARTS = 2000
MOST_RATIO = 300
MOST_TAGS = 800_000
"""Opening and closing tags of all parts together: what they come to in memory is a hundred times a byte."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_EXCEL = "Workbook".encode("utf-16-le")
OLD_WORD = "WordDocument".encode("utf-16-le")
OLD = {
    "doc": "form.old_word",
    "wps": "form.old_word",
    "xls": "form.old_excel",
    "et": "form.old_excel",
}
"""Old formats by the ending; many a list sent as .xls is a page of the web inside."""
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
)
"""What a zip that was cut, bent or made up ends with when it is read."""
MAIN = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
MACROS = re.compile(r"vbaProject|vbaData|macrosheets/|customUI", re.IGNORECASE)
EMBEDDED = re.compile(r"/embeddings/|/activeX/|oleObject", re.IGNORECASE)
REACHING = re.compile(r"\b(?:WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?|EXEC)\s*\(", re.IGNORECASE)
"""Formulas that would send something out or run something when the file is opened."""
FETCHING = re.compile(r"DDE|INCLUDETEXT|INCLUDEPICTURE|\b(?:LINK|IMPORT|DATABASE)\b", re.IGNORECASE)
"""Fields of Word that would do the same."""
FORMULAS = ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula")
LINKED = re.compile(r"/(?:externalLink|externalLinkPath|connections|queryTable)$")
INSIDE = re.compile(r"/(?:oleObject|package|control|aFChunk|activeXControlBinary)$")
OUTSIDE = re.compile(r"/externalLinks?/|/connections\.xml|/queryTables/", re.IGNORECASE)
TYPES = "[Content_Types].xml"
PARSER: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_blank_text": False,
}


@dataclass
class Package:
    """The parts of one file by name; ``kind`` is xlsx or docx."""

    kind: str
    parts: dict[str, bytes] = field(default_factory=dict)

    def tree(self, name: str) -> Any:
        try:
            return etree.fromstring(self.parts[name], etree.XMLParser(**PARSER))
        except (KeyError, etree.XMLSyntaxError):
            raise refuse("form.damaged", "file") from None

    def put(self, name: str, root: Any) -> None:
        self.parts[name] = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )

    def copy(self) -> Package:
        return Package(self.kind, dict(self.parts))

    def packed(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
            for name, content in self.parts.items():
                book.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, 8)
        return out.getvalue()


def opened(content: bytes, file_name: str) -> Package:
    """Refuses in plain words whatever is no form or could do harm; nothing of it is run or fetched."""
    suffix = file_name.lower().rpartition(".")[2]
    if len(content) > MOST_BYTES:
        raise refuse("form.too_large", "file", limit=MOST_BYTES >> 20)
    if suffix in {"xlsm", "docm", "xltm", "dotm", "xlsb"}:
        raise refuse("form.macros", "file")
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise refuse("form.encrypted", "file")
        word = OLD_WORD in content or (suffix in {"doc", "wps"} and OLD_EXCEL not in content)
        raise refuse("form.old_word" if word else "form.old_excel", "file")
    try:
        package = _read(content)
    except UNREADABLE:
        code = "form.damaged" if content[:2] == b"PK" else OLD.get(suffix, "form.other")
        raise refuse(code, "file") from None
    _check(package)
    return package


def _read(content: bytes) -> Package:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        infos = [one for one in book.infolist() if not one.is_dir()]
        whole = sum(one.file_size for one in infos)
        packed = max(1, sum(one.compress_size for one in infos))
        if whole > MOST_UNPACKED or len(infos) > MOST_PARTS:
            raise refuse("form.unpacks_too_large", "file")
        if whole / packed > MOST_RATIO and whole > 1024 * 1024:
            raise refuse("form.unpacks_too_large", "file")
        if any(one.flag_bits & 1 for one in infos):
            raise refuse("form.encrypted", "file")
        parts = {one.filename: book.read(one) for one in infos}  # never more than file_size says
    kind = next((kind for kind, main in MAIN.items() if main in parts), "")
    if not kind:
        raise refuse("form.other", "file")
    if sum(content.count(b"<") for content in parts.values()) > MOST_TAGS:
        raise refuse("form.unpacks_too_large", "file")
    return Package(kind, parts)


def _check(package: Package) -> None:
    names = "\n".join(f"/{name}" for name in package.parts)
    types = package.parts.get(TYPES, b"")
    if MACROS.search(names) or b"macroEnabled" in types or b"ms-office.vba" in types:
        raise refuse("form.macros", "file")
    if EMBEDDED.search(names):
        raise refuse("form.embedded", "file")
    if OUTSIDE.search(names):
        raise refuse("form.outside", "file")
    for name, content in package.parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            _check_xml(content)
        if name.endswith(".rels"):
            _check_links(package.tree(name))
        if name.startswith(("xl/", "word/")) and name.endswith(".xml"):
            _check_reach(package.tree(name))


def _check_xml(content: bytes) -> None:
    """Office writes UTF-8 without any declaration of entities; whatever has one is no office's file."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!DOCTYPE" in content:
        raise refuse("form.damaged", "file")
    if b"<!ENTITY" in content or b"\x00" in content[:200]:
        raise refuse("form.damaged", "file")


def _check_reach(root: Any) -> None:
    """What the file does on its own when somebody opens it, with what was filled in."""
    formulas = (one.text or "" for one in root.iter(*(f"{{*}}{name}" for name in FORMULAS)))
    told = [one.text or "" for one in root.iter("{*}instrText")]
    told += [
        str(value)
        for one in root.iter("{*}fldSimple")
        for name, value in one.items()
        if name.endswith("instr")
    ]
    if any(map(REACHING.search, formulas)) or any(map(FETCHING.search, (*told, "".join(told)))):
        raise refuse("form.reaching", "file")


def _check_links(root: Any) -> None:
    for one in root:
        if INSIDE.search(str(one.get("Type", ""))):
            raise refuse("form.embedded", "file")
        if LINKED.search(str(one.get("Type", ""))):
            raise refuse("form.outside", "file")
        if one.get("TargetMode") != "External":
            continue
        if not str(one.get("Type", "")).endswith("/hyperlink"):
            raise refuse("form.outside", "file")
