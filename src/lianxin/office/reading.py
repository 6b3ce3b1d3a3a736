"""What people write in this room: texts of several lines, reasons, and who may be named."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import prose
from lianxin.people.models import Account, Officer
from lianxin.people.wording import Reading

REASON = 120


def paragraphs(text: str) -> str:
    """Each line tidied, blank ones left out."""
    return "\n".join(line for one in (text or "").splitlines() if (line := prose(one)))


def long_text(
    found: Reading, field: str, value: str, label: Any, limit: int, *, needed: bool = False
) -> str:
    said = paragraphs(value)
    if needed and not said:
        found.add("input.required", field, label=str(label))
    if len(said) > limit:
        found.add("input.too_long", field, label=str(label), limit=limit, length=len(said))
    return said


def reason_of(text: str, field: str = "reason") -> str:
    """Why something ends; asked wherever others rely on it."""
    why = prose(text or "")[:REASON]
    if not why:
        raise refuse("office.reason_wanted", field)
    return why


def check_seen(actor: Actor, officers: Collection[Officer], field: str = "officers") -> None:
    """Whoever is named is in the actor's sight."""
    keys = {one.pk for one in officers}
    if Officer.objects.visible_to(actor).filter(pk__in=keys).count() != len(keys):
        raise refuse("action.absent", field)


def own_officer(actor: Actor) -> Officer | None:
    """The officer whose account acts. Unscoped: it is the actor's own row."""
    if actor.id is None:
        return None
    rows = Account.objects.visible_to(SYSTEM).select_related("officer__unit")
    account = rows.filter(pk=actor.id).first()
    return account.officer if account else None
