"""The instance's own certificate authority, for a network without the internet.

Made once under ``keys/``. It is bound to private addresses and names that end in ``.local``, so that
whoever steals it cannot pretend to be a bank; the key never leaves the folder.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from lianxin.kernel.problem import refuse

from .network import PRIVATE, PRIVATE6

CA_DAYS = 3650
SERVER_DAYS = 397  # phones refuse what lasts longer
RENEW_BEFORE = timedelta(days=60)
SLOW_CLOCKS = timedelta(days=1)
NAMES = ("localhost", "local")
Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Authority:
    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def fingerprint(self) -> str:
        """SHA-256 as phones show it: pairs, with colons between."""
        return self.certificate.fingerprint(SHA256()).hex(":").upper()

    def fingerprint_lines(self, pairs: int) -> list[str]:
        """The same in lines of so many pairs, for narrow screens."""
        width = pairs * 3
        whole = self.fingerprint
        return [whole[at : at + width].rstrip(":") for at in range(0, len(whole), width)]


@dataclass(frozen=True)
class ServerFiles:
    certificate: Path
    key: Path


def authority(folder: Path) -> Authority:
    """The one of this instance; made where there is none, and anew when its ten years are over."""
    key = _kept_key(folder / "lan-ca.key")
    file = folder / "lan-ca.crt"
    held = _read(file)
    if held is None or not _same_key(held, key) or held.not_valid_after_utc <= _now():
        held = _self_signed(key)
        _write(file, held.public_bytes(Encoding.PEM), 0o644)
    return Authority(held, key)


def server_files(folder: Path, issuer: Authority, names: list[str]) -> ServerFiles:
    """Certificate and key for these addresses and names; renewed when they changed or the end is near."""
    files = ServerFiles(folder / "lan-server.crt", folder / "lan-server.key")
    if not _still_good(files, issuer, names):
        key = ec.generate_private_key(ec.SECP256R1())
        _write(files.key, _pem(key), 0o600)
        made = issue(issuer, key.public_key(), names)
        _write(files.certificate, made.public_bytes(Encoding.PEM), 0o644)
    return files


def issue(issuer: Authority, key: ec.EllipticCurvePublicKey, names: list[str]) -> x509.Certificate:
    """A server's certificate; the day before today counts too, since phones' clocks go wrong."""
    ca = issuer.certificate
    began = _now() - SLOW_CLOCKS
    ends = min(began + timedelta(days=SERVER_DAYS), ca.not_valid_after_utc)
    build = _begun(ca.subject, _called("Lianxin"), key).not_valid_before(began)
    build = build.not_valid_after(ends)
    for extension, critical in (
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usage(digital_signature=True), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.SubjectAlternativeName([_general(name) for name in names]), False),
        (x509.SubjectKeyIdentifier.from_public_key(key), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), False),
    ):
        build = build.add_extension(extension, critical)
    return build.sign(issuer.key, SHA256())


def _self_signed(key: Key) -> x509.Certificate:
    public = key.public_key()
    mark = x509.SubjectKeyIdentifier.from_public_key(public)
    subject = _called(f"Lianxin 连心 {mark.digest.hex()[:6].upper()}")
    build = _begun(subject, subject, public).not_valid_before(_now() - SLOW_CLOCKS)
    build = build.not_valid_after(_now() + timedelta(days=CA_DAYS))
    permitted = [
        *(x509.DNSName(name) for name in NAMES),
        *(x509.IPAddress(net) for net in PRIVATE),
        *(x509.IPAddress(net) for net in PRIVATE6),
    ]
    for extension, critical in (
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (_usage(key_cert_sign=True), True),
        (x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None), True),
        (mark, False),
    ):
        build = build.add_extension(extension, critical)
    return build.sign(key, SHA256())


def _still_good(files: ServerFiles, issuer: Authority, names: list[str]) -> bool:
    held, key = _read(files.certificate), _read_key(files.key)
    if held is None or key is None or not _same_key(held, key):
        return False
    try:
        held.verify_directly_issued_by(issuer.certificate)
    except (InvalidSignature, ValueError):
        return False
    said = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    began, ends = held.not_valid_before_utc, held.not_valid_after_utc
    return set(said) == set(map(_general, names)) and began <= _now() < ends - RENEW_BEFORE


def _kept_key(file: Path) -> Key:
    if not file.exists():
        _write(file, _pem(ec.generate_private_key(ec.SECP256R1())), 0o600)
    key = _read_key(file)
    if key is None:
        raise refuse("serve.lan_key_unreadable", "lan", path=file)
    return key


def _read_key(file: Path) -> Key | None:
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except (OSError, ValueError, TypeError):
        return None
    return key if isinstance(key, ec.EllipticCurvePrivateKey) else None


def _read(file: Path) -> x509.Certificate | None:
    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError):
        return None


def _write(file: Path, content: bytes, mode: int) -> None:
    """Whole or not at all, and never readable by others even for a moment."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_name(f"{file.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)


def _begun(
    issuer: x509.Name, subject: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    build = x509.CertificateBuilder().issuer_name(issuer).subject_name(subject)
    return build.public_key(key).serial_number(x509.random_serial_number())


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(*, digital_signature: bool = False, key_cert_sign: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=key_cert_sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _same_key(certificate: x509.Certificate, key: Key) -> bool:
    plain = Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    return certificate.public_key().public_bytes(*plain) == key.public_key().public_bytes(*plain)


def _pem(key: Key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _now() -> datetime:
    return datetime.now(UTC)
