"""The phone's shell: open to everybody, the same for everybody, complete without signal."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client

from lianxin.doors.phone import files, views
from tests.web.test_shell import signed_in

CLIENT = files.STATIC / "phone"
MODULES = [path for path in CLIENT.rglob("*.js") if "vendor" not in path.parts]


class Wanted(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "link" and named.get("rel") in {"stylesheet", "modulepreload"}:
            self.found.add(named["href"] or "")
        if tag == "script":
            self.found.add(named["src"] or "")


def kept(text: str) -> list[str]:
    found: list[str] = json.loads(re.search(r"FILES=(\[.*?\]);", text)[1])  # type: ignore[index]
    return found


def test_who_is_not_signed_in_is_shown_the_same_page_as_the_officer(cast):
    nobody, officer = Client().get("/phone/"), signed_in(cast.officer).get("/phone/")
    assert nobody.status_code == officer.status_code == 200
    assert nobody.content == officer.content
    assert "田立新" not in officer.content.decode()


def test_only_the_phone_may_ask_where_it_is_and_take_photos(cast):
    client = signed_in(cast.officer)
    assert client.get("/phone/").headers["Permissions-Policy"] == views.ALLOWED
    assert "geolocation=()" in client.get("/").headers["Permissions-Policy"]


def test_the_shell_keeps_the_strict_policy(cast):
    policy = Client().get("/phone/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in Client().get("/phone/").content.decode()


def test_the_worker_is_fetched_anew_and_rules_the_phone_only(cast):
    reply = Client().get("/phone/sw.js")
    assert reply.headers["Cache-Control"] == "no-cache"
    assert reply.headers["Service-Worker-Allowed"] == "/phone/"
    assert reply.headers["Content-Type"].startswith("text/javascript")
    assert re.match(r'const VERSION="[0-9a-f]{16}", FILES=\[', reply.content.decode())


def test_the_worker_keeps_whatever_the_shell_asks_for(cast):
    files_kept = kept(Client().get("/phone/sw.js").content.decode())
    assert Wanted(Client().get("/phone/").content.decode()).found <= set(files_kept)
    assert len(files_kept) == len(set(files_kept))
    assert not any("sw.js" in name for name in files_kept)


def test_the_lock_needs_no_other_page_and_everything_else_comes_behind_it():
    stages = [*files.first(), *files.soon(), *files.later()]
    assert sorted(stages) == sorted(files.modules())
    pages = [name for name in files.first() if name.startswith("phone/pages/")]
    assert pages == ["phone/pages/lock.js"]
    assert len(files.first()) <= 16


@pytest.fixture
def handed_out(tmp_path, settings) -> Path:
    """The files as production hands them out: under hashed names, each compressed beside itself."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "lianxin.site.static.HashedFiles"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


@pytest.mark.once
def test_hashed_names_in_the_worker_are_the_ones_that_the_page_asks_for(handed_out):
    """With the names that production gives: modules import each other by the very same names."""
    text = views.worker_text.__wrapped__()
    known = set(kept(text))
    assert Wanted(views.page()).found <= known
    for address in sorted(known):
        name = address.removeprefix(staticfiles_storage.base_url)
        body = (handed_out / name).read_text("utf-8")
        for there in re.findall(r'^(?:import|export)[^"\n]*"(\.[^"]+)"', body, re.MULTILINE):
            path = (handed_out / name).parent.joinpath(there).resolve()
            assert f"{staticfiles_storage.base_url}{path.relative_to(handed_out)}" in known, name


@pytest.mark.once
def test_the_first_load_is_no_more_than_150_kb(handed_out):
    """The shell, the worker and all their files, by Brotli: whoever can open the phone speaks it."""
    texts = [views.page(), views.worker_text.__wrapped__()]
    names = [one.removeprefix(staticfiles_storage.base_url) for one in kept(texts[1])]
    files_too = sum((handed_out / f"{name}.br").stat().st_size for name in names)
    whole = files_too + sum(len(brotli.compress(text.encode())) for text in texts)
    assert 100 * 1024 < whole <= 150 * 1024, whole


def test_the_version_changes_when_the_shell_does():
    assert files.version("one") != files.version("another")


def test_the_manifest_opens_the_phone_and_its_icons_exist(cast):
    told = Client().get("/phone/manifest.webmanifest").json()
    assert told["start_url"] == told["scope"] == "/phone/"
    for icon in told["icons"]:
        assert (
            Client().get(icon["src"]).status_code == 200
            or (files.STATIC / icon["src"].removeprefix("/static/")).exists()
            or icon["src"].endswith("mark.svg")
        )
    assert {"any", "maskable"} <= {icon.get("purpose") for icon in told["icons"]}


def test_an_english_reader_is_told_in_english_what_is_put_on_the_home_screen(cast):
    client = Client()
    client.cookies["django_language"] = "en"
    assert client.get("/phone/manifest.webmanifest").json()["name"] == "Lianxin"


@pytest.mark.parametrize("address", ["/phone/", "/phone/sw.js", "/phone/manifest.webmanifest"])
def test_the_shell_takes_no_orders(cast, address):
    assert Client(enforce_csrf_checks=False).post(address).status_code == 405


def test_an_officer_finds_the_phone_in_the_menu_and_who_is_none_does_not(cast):
    assert 'href="/phone/"' in signed_in(cast.officer).get("/").content.decode()
    assert 'href="/phone/"' not in signed_in(cast.secadmin).get("/").content.decode()


@pytest.mark.once
def test_every_sign_that_a_screen_shows_is_in_the_shell():
    shell = views.page()
    known = set(re.findall(r'<symbol id="i-([\w-]+)"', shell))
    for path in MODULES:
        used = re.findall(r'(?:icon|name)="([a-z][\w-]*)"', path.read_text("utf-8"))
        assert set(used) <= known, path.name


@pytest.mark.once
def test_every_sentence_of_the_phone_has_its_english_and_none_is_left_over():
    words = {}
    for path in (CLIENT / "words").glob("*.js"):
        for key, zh, en in re.findall(
            r'^  "?([\w.]+)"?: \["(.*)", "(.*)"\],$', path.read_text("utf-8"), re.MULTILINE
        ):
            assert key not in words, key
            assert all((zh, en)), key
            assert gaps(zh) <= gaps(en) or gaps(en) <= gaps(zh), key
            words[key] = path.name
    code = "".join(path.read_text("utf-8") for path in MODULES if "words" not in path.parts)
    asked = set(re.findall(r'\bt\("([\w.]+)"', code))
    assert asked <= set(words), asked - set(words)
    named = set(re.findall(r'"([a-z][\w.]*)"', code))
    built = tuple(f"{head}." for head in re.findall(r"t\(`(\w+)\.\$", code))
    assert {key for key in words if key not in named and not key.startswith(built)} == set()


def gaps(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", sentence))


@pytest.mark.once
def test_no_screen_says_chinese_outside_the_words():
    for path in MODULES:
        if path.parent.name == "words" or path.name == "problems-text.js":
            continue
        text = re.sub(r"/\*.*?\*/|//.*", "", path.read_text("utf-8"), flags=re.DOTALL)
        if path.name in {"when.js", "joining.js", "passkey.js", "text.js", "mine.js", "start.js"}:
            continue  # the calendar's own signs, names of browsers, the language's own name
        assert not re.search(r"[\u4e00-\u9fff]", text), path.name
