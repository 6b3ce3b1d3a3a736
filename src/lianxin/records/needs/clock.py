"""How a need stands on a day: how long it has been open, how long it may still take, how late it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Need

SOON = 7
"""Days before the due day from which a need is near it."""


class State(Enum):
    CLOSED = "closed"
    CLOSED_LATE = "closed_late"
    OVERDUE = "overdue"
    SOON = "soon"
    OPEN = "open"


LOOKS = {
    State.CLOSED: ("jade", "circle-check"),
    State.CLOSED_LATE: ("", "circle-check"),
    State.OVERDUE: ("red", "alert-triangle"),
    State.SOON: ("amber", "clock"),
    State.OPEN: ("blue", "hourglass"),
}


@dataclass(frozen=True)
class Clock:
    """``left`` counts the days to the due day; below nothing it is late."""

    state: State
    age: int
    left: int

    @property
    def tone(self) -> str:
        return LOOKS[self.state][0]

    @property
    def icon(self) -> str:
        return LOOKS[self.state][1]

    @property
    def open(self) -> bool:
        return self.state not in {State.CLOSED, State.CLOSED_LATE}

    @property
    def words(self) -> str:
        late = max(0, -self.left)
        if self.state is State.CLOSED:
            return _("已办结")
        if self.state is State.CLOSED_LATE:
            return ngettext("办结，晚了 %(n)s 天", "办结，晚了 %(n)s 天", late) % {"n": late}
        if self.state is State.OVERDUE:
            return ngettext("超期 %(n)s 天", "超期 %(n)s 天", late) % {"n": late}
        if self.left == 0:
            return _("今天到期")
        return ngettext("剩 %(n)s 天", "剩 %(n)s 天", self.left) % {"n": self.left}

    @property
    def aged(self) -> str:
        return ngettext("%(n)s 天", "%(n)s 天", self.age) % {"n": self.age}


def clock(need: Need, day: date) -> Clock:
    """As of the end of the day; what was closed later was still open then."""
    closed = need.closed if need.closed is not None and need.closed <= day else None
    last = closed or day
    left = (need.due - last).days
    return Clock(_state(closed, left), max(0, (last - need.opened).days), left)


def _state(closed: date | None, left: int) -> State:
    if closed is not None:
        return State.CLOSED_LATE if left < 0 else State.CLOSED
    if left < 0:
        return State.OVERDUE
    return State.SOON if left <= SOON else State.OPEN
