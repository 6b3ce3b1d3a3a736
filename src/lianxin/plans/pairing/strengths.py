"""What officers bring along: skills, languages, party branch, each from a day to a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force, today
from lianxin.people.models import Officer
from lianxin.people.wording import Reading
from lianxin.register.models import Code

from .models import Strength


def strengths_set(
    *,
    actor: Actor,
    officer: Officer,
    skills: Collection[Code],
    languages: Collection[Code],
    branch: str = "",
    day: date | None = None,
) -> list[Strength]:
    """As they are from the day on: what is no longer so ends, what is new begins, nothing is overwritten."""
    with act(actor, "strength.set", on=officer) as audit:
        found, day = Reading(), day or today()
        branch = found.words("branch", branch, _("党支部"), 60)
        lists = [*((one, "skill") for one in skills), *((one, "language") for one in languages)]
        if any(code.list != wanted for code, wanted in lists):
            found.add("strength.unknown")
        found.check()
        wanted: dict[tuple[str, Any, str], Code | None] = {
            (kind, code.pk, ""): code for code, kind in lists
        }
        if branch:
            wanted["branch", None, branch] = None
        rows = Strength.objects.visible_to(SYSTEM).filter(officer=officer, until__isnull=True)
        for row in rows.select_for_update():
            key = (row.kind, row.code_id, row.text)
            if key in wanted:
                del wanted[key]
                continue
            row.until = max(day, row.from_day)
            row.save(update_fields=["until"])
        for (kind, _key, text), code in wanted.items():
            Strength.objects.create(officer=officer, kind=kind, code=code, text=text, from_day=day)
        now = strengths(SYSTEM, officer, day)
        audit.note(officer, kinds=sorted({one.kind for one in now}), from_day=day)
        return now


def strengths(actor: Actor, officer: Officer, day: date | None = None) -> list[Strength]:
    rows = Strength.objects.visible_to(actor).filter(in_force(day), officer=officer)
    return list(rows.select_related("code").order_by("kind", "code__position", "from_day"))
