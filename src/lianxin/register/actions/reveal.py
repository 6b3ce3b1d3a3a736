"""Showing a sealed number: with a purpose, never without a trace, and never in the trace."""

from __future__ import annotations

import re

from lianxin.kernel.action import act
from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import unseal
from lianxin.kernel.text import prose

from ..identity import BANK, unseal_identity
from ..models import Household, Person

SHORTEST = 4


def person_reveal(*, actor: Actor, person: Person, purpose: str) -> str:
    """The ID number of one person."""
    with act(actor, "person.reveal", on=person) as audit:
        audit.note(purpose=purpose_of(purpose))
        if not person.id_sealed:
            raise refuse("person.no_id")
        return unseal_identity(person.id_sealed)


def household_reveal(*, actor: Actor, household: Household, purpose: str) -> str:
    """The bank account of one household."""
    with act(actor, "household.reveal", on=household) as audit:
        audit.note(purpose=purpose_of(purpose))
        if not household.bank_sealed:
            raise refuse("household.no_account")
        return unseal(bytes(household.bank_sealed), BANK)


def purpose_of(text: str) -> str:
    """At least some words; a number that somebody pasted into them is cut to its last digits."""
    plain = prose(text or "")
    if len(plain) < SHORTEST:
        raise refuse("reveal.purpose", "purpose")
    return re.sub(r"\d{7,}[\dXx]", lambda found: "…" + found.group()[-4:], plain)[:120]
