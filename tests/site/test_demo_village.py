"""Who lives in the demo is invented, agrees with itself, and never goes where somebody's data are."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from django.utils.timezone import localdate

from lianxin.demo import making
from lianxin.demo.homes import Home
from lianxin.demo.officers import LOGINS
from lianxin.demo.pictures import DRAWN, picture
from lianxin.demo.stamps import set_back
from lianxin.demo.stories import Teller
from lianxin.demo.village import home_village, other_village, years
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.records.diary.actions import diary_write
from lianxin.records.needs.models import NeedStep
from lianxin.register.identity import check_id
from lianxin.register.models import Household
from tests.cast import code

TODAY = date(2026, 11, 23)


def test_a_folder_with_real_data_is_left_alone(cast, tmp_path, settings):
    settings.LIANXIN_DATA = tmp_path
    assert cast.office
    with pytest.raises(Refused) as refused:
        making.demo()
    assert refused.value.problems[0].code == "demo.real_instance"
    assert not (tmp_path / "demo.json").exists()


def test_what_happened_long_ago_reads_as_written_then(cast):
    home, day = cast.household(officer=cast.tian), today() - timedelta(days=40)
    entry = diary_write(
        actor=cast.actor(cast.officer),
        officer=cast.tian,
        kinds=["visit"],
        day=day,
        text="到家里看望。",
        households=[home],
        needs=[{"kind": code("need", "住房"), "text": "漏雨"}],
    )
    set_back()
    entry.refresh_from_db()
    step = NeedStep.objects.visible_to(SYSTEM).get()
    assert {localdate(entry.written_at), localdate(step.at)} == {day}


@pytest.mark.once
@pytest.mark.parametrize("seed", [2012, 1, 7, 99])
def test_everybody_is_invented_and_nobody_is_there_twice(seed):
    members = [
        member
        for family in (*home_village(TODAY, seed), *other_village(TODAY, seed))
        for member in (*family.members, *family.gone)
    ]
    numbers = [member.id_number for member in members]
    assert len(set(numbers)) == len(numbers)
    for member in members:
        assert member.id_number.startswith("620599")
        assert check_id(member.id_number) == (member.id_number, member.born, member.male)
        assert not member.phone or member.phone.startswith("1990000")


@pytest.mark.once
@pytest.mark.parametrize("seed", [2012, 1, 7, 99])
def test_ages_agree_with_relations(seed):
    for family in home_village(TODAY, seed):
        head = family.members[0]
        assert head.relation == "户主"
        for member in family.members[1:]:
            years_younger = (member.born - head.born).days / 365.25
            if member.relation in {"之父", "之母"}:
                assert years_younger < -15
            elif member.relation in {"之子", "之女"}:
                assert years_younger > 15
            elif member.relation == "配偶":
                assert member.male is not head.male
            assert member.born <= member.joined <= TODAY


@pytest.mark.once
def test_the_same_seed_gives_the_same_village():
    def names(seed: int) -> list[str]:
        return [m.name for f in home_village(TODAY, seed) for m in f.members]

    assert names(2012) == names(2012)
    assert names(2012) != names(2013)


@pytest.mark.once
def test_the_logins_cover_every_role():
    from lianxin.people.models import Role

    assert {login.role for login in LOGINS} == set(Role)


@pytest.mark.once
def test_the_same_seed_tells_the_same_and_nothing_twice():
    def texts(seed: int) -> list[str]:
        chance = Random(seed)
        teller = Teller(chance)
        homes = [
            Home(Household(), family, {}, Random(f"{seed}{family.register_code}"))
            for family in home_village(TODAY, seed)
        ]
        days = [date(year, month, 9) for year in (2012, 2016, 2026) for month in range(4, 12)]
        return [teller.visit(home.facts(day), day) for day in days for home in homes]

    told = texts(2012)
    assert told == texts(2012)
    assert told != texts(2013)
    assert len(set(told)) == len(told)


@pytest.mark.once
@pytest.mark.parametrize(
    "day", [date(2026, 1, 1), date(2026, 2, 28), date(2026, 7, 15), date(2026, 10, 31), TODAY]
)
def test_on_whatever_day_the_demo_is_made_five_households_have_just_got_worse(day):
    last = years(day)[-1]
    fallen, found, unsafe = set(), set(), set()
    for family in home_village(day, 2012):
        name = family.members[0].name
        now, before = family.incomes[last], family.incomes[last - 1]
        if (before - now) * 100 >= before * 5:
            fallen.add(name)
        if family.watched_from and date(day.year, 1, 1) <= family.watched_from <= day:
            found.add(name)
        if family.dangerous_from and date(day.year, 1, 1) <= family.dangerous_from <= day:
            unsafe.add(name)
    assert len(fallen) == 4
    assert fallen >= {"李桂香", "王拴牢", "马存娃"}
    assert len(found - {"李桂香"}) == 1
    assert found <= fallen
    assert unsafe == {"郭有才"}


@pytest.mark.once
def test_the_pictures_are_drawn_quickly_and_differ():
    drawn = {picture(name, number) for name in DRAWN for number in (1, 2)}
    assert len(drawn) == 2 * len(DRAWN)
