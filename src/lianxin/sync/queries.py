"""What the office reads of phones, and an officer of their own; within one's scope."""

from __future__ import annotations

from django.db.models import Prefetch

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force
from lianxin.register.models import Household, Membership

from .models import Device, Proposal, Quarantined, Received
from .quarantine import content_of

__all__ = ("content_of", "devices", "own_devices", "proposals", "quarantined", "received")


def devices(actor: Actor) -> GuardedQuerySet[Device]:
    return Device.objects.visible_to(actor).select_related("account__officer", "account__unit")


def own_devices(actor: Actor) -> GuardedQuerySet[Device]:
    rows = Device.objects.visible_to(actor)
    return rows.filter(account_id=actor.id) if actor.id else rows.none()


def proposals(actor: Actor, *, open_only: bool = True) -> GuardedQuerySet[Proposal]:
    """With the household's head under ``household.heads``. Unscoped: of a household in one's sight."""
    heads = Membership.objects.visible_to(SYSTEM).filter(in_force(), is_head=True)
    homes = Household.objects.visible_to(SYSTEM).select_related("group", "village")
    shown = heads.select_related("person").defer("person__id_sealed", "person__id_blind")
    rows = Proposal.objects.visible_to(actor).select_related(
        "officer", "account", "entry", "village", "decider", "decided_by"
    )
    with_heads = homes.prefetch_related(Prefetch("memberships", shown, to_attr="heads"))
    rows = rows.prefetch_related(Prefetch("household", with_heads))
    return rows.filter(outcome="") if open_only else rows


def quarantined(actor: Actor, *, open_only: bool = True) -> GuardedQuerySet[Quarantined]:
    rows = Quarantined.objects.visible_to(actor)
    rows = rows.select_related("account__officer", "device", "decided_by")
    return rows.filter(decision="") if open_only else rows


def received(actor: Actor, device: Device) -> GuardedQuerySet[Received]:
    return Received.objects.visible_to(actor).filter(device=device)
