"""A form looked into and filled: for one household, each in a file of its own, or all in one sheet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import translation

from lianxin.doors.sheets.ledger import MASKS
from lianxin.doors.sheets.reading import Tell
from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse
from lianxin.results.forms.actions import Filling
from lianxin.results.forms.homes import Home
from lianxin.results.forms.models import FormTemplate
from lianxin.results.forms.queries import form_content
from lianxin.results.forms.words import understood

from .book import Book
from .document import Document
from .package import Package, opened
from .pens import DIFFERS, EMPTY, UNBOXED, UNSEEN, Pens, Value
from .preview import Block, Grid, Line

Form = Book | Document
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}
SHOWN = 60
"""So many of the files filled can be looked at on the page."""
MOST_PACKED = 150 * 1024 * 1024
MISMADE = (AttributeError, IndexError, KeyError, StopIteration, TypeError, ValueError)
"""What a file ends with whose parts are there but not made as Office makes them."""
UNNAMEABLE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def read(package: Package) -> Form:
    return Book(package) if package.kind == "xlsx" else Document(package)


def look(content: bytes, file_name: str) -> tuple[str, dict[str, str | None]]:
    """A file that was sent: its kind, and each mark in it with what it is understood to mean."""
    package = opened(content, file_name)
    try:
        form = read(package)
        if not any(_said(one) for one in form.blocks()):
            raise refuse("form.blank", "file")
        return package.kind, {words: understood(words) for words in form.marks()}
    except MISMADE:
        raise refuse("form.damaged", "file") from None


def _said(block: Block) -> bool:
    cells = [cell for _label, row in block.rows for cell in row] if isinstance(block, Grid) else []
    parts = (
        block.parts if isinstance(block, Line) else [part for cell in cells for part in cell.parts]
    )
    return any(part.mark or part.text.strip() for part in parts)


def form_of(row: FormTemplate) -> Form:
    return read(opened(form_content(row), row.file_name))


@dataclass
class One:
    """One household's file, or the one sheet of all: what is missing in it, and how it looks."""

    title: str
    home: UUID | None
    missing: int
    unseen: int
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Filled:
    name: str
    kind: str
    content: bytes
    ones: list[One]

    @property
    def missing(self) -> int:
        return sum(one.missing for one in self.ones)

    @property
    def unseen(self) -> int:
        return sum(one.unseen for one in self.ones)


def fill(
    *,
    actor: Actor,
    row: FormTemplate,
    filling: Filling,
    together: bool,
    masked: bool = False,
    tell: Tell = lambda share: None,
) -> Filled:
    """Files in the reader's hands; always in Chinese, whatever language the page is read in."""
    package = opened(form_content(row), row.file_name)
    if not together and len(row.content or b"") * filling.count > MOST_PACKED:
        raise refuse("form.many_pictures", "who", count=filling.count)
    with translation.override("zh-hans"):
        if together:
            homes = _told(filling, tell)
            one, content = _fill(actor, row, package, filling, homes, masked=masked)
            return Filled(f"{_file(row.name)}.{row.kind}", row.kind, content, [one])
        return _each(actor, row, package, filling, masked=masked, tell=tell)


def _told(filling: Filling, tell: Tell) -> list[Home]:
    homes = []
    for place, home in enumerate(filling.homes, 1):
        homes.append(home)
        tell(0.9 * place / filling.count)
    return homes


def _each(
    actor: Actor,
    row: FormTemplate,
    package: Package,
    filling: Filling,
    *,
    masked: bool,
    tell: Tell,
) -> Filled:
    ones, files = [], []
    for place, home in enumerate(filling.homes, 1):
        one, content = _fill(actor, row, package.copy(), filling, [home], masked=masked)
        if place > SHOWN:
            one.blocks = []
        ones.append(one)
        files.append((f"{_file(row.name)}-{_file(one.title)}.{row.kind}", content))
        tell(place / filling.count)
    if len(files) == 1:
        return Filled(*files[0][:1], row.kind, files[0][1], ones)
    return Filled(f"{_file(row.name)}.zip", "zip", _zip(files), ones)


def _fill(
    actor: Actor,
    row: FormTemplate,
    package: Package,
    filling: Filling,
    homes: Sequence[Home],
    *,
    masked: bool,
) -> tuple[One, bytes]:
    form = read(package)
    form.fill(Pens(actor, filling.given, homes, masked=masked), row.cells, row.marks)
    values = [value for parts in form.placed.values() for value in _values(parts)]
    if isinstance(form, Document):  # a cell and its paragraph hold the same parts
        values = list({id(value): value for value in values}.values())
    blocks = form.blocks()
    alone = homes[0] if len(homes) == 1 else None
    title = _title(alone, filling, masked=masked) if alone else row.name
    missing = sum(value.missing in {EMPTY, DIFFERS, UNBOXED} for value in values)
    unseen = sum(value.missing == UNSEEN for value in values)
    one = One(title, alone.household.pk if alone else None, missing, unseen, blocks)
    return one, form.packed()


def _title(home: Home, filling: Filling, *, masked: bool) -> str:
    """It becomes the file's name too: of a published form no more than the form itself shows."""
    name = MASKS["name"](home.file.name) if masked else home.file.name
    title = f"{home.household.number} {name}"
    return f"{home.household.village.name} {title}" if filling.count > 1 else title


def _values(parts: Sequence[object]) -> Iterator[Value]:
    for part in parts:
        value = getattr(part, "value", None)
        if value is not None:
            yield value


def _file(name: str) -> str:
    """A name as files may bear it."""
    return UNNAMEABLE.sub("_", name).strip(" .")[:80] or "_"


def _zip(files: Sequence[tuple[str, bytes]]) -> bytes:
    out, named = io.BytesIO(), set[str]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as book:
        for name, content in files:
            stem, _, ending = name.rpartition(".")
            free, count = name, 1
            while free in named:
                count += 1
                free = f"{stem}-{count}.{ending}"
            named.add(free)
            book.writestr(zipfile.ZipInfo(free, (2000, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
