"""Requirements: set, changed by ending the old row and beginning a new one, ended."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area, Unit
from lianxin.people.queries import reaches_all
from lianxin.people.wording import Reading

from .models import Requirement

Figure, Per, Span = Requirement.Figure, Requirement.Per, Requirement.Span
MOST = 366
OF_HOUSEHOLDS = {Figure.VISITS, Figure.TALKS}


def requirement_set(
    *,
    actor: Actor,
    figure: str,
    minimum: Decimal | int | float | None,
    per: str = Per.OFFICER,
    span: str = Span.YEAR,
    name: str = "",
    name_en: str = "",
    rank: str = "",
    unit: Unit | None = None,
    village: Area | None = None,
    source: str = "",
    from_day: date | None = None,
    instead_of: Requirement | None = None,
) -> Requirement:
    """``minimum`` as people say it: stays in days. ``instead_of`` ends where the new row begins."""
    day = from_day or today()
    with act(actor, "requirement.set", on=unit) as audit:
        if unit is None and not reaches_all(actor):
            raise refuse("requirement.unit_wanted", "unit")
        if village is not None and not actor.allows("requirement.set", village):
            raise refuse("action.absent", "village")
        row = Requirement(
            figure=figure, per=per, span=span, unit=unit, village=village, from_day=day
        )
        _read(row, minimum, name=name, name_en=name_en, rank=rank, source=source)
        row.position = _place(actor, row, instead_of)
        row.save(force_insert=True)
        audit.note(row, figure=row.figure, minimum=row.minimum, from_day=day)
        return row


def _read(row: Requirement, minimum: Decimal | int | float | None, **said: str) -> None:
    found = Reading()
    for field, choices in (("figure", Figure), ("per", Per), ("span", Span)):
        if getattr(row, field) not in choices.values:
            found.add("input.unknown_choice", field, value=str(getattr(row, field))[:20])
    found.check()
    if row.per == Per.HOUSEHOLD and row.figure not in OF_HOUSEHOLDS:
        found.add("requirement.not_per_household", "per")
    row.minimum = _whole(found, row.figure, minimum)
    _name(row, found, said["name"], said["name_en"])
    row.rank = found.words("rank", said["rank"], _("职级"), 40)
    row.source = found.words("source", said["source"], _("依据"), 200, sentence=True)
    found.check()


def _name(row: Requirement, found: Reading, name: str, english: str) -> None:
    """Without a name of its own it is called as its figure is, in both languages."""
    row.name = found.words("name", name, _("名称"), 40)
    row.name_en = found.words("name_en", english, _("英文名称"), 60)
    if not row.name:
        row.name = _label(row, "zh-hans")
        row.name_en = row.name_en or _label(row, "en")


def _label(row: Requirement, language: str) -> str:
    with override(language):
        return str(Figure(row.figure).label)


def _whole(found: Reading, figure: str, minimum: Decimal | int | float | None) -> int:
    """As it is kept: stays in half-days."""
    told = Decimal(str(minimum or 0)) * (2 if figure == Figure.STAY_DAYS else 1)
    if told != int(told) or not 1 <= told <= MOST * 2:
        found.add("requirement.minimum", "minimum", limit=MOST)
        return 1
    return int(told)


def _place(actor: Actor, row: Requirement, old: Requirement | None) -> int:
    """Where the new row stands in the list; the old one ends, as far as it is the actor's to end."""
    rows = Requirement.objects.visible_to(SYSTEM)
    if old is None:
        last = rows.order_by("-position").first()
        return last.position + 1 if last else 0
    kept = rows.select_for_update(of=("self",)).get(pk=old.pk)
    if kept.until is not None and kept.until <= today():
        raise refuse("requirement.ended", until=kept.until)
    if actor.allows("requirement.end", kept.unit) and (kept.unit or reaches_all(actor)):
        _end(kept, row.from_day)
    return kept.position


def _end(row: Requirement, until: date) -> None:
    row.until = max(row.from_day, until)
    row.save(update_fields=["until"])


def requirement_end(
    *, actor: Actor, requirement: Requirement, until: date | None = None
) -> Requirement:
    """From the day on it is asked no longer."""
    day = until or today()
    with act(actor, "requirement.end", on=requirement.unit) as audit:
        rows = Requirement.objects.visible_to(SYSTEM).select_for_update(of=("self",))
        row = rows.get(pk=requirement.pk)
        if row.unit is None and not reaches_all(actor):
            raise refuse("requirement.for_all")
        if row.until is not None and row.until <= today():
            raise refuse("requirement.ended", until=row.until)
        _end(row, day)
        audit.note(row, until=row.until)
        return row
