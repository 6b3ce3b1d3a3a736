"""What one requirement asks for in the days that count, worked out once for all with the same days."""

from __future__ import annotations

from lianxin.visits.duty import Year, prorated
from lianxin.visits.measure import asked_of_home, spans_of
from lianxin.visits.models import Requirement

Asked = tuple[tuple[int, int], ...]
"""Sets of days, and how much is asked for in each."""


class Target:
    """A city has few different sets of days: most people answer for somebody all year."""

    def __init__(self, rule: Requirement, year: Year, only: int) -> None:
        self.rule = rule
        self.figure, self.village = rule.figure, rule.village_id
        self.own = rule.per == Requirement.Per.OFFICER
        self._spans = spans_of(rule, year, only)
        self._of: dict[tuple[int, int], Asked] = {}
        self._at: dict[tuple[int, int], Asked] = {}

    def of(self, held: int, able: int) -> Asked:
        """Of an officer who answers for somebody on the days ``held`` and is not away on ``able``."""
        found = self._of.get((held, able))
        if found is None:
            found = self._of[held, able] = tuple(
                (span, prorated(self.rule.minimum, period, held & span, able & span))
                for period, span in self._spans
            )
        return found

    def at(self, held: int, able: int) -> Asked:
        """Of a household held on these days, by an officer who is not away on ``able``."""
        found = self._at.get((held, able))
        if found is None:
            found = self._at[held, able] = tuple(
                (span, asked_of_home(self.rule, period, held & span, held & able))
                for period, span in self._spans
            )
        return found
