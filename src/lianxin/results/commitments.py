"""The ledger of commitments 责任书台账: every version, who accepted it and when."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.people.models import Area
from lianxin.plans.commitments.models import Commitment
from lianxin.register.models import Pairing

from .asked import Asked
from .columns import Column
from .lines import Line


def _state(line: Line) -> str:
    """As it stood on the day; what was done later is not told yet."""
    row: Commitment = line.it
    if row.until is not None and row.until <= line.day:
        return str(row.get_state_display())
    accepted = row.accepted_on is not None and row.accepted_on <= line.day
    return str((Commitment.State.ACCEPTED if accepted else Commitment.State.OPEN).label)


def _accepted(line: Line) -> date | None:
    day: date | None = line.it.accepted_on
    return day if day is not None and day <= line.day else None


def _until(line: Line) -> date | None:
    day: date | None = line.it.until
    return day if day is not None and day <= line.day else None


COLUMNS = (
    Column("year", _("年度"), lambda line: line.it.year, "number", 8, Commitment, sort=False),
    Column(
        "unit",
        _("单位"),
        lambda line: str(line.it.officer.unit),
        width=18,
        needs=Commitment,
        sort=False,
    ),
    Column(
        "officer",
        _("干部"),
        lambda line: line.it.officer.name,
        width=10,
        needs=Commitment,
        sort=False,
    ),
    Column(
        "version", _("第几版"), lambda line: line.it.version, "number", 8, Commitment, sort=False
    ),
    Column(
        "households",
        _("户数"),
        lambda line: line.it.households,
        "number",
        8,
        Commitment,
        sort=False,
    ),
    Column(
        "made_on", _("哪天出的"), lambda line: line.it.made_on, "day", 12, Commitment, sort=False
    ),
    Column(
        "from_day", _("从哪天起"), lambda line: line.it.from_day, "day", 12, Commitment, sort=False
    ),
    Column("accepted_on", _("哪天接受"), _accepted, "day", 12, Commitment, sort=False),
    Column("until", _("到哪天为止"), _until, "day", 12, Commitment, sort=False),
    Column("state", _("状态"), _state, width=12, needs=Commitment, sort=False),
)


def rows(
    actor: Actor, asked: Asked, *, village: Area | None, day: date, sort: str = ""
) -> QuerySet[Commitment]:
    """Those made by the day, of officers who answered for a household of the village."""
    found = Commitment.objects.visible_to(actor).filter(made_on__lte=day)
    if asked.year:
        found = found.filter(year=asked.year)
    if asked.officer:
        found = found.filter(officer=asked.officer)
    if asked.q:
        found = found.filter(Q(officer__name__icontains=asked.q))
    if village is not None:
        # unscoped: only whether the officer has anything to do with the village
        held = Pairing.objects.visible_to(SYSTEM).filter(household__village=village)
        found = found.filter(officer__in=held.order_by().values("officer_id"))
    order = ("-year", "officer__unit__path", "officer__initials", "officer", "version")
    return found.select_related("officer__unit").order_by(*order)
