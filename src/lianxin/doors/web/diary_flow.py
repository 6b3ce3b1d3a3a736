"""Where an entry went: the household's file, what is required this year, the needs it opened."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.figure import days, half_days
from lianxin.kernel.period import in_force
from lianxin.records.diary.models import Act, Entry, Kind
from lianxin.records.diary.queries import Told
from lianxin.records.needs.models import Need
from lianxin.visits.models import Requirement

from .menu import address_of

KINDS = {
    Kind.VISIT: Requirement.Figure.VISITS,
    Kind.TALK: Requirement.Figure.TALKS,
    Kind.STAY: Requirement.Figure.STAY_DAYS,
    Kind.LECTURE: Requirement.Figure.LECTURES,
}


class Stop(NamedTuple):
    label: str
    href: str = ""


def flow_of(actor: Actor, it: Told) -> list[Stop]:
    found = [Stop(_("日记"))]
    for household, name in it.named:
        label = _("%(name)s的户档") % {"name": name or household.number}
        found.append(Stop(label, address_of("household", household.pk)))
    if it.entry.withdrawn_at is None:
        found += [Stop(_progress(it.entry, kind)) for kind in it.kinds if kind in KINDS]
    needs = needs_of(actor, it.entry)
    if needs:
        label = ngettext("需求 %(n)s 件", "需求 %(n)s 件", len(needs)) % {"n": len(needs)}
        found.append(Stop(label, address_of("need", needs[0].pk) if len(needs) == 1 else ""))
    return found


def needs_of(actor: Actor, entry: Entry) -> list[Need]:
    rows = Need.objects.visible_to(actor).filter(entry=entry).select_related("kind", "household")
    return list(rows.order_by("opened", "id"))


def _progress(entry: Entry, kind: Kind) -> str:
    """How often in the year, of how often it is asked of the officer where a row says so."""
    done, wanted = counted(entry, kind), _minimum(entry, kind)
    told = {"kind": kind.label, "n": done, "of": wanted}
    return _("%(kind)s %(n)s/%(of)s") % told if wanted else _("今年%(kind)s %(n)s 次") % told


def counted(entry: Entry, kind: Kind) -> int | float:
    """What the officer did in the entry's year. Unscoped: who sees the entry sees its officer's count."""
    acts = Act.objects.visible_to(SYSTEM).filter(
        officer=entry.officer_id, year=entry.year, kind=kind, counts=True
    )
    if kind is Kind.STAY:
        return days(half_days(acts))
    if kind is Kind.LECTURE:
        return acts.order_by().values("event").distinct().count()
    return acts.order_by().values("household", "day").distinct().count()


def _minimum(entry: Entry, kind: Kind) -> int | float:
    """The year's number for each officer; requirements are public rows."""
    rows = Requirement.objects.visible_to(SYSTEM).filter(
        in_force(entry.day),
        Q(village=None) | Q(village=entry.village_id),
        figure=KINDS[kind],
        per=Requirement.Per.OFFICER,
        span__in=(Requirement.Span.YEAR, Requirement.Span.NONE),
    )
    unit, rank = entry.officer.unit.path, entry.officer.rank
    for row in rows.select_related("unit").order_by("-position"):
        if (row.unit is None or unit.startswith(row.unit.path)) and row.rank in ("", rank):
            return days(row.minimum) if kind is Kind.STAY else int(row.minimum)
    return 0
