"""The village's own authority: whom a phone may trust, and what a thief of its key could do."""

from __future__ import annotations

import ssl
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from lianxin.kernel.problem import Refused
from lianxin.site import authority

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
