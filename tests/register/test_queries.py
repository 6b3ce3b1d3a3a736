"""The ledger's queries: who sees which households, and that their number does not grow with rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lianxin.kernel import text
from lianxin.kernel.figure import fold
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people.models import Area, Officer
from lianxin.records.file.income import Income
from lianxin.records.file.models import Condition, Standing
from lianxin.register import queries
from lianxin.register.models import Household, Membership, Pairing, Person
from lianxin.results.conditions import Conditions, matching
from lianxin.results.figures import extent, told
from lianxin.results.households import Row, in_order, ordered, rows, totals
from tests.cast import SINCE, Cast, code, id_number

SPELLED = {"source": "office", "from_day": SINCE, "written_at": timezone.now()}


def standing(household: Household, **facts: object) -> Standing:
    return Standing.objects.create(household=household, **SPELLED, **facts)


def income(household: Household, year: int, yuan: int) -> Income:
    return Income.objects.create(household=household, year=year, per_head=yuan * 100, **SPELLED)


def able(person: Person) -> Condition:
    return Condition.objects.create(person=person, labour=code("labour", "普通劳动力"), **SPELLED)


@pytest.fixture
def village(cast: Cast) -> Area:
    """Five households of 阳坡村, one of 阴坡村."""
    lifted, watch = code("category", "脱贫户"), code("watch", "脱贫不稳定户")
    kang = cast.household("康润生", number="1-001", officer=cast.tian)
    pei = cast.household("裴双喜", number="1-002", officer=cast.tian)
    wang = cast.household("汪秀英", number="2-003", officer=cast.liu)
    cast.household("令狐彦斌", number="2-004")
    li = cast.household("李桂香", number="3-005", officer=cast.liu)
    cast.household("马外村", village=cast.other_village, number="1-001", officer=cast.stranger)
    able(cast.member(kang, "裴玉兰", "配偶"))
    able(cast.member(kang, "康建军", "之子"))
    able(cast.member(li, "李建国", "之子"))
    standing(kang, category=lifted, cause=code("cause", "因病"))
    standing(pei, category=lifted, watch=watch, cause=code("cause", "因学"))
    standing(wang, category=lifted, watch=watch, risk_cleared=True)
    for household, before, now in ((kang, 12000, 13860), (pei, 14050, 12000), (li, 9000, 9900)):
        income(household, 2024, before)
        income(household, 2025, now)
    return cast.village


def ledger(actor: object, conditions: Conditions, *, day: date, sort: str = "") -> Iterator[Row]:
    found = in_order(actor, conditions, village=None, day=day, sort=sort)  # type: ignore[arg-type]
    return rows(actor, found, day)  # type: ignore[arg-type]


def names(
    cast: Cast, account: object, query: str = "", sort: str = "", **also: object
) -> list[str]:
    actor = cast.actor(account)  # type: ignore[arg-type]
    conditions = Conditions.read(QueryDict(query))
    return [row.name for row in ledger(actor, conditions, day=today(), sort=sort)]


def test_the_office_sees_its_village_and_no_other(cast: Cast, village: Area) -> None:
    assert names(cast, cast.office) == ["康润生", "裴双喜", "汪秀英", "令狐彦斌", "李桂香"]
    assert names(cast, cast.other_office) == ["马外村"]


def test_tian_sees_only_the_households_he_answers_for(cast: Cast, village: Area) -> None:
    assert names(cast, cast.officer) == ["康润生", "裴双喜"]


def test_the_administrators_see_no_household(cast: Cast, village: Area) -> None:
    for account in (cast.sysadmin, cast.secadmin, cast.auditadmin, cast.department):
        assert names(cast, account) == []


def test_totals_are_the_fold_of_the_rows(cast: Cast, village: Area) -> None:
    for account in (cast.office, cast.officer, cast.officer2, cast.leader, cast.committee):
        actor, day = cast.actor(account), today()
        found = matching(actor, Conditions(), village=None, day=day)
        listed = list(rows(actor, ordered(actor, found, "", day), day))
        total = totals(actor, found, day)
        assert total.households == len(listed)
        assert total.members == sum(row.members for row in listed)
        assert total.labour == sum(row.labour or 0 for row in listed)
        assert total.monitored == sum(row.monitored for row in listed)
        assert total.unpaired == sum(not row.paired for row in listed)
        assert total.income == fold("median", (row.income.now for row in listed if row.income))


def test_the_median_and_the_change_are_those_of_the_latest_year(cast: Cast, village: Area) -> None:
    actor, day = cast.actor(cast.office), today()
    total = totals(actor, matching(actor, Conditions(), village=None, day=day), day)
    assert total.income == 1200000
    assert total.change == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=康", ["康润生"]),
        ("q=krs", ["康润生"]),
        ("q=lhyb", ["令狐彦斌"]),
        ("q=玉蘭", ["康润生"]),
        ("q=1-002", ["裴双喜"]),
        ("q=没有这个人", []),
        ("unpaired=1", ["令狐彦斌"]),
        ("monitored=1", ["裴双喜"]),
        ("falling=1", ["裴双喜"]),
        ("members_from=2", ["康润生", "李桂香"]),
        ("members_to=1&q=双", ["裴双喜"]),
        ("income_from=10000&income_to=13000", ["裴双喜"]),
        ("incomplete=1", []),
        (
            "income_from=abc&group=xyz&members_to=-1",
            ["康润生", "裴双喜", "汪秀英", "令狐彦斌", "李桂香"],
        ),
    ],
)
def test_the_office_finds_households_by(
    cast: Cast, village: Area, query: str, found: list[str]
) -> None:
    assert names(cast, cast.office, query) == found


def test_the_office_filters_by_officer_category_watch_and_cause(cast: Cast, village: Area) -> None:
    assert names(cast, cast.office, f"officer={cast.liu.pk}") == ["汪秀英", "李桂香"]
    lifted, watch = code("category", "脱贫户"), code("watch", "脱贫不稳定户")
    assert names(cast, cast.office, f"category={lifted.pk}") == ["康润生", "裴双喜", "汪秀英"]
    assert names(cast, cast.office, f"watch={watch.pk}") == ["裴双喜", "汪秀英"]
    cause = code("cause", "因病")
    assert names(cast, cast.office, f"category={lifted.pk}&cause={cause.pk}") == ["康润生"]


def test_a_member_without_an_id_number_makes_a_household_incomplete(
    cast: Cast, village: Area
) -> None:
    person = Person.objects.visible_to(cast.actor(cast.office)).get(name="李建国")
    person.id_blind = person.id_sealed = None
    person.id_tail, person.no_id_reason = "", "没上户口"
    person.save()
    assert names(cast, cast.office, "incomplete=1") == ["李桂香"]
    actor = cast.actor(cast.office)
    found = {r.name: r.missing for r in ledger(actor, Conditions(), day=today())}
    assert found["李桂香"] == ["1 人没有证件号"]
    assert found["康润生"] == []


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("number", "康润生"),
        ("-number", "李桂香"),
        ("head", "康润生"),
        ("-members", "康润生"),
        ("-labour", "康润生"),
        ("income", "李桂香"),
        ("-income", "康润生"),
        ("change", "裴双喜"),
        ("-change", "康润生"),
        ("officer", "汪秀英"),
        ("-officer", "康润生"),
        ("category", "裴双喜"),
        ("cause", "康润生"),
        ("nonsense", "康润生"),
    ],
)
def test_the_office_sorts_by(cast: Cast, village: Area, sort: str, first: str) -> None:
    assert names(cast, cast.office, sort=sort)[0] == first


def test_a_household_without_a_value_comes_last_both_ways(cast: Cast, village: Area) -> None:
    assert names(cast, cast.office, sort="officer")[-1] == "令狐彦斌"
    assert names(cast, cast.office, sort="-officer")[-1] == "令狐彦斌"


def test_the_assessor_sees_heads_and_officers_but_no_member_income_or_cause(
    cast: Cast, village: Area
) -> None:
    assert names(cast, cast.assessor, "q=玉兰") == []
    assert names(cast, cast.assessor, "falling=1") == []
    row = next(ledger(cast.actor(cast.assessor), Conditions(), day=today()))
    assert (row.name, row.officer) == ("康润生", "田立新")
    assert (row.income, row.standing, row.labour, row.missing) == (None, None, None, [])


def test_the_ledger_tells_how_a_day_was(cast: Cast, village: Area) -> None:
    actor = cast.actor(cast.office)
    pairing = Pairing.objects.visible_to(actor).get(household__number="3-005")
    pairing.until, pairing.ended_reason = date(2026, 3, 1), "调走"
    pairing.save()
    Pairing.objects.create(
        household=pairing.household, officer=cast.tian, from_day=date(2026, 3, 1), reason="接替"
    )
    for day, officer in ((date(2026, 2, 28), "刘志强"), (date(2026, 3, 1), "田立新")):
        found = {r.name: r.officer for r in ledger(actor, Conditions(), day=day)}
        assert found["李桂香"] == officer
    assert list(ledger(actor, Conditions(), day=date(2025, 12, 31))) == []


def many(cast: Cast, count: int) -> None:
    for place in range(count):
        household = cast.household(f"户主{place}", number=f"9-{place:03}", officer=cast.tian)
        standing(household, category=code("category", "脱贫户"))
        income(household, 2025, 9000 + place)


def queries_of_the_ledger(cast: Cast, account: object) -> int:
    actor, day = cast.actor(account), today()  # type: ignore[arg-type]
    with CaptureQueriesContext(connection) as caught:
        found = matching(actor, Conditions(), village=None, day=day)
        listed: list[Row] = list(rows(actor, ordered(actor, found, "-income", day), day))
        totals(actor, found, day)
        assert all(row.name and row.household.village.name for row in listed)
    return len(caught)


def test_sixty_households_take_as_many_queries_as_five(cast: Cast) -> None:
    many(cast, 5)
    few = queries_of_the_ledger(cast, cast.office), queries_of_the_ledger(cast, cast.officer)
    for household in range(55):
        cast.household(f"新户{household}", number=f"8-{household:03}", officer=cast.tian)
    assert (
        queries_of_the_ledger(cast, cast.office),
        queries_of_the_ledger(cast, cast.officer),
    ) == few


def test_liu_cannot_open_a_household_of_tian(cast: Cast, village: Area) -> None:
    kang = Household.objects.visible_to(cast.actor(cast.office)).get(number="1-001")
    assert queries.household(cast.actor(cast.officer), kang.pk).name == "康润生"
    for account in (cast.officer2, cast.outsider, cast.other_office, cast.sysadmin):
        with pytest.raises(Refused) as refused:
            queries.household(cast.actor(account), kang.pk)
        assert refused.value.status == 404


def test_a_file_keeps_those_who_left(cast: Cast, village: Area) -> None:
    actor = cast.actor(cast.office)
    kang = Household.objects.visible_to(actor).get(number="1-001")
    left = Membership.objects.visible_to(actor).get(person__name="康建军")
    left.until, left.left_by = date(2026, 5, 1), "其他转出"
    left.save()
    now = queries.household(actor, kang.pk)
    assert [one.person.name for one in now.members] == ["康润生", "裴玉兰"]
    assert [one.person.name for one in now.former] == ["康建军"]
    then = queries.household(actor, kang.pk, day=date(2026, 4, 30))
    assert len(then.members) == 3
    assert then.former == []


def test_an_id_number_finds_its_household_only_for_those_who_may_see_it(
    cast: Cast, village: Area
) -> None:
    number = id_number(order=77)
    pei = Household.objects.visible_to(cast.actor(cast.office)).get(number="1-002")
    cast.member(pei, "裴小军", "之子", number)
    assert queries.household_by_id(cast.actor(cast.officer), number) == pei
    assert queries.household_by_id(cast.actor(cast.officer), f" {number.lower()} ") == pei
    assert queries.household_by_id(cast.actor(cast.officer2), number) is None
    assert queries.household_by_id(cast.actor(cast.office), id_number(order=78)) is None
    assert queries.household_by_id(cast.actor(cast.office), "62059919") is None


@pytest.mark.once
def test_an_id_number_is_recognised_before_it_is_searched_for() -> None:
    number = id_number()
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in number)
    assert all(map(queries.looks_like_id, (number, f"{number[:6]} {number[6:]}", full_width)))
    assert not any(map(queries.looks_like_id, ("19900001234", "康润生", "1-001", "")))


def test_figures_are_those_of_the_village_and_of_the_actor(cast: Cast, village: Area) -> None:
    whole = told(cast.actor(cast.office), extent(village, today().year))
    assert whole["households"] == 5
    assert whole["members"] == 8
    assert whole["officers"] == 2
    assert whole["monitored_households"] == 1
    assert whole["unpaired_households"] == 1
    assert told(cast.actor(cast.office), extent(village, 2025))["income_per_head_median"] is None
    own = told(cast.actor(cast.officer), extent(village, today().year))
    assert (own["households"], own["unpaired_households"]) == (2, 0)
    assert told(cast.actor(cast.sysadmin), extent(village, today().year)) == {}


def test_a_traditional_name_is_found_by_its_folded_form() -> None:
    assert text.fold("令狐彥斌") == text.fold("令狐彦斌")


def test_officer_model_is_guarded() -> None:
    assert list(Officer.objects.all()) == []
