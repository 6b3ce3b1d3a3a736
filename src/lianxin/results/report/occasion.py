"""For which village and year a report is written, from whom and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.figure import Extent
from lianxin.kernel.period import in_force
from lianxin.people.models import Account, Area, Partnership, Unit
from lianxin.results.figures import extent


@dataclass(frozen=True)
class Occasion:
    village: Area
    extent: Extent
    unit: str
    to: str

    @property
    def place(self) -> str:
        """The village with its county and town: 武山县洛门镇阳坡村."""
        names, area = [self.village.name], self.village.parent
        while area is not None and area.level in {"town", "county"}:
            names.insert(0, area.name)
            area = area.parent
        return "".join(names)


def occasion(
    actor: Actor, village: Area, year: int, as_of: date | None = None, to: str = ""
) -> Occasion:
    """The actor's unit reports, a section as its paired unit; a command's, the unit paired first."""
    whole = extent(village, year, as_of)
    unit = _unit(actor, village, whole.day)
    above = unit.parent.name if unit and unit.parent else ""
    return Occasion(village, whole, unit.name if unit else "", to or above or _("上级主管部门"))


def _unit(actor: Actor, village: Area, day: date) -> Unit | None:
    """Unscoped: a unit's own name, and which unit is paired with a village, are no secrets."""
    rows = Partnership.objects.visible_to(SYSTEM).filter(village=village)
    rows = rows.order_by("from_day", "pk").select_related("unit__parent")
    own = _own(actor)
    if own is not None:
        above = [row.unit for row in rows if own.path.startswith(row.unit.path)]
        return max(above, key=lambda unit: unit.depth) if above else own
    row = rows.filter(in_force(day)).first() or rows.first()
    return row.unit if row else None


def _own(actor: Actor) -> Unit | None:
    if actor.id is None:
        return None
    accounts = Account.objects.visible_to(SYSTEM).select_related("unit__parent")
    account = accounts.filter(pk=actor.id).first()
    return account.unit if account else None
