"""Hits in a text: where folded words stand in it as it was written, marked without trusting it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lianxin.kernel.text import fold

SHORT, BEFORE = 260, 60


def spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """First and last place of every hit; those that touch are one."""
    letters = [(letter, at) for at, character in enumerate(text) for letter in fold(character)]
    folded = "".join(letter for letter, _ in letters)
    found = []
    for word in words:
        at = folded.find(word) if word else -1
        while at >= 0:
            found.append((letters[at][1], letters[at + len(word) - 1][1] + 1))
            at = folded.find(word, at + len(word))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def marked(text: str, words: Sequence[str]) -> SafeString:
    pieces, done = [], 0
    for start, end in spans(text, words):
        pieces.append((text[done:start], text[start:end]))
        done = end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[done:])


def excerpt(text: str, words: Sequence[str]) -> SafeString:
    """A long text around its first hit."""
    if len(text) <= SHORT:
        return marked(text, words)
    first = next((start for start, _ in spans(text, words)), 0)
    begin = max(0, min(first - BEFORE, len(text) - SHORT))
    shown = marked(text[begin : begin + SHORT], words)
    ends = "…" if begin + SHORT < len(text) else ""
    return format_html("{}{}{}", "…" if begin else "", shown, ends)
