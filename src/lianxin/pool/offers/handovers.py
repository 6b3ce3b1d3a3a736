"""What a delivery or a contact card does to what was set aside, within their own actions, which ask the policy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today

from .ledger import hold, lots
from .models import Account, Allocation
from .steps import offer_of, step


def handed_out(actor: Actor, allocation: Allocation, quantity: int, day: date, cause: UUID) -> None:
    """A delivery took it; within the delivery's own action, which has asked the policy."""
    row = offer_of(allocation)
    step(actor, row, allocation, Account.ALLOCATED, Account.DELIVERED, quantity, day, cause=cause)


def signed_for(
    actor: Actor, allocation: Allocation, quantity: int, day: date, name: str, cause: UUID
) -> None:
    """The delivery was signed for; within the delivery's own action."""
    row = offer_of(allocation)
    step(actor, row, allocation, Account.DELIVERED, Account.RECEIVED, quantity, day, name, cause)


def taken_back(
    actor: Actor, allocation: Allocation, quantity: int, received: bool, why: str, cause: UUID
) -> None:
    """The delivery was written by mistake; within the delivery's own action."""
    row, day = offer_of(allocation), today()
    if received:
        step(actor, row, allocation, Account.RECEIVED, Account.DELIVERED, quantity, day, why, cause)
    step(actor, row, allocation, Account.DELIVERED, Account.ALLOCATED, quantity, day, why, cause)


def unsigned(actor: Actor, allocation: Allocation, quantity: int, why: str, cause: UUID) -> None:
    """A signature for a delivery is taken back; within the delivery's own action."""
    row = offer_of(allocation)
    step(
        actor,
        row,
        allocation,
        Account.RECEIVED,
        Account.DELIVERED,
        quantity,
        today(),
        why,
        cause,
    )


def signed_by_card(actor: Actor, allocation: Allocation, name: str) -> int:
    """The household says that it has come: all that was sent is signed for; within its own action."""
    row = offer_of(allocation)
    waiting = lots([allocation.pk])[allocation.pk].delivered
    if waiting:
        step(actor, row, allocation, Account.DELIVERED, Account.RECEIVED, waiting, today(), name)
    return waiting


def unsigned_by_card(actor: Actor, allocation: Allocation, quantity: int, why: str) -> None:
    """The household takes its own signature back; what was returned meanwhile stays returned."""
    row = offer_of(allocation)
    n = min(quantity, lots([allocation.pk])[allocation.pk].received)
    if n:
        step(actor, row, allocation, Account.RECEIVED, Account.DELIVERED, n, today(), why)


def hold_all(allocations: Iterable[Allocation]) -> None:
    """Before several are written at once: their offers are held in one order, so that nobody waits in a ring."""
    hold(one.offer_id for one in allocations)
