"""ID numbers in a roster: old ones lengthened, disability numbers shortened, lost digits noticed."""

from __future__ import annotations

import re
from typing import NamedTuple

from lianxin.kernel.problem import Problem, Refused, problem
from lianxin.kernel.sealed import masked
from lianxin.register.identity import IdCheck, check_id, written

from .cells import SCIENTIFIC, Reading, told
from .columns import word
from .vocabulary import Vocabulary
from .workbook import Cell

DISABILITY = re.compile(r"^([0-9]{17}[0-9X])[1-7][1-4](?:B[0-9]|[0-9]{2})?$")
SHORTEST = 15
OTHER_PAPER = re.compile(r"^[0-9A-Z]{5,20}$")


class Identity(NamedTuple):
    """What an ID cell tells: a checked number, another paper's number, or why there is none."""

    check: IdCheck | None = None
    paper: str = ""
    reason: str = ""


def read_id(cell: Cell, text: str, _: Vocabulary) -> Reading:
    """Never repeats the number: repairs and problems carry its last four characters only."""
    if isinstance(cell, float):
        return Reading(wrong=problem("roster.id_lost"))
    if len(text) < SHORTEST:
        if SCIENTIFIC.match(text):
            return Reading(wrong=problem("roster.id_lost"))
        if word("no_id", text):
            return told(cell, Identity(reason=text), text, "spaces")
    number = written(text)
    rule = "id_case" if number == text.upper() else "id_signs"
    if len(number) in (20, 22):
        shortened = DISABILITY.match(number)
        if not shortened:
            return Reading(wrong=problem("roster.id_disability", tail=masked(number)))
        number, rule = shortened[1], "id_disability"
    try:
        check = check_id(number)
    except Refused as refusal:
        paper = Identity(paper=number) if OTHER_PAPER.match(number) else None
        return Reading(paper, wrong=_renamed(refusal.problems[0]))
    if check.number == cell:
        return Reading(Identity(check))
    if len(number) == 15:
        rule = "id_15"
    reading = told(cell, Identity(check), check.number, rule)
    if not isinstance(cell, str) and rule == "id_15":
        reading = Reading(Identity(check), check.number, rule)
    return reading._replace(after=masked(reading.after)) if reading.after else reading


def _renamed(found: Problem) -> Problem:
    """id.checksum of the register is roster.id_checksum in a roster."""
    return problem(found.code.replace("id.", "roster.id_", 1), **found.details)
