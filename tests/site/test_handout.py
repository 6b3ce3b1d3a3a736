"""The page that phones open first: what is handed out, and that nothing else is."""

from __future__ import annotations

import http.client
import plistlib
import socket

import pytest
from cryptography import x509

from lianxin.site.authority import authority
from lianxin.site.handout import Handout, Listener

pytestmark = pytest.mark.once
HOME = "192.168.1.7"


@pytest.fixture
def ours(tmp_path):
    return authority(tmp_path / "keys")


@pytest.fixture
def handed(ours):
    listener = Listener("127.0.0.1", 0, Handout(ours, [HOME, "127.0.0.1"], 8443))
    listener.start()
    yield listener
    listener.stop()


def ask(listener, method, path, **headers):
    asked = http.client.HTTPConnection("127.0.0.1", listener.server_port, timeout=10)
    asked.request(method, path, headers=headers)
    answer = asked.getresponse()
    content = answer.read()
    asked.close()
    return answer, content


def test_the_page_hands_out_the_certificate_as_each_phone_wants_it(handed, ours):
    answer, content = ask(handed, "GET", "/lianxin-ca.crt")
    assert answer.getheader("Content-Type") == "application/x-x509-ca-cert"
    assert x509.load_der_x509_certificate(content) == ours.certificate
    answer, content = ask(handed, "GET", "/lianxin.mobileconfig")
    assert answer.getheader("Content-Type") == "application/x-apple-aspen-config"
    profile = plistlib.loads(content)
    [root] = profile["PayloadContent"]
    assert (profile["PayloadType"], root["PayloadType"]) == (
        "Configuration",
        "com.apple.security.root",
    )
    assert root["PayloadContent"] == ours.der
    assert ask(handed, "GET", "/lianxin.mobileconfig")[1] == content


def test_the_page_says_the_fingerprint_and_the_way_to_the_phone(handed, ours):
    answer, content = ask(handed, "GET", "/")
    page = content.decode()
    assert all(line in page for line in ours.fingerprint_lines(8))
    assert ":".join(ours.fingerprint_lines(8)) == ours.fingerprint
    assert 'href="https://127.0.0.1:8443/phone/"' in page  # the address this phone came by
    assert "$" not in page
    assert 'lang="en"' in page
    assert answer.getheader("Content-Length") == str(len(content))


def test_a_phone_from_elsewhere_is_shown_the_usual_address(ours):
    page = Handout(ours, [HOME], 8443).page("127.0.0.1", "").decode()
    assert f'href="https://{HOME}:8443/phone/"' in page


@pytest.mark.parametrize(
    ("phone", "opened"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)", "苹果手机"),
        ("Mozilla/5.0 (Linux; Android 14; V2309A)", "安卓手机"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1", "鸿蒙手机"),
        ("", "安卓手机"),
    ],
)
def test_the_steps_of_ones_own_phone_stand_open(ours, phone, opened):
    page = Handout(ours, [HOME], 8443).page(HOME, phone).decode()
    assert page.partition("<details open>")[2].partition("<summary>")[2].startswith(opened)
    assert page.count("<details open>") == 1


@pytest.mark.parametrize("path", ["/", "/lianxin-ca.crt", "/elsewhere", "/%2e%2e/keys/lan-ca.key"])
def test_every_answer_carries_strict_headers_and_no_cookie(handed, path):
    answer, _ = ask(handed, "GET", path)
    assert "default-src 'none'" in answer.getheader("Content-Security-Policy")
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("Cache-Control") == "no-store"
    assert answer.getheader("Strict-Transport-Security") is None
    assert answer.getheader("Set-Cookie") is None
    assert answer.getheader("Server") is None


@pytest.mark.parametrize(
    "path",
    ["/phone/", "/api/v1/health", "/keys/lan-ca.key", "/lan-ca.key", "/../keys/lan-ca.key", "//x"],
)
def test_everything_else_leads_to_the_page_and_gives_nothing(handed, path):
    answer, content = ask(handed, "GET", path)
    assert (answer.status, answer.getheader("Location"), content) == (302, "/", b"")


def test_nothing_can_be_sent_to_it(handed):
    for method in ("POST", "PUT", "DELETE"):
        answer, content = ask(handed, method, "/")
        assert (answer.status, content) == (501, b"")
    assert ask(handed, "HEAD", "/")[1] == b""


def test_phones_that_say_nothing_do_not_keep_others_out(handed):
    silent = [socket.create_connection(("127.0.0.1", handed.server_port)) for _ in range(20)]
    silent[0].sendall(b"\x16\x03\x01 nonsense \r\n\r\n")  # one that speaks TLS to the wrong port
    assert ask(handed, "GET", "/")[0].status == 200
    for one in silent:
        one.close()
