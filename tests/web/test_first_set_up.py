"""From nothing to a unit, its village and the office's account, by a code that only the machine shows."""

import pytest
from django.core.cache import cache

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused
from lianxin.people.first import instance_begin, setup_code
from lianxin.people.models import Account, Area, Grant, Partnership, Unit

FORM = {
    "unit": "市自然资源执法支队",
    "village": "阳坡村",
    "name": "何晓燕",
    "phone": "199 0000 2607",
    "password": "Yangpo-2026",
    "village_code": "",
}


@pytest.fixture(autouse=True)
def _own_folder(db, settings, tmp_path):
    cache.clear()
    settings.LIANXIN_DATA = tmp_path


def form(**other: str) -> dict[str, str]:
    town = Area.objects.visible_to(SYSTEM).get(name="洛门镇")
    return FORM | {"code": setup_code() or "", "town": str(town.pk)} | other


def test_an_empty_instance_sends_everybody_to_the_set_up(client):
    assert client.get("/").headers["Location"].startswith("/account/login/")
    assert client.get("/account/login/").headers["Location"] == "/setup/"
    assert "首次设置" in client.get("/setup/").content.decode()


def test_the_office_sets_up_and_stands_in_its_village_with_the_next_steps(client):
    assert client.post("/setup/", form()).headers["Location"] == "/"
    page = client.get("/").content.decode()
    assert "阳坡村" in page
    assert "接着把底子建好" in page
    account = Account.objects.get()
    assert (account.login, account.phone, account.name) == ("19900002607", "19900002607", "何晓燕")
    assert Grant.objects.visible_to(SYSTEM).get().role == "office"
    paired = Partnership.objects.visible_to(SYSTEM).get()
    assert (paired.unit.name, paired.village.name) == (FORM["unit"], "阳坡村")
    assert paired.village.provisional


def test_the_code_works_once_and_is_gone(client, tmp_path):
    code = setup_code()
    assert code == setup_code()
    client.post("/setup/", form())
    assert setup_code() is None
    assert not list(tmp_path.iterdir())
    assert client.post("/setup/", FORM | {"code": code or ""}).status_code == 409
    assert client.get("/setup/").status_code == 409


def test_a_wrong_code_makes_nothing_and_five_of_them_wait(client):
    for _try in range(5):
        reply = client.post("/setup/", form(code="AAAA-AAAA-AAAA"))
        assert reply.status_code == 403
    assert "等 15 分钟" in client.post("/setup/", form()).content.decode()
    assert not Account.objects.exists()


def test_everything_wrong_is_told_at_once_and_nothing_is_made(client):
    reply = client.post("/setup/", form(unit="", village="", phone="12", password="short"))
    text = reply.content.decode()
    assert reply.status_code == 422
    for field in ("unit", "village", "phone", "password"):
        assert f'href="#field-{field}"' in text, field
        assert f'id="err-{field}"' in text, field
    assert not Account.objects.exists()
    assert not Unit.objects.visible_to(SYSTEM).exists()
    assert "1990000" not in text


def test_what_was_typed_is_kept_but_never_the_password(client):
    text = client.post("/setup/", form(password="Weak")).content.decode()
    assert 'value="市自然资源执法支队"' in text
    assert "Weak" not in text


def test_a_village_named_with_its_town_finds_its_place():
    begun = instance_begin(
        unit="支队", village="洛门镇阳坡村", phone="19900002607", password="Yangpo-2026"
    )
    assert (begun.village.name, begun.village.parent.name) == ("阳坡村", "洛门镇")
    assert begun.account.name == "联户办"


def test_no_village_lands_in_a_town_that_nobody_chose(client):
    text = client.post("/setup/", form(town="")).content.decode()
    assert 'id="err-town"' in text
    assert not Account.objects.exists()
    client.post("/setup/", form(town="", village="洛门镇阳坡村"))
    village = Area.objects.visible_to(SYSTEM).get(level="village")
    assert (village.name, village.parent and village.parent.name) == ("阳坡村", "洛门镇")


def test_a_short_password_is_refused_in_the_readers_language(client):
    text = client.post("/setup/", form(password="Ab1-")).content.decode()
    assert "密码至少要 8 位" in text
    assert "too short" not in text


def test_an_instance_with_an_account_is_never_begun_again(cast):
    cast.office  # noqa: B018
    with pytest.raises(Refused) as refused:
        instance_begin(
            unit="支队", village="洛门镇阳坡村", phone="19900002607", password="Yangpo-2026"
        )
    assert refused.value.problems[0].code == "setup.done"
