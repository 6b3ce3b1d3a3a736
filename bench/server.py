"""A server of ours over a folder, as long as one measures it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = str(Path(__file__).parents[1])


@dataclass(frozen=True)
class Server:
    address: str
    started: float
    """Seconds from the command to its first words."""
    pid: int


def environment(folder: str) -> dict[str, str]:
    """Nothing of the settings that the caller may have; the data in a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LIANXIN_")}
    return {**kept, "LIANXIN_DATA": folder, "PYTHONPATH": ROOT}


@contextmanager
def serving(folder: str) -> Iterator[Server]:
    port, began = _free_port(), time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "-m", "lianxin", "serve", "--port", str(port)],
        env=environment(folder),
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None  # noqa: S101
        process.stdout.readline()
        yield Server(f"http://127.0.0.1:{port}", time.perf_counter() - began, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
