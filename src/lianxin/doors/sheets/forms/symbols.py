"""Boxes that Word draws with a symbol font or as a control, made plain so that they are ticked like others."""

from __future__ import annotations

from typing import Any

from lxml import etree

from .paragraph import w

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
BOX, TICKED = "☐", "☑"
SIGNS: dict[str, dict[int, str]] = {
    "wingdings": {0x6F: BOX, 0x71: BOX, 0xA8: BOX, 0x78: TICKED, 0xFD: TICKED, 0xFE: TICKED},
    "wingdings 2": {0xA3: BOX, 0x52: TICKED, 0x53: TICKED, 0x54: TICKED},
}
"""What the fonts draw at these places; Word writes them as such or in the private area from U+F000."""


def make_plain(root: Any) -> None:
    for one in list(root.iter(w("sym"))):
        sign = _sign(one.get(w("font"), ""), int(one.get(w("char"), "0"), 16))
        if sign:
            new = etree.Element(w("t"))
            new.text = sign
            one.getparent().replace(one, new)
            _other_font(new.getparent())
    for one in root.iter(w("t")):
        font, text = _font(one.getparent()), one.text or ""
        signs = [_sign(font, ord(char)) for char in text]
        if text and all(signs):
            one.text = "".join(signs)
            _other_font(one.getparent())


def settle_controls(root: Any) -> None:
    """A control that no longer holds just its box becomes text; one that shows a tick is ticked."""
    for state in list(root.iter(f"{{{W14}}}checkbox")):
        control = next(state.iterancestors(w("sdt")))
        text = "".join(one.text or "" for one in control.iter(w("t")))
        if len(text) != 1:
            for one in list(control.find(w("sdtContent"))):
                control.addprevious(one)
            control.getparent().remove(control)
        elif text == TICKED and (now := state.find(f"{{{W14}}}checked")) is not None:
            now.set(f"{{{W14}}}val", "1")


def _sign(font: str, place: int) -> str:
    return SIGNS.get(font.strip().lower(), {}).get(place - 0xF000 if place >= 0xF000 else place, "")


def _fonts(run: Any) -> Any:
    return run.find(f"{w('rPr')}/{w('rFonts')}")


def _font(run: Any) -> str:
    found = _fonts(run)
    return "" if found is None else str(found.get(w("ascii"), ""))


def _other_font(run: Any) -> None:
    """A symbol font draws something else for the plain sign."""
    if _font(run).strip().lower() in SIGNS:
        _fonts(run).getparent().remove(_fonts(run))
