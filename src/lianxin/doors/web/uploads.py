"""Uploads stay in memory and within a limit: a roster never lies unsealed on a disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

LIMIT = 30 * 1024 * 1024
PATIENCE = 1024 * 1024 * 1024
"""Up to here a file that is too large is read to its end and thrown away, so that a page can say so."""
TOO_LARGE = "lianxin.upload_too_large"


class InMemory(MemoryFileUploadHandler):
    """Keeps a file up to 30 MiB in memory; of a larger one nothing, and ``Acting`` refuses the request."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 (Django's name)
        content_length: int,  # the stubs call it str
        boundary: bytes,  # type: ignore[override]
        encoding: Any = None,
    ) -> None:
        self.activated = True
        self.total = 0
        self.announced = content_length

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.total += len(raw_data)
        if self.total > LIMIT or self.announced > LIMIT + 65536:
            if self.request is not None:
                self.request.META[TOO_LARGE] = True
            raise StopUpload(connection_reset=self.announced > PATIENCE)
        return super().receive_data_chunk(raw_data, start)
