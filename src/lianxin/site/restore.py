"""``./lianxin restore``: an instance from its backup, in an empty place, as the beginning of a new epoch.

Everything is made ready beside the place, database and files; then it is moved there in one step.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from lianxin.kernel import copied, epoch
from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.durable import sync_folder
from lianxin.kernel.problem import refuse
from lianxin.records.diary.models import Photo
from lianxin.register import marks

from .archive import Reading, opened
from .progress import Progress


@dataclass(frozen=True)
class Restored:
    folder: Path
    rows: int
    made_at: str
    epoch: str


class Room(NamedTuple):
    """Where everything is made ready: ``whole`` becomes the instance's folder."""

    whole: Path
    database: Path


def restore(file: Path, *, password: str) -> Restored:
    """All or nothing: whatever goes wrong, the place is as empty as before."""
    target = Path(settings.LIANXIN_DATA)
    _check_place(target)
    with Progress() as progress:
        progress.step(_("核对备份文件"), file.stat().st_size if file.is_file() else 0)
        with opened(file, password, progress.add) as reading:
            check_fits(reading.manifest)
            with _room(target) as room:
                _unpack(reading, room, progress)
                progress.step(_("写回数据库"))
                _put_back(reading, room, target)
    rows = sum(reading.manifest["rows"].values())
    return Restored(target, rows, reading.manifest["made_at"], epoch.epoch())


def _check_place(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise refuse("restore.not_empty", "data", folder=target)
    if target.is_mount():
        raise refuse("restore.mount_point", "data", folder=target)
    if not copied.is_bare():
        raise refuse("restore.database_not_empty", "data", name=connection.settings_dict["NAME"])


def check_fits(manifest: dict[str, Any]) -> None:
    """Each engine takes its own, and no version what a newer one wrote."""
    if manifest["engine"] != connection.vendor:
        mend = "restore.is_sqlite" if manifest["engine"] == "sqlite" else "restore.is_postgresql"
        raise refuse(mend, "file")
    known = set(MigrationLoader(None).disk_migrations)
    if {tuple(one) for one in manifest["migrations"]} - known:
        raise refuse("restore.newer", "file", version=manifest["version"])


@contextmanager
def _room(target: Path) -> Iterator[Room]:
    """A folder beside the place; what did not become the instance is gone afterwards."""
    room = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    whole = room / "whole"
    try:
        whole.mkdir(parents=True, mode=0o700)
        yield Room(whole, whole if copied.is_a_file() else room / "database")
    except OSError as error:
        raise refuse("restore.not_written", "data", folder=target, reason=error.strerror) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _unpack(reading: Reading, room: Room, progress: Progress) -> None:
    progress.step(_("取出备份文件"), sum(one["size"] for one in reading.members.values()))
    for name, told in reading.members.items():
        kind, _slash, rest = name.partition("/")
        reading.unpack(name, (room.database if kind == "database" else room.whole) / rest)
        progress.add(told["size"])
    try:
        copied.verify(room.database, reading.manifest["rows"], reading.manifest["engine"])
    except copied.Damaged as error:
        raise refuse("backup.damaged", "file", file=reading.path.name, finding=error) from None


def _put_back(reading: Reading, room: Room, target: Path) -> None:
    manifest = reading.manifest
    key = _key_elsewhere(room.whole, target)
    try:
        with copied.put_back(room.database, manifest["state"], manifest["migrations"]):
            _begin_anew(reading)
            copied.leave()
            _place(room.whole, target)
    except BaseException as error:
        if not room.whole.exists():  # it was in its place already
            shutil.rmtree(target, ignore_errors=True)
        if key:
            key.unlink(missing_ok=True)
        if isinstance(error, DatabaseError | ValueError):
            told = {"file": reading.path.name, "finding": error}
            raise refuse("backup.damaged", "file", **told) from error
        raise


def _begin_anew(reading: Reading) -> None:
    """Brought to this version; nobody is signed in; the phones will offer again what is not there."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    cache.clear()
    Session.objects.all().delete()
    dropped = Photo.objects.visible_to(SYSTEM).filter(entry=None)
    dropped.filter(sha256__in=reading.manifest["dropped"]).delete()
    with act(SYSTEM, "instance.restore") as audit:
        epoch.renew()
        marks.begin_anew()
        audit.note(file=reading.path.name, made_at=reading.manifest["made_at"])


def _place(whole: Path, target: Path) -> None:
    if os.name == "nt" and target.exists():
        target.rmdir()
    whole.replace(target)
    sync_folder(target.parent)


def _key_elsewhere(whole: Path, target: Path) -> Path | None:
    """Where ``LIANXIN_SEAL_KEY`` keeps the key outside the folder it is put there, never over another."""
    key, ours = Path(settings.LIANXIN_SEAL_KEY), whole / "keys" / "seal.key"
    if key == target / "keys" / "seal.key":
        return None
    made = not key.exists()
    if made:
        key.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copy(ours, key)
    elif key.read_text().strip() != ours.read_text().strip():
        raise refuse("restore.other_key", "file", path=key)
    ours.unlink()
    return key if made else None
