"""Households all of whose people work elsewhere, by their files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force
from lianxin.records.file.models import Livelihood
from lianxin.register.models import Membership

from .rules.shape import Span

WORK = "work"


def away_spans(homes: Any, day: date, here: Sequence[str]) -> dict[UUID, list[Span]]:
    """By household the spans in which every member is away; one of whom nothing is told is at home."""
    people: dict[UUID, list[UUID]] = defaultdict(list)
    rows = Membership.objects.visible_to(SYSTEM).filter(in_force(day), household__in=homes)
    living = rows.filter(person__died=None).order_by()
    for home, person in living.values_list("household_id", "person_id"):
        people[home].append(person)
    gone = _gone(living.values("person_id"), here)
    found = {}
    for home, members in people.items():
        if all(one in gone for one in members) and (spans := _all_gone([gone[m] for m in members])):
            found[home] = spans
    return found


def _gone(people: Any, here: Sequence[str]) -> dict[UUID, list[Span]]:
    """By person the months of work elsewhere, as far as their statements tell when it began."""
    found: dict[UUID, list[Span]] = defaultdict(list)
    rows = Livelihood.objects.visible_to(SYSTEM).filter(person__in=people)
    elsewhere = Q(work_region__isnull=False) & ~Q(work_region__name__in=here)
    rows = rows.filter(elsewhere | Q(abroad=True), work_from__isnull=False)
    for row in rows.order_by("from_day", "id"):
        first, until = row.work_from or row.from_day, row.work_until or row.until or date.max
        if first < until:
            found[row.person_id].append(Span(first, until, WORK))
    return found


def _all_gone(each: Sequence[Sequence[Span]]) -> list[Span]:
    together = list(each[0])
    for spans in each[1:]:
        together = [
            Span(max(one.first, other.first), min(one.until, other.until), WORK)
            for one in together
            for other in spans
            if max(one.first, other.first) < min(one.until, other.until)
        ]
    return together
