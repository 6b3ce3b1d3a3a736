"""Programs read the register: 田立新's program gets his household, the office's gets the village."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Area
from lianxin.records.file.actions import household_state, person_state
from lianxin.records.file.income import Income
from lianxin.records.file.models import Condition, Production, Standing, Welfare
from lianxin.register import queries
from lianxin.register.models import Membership, Pairing
from tests.cast import code

from .caller import Caller, codes


@pytest.fixture
def village(cast):
    """Three households of 阳坡村, one of 阴坡村."""
    return [
        cast.household("康润生", number="1-001", officer=cast.tian),
        cast.household("李存义", number="1-002", officer=cast.liu),
        cast.household("王秀英", number="2-001"),
        cast.household("外村户", number="1-001", village=cast.other_village, officer=cast.stranger),
    ]


def test_the_office_reads_its_villages_households_in_order(cast, village):
    found = Caller(cast.office).items("households")
    assert [h["number"] for h in found] == ["1-001", "1-002", "2-001"]
    assert [h["head"] for h in found] == ["康润生", "李存义", "王秀英"]
    assert found[0]["officer"]["name"] == "田立新"
    assert found[2]["officer"] is None


def test_an_officer_reads_the_paired_household_only(cast, village):
    caller = Caller(cast.officer)
    assert [h["head"] for h in caller.items("households")] == ["康润生"]
    assert caller.get(f"households/{village[0].pk}").status_code == 200
    assert caller.get(f"households/{village[1].pk}").status_code == 404
    assert caller.get(f"households/{village[1].pk}/members").status_code == 404


def test_unseen_and_absent_are_told_apart_by_nothing(cast, village):
    caller = Caller(cast.officer)
    unseen = caller.get(f"households/{village[3].pk}")
    absent = caller.get(f"households/{cast.unit.pk}")
    assert unseen.status_code == absent.status_code == 404
    assert unseen.content == absent.content


@pytest.mark.parametrize(
    ("query", "heads"),
    [
        ({"q": "润生"}, ["康润生"]),
        ({"q": "lcy"}, ["李存义"]),
        ({"q": "康潤生"}, ["康润生"]),
        ({"q": "2-001"}, ["王秀英"]),
        ({"q": "外村"}, []),
        ({"category": "脱贫户"}, ["李存义"]),
        ({"category": "没有这种"}, []),
    ],
)
def test_the_office_finds_households_by_what_it_knows(cast, village, query, heads):
    Standing.objects.create(
        household=village[1],
        category=code("category", "脱贫户"),
        from_day=date(2026, 1, 1),
        source="office",
        written_at=timezone.now(),
    )
    assert [h["head"] for h in Caller(cast.office).items("households", **query)] == heads


def test_the_office_filters_by_officer_village_and_group(cast, village):
    caller = Caller(cast.office)
    assert [h["head"] for h in caller.items("households", officer=cast.liu.pk)] == ["李存义"]
    assert len(caller.items("households", village=cast.village.pk, group=cast.group().pk)) == 3
    assert caller.items("households", village=cast.other_village.pk) == []
    assert caller.items("households", officer=cast.stranger.pk) == []


def test_pages_follow_each_other_without_gap_or_repeat(cast, village):
    caller, numbers, after = Caller(cast.office), [], None
    for _ in range(3):
        answer = caller.get("households", limit=1, **({"after": after} if after else {})).json()
        numbers += [h["number"] for h in answer["items"]]
        after = answer["next"]
    assert (numbers, after) == (["1-001", "1-002", "2-001"], None)


def test_members_come_page_by_page_and_by_name(cast, village):
    cast.member(village[0], "王秀英", "配偶")
    caller = Caller(cast.office)
    assert len(caller.items("members", limit=200)) == 4
    first = caller.get("members", limit=3).json()
    rest = caller.get("members", limit=3, after=first["next"]).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (3, 1, None)
    assert {m["household"] for m in caller.items("members", q="wxy")} == {
        str(village[0].pk),
        str(village[2].pk),
    }


def test_a_household_is_read_as_it_stood_on_a_day(cast, village):
    household, moved = village[0], date(2026, 6, 1)
    wife = cast.member(household, "王桂兰", "配偶")
    Membership.objects.visible_to(SYSTEM).filter(person=wife).update(until=moved)
    Pairing.objects.visible_to(SYSTEM).filter(household=household).update(until=moved)
    Pairing.objects.create(
        household=household, officer=cast.liu, from_day=moved, reason="田立新调离"
    )
    for year, amount in ((2024, 900_000), (2025, 1_386_050)):
        Income.objects.create(
            household=household,
            year=year,
            per_head=amount,
            from_day=date(year + 1, 2, 1),
            source="import",
            written_at=timezone.now(),
        )
    caller = Caller(cast.office)
    before = caller.get(f"households/{household.pk}", as_of="2026-01-15").json()
    assert [m["name"] for m in before["people"]] == ["康润生", "王桂兰"]
    assert [p["officer"]["name"] for p in before["pairings"]] == ["田立新"]
    assert [i["per_head"] for i in before["facts"]["income"]] == [9000.0]
    after = caller.get(f"households/{household.pk}", as_of="2026-06-01").json()
    assert [m["name"] for m in after["people"]] == ["康润生"]
    assert [p["officer"]["name"] for p in after["pairings"]] == ["刘志强"]
    assert [i["per_head"] for i in after["facts"]["income"]] == [13860.5, 9000.0]


def test_production_and_welfare_are_read_and_the_assessor_reads_neither(cast, village):
    [head] = [one.person for one in queries.household(SYSTEM, village[0].pk).members]
    said = {"cooperative": True, "business_help": "养殖"}
    household_state(actor=SYSTEM, household=village[0], kind=Production, fields=said)
    of_head = {"minimum": True, "medical_relief": True}
    person_state(actor=SYSTEM, person=head, kind=Welfare, fields=of_head)
    told = Caller(cast.office).get(f"households/{village[0].pk}").json()
    assert told["facts"]["production"]["business_help"] == "养殖"
    assert told["people"][0]["welfare"]["medical_relief"] is True
    hidden = Caller(cast.assessor).get(f"households/{village[0].pk}").json()
    assert (hidden["facts"]["production"], hidden["people"][0]["welfare"]) == (None, None)


def test_id_numbers_come_masked_and_never_whole(cast, village):
    person = cast.member(village[0], "康小军", "之子", "620599199701011997")
    answer = Caller(cast.office).get(f"households/{village[0].pk}")
    shown = {m["name"]: m["id_number"] for m in answer.json()["people"]}
    assert shown["康小军"] == "…1997"
    assert "620599199701011997" not in answer.content.decode()
    assert person.id_tail == "1997"


def test_the_assessor_reads_heads_and_pairings_but_no_persons_and_no_facts(cast, village):
    wife = cast.member(village[0], "王桂兰", "配偶")
    told = {"from_day": date(2026, 1, 1), "source": "office", "written_at": timezone.now()}
    Condition.objects.create(person=wife, health=code("health", "大病"), **told)
    Income.objects.create(household=village[0], year=2025, per_head=1_386_050, **told)
    answer = Caller(cast.assessor).get(f"households/{village[0].pk}")
    told = answer.json()
    assert told["head"] == "康润生"
    assert not any(told["facts"].values())
    assert [(m["name"], m["born"], m["id_number"], m["condition"]) for m in told["people"]] == [
        ("康润生", None, "", None)
    ]
    assert "王桂兰" not in answer.content.decode()


def test_everyone_signed_in_reads_areas_by_level_parent_and_name(cast):
    caller = Caller(cast.department)
    assert [a["name"] for a in caller.items("areas", level="county")] == ["武山县"]
    groups = caller.items("areas", parent=cast.village.pk)
    assert [g["name"] for g in groups] == ["一社", "二社", "三社"]
    assert [a["name"] for a in caller.items("areas", q="阳坡")] == ["阳坡村"]
    town = Area.objects.visible_to(SYSTEM).get(name="洛门镇")
    assert caller.items("areas", q="lmz")[0]["id"] == str(town.pk)


def test_the_number_of_queries_does_not_grow_with_the_households(
    cast, village, django_assert_max_num_queries
):
    caller = Caller(cast.office)
    caller.get("households")
    with django_assert_max_num_queries(14):
        assert len(caller.items("households")) == 3
    for number in range(20):
        cast.household(f"户主{number}", number=f"3-{number:03}", officer=cast.tian)
    with django_assert_max_num_queries(14):
        assert len(caller.items("households")) == 23


def test_a_token_that_ended_opens_nothing(cast, village):
    from lianxin.people.tokens import token_end

    caller = Caller(cast.office)
    assert caller.get("households").status_code == 200
    token_end(actor=cast.actor(cast.office), token=caller.token)
    answer = caller.get("households")
    assert (answer.status_code, codes(answer)) == (401, ["api.wrong_token"])


def test_a_disabled_account_is_out_at_once(cast, village):
    caller = Caller(cast.office)
    cast.office.is_active = False
    cast.office.save()
    assert caller.get("households").status_code == 401


def test_a_wrong_token_does_not_fall_back_to_the_session(cast, village):
    caller = Caller()
    caller.client.force_login(cast.office)
    assert caller.get("households").status_code == 200
    caller.headers["Authorization"] = "Bearer lx_wrong"
    assert caller.get("households").status_code == 401
