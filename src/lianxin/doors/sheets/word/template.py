"""An empty Word document of our own: A4, 版心, grid, styles, fonts, page numbers; nothing of Word's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from . import standard as gb
from .styles import XMLNS, styles_xml

FONTS = "/word/fontTable.xml"
FOREIGN = ("stylesWithEffects", "thumbnail", "customXml", "numbering")
"""Parts of the library's own template that no paper of ours needs."""
LATIN = "Times New Roman"


def document(title: str, author: str, signed: Any, *, english: bool = False) -> Document:
    made = docx.Document()
    _drop_foreign(made)
    _settings(made)
    _replace(made.styles.element, styles_xml(LATIN if english else ""))
    _fonts(made)
    _page(made, english)
    _named(made, title, author, signed)
    return made


def _drop_foreign(made: Document) -> None:
    for owner in (made.part.package, made.part):
        for key, rel in list(owner.rels.items()):
            if any(name in rel.reltype for name in FOREIGN):
                del owner.rels[key]


def _replace(element: Any, xml: str) -> None:
    """The children of one element by those of another."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)


def _settings(made: Document) -> None:
    """Odd and even pages differ; Word of 2013 and later lays out as it does; Chinese is the language."""
    compat = (
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    xml = f"""<w:settings {XMLNS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>
<w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="{gb.LINE}"/>
<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:useFELayout/>{compat}</w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"""
    _replace(made.settings.element, xml)


def _fonts(made: Document) -> None:
    """Under which other name a face may be had, so that no paper falls back to the text face."""
    told = "".join(
        f'<w:font w:name="{one.name}"><w:altName w:val="{one.other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{one.family}"/><w:pitch w:val="fixed"/></w:font>'
        for one in gb.FACES
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {XMLNS}>{told}</w:fonts>'
    )
    for part in made.part.package.iter_parts():
        if str(part.partname) == FONTS:
            part._blob = xml.encode()


def _page(made: Document, english: bool) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(gb.PAGE[0]), Mm(gb.PAGE[1])
    section.top_margin, section.bottom_margin = Mm(gb.TOP), Mm(gb.BOTTOM)
    section.left_margin, section.right_margin = Mm(gb.LEFT), Mm(gb.RIGHT)
    section.header_distance, section.gutter = Mm(gb.TOP - 12), Mm(0)
    half = gb.SMALL / 72 * 25.4 / 2
    section.footer_distance = Mm(gb.BOTTOM - gb.NUMBER_BELOW - half)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines" if english else "linesAndChars")
    grid.set(qn("w:linePitch"), str(gb.LINE))
    if not english:
        grid.set(qn("w:charSpace"), str(gb.SPACE))
    for footer, style in ((section.footer, "PageOdd"), (section.even_page_footer, "PageEven")):
        footer.is_linked_to_previous = False
        _number(footer.paragraphs[0], style)


def _number(paragraph: Any, style: str) -> None:
    """— 1 —, the number as a field."""
    paragraph._p.get_or_add_pPr().style = style
    paragraph.add_run("— ")
    for kind in ("begin", "instr", "separate", "text", "end"):
        run = paragraph.add_run()
        if kind == "instr":
            said = OxmlElement("w:instrText")
            said.set(qn("xml:space"), "preserve")
            said.text = " PAGE "
        elif kind == "text":
            run.text = "1"
            continue
        else:
            said = OxmlElement("w:fldChar")
            said.set(qn("w:fldCharType"), kind)
        run._r.append(said)
    paragraph.add_run(" —")


def sampled(made: Document, words: str) -> None:
    """示例 above every page of a demonstration."""
    section = made.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        paragraph: Any = header.paragraphs[0]
        paragraph._p.get_or_add_pPr().style = "Sample"
        paragraph.add_run(words)


def _named(made: Document, title: str, author: str, signed: Any) -> None:
    it = made.core_properties
    it.title, it.author, it.last_modified_by = title[:255], author[:255], author[:255]
    it.comments, it.language = "", "zh-CN"
    it.created = it.modified = datetime(signed.year, signed.month, signed.day, tzinfo=UTC)
