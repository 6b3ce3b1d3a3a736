"""Photos that arrive in pieces: ``uploads/<account>/<sha256>.part`` holds what is there so far.

A part begins with the size of the whole in eight bytes. What was acknowledged is on the disk; the
bytes are what they should be only when all are there and their hash is that of the name.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from lianxin.kernel.actor import Actor
from lianxin.kernel.alone import alone
from lianxin.kernel.durable import sync_folder
from lianxin.kernel.problem import Refused, refuse

from .awaited import arrived, check_name
from .models import Photo
from .photos import check_size, photo_add

HEAD = 8
MOST_PARTS = 60
KEPT_FOR, CLEARED_EVERY = 30 * 86400, 86400  # seconds
NEVER_GOOD = {"photo.hash_differs", "photo.unreadable", "photo.too_many_pixels", "photo.too_large"}


@dataclass(frozen=True)
class Held:
    """How much of a photo is there; ``photo`` once it is whole and verified."""

    received: int
    total: int
    photo: Photo | None = None

    @classmethod
    def whole(cls, photo: Photo) -> Held:
        return cls(photo.size, photo.size, photo)


def upload_put(*, actor: Actor, sha: str, chunks: Iterable[bytes], start: int, total: int) -> Held:
    """Keeps a piece from ``start`` on; the last one makes the photo. Repeating any changes nothing.

    Bytes that are there already are not written again. Where the line breaks, what came stays.
    """
    check_size(total)
    part = _part(actor, sha)
    _clear(part.parents[1])
    with _room_wanted():
        with _turn(part):
            there = arrived(actor.id, sha)
            if there is None:
                _begin(part, start, total)
        for chunk in chunks:
            if there is None:
                with _turn(part):
                    _append(part, start, chunk)
                start += len(chunk)
        with _turn(part):
            return _finished(actor, sha, part) or Held(0, total)


def upload_held(actor: Actor, sha: str) -> Held | None:
    """What is there of the actor's photo; None where nothing is."""
    part = _part(actor, sha)
    there = arrived(actor.id, sha)
    return Held.whole(there) if there else _held(part)


def _part(actor: Actor, sha: str) -> Path:
    check_name(sha)
    if actor.id is None or not actor.allows("photo.add"):
        raise refuse("action.not_allowed", action="photo.add")
    return Path(settings.LIANXIN_DATA) / "uploads" / str(actor.id) / f"{sha}.part"


def _turn(part: Path) -> AbstractContextManager[None]:
    return alone(part.with_name("lock"))


def _held(part: Path) -> Held | None:
    try:
        with part.open("rb") as file:
            head, size = file.read(HEAD), os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return None
    return Held(size - HEAD, int.from_bytes(head)) if len(head) == HEAD else None


def _begin(part: Path, start: int, total: int) -> None:
    """A part of another size was a mistake and begins anew; a gap is told with how much is there."""
    held = _held(part)
    if held is None or held.total != total:
        part.unlink(missing_ok=True)
        held = None
    if start > (held.received if held else 0):
        raise refuse("photo.gap", received=held.received if held else 0)
    if held is not None:
        return
    if sum(1 for _ in part.parent.glob("*.part")) >= MOST_PARTS:
        raise refuse("photo.too_many_parts", limit=MOST_PARTS)
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(total.to_bytes(HEAD))
    sync_folder(part.parent)


def _append(part: Path, start: int, chunk: bytes) -> None:
    """The bytes that are not there yet. A part that is gone was finished by somebody else meanwhile."""
    held = _held(part)
    if held is None or start > held.received:
        return
    with part.open("ab") as file:
        file.write(chunk[held.received - start : held.total - start])


def _finished(actor: Actor, sha: str, part: Path) -> Held | None:
    there = arrived(actor.id, sha)
    if there is not None:
        part.unlink(missing_ok=True)
        return Held.whole(there)
    held = _held(part)
    if held is None:
        return None
    with part.open("rb+") as file:
        os.fsync(file.fileno())
        if held.received < held.total:
            return held
        content = file.read()[HEAD:]
    try:
        photo = photo_add(actor=actor, content=content, sent_sha256=sha)
    except Refused as error:
        if NEVER_GOOD & {one.code for one in error.problems}:
            part.unlink(missing_ok=True)
        raise
    part.unlink(missing_ok=True)
    return Held.whole(photo)


def _clear(root: Path) -> None:
    """Once a day, by whoever comes first: what nobody went on with for thirty days goes."""
    stamp, now = root / "cleared", time.time()
    if stamp.exists() and now - stamp.stat().st_mtime < CLEARED_EVERY:
        return
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp.touch(mode=0o600)
    for part in root.glob("*/*.part"):
        with suppress(FileNotFoundError):
            if now - part.stat().st_mtime > KEPT_FOR:
                part.unlink()


@contextmanager
def _room_wanted() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise refuse("photo.no_room") from None
