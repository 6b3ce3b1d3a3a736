"""``serve --lan`` in a village office: how phones come in, and what is never to be had."""

from __future__ import annotations

import signal
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
import segno
from playwright.sync_api import Error

from lianxin.kernel.problem import Refused
from lianxin.site import lan, network
from lianxin.site.authority import authority
from tests.browser.screen import AXE, AXE_SCRIPT, WIDE
from tests.site.test_commands import ROOT, environment, free_port, run

pytestmark = [pytest.mark.once, pytest.mark.long]
HOME = "192.168.1.7"


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


def test_the_code_on_the_screen_is_the_page_and_fits_eighty_columns(tmp_path):
    ours = authority(tmp_path / "keys")
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
def test_the_page_reads_well_on_every_phone_and_keeps_nothing(village, chromium):
    _, port, page_port, _, _ = village
    for width in (320, 390):
        context = chromium.new_context(viewport={"width": width, "height": 844})
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
    context = chromium.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.goto(f"https://127.0.0.1:{port}/account/login/")
    assert page.evaluate("isSecureContext")
    assert context.cookies()
    assert all(cookie["secure"] for cookie in context.cookies())
    context.close()


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
