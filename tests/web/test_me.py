"""My account: tokens that are shown once, roles with their reasons, the second factor."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.problem import Refused
from lianxin.people.models import Token
from lianxin.people.tokens import token_alive, token_end, token_make, token_named
from tests.cast import PASSWORD


def account_of_token(text):
    token = token_named(text)
    return token.account if token and token_alive(token) else None


@pytest.fixture(autouse=True)
def _no_old_tries(db):
    cache.clear()


def signed_in(account) -> Client:
    client = Client()
    client.post("/account/login/", {"login": account.login, "password": PASSWORD})
    return client


def confirmed(account) -> Client:
    """Signed in, with the password given once more, as what touches the account's safety asks."""
    client = signed_in(account)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_token_opens_its_account_until_it_is_ended(cast):
    actor = cast.actor(cast.office)
    token, text = token_make(actor=actor, account=cast.office, name="县里报表")
    assert text.startswith("lx_")
    assert account_of_token(text) == cast.office
    assert account_of_token(text + "x") is None
    token_end(actor=actor, token=token)
    assert account_of_token(text) is None


def test_nothing_in_the_database_opens_what_a_token_opens(cast):
    text = token_make(actor=cast.actor(cast.office), account=cast.office, name="报表")[1]
    token = Token.objects.visible_to(SYSTEM).get()
    kept = str(list(Token.objects.visible_to(SYSTEM).values())) + str(
        list(AuditRow.objects.visible_to(SYSTEM).values())
    )
    assert text not in kept
    assert account_of_token(token.hash) is None


def test_the_token_of_a_disabled_account_opens_nothing(cast):
    text = token_make(actor=cast.actor(cast.office), account=cast.office, name="报表")[1]
    cast.office.is_active = False
    cast.office.save()
    assert account_of_token(text) is None


def test_nobody_makes_or_ends_a_token_for_somebody_else(cast):
    with pytest.raises(Refused):
        token_make(actor=cast.actor(cast.secadmin), account=cast.office, name="报表")
    token = token_make(actor=cast.actor(cast.office), account=cast.office, name="报表")[0]
    with pytest.raises(Refused):
        token_end(actor=cast.actor(cast.secadmin), token=token)
    assert signed_in(cast.secadmin).post(f"/me/tokens/{token.pk}/end/").status_code == 404


def test_the_office_makes_a_token_sees_it_once_and_ends_it(cast):
    client = signed_in(cast.office)
    made = client.post("/me/tokens/", {"name": "县里报表"}).content.decode()
    text = re.search(r'id="token">(lx_[\w-]+)<', made)[1]
    assert account_of_token(text) == cast.office
    later = client.get("/me/").content.decode()
    assert "县里报表" in later
    assert text not in later
    client.post(f"/me/tokens/{Token.objects.visible_to(SYSTEM).get().pk}/end/")
    assert account_of_token(text) is None
    assert client.post("/me/tokens/", {"name": " "}).status_code == 422


def test_my_account_tells_roles_scope_and_reason(cast):
    text = signed_in(cast.officer).get("/me/").content.decode()
    assert "联系干部" in text
    assert "结对干部看自己的联系户" in text
    assert "分工" in text


def test_with_an_authenticator_the_password_alone_no_longer_opens_the_account(cast):
    client = confirmed(cast.office)
    page = client.get("/account/2fa/app/").content.decode()
    secret = re.search(r'class="secret">(\w+)<', page)[1]
    client.post("/account/2fa/app/", {"code": code_for(secret)})
    kept = Authenticator.objects.get(user=cast.office, type="totp")
    assert secret not in str(kept.data)
    again = Client()
    reply = again.post("/account/login/", {"login": "office", "password": PASSWORD})
    assert reply.headers["Location"] == "/account/2fa/code/"
    assert again.get("/me/").status_code == 302
    wrong = again.post("/account/2fa/code/", {"code": "000000"}).content.decode()
    assert "验证不对" in wrong
    cache.clear()
    assert again.post("/account/2fa/code/", {"code": code_for(secret)}).headers["Location"] == "/"
    assert again.get("/me/").status_code == 200


def test_a_recovery_code_opens_the_account_once(cast):
    client = confirmed(cast.office)
    secret = re.search(r'class="secret">(\w+)<', client.get("/account/2fa/app/").content.decode())[
        1
    ]
    client.post("/account/2fa/app/", {"code": code_for(secret)})
    codes = re.findall(
        r"<li><code>(\w+)</code>", client.get("/account/2fa/codes/").content.decode()
    )
    assert len(codes) == 10

    def opens(code: str) -> bool:
        visitor = Client()
        visitor.post("/account/login/", {"login": "office", "password": PASSWORD})
        visitor.post("/account/2fa/code/", {"code": code})
        return visitor.get("/me/").status_code == 200

    assert opens(codes[0])
    assert not opens(codes[0])
    assert opens(codes[1])


@pytest.mark.parametrize(
    "address",
    "2fa/ 2fa/app/ 2fa/keys/ 2fa/keys/add/ password/ reauthenticate/ logout/".split(),
)
def test_every_page_around_the_account_opens_in_both_languages(cast, address):
    client = confirmed(cast.office)
    for language in ("zh-hans", "en"):
        client.post("/language/", {"language": language})
        reply = client.get(f"/account/{address}")
        assert reply.status_code == 200
        assert len(re.findall("<h1", reply.content.decode())) == 1


def test_what_touches_the_accounts_safety_asks_for_the_password_again(cast):
    client = signed_in(cast.office)
    reply = client.get("/account/2fa/app/")
    assert reply.headers["Location"].startswith("/account/reauthenticate/")
    wrong = client.post("/account/reauthenticate/", {"password": "Wrong-0000"}).content.decode()
    assert "密码不对" in wrong
    right = client.post("/account/reauthenticate/?next=/account/2fa/app/", {"password": PASSWORD})
    assert right.headers["Location"] == "/account/2fa/app/"
