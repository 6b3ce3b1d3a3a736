"""What the database itself refuses, said in the register's own words.

The checks before a write give the better sentence; this one holds when two people act at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from lianxin.kernel.problem import refuse

SAID = {
    "overlap: one_responsible": "pairing.overlap",
    "one_responsible_now": "pairing.overlap",
    "lianxin_pairing.household_id, lianxin_pairing.officer_id": "pairing.already",
    "pairing_once_open": "pairing.already",
    "lianxin_pairing.household_id": "pairing.overlap",
    "overlap: one_head": "head.two",
    "overlap: one_home": "member.two_homes",
    "person_id_once": "id.taken_elsewhere",
    "lianxin_person.id_blind": "id.taken_elsewhere",
    "household_number_once": "action.changed_meanwhile",
    "lianxin_household.village_id, lianxin_household.number": "action.changed_meanwhile",
    "household_register_code_once": "household.code_taken",
    "lianxin_household.village_id, lianxin_household.register_code": "household.code_taken",
}


@contextmanager
def said_plainly() -> Iterator[None]:
    """Stands outside ``act``, so that the transaction is rolled back before the refusal is raised."""
    try:
        yield
    except IntegrityError as error:
        for words, code in SAID.items():
            if words in str(error):
                raise refuse(code) from None
        raise
