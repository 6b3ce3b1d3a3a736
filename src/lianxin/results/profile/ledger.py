"""The ledger 多维画像台账: every household with what it lacks, by its number and never by how much.

What tells of somebody's body stands in columns of its own, which a masked sheet leaves out; so do the share
and the state, from which it could be worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area
from lianxin.records.file.aspects import ASPECTS
from lianxin.records.file.models import Condition, Living
from lianxin.register import queries as register
from lianxin.register.models import Household

from ..asked import Asked
from ..columns import Column
from ..home_columns import HOME
from ..households import BATCH
from ..lines import Line, heads
from .measure import State, percent
from .models import Indicator
from .reading import Rules, rules_on, sees_profile
from .village import HomeLacking, aimed_at, homes_lacking

STATES = {
    State.MUCH: _("缺得多"),
    State.LITTLE: _("缺得不多"),
    State.OPEN: _("说不清"),
}


@dataclass(slots=True)
class ProfileLine(Line):
    """A household with what it lacks; ``aims``: aspects for which its plan has a goal."""

    rules: Rules | None = None
    lacking: HomeLacking | None = None
    aims: set[str] = field(default_factory=set)

    def told_of(self, which: str, body: bool) -> str:
        lines: list[Indicator] = getattr(self.lacking, which) if self.lacking else []
        mine = [one for one in lines if _body(one) is body]
        return _now("；").join(one.told_lack if which == "lacks" else one.told for one in mine)


def _body(one: Indicator) -> bool:
    return ASPECTS[one.aspect].body


def rows(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Household]:
    """Every household on the register on the day, for whoever sees profiles."""
    found = register.households(actor, village=village, day=day)
    if not sees_profile(actor):
        return found.none()
    if asked.household:
        found = found.filter(pk=asked.household)
    if asked.q:
        found = found.filter(register.with_text(actor, asked.q, day=day))
    by = ("village__path", F("group__path").asc(nulls_last=True), "number", "pk")
    return found.select_related("village", "group").order_by(*by)


def lines(actor: Actor, found: Iterable[Any], day: date) -> Iterator[ProfileLine]:
    """A fixed number of queries for each 500 households."""
    stream, rules = iter(found), rules_on(day)
    while batch := [ProfileLine(one, day, rules=rules) for one in islice(stream, BATCH)]:
        heads(actor, batch, day)
        keys = [line.it.pk for line in batch]
        lacking = homes_lacking(actor, rules, day, keys=keys) if rules else {}
        aims = aimed_at(actor, keys, day)
        for line in batch:
            line.lacking = lacking.get(line.it.pk)
            line.aims = {name for name, homes in aims.items() if line.it.pk in homes}
        yield from batch


def _people(line: ProfileLine) -> int | None:
    return line.lacking.home.people if line.lacking else None


def _state(line: ProfileLine) -> str:
    if line.rules is None or line.lacking is None:
        return ""
    home = line.lacking.home
    return str(STATES[line.rules.scheme.state(home.lacks, home.unknown)])


def _share(line: ProfileLine) -> float | None:
    """Of whom everything is known; a part of what is lacking would look like the whole."""
    if line.rules is None or line.lacking is None or line.lacking.unknown:
        return None
    return float(percent(line.rules.scheme.score(line.lacking.home.lacks)))


def _aims(line: ProfileLine) -> str:
    lacks = line.lacking.lacks if line.lacking else []
    return _now("；").join(one.told for one in lacks if one.aspect in line.aims and not _body(one))


def _column(
    name: str, title: Any, read: Any, kind: str = "text", width: int = 10, **more: Any
) -> Column:
    return Column(name, title, read, kind, width, sort=False, **{"needs": Living, **more})


COLUMNS = (
    *HOME,
    _column("people", _("人口"), _people, "number", 6, adds=True),
    _column("lacks", _("缺哪几样"), lambda line: line.told_of("lacks", False), width=40),
    _column(
        "health_lacks",
        _("身体、劳力上缺什么"),
        lambda line: line.told_of("lacks", True),
        width=24,
        needs=Condition,
        mask="hide",
    ),
    _column("unknown", _("说不清的"), lambda line: line.told_of("unknown", False), width=30),
    _column(
        "health_unknown",
        _("身体、劳力上说不清的"),
        lambda line: line.told_of("unknown", True),
        width=20,
        needs=Condition,
        usual=False,
        mask="hide",
    ),
    _column("aims", _("计划里有目标的"), _aims, width=24),
    _column("weight", _("缺的分量（%）"), _share, "decimal", 8, needs=Condition, mask="hide"),
    _column("profile", _("多不多"), _state, width=10, needs=Condition, mask="hide"),
)
