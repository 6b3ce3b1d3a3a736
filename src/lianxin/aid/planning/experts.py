"""The directory of experts: typed once, chosen for every activity; who left it stays with what was held."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Unit
from lianxin.people.wording import Reading
from lianxin.register.models import Code

from .models import Expert


def experts(actor: Actor, day: date | None = None) -> GuardedQuerySet[Expert]:
    """Those in the directories that the actor sees, by skill and name."""
    rows = Expert.objects.visible_to(actor).filter(in_force(day or today()))
    return rows.select_related("skill", "unit").order_by("skill__position", "name", "id")


def expert_add(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    skill: Code,
    workplace: str = "",
    words: str = "",
    from_day: date | None = None,
) -> Expert:
    """Who is known under the same name at the same workplace is refused, not entered twice."""
    with act(actor, "expert.add", on=unit) as audit:
        row = Expert(unit=unit, from_day=from_day or today())
        _fill(row, name, skill, workplace, words)
        row.save(force_insert=True)
        audit.note(row, name=row.name, skill=skill.name)
        return row


def expert_change(
    *, actor: Actor, expert: Expert, name: str, skill: Code, workplace: str = "", words: str = ""
) -> Expert:
    with act(actor, "expert.change", on=expert) as audit:
        row = _locked(expert)
        _fill(row, name, skill, workplace, words)
        row.save()
        audit.note(row, name=row.name, skill=skill.name)
        return row


def expert_end(*, actor: Actor, expert: Expert) -> Expert:
    """Offered no longer from today on."""
    with act(actor, "expert.end", on=expert) as audit:
        row = _locked(expert)
        row.until = max(today(), row.from_day)
        row.save(update_fields=["until"])
        audit.note(row, name=row.name)
        return row


def _fill(row: Expert, name: str, skill: Code, workplace: str, words: str) -> None:
    found = Reading()
    row.name = found.words("name", name, _("姓名"), 30, needed=True)
    row.workplace = found.words("workplace", workplace, _("单位"), 60, sentence=True)
    row.words = found.words("words", words, _("会什么"), 60, sentence=True)
    row.skill = skill
    if skill.list != "skill":
        found.add("input.unknown_choice", "skill", value=skill.name)
    same = Expert.objects.visible_to(SYSTEM).filter(
        unit=row.unit_id, name=row.name, workplace=row.workplace, until=None
    )
    if row.name and same.exclude(pk=row.pk).exists():
        found.add("expert.known", "name", name=row.name)
    found.check()


def _locked(expert: Expert) -> Expert:
    """Unscoped: the policy has just been asked about this very row."""
    rows = Expert.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.get(pk=expert.pk)
    if row.until is not None:
        raise refuse("expert.ended")
    return row
