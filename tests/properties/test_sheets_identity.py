"""What the records hold, filled into a kind's own empty sheet and brought into an empty village, is the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lianxin.doors.sheets.bring import bring
from lianxin.doors.sheets.kinds import template_book
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.models import Officer
from lianxin.records.diary.actions import diary_write
from lianxin.records.diary.models import Act, Amendment, Entry, Kind
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
WORDS = st.text("问了春耕的种子，看圈舍 ABC=+@-1'", min_size=1, max_size=40).filter(
    lambda text: any("一" <= sign <= "鿿" for sign in text)
)


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


def brought(cast, kind, filled):
    found = bring(
        actor=cast.actor(cast.office),
        village=cast.village,
        content=template_book(kind, today(), filled),
        file_name="空表.xlsx",
        day=today(),
        kind=kind,
    )
    assert [one.as_json() for one in found.problems] == []
    return found


def back_and_forth(cast, kind, told, fill):
    """Fills what is told into the sheet, clears the village, brings the sheet in, takes it back."""
    before, filled = told(), fill()
    clear(cast)
    empty = register()
    found = brought(cast, kind, filled)
    assert told() == before
    assert brought(cast, kind, filled).counts["unchanged"] == found.counts["created"]
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

    def fill():
        return [
            {
                "干部姓名": p.officer.name,
                "电话": p.officer.phone,
                "单位": p.officer.unit.name,
                "户主姓名": NAMES[int(p.household.number[-3:]) - 1],
                "户编号": p.household.number,
                "自何日": p.from_day.isoformat(),
            }
            for p in rows(Pairing).select_related("officer__unit", "household")
        ]

    back_and_forth(cast, "pairings", pairings_told, fill)
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

    def fill():
        return [
            {
                "户编号": i.household.number,
                "年度": str(i.year),
                "口径": i.rule.name,
                "按几口人算": str(i.people),
                "纯收入": f"{i.net / 100:.2f}",
                **{name: f"{amount // 100}.{amount % 100:02}" for name, amount in lines_of(i)},
            }
            for i in rows(Income).select_related("rule", "household")
        ]

    back_and_forth(cast, "incomes", incomes_told, fill)


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

    def fill():
        return [
            {
                "日期": e.day.isoformat(),
                "到哪天": e.until.isoformat() if e.until else "",
                "干部": e.officer.name,
                "干部电话": e.officer.phone,
                "户编号": "、".join(homes_of(e)),
                "方式": "、".join(str(Kind(kind).label) for kind in e.kinds),
                "内容": e.text,
                "用时(分钟)": str(e.minutes or ""),
            }
            for e in rows(Entry).select_related("officer")
        ]

    back_and_forth(cast, "diaries", diaries_told, fill)
    assert rows(Household).count() == len(NAMES)
