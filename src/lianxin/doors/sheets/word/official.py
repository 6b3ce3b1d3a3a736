"""An official paper as Word, by GB/T 9704-2012: the same lines that the page and the text say."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from lianxin.kernel.text import in_english, prose
from lianxin.results.report import Line, Paper, lines

from . import standard as gb
from .breaks import broken, width
from .styles import XMLNS, indent

if TYPE_CHECKING:
    from docx.document import Document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STYLE = {
    "mark": "Mark",
    "number": "Number",
    "upward": "Upward",
    "ends": "Ends",
    "title": "Headline",
    "to": "Flush",
    "heading": "Level1",
    "body": "Body",
    "attachment": "Attachment",
    "present": "Present",
    "unit": "Signature",
    "day": "Signature",
}
FACE = {1: gb.HEI, 2: gb.KAI}
SMALL_PRINT = {"copies", "printed"}


def as_docx(paper: Paper, *, sample: str = "") -> bytes:
    """``sample``: a word above every page, where the paper is a demonstration."""
    from .template import document, sampled  # python-docx is loaded when a paper is asked for

    made = document(_plain(paper.title), _plain(paper.unit), paper.signed, english=in_english())
    written = list(lines(paper))
    for place, line in enumerate(written):
        if line.role not in SMALL_PRINT:
            _Written(made, paper, line, written[place - 1] if place else None).write()
    _hold_together(made, written)
    small = [line for line in written if line.role in SMALL_PRINT]
    if small:
        _small_print(made, small)
    if sample:
        sampled(made, sample)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


class _Written:
    """One line on its way into the document."""

    def __init__(self, made: Document, paper: Paper, line: Line, before: Line | None) -> None:
        self.made, self.paper, self.line, self.before = made, paper, line, before
        self.first = before is None or before.role != line.role

    def write(self) -> None:
        role = self.line.role
        if role == "title":
            if self.before is not None:
                self.add("Rule")
            self.title()
        elif role in {"heading", "body"}:
            self.text()
        elif role == "mark":
            self.mark()
        elif role == "present":
            self.present()
        elif role == "attachment":
            hanging = 3 if self.first else 0
            it = self.add(STYLE[role], self.line.text, _spaced(self.first))
            _set(it, indent(left=5, hanging=hanging))
        elif role in {"unit", "day"}:
            self.sign()
        else:
            it = self.add(STYLE[role], self.line.text)
            if self.line.beside:
                it.add_run().add_tab()
                it.add_run(_plain(self.line.beside))

    def add(self, style: str, text: str = "", before: int | None = None) -> Any:
        it: Any = self.made.add_paragraph()
        it._p.get_or_add_pPr().style = style
        if text:
            it.add_run(_plain(text))
        if before is not None:
            _before(it, before)
        return it

    def title(self) -> None:
        """In lines that break between words; without a red head it stands at the top of the page."""
        names = (self.paper.unit, self.paper.mark)
        said = broken(_plain(self.line.text), names)
        it = self.add(STYLE["title"], said[0], None if self.before else 0)
        for more in said[1:]:
            it.add_run().add_break()
            it.add_run(more)

    def mark(self) -> None:
        """As large as one line allows."""
        it = self.add(STYLE["mark"], self.line.text)
        fit = gb.AREA[0] / 25.4 * 72 / max(width(self.line.text), 1)
        size = max(gb.MARK_LEAST, min(gb.MARK, int(fit)))
        if size != gb.MARK:
            from docx.shared import Pt

            it.runs[0].font.size = Pt(size)
            it.paragraph_format.line_spacing = Pt(size)

    def text(self) -> None:
        """A heading of its own line, or one that its paragraph begins with."""
        line, level = self.line, self.line.level
        if line.role == "heading":
            self.add("Level2" if level == 2 else "Level1", line.text)
            return
        lead = _plain(line.lead)
        it = self.add(STYLE["body"])
        if lead:
            _faced(it.add_run(lead), FACE[level])
        rest = _plain(line.text)[len(lead) :]
        if rest:
            it.add_run(rest)

    def present(self) -> None:
        """Clause 10.3: the label in 黑体, further lines of names below the first name."""
        label, colon, names = _plain(self.line.text).partition("：")
        it = self.add(STYLE["present"], "", _spaced(self.first))
        _faced(it.add_run(label), gb.HEI)
        it.add_run(colon + names)
        hanging = width(label + colon)
        _set(it, indent(left=gb.INDENT + hanging, hanging=hanging))

    def sign(self) -> None:
        unit_ends, day_ends = ends(self.paper)
        mine = unit_ends if self.line.role == "unit" else day_ends
        left = gb.SEAL_LINES if self.paper.mark else 1
        opens = self.line.role == "unit" or not self.paper.unit
        it = self.add(STYLE[self.line.role], self.line.text, left * gb.LINE if opens else None)
        _set(it, indent(right=mine))


def ends(paper: Paper) -> tuple[float, float]:
    """How many characters before the right edge unit and day end.

    With a seal the unit stands over the middle of the day; without one the day begins two characters
    further in than the unit.
    """
    from lianxin.results.report.layout import signed

    unit, day = width(paper.unit), width(signed(paper))
    if paper.mark:
        return max(gb.UNIT_ENDS, gb.DAY_ENDS + (day - unit) / 2), gb.DAY_ENDS
    if unit - day >= gb.UNIT_ENDS:
        return gb.UNIT_ENDS, unit - day
    return gb.UNIT_ENDS * 2 + day - unit, gb.UNIT_ENDS


def _hold_together(made: Document, written: list[Line]) -> None:
    """Clause 7.3.5.5: unit and day never stand on a page without text."""
    closing = sum(line.role in {"unit", "day"} for line in written)
    for paragraph in made.paragraphs[-closing - 1 : -1] if closing else ():
        paragraph.paragraph_format.keep_with_next = True


def _small_print(made: Document, small: list[Line]) -> None:
    """版记 at the foot of the last page (clause 7.4): a frame at the lower edge of the 版心.

    A frame belongs to the paragraph behind it: an empty one that stays with the text above. All in it
    have one style, or LibreOffice takes them for several frames and draws none.
    """
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    _rule(made, gb.THICK)
    for place, line in enumerate(small, 1):
        it = _framed(made)
        it.add_run(_plain(line.text))
        if line.beside:
            it.add_run().add_tab()
            it.add_run(_plain(line.beside))
        elif line.role == "copies":
            _set(it, indent(gb.SMALL, left=4, right=1, hanging=3))
        _rule(made, gb.THICK if place == len(small) else gb.THIN)
    end: Any = made.add_paragraph()
    end._p.get_or_add_pPr().style = "End"


def _rule(made: Document, height: float) -> None:
    """As wide as the 版心: a line of that height and black. A border would begin where the text does,
    and LibreOffice draws no frame whose paragraphs have different ones."""
    it = _framed(made)
    _set(it, '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>')
    _set(it, f'<w:spacing w:line="{gb.twips(height)}" w:lineRule="exact"/>')
    _set(it, '<w:ind w:leftChars="0" w:left="0" w:rightChars="0" w:right="0"/>')


def _framed(made: Document) -> Any:
    it: Any = made.add_paragraph()
    it._p.get_or_add_pPr().style = "Small"
    wide = gb.twips(gb.AREA[0])
    _set(
        it,
        f'<w:framePr w:w="{wide}" w:hSpace="0" w:wrap="around" w:vAnchor="margin" '
        'w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/>',
    )
    return it


def _plain(text: str) -> str:
    """Without what XML cannot hold."""
    return prose(text)


def _spaced(first: bool) -> int:
    """One blank line above the first of several."""
    return gb.LINE if first else 0


def _before(paragraph: Any, twips: int) -> None:
    from docx.shared import Twips

    paragraph.paragraph_format.space_before = Twips(twips)


ORDER = (
    "framePr",
    "widowControl",
    "pBdr",
    "shd",
    "tabs",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
)
"""Of what this module sets in a paragraph, in the order of the schema."""


def _set(paragraph: Any, xml: str) -> None:
    """One property of a paragraph, put where the schema has it."""
    from docx.oxml import parse_xml

    name = xml.removeprefix("<w:").split(" ", 1)[0].split(">", 1)[0]
    element = parse_xml(xml.replace(f"<w:{name}", f"<w:{name} {XMLNS}", 1))
    behind = [f"w:{one}" for one in ORDER[ORDER.index(name) + 1 :]]
    paragraph._p.get_or_add_pPr().insert_element_before(element, *behind)


def _faced(run: Any, face: gb.Face) -> None:
    """A run in another face than its style's."""
    from docx.oxml import parse_xml

    from .styles import fonts

    run._r.get_or_add_rPr().insert(
        0, parse_xml(fonts(face).replace("<w:rFonts", f"<w:rFonts {XMLNS}", 1))
    )
