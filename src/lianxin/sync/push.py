"""Receiving: each item once, its receipt in the transaction of its effect, one item's trouble its own.

The first verdict of an item stands for ever, but for ``deferred``: such an item may be sent again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from lianxin.kernel import audit
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Problem, Refused, problem, refuse
from lianxin.people.policy import AccountActor

from .intents import Waits, carry_out, waits
from .items import Answer, Came, Item, item_of
from .models import Device, Received, Verdict
from .quarantine import quarantine
from .shapes import Sent

log = logging.getLogger("lianxin.sync")
TRIES = 5
"""Against a deadlock, or against the same item from two phones at the same moment."""


def push(
    *,
    actor: AccountActor,
    device: Device,
    sent: Iterable[Sent],
    ended: bool = False,
    door: str = "phone",
) -> list[Answer]:
    """The answers in the order of what was sent, all of them durable when this returns.

    ``ended``: the account or its phone was stopped; what comes is kept and not applied.
    """
    items = [item_of(one) for one in sent]
    nested = transaction.get_connection().in_atomic_block
    for left in reversed(range(1 if nested else TRIES)):
        try:
            with transaction.atomic():
                return _all(actor, device, items, ended, door, last=not left)
        except (IntegrityError, OperationalError):
            if not left:
                raise
    raise AssertionError


def _all(
    actor: AccountActor,
    device: Device,
    items: Sequence[Item],
    ended: bool,
    door: str,
    *,
    last: bool,
) -> list[Answer]:
    # the phone's row keeps two requests of one phone apart; unscoped: the door knows whose it is
    Device.objects.visible_to(SYSTEM).select_for_update().get(pk=device.pk)
    rows = Received.objects.visible_to(SYSTEM).filter(pk__in=[item.id for item in items])
    known = {row.pk: row for row in rows}
    made: list[Received] = []
    answers: dict[UUID, Answer] = {}
    twice: list[Answer] = []
    with audit.gathered() as written:
        for item in sorted(items, key=lambda one: one.seq):
            answer = _known(actor, device, item, known.get(item.id))
            if answer is None and ended:
                answer = quarantine(actor, device, item, "revoked")
            if answer is None:
                came = _one(actor, item, written, last)
                answer = Answer(item.id, came.verdict, came.problem, rev=came.rev)
                if came.verdict != Verdict.DEFERRED:
                    known[item.id] = receipt = _receipt(actor, device, item, came, door)
                    made.append(receipt)
            if item.id in answers:
                twice.append(answer)
            answers.setdefault(item.id, answer)
        Received.objects.bulk_create(made)
    return _in_order(items, answers, twice)


def _in_order(
    items: Sequence[Item], answers: dict[UUID, Answer], twice: list[Answer]
) -> list[Answer]:
    """One answer for each item; the second of the same id has its own."""
    told: list[Answer] = []
    met: set[UUID] = set()
    for item in items:
        again = next((one for one in twice if one.id == item.id), None) if item.id in met else None
        if again is not None:
            twice.remove(again)
        told.append(again or answers[item.id])
        met.add(item.id)
    return told


def _known(actor: AccountActor, device: Device, item: Item, row: Received | None) -> Answer | None:
    if row is None:
        return None
    if row.hash != item.hash or row.account_id != actor.id:
        return quarantine(actor, device, item, "other_content")
    return Answer(item.id, Verdict.DUPLICATE, problem_of(row), Verdict(row.verdict))


def _one(actor: AccountActor, item: Item, written: list[Any], last: bool) -> Came:
    mark = len(written)
    try:
        with transaction.atomic():
            return carry_out(actor, actor.account.officer, item)
    except Refused as error:
        written[mark:] = [row for row in written[mark:] if not row.done]
        return Came(Verdict.REJECTED, error.problems[0])
    except Waits:
        del written[mark:]
        return waits()
    except (OperationalError, InterfaceError):
        raise
    except (
        Exception
    ) as error:  # one item's trouble is its own; it stays on the phone, and comes again
        if isinstance(error, IntegrityError) and not last:
            raise
        del written[mark:]
        log.exception("an item of %s failed", item.action)
        return Came(Verdict.DEFERRED, problem("sync.failed_here"))


def _receipt(actor: AccountActor, device: Device, item: Item, came: Came, door: str) -> Received:
    return Received(
        id=item.id,
        account_id=actor.account.pk,
        device=device,
        seq=item.seq,
        action=item.action,
        at=item.at,
        hash=item.hash,
        verdict=came.verdict,
        problem=_kept(came.problem),
        door=door,
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
