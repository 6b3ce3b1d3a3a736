"""Signing in by login name or phone; five wrong tries; who is out at once."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused
from lianxin.people import signing
from tests.cast import PASSWORD

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _no_old_tries(db):
    cache.clear()


def sign_in(client: Client, login: str, password: str = PASSWORD, address: str = "10.0.0.1"):
    return client.post(LOGIN, {"login": login, "password": password}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return client.get("/me/", REMOTE_ADDR="10.0.0.1").status_code == 200


def signs_in(client: Client, login: str, **how: str) -> bool:
    sign_in(client, login, **how)
    return is_in(client)


def trail(action: str = "account.sign_in"):
    return AuditRow.objects.visible_to(SYSTEM).filter(action=action).order_by("number")


def test_the_office_signs_in_with_its_login_name_and_lands_at_home(client, cast):
    cast.office  # noqa: B018
    assert sign_in(client, "office").headers["Location"] == "/"
    assert is_in(client)


@pytest.mark.parametrize(
    "typed", ["19900002607", "199 0000 2607", "199-0000-2607", "+86 19900002607"]
)
def test_the_office_signs_in_with_its_phone_however_one_writes_it(client, cast, typed):
    cast.office.phone = "19900002607"
    cast.office.save()
    assert signs_in(client, typed)


def test_a_wrong_password_is_told_in_plain_words_and_written_down(client, cast):
    cast.office  # noqa: B018
    page = sign_in(client, "office", "Wrong-0000")
    assert "密码不对" in page.content.decode()
    assert not is_in(client)
    row = trail().get()
    assert (row.done, row.subject_id, row.address) == (False, str(cast.office.pk), "10.0.0.1")


def test_an_unknown_name_gets_the_same_words_and_leaves_no_trace_of_what_was_typed(client, cast):
    cast.office  # noqa: B018
    known = sign_in(client, "office", "Wrong-0000").content.decode()
    unknown = sign_in(client, "Secret-typed-here", "Wrong-0000").content.decode()
    words = re.compile(r'id="problems".*?</div></div>', re.DOTALL)
    assert words.search(known)[0] == words.search(unknown)[0]
    assert "Secret" not in str(list(trail().values()))


def test_a_right_password_is_written_down_with_how(client, cast):
    cast.office  # noqa: B018
    sign_in(client, "office")
    row = trail().get()
    assert (row.done, row.details) == (True, {"how": "password"})


def test_five_wrong_tries_lock_the_account_from_that_address_with_the_minutes(client, cast):
    cast.office  # noqa: B018
    pages = [sign_in(client, "office", "Wrong-0000").content.decode() for _try in range(5)]
    assert "15 分钟再登录" in pages[4]
    assert "再登录" not in pages[3]
    assert "15 分钟再登录" in sign_in(client, "office").content.decode()
    assert not is_in(client)


def test_another_address_and_another_account_are_not_locked(cast):
    cast.office, cast.officer  # noqa: B018
    for _try in range(5):
        sign_in(Client(), "office", "Wrong-0000")
    assert not signs_in(Client(), "office")
    assert signs_in(Client(), "office", address="10.0.0.2")
    assert signs_in(Client(), "officer")


def test_the_lock_ends_after_fifteen_minutes(cast, monkeypatch):
    cast.office  # noqa: B018
    for _try in range(5):
        sign_in(Client(), "office", "Wrong-0000")
    later = signing.time.time() + signing.WAIT + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert signs_in(Client(), "office")


def test_a_right_password_forgets_the_wrong_ones_before_it(cast):
    cast.office  # noqa: B018
    for _round in range(3):
        for _try in range(3):
            sign_in(Client(), "office", "Wrong-0000")
        assert signs_in(Client(), "office")


def test_the_security_administrator_unlocks_and_nobody_else_may(cast):
    for _try in range(5):
        sign_in(Client(), cast.office.login, "Wrong-0000")
    assert signing.locks_of(cast.office) == {"10.0.0.1": 15}
    with pytest.raises(Refused):
        signing.account_unlock(actor=cast.actor(cast.leader), account=cast.office)
    assert not signs_in(Client(), "office")
    signing.account_unlock(actor=cast.actor(cast.secadmin), account=cast.office)
    assert signs_in(Client(), "office")


@pytest.mark.parametrize("how", ["disabled", "ended", "left"])
def test_an_officer_is_out_at_the_very_next_request(client, cast, how):
    account, officer = cast.officer, cast.tian
    assert signs_in(client, "officer")
    if how == "disabled":
        account.is_active = False
    elif how == "ended":
        account.until = today()
    else:
        officer.until = today()
    account.save()
    officer.save()
    reply = client.get("/me/")
    assert (reply.status_code, reply.headers["Location"]) == (302, f"{LOGIN}?next=/me/")
    page = sign_in(client, "officer").content.decode()
    assert "停用或到期" in page
    assert not is_in(client)


def test_a_session_ends_after_thirty_idle_minutes_and_each_request_renews_it(
    client, cast, settings
):
    cast.office  # noqa: B018
    sign_in(client, "office")
    idle = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < idle <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    assert is_in(client)
    assert Session.objects.get().expire_date > timezone.now() + timedelta(minutes=29)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(client)


def test_a_session_ends_after_twelve_hours_however_busy(client, cast):
    cast.office  # noqa: B018
    sign_in(client, "office")
    assert is_in(client)
    session = client.session
    session["since"] -= 12 * 3600 + 1
    session.save()
    assert not is_in(client)


def test_signing_in_gives_the_session_a_new_key(client, cast):
    cast.office  # noqa: B018
    client.get(LOGIN)
    session = client.session
    session["seen"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in(client, "office")
    assert client.session.session_key != before


def test_a_reset_password_must_be_changed_before_anything_else(client, cast):
    cast.office.must_change_password = True
    cast.office.save()
    sign_in(client, "office")
    assert client.get("/").headers["Location"] == reverse("account_change_password")
    wrong = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    assert "和旧密码一样" in client.post(reverse("account_change_password"), wrong).content.decode()
    new = {"oldpassword": PASSWORD, "password1": "Yangpo-2027", "password2": "Yangpo-2027"}
    client.post(reverse("account_change_password"), new)
    assert client.get("/").status_code == 200
    assert trail("account.password").get().done


def test_changing_the_password_ends_every_other_session_but_this(cast):
    here, there = Client(), Client()
    cast.office  # noqa: B018
    assert signs_in(here, "office")
    assert signs_in(there, "office")
    new = {"oldpassword": PASSWORD, "password1": "Yangpo-2027", "password2": "Yangpo-2027"}
    here.post(reverse("account_change_password"), new)
    assert is_in(here)
    assert not is_in(there)


@pytest.mark.parametrize("weak", ["short-1A", "office-2026", "onlylowercase", "12345678"])
def test_a_weak_password_is_refused(client, cast, weak):
    if weak == "short-1A":
        weak = "Ab-1"
    cast.office.must_change_password = True
    cast.office.save()
    sign_in(client, "office")
    form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert client.post(reverse("account_change_password"), form).status_code == 200
    assert client.get("/").status_code == 302


def test_signing_out_takes_a_post(client, cast):
    cast.office  # noqa: B018
    sign_in(client, "office")
    client.get("/account/logout/")
    assert is_in(client)
    client.post("/account/logout/")
    assert not is_in(client)


@pytest.mark.parametrize(
    "path",
    "signup/ email/ password/reset/ password/set/ confirm-email/ login/code/ inactive/".split(),
)
def test_pages_that_make_no_sense_here_do_not_exist(client, cast, path):
    cast.office  # noqa: B018
    sign_in(client, "office")
    assert client.get(f"/account/{path}").status_code == 404


def test_a_page_asked_for_before_signing_in_comes_after_it_but_no_other_site(client, cast):
    cast.office  # noqa: B018
    form = {"login": "office", "password": PASSWORD}
    assert client.post(f"{LOGIN}?next=/me/", form).headers["Location"] == "/me/"
    stranger = Client().post(f"{LOGIN}?next=https://evil.example/", form)
    assert stranger.headers["Location"] == "/"


def test_the_demo_logins_stand_on_the_demos_page_only(client, cast, settings, tmp_path):
    cast.office  # noqa: B018
    settings.LIANXIN_DATA = tmp_path
    (tmp_path / "demo.json").write_text(
        '{"password": "Demo-2026", "accounts": [{"login": "office", "name": "何晓燕", "role": "office"}]}'
    )
    assert "Demo-2026" not in client.get(LOGIN).content.decode()
    settings.LIANXIN_DEMO = True
    page = client.get(LOGIN).content.decode()
    assert "Demo-2026" in page
    assert 'data-login="office"' in page


def test_the_page_names_the_offices_phone(client, cast):
    cast.office  # noqa: B018
    cast.unit.phone = "0938-0000000"
    cast.unit.save()
    assert 'href="tel:0938-0000000"' in client.get(LOGIN).content.decode()
