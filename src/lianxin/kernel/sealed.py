"""Sealed fields: AES-256-GCM-SIV (RFC 8452) under a key kept outside the database.

A sealed value is ``version(1) ‖ nonce(12) ‖ ciphertext‖tag``, bound by its associated data to the
column it stands in. The blind index is HMAC-SHA-256 under its own key, cut to 16 bytes: equal values
can be found, nothing else. Both keys derive (HKDF, RFC 5869) from ``keys/seal.key``.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

VERSION = b"\x01"


def ensure_key(path: Path) -> None:
    """Makes the instance's key once, readable by its owner only, durable before it is used."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(handle, os.urandom(32).hex().encode())
        os.fsync(handle)
    finally:
        os.close(handle)


@cache
def _derive(path: str, purpose: bytes) -> bytes:
    master = bytes.fromhex(Path(path).read_text().strip())
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"lianxin/" + purpose).derive(master)


@cache
def _cipher(path: str) -> AESGCMSIV:
    return AESGCMSIV(_derive(path, b"seal"))


def seal(text: str, column: str) -> bytes:
    return seal_bytes(text.encode(), column)


def unseal(sealed: bytes, column: str) -> str:
    return unseal_bytes(sealed, column).decode()


def seal_bytes(content: bytes, column: str) -> bytes:
    nonce = os.urandom(12)
    cipher = _cipher(str(settings.LIANXIN_SEAL_KEY))
    return VERSION + nonce + cipher.encrypt(nonce, content, column.encode())


def unseal_bytes(sealed: bytes, column: str) -> bytes:
    if sealed[:1] != VERSION:
        raise ValueError("sealed by an unknown version")
    cipher = _cipher(str(settings.LIANXIN_SEAL_KEY))
    return cipher.decrypt(bytes(sealed[1:13]), bytes(sealed[13:]), column.encode())


def blind(text: str, column: str) -> bytes:
    """The look-up index of a value: 16 bytes, the same for the same value in the same column."""
    key = _derive(str(settings.LIANXIN_SEAL_KEY), b"blind")
    return hmac.digest(key, f"{column}\0{text}".encode(), sha256)[:16]


def sealer(column: str) -> Callable[[str], bytes]:
    """``seal`` for a hundred thousand values: the key is looked up once, chance is asked for in bulk."""
    encrypt, bound = _cipher(str(settings.LIANXIN_SEAL_KEY)).encrypt, column.encode()
    nonces = _nonces()

    def sealing(text: str) -> bytes:
        nonce = next(nonces)
        return VERSION + nonce + encrypt(nonce, text.encode(), bound)

    return sealing


def _nonces() -> Iterator[bytes]:
    while True:
        block = os.urandom(12 * 500)
        for start in range(0, len(block), 12):
            yield block[start : start + 12]


def blinder(column: str) -> Callable[[str], bytes]:
    """``blind`` for a hundred thousand values."""
    key, start = _derive(str(settings.LIANXIN_SEAL_KEY), b"blind"), f"{column}\0".encode()
    digest = hmac.digest
    return lambda text: digest(key, start + text.encode(), "sha256")[:16]


def masked(text: str, keep: int = 4) -> str:
    """What may be shown without a purpose: the last characters only, as …1997."""
    return f"…{text[-keep:]}" if len(text) > keep else ("…" if text else "")


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """A column of sealed bytes; reading the text takes ``reveal`` of the owning room, never a template."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)
