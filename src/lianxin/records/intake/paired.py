"""干部和结对: a sheet's officers join or are known, and answer for the households named beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import refuse
from lianxin.people.actions.officer import officer_join
from lianxin.people.models import Officer
from lianxin.register.actions.pairing import pairing_begin, pairing_hand_over
from lianxin.register.actions.spans import responsible_at
from lianxin.register.models import Household, Pairing

from .bringing import Bringing
from .homes import Homes
from .lines import SaidLine, SaidOfficer, SaidPairing
from .staff import Staff

REASON = "按结对表导入"


class PairingsIn(Bringing[SaidPairing]):
    fields = {"name": "officer", "to": "officer", "day": "from_day", "households": "head_name"}

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.homes, self.staff = Homes(self.actor, self.village), Staff(self.actor, self.village)
        self.joins: dict[SaidOfficer, date] = {}
        self.said: dict[tuple[Household, date], tuple[SaidLine, Officer]] = {}
        self.joined: Officer | None = None

    def ordered(self, lines: Iterable[SaidPairing]) -> list[SaidPairing]:
        """By day: where a household is named twice, the later officer takes over from the earlier."""
        found = sorted(lines, key=lambda line: (self._day(line), line.sheet, line.row))
        for line in found:
            self.joins.setdefault(line.officer, self._day(line))
        return found

    def _day(self, line: SaidPairing) -> date:
        return line.from_day or self.day

    def counts(self, lines: Sequence[SaidPairing]) -> dict[str, int]:
        return {
            "officers": len({line.officer for line in lines}),
            "households": len({line.home for line in lines if line.home}),
        }

    def put(self, line: SaidPairing) -> str:
        self.joined = None
        home = self._home(line) if line.home else None
        officer = self._officer(line)
        if home is None:
            return "created" if self.joined else "unchanged"
        return self._pair(home, officer, line)

    def forget(self) -> None:
        if self.joined:
            self.staff.all.remove(self.joined)
        self.joined = None

    def _home(self, line: SaidPairing) -> Household:
        home, doubts = self.homes.find(line.home)
        self.doubted(doubts)
        if line.from_day is None:
            self.doubt("sheet.day_taken", "from_day", day=self.day)
        return home

    def _officer(self, line: SaidPairing) -> Officer:
        if not (line.officer.name or line.officer.phone):
            raise refuse("sheet.officer_wanted", "officer")
        found = self.staff.find(line.officer, self._day(line))
        return found or self._join(line.officer)

    def _join(self, said: SaidOfficer) -> Officer:
        """Somebody new, from the first day on which the sheet needs them."""
        unit = self.staff.unit_for(said.unit)
        if not said.unit and len(self.staff.units) > 1:
            self.doubt("sheet.unit_taken", "officer", name=said.name, unit=str(unit))
        self.joined = officer_join(
            actor=self.actor,
            unit=unit,
            name=said.name,
            from_day=self.joins[said],
            post=said.post,
            phone=said.phone,
        )
        self.staff.all.append(self.joined)
        self.trace.made.append((Officer.__name__, self.joined.pk))
        return self.joined

    def _pair(self, home: Household, officer: Officer, line: SaidPairing) -> str:
        day = self._day(line)
        self._check_said(home, officer, day)
        held = responsible_at(home, day)
        if held and held.officer_id == officer.pk:
            if line.from_day and held.from_day != day:
                told = {"name": officer.name, "since": held.from_day}
                self.doubt("sheet.paired_since", "from_day", **told)
            return "unchanged"
        # Unscoped: a span that the actor does not see would be in the way all the same.
        rows = Pairing.objects.visible_to(SYSTEM).filter(household=home)
        if then := rows.filter(responsible=True, from_day__lte=day, until__gt=day).first():
            told = {"name": then.officer.name, "from_day": then.from_day, "until": then.until}
            raise refuse("sheet.paired_then", "from_day", **told)
        with self.trace.watching(rows):
            if held is None:
                pairing_begin(
                    actor=self.actor, household=home, officer=officer, from_day=day, reason=REASON
                )
                return "created"
            told = {"number": home.number, "gives": held.officer.name, "takes": officer.name}
            self.doubt("sheet.hand_over", "officer", day=day, **told)
            pairing_hand_over(
                actor=self.actor, officer_from=None, moves={home: officer}, day=day, reason=REASON
            )
            return "updated"

    def _check_said(self, home: Household, officer: Officer, day: date) -> None:
        line, other = self.said.setdefault((home, day), (self.line, officer))
        if other != officer:
            told = {"number": home.number, "other": line.row, "name": other.name}
            raise refuse("sheet.paired_twice", "officer", **told)
