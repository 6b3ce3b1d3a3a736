"""A photo with a place and a camera in it, and its bytes as a phone sends them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from PIL import Image

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Account
from lianxin.people.policy import AccountActor
from lianxin.records.diary.models import AwaitedPhoto, Entry, Photo
from lianxin.records.diary.uploads import Held, upload_put

from .test_photos import picture


def shot(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """As a camera makes it: where it was taken, and by which camera."""
    exif = Image.Exif()
    exif[0x010F], exif[0xA431] = "相机厂", "serial-77"
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 35.0, 36.0), 3: "E", 4: (104.0, 53.0, 0.0)})
    return picture(kind, size, exif=exif)


def name_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def send(account: Account, content: bytes, start: int = 0, end: int | None = None) -> Held:
    """One piece of the photo, or all of it."""
    return put(account, name_of(content), [content[start:end]], start, len(content))


def put(account: Account, sha: str, chunks: Iterable[bytes], start: int, total: int) -> Held:
    actor = AccountActor.of(account)
    return upload_put(actor=actor, sha=sha, chunks=chunks, start=start, total=total)


def photos(**asked: Any) -> list[Photo]:
    return list(Photo.objects.visible_to(SYSTEM).filter(**asked))


def shown(entry: Entry) -> list[str]:
    """The photos in the entry, by the name their sender knows."""
    return [photo.sent_sha256 for photo in photos(entry=entry)]


def awaited(entry: Entry) -> int:
    return AwaitedPhoto.objects.visible_to(SYSTEM).filter(entry=entry).count()
