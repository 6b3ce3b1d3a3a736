"""Visits that a household may speak of, and what households have said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import today
from lianxin.people.models import Area, Officer
from lianxin.records.diary.models import Act, Kind
from lianxin.register.models import Household

from .models import Confirmation

DAYS = 60
MOST = 12
AT_HOME = frozenset([Kind.VISIT, Kind.TALK])


@dataclass
class Visit:
    """One officer at the household on one day, by the diary; ``said`` is the household's word on it."""

    officer: Officer
    day: date
    kinds: list[str] = field(default_factory=list)
    said: Confirmation | None = None

    @property
    def key(self) -> str:
        return f"{self.day:%Y%m%d}-{self.officer.pk}"

    @property
    def told(self) -> str:
        return _("、").join(str(Kind(kind).label) for kind in Kind if kind in self.kinds)


def visits_of(actor: Actor, household: Household) -> list[Visit]:
    """Visits and talks of the last 60 days, the latest first; of what was written only who, when and what kind.

    Also of what a review has left out: the household's word is what it is decided by. Withdrawn ones are gone.
    """
    rows = Act.objects.visible_to(actor).filter(household=household, entry__withdrawn_at=None)
    rows = rows.filter(day__gt=today() - timedelta(days=DAYS), day__lte=today())
    found: dict[tuple[date, UUID], Visit] = {}
    for act in rows.select_related("officer").order_by("-day", "id"):
        visit = found.setdefault((act.day, act.officer_id), Visit(act.officer, act.day))
        visit.kinds.append(act.kind)
    said = {(one.day, one.officer_id): one for one in of_household(actor, household)}
    for key, visit in found.items():
        visit.said = said.get(key)
    return [one for one in found.values() if AT_HOME & set(one.kinds)][:MOST]


def of_household(actor: Actor, household: Household) -> list[Confirmation]:
    """Everything the household has said, the latest visit first."""
    rows = Confirmation.objects.visible_to(actor).filter(household=household)
    return list(rows.select_related("officer"))


def said_in(actor: Actor, village: Area, *, denied: bool = False) -> GuardedQuerySet[Confirmation]:
    """What the village's households have said, the latest first; ``denied`` only that nobody came."""
    rows = Confirmation.objects.visible_to(actor).filter(household__village=village)
    if denied:
        rows = rows.filter(answer=Confirmation.Answer.NOT)
    return rows.select_related("officer", "household__group").order_by("-at", "-id")


def answers_of(rows: GuardedQuerySet[Confirmation]) -> dict[str, int]:
    """How often each answer was given."""
    found: dict[str, int] = defaultdict(int)
    for answer in rows.order_by().values_list("answer", flat=True):
        found[answer] += 1
    return dict(found)
