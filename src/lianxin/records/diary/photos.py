"""Photos: told by their content, made anew without metadata, kept as files named by their hash."""

from __future__ import annotations

import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps, UnidentifiedImageError

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.durable import sync_folder
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy
from lianxin.people.models import Account

from .awaited import arrived, awaiting, hold_sender, let_in
from .looks import look_of
from .models import Entry, Photo

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 25_000_000
MOST_WAITING = 60
LONGEST, SMALL = 2000, 360
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError)


class Drawn(NamedTuple):
    whole: bytes
    small: bytes
    width: int
    height: int
    look: int


def photo_add(
    *,
    actor: Actor,
    content: bytes,
    name: str = "",
    sent_sha256: str = "",
    of: Account | None = None,
) -> Photo:
    """A photo that waits for its entry. What was sent is thrown away; what is kept was drawn anew.

    ``sent_sha256`` is the sender's name for it and is verified: under one name a photo is kept once,
    and goes at once into the entries that wait for it. ``of``: whose photo it is where somebody else
    hands it in; an entry that is kept names it, so it may wait beside any number of others.
    """
    author = of.pk if of else actor.id
    if sent_sha256 and sha256(content).hexdigest() != sent_sha256:
        raise refuse("photo.hash_differs")
    drawn = _drawn(content, tidy(name)[:60] or "—")
    with act(actor, "photo.add") as audit:
        if author:
            hold_sender(author)
        row = arrived(author, sent_sha256) if sent_sha256 else None
        if row is None:
            if not of and not (sent_sha256 and awaiting(author, sent_sha256).exists()):
                _check_waiting(actor)
            row = _kept(author, drawn, sent_sha256)
        if sent_sha256:
            let_in(row)
        audit.note(row, rows=1)
        return row


def _kept(author: UUID | None, drawn: Drawn, sent_sha256: str) -> Photo:
    digest = sha256(drawn.whole).hexdigest()
    _store(path_of(digest), drawn.whole)
    _store(path_of(digest, small=True), drawn.small)
    return Photo.objects.create(
        author_id=author,
        sha256=digest,
        sent_sha256=sent_sha256,
        width=drawn.width,
        height=drawn.height,
        size=len(drawn.whole),
        look=drawn.look,
        sent_at=timezone.now(),
    )


def photo_drop(*, actor: Actor, photo: Photo) -> None:
    """Takes back a photo that stands in no entry; its file goes when nothing else names it."""
    with act(actor, "photo.drop", on=photo) as audit:
        rows = Photo.objects.visible_to(SYSTEM)
        row = rows.select_for_update(of=("self",)).filter(pk=photo.pk).first()
        if row is None:
            raise refuse("action.absent")
        if row.entry_id is not None:
            raise refuse("photo.in_entry")
        row.delete()
        audit.note(photo, rows=1)
        transaction.on_commit(lambda: _remove(photo.sha256))


def photo_seen(actor: Actor, pk: UUID) -> Photo:
    """The photo, for its sender while it waits and then for whoever sees its entry."""
    photo = Photo.objects.visible_to(SYSTEM).filter(pk=pk).first()
    if photo is None or (photo.entry_id is None and photo.author_id != actor.id):
        raise refuse("action.absent")
    if photo.entry_id is not None:
        Entry.objects.visible_to(actor).get_visible(pk=photo.entry_id)
    return photo


def waiting(actor: Actor) -> list[Photo]:
    """The actor's photos that stand in no entry yet."""
    rows = Photo.objects.visible_to(actor).filter(entry=None, author_id=actor.id)
    return list(rows) if actor.id else []


def path_of(digest: str, *, small: bool = False) -> Path:
    name = f"{digest}.small.jpg" if small else f"{digest}.jpg"
    return Path(settings.LIANXIN_DATA) / "photos" / digest[:2] / name


def _check_waiting(actor: Actor) -> None:
    if len(waiting(actor)) >= MOST_WAITING:
        raise refuse("photo.too_many", "photos", limit=MOST_WAITING)


def _drawn(content: bytes, name: str) -> Drawn:
    """Before any transaction: drawing takes longer than everything else."""
    picture = _opened(content, name)
    width, height = _fitting(picture, LONGEST)
    whole, small = _jpeg(picture, LONGEST), _jpeg(picture, SMALL)
    return Drawn(whole, small, width, height, look_of(small))


def check_size(size: int) -> None:
    if size > MOST_BYTES:
        found = round(size / 1024 / 1024, 1)
        raise refuse("photo.too_large", "photos", megabytes=found, limit=MOST_BYTES >> 20)


def _opened(content: bytes, name: str) -> Image.Image:
    """The picture upright and drawn on plain white: nothing of the file but what one sees."""
    from pillow_heif import register_heif_opener

    register_heif_opener()
    check_size(len(content))
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as sent:
            _check_pixels(sent)
            sent.draft("RGB", (LONGEST, LONGEST))
            upright = ImageOps.exif_transpose(sent).convert("RGBA")
    except Image.DecompressionBombError:
        raise refuse(
            "photo.too_many_pixels", "photos", megapixels="100+", limit=MOST_PIXELS // 1_000_000
        ) from None
    except BROKEN:
        raise refuse("photo.unreadable", "photos", name=name) from None
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A"))
    return plain


def _check_pixels(sent: Image.Image) -> None:
    pixels = sent.width * sent.height
    if pixels > MOST_PIXELS:
        found, limit = round(pixels / 1_000_000, 1), MOST_PIXELS // 1_000_000
        raise refuse("photo.too_many_pixels", "photos", megapixels=found, limit=limit)


def _fitting(picture: Image.Image, longest: int) -> tuple[int, int]:
    share = min(1.0, longest / max(picture.size))
    return max(1, round(picture.width * share)), max(1, round(picture.height * share))


def _jpeg(picture: Image.Image, longest: int) -> bytes:
    size, out = _fitting(picture, longest), BytesIO()
    drawn = picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)
    drawn.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()


def _store(path: Path, content: bytes) -> None:
    """Durable before its row is written: a row never names a file that a power cut took."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def _remove(digest: str) -> None:
    if Photo.objects.visible_to(SYSTEM).filter(sha256=digest).exists():
        return
    for small in (False, True):
        path_of(digest, small=small).unlink(missing_ok=True)
