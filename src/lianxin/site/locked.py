"""A file locked with a password: AES-256-GCM in pieces, under a key that scrypt makes from it.

The head is ``MAGIC ‖ salt(16)``, then pieces of 1 MiB, each with its tag. A piece's number is its nonce
(the salt, and with it the key, is new for each file); head, number and whether it is the last one are
bound to it, so that no piece can be changed, moved, left out or cut off unnoticed.
"""

from __future__ import annotations

import io
import os
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"lianxin backup, locked with a password, 1\n"
SALT, TAG, PIECE = 16, 16, 1 << 20
HEAD = len(MAGIC) + SALT
COST = 1 << 16  # 64 MiB for each try


class DoesNotOpen(Exception):
    """A piece does not open: the first one with a wrong password, any where the file was changed."""

    def __init__(self, number: int) -> None:
        super().__init__(f"piece {number}")
        self.number = number


def is_locked(head: bytes) -> bool:
    return head.startswith(MAGIC)


def _cipher(password: str, head: bytes) -> AESGCM:
    salt = head[len(MAGIC) :]
    return AESGCM(Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(password.encode()))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _bound(head: bytes, number: int, last: bool) -> bytes:
    return head + number.to_bytes(8, "big") + bytes([last])


class Locking:
    """Takes bytes in order and writes them locked; ``finish`` writes the last piece."""

    def __init__(self, out: IO[bytes], password: str) -> None:
        self._out, self._number, self._held = out, 0, bytearray()
        self._head = MAGIC + os.urandom(SALT)
        self._aes = _cipher(password, self._head)
        out.write(self._head)

    def write(self, data: bytes) -> None:
        self._held += data
        while len(self._held) > PIECE:  # what ends with a full piece ends with the last one
            self._piece(last=False)

    def finish(self) -> None:
        self._piece(last=True)

    def _piece(self, *, last: bool) -> None:
        plain = bytes(self._held[:PIECE])
        del self._held[:PIECE]
        bound = _bound(self._head, self._number, last)
        self._out.write(self._aes.encrypt(_nonce(self._number), plain, bound))
        self._number += 1


class Unlocked(io.RawIOBase):
    """What stands in a locked file, to be read from any place."""

    def __init__(self, file: IO[bytes], password: str) -> None:
        super().__init__()
        self._file, self._at, self._piece = file, 0, (-1, b"")
        body = file.seek(0, io.SEEK_END) - HEAD
        self._pieces = max(1, -(-body // (PIECE + TAG)))
        self._size = max(0, body - self._pieces * TAG)
        file.seek(0)
        self._head = file.read(HEAD)
        self._aes = _cipher(password, self._head)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._size:
            self._opened(self._pieces - 1)  # an end that was cut off is no end
            return 0
        number, start = divmod(self._at, PIECE)
        found = self._opened(number)[start : start + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def _opened(self, number: int) -> bytes:
        if self._piece[0] != number:
            self._file.seek(HEAD + number * (PIECE + TAG))
            locked = self._file.read(PIECE + TAG)
            bound = _bound(self._head, number, number == self._pieces - 1)
            try:
                self._piece = number, self._aes.decrypt(_nonce(number), locked, bound)
            except (InvalidTag, ValueError):
                raise DoesNotOpen(number) from None
        return self._piece[1]
