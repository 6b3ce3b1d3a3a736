"""Which deed each line of a year's list can take, so that many are ticked and done at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from lianxin.people.models import Officer
from lianxin.people.policy import AccountActor
from lianxin.results.assessment.many import MOST, stamp
from lianxin.results.assessment.models import Assessment, AssessmentStep
from lianxin.results.assessment.queries import OfficerLine

DEEDS = {
    "confirm": "assessment.confirm",
    "send": "assessment.send",
    "sign": "assessment.sign",
}
"""By the name of its boxes, the action that each is; a line takes one of them at the most."""


@dataclass(frozen=True)
class Tick:
    """``value``: whose, and what was looked at. ``own``: one's own, which somebody else does."""

    deed: str
    value: str = ""
    own: bool = False
    ticked: bool = False


@dataclass
class Ticks:
    """``more``: how many lines wait until those before them are done."""

    of: list[Tick | None]
    more: int = 0

    @property
    def deeds(self) -> dict[str, int]:
        """Of each deed how many lines can take it."""
        boxes = [one.deed for one in self.of if one is not None and not one.own]
        return {deed: boxes.count(deed) for deed in DEEDS if deed in boxes}


def ticks(
    actor: AccountActor, lines: Iterable[OfficerLine], *, over: bool, sent: Collection[str] = ()
) -> Ticks:
    """``sent``: the values that were ticked before."""
    rows = [(line, _deed(line, over)) for line in lines]
    able = {
        deed: _able(actor, deed, (key_of(line) for line, d in rows if d == deed)) for deed in DEEDS
    }
    found = Ticks([])
    given = dict.fromkeys(DEEDS, 0)
    for line, deed in rows:
        if deed is None or key_of(line) not in able[deed]:
            found.of.append(None)
        elif line.officer.pk == actor.account.officer_id:
            found.of.append(Tick(deed, own=True))
        elif given[deed] == MOST:
            found.of.append(None)
            found.more += 1
        else:
            given[deed] += 1
            value = f"{key_of(line)}.{stamp(line)}"
            found.of.append(Tick(deed, value, ticked=value in sent))
    return found


def key_of(line: OfficerLine) -> UUID:
    """What a deed names: the officer before it is confirmed, then the assessment."""
    return line.standing.row.pk if line.standing else line.officer.pk


def chosen(values: Iterable[str]) -> dict[UUID, str]:
    """What was ticked; what is no such value was not made by the page and is left out."""
    found: dict[UUID, str] = {}
    for value in values:
        key, _dot, looked_at = value.partition(".")
        try:
            found[UUID(key)] = looked_at
        except ValueError:
            continue
    return found


def _deed(line: OfficerLine, over: bool) -> str | None:
    """The next step of somebody, where it may be taken without looking closer."""
    held = line.standing
    if held is None:
        return "confirm" if over and not line.computed.undecided else None
    if held.may_sign:
        return "sign"
    return "send" if held.live and held.last(AssessmentStep.What.SEND) is None else None


def _able(actor: AccountActor, deed: str, keys: Iterable[UUID]) -> set[UUID]:
    """Of all of them at once what the actor is asked of each again when it is done."""
    model = Officer if deed == "confirm" else Assessment
    reach, wanted = actor.may_be(DEEDS[deed], model), list(keys)
    if reach is None or not wanted:
        return set()
    rows = model.objects.visible_to(actor).filter(reach, pk__in=wanted)
    return set(rows.order_by().values_list("pk", flat=True))
