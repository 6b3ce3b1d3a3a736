"""A paper in Word has the measures of GB/T 9704-2012, read back from its XML."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from lxml import etree

from lianxin.doors.sheets.word import as_docx
from lianxin.doors.sheets.word.breaks import MOST, broken, width
from lianxin.doors.sheets.word.official import ends
from lianxin.results.report import Paper, Part, Text

pytestmark = pytest.mark.once
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MM = 1440 / 25.4


def paper(**more) -> Paper:
    given = {
        "title": "关于阳坡村2026年上半年联村联户帮扶工作情况的报告",
        "unit": "市自然资源执法支队",
        "to": "上级主管部门",
        "parts": (
            Part("一、主要工作", ((Text("（一）走访。走到61户。"),), (Text("1.第一件事。"),))),
            Part("（二）其他", ((Text("没有了。"),),)),
        ),
        "day": date(2026, 6, 30),
        "signed": date(2026, 7, 17),
        "mark": "市自然资源执法支队文件",
        "number": "天自然资执〔2026〕18号",
        "signer": "赵文斌",
        "upward": True,
        "copies": "武山县人民政府",
        "attachments": ("帮扶台账", "需求清单"),
    }
    return Paper(**(given | more))


class Book:
    """The XML of a paper, asked in the standard's words."""

    def __init__(self, content: bytes) -> None:
        self.file = zipfile.ZipFile(io.BytesIO(content))
        self.body = self.part("document")
        self.styles = {one.get(W + "styleId"): one for one in self.part("styles").iter(W + "style")}

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.file.read(f"word/{name}.xml"))

    def one(self, name: str) -> dict[str, str]:
        """The attributes of the first element of that name in the document."""
        return _plain(next(self.body.iter(W + name)))

    def of(self, style: str, name: str) -> dict[str, str]:
        found = next(self.styles[style].iter(W + name), None)
        return {} if found is None else _plain(found)

    def paragraphs(self, style: str) -> list[etree._Element]:
        return [
            one
            for one in self.body.iter(W + "p")
            if next(one.iter(W + "pStyle")).get(W + "val") == style
        ]


def _plain(element: etree._Element) -> dict[str, str]:
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(as_docx(paper()))


def test_the_page_is_a4_and_the_type_area_156_by_225(book):
    size, edges = book.one("pgSz"), book.one("pgMar")
    assert (round(int(size["w"]) / MM), round(int(size["h"]) / MM)) == (210, 297)
    mm = {name: round(int(edges[name]) / MM) for name in ("top", "left", "right", "bottom")}
    assert mm == {"top": 37, "left": 28, "right": 26, "bottom": 35}
    wide = int(size["w"]) - int(edges["left"]) - int(edges["right"])
    high = int(size["h"]) - int(edges["top"]) - int(edges["bottom"])
    assert (round(wide / MM), round(high / MM)) == (156, 225)


def test_22_lines_of_28_characters_fill_it(book):
    grid = book.one("docGrid")
    assert grid["type"] == "linesAndChars"
    pitch, space = int(grid["linePitch"]), int(grid["charSpace"])
    assert (int(225 * MM) // pitch, int(156 * MM / ((16 + space / 4096) * 20))) == (22, 28)
    line = book.of("Body", "spacing")
    assert (int(line["line"]), line["lineRule"]) == (pitch, "exact")
    tighter = list(book.styles["Body"].find(W + "rPr").iter(W + "spacing"))
    char = 320 + int(tighter[0].get(W + "val"))
    assert int(156 * MM / char) == 28
    assert 156 * MM - 28 * char > 20  # LibreOffice begins up to a point further in


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("Mark", "方正小标宋简体", 32),
        ("Headline", "方正小标宋简体", 22),
        ("Body", "仿宋_GB2312", 16),
        ("Flush", "仿宋_GB2312", 16),
        ("Level1", "黑体", 16),
        ("Level2", "楷体_GB2312", 16),
        ("Signature", "仿宋_GB2312", 16),
        ("Small", "仿宋_GB2312", 14),
        ("PageOdd", "宋体", 14),
        ("PageEven", "宋体", 14),
    ],
)
def test_each_style_names_its_face_for_chinese_and_latin(book, style, face, size):
    fonts = book.of(style, "rFonts")
    assert {fonts["eastAsia"], fonts["ascii"], fonts["hAnsi"]} == {face}
    assert book.of(style, "sz")["val"] == str(size * 2)
    assert book.of(style, "lang")["eastAsia"] == "zh-CN"
    assert "b" not in {one.tag.rpartition("}")[2] for one in book.styles[style].iter()}


def test_the_language_is_chinese_everywhere_and_no_style_of_words_own_is_left(book):
    assert book.part("settings").find(W + "themeFontLang").get(W + "eastAsia") == "zh-CN"
    named = {book.of(name, "name")["val"] for name in book.styles}
    assert not {"Title", "Heading 1", "List Bullet"} & named
    assert not any("thumbnail" in name or "customXml" in name for name in book.file.namelist())


def test_paragraphs_begin_two_characters_in_and_the_addressee_none(book):
    for style in ("Body", "Level1", "Level2"):
        assert book.of(style, "ind")["firstLineChars"] == "200"
    assert book.of("Flush", "ind") == {}
    assert book.of("Flush", "jc")["val"] == "left"


def test_headings_of_two_levels_have_their_faces_also_inside_a_paragraph(book):
    assert "".join(book.paragraphs("Level1")[0].itertext()) == "一、主要工作"
    assert "".join(book.paragraphs("Level2")[0].itertext()) == "（二）其他"
    lead = next(book.paragraphs("Body")[0].iter(W + "r"))
    assert "".join(lead.itertext()) == "（一）走访。"
    assert next(lead.iter(W + "rFonts")).get(W + "eastAsia") == "楷体_GB2312"
    assert not list(book.paragraphs("Body")[1].iter(W + "rFonts"))


def test_the_red_head_falls_35_mm_and_its_rule_stands_4_mm_below_the_number(book):
    assert book.of("Mark", "color")["val"] == "FF0000"
    assert round(int(book.of("Mark", "spacing")["before"]) / MM) == 35
    assert round(int(book.of("Rule", "spacing")["line"]) / MM) == 4
    assert book.of("Rule", "bottom")["color"] == "FF0000"
    two = 2 * int(book.one("docGrid")["linePitch"])
    assert int(book.of("Upward", "spacing")["before"]) == two
    assert int(book.of("Headline", "spacing")["before"]) == two
    assert (
        "".join(book.paragraphs("Upward")[0].itertext()) == "天自然资执〔2026〕18号签发人：赵文斌"
    )


def test_page_numbers_stand_between_dashes_right_on_odd_and_left_on_even_pages(book):
    assert book.part("settings").find(W + "evenAndOddHeaders") is not None
    kinds = {one.get(W + "type") for one in book.body.iter(W + "footerReference")}
    assert kinds == {"default", "even"}
    footers = [book.part(f"footer{n}") for n in (1, 2)]
    assert {next(one.iter(W + "pStyle")).get(W + "val") for one in footers} == {
        *("PageOdd", "PageEven"),
    }
    for one in footers:
        assert "".join(one.itertext()).replace(" PAGE ", "") == "— 1 —"
        assert " PAGE " in "".join(field.text for field in one.iter(W + "instrText"))
    for style, side, end in (("PageOdd", "right", "right"), ("PageEven", "left", "left")):
        assert book.of(style, "jc")["val"] == side
        assert book.of(style, "ind")[f"{end}Chars"] == "100"
    middle = 35 - int(book.one("pgMar")["footer"]) / MM - 14 / 72 * 25.4 / 2
    assert round(middle) == 7


def test_the_signature_leaves_room_for_a_seal_or_ends_two_characters_in(book):
    unit, day = book.paragraphs("Signature")
    assert next(day.iter(W + "ind")).get(W + "rightChars") == "400"
    assert int(next(unit.iter(W + "ind")).get(W + "rightChars")) >= 200
    assert ends(paper(mark="")) == (3.0, 2) or ends(paper(mark=""))[0] >= 2
    long = paper(mark="", unit="市自然资源执法监察支队联村联户办公室")
    unit_end, day_end = ends(long)
    assert unit_end == 2
    assert day_end + width("2026年7月17日") == unit_end + width(long.unit) - 2


def test_the_imprint_lies_at_the_foot_of_the_last_page_between_rules(book):
    framed = [one for one in book.body.iter(W + "p") if list(one.iter(W + "framePr"))]
    place = _plain(next(framed[0].iter(W + "framePr")))
    assert (place["vAnchor"], place["yAlign"]) == ("margin", "bottom")
    rules = [one for one in framed if list(one.iter(W + "shd"))]
    mm = [round(int(next(r.iter(W + "spacing")).get(W + "line")) / MM, 2) for r in rules]
    assert mm == [0.35, 0.25, 0.35]
    text = ["".join(one.itertext()) for one in framed if one not in rules]
    assert text == ["抄送：武山县人民政府", "市自然资源执法支队2026年7月17日印发"]


def test_a_long_title_breaks_between_words_in_lines_of_unlike_length():
    said = broken("关于阳坡村2026年上半年联村联户帮扶工作情况的报告", ["阳坡村"])
    assert len(said) == 2
    assert all(width(one) <= MOST for one in said)
    assert width(said[0]) != width(said[1])
    for word in ("阳坡村", "2026年", "联村", "帮扶", "情况"):
        assert any(word in one for one in said)
    assert not any(one.startswith(("的", "、")) for one in said)
    assert broken("关于开会的通知") == ["关于开会的通知"]
    english = "Report on the help given to 阳坡村 in the first half of 2026"
    assert broken(english) == [english]
    assert "".join(broken("关于" + "很" * 90)) == "关于" + "很" * 90


def test_a_paper_without_a_red_head_has_neither_mark_nor_rule():
    book = Book(as_docx(paper(mark="", copies="", attachments=())))
    assert not book.paragraphs("Mark")
    assert not book.paragraphs("Rule")
    assert not list(book.body.iter(W + "framePr"))


def test_a_demonstration_says_so_above_every_page():
    book = Book(as_docx(paper(), sample="示例"))
    headers = [name for name in book.file.namelist() if re.match(r"word/header\d", name)]
    told = {"".join(etree.fromstring(book.file.read(name)).itertext()).strip() for name in headers}
    assert told == {"示例"}
