"""One cell as people write it: what it is taken for, how the repair is told, what is wrong."""

from dataclasses import replace
from datetime import date

import pytest

from lianxin.doors.sheets.roster.cells import Exact
from lianxin.doors.sheets.roster.columns import column_of
from lianxin.doors.sheets.roster.readers import read_cells
from tests.cast import id_number
from tests.sheets.conftest import packaged

pytestmark = pytest.mark.once
MAN = id_number(date(1968, 3, 14), 3, True)
OLD = MAN[:6] + MAN[8:17]
X = next(n for n in (id_number(order=i) for i in range(1, 40)) if n.endswith("X"))


@pytest.fixture(scope="module")
def words():
    return packaged()


def reading(field, cell, words):
    return read_cells(column_of(field), {0: cell}, words)[0]


def named(field, value, words):
    lists = words.names.get(column_of(field).kind, {})
    return "、".join(lists[v] for v in value) if isinstance(value, tuple) else lists[value]


SPELLED = [
    ("relation", "儿子", "之子"),
    ("relation", "长子", "之子"),
    ("relation", "独生子", "之子"),
    ("relation", "户主之子", "之子"),
    ("relation", "户主的女儿", "之女"),
    ("relation", "妻子", "配偶"),
    ("relation", "丈夫", "配偶"),
    ("relation", "父亲", "之父"),
    ("relation", "爷爷", "之祖父"),
    ("relation", "姥姥", "之外祖母"),
    ("relation", "兄、弟、姐、妹", "之兄弟姐妹"),
    ("relation", "本人或户主", "户主"),
    ("relation", "侄子", "之侄儿"),
    ("relation", "３之子", "之子"),
    ("ethnic", "汉", "汉族"),
    ("ethnic", "漢族", "汉族"),
    ("ethnic", "回", "回族"),
    ("ethnic", "维吾尔", "维吾尔族"),
    ("health", "慢性病", "长期慢性病"),
    ("health", "01 健康", "健康"),
    ("labour", "有劳动能力", "普通劳动力"),
    ("education", "大学本科", "大专及以上"),
    ("schooling", "初二", "八年级"),
    ("schooling", "高三", "高中三年级"),
    ("cause", "缺劳力", "缺劳动力"),
    ("cause", "没钱", "缺资金"),
    ("cause", "因病、因学", "因病、因学"),
    ("category", "普通农户", "一般农户"),
    ("watch", "边缘户", "边缘易致贫户"),
    ("party", "党员", "中共党员"),
    ("not_at_school", "因残疾", "因残"),
]


@pytest.mark.parametrize(("field", "text", "name"), SPELLED)
def test_a_spelling_is_taken_for_the_listed_word_and_told(words, field, text, name):
    found = reading(field, text, words)
    assert named(field, found.value, words) == name
    assert found.after in (name, None)
    assert (found.after is None) == (text == name)


VALUES = [
    ("sex", "男性", "1", "男"),
    ("sex", 1, "1", None),
    ("sex", "２", "2", "女"),
    ("safe_water", "√", True, "是"),
    ("safe_water", "Y", True, "是"),
    ("safe_water", "×", False, "否"),
    ("safe_water", 0, False, None),
    ("safe_water", "有", True, "是"),
    ("dangerous_house", "C级", True, "是"),
    ("dangerous_house", "安全", False, "否"),
    ("watch", "无", None, None),
    ("per_head", "9,395元", 939_500, "9395"),
    ("per_head", "￥9395", 939_500, "9395"),
    ("per_head", "0.94万", 940_000, "9400"),
    ("per_head", "9395.50", 939_550, None),
    ("per_head", 9395, 939_500, None),
    ("per_head", "９３９５", 939_500, "9395"),
    ("per_head", "-120", -12_000, None),
    ("work_months", "3个月", 3, "3"),
    ("work_months", "无", 0, "0"),
    ("size", "4人", 4, "4"),
    ("not_at_school", "无", None, None),
    ("public_post_months", "12个月", 12, "12"),
    ("disability_year", "2019年", 2019, None),
    ("road_metres", "0.35", 350, None),
    ("road_metres", "350米", 350, None),
    ("road_metres", "0.35公里", 350, None),
    ("road_metres", "0.35千米", 350, None),
    ("household_phone", "1990000 1234", "19900001234", "19900001234"),
    ("household_phone", "+86 199-0000-1234", "19900001234", "19900001234"),
    ("household_phone", 19900001234, "19900001234", None),
    ("household_phone", "0938-3221234", "0938-3221234", None),
    ("household_phone", "无", None, None),
    ("name", "何 晓 燕", "何晓燕", "何晓燕"),
    ("name", "　何晓燕\n", "何晓燕", "何晓燕"),
    ("name", "阿依古丽.买买提", "阿依古丽·买买提", "阿依古丽·买买提"),
    ("name", "裴㛃", "裴㛃", None),
    ("register_code", "\t620599100000001", "620599100000001", "620599100000001"),
    ("register_code", 620599100000001, "620599100000001", None),
    ("group", "5组", "五组", "五组"),
    ("group", "12社", "十二社", "十二社"),
    ("group", 3, "三社", None),
    ("group", "第三村民小组", "三组", "三组"),
    ("group", "上庄", "上庄", None),
    ("group", "٣", "٣", None),
]


@pytest.mark.parametrize(("field", "cell", "value", "after"), VALUES)
def test_a_value_is_read_and_a_repair_is_told(words, field, cell, value, after):
    found = reading(field, cell, words)
    assert (found.value, found.after, found.wrong) == (value, after, None)


DAYS = [
    ("2014-01", date(2014, 1, 1)),
    ("201401", date(2014, 1, 1)),
    ("2014年1月", date(2014, 1, 1)),
    ("2014.1", date(2014, 1, 1)),
    ("2014/1/5", date(2014, 1, 5)),
    ("2014年01月05日", date(2014, 1, 5)),
    ("20140105", date(2014, 1, 5)),
    ("２０１４０１", date(2014, 1, 1)),
    ("2014-01-05 00:00:00", date(2014, 1, 5)),
    (41640, date(2014, 1, 1)),
    ("41640", date(2014, 1, 1)),
    (201401, date(2014, 1, 1)),
]


@pytest.mark.parametrize(("cell", "day"), DAYS)
def test_a_month_is_read_in_each_of_its_spellings(words, cell, day):
    assert reading("identified", cell, words).value.first == day


WRONG = [
    ("relation", "邻居家的", "roster.relation_unknown"),
    ("relation", "3", "roster.relation_unknown"),
    ("ethnic", "汗族", "roster.ethnic_unknown"),
    ("ethnic", "02", "roster.ethnic_unknown"),
    ("health", 1, "roster.value_unknown"),
    ("cause", "因病、邻居", "roster.value_unknown"),
    ("sex", "3", "roster.value_unknown"),
    ("safe_water", "不知道", "roster.value_unknown"),
    ("per_head", "一万二", "roster.not_an_amount"),
    ("per_head", "1,2,3", "roster.not_an_amount"),
    ("per_head", "1e9", "roster.not_an_amount"),
    ("work_months", "15", "roster.months_range"),
    ("work_months", 2.5, "roster.not_whole"),
    ("work_months", "-1", "roster.not_whole"),
    ("work_months", "٣", "roster.not_whole"),
    ("per_head", "٣٠٠", "roster.not_an_amount"),
    ("identified", "٢٠١٤٠١", "roster.no_such_month"),
    ("identified", "201413", "roster.no_such_month"),
    ("identified", "2014", "roster.no_such_month"),
    ("born", "2014-02-30", "roster.no_such_day"),
    ("name", "何晓燕13812", "roster.name_odd"),
    ("register_code", 6.2059910000000101e16, "roster.code_lost"),
    ("register_code", "6.20599E+16", "roster.code_lost"),
    ("register_code", "1" * 21, "roster.too_long"),
    ("group", "社" * 61, "roster.too_long"),
    ("household_phone", "19900001234 19900001235", "roster.phone_long"),
    ("id_number", MAN[:17], "roster.id_length"),
    ("id_number", MAN[:17] + ("1" if MAN[17] != "1" else "2"), "roster.id_checksum"),
    ("id_number", MAN[:10] + "1332" + MAN[14:], "roster.id_date"),
    ("id_number", MAN[:8] + "O" + MAN[9:], "roster.id_characters"),
    ("id_number", 6.20599196803140e17, "roster.id_lost"),
    ("id_number", "6.20599E+17", "roster.id_lost"),
    ("id_number", MAN + "91", "roster.id_disability"),
]


@pytest.mark.parametrize(("field", "cell", "code"), WRONG)
def test_a_wrong_cell_is_named_and_says_how_to_mend_it(words, field, cell, code):
    found = reading(field, cell, words)
    assert found.wrong is not None
    assert found.wrong.code == code
    for language in ("zh", "en"):
        message = found.wrong.message(language)
        assert "{" not in message
        assert MAN not in message


IDS = [
    (MAN, MAN, None),
    (f"\t{MAN}", MAN, "spaces"),
    (f"'{MAN}", MAN, "spaces"),
    (f'="{MAN}"', MAN, "spaces"),
    (f"{MAN[:6]} {MAN[6:14]} {MAN[14:]}", MAN, "id_signs"),
    (X.lower(), X, "id_case"),
    (X[:-1] + "Ｘ", X, "width"),
    (OLD, MAN, "id_15"),
    (int(OLD), MAN, "id_15"),
    (MAN + "43", MAN, "id_disability"),
    (MAN + "43B1", MAN, "id_disability"),
    (MAN + "4301", MAN, "id_disability"),
]


@pytest.mark.parametrize(("cell", "number", "rule"), IDS)
def test_an_id_number_is_read_as_written_and_told_masked(words, cell, number, rule):
    found = reading("id_number", cell, words)
    assert found.wrong is None
    assert found.value.check.number == number
    assert (found.rule or None) == rule
    assert found.after in (None, "…" + number[-4:])


@pytest.mark.parametrize("text", ["无", "未办", "未上户口", "新生儿"])
def test_a_reason_in_place_of_the_number_is_a_reason(words, text):
    assert reading("id_number", text, words).value.reason == text


def test_a_relation_the_register_does_not_know_apart_is_other_with_a_doubt(words):
    found = reading("relation", "舅舅", words)
    assert found.value == words.named("relation", "其他").id
    assert found.odd is not None
    assert found.odd.code == "roster.relation_as_other"


def test_two_ethnic_numberings_disagree_so_a_number_alone_means_nothing(words):
    assert reading("ethnic", 2, words).wrong is not None


def test_a_group_is_named_as_the_unit_has_named_it(words):
    known = type(words)(words.day, words.terms, words.names, words.rules, ("一组", "五组"))
    assert reading("group", "5社", known).value == "五组"
    assert reading("group", "7", known).value == "七组"


def test_a_repair_that_the_office_takes_back_stays_back(words):
    found = reading("name", Exact("何 晓燕"), words)
    assert (found.value, found.after) == ("何 晓燕", None)
    assert reading("group", Exact("5组"), words).value == "5组"


def test_a_group_that_is_called_so_in_the_village_stays_as_it_is(words):
    both = replace(words, groups=("六", "六社", "七社"))
    assert reading("group", "六社", both).value == "六社"
    assert reading("group", "7组", both).value == "七社"
