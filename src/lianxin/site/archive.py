"""The one file of a backup: a ZIP with ``manifest.json`` as its last member, and at its very end, as the
ZIP's comment, the SHA-256 of every byte before. With a password the whole of it is locked.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from typing import IO, Any

from lianxin.kernel.problem import refuse

from .locked import HEAD, DoesNotOpen, Locking, Unlocked, is_locked

FORMAT = "lianxin-backup-1"
MANIFEST = "manifest.json"
BLOCK = 1 << 20
DIGEST = 64
LARGE = 1 << 30
MEMBER = re.compile(r"(database|data)(/[\w@-][\w.@-]*)+")
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
Told = Callable[[int], None]
"""Is told how many bytes are done."""


class _Ended:
    """Passes on all but the last 64 bytes, and writes the SHA-256 of what it passed on in their place."""

    def __init__(self, out: Any) -> None:
        self._out, self._held, self._sum = out, bytearray(), sha256()

    def write(self, data: Any) -> int:
        self._held += data
        self._pass_on(bytes(self._held[:-DIGEST]))
        return len(data)

    def _pass_on(self, data: bytes) -> None:
        self._sum.update(data)
        self._out.write(data)
        del self._held[: len(data)]

    def flush(self) -> None:
        """There is nothing to hurry: the file is made durable as a whole."""

    def finish(self) -> None:
        self._out.write(self._sum.hexdigest().encode())


class Writing:
    """Members in order, each with its size and SHA-256 in the manifest."""

    def __init__(self, ended: Any) -> None:
        self._zip = zipfile.ZipFile(ended, "w", compresslevel=1)
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, source: IO[bytes], *, pressed: bool, told: Told) -> None:
        self._zip.compression = zipfile.ZIP_DEFLATED if pressed else zipfile.ZIP_STORED
        large = os.fstat(source.fileno()).st_size > LARGE
        size, digest = 0, sha256()
        with self._zip.open(name, "w", force_zip64=large) as out:
            for block in iter(lambda: source.read(BLOCK), b""):
                out.write(block)
                digest.update(block)
                size += len(block)
                told(len(block))
        self.members[name] = {"size": size, "sha256": digest.hexdigest()}

    def close(self, manifest: dict[str, Any]) -> None:
        whole = {"format": FORMAT, **manifest, "members": self.members}
        self._zip.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(whole, ensure_ascii=False))
        self._zip.comment = b"0" * DIGEST
        self._zip.close()


@contextmanager
def written(path: Path, password: str) -> Iterator[Writing]:
    """A new file for its owner only; durable when the block has ended well."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        locking = Locking(file, password) if password else None
        ended = _Ended(locking or file)
        yield Writing(ended)
        ended.finish()
        if locking:
            locking.finish()
        file.flush()
        os.fsync(file.fileno())


class Reading:
    """An archive that was found whole: its manifest, and its members by name."""

    def __init__(self, file: Any, path: Path) -> None:
        self._zip, self.path = zipfile.ZipFile(file), path
        self.manifest: dict[str, Any] = json.loads(self._zip.read(MANIFEST))
        if not str(self.manifest["format"]).startswith("lianxin-backup-"):
            raise ValueError("format")
        if self.manifest["format"] != FORMAT:
            raise refuse("backup.other_format", "file", file=path.name)
        self.members: dict[str, dict[str, Any]] = self.manifest["members"]
        if sorted([*self.members, MANIFEST]) != sorted(self._zip.namelist()):
            raise ValueError("members")
        if bad := [name for name in self.members if not MEMBER.fullmatch(name)]:
            raise ValueError(bad[0])

    def blocks(self, name: str) -> Iterator[bytes]:
        """The member's bytes; whoever reads to the end knows that size and SHA-256 are right."""
        told, size, digest = self.members[name], 0, sha256()
        with _finding(self.path), self._zip.open(name) as source:
            for block in iter(lambda: source.read(BLOCK), b""):
                size += len(block)
                if size > told["size"]:
                    break
                digest.update(block)
                yield block
            if (size, digest.hexdigest()) != (told["size"], told["sha256"]):
                raise ValueError(name)

    def unpack(self, name: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as out:
            for block in self.blocks(name):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())


def needs_password(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return is_locked(file.read(HEAD))
    except OSError as error:
        raise refuse("backup.no_file", "file", file=path, reason=error.strerror) from None


@contextmanager
def opened(path: Path, password: str, told: Told = lambda size: None) -> Iterator[Reading]:
    """The archive, every byte of it looked at before."""
    with path.open("rb") as file:
        with _finding(path):
            plain = BufferedReader(Unlocked(file, password)) if needs_password(path) else file
            check_digest(plain, told)
            reading = Reading(plain, path)
        yield reading


@contextmanager
def _finding(path: Path) -> Iterator[None]:
    """Whatever is wrong with the file is told as one refusal."""
    try:
        yield
    except DoesNotOpen as error:
        code = "backup.damaged" if error.number else "backup.wrong_password"
        raise refuse(code, "file", file=path.name, finding=error) from None
    except UNREADABLE as error:
        raise refuse("backup.damaged", "file", file=path.name, finding=error) from None


def check_digest(file: Any, told: Told) -> None:
    """The file's last 64 characters are the SHA-256 of all that stands before them."""
    left, digest = file.seek(0, os.SEEK_END) - DIGEST, sha256()
    file.seek(0)
    while left > 0:
        block = file.read(min(BLOCK, left))
        if not block:
            break
        left -= len(block)
        digest.update(block)
        told(len(block))
    if left or file.read() != digest.hexdigest().encode():
        raise ValueError("SHA-256")
    file.seek(0)
