"""Reads one cell as people write it: each kind of field has its reader, called once per distinct text.

A reader answers with the value and, where the cell was repaired without loss, with how it should read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple
from unicodedata import is_normalized
from uuid import UUID

from lianxin.kernel.problem import Problem, problem
from lianxin.kernel.text import fold, prose, tidy

from .columns import word, words
from .findings import shown
from .vocabulary import Vocabulary
from .workbook import Cell

FORMULA_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?[eE]\+?\d{2}$")
HAN_GAP = re.compile(r"(?<=[^\x00-\xff]) +(?=[^\x00-\xff])")
NAME_DOT = re.compile(r"(?<=[^\x00-\xff])[.•・‧∙●](?=[^\x00-\xff])")
LISTED = re.compile(r"[、,，;；/|\s]+")
OF_HEAD = re.compile(r"^户主[之的]?(?=.)")
WHITE = " \t\r\n\u00a0\u3000\ufeff\u200b\u200c\u200d\u2060'\u2019`"


class Exact(str):
    """A cell that the office wants to stand exactly so: no repair is applied to it."""

    __slots__ = ()


class Reading(NamedTuple):
    """``after`` and ``rule`` tell of a repair; ``wrong`` stops the import, ``odd`` is a doubt."""

    value: Any = None
    after: str | None = None
    rule: str = ""
    wrong: Problem | None = None
    odd: Problem | None = None
    suggestions: tuple[str, ...] = ()


BLANK = Reading()
Reader = Callable[[Cell, str, Vocabulary], Reading]
"""Takes the cell, its tidied text and the vocabulary."""


def text_of(cell: Cell) -> str:
    """The tidied text: half-width, single spaces, without guards such as a leading tab or ="…"."""
    if type(cell) is str and cell.isascii() and cell.isalnum():
        return cell
    if isinstance(cell, float) and 1e15 <= abs(cell) < 1e30:
        return f"{cell:.0f}"
    if not isinstance(cell, str):
        return str(cell)
    if cell.isalnum() and is_normalized("NFKC", cell):
        return str(cell)
    guarded = FORMULA_TEXT.match(cell.strip())
    return tidy(guarded[1] if guarded else cell).strip("'`’ ")


def told(cell: Cell, value: Any, written: str, rule: str) -> Reading:
    """A value; a repair is reported where the text of the cell reads otherwise than it should."""
    if not isinstance(cell, str) or cell == written or isinstance(cell, Exact):
        return Reading(value)
    if FORMULA_TEXT.match(cell.strip()) or cell.strip(WHITE) == written:
        rule = "spaces"
    elif tidy(cell) == written:
        rule = "width"
    return Reading(value, written, rule)


def wrong(code: str, cell: Cell, suggestions: tuple[str, ...] = (), **details: Any) -> Reading:
    found = problem(code, value=shown(str(cell)), **details)
    return Reading(wrong=found, suggestions=suggestions)


def read_name(cell: Cell, text: str, _: Vocabulary) -> Reading:
    if text is cell and text.isalpha() and len(text) <= 60:
        return Reading(text)
    written = NAME_DOT.sub("·", HAN_GAP.sub("", text))
    if isinstance(cell, Exact):
        written = text = str(cell)
    if len(written) > 60 or any(c.isdigit() for c in written):
        return wrong("roster.name_odd", cell)
    return told(cell, written, written, "spaces" if " " in text else "spelling")


def read_register(cell: Cell, text: str, _: Vocabulary) -> Reading:
    """A code of the national register: text, never a number that has lost its end."""
    if text is cell and text.isdecimal():
        return Reading(text)
    if isinstance(cell, float) or SCIENTIFIC.match(text):
        return wrong("roster.code_lost", cell)
    written = text.replace(" ", "").upper()
    return told(cell, written, written, "spaces")


def read_limited_register(limit: int) -> Reader:
    def read(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
        if len(text) > limit:
            return wrong("roster.too_long", cell, limit=limit, length=len(text))
        return read_register(cell, text, vocabulary)

    return read


def read_plain(limit: int) -> Reader:
    def read(cell: Cell, text: str, _: Vocabulary) -> Reading:
        if len(text) > limit:
            return wrong("roster.too_long", cell, limit=limit, length=len(text))
        return told(cell, text, text, "spaces")

    return read


def read_prose(limit: int) -> Reader:
    """Words that people say, with their full-width punctuation."""

    def read(cell: Cell, text: str, _: Vocabulary) -> Reading:
        if not isinstance(cell, str):
            return Reading(text)
        plain = prose(cell)
        if len(plain) > limit:
            return wrong("roster.too_long", cell, limit=limit, length=len(plain))
        return Reading(plain)

    return read


def read_code(list_name: str, unknown: str = "roster.value_unknown") -> Reader:
    """A value of a code list, by name or spelling."""

    def read(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
        term = vocabulary.find(list_name, text)
        if term is None:
            return wrong(unknown, cell, vocabulary.nearest(list_name, text))
        return told(cell, term.id, term.name, "spelling")

    return read


def read_relation(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
    """户主之子 is 之子; a relation that the register does not know apart becomes 其他, with a doubt."""
    term = vocabulary.find("relation", text)
    if term is None:
        term = vocabulary.find("relation", OF_HEAD.sub("", text))
    if term is None:
        return wrong("roster.relation_unknown", cell, vocabulary.nearest("relation", text))
    if term.name == "其他" and fold(text) not in ("其他", "其它", "99其他"):
        return Reading(term.id, odd=problem("roster.relation_as_other", value=shown(text)))
    return told(cell, term.id, term.name, "spelling")


def read_code_or_none(list_name: str) -> Reader:
    """无, 否 … say that there is no such thing: the household is not monitored, the child goes to school."""
    coded = read_code(list_name)

    def read(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
        return BLANK if word("none", text) else coded(cell, text, vocabulary)

    return read


def read_causes(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
    """One cause, or several in one cell."""
    if word("none", text):
        return BLANK
    if one := vocabulary.find("cause", text):
        return told(cell, (one.id,), one.name, "spelling")
    ids: list[UUID] = []
    names: list[str] = []
    for part in LISTED.split(text):
        term = vocabulary.find("cause", part)
        if term is None:
            return wrong("roster.value_unknown", cell, vocabulary.nearest("cause", part))
        ids.append(term.id)
        names.append(term.name)
    return told(cell, tuple(dict.fromkeys(ids)), "、".join(names), "spelling")


def read_word(kind: str, values: dict[str, Any]) -> Reader:
    """Yes and no, sexes: by the table of words."""

    def read(cell: Cell, text: str, _: Vocabulary) -> Reading:
        meant = word(kind, text)
        if meant is None:
            return wrong("roster.value_unknown", cell, tuple(values))
        return told(cell, values[meant], meant, "yes_no" if len(values) == 2 else "spelling")

    return read


def read_id_kind(cell: Cell, text: str, vocabulary: Vocabulary) -> Reading:
    meant = words("id_kind").get(fold(text))
    return read_plain(20)(cell, text, vocabulary) if meant is None else Reading(meant)
