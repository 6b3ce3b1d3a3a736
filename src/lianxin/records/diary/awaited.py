"""Photos and the entries that name them, whichever comes first.

Both sides hold the sender's account while they look for each other, so that neither misses the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.problem import refuse
from lianxin.people.models import Account

from .models import AwaitedPhoto, Entry, Photo

MOST_NAMED = 60
SHA256 = re.compile(r"[0-9a-f]{64}")


def expect_photos(entry: Entry, shas: Sequence[str]) -> None:
    """What the entry's author has sent stands in it from now on; what has not arrived is awaited."""
    wanted = list(dict.fromkeys(shas))
    if not wanted:
        return
    if len(wanted) > MOST_NAMED:
        raise refuse("photo.too_many_named", "photos", limit=MOST_NAMED)
    for sha in wanted:
        check_name(sha)
    if entry.author_id is None:
        raise refuse("action.absent", "photos")
    hold_sender(entry.author_id)
    here = named(entry.author_id, wanted)
    for sha in wanted:
        if sha in here:
            _stand(here[sha], entry)
        else:
            AwaitedPhoto.objects.create(entry=entry, author_id=entry.author_id, sent_sha256=sha)


def let_in(photo: Photo) -> None:
    """The photo goes into each of its sender's entries that waits for it; also into a withdrawn one."""
    rows = awaiting(photo.author_id, photo.sent_sha256)
    for row in rows.select_related("entry").order_by("id"):
        _stand(photo, row.entry)
    rows.delete()


def awaiting(author: UUID | None, sha: str) -> GuardedQuerySet[AwaitedPhoto]:
    return AwaitedPhoto.objects.visible_to(SYSTEM).filter(author_id=author, sent_sha256=sha)


def arrived(author: UUID | None, sha: str) -> Photo | None:
    """The account's photo whose bytes as sent have this hash."""
    rows = Photo.objects.visible_to(SYSTEM).filter(author_id=author, sent_sha256=sha)
    return rows.order_by("id").first() if author else None


def named(author: UUID, shas: Iterable[str]) -> dict[str, Photo]:
    """The account's photos by the name that was asked: what was sent, or what is kept.

    Where several rows show the same picture, the one that still waits for its entry.
    """
    wanted = set(shas)
    either = Q(sent_sha256__in=wanted) | Q(sha256__in=wanted)
    rows = Photo.objects.visible_to(SYSTEM).filter(either, author_id=author)
    found = {}
    for row in sorted(rows, key=lambda row: row.entry_id is None):
        found.update({name: row for name in (row.sha256, row.sent_sha256) if name in wanted})
    return found


def hand_over(author: UUID, to: UUID | None, shas: Iterable[str]) -> None:
    """What an ended account's entry names goes with the entry to whoever writes it in its place."""
    wanted = set(shas)
    either = Q(sent_sha256__in=wanted) | Q(sha256__in=wanted)
    rows = Photo.objects.visible_to(SYSTEM).filter(either, author_id=author, entry=None)
    rows.update(author_id=to)


def hold_sender(author: UUID) -> None:
    """Until the end of the transaction; rows that only point to the account do not wait for it."""
    rows = Account.objects.visible_to(SYSTEM).select_for_update(no_key=True)
    rows.filter(pk=author).values_list("pk").first()


def check_name(sha: str) -> None:
    if not SHA256.fullmatch(sha):
        raise refuse("photo.wrong_name", "photos")


def _stand(photo: Photo, entry: Entry) -> None:
    """In the entry: the row itself if it waits, else another one of the same file."""
    if photo.entry_id == entry.pk:
        return
    if photo.entry_id is None:
        photo.entry = entry
        photo.save(update_fields=["entry"])
        return
    Photo.objects.create(
        entry=entry,
        author_id=photo.author_id,
        sha256=photo.sha256,
        sent_sha256=photo.sent_sha256,
        width=photo.width,
        height=photo.height,
        size=photo.size,
        look=photo.look,
        sent_at=photo.sent_at,
    )
