"""Tick boxes □是 □否 in a text: the one that is true is ticked, the words around it stay."""

from __future__ import annotations

import re

from lianxin.kernel.text import fold

WORD = r"[^\s□☐☑{}｛｝/、，,；;。|（）()：:]{1,20}"
BOX = re.compile(rf"[□☐](\s*)({WORD})")
BOXES = re.compile(rf"\s*[□☐]\s*{WORD}(?:[\s/、，,；;|]*[□☐]\s*{WORD})+")
TICK = "☑"
ALIKE = {"是": "是 有 已 √", "否": "否 无 没有 未 不是 ×"}
"""What a form prints for yes and no."""


def boxes_at(text: str, start: int) -> str:
    """The row of boxes that begins there, or nothing; one box alone is none."""
    found = BOXES.match(text, start)
    return found[0] if found else ""


def around(text: str) -> tuple[str, str, str] | None:
    """What stands before a text's boxes, they themselves, and what follows."""
    found = BOXES.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else None


def ticked(boxes: str, shown: str) -> str:
    """The boxes with a tick at each word that is meant; as they were where none is."""
    wanted = {fold(one) for one in (*shown.split("、"), *ALIKE.get(shown, "").split()) if one}

    def change(found: re.Match[str]) -> str:
        return f"{TICK}{found[1]}{found[2]}" if fold(found[2]) in wanted else found[0]

    return BOX.sub(change, boxes)
