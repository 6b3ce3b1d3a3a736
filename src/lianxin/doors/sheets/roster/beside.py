"""The processes that take a workbook apart beside us: one, or two that speak in turn."""

from __future__ import annotations

import marshal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import cycle
from pathlib import Path
from typing import Any

from .suspect import DAMAGED

Frame = tuple[Any, ...]
Buffer = bytes | memoryview
Process = subprocess.Popen[bytes]
UNFED = (*DAMAGED, MemoryError)
READER = Path(__file__).with_name("reader.py")


def said(
    books: Iterator[Buffer], count: int, until: float, meanwhile: Callable[[], None]
) -> Generator[tuple[int, Frame]]:
    """Who says what of these workbooks, in their order; all ends when we stop listening.

    ``meanwhile`` is done here while they begin.
    """
    with ExitStack() as stack:
        processes = [stack.enter_context(_started(count, until)) for _ in range(count)]
        feeding = threading.Thread(target=_feed, args=(processes, books))
        feeding.start()
        try:
            meanwhile()
            yield from _in_turn([_frames(process) for process in processes])
        finally:
            for process in processes:
                process.kill()
            feeding.join()


@contextmanager
def _started(count: int, until: float) -> Iterator[Process]:
    """A reading process; ended when it takes too long or is no longer needed."""
    process = subprocess.Popen(  # noqa: S603 (our own file, no shell)
        [sys.executable, "-I", str(READER), str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    guard = threading.Timer(max(0.0, until - time.monotonic()), process.kill)
    guard.start()
    try:
        yield process
    finally:
        guard.cancel()
        process.kill()
        if process.stdout:
            process.stdout.close()
        process.wait()


def _feed(processes: list[Process], books: Iterator[Buffer]) -> None:
    """Gives each a workbook in turn. Where one cannot be made, no process hears that this was all."""
    pipes = [process.stdin for process in processes if process.stdin]
    try:
        for pipe, book in zip(cycle(pipes), books, strict=False):
            pipe.write(len(book).to_bytes(8, "big"))
            pipe.write(book)
            pipe.flush()
        for pipe in pipes:
            pipe.write(bytes(8))
    except (
        UNFED
    ):  # also where a process ended before it had read everything: what it says tells why
        pass
    for pipe in pipes:
        with suppress(OSError):
            pipe.close()


def _frames(process: Process) -> Iterator[Frame]:
    if process.stdout is None:
        raise OSError("a pipe is missing")
    while len(head := process.stdout.read(8)) == 8:
        length = int.from_bytes(head, "big")
        body = process.stdout.read(length)
        if len(body) == length:
            yield marshal.loads(body)  # noqa: S302 (written by our own process)


def _in_turn(readings: list[Iterator[Frame]]) -> Iterator[tuple[int, Frame]]:
    """After a piece the other one speaks; nothing comes after one that has ended."""
    for turn in cycle(range(len(readings))):
        for frame in readings[turn]:
            if frame[0] == "next":
                break
            yield turn, frame
        else:
            return
