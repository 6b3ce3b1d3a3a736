"""Work units, and the villages they are paired with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import check_order, in_force, today
from lianxin.kernel.problem import refuse

from .. import phone as phones
from ..models import Account, Area, Level, Officer, Partnership, Unit
from ..queries import open_pairings, village_is_free
from ..wording import Reading


def unit_add(
    *,
    actor: Actor,
    name: str,
    parent: Unit | None = None,
    short: str = "",
    level: str = "",
    phone: str = "",
    department: bool = False,
) -> Unit:
    with act(actor, "unit.add", on=parent) as audit:
        if parent is not None:
            check_open(parent)
        unit = Unit(parent=parent, department=department, path=_next_path(parent))
        _fill(unit, name, short, level, phone)
        try:
            unit.save(force_insert=True)
        except IntegrityError:  # two administrators added a unit at the same moment
            raise refuse("action.changed_meanwhile") from None
        audit.note(unit, name=unit.name, parent=str(parent or ""))
    return unit


def unit_change(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    short: str = "",
    level: str = "",
    phone: str = "",
    department: bool = False,
) -> Unit:
    with act(actor, "unit.change", on=unit) as audit:
        before = unit.name
        unit.department = department
        _fill(unit, name, short, level, phone)
        unit.save()
        audit.note(unit, before=before, after=unit.name)
    return unit


def unit_close(*, actor: Actor, unit: Unit, until: date) -> Unit:
    """Closes a unit that nobody belongs to any more."""
    with act(actor, "unit.close", on=unit) as audit:
        left = _what_is_left(unit, until)
        if left:
            raise refuse("unit.not_empty", name=unit.name, what="；".join(left))
        unit.until = until
        unit.save(update_fields=["until"])
        audit.note(unit, until=until)
    return unit


def partnership_begin(*, actor: Actor, unit: Unit, village: Area, from_day: date) -> Partnership:
    """Pairs a unit with a village; the office only with a village that nobody has begun with."""
    with act(actor, "partnership.begin", on=unit) as audit:
        check_open(unit)
        if village.level != Level.VILLAGE:
            raise refuse("partnership.not_a_village", "village", name=village.name)
        same = Partnership.objects.visible_to(SYSTEM).filter(unit=unit, village=village)
        if same.filter(until__isnull=True).exists() or same.filter(in_force(from_day)).exists():
            raise refuse("partnership.twice", "village", unit=str(unit), village=village.name)
        check_free(actor, village)
        partnership = Partnership.objects.create(unit=unit, village=village, from_day=from_day)
        audit.note(partnership, from_day=from_day)
    return partnership


def partnership_end(*, actor: Actor, partnership: Partnership, until: date) -> Partnership:
    with act(actor, "partnership.end", on=partnership) as audit:
        check_order(partnership.from_day, until)
        unit, village = partnership.unit, partnership.village
        pairings = open_pairings(until).filter(
            officer__unit__path__startswith=unit.path, household__village=village
        )
        count = pairings.values("household").distinct().count()
        if count:
            raise refuse(
                "partnership.still_paired", unit=str(unit), village=village.name, count=count
            )
        partnership.until = until
        partnership.save(update_fields=["until"])
        audit.note(partnership, until=until)
    return partnership


def check_free(actor: Actor, village: Area) -> None:
    """A village with a partner or with households is given by an administrator, never claimed."""
    if not actor.allows("partnership.begin", village) and not village_is_free(village):
        raise refuse("village.not_free", "village", village=village.name)


def check_open(unit: Unit) -> None:
    if unit.until is not None and unit.until <= today():
        raise refuse("unit.closed", "unit", name=str(unit))


def _fill(unit: Unit, name: str, short: str, level: str, phone: str) -> None:
    reading = Reading()
    unit.name = reading.words("name", name, _("单位名称"), 80, needed=True)
    unit.short = reading.words("short", short, _("简称"), 30)
    unit.level = reading.words("level", level, _("级别"), 20)
    with reading.catching():
        unit.phone = phones.cleaned(phone)
    # A clash must be found even where the actor sees only one of the two.
    same = Unit.objects.visible_to(SYSTEM).filter(parent=unit.parent, name=unit.name)
    if same.exclude(pk=unit.pk).exists():
        reading.add("unit.name_twice", "name", name=unit.name)
    reading.check()


def _next_path(parent: Unit | None) -> str:
    """The next fixed-width step below the parent; closed units keep theirs."""
    rows = Unit.objects.visible_to(SYSTEM).filter(parent=parent)
    last = rows.order_by("-path").values_list("path", flat=True).first()
    number = int(last[-5:-1]) + 1 if last else 1
    return f"{parent.path if parent else ''}{number:04}."


def _what_is_left(unit: Unit, until: date) -> list[str]:
    def left(rows: Any) -> int:
        return int(rows.filter(in_force(until)).count())

    officers = left(Officer.objects.visible_to(SYSTEM).filter(unit=unit))
    partners = left(Partnership.objects.visible_to(SYSTEM).filter(unit=unit))
    below = Unit.objects.visible_to(SYSTEM).filter(parent=unit, until__isnull=True).count()
    accounts = Account.objects.visible_to(SYSTEM).filter(unit=unit, is_active=True, officer=None)
    using = accounts.exclude(until__lte=until + timedelta(days=1)).count()
    found = (
        (officers, gettext("在任干部 %(n)s 人")),
        (partners, gettext("联着 %(n)s 个村")),
        (below, gettext("下级单位 %(n)s 个")),
        (using, gettext("在用账号 %(n)s 个")),
    )
    return [words % {"n": count} for count, words in found if count]
