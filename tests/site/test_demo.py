"""The demo: invented people only, whole and consistent, made once and kept."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.conf import settings

from lianxin.demo import making
from lianxin.demo.officers import LOGINS
from lianxin.demo.village import home_village, other_village
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force
from lianxin.kernel.problem import Refused
from lianxin.people.models import Account, Officer
from lianxin.people.policy import AccountActor
from lianxin.register.identity import check_id
from lianxin.register.models import Household, Pairing
from lianxin.results.figures import extent, told
from lianxin.site.checking import everything

TODAY = date(2026, 11, 23)


@pytest.fixture
def demo(db, tmp_path, settings):
    settings.LIANXIN_DATA = tmp_path
    return making.demo()


def actor(login: str) -> AccountActor:
    return AccountActor.of(Account.objects.get(login=login))


@pytest.mark.once
def test_the_village_has_64_households_and_16_officers_each_with_four(demo):
    office = actor("office")
    village = Household.objects.visible_to(office).first().village
    figures = told(office, extent(village, date.today().year))
    assert (figures["households"], figures["officers"], figures["unpaired_households"]) == (
        64,
        16,
        0,
    )
    assert 240 <= figures["members"] <= 260
    assert 9 <= figures["monitored_households"] <= 11
    for officer in Officer.objects.visible_to(office).filter(until=None):
        held = Pairing.objects.visible_to(office).filter(
            in_force(), officer=officer, responsible=True
        )
        assert held.count() == 4


@pytest.mark.once
def test_every_login_of_the_contract_opens_with_the_printed_password(demo):
    names = (
        "office officer officer2 leader village department assessor outsider "
        "sysadmin secadmin auditadmin"
    ).split()
    assert [one["login"] for one in demo["accounts"]] == names
    for login in names:
        assert Account.objects.get(login=login).check_password(demo["password"])
        assert len(actor(login).grants) == 1


@pytest.mark.once
def test_the_outsider_sees_another_village_and_nothing_of_this_one(demo):
    ours = set(Household.objects.visible_to(actor("office")).values_list("pk", flat=True))
    theirs = set(Household.objects.visible_to(actor("outsider")).values_list("pk", flat=True))
    assert theirs
    assert not ours & theirs


def test_the_demo_passes_every_check(demo):
    assert {name: [p.code for p in found] for name, found in everything().items() if found} == {}


@pytest.mark.once
def test_a_second_start_keeps_what_is_there(demo):
    household = Household.objects.visible_to(SYSTEM).first()
    assert making.demo() == demo
    assert Household.objects.visible_to(SYSTEM).first().pk == household.pk


def test_a_folder_with_real_data_is_left_alone(cast, tmp_path, settings):
    settings.LIANXIN_DATA = tmp_path
    assert cast.office
    with pytest.raises(Refused) as refused:
        making.demo()
    assert refused.value.problems[0].code == "demo.real_instance"
    assert not (tmp_path / "demo.json").exists()


@pytest.mark.once
def test_the_note_is_for_its_owner_only(demo):
    note = making.note_file()
    assert note.stat().st_mode & 0o077 == 0
    assert json.loads(note.read_text())["password"] == demo["password"]
    assert note.parent == settings.LIANXIN_DATA


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
