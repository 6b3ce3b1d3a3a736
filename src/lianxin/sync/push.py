"""Receiving: each item once, its receipt in the transaction of its effect, one item's trouble its own.

The first verdict of an item stands for ever, but for ``deferred``: such an item may be sent again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from random import random
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from lianxin.kernel import audit, bulk
from lianxin.kernel.action import kept_later
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.models import AuditRow
from lianxin.kernel.problem import Problem, Refused, problem, refuse
from lianxin.people.policy import AccountActor
from lianxin.records.diary.together import Together, together

from .devices import Seen, device_seen
from .intents import Waits, carry_out, waits
from .items import Answer, Came, Item, item_of
from .models import Device, Quarantined, Received, Verdict
from .quarantine import kept_of, quarantine, standing
from .shapes import Sent

log = logging.getLogger("lianxin.sync")
TRIES, PAUSE = 6, 0.05
"""Against a deadlock, or against the same item from two phones at the same moment; seconds."""
HANGS_ON = {"needs", "progress", "photos"}
"""What an entry may carry that is written beside it."""


def push(
    *,
    actor: AccountActor,
    device: Device,
    sent: Iterable[Sent],
    ended: bool = False,
    door: str = "phone",
    seen: Seen | None = None,
) -> list[Answer]:
    """The answers in the order of what was sent, all of them durable when this returns.

    ``ended``: the account or its phone was stopped; what comes is kept and not applied. Plain entries
    are written in one go; where that fails, the items are taken one by one. ``seen``: what the phone
    tells of itself, written with them.
    """
    items = [item_of(one) for one in sent]
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                _hold(device, seen)
                return Batch(actor, device, ended, door, alone=not left).take(items)
        except DatabaseError:
            if not left:
                raise
            time.sleep(random() * PAUSE)  # noqa: S311 (no secret: so that two do not meet again)
    raise AssertionError


def _hold(device: Device, seen: Seen | None) -> None:
    """The phone's row keeps two requests of one phone apart. Unscoped: the door knows whose it is."""
    if seen:
        device_seen(device, seen)
    else:
        Device.objects.visible_to(SYSTEM).select_for_update().get(pk=device.pk)


class Batch:
    """Items of one request, within its transaction."""

    def __init__(
        self, actor: AccountActor, device: Device, ended: bool, door: str, *, alone: bool
    ) -> None:
        self.actor, self.device, self.ended, self.door, self.alone = (
            *(actor, device, ended, door),
            alone,
        )
        self.known: dict[UUID, Received] = {}
        self.kept: dict[tuple[UUID, str], Quarantined] = {}
        self.made: list[Received] = []

    def take(self, items: Sequence[Item]) -> list[Answer]:
        held = Received.objects.visible_to(SYSTEM).filter(pk__in=[item.id for item in items])
        self.known = {row.pk: row for row in held}
        self.kept = kept_of(self.actor, items)
        answers: dict[int, Answer] = {}
        order = sorted(range(len(items)), key=lambda place: items[place].seq)
        with audit.gathered() as written, self._shelf() as shelf:
            if shelf:
                shelf.look(item.id for item in items)
            for place in order:
                answers[place] = self._answer(items[place], written, shelf)
        bulk.insert_rows(Received, self.made)
        return [answers[place] for place in range(len(items))]

    def _shelf(self) -> Any:
        return nullcontext() if self.alone else together()

    def _answer(self, item: Item, written: list[AuditRow], shelf: Together | None) -> Answer:
        held = self.known.get(item.id)
        if held is not None and held.hash == item.hash and held.account_id == self.actor.id:
            return Answer(item.id, Verdict.DUPLICATE, problem_of(held), Verdict(held.verdict))
        if kept := self.kept.get((item.id, item.hash)):
            return standing(kept)
        if held is not None:
            return quarantine(self.actor, self.device, item, "other_content")
        if self.ended:
            return quarantine(self.actor, self.device, item, "revoked")
        came = self._one(item, written, shelf)
        if came.verdict != Verdict.DEFERRED:
            self.known[item.id] = receipt = self._receipt(item, came)
            self.made.append(receipt)
        return Answer(item.id, came.verdict, came.problem, rev=came.rev)

    def _one(self, item: Item, written: list[AuditRow], shelf: Together | None) -> Came:
        """What earlier items have left is kept outside of this item's trouble."""
        plain = item.action == "diary.write" and not any(map(item.payload.get, HANGS_ON))
        if shelf and not plain:
            shelf.keep()
        mark, kept = len(written), len(shelf.waiting) if shelf else 0
        try:
            return self._carried(item, shelf, plain)
        except Refused as error:
            written[mark:] = [row for row in written[mark:] if not row.done]
            came = Came(Verdict.REJECTED, error.problems[0])
        except Waits:
            del written[mark:]
            came = waits()
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            if isinstance(error, DatabaseError) and not self.alone:
                raise
            del written[mark:]
            log.exception("an item of %s failed", item.action)
            came = Came(Verdict.DEFERRED, problem("sync.failed_here"))
        if shelf:
            del shelf.waiting[kept:]
        return came

    def _carried(self, item: Item, shelf: Together | None, plain: bool) -> Came:
        """A plain entry writes nothing before all of them are kept; anything else has its savepoint."""
        officer = self.actor.account.officer
        if shelf and plain:
            with kept_later():
                return carry_out(self.actor, officer, item)
        with transaction.atomic():
            came = carry_out(self.actor, officer, item)
            if shelf:
                shelf.keep()
            return came

    def _receipt(self, item: Item, came: Came) -> Received:
        return Received(
            id=item.id,
            account_id=self.actor.account.pk,
            device_id=self.device.pk,
            seq=item.seq,
            action=item.action[:30],
            at=item.at,
            hash=item.hash,
            verdict=came.verdict.value,
            problem=_kept(came.problem),
            door=self.door,
            received_at=timezone.now(),
        )


def _kept(found: Problem | None) -> dict[str, Any] | None:
    """Without its sentence, which is told in the reader's language."""
    if found is None:
        return None
    told = {name: value for name, value in found.as_json().items() if name != "message"}
    return {"code": told.pop("code"), "field": told.pop("field"), "details": told}


def problem_of(row: Received) -> Problem | None:
    kept = row.problem
    return kept and Problem(kept["code"], kept["field"], kept["details"])


def check_size(count: int, limit: int) -> None:
    if count > limit:
        raise refuse("request.too_large", limit=f"{limit}")
