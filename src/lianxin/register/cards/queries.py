"""Which households have a card, which cards wait to be handed out, and what stands on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force, today
from lianxin.kernel.tally import counts
from lianxin.people.models import Area, Unit

from ..models import Household
from ..pairings import responsible
from ..queries import households, memberships
from .models import Card, CardWords
from .tokens import hashed

STATES = ("none", "issued", "handed", "withdrawn")
TRIES = 5
"""Wrong answers to a card's second question in a day."""


def valid(day: date | None = None) -> Q:
    """Not withdrawn by the day."""
    return Q(withdrawn__isnull=True) | Q(withdrawn__gt=day or today())


def card_of(token: str) -> Card | None:
    """The card whose code says this, while it is valid. Unscoped: nobody is signed in."""
    rows = Card.objects.visible_to(SYSTEM).filter(valid(), token_hash=hashed(token))
    rows = rows.filter(in_force(prefix="pairing__"))
    return rows.select_related("household__village", "officer__unit").first()


def card_called(number: str) -> Card | None:
    """The valid card with this printed number. Unscoped: whoever holds the card in hand may say it."""
    rows = Card.objects.visible_to(SYSTEM).filter(valid(), number=number)
    rows = rows.filter(in_force(prefix="pairing__")).defer("token_sealed")
    return rows.select_related("household__village").first()


@dataclass
class CardLine:
    """A household with its head, who answers for it, and its card where it has one."""

    household: Household
    head: str = ""
    officer: str = ""
    card: Card | None = None
    locked: bool = False

    @property
    def state(self) -> str:
        if self.card is None:
            return "none"
        return "handed" if self.card.handed_out else "issued"


def card_lines(actor: Actor, village: Area) -> list[CardLine]:
    """Every household of the village that exists today, by number; four queries whatever their number."""
    rows = list(households(actor, village=village).select_related("group"))
    lines = {row.pk: CardLine(row) for row in rows}
    heads = memberships(actor).filter(is_head=True, household__village=village).order_by()
    for key, name in heads.values_list("household_id", "person__name"):
        if key in lines:
            lines[key].head = name
    paired = responsible().filter(household__village=village).order_by()
    for key, name in paired.values_list("household_id", "officer__name"):
        if key in lines:
            lines[key].officer = name
    cards = Card.objects.visible_to(actor).filter(valid(), household__village=village)
    for card in cards.defer("token_sealed").select_related("officer", "handed_by").order_by("id"):
        if card.household_id in lines:
            lines[card.household_id].card = card
    shut = locked(line.card for line in lines.values() if line.card)
    for line in lines.values():
        line.locked = line.card is not None and line.card.pk in shut
    return list(lines.values())


def card_held(actor: Actor, household: Household) -> Card | None:
    """The household's card of today, without what its code says."""
    rows = Card.objects.visible_to(actor).filter(valid(), household=household)
    return rows.defer("token_sealed").first()


def withdrawn_cards(actor: Actor, village: Area) -> GuardedQuerySet[Card]:
    """Those that open nothing any more, the latest first."""
    rows = Card.objects.visible_to(actor).filter(household__village=village)
    rows = rows.filter(withdrawn__lte=today()).defer("token_sealed")
    return rows.select_related("household__group", "officer").order_by("-withdrawn", "-id")


def cards_for_print(actor: Actor, village: Area, keys: Sequence[UUID]) -> list[Card]:
    """Valid cards in the order in which they are carried out: by officer, then by number."""
    rows = Card.objects.visible_to(actor).filter(valid(), household__village=village)
    if keys:
        rows = rows.filter(pk__in=keys)
    rows = rows.select_related("household__group", "household__village", "officer__unit")
    return list(rows.order_by("officer__initials", "officer_id", "household__number"))


def tries_key(card: Card) -> str:
    return f"card-open-{card.pk}"


def locked(cards: Iterable[Card]) -> set[UUID]:
    """Cards whose second question is shut for today, after too many wrong answers."""
    keys = {tries_key(card): card.pk for card in cards}
    return {keys[key] for key, count in counts(keys).items() if count >= TRIES}


@dataclass(frozen=True)
class Said:
    """What a card says, in the reader's language where it came with the product.

    ``unit`` is the whole name: a section is named with the unit that it belongs to.
    """

    unit: str
    duties: list[str]
    rules: list[str]
    complaint: str


def words_of(unit: Unit) -> CardWords | None:
    """The unit's own, else those of the nearest unit above, else the product's."""
    rows = CardWords.objects.visible_to(SYSTEM).filter(in_force())
    rows = rows.filter(Q(unit__isnull=True) | Q(unit__path__in=_paths(unit))).select_related("unit")
    return max(rows, key=lambda row: len(row.unit.path) if row.unit else 0, default=None)


def said_by(unit: Unit) -> Said:
    """As the cards of the unit's officers say it today; where no line is named, the office's phone."""
    row, above = words_of(unit), _above(unit)
    whole = " ".join(dict.fromkeys((above[0].name, unit.name)))
    phone = next((one.phone for one in reversed(above) if one.phone), "")
    if row is None:
        return Said(whole, [], [], phone)
    lines = (row.duties.splitlines(), row.rules.splitlines())
    duties, rules = ([_(one) for one in some] for some in lines)
    return Said(whole, duties, rules, row.complaint or phone)


def _above(unit: Unit) -> list[Unit]:
    """The unit and those above it, the highest first. Unscoped: their names and phones are printed."""
    paths = _paths(unit)
    return list(Unit.objects.visible_to(SYSTEM).filter(path__in=paths).order_by("path"))


def _paths(unit: Unit) -> list[str]:
    return [unit.path[: end + 1] for end, mark in enumerate(unit.path) if mark == "."]
