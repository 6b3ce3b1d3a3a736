"""One requirement as it stands for somebody: how far, how far it should be, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import floor
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.kernel.figure import days

from .models import Requirement
from .rules import name_of, said, unit_of

Figure, Per, Span = Requirement.Figure, Requirement.Per, Requirement.Span
NEARLY = 1e-9
"""What adding shares of days may lose, so that a whole number does not fall below itself."""


class State(Enum):
    DONE = "done"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    NOTHING = "nothing"


LOOKS = {
    State.DONE: ("ok", "circle-check"),
    State.ON_PACE: ("ok", "check"),
    State.BEHIND: ("warn", "alert-triangle"),
    State.NOTHING: ("mute", "minus"),
}


@dataclass(frozen=True)
class Part:
    """One period: what is asked, what is done, what should be done by today, what it will come to."""

    target: int
    done: int
    expected: float = 0.0
    forecast: float = 0.0

    @property
    def met(self) -> int:
        return min(self.done, self.target)

    @property
    def behind(self) -> int:
        return max(0, floor(self.expected + NEARLY) - self.done)

    @property
    def short(self) -> int:
        return max(0, self.target - floor(self.forecast + 0.5 + NEARLY))


@dataclass(frozen=True)
class Line:
    """``wanting`` counts the households in which something is still owed."""

    requirement: Requirement
    parts: tuple[Part, ...]
    wanting: int = 0
    told: bool = True  # whether enough of the year has passed to foretell its end

    @property
    def name(self) -> str:
        return name_of(self.requirement)

    @property
    def paced(self) -> bool:
        return self.requirement.span != Span.NONE

    @property
    def by_home(self) -> bool:
        """Households are counted, each asked for once."""
        return self.requirement.per == Per.HOUSEHOLD and self.requirement.minimum == 1

    @property
    def unit(self) -> str:
        once = self.by_home and len(self.parts) == 1
        return "homes" if once else unit_of(self.requirement)

    @property
    def half_days(self) -> bool:
        return self.requirement.figure == Figure.STAY_DAYS

    @property
    def raw_target(self) -> int:
        return sum(part.target for part in self.parts)

    @property
    def raw_done(self) -> int:
        return sum(part.done for part in self.parts)

    @property
    def target(self) -> float:
        return self.half(self.raw_target)

    @property
    def done(self) -> float:
        return self.half(self.raw_done)

    @property
    def behind(self) -> float:
        return self.half(sum(part.behind for part in self.parts))

    @property
    def left(self) -> float:
        """What is still to be done, each period apart."""
        return self.half(sum(part.target - part.met for part in self.parts))

    @property
    def short(self) -> float:
        """By how much it will fall short of the target at today's rate."""
        whole = sum(part.short for part in self.parts) if self.paced and self.told else 0
        return self.half(whole)

    @property
    def forecast(self) -> float:
        return self.half(sum(floor(p.forecast + 0.5 + NEARLY) for p in self.parts))

    def half(self, number: int) -> float:
        """A stored number as people say it: stays in days."""
        return days(number) if self.half_days else number

    @property
    def share(self) -> float:
        """Done, in percent of the target; what one period has too much fills no other."""
        met = sum(part.met for part in self.parts)
        return 100 * met / self.raw_target if self.raw_target else 0

    @property
    def pace(self) -> float | None:
        """Where today stands, in percent; nothing where no time is set."""
        if not self.paced or not self.raw_target:
            return None
        return 100 * sum(part.expected for part in self.parts) / self.raw_target

    @property
    def state(self) -> State:
        if not self.raw_target:
            return State.NOTHING
        if not self.left:
            return State.DONE
        owed = self.behind if self.paced else self.left
        return State.BEHIND if owed else State.ON_PACE

    @property
    def tone(self) -> str:
        return LOOKS[self.state][0]

    @property
    def icon(self) -> str:
        return LOOKS[self.state][1]

    @property
    def amount(self) -> str:
        return said(self.target, self.unit)

    @property
    def words(self) -> str:
        if self.state is State.NOTHING:
            return _("这段时间不要求")
        if self.state is State.DONE:
            return _("户户都到了") if self.by_home else _("做完了")
        if self.by_home and not self.paced:
            return self._unseen()
        if self.state is State.ON_PACE:
            return _("跟得上")
        return _("比进度少 %(much)s") % {"much": said(self.behind, self.unit)}

    def _unseen(self) -> str:
        n = self.wanting
        if self.requirement.figure == Figure.TALKS:
            return ngettext("差 %(n)s 户没谈过心", "差 %(n)s 户没谈过心", n) % {"n": n}
        return ngettext("差 %(n)s 户没入过户", "差 %(n)s 户没入过户", n) % {"n": n}

    @property
    def outlook(self) -> str:
        """What today's rate comes to by the end."""
        return _("到期约 %(much)s，差 %(short)s") % {
            "much": said(self.forecast, self.unit),
            "short": said(self.short, self.unit),
        }

    @property
    def aria(self) -> str:
        """The bar for who does not see it."""
        told: dict[str, Any] = {"name": self.name, "done": self.done, "amount": self.amount}
        return _("%(name)s：%(done)s / %(amount)s") % told + _("，") + self.words


def added(lines: list[Line]) -> Line:
    """The same requirement of several officers as one line, period by period."""
    parts = tuple(
        Part(
            sum(part.target for part in same),
            sum(part.done for part in same),
            sum(part.expected for part in same),
            sum(part.forecast for part in same),
        )
        for same in zip(*(line.parts for line in lines), strict=True)
    )
    wanting = sum(line.wanting for line in lines)
    return Line(lines[0].requirement, parts, wanting, lines[0].told)
