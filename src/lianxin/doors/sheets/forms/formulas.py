"""References of formulas when rows are put in, or when a formula is copied to another row."""

from __future__ import annotations

import re
from collections.abc import Callable

from .sheet import letters, number

QUOTED = re.compile(r'("(?:[^"]|"")*")')
REFERENCE = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*)!)?"
    r"(?<![\w.])(?P<c1>\$?[A-Z]{1,3})(?P<a1>\$?)(?P<r1>[1-9]\d{0,6})"
    r"(?::(?P<c2>\$?[A-Z]{1,3})(?P<a2>\$?)(?P<r2>[1-9]\d{0,6}))?(?![\w(!])"
)
Change = Callable[[re.Match[str]], str]


def _each(formula: str, change: Change) -> str:
    """Every reference changed, but not what stands in quotes."""
    parts = QUOTED.split(formula)
    return "".join(p if n % 2 else REFERENCE.sub(change, p) for n, p in enumerate(parts))


def grown(first: int, last: int, after: int, count: int, *, single: bool = True) -> tuple[int, int]:
    """A span of rows when ``count`` rows come in after a row; one that holds that row takes them in."""
    if first > after:
        return first + count, last + count
    if last >= after and (single or first < last):
        return first, last + count
    return first, last


def with_rows(formula: str, own: str, target: str, after: int, count: int) -> str:
    """The formula on sheet ``own`` once rows came in on sheet ``target``."""

    def change(found: re.Match[str]) -> str:
        sheet = (found["sheet"] or "").removesuffix("!").strip("'").replace("''", "'") or own
        if sheet != target:
            return found[0]
        first = int(found["r1"])
        if not found["r2"]:
            moved = first + count if first > after else first
            return f"{found['sheet'] or ''}{found['c1']}{found['a1']}{moved}"
        first, last = grown(first, int(found["r2"]), after, count)
        head = f"{found['sheet'] or ''}{found['c1']}{found['a1']}{first}"
        return f"{head}:{found['c2']}{found['a2']}{last}"

    return _each(formula, change)


def moved(formula: str, down: int, right: int = 0) -> str:
    """The formula as it reads in another cell: what is not fixed by $ moves along."""

    def one(column: str, fixed: str, row: str) -> str:
        if not column.startswith("$"):
            column = letters(max(1, number(column) + right))
        return f"{column}{fixed}{row if fixed else max(1, int(row) + down)}"

    def change(found: re.Match[str]) -> str:
        text = (found["sheet"] or "") + one(found["c1"], found["a1"], found["r1"])
        return text + (f":{one(found['c2'], found['a2'], found['r2'])}" if found["r2"] else "")

    return _each(formula, change)
