"""Whose leading group, plan, meetings and documents a page shows, and the tabs between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.office.bodies.models import Body
from lianxin.office.documents.models import Document
from lianxin.office.meetings.models import Meeting
from lianxin.office.tasks.models import Task
from lianxin.people.models import Officer, Unit
from lianxin.people.policy import AccountActor

from .asking import key_of, must_see
from .requests import Acted

BOOKS = (Body, Document, Task, Meeting)
TABS = ("office", "bodies", "meetings", "documents", "grounds")


@dataclass(frozen=True)
class Place:
    """``offered``: every unit whose books the actor may open, where there is more than one."""

    unit: Unit
    offered: list[Unit]
    own: bool

    def href(self, name: str, *arguments: Any, **more: Any) -> str:
        """The address of a page about this unit."""
        told = {} if self.own else {"unit": str(self.unit.pk)}
        query = urlencode(told | {name: value for name, value in more.items() if value})
        return reverse(name, args=arguments) + (f"?{query}" if query else "")


def place_of(request: Acted) -> Place:
    """The unit asked for; else the actor's own, or the nearest above that has any books."""
    must_see(request, Task)
    own, found = _own(request.actor), _known(request.actor)
    asked = key_of(request.GET.get("unit", "") or request.POST.get("unit", ""))
    offered = sorted(found.values(), key=lambda unit: unit.path)
    if asked is not None:
        if asked not in found:
            raise refuse("action.absent")
        unit = found[asked]
    else:
        unit = _nearest(own, offered)
    return Place(unit, offered if len(offered) > 1 else [], asked is None)


def place_at(request: Acted, unit: Unit) -> Place:
    """For a page of one row: the books of its unit."""
    return Place(unit, [], _nearest_of(request).pk == unit.pk)


def _nearest_of(request: Acted) -> Unit:
    offered = sorted(_known(request.actor).values(), key=lambda unit: unit.path)
    return _nearest(_own(request.actor), offered)


def _own(actor: AccountActor) -> Unit | None:
    account = actor.account
    if account.officer is not None:
        return account.officer.unit
    scoped = next((grant.unit for grant in actor.grants if grant.unit is not None), None)
    return scoped if account.unit is None else account.unit


def _known(actor: AccountActor) -> dict[UUID, Unit]:
    """Units with books in the actor's sight, those the actor may write books for, and the own one.

    Unscoped: whoever sees a unit's books may know its name.
    """
    keys: set[UUID] = set()
    for model in BOOKS:
        keys |= set(model.objects.visible_to(actor).order_by().values_list("unit", flat=True))
    own = _own(actor)
    if own is not None and (not keys or actor.allows("body.set", own)):
        keys.add(own.pk)
    if actor.allows("body.set"):
        paired = Unit.objects.visible_to(actor).filter(in_force(prefix="partnerships__"))
        keys |= set(paired.order_by().values_list("pk", flat=True))
    return {unit.pk: unit for unit in Unit.objects.visible_to(SYSTEM).filter(pk__in=keys)}


def _nearest(own: Unit | None, offered: list[Unit]) -> Unit:
    if own is None:
        if not offered:
            raise refuse("action.absent")
        return offered[0]
    above = [unit for unit in offered if own.path.startswith(unit.path)]
    for unit in reversed(above):
        if _kept(unit):
            return unit
    return next((unit for unit in offered if unit.pk == own.pk), offered[0])


def _kept(unit: Unit) -> bool:
    return any(
        model.objects.visible_to(SYSTEM).filter(unit=unit).exists()
        for model in (Body, Document, Task, Meeting)
    )


def tabs(place: Place, here: str) -> list[tuple[str, Any, bool]]:
    labels = {
        "office": _("年度计划"),
        "bodies": _("领导小组"),
        "meetings": _("会议"),
        "documents": _("制度文件"),
        "grounds": _("规矩的依据"),
    }
    return [(place.href(name), labels[name], name == here) for name in TABS]


def shown(place: Place, here: str) -> dict[str, Any]:
    """What every page of this room shows at its head."""
    return {"place": place, "office_tabs": tabs(place, here), "unit": place.unit}


def officers_of(request: Acted, unit: Unit, named: Iterable[Officer] = ()) -> list[Officer]:
    """Whom one may name: officers of the unit and below who are there, and those named already."""
    rows = Officer.objects.visible_to(request.actor).select_related("unit")
    there = Q(unit__path__startswith=unit.path) & in_force(today())
    found = rows.filter(there | Q(pk__in=[one.pk for one in named]))
    return list(found.order_by("unit__path", "initials", "name"))


def ticked(request: Acted, offered: Iterable[Officer], first: Iterable[Officer]) -> set[str]:
    """Keys of the officers that are ticked: as sent, else as the row has them."""
    if request.method == "POST":
        sent = set(request.POST.getlist("officers"))
        return {str(one.pk) for one in offered} & sent
    return {str(one.pk) for one in first}
