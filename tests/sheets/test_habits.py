"""What offices do to a roster before they send it, each habit alone."""

import io
from datetime import date

import openpyxl
import pytest

from lianxin.doors.sheets.roster.columns import roster_columns
from lianxin.kernel.problem import Refused
from tests.cast import id_number
from tests.sheets import books
from tests.sheets.books import couple, grid, person, text, xls, xlsx
from tests.sheets.conftest import packaged

pytestmark = pytest.mark.once
SON = {"born": date(1995, 2, 3), "order": 5}


def members(found):
    return [[m.name for m in household.members] for household in found.households]


def clean(found):
    assert [p.as_json() for p in found.problems] == []
    return found


# -- files and encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_in_any_usual_encoding_and_separator_is_read(read, encoding, separator):
    rows = grid(couple(姓名="裴㛃") if separator == "," else couple())
    found = clean(read(text(rows, encoding, separator), "名单.csv"))
    assert found.members == 2


def test_an_old_xls_is_read_with_its_own_row_numbers(read):
    found = read(xls(grid([person(民族="汗族")]), top=4), "名单.xls")
    assert [(p.row, p.column) for p in found.problems] == [(6, "民族")]


def test_row_numbers_are_those_that_excel_shows_below_empty_rows(read):
    rows = [[], [], [], *grid([person(), person("王五", "之子", 民族="汗族", **SON)])]
    rows.insert(5, [])
    found = read(xlsx(rows))
    assert [(p.row, p.value) for p in found.problems] == [(7, "汗族")]


def test_a_table_that_does_not_begin_in_column_a_is_read(read):
    rows = [["", "", *row] for row in grid(couple())]
    assert clean(read(xlsx(rows))).members == 2


def test_hidden_sheets_are_passed_over_and_told_while_hidden_rows_count(read):
    book = openpyxl.load_workbook(io.BytesIO(xlsx(grid(couple()), grid([person("旧", order=9)]))))
    book.worksheets[1].sheet_state = "hidden"
    book.worksheets[0].row_dimensions[3].hidden = True
    found = clean(read(books.saved(book)))
    assert members(found) == [["康润生", "田巧玲"]]
    assert "roster.sheet_hidden" in {n.code for n in found.notices}


def test_two_sheets_that_are_rosters_are_both_read_and_findings_name_the_sheet(read):
    second = [person("王五", house="620599100000002", order=7, 民族="汗族")]
    found = read(xlsx(grid(couple()), grid(second), names=("一社", "二社")))
    (problem,) = found.problems
    assert problem.as_json()["sheet"] == "二社"
    assert len(found.households) == 2
    assert [h.sound for h in found.households] == [True, False]


def test_a_sheet_of_households_beside_the_sheet_of_people_is_left(read):
    summary = [["户主姓名", "户编号", "人口"], ["康润生", "620599100000001", 2]]
    found = clean(read(xlsx(summary, grid(couple()), names=("户表", "人表"))))
    assert found.members == 2
    assert "roster.sheet_lacks" in {n.code for n in found.notices}


def test_findings_of_a_book_with_one_sheet_do_not_name_it(read):
    found = read(xlsx(grid([person(民族="汗族")])))
    assert "sheet" not in found.problems[0].as_json()


# -- headers


def test_titles_notes_and_a_header_of_three_rows_are_seen_through(read):
    rows = [
        ["武山县洛门镇阳坡村农户信息登记表"],
        ["填报单位：洛门镇人民政府", "", "填报日期：2026年3月31日"],
        ["户主信息", "", "成员信息", "", "", ""],
        ["户主\n姓名", "户联系电话", "基本情况", "", "", "*健康\n状况"],
        ["", "", "姓名", "公民身份号码（必填）", "与户主的关系", ""],
        ["康润生", "19900001234", "康润生", id_number(), "户主", "健康"],
        ["康润生", "19900001234", "康小", id_number(date(1999, 1, 1), 4), "儿子", "健康"],
    ]
    found = clean(read(xlsx(rows)))
    assert members(found) == [["康润生", "康小"]]
    assert str(found.households[0].as_of) == "2026-03-31"
    assert {c.header: c.field for c in found.columns}["*健康状况"] == "health"


def test_a_group_above_tells_the_heads_name_from_the_members(read):
    rows = [
        ["户主信息", "", "成员信息", "", ""],
        ["姓名", "身份证号", "姓名", "身份证号", "关系"],
        ["康润生", id_number(), "康润生", id_number(), "户主"],
    ]
    found = clean(read(xlsx(rows)))
    assert [c.field for c in found.columns] == [
        "head_name",
        "head_id",
        "name",
        "id_number",
        "relation",
    ]


@pytest.mark.parametrize(
    ("header", "year"),
    [("2025年人均纯收入", 2025), ("2025年度人均纯收入（元）", 2025), ("人均纯收入", 2026)],
)
def test_the_year_of_an_income_is_read_from_its_header(read, header, year):
    found = clean(read(xlsx(grid([person(**{header: "9395"})]))))
    assert (found.households[0].per_head, found.households[0].income_year) == (939_500, year)


def test_columns_nobody_asks_for_are_listed_as_not_read(read):
    found = clean(read(xlsx(grid([person(果树棵数="72", 备注="老党员")]))))
    assert [c.header for c in found.unmapped] == ["果树棵数", "备注"]
    assert found.preview_rows(2)["备注"] == "老党员"


def test_totals_notes_and_repeated_headers_are_passed_over_and_told(read):
    rows = grid(couple())
    later = grid([person("王五", house="620599100000002", order=8)])[1:]
    rows = [*rows, ["小计", "", "", "", 2], rows[0], *later, ["合计：2户"], ["填表人：何晓燕"]]
    found = clean(read(xlsx(rows)))
    assert members(found) == [["康润生", "田巧玲"], ["王五"]]
    passed = [(n.row, n.code) for n in found.notices if n.code.startswith("roster.row_")]
    assert passed == [
        (4, "roster.row_total"),
        (5, "roster.row_header"),
        (7, "roster.row_total"),
        (8, "roster.row_note"),
    ]


def test_the_office_can_say_what_the_columns_are(read):
    rows = [["甲", "乙", "丙"], *[row[1:4] for row in grid(couple())[1:]]]
    found = read(xlsx(rows))
    assert found.problems[0].code == "roster.no_header"
    assert [c.header for c in found.columns] == ["甲", "乙", "丙"]
    found = clean(read(xlsx(rows), mapping={0: "name", 1: "id_number", 2: "relation"}))
    assert members(found) == [["康润生", "田巧玲"]]


def test_a_column_can_be_left_out(read):
    content = xlsx(grid(couple(民族="汗族")))
    assert len(read(content).problems) == 2
    found = clean(read(content, mapping={4: ""}))
    assert found.households[0].members[0].ethnic is None
    assert "ethnic" not in found.households[0].told


# -- households


def test_household_facts_merged_down_belong_to_every_member(read):
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [
        ["社", "户编号", "姓名", "身份证号", "关系", "人均纯收入"],
        ["一社", "1001", "康润生", id_number(order=1), "户主", 9395],
        ["", "", "田巧玲", id_number(date(1970, 1, 1), 2, male=False), "妻子", ""],
        ["", "1002", "王五", id_number(order=3), "户主", 8000],
    ]
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    for span in ("A2:A4", "B2:B3", "F2:F3"):
        sheet.merge_cells(span)
    found = clean(read(books.saved(book)))
    assert members(found) == [["康润生", "田巧玲"], ["王五"]]
    assert [h.group for h in found.households] == ["一社", "一社"]
    assert [h.register_code for h in found.households] == ["1001", "1002"]


def test_without_a_code_each_head_begins_a_household(read):
    rows = [*couple(), person("王五", order=8), person("王小", "之子", **SON)]
    for row in rows:
        row.pop("户编号")
    found = clean(read(xlsx(grid(rows))))
    assert members(found) == [["康润生", "田巧玲"], ["王五", "王小"]]
    assert {h.register_code for h in found.households} == {""}


def test_without_a_code_the_heads_name_keeps_a_household_together(read):
    rows = [
        person("康小", "之子", 户主姓名="康润生", **SON),
        person("康润生", 户主姓名="康润生"),
        person("王五", order=8, 户主姓名="王五"),
        person("王五", order=9, 户主姓名="王五"),
    ]
    for row in rows:
        row.pop("户编号")
    found = clean(read(xlsx(grid(rows))))
    assert members(found) == [["康小", "康润生"], ["王五"], ["王五"]]


def test_a_list_of_heads_only_is_a_list_of_households(read):
    rows = [
        ["户主", "证件号码", "村民小组", "人口", "类别", "户类型"],
        ["康润生", id_number(order=1), "5组", 4, "", "脱贫户"],
        ["王五", id_number(order=2), "六社", 3, "", "普通农户"],
    ]
    found = clean(read(xlsx(rows)))
    assert [(m.name, m.is_head) for h in found.households for m in h.members] == [
        ("康润生", True),
        ("王五", True),
    ]
    assert found.doubts == []


def test_a_household_without_a_head_and_one_with_two_are_named(read):
    rows = [
        person("康小", "之子", **SON),
        person("王五", house="2", order=8),
        person("王六", house="2", order=9),
    ]
    found = read(xlsx(grid(rows)))
    assert [(p.row, p.column, p.code) for p in found.problems] == [
        (2, "与户主关系", "roster.no_head"),
        (4, "与户主关系", "roster.two_heads"),
    ]


def test_an_unknown_relation_is_not_blamed_twice_as_a_missing_head(read):
    found = read(xlsx(grid([person(与户主关系="户住")])))
    assert [p.code for p in found.problems] == ["roster.relation_unknown"]
    assert "户主" in found.problems[0].suggestions


def test_facts_that_differ_within_a_household_stop_it_and_lesser_ones_are_doubts(read):
    rows = [
        person(人均纯收入="9395", 自然村="一社"),
        person("康小", "之子", 人均纯收入="9395", 自然村="一社", **SON),
        person("田巧玲", "配偶", order=2, male=False, 人均纯收入="3995", 自然村="二社"),
    ]
    found = read(xlsx(grid(rows)))
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.code) == (
        4,
        "人均纯收入",
        "roster.household_differs",
    )
    assert problem.suggestions == ("9395",)
    assert [d.code for d in found.doubts] == ["roster.household_differs_mildly"]
    assert found.households[0].group == "一社"


@pytest.mark.parametrize("name", ["阳坡", "阳坡村", "阳坡村委会", "洛门镇阳坡村", "陽坡村"])
def test_the_village_may_be_called_by_any_of_its_names(read, name):
    clean(read(xlsx(grid(couple(行政村=name)))))


def test_a_household_of_another_village_is_not_taken(read):
    rows = [*couple(行政村="阳坡村"), person("王五", house="2", order=8, 行政村="阴坡村")]
    found = read(xlsx(grid(rows)))
    assert [(p.row, p.code) for p in found.problems] == [(4, "roster.other_village")]
    assert [h.sound for h in found.households] == [True, False]


def test_a_stated_number_of_members_that_is_wrong_is_a_doubt(read):
    found = clean(read(xlsx(grid(couple(人数="5")))))
    (doubt,) = found.doubts
    assert (doubt.row, doubt.column, doubt.code) == (2, "人数", "doubt.size_differs")
    assert "5" in doubt.message
    assert "2" in doubt.message


# -- people


def test_somebody_without_a_number_needs_a_reason(read):
    rows = [
        person(),
        person("康小", "之子", 证件号码=""),
        person("康二", "之子", 证件号码="新生儿"),
    ]
    found = read(xlsx(grid(rows)))
    assert [(p.row, p.code) for p in found.problems] == [(3, "roster.id_missing")]
    assert found.households[0].members[2].no_id_reason == "新生儿"


def test_a_reason_may_stand_in_a_column_of_its_own(read):
    rows = [person(), person("康小", "之子", 证件号码="", 无证件号原因="户口在外地", 性别="男")]
    found = clean(read(xlsx(grid(rows))))
    child = found.households[0].members[1]
    assert (child.no_id_reason, child.sex) == ("户口在外地", "1")


def test_a_passport_is_not_checked_like_an_id_card(read):
    rows = [
        person(证件类型="居民身份证"),
        person("康小", "之子", 证件号码="E12345678", 证件类型="护照"),
    ]
    found = clean(read(xlsx(grid(rows))))
    assert (found.households[0].members[1].id_kind, found.households[0].members[1].id_number) == (
        "护照",
        "E12345678",
    )


def test_the_later_of_two_rows_with_one_number_is_named(read):
    rows = [*couple(), person("王五", house="2", order=1)]
    found = read(xlsx(grid(rows)))
    (problem,) = found.problems
    assert (problem.row, problem.code) == (4, "roster.person_twice")
    assert "第 2 行" in problem.problem.message("zh")


def test_a_mother_with_her_daughters_number_is_named_though_she_stands_first(read):
    rows = [
        person("尉迟", order=3),
        person("裴氏", "之母", born=date(1998, 6, 1), male=False, order=4),
        person("雒小龙", house="2", order=6),
        person("雒彩霞", "之女", house="2", born=date(1998, 6, 1), male=False, order=4),
    ]
    found = read(xlsx(grid(rows)))
    assert [(p.row, p.code) for p in found.problems] == [(3, "roster.person_twice")]


def test_sex_and_birth_that_disagree_with_the_number_are_doubts(read):
    rows = [
        person(性别="女", 出生日期="1968-03-15"),
        person("康小", "之子", 出生日期="1995年2月", **SON),
    ]
    found = clean(read(xlsx(grid(rows))))
    assert [(d.row, d.column, d.code) for d in found.doubts] == [
        (2, "性别", "roster.sex_differs"),
        (2, "出生日期", "roster.born_differs"),
    ]


def test_a_date_cell_and_a_text_say_the_same_month(read):
    rows = [
        person(首次识别时间=date(2014, 1, 1)),
        person("康小", "之子", 首次识别时间="201401", **SON),
    ]
    found = clean(read(xlsx(grid(rows))))
    assert found.households[0].identified == date(2014, 1, 1)
    assert found.fixed == []


def test_a_date_that_has_not_come_yet_is_doubted_and_today_is_taken(read):
    found = clean(read(xlsx(grid(couple(数据日期="209901")))))
    assert [d.code for d in found.doubts] == ["roster.date_ahead"]
    assert found.households[0].as_of.year < 2099


# -- corrections


def test_a_cell_corrected_in_place_is_read_instead(read):
    content = xlsx(grid(couple(民族="汗族")), names=("花名册",))
    found = read(content, corrections={"花名册!2!民族": "汉族", "!3!民族": "汉"})
    clean(found)
    assert found.preview_rows(2)["民族"] == "汉族"
    assert [(f.row, f.after) for f in found.fixed] == [(3, "汉族")]


def test_a_repair_can_be_taken_back(read):
    content = xlsx(grid([person(自然村="5组")]))
    assert read(content).households[0].group == "五组"
    assert read(content, corrections={"!2!自然村": "=5组"}).households[0].group == "5组"


@pytest.mark.parametrize("key", ["", "!", "!!", "!2!没有", "!99!民族", "!x!民族", "别的表!2!民族"])
def test_a_correction_of_a_cell_that_is_not_there_changes_nothing(read, key):
    clean(read(xlsx(grid(couple())), corrections={key: "汗族"}))


def test_progress_rises_to_the_end(read):
    shares: list[float] = []
    read(xlsx(grid(couple())), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_columns_beyond_any_roster_are_not_read_and_told(read):
    rows = grid(couple())
    rows[0] = [*rows[0], *["" for _ in range(320)], "备注"]
    found = clean(read(xlsx(rows)))
    assert "roster.too_wide" in {n.code for n in found.notices}


@pytest.mark.parametrize("cell", ["1" * 32_000, "长" * 32_000, "1," * 16_000, "(" * 32_000])
def test_a_page_of_text_in_a_cell_is_named_and_shortened(read, cell):
    content = text(grid([person(人均纯收入=cell, 民族=cell, 姓名=cell)]), "utf-8")
    found = read(content, "名单.csv")
    assert {p.column for p in found.problems} == {"姓名", "民族", "人均纯收入"}
    assert all(len(p.value) < 70 for p in found.problems)


def test_a_file_with_everything_wrong_lists_the_first_and_keeps_all_of_it_out(read):
    rows = [["户编号", "姓名", "证件号码", "与户主关系", "民族"]]
    rows += [[str(i), "1", "1234567", "没有", "没有"] for i in range(8_000)]
    found = read(text(rows, "utf-8"), "名单.csv")
    assert len(found.problems) == 20_000
    assert found.sound == []
    assert "roster.too_many_findings" in {n.code for n in found.notices}


def test_a_column_cannot_be_mapped_to_what_no_roster_has(read):
    with pytest.raises(Refused) as refusal:
        read(xlsx(grid(couple())), mapping={0: "password"})
    assert refusal.value.problems[0].code == "input.unknown_choice"


def test_without_the_word_for_the_head_nothing_is_read(read):
    words = packaged()
    del words.terms["relation"]["户主"]
    with pytest.raises(Refused) as refusal:
        read(xlsx(grid(couple())), vocabulary=words)
    assert refusal.value.problems[0].code == "roster.word_ended"


COUNTY = """县 乡/镇 村 自然村 户编号 户主姓名 户主证件号码 户联系电话 户类型 监测对象类别 是否军烈属
当前家庭人口数 年度家庭人口数 耕地面积 耕地确权面积 有效灌溉面积 旱田面积 水田面积 林地面积 林地确权面积
退耕还林面积 林果面积 林果确权面积 牧草地面积 牧草地确权面积 水面面积 住房面积 房屋结构 是否危房户 入户路类型
与村主干路距离 是否通生活用电 是否通生产用电 是否通广播电视 是否解决安全饮用水 是否有卫生厕所 主要燃料类型
是否加入农民专业合作组织 是否有龙头企业带动 是否有创业致富带头人带动 到户产业帮扶类型 工资性收入 公益性岗位收入
其他工资性收入 生产经营性收入 生产经营性支出 专项用于减少生产经营性支出的补贴 财产性收入 资产收益扶贫分红收入
其他财产性收入 转移性收入 最低生活保障金 特困人员救助供养金 养老金或离退休金 计划生育金 生态补偿金 产业奖励
就业奖励 其他转移性收入 年收入 纯收入 人均纯收入 人口编号 姓名 证件类型 证件号码 与户主关系 性别 出生日期 民族
政治面貌 家庭成员联系电话 文化程度 在校生状况 健康状况 劳动技能 务工所在地 务工企业名称 务工时间(月) 是否国外务工
公益性岗位 公益性岗位(月数) 是否会讲普通话 义务教育阶段未上学原因 大专或本科毕业生未就业原因 残疾证办证年度
是否特困供养人员 是否事实无人抚养儿童 是否享受农村居民最低生活保障 是否参加城乡居民基本医疗保险 城镇职工基本医疗保险
大病保险 商业补充医疗保险 城乡居民基本养老保险 城镇职工基本养老保险 是否享受人身意外保险补贴 是否接受医疗救助
是否接受其他健康扶贫 年居住时间""".split()
WORKED_OUT = (
    """年度家庭人口数 工资性收入 生产经营性收入 财产性收入 转移性收入 年收入 纯收入""".split()
)


def test_a_countys_sheet_with_every_field_has_no_heading_that_is_passed_over():
    found = {heading: roster_columns().match(heading) for heading in COUNTY}
    assert [heading for heading, match in found.items() if match is None] == []
    fields = [match.column.field for match in found.values()]
    assert len(set(fields)) == len(fields)
    aside = [heading for heading, match in found.items() if match.column.level == "skip"]
    assert aside == ["县", "乡/镇", *WORKED_OUT]
