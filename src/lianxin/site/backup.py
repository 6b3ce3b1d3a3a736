"""``./lianxin backup``: one verified file that holds the whole instance, made while others go on working.

Rows first, then files: a photo is stored before its row is written, so whatever a row names is there.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

import lianxin
from lianxin.kernel import copied, epoch
from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.durable import sync_folder
from lianxin.kernel.problem import refuse
from lianxin.records.diary.models import Photo
from lianxin.records.diary.photos import path_of

from .archive import Reading, Writing, opened, written
from .progress import Progress

FOLDERS = ("photos", "uploads")
UNFINISHED = re.compile(r"\.\d+\.[0-9a-f]{8}$")
"""How a file is called until it is whole (``records.diary.photos``)."""
ASKED = {
    "photos": "SELECT DISTINCT sha256 FROM lianxin_photo",
    "epoch": "SELECT epoch FROM lianxin_epoch",
    "migrations": "SELECT app, name FROM django_migrations ORDER BY id",
}


@dataclass(frozen=True)
class Made:
    """``lost`` are photos that rows name and that were not there any more."""

    file: Path
    size: int
    rows: int
    photos: int
    lost: list[str]


class Wrote(NamedTuple):
    rows: int
    photos: set[str]
    lost: list[str]


def backup(out: Path, *, password: str) -> Made:
    """Writes, opens and counts the file before it gets its name; an existing one is never touched."""
    if copied.is_bare():
        raise refuse("instance.absent", "data", folder=settings.LIANXIN_DATA)
    _check_place(out)
    with _room(out) as (room, fresh), Progress() as progress:
        wrote = _write(fresh, room, password, progress)
        _verify(fresh, wrote, room, password, progress)
        size = fresh.stat().st_size
        with act(SYSTEM, "instance.backup") as audit:
            audit.note(file=out.name, rows=wrote.rows, locked=bool(password))
            _check_place(out)
            fresh.replace(out)
            sync_folder(out.parent)
    return Made(out, size, wrote.rows, len(wrote.photos), wrote.lost)


def _check_place(out: Path) -> None:
    if os.path.lexists(out):
        raise refuse("backup.exists", "out", file=out)
    if not out.parent.is_dir():
        raise refuse("backup.no_folder", "out", folder=out.parent)


@contextmanager
def _room(out: Path) -> Iterator[tuple[Path, Path]]:
    """A folder beside the data for what is taken apart, and the unfinished file beside its place."""
    fresh = out.with_name(f".{out.name}.{os.getpid()}.unfinished")
    room = None
    try:
        _clear_away()
        room = Path(tempfile.mkdtemp(prefix=".backup-", dir=settings.LIANXIN_DATA))
        yield room, fresh
    except OSError as error:
        raise refuse("backup.not_written", "out", file=out, reason=error.strerror) from error
    finally:
        fresh.unlink(missing_ok=True)
        if room:
            shutil.rmtree(room, ignore_errors=True)


def _clear_away() -> None:
    """What a backup left that was killed more than a day ago."""
    for old in Path(settings.LIANXIN_DATA).glob(".backup-*"):
        if old.stat().st_mtime < time.time() - 86_400:
            shutil.rmtree(old, ignore_errors=True)


def _write(fresh: Path, room: Path, password: str, progress: Progress) -> Wrote:
    epoch.epoch()  # made with its first question, which may be this one
    folder = room / "made"
    folder.mkdir()
    progress.step(_("读出数据库"))
    copy = copied.copy(folder, ASKED, progress.share)
    files = [(f"database/{name}", path) for name, path in copy.files.items()] + list(_files())
    progress.step(_("写备份文件"), sum(_size(path) for _name, path in files))
    with written(fresh, password) as writing:
        for name, path in files:
            _add(writing, name, path, progress)
        photos = {_member(row[0]) for row in copy.answers["photos"]}
        lost, dropped = _missing(photos - set(writing.members))
        writing.close({**_told(copy), "lost": lost, "dropped": dropped})
    shutil.rmtree(folder)
    return Wrote(sum(copy.rows.values()), photos.difference(map(_member, lost + dropped)), lost)


def _told(copy: copied.Copied) -> dict[str, Any]:
    return {
        "version": lianxin.__version__,
        "engine": connection.vendor,
        "epoch": str(UUID(str(copy.answers["epoch"][0][0]))),
        "made_at": timezone.now().isoformat(),
        "migrations": copy.answers["migrations"],
        "rows": copy.rows,
        "state": copy.state,
    }


def _add(writing: Writing, name: str, path: Path, progress: Progress) -> None:
    """A file that was dropped since it was listed is left out."""
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return
    with source:
        pressed = name.startswith("database/")
        writing.add(name, source, pressed=pressed, told=progress.add)


def _files() -> Iterator[tuple[str, Path]]:
    """All that belongs to the instance beside the database; page files are made anew."""
    data, key = Path(settings.LIANXIN_DATA), Path(settings.LIANXIN_SEAL_KEY)
    yield "data/keys/seal.key", key
    for path in sorted((data / "keys").rglob("*")):
        if path.is_file() and path != data / "keys" / "seal.key":
            yield f"data/{path.relative_to(data).as_posix()}", path
    for folder in FOLDERS:
        for path in sorted((data / folder).rglob("*")):
            if path.is_file() and not UNFINISHED.search(path.name):
                yield f"data/{path.relative_to(data).as_posix()}", path
    if (data / "demo.json").exists():
        yield "data/demo.json", data / "demo.json"


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _member(digest: str) -> str:
    return f"data/{path_of(digest).relative_to(settings.LIANXIN_DATA).as_posix()}"


def _missing(names: set[str]) -> tuple[list[str], list[str]]:
    """Photos that rows name and that are not there: lost before, or taken back by their sender while
    the copy was made."""
    gone = sorted(Path(name).stem for name in names)
    rows = Photo.objects.visible_to(SYSTEM).filter(sha256__in=gone)
    held = set(rows.order_by().values_list("sha256", flat=True))
    return [one for one in gone if one in held], [one for one in gone if one not in held]


def _verify(fresh: Path, wrote: Wrote, room: Path, password: str, progress: Progress) -> None:
    """Opens what was written as a restore would: every byte, every member, every table."""
    progress.step(_("核对备份文件"), 2 * fresh.stat().st_size)
    with opened(fresh, password, progress.add) as reading:
        _read_through(reading, room / "opened", progress)
        if missing := wrote.photos - set(reading.members):
            raise refuse("backup.damaged", "file", file=fresh.name, finding=min(missing))


def _read_through(reading: Reading, room: Path, progress: Progress) -> None:
    """Every member is read to its end, and the database among them is opened and counted."""
    for name in reading.members:
        if name.startswith("database/"):
            reading.unpack(name, room / name.removeprefix("database/"))
        else:
            for block in reading.blocks(name):
                progress.add(len(block))
    try:
        copied.verify(room, reading.manifest["rows"], reading.manifest["engine"])
    except copied.Damaged as error:  # the file is as it was written
        raise refuse("check.database_damaged", finding=error) from None
