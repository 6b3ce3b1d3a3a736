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
    """``unit`` signs the paper; ``holder`` keeps it: the maker's own unit where it works in the village."""

    village: Area
    extent: Extent
    unit: str
    to: str
    holder: Unit | None = None
    signing: Unit | None = None

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
    whole, own = extent(village, year, as_of), _own(actor)
    paired = _paired(village, whole.day)
    unit = _signing(own, paired)
    above = unit.parent.name if unit and unit.parent else ""
    name = unit.name if unit else ""
    return Occasion(
        village, whole, name, to or above or _("上级主管部门"), _holding(own, paired), unit
    )


def _paired(village: Area, day: date) -> list[Unit]:
    """Those paired with it on the day before those of other times. Unscoped: a unit's own name, and
    which unit is paired with a village, are no secrets."""
    rows = Partnership.objects.visible_to(SYSTEM).filter(village=village)
    rows = rows.order_by("from_day", "pk").select_related("unit__parent")
    then = list(rows.filter(in_force(day)))
    return [row.unit for row in [*then, *(row for row in rows if row not in then)]]


def _signing(own: Unit | None, paired: list[Unit]) -> Unit | None:
    if own is None:
        return next(iter(paired), None)
    above = [unit for unit in paired if own.path.startswith(unit.path)]
    return max(above, key=lambda unit: unit.depth) if above else own


def _holding(own: Unit | None, paired: list[Unit]) -> Unit | None:
    """Who reaches the village by a grant over another unit keeps nothing of it in the own one."""
    if own and any(own.path.startswith(it.path) or it.path.startswith(own.path) for it in paired):
        return own
    return next(iter(paired), None)


def _own(actor: Actor) -> Unit | None:
    if actor.id is None:
        return None
    accounts = Account.objects.visible_to(SYSTEM).select_related("unit__parent")
    account = accounts.filter(pk=actor.id).first()
    return account.unit if account else None
