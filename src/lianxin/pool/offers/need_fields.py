"""Which of the six fields can answer a kind of need: set from a day on, ended from a day on."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.queries import check_for_all
from lianxin.register.models import Code

from .models import NeedField


def need_fields() -> list[NeedField]:
    """Every row that ever held, by kind of need; rules are public."""
    rows = NeedField.objects.visible_to(SYSTEM).select_related("need", "field")
    return [row for row in rows if row.until != row.from_day]


def need_field_set(
    *, actor: Actor, need: Code | None, field: Code | None, from_day: date | None = None
) -> NeedField:
    """From the day on offers of the field are looked at for such needs. Rows hold for every unit.

    Raises ``rule.for_all``, ``need_field.wanted`` and ``need_field.stands``.
    """
    with act(actor, "need_field.set") as audit:
        check_for_all(actor)
        if need is None or need.list != "need":
            raise refuse("need_field.wanted", "need")
        if field is None or field.list != "field":
            raise refuse("need_field.wanted", "field")
        day = from_day or today()
        rows = NeedField.objects.visible_to(SYSTEM).select_for_update(of=("self",))
        same = rows.filter(need=need, field=field)
        if same.filter(Q(until=None) | Q(until__gt=day)).exists():
            raise refuse("need_field.stands", "field", need=need.told, by=field.told)
        row = same.filter(from_day=day).first() or NeedField(need=need, field=field, from_day=day)
        row.until = None
        row.save()
        audit.note(row, need=need.name, field=field.name, from_day=day)
        return row


def need_field_end(*, actor: Actor, row: NeedField, until: date | None = None) -> NeedField:
    """From the day on they are not looked at any longer; what was found before stays as it was."""
    with act(actor, "need_field.end") as audit:
        check_for_all(actor)
        rows = NeedField.objects.visible_to(SYSTEM).select_for_update(of=("self",))
        kept = rows.select_related("need", "field").get(pk=row.pk)
        if kept.until is not None:
            raise refuse("need_field.ended", until=kept.until)
        kept.until = max(kept.from_day, until or today())
        kept.save(update_fields=["until"])
        audit.note(kept, until=kept.until)
        return kept
