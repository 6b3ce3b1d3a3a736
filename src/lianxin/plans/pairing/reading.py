"""Who may be paired with whom in a village on a day, read from the register, the file and the diary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import fold
from lianxin.people.models import Absence, Area, Officer
from lianxin.records.diary.models import Act, Kind
from lianxin.records.file.models import Condition, PartyLife, Standing
from lianxin.register import queries as register
from lianxin.register.models import Code, Household, Pairing
from lianxin.register.pairings import eligible_officers, not_over

from .facts import HELPED, KNOWN, PAIRED, VISITED, Helper, Home, Weights
from .models import Advice, AdvisedPair, PairingRule, Strength
from .propose import MOST_PAIRS

Kinds = Strength.Kind
NUMBERS = ("least", "most", "load", "distance", "skill", "language", "branch", "tie")


@dataclass
class Asked:
    """``away``: officers of the unit who cannot be asked, with the reason; ``helpers`` and ``homes`` speak of
    keys, which officers and households they mean stands beside them."""

    weights: Weights
    helpers: list[Helper]
    homes: list[Home]
    officers: dict[str, Officer]
    households: dict[str, Household]
    away: dict[str, str] = field(default_factory=dict)


def rule_of(village: Area, day: date) -> PairingRule | None:
    """In force on the day, the village's own before that of all. Rules are public."""
    rows = PairingRule.objects.visible_to(SYSTEM).filter(in_force(day))
    found = list(rows.filter(Q(village=village) | Q(village=None)))
    found.sort(key=lambda row: (row.village_id is None, -row.from_day.toordinal(), str(row.pk)))
    return found[0] if found else None


def weights_of(rule: PairingRule | None) -> Weights:
    if rule is None:
        return Weights()
    return Weights(**{name: getattr(rule, name) for name in NUMBERS}, fits=rule.fits)


def asked_of(
    actor: Actor,
    village: Area,
    day: date,
    *,
    leaving: Officer | None = None,
    after: Advice | None = None,
) -> Asked:
    """Households without anybody on the day, or those of the officer who hands over."""
    rows = waiting(actor, village, day, leaving)
    if not rows:
        if leaving is not None:
            raise refuse("advice.not_theirs", name=leaving.name, village=village.name)
        raise refuse("advice.nothing_to_pair", village=village.name, day=day)
    weights = weights_of(rule_of(village, day))
    officers = list(eligible_officers(actor, village, day).order_by("pk"))
    held = _held(officers, day)
    away = _away(officers, day, leaving, held, weights)
    able = [one for one in officers if str(one.pk) not in away]
    if len(able) * len(rows) > MOST_PAIRS:
        raise refuse("advice.too_large", homes=len(rows), officers=len(able))
    return Asked(
        weights,
        _helpers(able, held, village, day),
        _homes(actor, rows, weights, day, after),
        {str(one.pk): one for one in officers},
        {str(row.pk): row for row in rows},
        away,
    )


def waiting(
    actor: Actor, village: Area, day: date, leaving: Officer | None = None
) -> list[Household]:
    """Of whom nobody answers from the day on; with ``leaving``, of whom this officer does and nobody is
    planned after. Unscoped pairings: one that the actor does not see would be in the way all the same."""
    found = Pairing.objects.visible_to(SYSTEM).filter(not_over(day), responsible=True)
    found = found.filter(household__village=village).exclude(until=F("from_day"))
    open_ones = defaultdict(list)
    for row in found.order_by("from_day"):
        open_ones[row.household_id].append(row)
    rows = register.households(actor, village=village, day=day).select_related("group", "village")
    if leaving is None:
        return [row for row in rows.order_by("number") if row.pk not in open_ones]
    return [
        row
        for row in rows.order_by("number")
        if [one.officer_id for one in open_ones[row.pk]] == [leaving.pk]
        and open_ones[row.pk][0].from_day <= day
    ]


def _held(officers: Iterable[Officer], day: date) -> Counter[UUID]:
    """Households each answers for on the day or later, in whatever village."""
    rows = Pairing.objects.visible_to(SYSTEM).filter(
        not_over(day), officer__in=list(officers), responsible=True
    )
    rows = rows.exclude(until=F("from_day")).order_by()
    return Counter(rows.values_list("officer_id", flat=True))


def _away(
    officers: Iterable[Officer],
    day: date,
    leaving: Officer | None,
    held: Counter[UUID],
    weights: Weights,
) -> dict[str, str]:
    gone = Absence.objects.visible_to(SYSTEM).filter(in_force(day)).order_by()
    absent = set(gone.values_list("officer_id", flat=True))
    found = {}
    for one in officers:
        if leaving is not None and one.pk == leaving.pk:
            found[str(one.pk)] = "hands_over"
        elif one.until is not None:
            found[str(one.pk)] = "leaves"
        elif one.pk in absent:
            found[str(one.pk)] = "absent"
        elif held[one.pk] >= weights.most:
            found[str(one.pk)] = "full"
    return found


def _helpers(
    officers: list[Officer], held: Counter[UUID], village: Area, day: date
) -> list[Helper]:
    rows = Pairing.objects.visible_to(SYSTEM).filter(
        not_over(day), officer__in=officers, responsible=True, household__village=village
    )
    groups = defaultdict(set)
    for officer, group in rows.order_by().values_list("officer_id", "household__group__name"):
        groups[officer].add(group or "")
    strengths = Strength.objects.visible_to(SYSTEM).filter(in_force(day), officer__in=officers)
    can: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    for one in strengths.select_related("code"):
        can[one.officer_id, one.kind].add(one.code.name if one.code else one.text)
    return [
        Helper(
            str(one.pk),
            held[one.pk],
            frozenset(groups[one.pk] - {""}),
            frozenset(can[one.pk, Kinds.SKILL]),
            frozenset(can[one.pk, Kinds.LANGUAGE]),
            fold(next(iter(sorted(can[one.pk, Kinds.BRANCH])), "")),
        )
        for one in officers
    ]


def _homes(
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
