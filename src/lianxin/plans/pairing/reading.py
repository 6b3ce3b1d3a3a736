"""Who may be paired with whom in a village on a day, read from the register, the file and the diary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import in_force
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import fold
from lianxin.people.models import Absence, Area, Officer
from lianxin.register import queries as register
from lianxin.register.models import Household, Pairing
from lianxin.register.pairings import eligible_officers, not_over

from .facts import Helper, Home, Weights
from .homes import homes_of
from .models import Advice, Strength
from .propose import MOST_PAIRS
from .rules import rule_of, weights_of

Kinds = Strength.Kind


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
        homes_of(actor, rows, weights, day, after),
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
