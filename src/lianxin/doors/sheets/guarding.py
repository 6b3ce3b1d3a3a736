"""Texts in CSV files that no spreadsheet program takes for a formula, and the same texts read again."""

from __future__ import annotations

TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDE = str.maketrans({"＝": "=", "＋": "+", "－": "-", "＠": "@"})
"""Some programs read the full-width signs as the plain ones."""
BLANKS = " \u00a0\u3000\ufeff"
MARK = "'"


def guarded(text: str) -> str:
    """With a mark in front where a program would calculate it; one that has a mark already gets another,
    so that ``bared`` gives each text back."""
    plain = text.replace("\0", "")
    own = plain.lstrip(MARK)
    begins = own.lstrip(BLANKS).translate(WIDE)
    return MARK + plain if own.startswith(TRIGGERS) or begins.startswith(TRIGGERS) else plain


def bared(text: str) -> str:
    """As it was before ``guarded``; any other text is left alone."""
    if text[:1] == MARK and guarded(text[1:]) == text:
        return text[1:]
    return text
