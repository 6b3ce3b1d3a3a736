"""Templates of every unit's plans: set, put in the place of another, ended."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.queries import check_for_all
from lianxin.register.models import Code

from .models import PlanTemplate
from .template_drawn import TemplateDrawn, checked


def plan_template_set(
    *, actor: Actor, drawn: TemplateDrawn, used_for: Code, instead_of: PlanTemplate | None = None
) -> PlanTemplate:
    """From today on, for a category, a type of watch or a cause; ``instead_of`` ends today.

    Every unit's plans begin from it. Raises ``rule.for_all``, ``input.…`` and ``action.changed_meanwhile``.
    """
    with act(actor, "plan_template.set") as audit:
        check_for_all(actor)
        if used_for.list not in {"category", "watch", "cause"}:
            raise refuse("input.required", "used_for", label=_("给哪类户用"))
        content = checked(drawn)
        if instead_of is not None:
            _end(instead_of)
        row = PlanTemplate(name=content.name, aim=content.aim, source=content.source)
        row.from_day = today()
        setattr(row, used_for.list, used_for)
        row.position = instead_of.position if instead_of else 99
        row.stages = [
            {
                "title": stage.title,
                "text": stage.text,
                "months": stage.months,
                "goals": [[goal.aspect, goal.target, goal.percent] for goal in stage.goals],
            }
            for stage in content.stages
        ]
        row.measures = [
            {"direction": one.direction, "field": one.field, "text": one.text}
            for one in content.measures
        ]
        row.save(force_insert=True)
        audit.note(row, name=row.name)
        return row


def plan_template_end(*, actor: Actor, template: PlanTemplate) -> PlanTemplate:
    with act(actor, "plan_template.end") as audit:
        check_for_all(actor)
        row = _end(template)
        audit.note(row, name=row.name)
        return row


def _end(template: PlanTemplate) -> PlanTemplate:
    """Unscoped: the policy has just been asked. Who ended it meanwhile is told."""
    row = PlanTemplate.objects.visible_to(SYSTEM).select_for_update().get(pk=template.pk)
    if row.until is not None and row.until <= today():
        raise refuse("action.changed_meanwhile")
    row.until = max(today(), row.from_day)
    row.save(update_fields=["until"])
    return row
