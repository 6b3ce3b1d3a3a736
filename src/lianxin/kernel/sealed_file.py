"""A file that is sealed while it is written, piece by piece: its content is never on the disk in plain.

Each piece is bound to the file's name and its place, so that none can be taken for another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from .durable import sync_folder
from .sealed import seal_bytes, unseal_bytes

PIECE = 256 * 1024
LENGTH = 4


class SealedWriting:
    """Written like any file that cannot be read back; whole at its place once it is left in peace."""

    def __init__(self, path: Path, column: str) -> None:
        self.path, self.column, self.size = path, column, 0
        self._held, self._pieces = bytearray(), 0

    def __enter__(self) -> SealedWriting:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._part = self.path.with_suffix(".part")
        handle = os.open(self._part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        self._file = os.fdopen(handle, "wb")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._seal()
            self._file.flush()
            os.fsync(self._file.fileno())
        self._file.close()
        if kind is not None:
            self._part.unlink(missing_ok=True)
            return
        os.replace(self._part, self.path)
        sync_folder(self.path.parent)

    def write(self, data: Any) -> int:
        self._held += data
        self.size += len(data)
        if len(self._held) >= PIECE:
            self._seal()
        return len(data)

    def flush(self) -> None:
        """There is nothing to hurry: the file is made durable as a whole."""

    def _seal(self) -> None:
        sealed = seal_bytes(bytes(self._held), f"{self.column}.{self._pieces}")
        self._file.write(len(sealed).to_bytes(LENGTH, "big") + sealed)
        self._pieces += 1
        self._held.clear()


def unsealed(path: Path, column: str) -> Iterator[bytes]:
    """The pieces in plain, one after the other."""
    with path.open("rb") as file:
        number = 0
        while head := file.read(LENGTH):
            yield unseal_bytes(file.read(int.from_bytes(head, "big")), f"{column}.{number}")
            number += 1
