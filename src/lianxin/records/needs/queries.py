"""Needs as they stand on a day: open, overdue, closed; of a village, household, officer or kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q
from django.utils.functional import cached_property

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.kernel.text import fold, simplified, tidy
from lianxin.people.models import Area, Officer, Partnership
from lianxin.register.models import Household, Membership, QualityRule

from .clock import Clock, clock
from .models import Need, NeedStep, ReplyRule

STATES = ("open", "overdue", "closed", "all")
AGES, AGES_RULE = (7, 30, 90), "need_ages"
"""Days at which open needs are parted by how long they have waited, where no row says so."""
SHOWN = ("kind", "officer", "household__group", "village", "result")


@dataclass(frozen=True)
class Wanted:
    """Which needs; what is left blank does not narrow."""

    village: Area | None = None
    household: UUID | None = None
    officer: UUID | None = None
    kind: UUID | None = None
    words: str = ""
    nobody: bool = False


def needs(
    actor: Actor, wanted: Wanted | None = None, *, state: str = "all", day: date | None = None
) -> GuardedQuerySet[Need]:
    """The needs raised by the day, in the state that they had then."""
    day, wanted = day or today(), wanted or Wanted()
    rows = Need.objects.visible_to(actor).filter(opened__lte=day)
    rows = rows.filter(_narrowed(wanted, day))
    return rows if state == "all" else rows.filter(_in_state(state, day))


def is_open(day: date) -> Q:
    return Q(closed__isnull=True) | Q(closed__gt=day)


def _in_state(state: str, day: date) -> Q:
    if state == "closed":
        return ~is_open(day)
    return is_open(day) & Q(due__lt=day) if state == "overdue" else is_open(day)


def _narrowed(wanted: Wanted, day: date) -> Q:
    given = {
        "village": wanted.village,
        "household": wanted.household,
        "officer": wanted.officer,
        "kind": wanted.kind,
    }
    found = Q(**{name: value for name, value in given.items() if value is not None})
    if wanted.nobody:
        found &= without_officer(day)
    return found & _saying(wanted.words) if wanted.words.strip() else found


def without_officer(day: date) -> Q:
    """Nobody answers: none was named, or the one named has left."""
    return Q(officer__isnull=True) | Q(officer__until__lte=day)


def _saying(words: str) -> Q:
    """Words of the need or its outcome, the household's number, or its head's name or initials."""
    text, folded = simplified(tidy(words)), fold(words)
    heads = _heads().filter(
        Q(person__name_folded__contains=folded) | Q(person__initials__startswith=folded)
    )
    said = Q(text__icontains=text) | Q(outcome__icontains=text)
    named = Q(household__in=heads.values("household_id")) if folded else Q()
    return said | Q(household__number__icontains=text) | named


def in_order(rows: GuardedQuerySet[Need], state: str) -> GuardedQuerySet[Need]:
    """What is due first stands first; what is closed, the latest first."""
    if state == "closed":
        return rows.order_by("-closed", "-id")
    rows = rows.order_by("due", "id")
    return (
        rows.order_by(F("closed").desc(nulls_first=True), "due", "id") if state == "all" else rows
    )


def counts(actor: Actor, wanted: Wanted, day: date) -> dict[str, int]:
    """How many there are in each state, in one look."""
    rows = needs(actor, wanted, day=day).order_by()
    return rows.aggregate(
        **{state: Count("pk", filter=_in_state(state, day)) for state in STATES[:3]},
        all=Count("pk"),
    )


@dataclass(frozen=True)
class NeedLine:
    """A need with how it stands and whose it is."""

    need: Need
    day: date

    @cached_property
    def clock(self) -> Clock:
        return clock(self.need, self.day)

    @property
    def head(self) -> str:
        """The household's head, else its number; nothing for a need of the whole village."""
        home = self.need.household
        if home is None:
            return ""
        heads = getattr(home, "heads", [])
        return heads[0].person.name if heads else home.number

    @property
    def unanswered(self) -> bool:
        officer = self.need.officer
        return officer is None or (officer.until is not None and officer.until <= self.day)


def lines(rows: GuardedQuerySet[Need], day: date) -> list[NeedLine]:
    return [NeedLine(need, day) for need in with_heads(rows)]


def with_heads(rows: GuardedQuerySet[Need]) -> GuardedQuerySet[Need]:
    """With what a line shows, in three queries whatever their number.

    Unscoped: whoever answers for a need has to know whose it is, also where another officer is paired.
    """
    homes = Household.objects.visible_to(SYSTEM).prefetch_related(
        Prefetch("memberships", _heads().select_related("person"), to_attr="heads")
    )
    homes = homes.select_related("group")
    plain = [name for name in SHOWN if not name.startswith("household")]
    return rows.select_related(*plain).prefetch_related(Prefetch("household", homes))


def _heads() -> GuardedQuerySet[Membership]:
    rows = Membership.objects.visible_to(SYSTEM).filter(in_force(), is_head=True)
    return rows.defer("person__id_sealed", "person__id_blind")


def need_of(actor: Actor, pk: UUID | str, day: date | None = None) -> NeedLine:
    """The need, or the refusal that looks the same for unseen and for absent."""
    row = with_heads(Need.objects.visible_to(actor)).get_visible(pk=pk)
    return NeedLine(row, day or today())


def steps(actor: Actor, need: Need) -> list[NeedStep]:
    rows = NeedStep.objects.visible_to(actor).filter(need=need)
    return list(rows.select_related("officer__unit", "author"))


def colleague(need: Need, name: str) -> Officer:
    """The officer in service of that name whose unit is paired with the need's village.

    Unscoped: an officer hands on to a colleague by name, without a list of everybody.
    """
    found = [row for row in officers_for(need.village) if row.name == tidy(name)]
    if not found:
        raise refuse("need.unknown_officer", "officer", name=tidy(name)[:40])
    if len(found) > 1:
        raise refuse("need.several_officers", "officer", name=found[0].name, n=len(found))
    return found[0]


def officers_for(village: Area) -> Iterable[Officer]:
    paired = Partnership.objects.visible_to(SYSTEM).filter(in_force(), village=village)
    reached = Q(pk__in=())
    for path in paired.values_list("unit__path", flat=True):
        reached |= Q(unit__path__startswith=path)
    return Officer.objects.visible_to(SYSTEM).filter(reached, in_force()).select_related("unit")


def reply_rules(day: date) -> tuple[list[ReplyRule], list[ReplyRule]]:
    """Time limits that hold or will hold, and those of the past; what never held is left out."""
    rows = ReplyRule.objects.visible_to(SYSTEM).select_related("kind")
    told = [row for row in rows if row.until != row.from_day]
    told.sort(key=lambda row: (row.kind is None, row.kind and row.kind.position, row.from_day))
    past = [row for row in told if row.until is not None and row.until <= day]
    return [row for row in told if row not in past], past


def ages(day: date) -> tuple[int, ...]:
    """Days up to which a need is of the one age and no older, as the row of the day says; rules are public."""
    rows = QualityRule.objects.visible_to(SYSTEM).filter(in_force(day), name=AGES_RULE)
    limits = rows.values_list("thresholds", flat=True).first()
    return tuple((limits or {}).get("days") or AGES)
