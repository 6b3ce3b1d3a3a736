"""Cards: issued, printed, handed out, withdrawn, renewed; and the words on them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lianxin.kernel import audit as chain
from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Officer, Unit
from lianxin.people.wording import Reading

from ..actions.memberships import lock
from ..models import Household, Pairing
from .models import Card, CardWords
from .queries import valid
from .tokens import fresh_number, fresh_token, hashed, sealed, token_of

LINES = 8
LINE = 40
CALLED = re.compile(r"[0-9][0-9-]{2,19}")
"""Short numbers such as 12345 as well."""


def card_issue(*, actor: Actor, household: Household) -> Card:
    """A card for the household and the officer who answers for it today."""
    with act(actor, "card.issue", on=household) as audit:
        row = lock(household)
        pairing = _pairing(row)
        if pairing is None:
            raise refuse("card.no_officer", number=row.number)
        if _cards(row).filter(valid()).exists():
            raise refuse("card.has_one", number=row.number)
        token = fresh_token()
        card = Card.objects.create(
            household=row,
            pairing=pairing,
            officer=pairing.officer,
            number=fresh_number(),
            token_hash=hashed(token),
            token_sealed=sealed(token),
            issued=today(),
            issued_by_id=actor.id,
        )
        audit.note(officer=pairing.officer.name)
        return card


def cards_issue(*, actor: Actor, households: Iterable[Household]) -> list[Card]:
    """Each household that has an officer and no card yet gets one; refused where there is none such."""
    wanted = list(households)
    held = Card.objects.visible_to(SYSTEM).filter(valid(), household__in=wanted)
    answered = Pairing.objects.visible_to(SYSTEM).filter(in_force(), responsible=True)
    able = set(answered.filter(household__in=wanted).values_list("household_id", flat=True))
    able -= set(held.values_list("household_id", flat=True))
    if not able:
        raise refuse("card.nobody_waits")
    wanted = [one for one in wanted if one.pk in able]
    _check_allowed(actor, "card.issue", wanted)
    with transaction.atomic(), chain.gathered():
        return [card_issue(actor=actor, household=one) for one in wanted]


def cards_hand_out(
    *, actor: Actor, cards: Iterable[Card], day: date, by: Officer | None = None
) -> list[Card]:
    """All or none of them were brought to their households on the day, by their officers if nobody is named."""
    chosen = list(cards)
    if not chosen:
        raise refuse("card.none_chosen", "card")
    _check_allowed(actor, "card.hand_out", chosen)
    with transaction.atomic(), chain.gathered():
        return [_hand_out(actor, one, day, by) for one in chosen]


def _check_allowed(actor: Actor, action: str, rows: Iterable[Household | Card]) -> None:
    """Before the common transaction, so that a refusal stays in the audit."""
    for row in rows:
        if not actor.allows(action, row):
            with act(actor, action, on=row):
                raise AssertionError("act lets in whom allows keeps out")


def _hand_out(actor: Actor, card: Card, day: date, by: Officer | None) -> Card:
    with act(actor, "card.hand_out", on=card) as audit:
        row = _locked(card)
        if row.handed_out is not None:
            raise refuse("card.handed_out", "card", number=str(row), day=row.handed_out)
        if not row.issued <= day <= today():
            raise refuse("card.wrong_day", "day", issued=row.issued)
        row.handed_out, row.handed_by = day, by or row.officer
        row.save(update_fields=["handed_out", "handed_by"])
        audit.note(row, day=day, officer=row.handed_by.name)
        return row


def card_hand_back(*, actor: Actor, card: Card) -> Card:
    """It was not brought to the household after all: the note of it is taken back."""
    with act(actor, "card.hand_back", on=card) as audit:
        row = _locked(card)
        audit.note(row, before=row.handed_out)
        row.handed_out = row.handed_by = None
        row.save(update_fields=["handed_out", "handed_by"])
        return row


def card_withdraw(*, actor: Actor, card: Card, reason: str) -> Card:
    """From now on its code opens nothing."""
    with act(actor, "card.withdraw", on=card) as audit:
        row = _locked(card)
        why = _reason(reason)
        row.withdrawn, row.withdrawn_for = today(), why
        row.save(update_fields=["withdrawn", "withdrawn_for"])
        audit.note(row, reason=why)
        return row


def card_renew(*, actor: Actor, card: Card, reason: str) -> Card:
    """The old one ends and a new one with another code and number begins."""
    with act(actor, "card.renew", on=card) as audit:
        old = card_withdraw(actor=actor, card=card, reason=reason)
        new = card_issue(actor=actor, household=old.household)
        audit.note(new)
        return new


class Printed(NamedTuple):
    card: Card
    token: str


def cards_printed(*, actor: Actor, cards: Iterable[Card]) -> list[Printed]:
    """The cards with what their codes say, for paper; that they were asked for is kept."""
    chosen = list(cards)
    with act(actor, "card.print") as audit:
        if not _may_print(actor, chosen):
            raise refuse("action.absent")
        audit.note(cards=len(chosen))
        return [Printed(card, token_of(card)) for card in chosen]


def _may_print(actor: Actor, cards: Iterable[Card]) -> bool:
    """Whoever may print a village's cards is asked about once; of other villages, card by card."""
    villages = {card.household.village for card in cards}
    whole = {village.pk for village in villages if actor.allows("card.print", village)}
    return all(
        card.household.village_id in whole or actor.allows("card.print", card) for card in cards
    )


def card_words_set(
    *, actor: Actor, unit: Unit, duties: str, rules: str, complaint: str
) -> CardWords:
    """From today on the unit's cards say this; what they said before stays known."""
    with act(actor, "card.words", on=unit) as audit:
        found = Reading()
        told = {
            "duties": _lines(found, "duties", duties, _("职责")),
            "rules": _lines(found, "rules", rules, _("规矩")),
            "complaint": found.words("complaint", complaint, _("监督电话"), 40),
        }
        if told["complaint"] and not CALLED.fullmatch(told["complaint"]):
            found.add("input.wrong_phone", "complaint", value=told["complaint"])
        found.check()
        rows = CardWords.objects.visible_to(SYSTEM).filter(unit=unit)
        rows.filter(in_force()).update(until=today())
        row = CardWords.objects.create(unit=unit, from_day=today(), **told)
        audit.note(unit=str(unit))
        return row


def _lines(found: Reading, field: str, text: str, label: object) -> str:
    """One to eight lines, each short enough for a card."""
    rows = [one for line in text.splitlines() if (one := line.strip())]
    if len(rows) > LINES:
        found.add("card.too_many_lines", field, label=str(label), limit=LINES)
    kept = [found.words(field, one, label, LINE, sentence=True) for one in rows[:LINES]]
    if not rows:
        found.add("input.required", field, label=str(label))
    return "\n".join(kept)


def _pairing(household: Household) -> Pairing | None:
    rows = Pairing.objects.visible_to(SYSTEM).filter(in_force(), responsible=True)
    return rows.filter(household=household).select_related("officer").first()


def _cards(household: Household) -> GuardedQuerySet[Card]:
    return Card.objects.visible_to(SYSTEM).filter(household=household)


def _locked(card: Card) -> Card:
    """As it stands now. Unscoped: the policy has just been asked about this very row."""
    rows = Card.objects.visible_to(SYSTEM).select_for_update(of=("self",))
    row = rows.select_related("household", "officer").get(pk=card.pk)
    if row.withdrawn is not None and row.withdrawn <= today():
        raise refuse("card.withdrawn", "card", number=str(row), day=row.withdrawn)
    return row


def _reason(text: str) -> str:
    reading = Reading()
    why = reading.words("reason", text, _("原因"), 120, needed=True, sentence=True)
    reading.check()
    return why
