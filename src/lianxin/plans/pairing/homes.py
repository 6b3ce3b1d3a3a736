"""What is known of households that are to be paired: causes, languages, party branches, earlier ties."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force
from lianxin.kernel.text import fold
from lianxin.records.diary.models import Act, Kind
from lianxin.records.file.models import Condition, PartyLife, Standing
from lianxin.register import queries as register
from lianxin.register.models import Code, Household, Pairing

from .facts import HELPED, KNOWN, PAIRED, VISITED, Home, Weights
from .models import Advice, AdvisedPair


def homes_of(
    actor: Actor, rows: list[Household], weights: Weights, day: date, after: Advice | None
) -> list[Home]:
    keys = [row.pk for row in rows]
    causes, languages = _causes(actor, keys, day), _languages(actor, keys, weights, day)
    branches, ties, refused = _branches(actor, keys, day), _ties(keys, day), _refused(after)
    return [
        Home(
            str(row.pk),
            row.group.name if row.group else "",
            causes.get(row.pk, ()),
            languages.get(row.pk, ""),
            frozenset(branches[row.pk]),
            ties[row.pk],
            frozenset(refused[row.pk]),
        )
        for row in rows
    ]


def _causes(actor: Actor, keys: list[UUID], day: date) -> dict[UUID, tuple[str, ...]]:
    """By their names in the list, the main one first."""
    names = _names("cause")
    rows = Standing.objects.visible_to(actor).filter(in_force(day), household__in=keys)
    found = {}
    for row in rows:
        listed = [str(row.cause_id or ""), *map(str, row.causes or ())]
        found[row.household_id] = tuple(dict.fromkeys(names[one] for one in listed if one in names))
    return found


def _languages(actor: Actor, keys: list[UUID], weights: Weights, day: date) -> dict[UUID, str]:
    """Of a household in which somebody is said to speak no 普通话: the language of the head's ethnic group,
    else what is spoken there."""
    rows = Condition.objects.visible_to(actor).filter(in_force(day), mandarin=False)
    people = register.memberships(actor, day=day).filter(household__in=keys)
    spoken: dict[str, str] = weights.fits.get("languages", {})
    otherwise = str(weights.fits.get("otherwise", ""))
    without = people.filter(person__in=rows.order_by().values("person_id")).order_by()
    homes = set(without.values_list("household_id", flat=True))
    heads = people.filter(is_head=True, household__in=homes).order_by()
    ethnic = dict(heads.values_list("household_id", "person__ethnic__name"))
    return {home: spoken.get(ethnic.get(home) or "", otherwise) for home in homes}


def _branches(actor: Actor, keys: list[UUID], day: date) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    lives = PartyLife.objects.visible_to(actor).filter(in_force(day)).exclude(party_branch="")
    rows = lives.filter(person__home__in=keys).order_by()
    for home, branch in rows.values_list("person__home_id", "party_branch"):
        found[home].add(fold(branch))
    return found


def _ties(keys: list[UUID], day: date) -> dict[UUID, dict[str, str]]:
    """By household, officer and the closest tie there ever was."""
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    acts = Act.objects.visible_to(SYSTEM).filter(
        household__in=keys, kind__in=(Kind.VISIT, Kind.TALK), day__lt=day, counts=True
    )
    been = acts.order_by().values_list("household_id", "officer_id").distinct()
    paired = Pairing.objects.visible_to(SYSTEM).filter(household__in=keys, from_day__lt=day)
    rows: list[tuple[Any, Any, str]] = [(home, officer, VISITED) for home, officer in been]
    for home, officer, answered in (
        paired.exclude(until=F("from_day"))
        .order_by()
        .values_list("household_id", "officer_id", "responsible")
    ):
        rows.append((home, officer, PAIRED if answered else HELPED))
    for home, officer, tie in rows:
        before = found[home].get(str(officer), tie)
        found[home][str(officer)] = min(before, tie, key=lambda one: KNOWN[one])
    return found


def _refused(after: Advice | None) -> dict[UUID, set[str]]:
    """Pairs that the office has refused in the proposal before, and in those before it."""
    found: dict[UUID, set[str]] = defaultdict(set)
    while after is not None:
        rows = AdvisedPair.objects.visible_to(SYSTEM).filter(advice=after, outcome="refused")
        for home, officer in rows.order_by().values_list("household_id", "officer_id"):
            found[home].add(str(officer))
        after = after.after
    return found


def _names(list_name: str) -> dict[str, str]:
    rows = Code.objects.visible_to(SYSTEM).filter(list=list_name)
    return {str(key): name for key, name in rows.values_list("pk", "name")}
