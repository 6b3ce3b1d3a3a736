"""Views of a ledger that somebody keeps for themselves: a name and the conditions behind it."""

from __future__ import annotations

from django.db.models import QuerySet

from lianxin.kernel.action import act
from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import tidy

from .models import SavedView

MOST = 12
LONGEST = 30


def views(actor: Actor, ledger: str) -> QuerySet[SavedView]:
    if actor.id is None:
        return SavedView.objects.none()
    return SavedView.objects.visible_to(actor).filter(account_id=actor.id, ledger=ledger)


def view_keep(*, actor: Actor, ledger: str, name: str, query: str) -> SavedView:
    """Keeps the conditions under a name; the same name again keeps the new conditions."""
    name = _checked(name)
    if len(query) > 500:
        raise refuse("view.too_complicated", "name")
    with act(actor, "view.keep") as audit:
        known = views(actor, ledger)
        view = known.filter(name=name).first()
        if view is None:
            if known.count() >= MOST:
                raise refuse("view.too_many", "name", limit=MOST)
            view = SavedView(account_id=str(actor.id), ledger=ledger, name=name)
        view.query = query
        view.save()
        audit.note(view, ledger=ledger)
    return view


def view_rename(*, actor: Actor, view: SavedView, name: str) -> SavedView:
    name = _checked(name)
    with act(actor, "view.keep", on=view):
        if views(actor, view.ledger).filter(name=name).exclude(pk=view.pk).exists():
            raise refuse("view.name_taken", "name", name=name)
        view.name = name
        view.save(update_fields=["name"])
    return view


def view_drop(*, actor: Actor, view: SavedView) -> None:
    with act(actor, "view.drop", on=view):
        view.delete()


def _checked(name: str) -> str:
    name = tidy(name)
    if not name:
        raise refuse("view.unnamed", "name")
    if len(name) > LONGEST:
        raise refuse("view.name_too_long", "name", limit=LONGEST)
    return name
