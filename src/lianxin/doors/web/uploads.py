"""Uploads stay in memory and within a limit: a roster never lies unsealed on a disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

LIMIT = 30 * 1024 * 1024


class InMemory(MemoryFileUploadHandler):
    """Keeps a file up to 30 MiB in memory; a larger one is cut off before it is read."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: bytes, encoding: Any = None
    ) -> None:
        self.activated = True
        self.total = 0
        if content_length > LIMIT + 65536:
            raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.total += len(raw_data)
        if self.total > LIMIT:
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)
