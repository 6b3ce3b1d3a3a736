"""Every style of an official paper; fonts of East Asian and Latin text are named in each."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import standard as gb
from .standard import FANG, HEI, KAI, SONG, XBS, Face

XMLNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Style:
    """``first``, ``left``, ``right``: characters; ``before``, ``after``: twips; ``line``: exact twips."""

    id: str
    name: str
    face: Face = FANG
    size: float = gb.BODY
    align: str = "both"
    line: int = gb.LINE
    first: float = 0
    left: float = 0
    right: float = 0
    before: int = 0
    after: int = 0
    keep: bool = False
    outline: int | None = None
    red: bool = False
    extra: str = field(default="", repr=False)


def _ending(width: float) -> str:
    """A tab at which the words at the right end of a line stop, one character in."""
    place = gb.twips(gb.AREA[0]) - round(width)
    return f'<w:tabs><w:tab w:val="right" w:pos="{place}"/></w:tabs>'


def rule(height: float, color: str = "000000") -> str:
    return (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{gb.eighths(height)}" w:space="0" '
        f'w:color="{color}"/></w:pBdr>'
    )


STYLES = (
    Style("Body", "公文正文", first=gb.INDENT),
    Style("Flush", "主送机关", align="left"),
    Style(
        "Mark",
        "发文机关标志",
        XBS,
        gb.MARK,
        "center",
        gb.points(gb.MARK),
        before=gb.twips(gb.MARK_FALLS),
        red=True,
    ),
    Style("Number", "发文字号", align="center", before=gb.NUMBER_LINES * gb.LINE, keep=True),
    Style(
        "Upward",
        "发文字号和签发人",
        align="left",
        left=1,
        right=1,
        before=gb.NUMBER_LINES * gb.LINE,
        keep=True,
        extra=_ending(gb.CHAR),
    ),
    Style(
        "Ends",
        "纪要单位和日期",
        align="left",
        left=1,
        right=1,
        extra=_ending(gb.CHAR),
    ),
    Style(
        "Rule",
        "红色分隔线",
        line=gb.twips(gb.RULE_FALLS),
        extra=rule(gb.RULE, gb.RED),
    ),
    Style(
        "Headline",
        "公文标题",
        XBS,
        gb.TITLE,
        "center",
        gb.twips(gb.TITLE_PITCH),
        before=gb.TITLE_LINES * gb.LINE,
        after=gb.LINE,
        keep=True,
    ),
    Style("Level1", "一级标题", HEI, first=gb.INDENT, keep=True, outline=0),
    Style("Level2", "二级标题", KAI, first=gb.INDENT, keep=True, outline=1),
    Style("Attachment", "附件说明", left=5),
    Style("Present", "出席人员"),
    Style("Signature", "署名和日期", align="right"),
    Style(
        "Small",
        "版记",
        size=gb.SMALL,
        left=1,
        right=1,
        align="left",
        extra=_ending(gb.points(gb.SMALL)),
    ),
    Style("End", "末行", line=20),
    Style(
        "BookTitle",
        "册子标题",
        XBS,
        gb.TITLE,
        "center",
        gb.twips(gb.TITLE_PITCH),
        keep=True,
        outline=0,
    ),
    Style(
        "BookNote",
        "册子说明",
        size=gb.TABLE,
        align="center",
        line=gb.TABLE_LINE,
        after=120,
        keep=True,
    ),
    Style(
        "BookHead", "表名", HEI, gb.TABLE, "left", gb.TABLE_LINE, before=160, after=40, keep=True
    ),
    Style("BookLabel", "表头", HEI, gb.TABLE, "left", gb.TABLE_LINE),
    Style("BookCell", "表格文字", size=gb.TABLE, align="left", line=gb.TABLE_LINE),
    Style(
        "BookEnd",
        "签字",
        size=gb.TABLE,
        align="left",
        line=gb.TABLE_LINE,
        before=360,
        extra=f'<w:tabs><w:tab w:val="left" w:pos="{gb.twips(gb.AREA[0] / 2)}"/></w:tabs>',
    ),
    Style("PageOdd", "页码（单页）", SONG, gb.SMALL, "right", gb.points(gb.SMALL), right=1),
    Style("PageEven", "页码（双页）", SONG, gb.SMALL, "left", gb.points(gb.SMALL), left=1),
    Style("Sample", "示例", line=gb.LINE, align="left"),
)


def fonts(face: Face, latin: str = "") -> str:
    ascii_ = latin or face.name
    return f'<w:rFonts w:ascii="{ascii_}" w:hAnsi="{ascii_}" w:eastAsia="{face.name}" w:cs="{ascii_}"/>'


def styles_xml(latin: str = "") -> str:
    """``latin``: another face for Latin letters, for papers in English."""
    told = "".join(_style(one, latin) for one in STYLES)
    size = f'<w:sz w:val="{gb.BODY * 2}"/><w:szCs w:val="{gb.BODY * 2}"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    run = f'{fonts(FANG, latin)}<w:snapToGrid w:val="0"/>{_tighter(gb.BODY)}{size}'
    return f"""<w:styles {XMLNS}><w:docDefaults>
<w:rPrDefault><w:rPr>{run}{language}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr><w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>
<w:spacing w:before="0" w:after="0" w:line="{gb.LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>
<w:rPr>{run}{language}</w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultFont"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="PlainTable"><w:name w:val="Normal Table"/>
<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>
<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>
<w:uiPriority w:val="99"/><w:semiHidden/></w:style>{told}</w:styles>"""


def _style(it: Style, latin: str) -> str:
    """Elements in the order in which the schema has them."""
    keep = "<w:keepNext/>" if it.keep else ""
    outline = f'<w:outlineLvl w:val="{it.outline}"/>' if it.outline is not None else ""
    color = f'<w:color w:val="{gb.RED}"/>' if it.red else ""
    border, tabs = (it.extra if it.extra.startswith(tag) else "" for tag in ("<w:pBdr", "<w:tabs"))
    return f"""<w:style w:type="paragraph" w:customStyle="1" w:styleId="{it.id}"><w:name w:val="{it.name}"/>
<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}{border}{tabs}
<w:spacing w:before="{it.before}" w:after="{it.after}" w:line="{it.line}" w:lineRule="exact"/>
{indent(it.size, first=it.first, left=it.left, right=it.right)}<w:jc w:val="{it.align}"/>{outline}</w:pPr>
<w:rPr>{fonts(it.face, latin)}<w:snapToGrid w:val="0"/>{color}{_tighter(it.size)}
<w:sz w:val="{round(it.size * 2)}"/><w:szCs w:val="{round(it.size * 2)}"/>
<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:style>"""


def _tighter(size: float) -> str:
    return f'<w:spacing w:val="{gb.TIGHTER if size == gb.BODY else 0}"/>'


def indent(
    size: float = gb.BODY,
    *,
    first: float = 0,
    left: float = 0,
    right: float = 0,
    hanging: float = 0,
) -> str:
    """Indents in characters, as Word has them in Chinese, and in twips for whoever knows no characters."""
    one = gb.CHAR if size == gb.BODY else size * 20
    given = {"left": left, "right": right, "firstLine": first, "hanging": hanging}
    said = "".join(
        f' w:{name}Chars="{round(count * 100)}" w:{name}="{round(count * one)}"'
        for name, count in given.items()
        if count
    )
    return f"<w:ind{said}/>" if said else ""
