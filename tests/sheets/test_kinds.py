"""Sheets of officers and pairings, incomes and old diaries, as 何晓燕 brings them in."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from lianxin.doors.sheets.bring import bring
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.models import Officer
from lianxin.records.diary.models import Act, Entry
from lianxin.records.file.income import Income, IncomeAmount
from lianxin.records.intake.actions import roster_take_back
from lianxin.records.intake.models import RosterImport
from lianxin.register.models import Pairing
from tests.cast import SINCE
from tests.records.dump import everything, register
from tests.sheets.books import xlsx

MARCH = date(2026, 3, 1)


def sent(cast, kind, *rows, dry_run=False, name="表.xlsx", actor=None):
    return bring(
        actor=actor or cast.actor(cast.office),
        village=cast.village,
        content=xlsx(rows),
        file_name=name,
        day=today(),
        kind=kind,
        dry_run=dry_run,
    )


def codes(findings):
    return [one.code for one in findings]


def rows(model):
    return model.objects.visible_to(SYSTEM)


def written():
    return RosterImport.objects.visible_to(SYSTEM).get()


# -- officers and pairings -------------------------------------------------------------------------

HEADS = ("姓名", "电话", "职务", "联系户主", "自何日")


def test_an_officer_nobody_knows_joins_and_answers_for_the_household(cast):
    home = cast.household("康润生")
    brought = sent(
        cast, "pairings", HEADS, ["周新来", "199 0000 0101", "科员", "康润生", "2026-03-01"]
    )
    assert brought.written
    assert brought.counts == {
        "officers": 1,
        "households": 1,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
    }
    pairing = rows(Pairing).get()
    assert (pairing.household, pairing.from_day, pairing.responsible) == (home, MARCH, True)
    assert (pairing.officer.name, pairing.officer.phone) == ("周新来", "19900000101")
    assert pairing.officer.unit == cast.unit


def test_one_cell_may_name_several_households(cast):
    cast.household("康润生")
    cast.household("田巧玲", number="1-002")
    cast.tian  # noqa: B018
    sent(cast, "pairings", HEADS, ["田立新", "", "", "康润生、田巧玲", "2026-03-01"])
    assert {p.officer for p in rows(Pairing)} == {cast.tian}
    assert rows(Pairing).count() == 2
    assert rows(Officer).count() == 1


def test_a_household_of_somebody_else_is_handed_over_and_the_preview_says_so(cast):
    home = cast.household("康润生", officer=cast.tian)
    cast.liu  # noqa: B018
    row = ["刘志强", "", "", "康润生", "2026-03-01"]
    looked = sent(cast, "pairings", HEADS, row, dry_run=True)
    assert codes(looked.doubts) == ["sheet.hand_over"]
    assert "田立新" in looked.doubts[0].message
    assert rows(Pairing).get().until is None
    sent(cast, "pairings", HEADS, row)
    before, after = rows(Pairing).filter(household=home).order_by("from_day")
    assert (before.officer, before.until) == (cast.tian, MARCH)
    assert (after.officer, after.from_day) == (cast.liu, MARCH)


def test_the_same_sheet_again_changes_nothing(cast):
    cast.household("康润生")
    row = ["周新来", "19900000101", "", "康润生", "2026-03-01"]
    sent(cast, "pairings", HEADS, row)
    before = everything()
    again = sent(cast, "pairings", HEADS, row)
    assert again.counts["unchanged"] == 1
    assert everything() == before
    assert rows(RosterImport).count() == 1


def test_a_name_that_two_officers_bear_is_asked_about(cast):
    cast.household("康润生")
    cast.officer_of(cast.unit, "田立新", post="副科长")
    cast.tian  # noqa: B018
    brought = sent(cast, "pairings", HEADS, ["田立新", "", "", "康润生", "2026-03-01"])
    assert codes(brought.problems) == ["sheet.several_officers"]
    assert not brought.written


def test_a_phone_of_somebody_else_is_no_match(cast):
    cast.household("康润生")
    cast.tian.phone = "19900000101"
    cast.tian.save()
    brought = sent(cast, "pairings", HEADS, ["刘志强", "19900000101", "", "康润生", ""])
    assert codes(brought.problems) == ["sheet.phone_of_other"]


def test_two_heads_of_one_name_need_their_code(cast):
    cast.household("康润生")
    cast.household("康润生", number="1-002")
    cast.tian  # noqa: B018
    brought = sent(cast, "pairings", HEADS, ["田立新", "", "", "康润生", "2026-03-01"])
    [found] = brought.problems
    assert (found.code, found.row, found.column) == ("sheet.several_heads", 2, "联系户主")
    with_code = (*HEADS, "户编号")
    brought = sent(cast, "pairings", with_code, ["田立新", "", "", "康润生", "2026-03-01", "1-002"])
    assert brought.written
    assert rows(Pairing).get().household.number == "1-002"


def test_what_the_pairing_action_refuses_is_known_before_anything_is_written(cast):
    cast.household("康润生")
    cast.tian  # noqa: B018
    brought = sent(cast, "pairings", HEADS, ["田立新", "", "", "康润生", "2025-03-01"])
    assert codes(brought.problems) == ["pairing.officer_not_yet"]


def test_pairings_are_taken_back_exactly(cast):
    cast.household("康润生", officer=cast.tian)
    cast.household("田巧玲", number="1-002")
    cast.office  # noqa: B018
    before = register()
    sent(
        cast,
        "pairings",
        HEADS,
        ["刘志强", "19900000102", "", "康润生", "2026-03-01"],
        ["刘志强", "19900000102", "", "田巧玲", "2026-03-01"],
    )
    assert register() != before
    roster_take_back(actor=cast.actor(cast.office), roster=written())
    assert register() == before


def test_an_officer_who_has_got_an_account_since_stands_in_the_way(cast):
    from lianxin.people.models import Role

    sent(cast, "pairings", HEADS, ["周新来", "19900000101", "", "", ""])
    new = rows(Officer).get(name="周新来")
    cast.account("zhou", "周新来", Role.OFFICER, unit=cast.unit, officer=new)
    with pytest.raises(Refused) as refused:
        roster_take_back(actor=cast.actor(cast.office), roster=written())
    assert [one.code for one in refused.value.problems] == ["sheet.built_upon"]
    assert rows(Officer).filter(name="周新来").exists()


# -- incomes ---------------------------------------------------------------------------------------

LINES = ("户主姓名", "年度", "种植收入", "养殖业收入", "生产经营性支出", "人均纯收入")


def test_an_income_is_stated_by_its_lines(cast):
    home = cast.household("康润生")
    brought = sent(
        cast, "incomes", LINES, ["康润生", "2024年", "1,200.50", "1.2万", "200", 13000.5]
    )
    assert brought.written
    income = rows(Income).get()
    assert (income.household, income.year, income.source) == (home, 2024, "import")
    assert income.net == income.per_head == 1_300_050
    told = {a.item.name: a.amount for a in rows(IncomeAmount).select_related("item")}
    assert told == {"种植收入": 120_050, "养殖收入": 1_200_000, "生产经营性支出": 20_000}
    assert not brought.doubts


def test_a_sum_that_differs_from_its_lines_is_a_doubt(cast):
    cast.household("康润生")
    brought = sent(cast, "incomes", LINES, ["康润生", 2024, 1000, "", "", 1200])
    [doubt] = brought.doubts
    assert (doubt.code, doubt.column) == ("sheet.sum_differs", "人均纯收入")
    assert "1,200" in doubt.message
    assert brought.written


def test_the_year_may_stand_in_the_title(cast):
    cast.household("康润生")
    sent(
        cast, "incomes", ["阳坡村2023年收入表"], ["户主", "种植收入", "养殖收入"], ["康润生", 5, 6]
    )
    assert rows(Income).get().year == 2023


def test_an_amount_that_is_none_stops_the_sheet(cast):
    cast.household("康润生")
    brought = sent(cast, "incomes", LINES, ["康润生", 2024, "很多", "", "", ""])
    assert [(one.code, one.column) for one in brought.problems] == [
        ("roster.not_an_amount", "种植收入")
    ]
    assert not rows(Income).exists()


def test_a_changed_amount_updates_and_is_taken_back(cast):
    cast.household("康润生")
    sent(cast, "incomes", LINES, ["康润生", 2024, 1000, "", "", ""])
    before = register()
    brought = sent(cast, "incomes", LINES, ["康润生", 2024, 1500, "", "", ""], name="新.xlsx")
    assert brought.counts["updated"] == 1
    again = sent(cast, "incomes", LINES, ["康润生", 2024, 1500, "", "", ""])
    assert again.counts["unchanged"] == 1
    latest = rows(RosterImport).get(file_name="新.xlsx")
    roster_take_back(actor=cast.actor(cast.office), roster=latest)
    assert register() == before


# -- diaries ---------------------------------------------------------------------------------------

LOG = ("日期", "干部", "户主", "方式", "内容")


def test_an_old_diary_is_written_as_its_officer_wrote_it(cast):
    home = cast.household("康润生", officer=cast.tian)
    row = ["2015.3.5", "田立新", "康润生", "走访、谈话", "问了春耕的种子"]
    brought = sent(cast, "diaries", LOG, row, name="走访记录2015.xlsx")
    assert brought.written
    entry = rows(Entry).get()
    assert (entry.day, entry.officer, entry.text) == (date(2015, 3, 5), cast.tian, "问了春耕的种子")
    assert entry.brought_from == "走访记录2015.xlsx"
    assert {(a.kind, a.household, a.year) for a in rows(Act)} == {
        ("visit", home, 2015),
        ("talk", home, 2015),
    }
    assert set(codes(brought.doubts)) == {"sheet.before_officer", "sheet.before_pairing"}


@pytest.mark.parametrize(
    ("text", "day", "until"),
    [
        ("2015-03-05", date(2015, 3, 5), None),
        ("2015/3/5", date(2015, 3, 5), None),
        ("15.3.5", date(2015, 3, 5), None),
        ("20150305", date(2015, 3, 5), None),
        ("二〇一五年三月五日", date(2015, 3, 5), None),
        ("2015年十二月二十一日（星期一）", date(2015, 12, 21), None),
        ("2015年3月5日 下午", date(2015, 3, 5), None),
        ("42068", date(2015, 3, 5), None),
        (date(2015, 3, 5), date(2015, 3, 5), None),
        ("2015年3月5日至7日", date(2015, 3, 5), date(2015, 3, 7)),
        ("2015.3.30-4.2", date(2015, 3, 30), date(2015, 4, 2)),
    ],
)
def test_days_are_understood_in_many_spellings(cast, text, day, until):
    cast.tian  # noqa: B018
    brought = sent(cast, "diaries", LOG, [text, "田立新", "", "驻村", "修路"])
    assert brought.problems == []
    entry = rows(Entry).get()
    assert (entry.day, entry.until) == (day, until)


@pytest.mark.parametrize("text", ["2015-02-30", "春天", "2015年3月", "13.45"])
def test_what_is_no_day_is_asked_about_in_its_cell(cast, text):
    cast.tian  # noqa: B018
    brought = sent(cast, "diaries", LOG, [text, "田立新", "", "驻村", "修路"])
    assert [one.column for one in brought.problems] == ["日期"]
    assert not rows(Entry).exists()


def test_a_day_without_its_year_takes_that_of_the_title(cast):
    cast.tian  # noqa: B018
    brought = sent(
        cast, "diaries", ["2016年度民情日记"], LOG, ["3月5日", "田立新", "", "驻村", "修路"]
    )
    assert rows(Entry).get().day == date(2016, 3, 5)
    assert "sheet.year_taken" in codes(brought.doubts)


def test_the_title_tells_whose_diary_it_is(cast):
    cast.tian, cast.liu  # noqa: B018
    sent(
        cast,
        "diaries",
        ["田立新2016年民情日记"],
        ("日期", "类型", "内容"),
        ["3月5日", "驻村", "修路"],
    )
    assert rows(Entry).get().officer == cast.tian


def test_several_households_in_a_cell_are_one_entry(cast):
    cast.household("康润生", officer=cast.tian)
    cast.household("田巧玲", number="1-002", officer=cast.tian)
    sent(cast, "diaries", LOG, ["2026-03-05", "田立新", "康润生、田巧玲", "入户", "看了圈舍"])
    assert rows(Entry).count() == 1
    assert rows(Act).count() == 2


def test_a_row_is_written_once_however_often_it_comes(cast):
    cast.household("康润生", officer=cast.tian)
    row = ["2026-03-05", "田立新", "康润生", "入户", "看了圈舍"]
    brought = sent(cast, "diaries", LOG, row, row)
    assert codes(brought.doubts) == ["sheet.row_twice"]
    assert (brought.counts["created"], brought.counts["unchanged"]) == (1, 1)
    before = everything()
    again = sent(cast, "diaries", LOG, row, name="另一份.xlsx")
    assert again.counts["unchanged"] == 1
    assert everything() == before


def test_entries_count_like_others_and_are_taken_back(cast):
    cast.household("康润生", officer=cast.tian)
    cast.office  # noqa: B018
    before = register()
    sent(cast, "diaries", LOG, ["2026-03-05", "田立新", "康润生", "入户", "看了圈舍"])
    roster_take_back(actor=cast.actor(cast.office), roster=written())
    assert register() == before


def test_an_entry_that_was_amended_since_stands_in_the_way(cast):
    from lianxin.records.diary.actions import diary_amend

    cast.household("康润生", officer=cast.tian)
    sent(cast, "diaries", LOG, ["2026-03-05", "田立新", "康润生", "入户", "看了圈舍"])
    diary_amend(actor=cast.actor(cast.office), entry=rows(Entry).get(), text="看了羊圈", rev=1)
    with pytest.raises(Refused):
        roster_take_back(actor=cast.actor(cast.office), roster=written())
    assert rows(Entry).exists()


def test_one_wrong_row_keeps_all_rows_out(cast):
    cast.household("康润生", officer=cast.tian)
    brought = sent(
        cast,
        "diaries",
        LOG,
        ["2026-03-05", "田立新", "康润生", "入户", "看了圈舍"],
        ["2026-03-06", "田立新", "没有这人", "入户", "看了圈舍"],
    )
    assert codes(brought.problems) == ["sheet.no_such_head"]
    assert not brought.written
    assert not rows(Entry).exists()


def test_another_units_office_cannot_bring_anything_into_this_village(cast):
    cast.household("康润生", officer=cast.tian)
    row = ["2026-03-05", "田立新", "康润生", "入户", "看了圈舍"]
    brought = sent(cast, "diaries", LOG, row, actor=cast.actor(cast.other_office))
    assert brought.problems
    assert not rows(Entry).exists()


def test_the_command_tells_what_it_would_do_and_writes_only_when_it_may(cast, tmp_path):
    cast.household("康润生")
    cast.tian  # noqa: B018
    file = tmp_path / "结对.xlsx"
    file.write_bytes(xlsx([HEADS, ["田立新", "", "", "康润生", "2026-03-01"]]))

    def told(*more):
        out = StringIO()
        call_command("import", "pairings", file, *more, village="阳坡村", as_json=True, stdout=out)
        return json.loads(out.getvalue())

    counted = ["officers", "households", "created", "updated", "unchanged"]
    looked = told("--dry-run")
    assert list(looked) == ["written", *counted, "fixed", "problems", "doubts"]
    assert (looked["written"], looked["created"]) == (False, 1)
    assert not rows(Pairing).exists()
    assert told()["written"] is True
    assert told()["unchanged"] == 1
    assert rows(Pairing).get().officer == cast.tian


def test_the_headers_tell_what_kind_of_sheet_it_is(cast):
    cast.household("康润生", officer=cast.tian)
    for kind, headers in (("pairings", HEADS), ("incomes", LINES), ("diaries", LOG)):
        assert sent(cast, "", headers, dry_run=True).understood.kind == kind
    assert today() > SINCE
