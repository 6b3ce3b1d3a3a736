"""A village's own network: whom a phone may trust, what is handed out, and what never is."""

from __future__ import annotations

import http.client
import plistlib
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import timedelta

import pytest
import segno
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from playwright.sync_api import Error, sync_playwright

from lianxin.kernel.problem import Refused
from lianxin.site import authority, lan, network
from lianxin.site.handout import Handout, Listener
from tests.browser.conftest import FLAGS
from tests.browser.screen import AXE, AXE_SCRIPT, WIDE
from tests.site.test_commands import ROOT, environment, free_port, run

pytestmark = pytest.mark.once
HOME = "192.168.1.7"
NAMES = [HOME, "localhost", "127.0.0.1", "office.local"]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "keys"


@pytest.fixture
def ours(folder):
    return authority.authority(folder)


def shake(certificate, key, issuer, name) -> str:
    """A phone that trusts only this authority meets the server under a name; empty if content."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    phone = ssl.create_default_context(cadata=issuer.der)
    phone.verify_flags |= ssl.VERIFY_X509_STRICT
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    sides = [
        phone.wrap_bio(back, there, server_hostname=name),
        server.wrap_bio(there, back, server_side=True),
    ]
    for _ in range(4):
        for side in sides:
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError as wrong:
                return wrong.verify_message
            except ssl.SSLError as wrong:
                return str(wrong)
    return ""


def signed(issuer, folder, *names):
    """A certificate that somebody with the stolen key makes for these names."""
    key = ec.generate_private_key(ec.SECP256R1())
    made = authority.issue(issuer, key.public_key(), list(names))
    (folder / "x.crt").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "x.key").write_bytes(authority._pem(key))
    return folder / "x.crt", folder / "x.key"


def test_a_phone_that_took_the_certificate_trusts_every_address_of_the_office(folder, ours):
    files = authority.server_files(folder, ours, NAMES)
    for name in NAMES:
        assert shake(files.certificate, files.key, ours, name) == ""
    assert "mismatch" in shake(files.certificate, files.key, ours, "192.168.1.8")


def test_a_phone_that_did_not_take_it_trusts_nothing(folder, ours, tmp_path):
    files = authority.server_files(folder, ours, NAMES)
    other = authority.authority(tmp_path / "other")
    assert shake(files.certificate, files.key, other, HOME) != ""


@pytest.mark.parametrize("name", ["bank.example.com", "local.example.com", "8.8.8.8"])
def test_with_a_stolen_key_nobody_can_pretend_to_be_a_bank(folder, ours, name):
    assert "permitted subtree" in shake(*signed(ours, folder, name), ours, name)


def test_only_the_bounds_stop_the_thief(folder, monkeypatch):
    monkeypatch.setattr(authority, "NAMES", ("com",))
    unbound = authority.authority(folder)
    name = "bank.example.com"
    assert shake(*signed(unbound, folder, name), unbound, name) == ""


def test_keys_are_for_their_owner_only(folder, ours):
    authority.server_files(folder, ours, NAMES)
    for name in ("lan-ca.key", "lan-server.key"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o077 == 0


def test_the_certificate_follows_the_address_and_the_authority_stays(folder, ours):
    files = authority.server_files(folder, ours, NAMES)
    first = files.certificate.read_bytes()
    assert authority.server_files(folder, ours, NAMES).certificate.read_bytes() == first
    again = authority.authority(folder)
    assert again.der == ours.der
    authority.server_files(folder, again, ["192.168.1.9"])
    assert files.certificate.read_bytes() != first
    assert shake(files.certificate, files.key, ours, "192.168.1.9") == ""


def test_it_lasts_thirteen_months_and_is_renewed_before(folder, ours, monkeypatch):
    files = authority.server_files(folder, ours, NAMES)
    held = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    ends = held.not_valid_after_utc
    assert ends - held.not_valid_before_utc <= timedelta(days=397)
    for before, renewed in ((timedelta(days=61), False), (timedelta(days=59), True)):
        monkeypatch.setattr(authority, "_now", lambda before=before: ends - before)
        authority.server_files(folder, ours, NAMES)
        now = x509.load_pem_x509_certificate(files.certificate.read_bytes())
        assert (now.serial_number != held.serial_number) is renewed


def test_after_ten_years_there_is_a_new_authority(folder, ours, monkeypatch):
    later = ours.certificate.not_valid_after_utc + timedelta(hours=1)
    monkeypatch.setattr(authority, "_now", lambda: later)
    assert authority.authority(folder).der != ours.der


def test_a_start_that_was_cut_off_in_the_middle_is_mended(folder, ours):
    files = authority.server_files(folder, ours, NAMES)
    files.key.write_bytes(authority._pem(ec.generate_private_key(ec.SECP256R1())))
    files = authority.server_files(folder, ours, NAMES)
    assert shake(files.certificate, files.key, ours, HOME) == ""


def test_a_damaged_key_is_named_and_never_replaced_in_silence(folder, ours):
    (folder / "lan-ca.key").write_text("nothing")
    with pytest.raises(Refused) as refused:
        authority.authority(folder)
    assert refused.value.problems[0].code == "serve.lan_key_unreadable"
    assert (folder / "lan-ca.key").read_text() == "nothing"


def test_without_a_network_the_start_says_so(monkeypatch):
    monkeypatch.setattr(network, "lan_address", lambda: "")
    monkeypatch.setattr(network, "_by_card", lambda: {"127.0.0.1", "8.8.8.8"})
    monkeypatch.setattr(network, "_by_name", lambda: {"127.0.1.1"})
    with pytest.raises(Refused) as refused:
        network.addresses()
    assert refused.value.problems[0].code == "serve.lan_no_network"


def test_of_several_addresses_the_one_of_the_router_comes_first(monkeypatch):
    monkeypatch.setattr(network, "lan_address", lambda: HOME)
    monkeypatch.setattr(network, "_by_card", lambda: {"10.42.0.1", HOME})
    monkeypatch.setattr(network, "_by_name", lambda: {"127.0.1.1"})
    assert network.addresses() == [HOME, "10.42.0.1"]


@pytest.mark.parametrize(
    ("name", "found"), [("Office-PC", "office-pc.local"), ("村委会", ""), ("a_b", ""), ("", "")]
)
def test_only_a_name_that_a_certificate_can_hold_is_used(monkeypatch, name, found):
    monkeypatch.setattr(network.socket, "gethostname", lambda: name)
    assert network.local_name() == found


def test_the_code_on_the_screen_is_the_page_and_fits_eighty_columns(ours):
    listener_port = 65535
    told = list(lan.told(ours, ["192.168.255.255", "10.0.0.3"], 65534, listener_port))
    assert told[0] == "连心 https://192.168.255.255:65534"
    assert "http://192.168.255.255:65535/" in told[1]
    assert told[-1].endswith("https://10.0.0.3:65534")
    assert ":".join(line.strip() for line in told[-3:-1]) == ours.fingerprint
    drawn = lan.code("http://192.168.255.255:65535/")
    assert drawn == told[2 : 2 + len(drawn)]
    assert max(map(len, drawn)) <= 80
    expected = segno.make("http://192.168.255.255:65535/", error="m", micro=False)
    light = [[one == "█" or one == half for one in row] for row in drawn for half in "▀▄"]
    border = expected.default_border_size
    size = len(expected.matrix)
    inner = [row[border : border + size] for row in light[border : border + size]]
    assert inner == [[not dark for dark in row] for row in expected.matrix]


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
    assert ask(handed, "GET", "/")[0].status == 200
    for one in silent:
        one.close()


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    """``serve --lan`` as a village office runs it."""
    data = tmp_path_factory.mktemp("lan") / "data"
    port, page_port = free_port(), free_port()
    command = [sys.executable, "-m", "lianxin", "serve", "--lan"]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--page-port", str(page_port)],
        env=environment(data, LIANXIN_HOSTS="lianxin.example.cn"),
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if line.startswith("  ") and line.count(":") == 15 and lines[-2].startswith("  "):
            break
    yield data, port, page_port, lines, process
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def trusting(page_port) -> ssl.SSLContext:
    """What a phone knows after the first page: the certificate, and nothing else."""
    with urllib.request.urlopen(f"http://127.0.0.1:{page_port}/lianxin-ca.crt") as given:
        return ssl.create_default_context(cadata=given.read())


def fetch(address, context):
    try:
        return urllib.request.urlopen(address, context=context)  # noqa: S310
    except urllib.error.HTTPError as refused:
        return refused


def test_a_phone_signs_in_by_https_at_the_printed_address(village):
    _, port, page_port, lines, _ = village
    [address] = [line.split()[1] for line in lines if line.startswith("连心 https://")]
    assert address.endswith(f":{port}")
    context = trusting(page_port)
    for base in (address, f"https://localhost:{port}"):
        with fetch(f"{base}/account/login/", context) as page:
            assert page.status == 200
            assert page.headers["Strict-Transport-Security"] is None
            cookies = page.headers.get_all("Set-Cookie")
        assert cookies
        assert all("Secure" in cookie for cookie in cookies)
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen(f"https://127.0.0.1:{port}/", context=ssl.create_default_context())


def test_the_key_is_nowhere_to_be_had(village):
    data, port, page_port, _, _ = village
    key = (data / "keys" / "lan-ca.key").read_bytes()
    context = trusting(page_port)
    for path in ("keys/lan-ca.key", "static/../keys/lan-ca.key", "static/lan-ca.key"):
        for base in (f"https://127.0.0.1:{port}", f"http://127.0.0.1:{page_port}"):
            with fetch(f"{base}/{path}", context) as page:
                assert page.status == (404 if base.startswith("https") else 200)
                assert key not in page.read()


@pytest.mark.browser
def test_the_page_reads_well_on_every_phone_and_keeps_nothing(village):
    _, port, page_port, _, _ = village
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for width in (320, 390):
            context = browser.new_context(viewport={"width": width, "height": 844})
            page, said = context.new_page(), []
            page.on("console", lambda message, said=said: said.append(message.text))
            page.goto(f"http://127.0.0.1:{page_port}/")
            for steps in page.locator("summary").all():
                if not steps.evaluate("one => one.parentElement.open"):
                    steps.click()
            assert page.evaluate(WIDE) == []
            page.evaluate(AXE_SCRIPT)
            assert page.evaluate(AXE, True) == []
            small = "() => [...document.querySelectorAll('a,summary')].filter(one => one.offsetHeight < 44).length"
            assert page.evaluate(small) == 0
            assert said == []
            assert context.cookies() == []
            assert page.evaluate("navigator.serviceWorker.getRegistrations()") == []
            with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
                page.goto(f"https://127.0.0.1:{port}/")
            context.close()
        context = browser.new_context(ignore_https_errors=True)
        page = context.new_page()
        page.goto(f"https://127.0.0.1:{port}/account/login/")
        assert page.evaluate("isSecureContext")
        assert context.cookies()
        assert all(cookie["secure"] for cookie in context.cookies())
        browser.close()


@pytest.mark.parametrize("option", ["--port", "--page-port"])
def test_a_taken_port_is_refused_with_its_own_way_out(village, option):
    data, port, page_port, _, _ = village
    taken = port if option == "--port" else page_port
    ports = {"--port": free_port(), "--page-port": free_port(), option: taken}
    refused = run(data, "serve", "--lan", *(str(word) for pair in ports.items() for word in pair))
    assert refused.returncode == 1
    assert f"{option} {taken + 1}" in refused.stderr
    assert not refused.stdout.startswith("连心 https")


def test_shortened_or_contradicting_options_are_wrong_usage(village):
    data = village[0]
    assert run(data, "serve", "--la").returncode == 2
    assert run(data, "serve", "--lan", "--host", "localhost").returncode == 2


def test_it_ends_cleanly_and_frees_both_ports(village):
    _, port, page_port, _, process = village
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    for taken in (port, page_port):
        with socket.socket() as probe, pytest.raises(OSError, match="refused"):
            probe.connect(("127.0.0.1", taken))
