"""The dated file: what holds on a day, what was ever said, how income comes about, what is missing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as Hypo

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.figure import Extent
from lianxin.kernel.period import today
from lianxin.records.file import change, known
from lianxin.records.file.actions import (
    household_state,
    household_states,
    income_state,
    person_state,
    person_states,
)
from lianxin.records.file.figures import FIGURES
from lianxin.records.file.history import history
from lianxin.records.file.income import Income, IncomeItem, IncomeRule
from lianxin.records.file.models import Condition, Dwelling, Land, Livelihood, Living, Standing
from lianxin.records.file.rules import LineGiven, income_rule_end, income_rule_set
from lianxin.records.file.stated import stated
from lianxin.records.file.working import parts, with_lines
from lianxin.register.actions import member_join, pairing_hand_over
from lianxin.register.lists import rule_change
from lianxin.register.models import QualityRule
from lianxin.register.queries import household as file_of
from tests.cast import SINCE, Cast, code
from tests.register.people import person, refused

DAY = timedelta(days=1)
HOLDS = {"dangerous_house": Living, "rooms": Dwelling, "arable": Land}


@pytest.fixture
def home(cast):
    return cast.household(officer=cast.tian)


@pytest.fixture
def office(cast):
    return cast.actor(cast.office)


def leading() -> IncomeRule:
    return IncomeRule.objects.visible_to(SYSTEM).get(leading=True, until=None)


def item(rule, name) -> IncomeItem:
    return IncomeItem.objects.visible_to(SYSTEM).get(rule=rule, name=name)


def earn(actor, home, year, day, *, rule=None, people=None, **lines):
    rule = rule or leading()
    amounts = {item(rule, name): amount for name, amount in lines.items()}
    return income_state(
        actor=actor, household=home, rule=rule, year=year, amounts=amounts, people=people, day=day
    )


def told(actor, home, words=""):
    return [
        (one.what, one.before, one.now) for one in history(actor, file_of(actor, home.pk), words)
    ]


def held(actor, home, day):
    """Every value that the file holds on the day."""
    file = file_of(actor, home.pk, day=day)
    it = stated(actor, [file])[home.pk]
    rows = [it.standing, it.living, it.dwelling, it.land, *it.incomes, *it.conditions.values()]
    return [(type(row).__name__, row.pk) for row in rows if row is not None]


facts = st.tuples(
    st.sampled_from(["dangerous_house", "rooms", "arable"]),
    st.integers(0, 60),
    st.integers(1, 900),
)


class AsOfADay(Hypo):
    @given(before=st.lists(facts, max_size=5), after=st.lists(facts, max_size=5))
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    def test_the_file_of_a_past_day_does_not_change_and_every_value_is_found_again(
        self, before, after
    ):
        cast = Cast()
        home, office = cast.household(), cast.actor(cast.office)
        middle = SINCE + timedelta(days=60)
        self.state(office, home, before, SINCE)
        then = held(office, home, middle)
        self.state(office, home, after, middle + DAY)
        assert held(office, home, middle) == then
        found = {(what, now) for what, _before, now in told(office, home)}
        for kind, row in [(k, r) for k in (Dwelling, Land) for r in k.objects.visible_to(SYSTEM)]:
            name = "房屋间数" if kind is Dwelling else "耕地"
            value = f"{row.rooms} 间" if kind is Dwelling else f"{row.arable / 100:g} 亩"
            assert (name, value) in found

    def state(self, office, home, some, since):
        for name, offset, value in sorted(some, key=lambda one: one[1]):
            said = {name: bool(value % 2) if name == "dangerous_house" else value * 10}
            household_state(
                actor=office,
                household=home,
                kind=HOLDS[name],
                fields=said,
                day=since + timedelta(days=offset),
            )


def test_a_correction_of_the_same_day_is_found_in_the_history(office, home):
    for rooms in (4, 5):
        household_state(
            actor=office, household=home, kind=Dwelling, fields={"rooms": rooms}, day=SINCE
        )
    found = told(office, home, "房屋间数")
    assert sorted(found) == [("房屋间数", "", "4 间"), ("房屋间数", "4 间", "5 间")]
    first = next(one for one in history(office, file_of(office, home.pk)) if one.now == "4 间")
    assert first.corrected
    assert (first.by, first.ground) == ("何晓燕", "联户办填写")


def test_what_an_officer_states_says_so_and_another_units_officer_may_not(cast, home):
    row = household_state(
        actor=cast.actor(cast.officer), household=home, kind=Land, fields={"arable": 840}
    )
    assert (row.source, row.author.name) == ("officer", "田立新")
    with refused("action.not_allowed"):
        household_state(
            actor=cast.actor(cast.outsider), household=home, kind=Land, fields={"arable": 1}
        )


def test_facts_of_two_kinds_are_stated_together_or_not_at_all(office, home):
    wrong = {Living: {"safe_water": True}, Land: {"arable": 100, "arable_certified": 200}}
    with refused("file.certified", "arable_certified"):
        household_states(actor=office, household=home, facts=wrong)
    assert not Living.objects.visible_to(SYSTEM).exists()
    right = wrong | {Land: {"orchard": 300, "orchard_certified": 200}}
    household_states(actor=office, household=home, facts=right)
    assert Land.objects.visible_to(SYSTEM).get().orchard == 300


def test_income_shows_its_working_by_group_and_several_rule_sets_stand_side_by_side(
    cast, office, home
):
    cast.member(home, "裴玉兰", "配偶")
    earn(
        office,
        home,
        2025,
        SINCE,
        种植收入=900_000,
        生产经营性支出=250_001,
        其他工资性收入=3_000_000,
    )
    other = IncomeRule.objects.visible_to(SYSTEM).get(leading=False)
    earn(office, home, 2025, SINCE, rule=other, people=3, 种植收入=900_000)
    Income.objects.create(
        household=home,
        year=2025,
        per_head=1,
        from_day=SINCE,
        source="import",
        written_at=timezone.now(),
    )
    it = stated(office, [file_of(office, home.pk)])[home.pk]
    assert len(it.incomes) == 3
    [led] = it.leading
    assert (led.net, led.people, led.per_head) == (3_649_999, 2, 1_825_000)
    rows = with_lines(Income.objects.visible_to(office).filter(pk=led.pk))
    assert [(one.group, one.net) for one in parts(rows[0])] == [
        ("wage", 3_000_000),
        ("business", 649_999),
    ]


def test_every_line_of_an_income_is_found_again_after_it_was_corrected(office, home):
    earn(office, home, 2025, SINCE, 种植收入=900_000, 养殖收入=100_000)
    earn(office, home, 2025, SINCE + DAY, 种植收入=800_000)
    found = told(office, home, "2025")
    assert ("2025 年种植收入（国家系统口径）", "9,000 元", "8,000 元") in found
    assert ("2025 年养殖收入（国家系统口径）", "1,000 元", "没填") in found


def test_a_new_leading_rule_set_ends_the_old_one_and_leaves_past_days_alone(cast, office, home):
    old, county = leading(), cast.actor(cast.county)
    earn(office, home, 2025, SINCE, 种植收入=900_000)
    new = income_rule_set(
        actor=county,
        name="县里口径",
        denominator="registered",
        lines=[LineGiven("全部收入", "wage", 1)],
        leading=True,
        from_day=SINCE + 30 * DAY,
    )
    assert leading() == new
    earn(office, home, 2025, SINCE + 40 * DAY, rule=new, 全部收入=700_000)
    for day, amount in ((SINCE + 35 * DAY, 900_000), (today(), 700_000)):
        file = file_of(office, home.pk, day=day)
        assert [row.per_head for row in stated(office, [file])[home.pk].leading] == [amount]
        found = [f for f in FIGURES if f.name == "income_per_head_median"]
        assert found[0].value(office, Extent("", 2025, day)) == amount
    with refused("income.rule_over", "rule"):
        earn(office, home, 2025, today(), rule=old, 种植收入=1)
    with refused("income.rule_leads"):
        income_rule_end(actor=county, rule=new)


def test_a_rule_set_needs_lines_once_each_and_an_office_of_all_units(cast):
    county = cast.actor(cast.county)
    with refused("income.rule_needs_items", "lines"):
        income_rule_set(actor=county, name="甲", denominator="stated", lines=[], from_day=SINCE)
    twice = [LineGiven("粮食", "business", 1)] * 2
    with refused("income.rule_line_twice", "lines"):
        income_rule_set(actor=county, name="甲", denominator="stated", lines=twice, from_day=SINCE)
    with refused("action.not_allowed"):
        income_rule_set(
            actor=cast.actor(cast.officer), name="甲", denominator="stated", lines=twice[:1]
        )


def fill(office, home, day):
    """All that is asked, about the household and its head."""
    facts = {
        Standing: {"category": code("category", "一般农户")},
        Living: {"dangerous_house": False, "safe_water": True},
        Dwelling: {"rooms": 5},
        Land: {"arable": 840},
    }
    household_states(actor=office, household=home, facts=facts, day=day)
    head = person("康润生")
    said = {"health": code("health", "健康"), "education": code("education", "小学")}
    said["labour"] = code("labour", "普通劳动力")
    person_state(actor=office, person=head, kind=Condition, fields=said, day=day)
    earn(office, home, 2025, day, 种植收入=900_000)


def test_a_household_is_known_when_nothing_that_is_asked_is_missing(cast, office, home):
    def names():
        found = known.completeness([home.pk], today())[home.pk]
        return [one.name for one in found.missing]

    assert names() == ("category house dwelling water land income health education labour".split())
    assert not known.known(office, today()).exists()
    fill(office, home, SINCE)
    assert names() == []
    assert list(known.known(office, today())) == [home]
    wife = cast.member(home, "裴玉兰", "配偶")
    assert names() == ["health", "education", "labour"]
    person_states(
        actor=office,
        person=wife,
        facts={
            Condition: {
                "health": code("health", "健康"),
                "schooling": code("schooling", "非在校生"),
                "labour": code("labour", "普通劳动力"),
            },
            Livelihood: {"doing": "在家务农"},
        },
    )
    household_state(
        actor=office,
        household=home,
        kind=Standing,
        fields={"category": code("category", "脱贫户")},
    )
    it = known.completeness([home.pk], today())[home.pk]
    assert [m.name for m in it.missing] == ["cause"]
    assert it.percent == 92
    assert known.completeness([home.pk], today() - DAY)[home.pk].percent < 100


def test_what_is_asked_can_be_switched_off_by_a_rule(cast, office, home):
    fill(office, home, SINCE)
    household_state(actor=office, household=home, kind=Living, fields={"safe_water": None})
    assert not known.known(office, today()).exists()
    rule = QualityRule.objects.visible_to(SYSTEM).get(name="known.water")
    rule_change(
        actor=cast.actor(cast.sysadmin), rule=rule, thresholds={}, from_day=today(), active=False
    )
    assert known.known(office, today()).exists()


def change_of(actor, home, day=None):
    return change.changes(actor, [home.pk], day or today())[home.pk]


def figure_of(actor, state):
    extent = Extent("", today().year, today())
    rows = list(getattr(change, state)(actor, extent))
    assert change.states(actor, extent)[f"households_{state}"] == len(rows)
    return rows


@pytest.fixture
def years(office, home):
    """This year and the last as incomes have them, whatever the calendar says."""
    year = today().year
    home.opened = date(year - 2, 1, 1)
    home.save()
    return year - 2, year - 1


@pytest.mark.parametrize(
    ("before", "now", "state", "text"),
    [
        (1_000_000, 1_050_000, "better", "年人均纯收入比上年多 5%"),
        (1_000_000, 1_049_900, "same", ""),
        (1_000_000, 860_000, "worse", "年人均纯收入比上年少 14%"),
        (0, 100, "better", "年人均纯收入比上年多 1 元"),
        (-1_000_000, -1_040_000, "same", ""),
        (-1_000_000, -1_050_000, "worse", "年人均纯收入比上年少 500 元"),
    ],
)
def test_income_tells_whether_a_household_is_better(office, home, years, before, now, state, text):
    for year, amount in zip(years, (before, now), strict=True):
        told = {"from_day": home.opened, "source": "import", "written_at": timezone.now()}
        Income.objects.create(household=home, year=year, per_head=amount, **told)
    found = change_of(office, home)
    assert found.state == state
    assert [sign.text for sign in found.signs] == ([f"{years[1]} {text}"] if text else [])
    for one in ("better", "same", "worse"):
        assert figure_of(office, one) == ([home] if one == state else [])


def test_one_worse_sign_outweighs_better_ones(office, home, years):
    start, this_year = home.opened, date(today().year, 1, 1)
    household_state(
        actor=office,
        household=home,
        kind=Living,
        fields={"dangerous_house": True, "safe_water": True},
        day=start,
    )
    assert change_of(office, home).state == "same"
    household_state(
        actor=office, household=home, kind=Living, fields={"dangerous_house": False}, day=this_year
    )
    assert change_of(office, home).state == "better"
    watch = {"watch": code("watch", "突发严重困难户"), "risk_from": this_year}
    household_state(actor=office, household=home, kind=Standing, fields=watch, day=this_year)
    found = change_of(office, home)
    assert found.state == "worse"
    assert {sign.text for sign in found.signs} == {"不再住危房", "新纳入监测：突发严重困难户"}
    assert figure_of(office, "worse") == [home]
    household_state(
        actor=office, household=home, kind=Living, fields={"safe_water": False}, day=this_year
    )
    assert "饮水不安全了" in [sign.text for sign in change_of(office, home).signs]


def test_a_risk_that_was_cleared_this_year_is_better(office, home, years):
    watch = {"watch": code("watch", "边缘易致贫户")}
    household_state(actor=office, household=home, kind=Standing, fields=watch, day=home.opened)
    household_state(
        actor=office, household=home, kind=Standing, fields={"risk_cleared": True}, day=today()
    )
    assert [sign.text for sign in change_of(office, home).signs] == ["返贫风险消除了"]


def test_the_assessor_is_told_nothing_of_changes(cast, office, home, years):
    assessor = cast.actor(cast.assessor)
    assert not figure_of(assessor, "same")
    assert figure_of(office, "same") == [home]


def test_changes_and_completeness_take_as_many_queries_for_ten_households_as_for_one(
    cast, office, home
):
    keys = [home.pk] + [cast.household(f"户{n}", number=f"2-{n:03}").pk for n in range(9)]
    files = [file_of(office, key) for key in keys]
    counts = []
    for some in (1, 10):
        with CaptureQueriesContext(connection) as seen:
            change.changes(office, keys[:some], today())
            known.completeness(keys[:some], today())
            stated(office, files[:some])
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_history_names_who_let_a_child_in_and_who_handed_the_household_over(cast, office, home):
    day = today()
    member_join(
        actor=office, household=home, name="康小宝", relation=code("relation", "之孙女"),
        joined_by="born", day=day, no_id_reason="新生儿，未办", sex="2", born=day,
    )  # fmt: skip
    pairing_hand_over(
        actor=office, officer_from=cast.tian, moves={home: cast.liu}, day=day, reason="调动"
    )
    by = {one.now: one.by for one in history(office, file_of(office, home.pk))}
    assert by["刘志强"] == office.name
    assert [who for text, who in by.items() if "康小宝" in text] == [office.name]
