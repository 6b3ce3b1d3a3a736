"""What the product writes of its records, brought into an empty village, is the same, and so is what it
writes again; whatever people have typed."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lianxin.doors.sheets.bring import bring
from lianxin.doors.sheets.kinds import held_book
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.people.models import Officer
from lianxin.records.diary.actions import diary_amend, diary_write
from lianxin.records.diary.models import Act, Amendment, Entry
from lianxin.records.file.actions import income_state
from lianxin.records.file.income import Income, IncomeAmount, IncomeRule
from lianxin.records.file.rules import items_of
from lianxin.records.intake.actions import roster_take_back
from lianxin.records.intake.models import RosterImport
from lianxin.register.actions.pairing import pairing_begin
from lianxin.register.models import Household, Pairing
from tests.cast import SINCE
from tests.records.dump import register

SLOW = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # an example takes a second: none is made smaller
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NAMES = ("康润生", "田巧玲", "裴㛃", "欧阳·买买提", "何雒")
PLACES = st.integers(0, len(NAMES) - 1)
ODD = ("=1+1", '=HYPERLINK("http://a")', "+86", "-3", "@SUM(A1)", "＝求和", "'0012", "0012", "1E5")
ODD += ("'", "''", "`", "’")
ODD += (
    '他说"好"',
    "第一行\n第二行",
    "  前后空格  ",
    "１２３",
    "620599",
    "１２/3",
    "1900-01-01",
    "1899-12-31",
)
ODD += (
    "😀修了路",
    "无",
    "/",
    "-",
    "—",
    "0",
    "是",
    "a\tb",
    "_x0041_",
    "<b>&amp;",
    "\u2028隔开",
    "\u3000空格",
    "a\rb",
    "a\x0bb",
)
ODD += (
    "2026年",
    "合计",
    "备注：有",
    "FALSE",
    "3月5日",
    "9" * 25,
    "0.10",
    "#N/A",
    "12:30",
    "、",
    "户主",
)
WORDS = st.one_of(
    st.sampled_from(ODD),
    st.text("问了春耕的种子，看圈舍 ABC=+@-1'\"\n😀／０ ", min_size=1, max_size=40),
    st.lists(st.sampled_from(ODD), min_size=2, max_size=4).map("\n".join),
).filter(lambda text: bool(text.strip()))


def rows(model):
    return model.objects.visible_to(SYSTEM)


@pytest.fixture
def village(cast):
    """Households with their heads and two officers, of whom the records say nothing more."""
    cast.tian.phone, cast.liu.phone = "19900000001", ""
    cast.tian.save()
    homes = [cast.household(name, number=f"1-{n:03}") for n, name in enumerate(NAMES, 1)]
    return cast, homes


def clear(cast):
    """The same households, as if nothing had ever been said of them."""
    for entry in rows(Entry):
        rows(Amendment).filter(entry=entry).delete()
    for model in (Act, Entry, IncomeAmount, Income, Pairing):
        rows(model).delete()
    rows(RosterImport).delete()


def written(cast, kind):
    content, count = held_book(kind, cast.actor(cast.office), cast.village, today())
    lines = cells(content)
    assert count == len(lines) - 1
    return content


def cells(content):
    """The sheet as another program reads it: nothing in it is a formula or a number."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row if cell.value)
    return found


def brought(cast, kind, content):
    found = bring(
        actor=cast.actor(cast.office),
        village=cast.village,
        content=content,
        file_name="表.xlsx",
        day=today(),
        kind=kind,
    )
    assert [one.as_json() for one in found.problems] == []
    return found


def back_and_forth(cast, kind, told):
    """Writes what is told into a sheet, clears the village, brings the sheet in, takes it back."""
    before, content = told(), written(cast, kind)
    there = brought(cast, kind, content)
    assert (there.counts["created"], there.counts["updated"]) == (0, 0)
    clear(cast)
    empty = register()
    found = brought(cast, kind, content)
    assert told() == before
    assert cells(written(cast, kind)) == cells(content)
    again = brought(cast, kind, content).counts
    assert (again["created"], again["updated"]) == (0, 0)
    assert again["unchanged"] >= found.counts["created"]
    for row in rows(RosterImport).filter(state="written"):
        roster_take_back(actor=cast.actor(cast.office), roster=row)
    assert register() == empty
    clear(cast)


def pairings_told():
    found = rows(Pairing).select_related("officer", "household")
    return sorted((p.household.number, p.officer.name, p.from_day, p.responsible) for p in found)


@SLOW
@given(
    pairs=st.dictionaries(
        PLACES, st.tuples(st.booleans(), st.integers(0, 300)), min_size=1, max_size=5
    )
)
def test_pairings(village, pairs):
    cast, homes = village
    clear(cast)
    for place, (whose, after) in pairs.items():
        pairing_begin(
            actor=cast.actor(cast.office),
            household=homes[place],
            officer=cast.tian if whose else cast.liu,
            from_day=SINCE + timedelta(days=after),
            reason="首次结对",
        )

    back_and_forth(cast, "pairings", pairings_told)
    assert rows(Officer).count() == 2


def incomes_told():
    found = rows(Income).select_related("rule", "household")
    return sorted(
        (i.household.number, i.year, i.rule.name, i.people, i.net, i.per_head, lines_of(i))
        for i in found
    )


def lines_of(income):
    found = rows(IncomeAmount).filter(income=income).select_related("item")
    return tuple(sorted((a.item.name, a.amount) for a in found))


@SLOW
@given(
    said=st.dictionaries(
        st.tuples(PLACES, st.integers(2025, 2026), st.booleans()),
        st.tuples(
            st.dictionaries(st.integers(0, 15), st.integers(0, 10**9), min_size=1, max_size=6),
            st.integers(1, 9),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_incomes(village, said):
    cast, homes = village
    clear(cast)
    leading, stated = (
        rows(IncomeRule).filter(denominator=one).first() for one in ("registered", "stated")
    )
    for (place, year, leads), (amounts, people) in said.items():
        rule = leading if leads else stated
        items = items_of(rule)
        income_state(
            actor=cast.actor(cast.office),
            household=homes[place],
            rule=rule,
            year=year,
            amounts={items[n]: amount for n, amount in amounts.items()},
            people=None if leads else people,
        )

    back_and_forth(cast, "incomes", incomes_told)


def test_the_income_of_an_old_year_stays_when_more_people_live_there_since(village):
    cast, homes = village
    rule = rows(IncomeRule).filter(denominator="registered").first()
    income_state(
        actor=cast.actor(cast.office),
        household=homes[0],
        rule=rule,
        year=2025,
        amounts={items_of(rule)[0]: 900_000},
    )
    content, before = written(cast, "incomes"), incomes_told()
    cast.member(homes[0], "康小兰", "之女")
    found = brought(cast, "incomes", content)
    assert (found.counts["unchanged"], found.doubts) == (1, [])
    assert incomes_told() == before


def diaries_told():
    return sorted(
        (
            e.day,
            e.until or e.day,
            e.officer.name,
            e.text,
            sorted(e.kinds),
            e.minutes or 0,
            homes_of(e),
        )
        for e in rows(Entry).select_related("officer")
    )


def homes_of(entry):
    acts = rows(Act).filter(entry=entry, household__isnull=False).select_related("household")
    return sorted({act.household.number for act in acts})


@SLOW
@given(
    entries=st.lists(
        st.tuples(
            st.dates(date(2026, 1, 1), date(2026, 10, 1)),
            st.booleans(),
            st.sets(PLACES, min_size=1, max_size=3),
            st.sets(st.sampled_from(["visit", "talk", "delivery", "help"]), min_size=1),
            WORDS,
            st.one_of(st.none(), st.integers(1, 600)),
            st.integers(0, 3),
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda entry: (entry[0], entry[1], entry[4].strip()),
    )
)
def test_diaries(village, entries):
    cast, homes = village
    clear(cast)
    for day, whose, places, kinds, words, minutes, more in entries:
        diary_write(
            actor=cast.actor(cast.office),
            officer=cast.tian if whose else cast.liu,
            kinds=sorted(kinds),
            day=day,
            until=day + timedelta(days=more) if more else None,
            text=words,
            households=[homes[place] for place in sorted(places)],
            minutes=minutes,
        )

    back_and_forth(cast, "diaries", diaries_told)
    assert rows(Household).count() == len(NAMES)


@pytest.mark.parametrize("words", ["'", "''", "'\n'", "`", "’"])
def test_a_diary_of_marks_alone_comes_back_as_it_was(village, words):
    """A cell's mark of being text is no text anywhere else; in a diary nothing that was written is lost."""
    cast, homes = village
    clear(cast)
    diary_write(
        actor=cast.actor(cast.office),
        officer=cast.tian,
        kinds=["visit"],
        day=date(2026, 3, 1),
        text=words,
        households=[homes[0]],
    )
    back_and_forth(cast, "diaries", diaries_told)


def test_an_entry_that_was_amended_is_written_as_it_reads_and_is_not_there_twice(village):
    cast, homes = village
    entry = diary_write(
        actor=cast.actor(cast.office),
        officer=cast.tian,
        kinds=["visit"],
        day=date(2026, 2, 3),
        text="问了春耕",
        households=homes[:1],
    )
    first = written(cast, "diaries")
    diary_amend(actor=cast.actor(cast.officer), entry=entry, rev=entry.rev, text="问了春耕和圈舍")
    content = written(cast, "diaries")
    assert "问了春耕和圈舍" in cells(content)[1]
    for one in (first, content):
        assert brought(cast, "diaries", one).counts["created"] == 0


def told_of_all():
    return pairings_told(), incomes_told(), diaries_told()


def said_of_all(cast, homes):
    office = cast.actor(cast.office)
    pairing_begin(
        actor=office, household=homes[0], officer=cast.tian, from_day=SINCE, reason="首次结对"
    )
    rule = rows(IncomeRule).filter(denominator="registered").first()
    amounts = dict.fromkeys(items_of(rule)[:3], 123456)
    income_state(actor=office, household=homes[1], rule=rule, year=2025, amounts=amounts)
    for place, text in enumerate(ODD):
        diary_write(
            actor=office,
            officer=cast.liu,
            kinds=["visit"],
            day=SINCE + timedelta(days=place),
            text=text,
            households=homes[:2],
        )


def test_the_office_takes_all_from_the_page_and_brings_it_into_an_empty_village_there(
    village, client
):
    cast, homes = village
    said_of_all(cast, homes)
    client.force_login(cast.office)
    kinds = ("pairings", "incomes", "diaries")
    taken = {kind: client.post(reverse("import-held", args=[kind])) for kind in kinds}
    before = told_of_all()
    clear(cast)
    for kind in kinds:
        sent = SimpleUploadedFile(f"{kind}.xlsx", taken[kind].content)
        read = client.post(reverse("imports"), {"village": cast.village.pk, "file": sent})
        assert read.status_code == 302
        roster = rows(RosterImport).get(state="read")
        assert (roster.kind, client.get(read["Location"]).status_code) == (kind, 200)
        assert client.post(reverse("import-write", args=[roster.pk])).status_code == 302
    assert told_of_all() == before


def test_a_sheet_is_taken_by_who_may_export_and_leaves_a_trace(village, client):
    cast, _homes = village
    client.force_login(cast.officer)
    assert client.post(reverse("import-held", args=["diaries"])).status_code == 403
    client.force_login(cast.office)
    assert client.post(reverse("import-held", args=["diaries"])).status_code == 200
    audit = AuditRow.objects.visible_to(SYSTEM).order_by("-number").first()
    assert (audit.action, audit.done, audit.details["rows"]) == ("register.export", True, 0)
    assert client.post(reverse("import-held", args=["roster"])).status_code == 404
