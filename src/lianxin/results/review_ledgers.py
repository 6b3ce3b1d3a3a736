"""The ledgers of 核实: doubts with what was decided on them by the day, and the visits that were rechecked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area
from lianxin.review.limits import titles
from lianxin.review.models import Doubt, DoubtSign, DoubtStep, Recheck, RecheckItem, State

from .asked import Asked
from .columns import Column
from .households import BATCH
from .ledger import Ledger
from .lines import Line, heads
from .record_columns import HOME, OFFICER, VILLAGE, day, text

What = DoubtStep.What
BECAME = {
    What.ASK: State.ASKED,
    What.ACCEPT: State.ACCEPTED,
    What.RETURN: State.RETURNED,
    What.EXCLUDE: State.EXCLUDED,
    What.ANSWER: State.ANSWERED,
    What.OBJECT: State.OBJECTED,
    What.FOUND: State.OPEN,
    What.GONE: State.GONE,
}


def doubts(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Doubt]:
    """Found by the day, of the year's entries; the oldest first."""
    found = Doubt.objects.visible_to(actor).filter(found_at__date__lte=day)
    if village is not None:
        found = found.filter(village=village)
    if asked.year:
        found = found.filter(day__year=asked.year)
    if asked.officer:
        found = found.filter(officer_id=asked.officer)
    return found.select_related("officer", "village").order_by("day", "pk")


def drawn(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[RecheckItem]:
    """Drawn by the day, of the year's visits."""
    found = RecheckItem.objects.visible_to(actor).filter(recheck__drawn_at__date__lte=day)
    if village is not None:
        found = found.filter(recheck__village=village)
    if asked.year:
        found = found.filter(day__year=asked.year)
    if asked.officer:
        found = found.filter(officer_id=asked.officer)
    related = ("household__village", "household__group", "officer", "asker", "recheck")
    return found.select_related(*related).order_by("recheck__drawn_at", "recheck_id", "place")


def of_doubts(actor: Actor, rows: Iterable[Any], day: date) -> Iterator[Line]:
    """Each with its signs and its last step by the day; a fixed number of queries for each 500 rows."""
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        yield from _filled(actor, [Line(it, day) for it in batch], day)


def _filled(actor: Actor, batch: list[Line], day: date) -> list[Line]:
    keys = [line.it.pk for line in batch]
    kinds: dict[UUID, list[str]] = defaultdict(list)
    named = titles()
    signs = DoubtSign.objects.visible_to(actor).filter(doubt__in=keys, found_at__date__lte=day)
    for key, kind in signs.order_by("id").values_list("doubt_id", "kind"):
        if kind in named:
            kinds[key].append(named[kind].told)
    steps = DoubtStep.objects.visible_to(actor).filter(doubt__in=keys, at__date__lte=day)
    last = {one.doubt_id: one for one in steps.order_by("at", "id")}
    for line in batch:
        line.told[DoubtSign] = _now("、").join(dict.fromkeys(kinds[line.it.pk]))
        line.told[DoubtStep] = last.get(line.it.pk)
    return batch


def _state(line: Line) -> str:
    step = line.told[DoubtStep]
    return str((BECAME[What(step.what)] if step else State.OPEN).label)


def _step(name: str) -> Any:
    return lambda line: getattr(line.told[DoubtStep], name) if line.told[DoubtStep] else ""


def _found(line: Line) -> date:
    return timezone.localdate(line.it.found_at)


def _result(line: Line) -> str:
    """As it was known on the day of the ledger."""
    row: RecheckItem = line.it
    known = row.at is not None and timezone.localdate(row.at) <= line.day
    return str(row.get_result_display()) if known else ""


def of_drawn(actor: Actor, rows: Iterable[Any], day: date) -> Iterator[Line]:
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        found = [Line(it, day) for it in batch]
        heads(actor, found, day)
        yield from found


DOUBTS = (
    day("day", _("日期")),
    VILLAGE,
    OFFICER,
    Column(
        "signs",
        _("哪些疑点"),
        lambda line: line.told[DoubtSign],
        width=30,
        needs=DoubtSign,
        sort=False,
    ),
    Column("found", _("找到的日期"), _found, "day", 12, needs=Doubt, sort=False),
    Column("state", _("核实到哪一步"), _state, width=12, needs=DoubtStep, sort=False),
    Column("words", _("理由"), _step("words"), width=36, needs=DoubtStep, sort=False, mask="hide"),
    Column("who", _("谁定的"), _step("author_name"), width=10, needs=DoubtStep, sort=False),
)
DRAWN = (
    Column("place", _("号"), lambda line: line.it.place, "number", 6, needs=Recheck, sort=False),
    *HOME,
    OFFICER,
    day("day", _("日期")),
    Column("result", _("户里说"), _result, width=10, needs=RecheckItem, sort=False),
    Column(
        "asked_on", _("哪天问的"), lambda line: line.it.asked_on, "day", 12, RecheckItem, sort=False
    ),
    text("asker", _("谁去问的"), width=10),
    text("words", _("户里怎么说"), width=30, mask="hide"),
    Column("seed", _("抽签数"), lambda line: line.it.recheck.seed, needs=Recheck, sort=False),
)
OF_REVIEW = (
    Ledger(
        "doubts",
        _("核实台账"),
        _("哪篇日记有什么疑点、怎么定的、谁定的、为什么"),
        DOUBTS,
        Doubt,
        doubts,
        of_doubts,
    ),
    Ledger(
        "rechecks",
        _("复核台账"),
        _("抽到的每次走访：户里怎么说、谁去问的、抽签数"),
        DRAWN,
        Recheck,
        drawn,
        of_drawn,
    ),
)
