"""Marks come from the records: what was asked for the days of duty, what the households have of it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.management import call_command

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Absence
from lianxin.records.diary.models import Act
from lianxin.register.models import Pairing
from lianxin.results.assessment.computing import Span, officer_sheets, unit_sheet, village_sheet
from lianxin.review.models import Doubt
from lianxin.visits.models import Requirement
from lianxin.visits.progress import progress
from tests.cast import Cast

from .year import END, WHOLE, YEAR, Year, at, did, income, measure, need, on


@pytest.fixture
def year(cast: Cast) -> Year:
    return Year(cast).whole()


def marks(year: Year, officer=None, **span) -> dict[str, int | None]:
    return {one.item.code: one.marks for one in sheet(year, officer, **span).lines}


def sheet(year: Year, officer=None, *, half: int = 0, day: date | None = None):
    officer = officer or year.tian
    found = officer_sheets(Span.of(YEAR, half, day))
    return next(one.sheet for one in found if one.duty.officer == officer)


def full(sheet) -> set[str]:
    return {one.item.code for one in sheet.lines if one.marks == one.item.full}


def test_who_has_done_all_that_is_asked_has_full_marks_of_it(year):
    it = sheet(year)
    assert full(it) >= WHOLE - {"5.3"}
    line = it.line("5.3")
    assert line is not None
    assert (line.told.done, line.told.whole, line.marks) == (14, 3, 93)
    assert it.line("5.1").marks == 90  # level with the village


def test_who_has_done_nothing_has_no_marks_for_it(year):
    it = marks(year, year.liu)
    assert (it["4.1"], it["4.2"], it["4.3"], it["4.4"]) == (0, 0, 0, 0)


def test_nothing_to_tell_is_not_nothing(year):
    """刘志强 wrote no diary and was given no stars: those items are left out and the others raised."""
    it = sheet(year, year.liu)
    assert it.line("2.2").marks is None
    assert it.line("5.3").marks is None
    told = [(one.item.full, one.marks) for one in it.lines if one.marks is not None]
    got, whole = sum(m for _, m in told), sum(f for f, _ in told)
    assert it.result.total == (2 * got * 1000 + whole) // (2 * whole)


def test_two_stars_are_too_few_to_be_told(year):
    year.rated(year.liu, year.li, 1, 1)
    assert marks(year, year.liu)["5.3"] is None


def test_the_years_marks_are_the_sum_of_its_items(year):
    it = sheet(year)
    assert it.result.total == sum(one.marks for one in it.lines)
    assert it.scheme.full == 1000


def test_changes_of_households_weigh_more_than_a_third(year):
    it = sheet(year)
    changed = sum(one.item.full for one in it.lines if one.item.part == "变")
    assert changed * 3 >= it.scheme.full


def test_each_tenth_part_of_what_is_asked_is_a_tenth_of_the_marks(year):
    Act.objects.visible_to(SYSTEM).filter(kind="talk", month__gt=9).delete()
    assert marks(year)["4.3"] == 45


def test_days_away_lower_what_is_asked(year):
    Absence.objects.create(
        officer=year.tian, kind="study", from_day=on(7, 1), until=date(2026, 1, 1)
    )
    Act.objects.visible_to(SYSTEM).filter(kind="talk", month__gt=6).delete()
    line = sheet(year).line("4.3")
    assert (line.told.done, line.told.whole, line.marks) == (6, 6, 60)


def test_of_a_household_handed_over_each_is_asked_for_their_days_and_no_more(year):
    held = Pairing.objects.visible_to(SYSTEM).get(household=year.qi)
    held.until = on(7, 1)
    held.save()
    Pairing.objects.create(
        household=year.qi, officer=year.liu, from_day=on(7, 1), reason="分工调整"
    )
    tian, liu = sheet(year), sheet(year, year.liu)
    assert (tian.homes, liu.homes) == (2, 2)
    for code in ("1.1", "1.2", "3.1"):
        assert tian.line(code).told.of == 365 + 181
        assert liu.line(code).told.of == 365 + 184
    assert tian.line("4.1").marks == 40
    visited = liu.line("4.1").told
    assert (visited.part, visited.of, visited.homes, visited.whole) == (184, 365 + 184, 1, 2)


def test_a_household_held_by_two_in_turn_weighs_one_household(year):
    held = Pairing.objects.visible_to(SYSTEM).get(household=year.kang)
    held.until = on(3, 15)
    held.save()
    Pairing.objects.create(household=year.kang, officer=year.liu, from_day=on(3, 15), reason="分工")
    both = sheet(year).line("1.1").told.of + sheet(year, year.liu).line("1.1").told.of
    assert both == 3 * 365


def test_what_a_review_left_out_counts_no_more_and_is_taken_off(year):
    act = Act.objects.visible_to(SYSTEM).filter(kind="talk").first()
    Act.objects.visible_to(SYSTEM).filter(entry=act.entry).update(counts=False)
    Doubt.objects.create(
        entry=act.entry,
        officer=year.tian,
        village=year.cast.village,
        day=act.day,
        state="excluded",
        found_at=act.entry.written_at,
    )
    it = sheet(year)
    assert it.line("4.3").told.done == 11
    assert it.line("2.2").told.done == it.line("2.2").told.whole - 1
    assert (it.off[0].rows, it.off[0].marks, it.excluded) == (1, 10, 1)
    assert it.result.total == sum(one.marks for one in it.lines) - 10


def test_what_is_only_doubted_counts_and_is_marked(year):
    act = Act.objects.visible_to(SYSTEM).filter(kind="talk").first()
    before = sheet(year).result.total
    Doubt.objects.create(
        entry=act.entry,
        officer=year.tian,
        village=year.cast.village,
        day=act.day,
        found_at=act.entry.written_at,
    )
    it = sheet(year)
    assert (it.undecided, it.result.total) == (1, before)


def test_an_entry_written_long_after_is_not_in_time(year):
    late = did(year.tian, "visit", on(2), home=year.kang).entry
    it = sheet(year).line("2.2").told
    assert it.whole - it.done == 1
    late.written_at = at(on(2, 20))
    late.save()
    it = sheet(year).line("2.2").told
    assert it.whole == it.done


@pytest.mark.parametrize(("visited", "grade"), [(True, "称职"), (False, "不称职")])
def test_who_left_half_of_the_households_unvisited_has_the_lowest_grade(year, visited, grade):
    """One of two is 50 %: below 80 % the lowest grade, whatever the marks."""
    if not visited:
        Act.objects.visible_to(SYSTEM).filter(kind="visit", household=year.qi).delete()
    it = sheet(year)
    assert it.result.grade.name == grade
    assert bool(it.result.barred) != visited


def test_income_is_held_against_the_village(year):
    income(year.kang, YEAR, 120_000)
    growth = sheet(year).line("5.1")
    assert (growth.told.done, growth.told.whole) == (2, 2)
    assert growth.marks == 115  # 15 % against the village's 13.3 %
    assert marks(year, year.liu)["5.1"] == 40


def test_without_both_years_income_nobody_guesses(year):
    from lianxin.records.file.income import Income

    Income.objects.visible_to(SYSTEM).filter(year=YEAR - 1).delete()
    assert marks(year)["5.1"] is None


def test_a_half_year_asks_for_half(year):
    line = sheet(year, half=1).line("4.3")
    assert (line.told.done, line.told.whole, line.marks) == (6, 6, 60)


def test_a_running_year_asks_for_the_days_that_have_passed(year):
    line = sheet(year, day=on(6, 30)).line("4.3")
    assert (line.told.done, line.told.whole) == (6, 6)


def test_what_is_not_due_yet_is_not_held_against_anybody(year):
    measure(year.kang, year.tian, done=None)
    need(year.kang, year.tian, closed=None)
    assert marks(year, day=on(3, 12))["5.2"] is None
    late = marks(year)
    assert (late["3.2"], late["5.2"]) == (80, 67)


def test_visits_and_stays_are_those_of_the_page_of_visits(year):
    found = progress(SYSTEM, year.cast.village, YEAR, END)
    for one in found.officers:
        it = sheet(year, one.officer)
        lines = {line.requirement.figure: line for line in one.lines}
        for code, figure in (("4.2", "stay_days"), ("4.3", "talks"), ("4.4", "lectures")):
            line = it.line(code).told
            assert (line.done, line.whole) == (lines[figure].raw_done, lines[figure].raw_target)
        assert it.line("4.1").told.homes == lines["visits"].raw_done


@pytest.mark.parametrize(
    ("span", "rule"),
    [
        ("month", {}),
        ("quarter", {"from_day": on(1, 1)}),
        ("half", {"from_day": on(4, 6)}),
        ("year", {"from_day": on(2, 11)}),
        ("two_months", {"village": True}),
        ("year", {"village": True, "from_day": on(6, 9)}),
    ],
)
def test_rules_that_cut_the_year_or_the_land_ask_the_same_as_on_the_page_of_visits(
    year, span, rule
):
    """Talks by month, from a day within the year, or in one village only."""
    here = year.cast.village if rule.get("village") else None
    Requirement.objects.visible_to(SYSTEM).filter(figure="talks").update(
        span=span, village=here, minimum=2, from_day=rule.get("from_day", on(1, 1))
    )
    did(year.tian, "talk", on(9, 20), home=year.qi)
    found = progress(SYSTEM, year.cast.village, YEAR, END)
    for one in found.officers:
        line = next(line for line in one.lines if line.requirement.figure == "talks")
        told = sheet(year, one.officer).line("4.3").told
        assert (told.whole, told.of) == (line.raw_target, 365 * line.raw_target)
        assert told.part == 365 * sum(min(part.target, part.done) for part in line.parts)


def test_one_by_one_is_the_same_as_all_together(year):
    together = {one.duty.officer: one.sheet for one in officer_sheets(Span.of(YEAR))}
    for officer in (year.tian, year.liu):
        (alone,) = officer_sheets(Span.of(YEAR), [officer.pk])
        assert alone.sheet == together[officer]


def test_who_answered_for_nobody_is_not_assessed(year):
    assert {one.duty.officer for one in officer_sheets(Span.of(YEAR))} == {year.tian, year.liu}
    assert officer_sheets(Span.of(2011)) == []


def test_computing_asks_no_more_for_more_officers(year, django_assert_max_num_queries):
    with django_assert_max_num_queries(50):
        officer_sheets(Span.of(YEAR))


def test_a_unit_is_what_its_officers_did_and_a_village_what_its_households_have(year):
    officers = [year.tian.pk, year.liu.pk]
    unit = unit_sheet(Span.of(YEAR), year.cast.unit.path, officers)
    both = [sheet(year).line("4.3").told, sheet(year, year.liu).line("4.3").told]
    assert unit.line("4.3").told == both[0].plus(both[1])
    assert unit.homes == 3
    village = village_sheet(Span.of(YEAR), year.cast.village.pk, year.cast.unit.path)
    assert (village.homes, village.scheme.full) == (3, 1000)
    assert village.line("4.1").told.done == 2
    assert village.line("5.1").marks == 160  # 10 % against 8 %


def test_the_command_prints_the_contracts_shape(year, capsys):
    year.cast.officer  # noqa: B018  has a login
    call_command("assess", year=YEAR, as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert [one["officer"] for one in found] == ["刘志强", "officer"]
    tian = found[1]
    assert list(tian) == ["officer", "households", "items", "total", "grade"]
    assert tian["households"] == 2
    assert list(tian["items"][0]) == ["code", "full", "computed", "confirmed", "evidence"]
    talks = next(one for one in tian["items"] if one["code"] == "4.3")
    assert talks == {"code": "4.3", "full": 6, "computed": 6, "confirmed": None, "evidence": 12}
    assert tian["total"] == round(sum(one["computed"] for one in tian["items"]), 1)
    call_command("assess", year=YEAR, officer="officer", as_json=True)
    assert json.loads(capsys.readouterr().out) == [tian]


def test_the_command_says_whom_it_does_not_know(year, capsys):
    with pytest.raises(SystemExit):
        call_command("assess", year=YEAR, officer="没有这人", as_json=True)
    assert (
        json.loads(capsys.readouterr().out)["problems"][0]["code"] == "assessment.officer_unknown"
    )
