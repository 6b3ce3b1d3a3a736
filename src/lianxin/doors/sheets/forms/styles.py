"""What a workbook's formats say, by their number: which show days, which draw lines, which break long texts."""

from __future__ import annotations

import re
from typing import Any

from .package import Package
from .sheet import Styles, q

DAYS = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}
"""The formats for days and times that every workbook has."""
BARE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
USUAL = 11.0


def styles_of(package: Package) -> Styles:
    if "xl/styles.xml" not in package.parts:
        return Styles()
    root = package.tree("xl/styles.xml")
    wanted = list(root.iterfind(f"{q('cellXfs')}/{q('xf')}"))
    return Styles(_dates(root, wanted), _lined(root, wanted), _wrapped(root, wanted))


def _dates(root: Any, wanted: list[Any]) -> list[bool]:
    own = {
        int(one.get("numFmtId", 0)): BARE.sub("", one.get("formatCode", ""))
        for one in root.iterfind(f"{q('numFmts')}/{q('numFmt')}")
    }
    numbers = [int(xf.get("numFmtId", 0)) for xf in wanted]
    return [bool(re.search("[ymd]", own[n].lower())) if n in own else n in DAYS for n in numbers]


def _lined(root: Any, wanted: list[Any]) -> list[bool]:
    drawn = [
        any(side.get("style", "none") != "none" for side in one)
        for one in root.iterfind(f"{q('borders')}/{q('border')}")
    ]
    numbers = [int(xf.get("borderId", 0)) for xf in wanted]
    return [n < len(drawn) and drawn[n] for n in numbers]


def _wrapped(root: Any, wanted: list[Any]) -> list[float]:
    """The size of the letters in points where long texts go on in the next line, else nothing."""
    sizes = [
        float(found.get("val", USUAL)) if (found := one.find(q("sz"))) is not None else USUAL
        for one in root.iterfind(f"{q('fonts')}/{q('font')}")
    ]
    result = []
    for xf in wanted:
        number, align = int(xf.get("fontId", 0)), xf.find(q("alignment"))
        wraps = align is not None and align.get("wrapText") in {"1", "true"}
        result.append((sizes[number] if number < len(sizes) else USUAL) if wraps else 0.0)
    return result
