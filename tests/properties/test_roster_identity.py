"""A household list written by the sample's columns is understood as what was written."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.doors.sheets.roster import understand
from lianxin.doors.sheets.roster.sample import roster_workbook, sample_columns
from tests.cast import id_number
from tests.sheets.books import text
from tests.sheets.conftest import DAY, VILLAGE, packaged

pytestmark = pytest.mark.once
WORDS = packaged()
NAMES = st.text("何晓燕康润生田巧玲裴㛃雒尉迟·", min_size=2, max_size=5).filter(
    lambda name: not name.startswith("·") and not name.endswith("·") and "··" not in name
)


def listed(name):
    return st.sampled_from([*WORDS.names[name].values()])


def maybe(strategy):
    return st.one_of(st.just(""), strategy)


months = st.dates(date(2013, 1, 1), date(2026, 5, 1)).map(lambda day: f"{day:%Y%m}")
facts = st.fixed_dictionaries(
    {
        "自然村": st.sampled_from(["", "一社", "二社", "上庄"]),
        "户类型": maybe(listed("category")),
        "易返贫致贫户(监测对象)类型": maybe(listed("watch")),
        "风险是否消除": st.sampled_from(["", "是", "否"]),
        "致贫原因1": maybe(listed("cause")),
        "危房户": st.sampled_from(["", "是", "否"]),
        "是否解决安全饮用水": st.sampled_from(["", "是", "否"]),
        "人均纯收入": maybe(st.integers(-999, 200_000).map(str)),
        "首次识别时间": maybe(months),
        "户联系电话": maybe(st.integers(0, 9999).map(lambda n: f"1990000{n:04}")),
    }
)
person = st.fixed_dictionaries(
    {
        "姓名": NAMES,
        "born": st.dates(date(1935, 1, 1), date(2026, 1, 1)),
        "male": st.booleans(),
        "与户主关系": listed("relation").filter(lambda name: name != "户主"),
        "民族": maybe(listed("ethnic")),
        "文化程度": maybe(listed("education")),
        "在校生状况": maybe(listed("schooling")),
        "健康状况": maybe(listed("health")),
        "劳动技能": maybe(listed("labour")),
        "务工时间（月）": maybe(st.integers(0, 12).map(str)),
        "是否参加大病保险": st.sampled_from(["", "是", "否"]),
        "人联系电话": maybe(st.integers(0, 9999).map(lambda n: f"1990000{n:04}")),
        "人员识别时间": maybe(months),
    }
)
households = st.lists(st.tuples(facts, st.lists(person, min_size=1, max_size=4)), max_size=4)


def as_rows(village):
    """Rows of the sample, every number another, the first of each household its head."""
    rows, order = [], 0
    for number, (fact, people) in enumerate(village, 1):
        for place, one in enumerate(people):
            order += 1
            row = {key: value for key, value in one.items() if key not in ("born", "male")}
            row |= fact | {
                "户编号": f"6205991{number:08}",
                "证件号码": id_number(one["born"], order, one["male"]),
                "人数": str(len(people)),
            }
            rows.append(row | ({"与户主关系": "户主"} if place == 0 else {}))
    return rows


def said(found):
    """What was understood, written as the file has it."""

    def name(list_name, code):
        return WORDS.name(list_name, code)

    def yes(value):
        return {True: "是", False: "否", None: ""}[value]

    def month(day):
        return f"{day:%Y%m}" if day else ""

    for household in found.households:
        for member in household.members:
            yield {
                "户编号": household.register_code,
                "自然村": household.group,
                "户类型": name("category", household.category),
                "易返贫致贫户(监测对象)类型": name("watch", household.watch),
                "风险是否消除": yes(household.risk_cleared),
                "致贫原因1": "、".join(name("cause", cause) for cause in household.causes),
                "危房户": yes(household.dangerous_house),
                "是否解决安全饮用水": yes(household.safe_water),
                "人均纯收入": "" if household.per_head is None else str(household.per_head // 100),
                "首次识别时间": month(household.identified),
                "户联系电话": household.phone,
                "人数": str(len(household.members)),
                "姓名": member.name,
                "证件号码": member.id_number,
                "与户主关系": name("relation", member.relation),
                "民族": name("ethnic", member.ethnic),
                "文化程度": name("education", member.education),
                "在校生状况": name("schooling", member.schooling),
                "健康状况": name("health", member.health),
                "劳动技能": name("labour", member.labour),
                "务工时间（月）": "" if member.work_months is None else str(member.work_months),
                "是否参加大病保险": yes(member.illness_insurance),
                "人联系电话": member.phone,
                "人员识别时间": month(member.identified),
            }


def roundtrip(village, as_text):
    rows = as_rows(village)
    headers = [column.header for column in sample_columns()]
    grid = [headers, *[[row.get(header, "") for header in headers] for row in rows]]
    content = text(grid, "gb18030") if as_text else roster_workbook(rows, WORDS)
    found = understand(content, "名单", village=VILLAGE, vocabulary=WORDS, as_of=DAY)
    wrong = [p.as_json() for p in found.problems if p.code != "roster.no_rows"]
    assert (wrong, found.fixed) == ([], [])
    assert list(said(found)) == rows


@settings(max_examples=30, deadline=None)
@given(households, st.booleans())
def test_what_was_written_is_what_is_understood(village, as_text):
    roundtrip(village, as_text)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(households, st.booleans())
def test_what_was_written_is_what_is_understood_many_times(village, as_text):
    roundtrip(village, as_text)
