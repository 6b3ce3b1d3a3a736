"""The ledger 年度考核: every assessment that was confirmed by the day, as it stood on that day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area

from ..asked import Asked
from ..columns import Column
from ..households import BATCH
from ..ledger import Ledger
from ..lines import Line
from .models import Assessment, AssessmentStep, Subject
from .queries import assessments
from .standing import Standing, standings

What = AssessmentStep.What


def rows(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Assessment]:
    """By unit and name, never by marks."""
    found = assessments(actor).filter(made_at__date__lte=day)
    if asked.year:
        found = found.filter(year=asked.year)
    if asked.officer:
        found = found.filter(officer_id=asked.officer)
    return found.order_by("year", "subject", "unit__path", "officer__initials", "half", "number")


def lines(actor: Actor, found: Iterable[Any], day: date) -> Iterator[Line]:
    """Each with the steps up to the day; a fixed number of queries for each batch."""
    stream = iter(found)
    while batch := list(islice(stream, BATCH)):
        for held in standings(batch, day):
            held.steps = [one for one in held.steps if timezone.localdate(one.at) <= day]
            if held.last(What.SIGN) is None:
                held.frozen = None
            yield Line(held.row, day, told={Assessment: held})


def _held(read: Callable[[Standing], Any]) -> Callable[[Line], Any]:
    return lambda line: read(line.told[Assessment])


def _signed(held: Standing) -> date | None:
    step = held.last(What.SIGN)
    return timezone.localdate(step.at) if step else None


def _name(held: Standing) -> str:
    return str(held.row.village or held.row.officer or held.row.unit)


def _column(name: str, title: Any, read: Callable[[Standing], Any], **more: Any) -> Column:
    return Column(name, title, _held(read), needs=Assessment, sort=False, **more)


COLUMNS = (
    _column("year", _("年份"), lambda it: str(it.row.year), width=8),
    _column("half", _("哪一期"), lambda it: _("上半年") if it.row.half else _("全年"), width=10),
    _column("subject", _("考核谁"), lambda it: Subject(it.row.subject).label, width=8),
    _column("name", _("名称"), _name, width=14),
    _column("unit", _("单位"), lambda it: str(it.row.unit), width=16),
    _column("homes", _("联系户"), lambda it: it.sheet.homes, kind="number", width=8),
    _column("total", _("总分"), lambda it: it.result.total / 10, kind="decimal", width=8),
    _column(
        "grade", _("等次"), lambda it: it.result.grade.told if it.result.grade else "", width=10
    ),
    _column("state", _("到哪一步"), lambda it: it.told, width=16),
    _column("changed", _("改过分的项"), lambda it: "、".join(sorted(it.changed)), width=14),
    _column("objections", _("申诉"), lambda it: len(it.objections), kind="number", width=6),
    _column("signed", _("审定日期"), _signed, kind="day", width=12),
    _column(
        "digest", "SHA-256", lambda it: it.frozen.digest if it.frozen else "", width=30, usual=False
    ),
)
LEDGER = Ledger(
    "assessments",
    _("年度考核台账"),
    _("每份考核一行：得了几分、评了什么、到哪一步、有没有申诉"),
    COLUMNS,
    Assessment,
    rows,
    lines,
)
