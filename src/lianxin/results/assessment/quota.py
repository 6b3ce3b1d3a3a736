"""The leading group gives a grade: as computed, or a lower one; the best only within the quota or for a reason."""

from __future__ import annotations

from dataclasses import dataclass

from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse

from . import marks
from .computing import Span
from .models import SchemeGrade, Subject
from .queries import assessments, officers_listed
from .standing import Standing, State, standings


@dataclass(frozen=True)
class Room:
    """How many people the signer's list has, how many of them may have the best grade, who has it signed."""

    people: int
    allowed: int
    given: int

    @property
    def full(self) -> bool:
        return self.given >= self.allowed


def room(actor: Actor, held: Standing) -> Room:
    """Over the year's list within the actor's sight, without the assessed one."""
    row = held.row
    people = officers_listed(actor, Span(row.year, row.half, row.last_day))
    rows = assessments(actor).filter(subject=Subject.OFFICER, year=row.year, half=row.half)
    others = standings(rows.filter(frozen__isnull=False).exclude(officer=row.officer))
    given = sum(one.state is State.SIGNED and is_best(one, one.result.grade) for one in others)
    return Room(len(people), marks.quota(len(people), held.scheme.scheme.best_quota), given)


def is_best(held: Standing, grade: SchemeGrade | None) -> bool:
    return grade is not None and grade == held.scheme.grades[0]


def open_to(held: Standing) -> list[SchemeGrade]:
    """The computed grade and those below it."""
    computed, grades = held.result.grade, list(held.scheme.grades)
    return grades[grades.index(computed) :] if computed in grades else []


def over(actor: Actor, held: Standing) -> Room | None:
    """Where one more of the best grade would be too many."""
    if held.row.subject != Subject.OFFICER or not is_best(held, held.result.grade):
        return None
    found = room(actor, held)
    return found if found.full else None


def given(actor: Actor, held: Standing, name: str, words: str) -> str:
    """The name of the grade that was given expressly; nothing where it is the computed one within the quota.

    Raises ``assessment.grade`` for one that is higher or unknown, ``assessment.quota`` where the best would be
    one too many and nobody said expressly that it is to be, ``assessment.grade_reason`` without words for it.
    """
    computed = held.result.grade
    if name and name not in {one.name for one in open_to(held)}:
        raise refuse("assessment.grade", "grade")
    full = over(actor, held) if not computed or name in {"", computed.name} else None
    if full and not name:
        raise refuse("assessment.quota", "grade", people=full.people, allowed=full.allowed)
    if computed is None or (name in {"", computed.name} and not full):
        return ""
    if not words:
        raise refuse("assessment.grade_reason", "words")
    return name
