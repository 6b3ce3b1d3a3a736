"""The shell: what the menu holds, language and text size, the village, refusals, and what a page may load."""

import re
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from lianxin.doors.web.menu import MENU
from lianxin.people.models import Partnership
from tests.cast import SINCE

WEB = Path(__file__).parents[2] / "src" / "lianxin" / "doors" / "web"
TAKEN = {"report_file.html"}
"""A document that is taken away carries its style with it."""
TEMPLATES = [path for path in sorted((WEB / "templates").rglob("*.html")) if path.name not in TAKEN]
STATIC = [path for path in (WEB / "static").rglob("*.*") if path.suffix in {".css", ".js", ".svg"}]
ATTRIBUTES = re.compile(r"\s(style|on[a-z]+|hx-on[\w:-]*)\s*=", re.IGNORECASE)
SCRIPTS = re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE)
LINKS = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""", re.IGNORECASE)


def name_of(path: Path) -> str:
    return str(path.relative_to(WEB))


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(account, address: str = "/") -> str:
    return signed_in(account).get(address).content.decode()


@pytest.mark.once
@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_template_carries_a_script_or_a_style_of_its_own(template):
    text = re.sub(r"\{%.*?%\}|\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not ATTRIBUTES.search(text)
    assert not SCRIPTS.search(text)
    assert "<style" not in text


@pytest.mark.once
@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_template_leads_to_another_site(template):
    assert not LINKS.search(template.read_text(encoding="utf-8"))


@pytest.mark.once
@pytest.mark.parametrize("file", STATIC, ids=name_of)
def test_no_static_file_of_ours_asks_for_another_site(file):
    text = file.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
    if "vendor" not in file.parts:
        assert not re.search(r"https?://", text)
    assert "sourceMappingURL" not in text


@pytest.mark.once
def test_every_address_that_a_template_names_exists():
    known = get_resolver().reverse_dict
    missing = {
        (name, name_of(template))
        for template in TEMPLATES
        for name in re.findall(r'\{%\s*url\s+"([\w-]+)"', template.read_text(encoding="utf-8"))
        if not known.getlist(name)
    }
    assert not missing


@pytest.mark.once
def test_every_icon_that_a_template_names_is_in_the_sprite():
    known = set(
        re.findall(r'id="i-([\w-]+)"', (WEB / "templates" / "icons.html").read_text("utf-8"))
    )
    for template in TEMPLATES:
        used = re.findall(r'\{%\s*icon\s+"([\w-]+)"', template.read_text(encoding="utf-8"))
        assert set(used) <= known, name_of(template)
    assert {entry.icon for group in MENU for entry in group.entries} <= known


@pytest.mark.once
def test_vendored_files_are_what_their_checksums_say():
    from hashlib import sha256

    folder = WEB / "static" / "vendor"
    for line in (folder / "CHECKSUMS").read_text().splitlines():
        wanted, name = line.split()
        assert sha256((folder / name).read_bytes()).hexdigest() == wanted, name


def test_every_page_forbids_what_it_does_not_need(cast):
    reply = signed_in(cast.office).get("/")
    policy = reply.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert reply.headers["X-Frame-Options"] == "DENY"


def test_the_menu_holds_no_dead_link_and_only_what_one_may_open(cast):
    for account in (cast.office, cast.officer, cast.leader, cast.committee, cast.auditadmin):
        client = signed_in(account)
        links = re.findall(
            r'<nav class="nav".*?</nav>', client.get("/").content.decode(), re.DOTALL
        )
        for href in re.findall(r'href="([^"]+)"', links[0]):
            assert client.get(href).status_code == 200, (account.login, href)


def test_administrators_see_no_way_to_households_and_the_office_none_to_the_audit_trail(cast):
    assert reverse("ledger") not in page(cast.sysadmin)
    assert reverse("ledger") in page(cast.office)
    try:
        audit = reverse("audit")
    except NoReverseMatch:
        return
    assert f'href="{audit}"' not in page(cast.office)
    assert f'href="{audit}"' in page(cast.auditadmin)


def test_english_is_one_click_away_and_stays_with_the_account(cast):
    client = signed_in(cast.office)
    assert 'lang="zh-CN"' in client.get("/").content.decode()
    client.post("/language/", {"language": "en", "next": "/me/"})
    text = client.get("/me/").content.decode()
    assert '<html lang="en"' in text
    assert "My account" in text
    cast.office.refresh_from_db()
    assert cast.office.language == "en"
    assert "My account" in page(cast.office, "/me/")


def test_the_sign_in_page_is_chinese_first_whatever_the_browser_asks(client, cast):
    cast.office  # noqa: B018
    asked = {"HTTP_ACCEPT_LANGUAGE": "en-US,en"}
    assert "手机号或工号" in client.get("/account/login/", **asked).content.decode()
    client.post("/language/", {"language": "en", "next": "/account/login/"})
    assert "Phone or login name" in client.get("/account/login/").content.decode()


@pytest.mark.parametrize(
    "there", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"]
)
def test_a_switch_never_leads_to_another_site(client, cast, there):
    reply = client.post("/language/", {"language": "en", "next": there})
    assert reply.headers["Location"] == "/"


def test_larger_letters_stay_with_the_account(cast):
    client = signed_in(cast.office)
    client.post("/me/size/", {"size": "large", "next": "/"})
    assert 'data-size="large"' in client.get("/").content.decode()
    assert client.post("/me/size/", {"size": "huge"}).status_code == 422


def test_the_office_chooses_between_its_villages_and_no_other(cast):
    third = cast._village(cast.village.parent, "620524101903", "三坡村")
    Partnership.objects.create(unit=cast.unit, village=third, from_day=SINCE)
    client = signed_in(cast.office)
    assert client.get("/").wsgi_request.village == cast.village
    client.post("/village/", {"village": str(third.pk), "next": "/"})
    assert client.get("/").wsgi_request.village == third
    assert client.post("/village/", {"village": str(cast.other_village.pk)}).status_code == 404
    assert client.get("/").wsgi_request.village == third


def test_an_officer_sees_the_village_of_his_households_and_their_phones(cast):
    cast.household("康润生", officer=cast.tian)
    cast.household("李桂香", number="1-002", officer=cast.liu)
    text = page(cast.officer)
    assert "康润生" in text
    assert 'href="tel:19900001234"' in text
    assert "李桂香" not in text
    assert signed_in(cast.officer).get("/").wsgi_request.village == cast.village


def test_a_household_without_a_responsible_officer_is_told_at_home(cast):
    cast.household("康润生", officer=cast.tian)
    assert "没有负责的干部" not in page(cast.office)
    cast.household("李桂香", number="1-002")
    assert "1 户没有负责的干部" in page(cast.office)


def test_the_steps_of_the_set_up_go_once_they_are_done(cast):
    cast.office, cast.sysadmin, cast.secadmin  # noqa: B018
    cast.household("康润生", officer=cast.tian)
    assert "定三个管理员" in page(cast.office)
    cast.auditadmin  # noqa: B018
    assert "接着把底子建好" not in page(cast.office)
    assert "接着把底子建好" not in page(cast.officer)


def test_home_takes_the_same_number_of_queries_for_two_households_as_for_twelve(
    cast, django_assert_num_queries, django_assert_max_num_queries
):
    client = signed_in(cast.officer)
    for place in range(2):
        cast.household(f"户{place}", number=f"1-{place:03}", officer=cast.tian)
    client.get("/")
    with django_assert_max_num_queries(80) as few:
        client.get("/")
    for place in range(2, 12):
        cast.household(f"户{place}", number=f"1-{place:03}", officer=cast.tian)
    with django_assert_num_queries(len(few)):
        client.get("/")


def test_an_address_that_does_not_exist_says_so_and_leads_back(cast, client):
    reply = signed_in(cast.office).get("/nowhere/")
    assert reply.status_code == 404
    assert "没有这一页" in reply.content.decode()
    assert client.get("/nowhere/").status_code == 404


def test_the_api_answers_in_json_even_for_no_address(cast):
    reply = signed_in(cast.office).get("/api/v1/nowhere")
    assert reply.status_code == 404
    assert reply.json()["problems"][0]["code"] == "api.unknown_address"


def test_a_form_that_was_open_too_long_says_so(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.office)
    reply = client.post("/me/size/", {"size": "large"})
    assert reply.status_code == 403
    assert "页面放得太久" in reply.content.decode()


def test_a_refusal_is_told_inside_the_shell_with_a_way_back(cast):
    reply = signed_in(cast.office).post("/village/", {"village": "x"})
    text = reply.content.decode()
    assert reply.status_code == 404
    assert "没有找到" in text
    assert 'class="nav"' in text


def test_an_upload_beyond_the_limit_is_refused_in_plain_words(cast, monkeypatch):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from lianxin.doors.web import uploads

    monkeypatch.setattr(uploads, "LIMIT", 1000)
    large = SimpleUploadedFile("roster.xlsx", b"x" * 100_000)
    reply = signed_in(cast.office).post("/me/size/", {"size": "large", "file": large})
    assert reply.status_code == 413
    assert "内容太大" in reply.content.decode()


def test_the_sheet_of_components_opens(cast):
    assert "连心 部件表" in page(cast.office, "/components/")


def test_a_database_that_is_busy_is_told_in_plain_words(cast, monkeypatch):
    def busy(*_args, **_named):
        raise OperationalError("database is locked")

    monkeypatch.setattr("lianxin.doors.web.measures.queries.in_sight", busy)
    answer = signed_in(cast.office).get(reverse("measures"))
    assert answer.status_code == 503
    assert "正在写一张大表" in answer.content.decode()
