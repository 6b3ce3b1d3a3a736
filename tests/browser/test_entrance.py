"""The first pages that anybody sees, in a real browser at both sizes, with passkeys."""

import pytest
from django.core.cache import cache

from lianxin.people.first import setup_code
from lianxin.site.instance import load_tables
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _tables(transactional_db):
    load_tables()
    cache.clear()


def enter(page, login: str) -> None:
    page.fill("#id_login", login)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_selector(".top")


def test_the_office_signs_in_and_may_look_at_what_it_types(screen, cast):
    cast.office  # noqa: B018
    page = screen.open("/account/login/")
    screen.check()
    page.click("[data-show=id_password]")
    assert page.get_attribute("#id_password", "type") == "text"
    enter(page, "office")
    assert page.url == f"{screen.address}/"


def test_an_empty_instance_is_set_up_by_its_first_page(screen, settings, tmp_path):
    settings.LIANXIN_DATA = tmp_path
    page = screen.open("/")
    screen.check()
    page.fill("#in-code", setup_code() or "")
    page.fill("#in-unit", "市自然资源执法支队")
    page.select_option("#in-town", label="洛门镇")
    page.fill("#in-village", "阳坡村")
    page.fill("#in-name", "何晓燕")
    page.fill("#in-phone", "199 0000 2607")
    page.fill("#in-password", "Yangpo-2026")
    page.click("text=建好，进去")
    page.wait_for_selector(".todo")
    assert "阳坡村" in page.inner_text("h1")
    screen.check()


def test_a_passkey_is_added_and_then_opens_the_account_without_a_password(new_screen, cast):
    cast.office  # noqa: B018
    screen = new_screen("desktop")
    screen.address = screen.address.replace("127.0.0.1", "localhost")
    page = screen.open("/account/login/")
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    tool.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    enter(page, "office")
    screen.open("/account/2fa/keys/add/")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_selector("form[data-passkey=add]")
    screen.check()
    page.fill("#id_name", "办公室电脑")
    page.click("form[data-passkey=add] button")
    page.wait_for_selector(".codes")
    screen.open("/account/2fa/keys/")
    assert "办公室电脑" in page.inner_text("main")
    page.context.clear_cookies()
    screen.open("/account/login/")
    page.click("form[data-passkey=login] button")
    page.wait_for_selector(".todo, .facts")
    screen.open("/me/")
    assert "何晓燕" in page.inner_text("h1")


def test_the_menu_folds_on_a_phone_and_opens_without_a_script(new_screen, cast):
    cast.office  # noqa: B018
    screen = new_screen("phone")
    screen.sign_in(cast.office)
    page = screen.open("/")
    assert not page.is_visible(".side")
    page.click(".fold summary")
    assert page.is_visible(".fold nav")
    screen.check()
    page.keyboard.press("Escape")
    assert not page.is_visible(".fold nav")


def test_a_slash_reaches_the_search_box(new_screen, cast):
    cast.office  # noqa: B018
    screen = new_screen("desktop")
    screen.sign_in(cast.office)
    page = screen.open("/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
