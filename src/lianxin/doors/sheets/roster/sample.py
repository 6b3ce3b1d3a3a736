"""The sample workbook: the columns the reader knows, lists to choose from, one invented household."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from lianxin.register.identity import check_character

from .columns import REQUIRED, Column, columns, more
from .error_note import OPTIONS
from .vocabulary import Vocabulary

LISTS = {"relation", "ethnic", "party", "education", "schooling", "health", "labour", "category"}
LISTS |= {"watch", "cause"}
WORDS = {"yes": ("是", "否"), "danger": ("是", "否"), "sex": ("男", "女")}
LEFT_OUT = {"head_name", "head_id", "born", "sex", "province", "city", "id_kind"}
FORMATTED_ROWS = 2_000


def numbered(body: str) -> str:
    """An invented ID number: area 620599 belongs to no county."""
    return body + check_character(body)


HOUSE = {
    "数据日期": "202606",
    "县(市、区、旗)": "武山县",
    "乡(镇)": "洛门镇",
    "自然村": "一社",
    "户编号": "620599100000901",
    "人数": "3",
    "致贫原因1": "缺技术",
    "危房户": "否",
    "是否解决安全饮用水": "是",
    "人均纯收入": "9395",
    "户联系电话": "19900000001",
    "首次识别时间": "201401",
    "户类型": "脱贫户",
}
PEOPLE = (
    {
        "姓名": "康示例",
        "证件号码": numbered("62059919680314001"),
        "与户主关系": "户主",
        "健康状况": "健康",
        "劳动技能": "普通劳动力",
        "文化程度": "初中",
        "在校生状况": "非在校生",
        "务工时间（月）": "6",
        "人联系电话": "19900000001",
    },
    {
        "姓名": "田示例",
        "证件号码": numbered("62059919700101002"),
        "与户主关系": "配偶",
        "健康状况": "长期慢性病",
        "劳动技能": "弱劳动力或半劳动力",
        "文化程度": "小学",
        "在校生状况": "非在校生",
        "务工时间（月）": "0",
    },
    {
        "姓名": "康小例",
        "无证件号原因": "新生儿",
        "与户主关系": "之孙子",
        "健康状况": "健康",
        "文化程度": "学龄前儿童",
        "在校生状况": "非在校生",
        "务工时间（月）": "0",
    },
)


def sample_columns() -> list[Column]:
    """The columns of the sample, in the order of the national register's export."""
    return [column for column in columns() if column.field not in LEFT_OUT | more()]


def sample_workbook(vocabulary: Vocabulary, village: str = "") -> bytes:
    """Two sheets: the roster with an example household, and how to fill it in."""
    rows = [{**HOUSE, "行政村": village, "民族": "汉族", **_insured(p)} for p in PEOPLE]
    for number, row in enumerate(rows, 1):
        row |= {"序号": str(number), "人编号": f"{HOUSE['户编号']}{number:02}"}
    return roster_workbook(rows, vocabulary, explained=True)


def roster_workbook(
    rows: Iterable[Mapping[str, str]], vocabulary: Vocabulary, *, explained: bool = False
) -> bytes:
    """A roster by the sample's columns; cells are given by header and written as text."""
    out = BytesIO()
    import xlsxwriter  # half a second of every start, were it loaded with the pages

    with xlsxwriter.Workbook(out, {**OPTIONS, "constant_memory": True}) as book:
        sheet = book.add_worksheet(_("花名册"))
        text = book.add_format({"num_format": "@"})
        head = book.add_format({"bold": True, "bg_color": "#E6EFEB", "text_wrap": True})
        needed = book.add_format({"bold": True, "bg_color": "#F3D9B1", "text_wrap": True})
        headers = sample_columns()
        sheet.set_column(0, len(headers) - 1, 14, text)
        sheet.freeze_panes(1, 0)
        lists = _lists(vocabulary)
        for index, column in enumerate(headers):
            if options := lists.get(column.kind):
                _offer(sheet, index, options, book, column)
        for index, column in enumerate(headers):
            sheet.write_string(
                0, index, column.header, needed if column.field in REQUIRED else head
            )
        for number, row in enumerate(rows, 1):
            for index, column in enumerate(headers):
                if value := row.get(column.header, ""):
                    sheet.write_string(number, index, value, text)
        if explained:
            _explain(book)
        _hidden_lists(book, lists)
    return out.getvalue()


def _insured(person: Mapping[str, str]) -> dict[str, str]:
    return {**person, "是否参加大病保险": "是"}


def _lists(vocabulary: Vocabulary) -> dict[str, Sequence[str]]:
    lists: dict[str, Sequence[str]] = {
        name: tuple(vocabulary.names.get(name, {}).values()) for name in sorted(LISTS)
    }
    return {**lists, **WORDS}


def _offer(sheet: Any, index: int, options: Sequence[str], book: Any, column: Column) -> None:
    """A list to choose from; short lists stand in the cell rule, long ones on a hidden sheet."""
    short = len(",".join(options)) <= 255
    source: Any = list(options) if short else f"=列表_{column.kind}"
    if not short:
        place = sorted(LISTS).index(column.kind)
        letter = chr(ord("A") + place)
        span = f"=列表!${letter}$1:${letter}${len(options)}"
        book.define_name(f"列表_{column.kind}", span)
    rule = {"validate": "list", "source": source, "error_type": "warning"}
    sheet.data_validation(1, index, FORMATTED_ROWS, index, rule)


def _hidden_lists(book: Any, lists: Mapping[str, Sequence[str]]) -> None:
    sheet = book.add_worksheet("列表")
    sheet.hide()
    names = sorted(LISTS)
    for number in range(max((len(lists[name]) for name in names), default=0)):
        for place, name in enumerate(names):
            if number < len(lists[name]):
                sheet.write_string(number, place, lists[name][number])


def _explain(book: Any) -> None:
    sheet = book.add_worksheet(_("填表说明"))
    sheet.set_column(0, 0, 90)
    lines = (
        _("一行填一个人，一户的人排在一起，户主排第一行。底色深的三列必填。"),
        _("户的情况（户编号、收入、住房等）可以每行都写，也可以只写在户主那一行。"),
        _("证件号码已设成文本格式，请直接填 18 位；暂时没有的，在“无证件号原因”里写明。"),
        _("有下拉的格子请从下拉里选；习惯的写法也认，导入时会列出改了什么。"),
        _("前三行是示例，请删掉以后再填。表头不要改名，用不着的列可以留空。"),
    )
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line)
