"""Which officer a row of a sheet means: by phone, else by name within the units that answer for a village."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import fold
from lianxin.people.models import Area, Officer, Partnership, Unit
from lianxin.people.phone import cleaned

from .lines import SaidOfficer


class Staff:
    """Officers whose unit, or a unit above it, is or was paired with the village; those who left too."""

    def __init__(self, actor: Actor, village: Area) -> None:
        self.village = village
        paired = Partnership.objects.visible_to(SYSTEM).filter(village=village)
        paths = sorted(set(paired.values_list("unit__path", flat=True)))
        self.paired = paths
        self.units = [
            unit
            for unit in Unit.objects.visible_to(actor).order_by("path")
            if any(unit.path.startswith(path) for path in paths)
        ]
        rows = Officer.objects.visible_to(actor).filter(unit__in=self.units)
        self.all = list(rows.select_related("unit").order_by("pk"))

    def find(self, said: SaidOfficer, day: date | None = None) -> Officer | None:
        """None where nobody is meant. ``day``: those in service then go before those who were not.

        A phone that is somebody else's, or a name that several bear, is refused: a person decides.
        """
        units = self.named_units(said.unit)
        if said.phone and (known := self._by_phone(cleaned(said.phone))):
            alike = [one for one in known if fold(one.name) == fold(said.name)]
            if said.name and not alike:
                raise refuse("sheet.phone_of_other", "phone", name=known[0].name)
            return _present(alike or known, day)[0]
        named = [o for o in self.all if fold(o.name) == fold(said.name) and o.unit in units]
        if said.phone:  # another phone on record is another person of the same name
            named = [one for one in named if not one.phone]
        named = _present(named, day)
        if len(named) > 1:
            raise refuse("sheet.several_officers", "officer", name=said.name, count=len(named))
        return named[0] if named else None

    def must_find(self, said: SaidOfficer, day: date | None = None) -> Officer:
        found = self.find(said, day)
        if found is None:
            told = {"name": said.name, "village": self.village.name}
            raise refuse("sheet.no_such_officer", "officer", **told)
        return found

    def mentioned(self, texts: Iterable[str]) -> Officer | None:
        """The one officer whose name stands in a title: 田立新民情日记."""
        told = fold("".join(texts))
        named = [one for one in self.all if fold(one.name) in told]
        return named[0] if len(named) == 1 else None

    def unit_for(self, name: str) -> Unit:
        """Where a new officer joins: the unit named, else the only one that is paired itself."""
        units = self.named_units(name)
        if not name:
            units = [unit for unit in units if unit.path in self.paired] or units
        if len(units) == 1:
            return units[0]
        if not units:
            raise refuse("sheet.no_unit", "unit", village=self.village.name)
        raise refuse("sheet.which_unit", "unit", units="、".join(map(str, units[:6])))

    def named_units(self, name: str) -> list[Unit]:
        if not name:
            return self.units
        found = [unit for unit in self.units if fold(unit.name) == fold(name)]
        if not found:
            raise refuse("sheet.no_such_unit", "unit", name=name, village=self.village.name)
        return found

    def _by_phone(self, phone: str) -> list[Officer]:
        return [one for one in self.all if phone and one.phone == phone]


def _present(officers: list[Officer], day: date | None) -> list[Officer]:
    """Those in service on the day, where there are any; without a day, those who have not left."""
    here = [one for one in officers if one.until is None or (day and day < one.until)]
    return here or officers
