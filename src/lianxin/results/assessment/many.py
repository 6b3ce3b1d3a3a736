"""Many officers' assessments at once: one transaction, each by the deed of one with an audit row of its own.

Those that cannot be are left out, each with its reason; the others are done.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.kernel import audit
from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.problem import Problem, Refused, refuse
from lianxin.people.models import Officer

from .actions import assessment_confirm, assessment_send, assessment_sign, ended
from .models import Assessment, Subject
from .queries import OfficerLine, assessments, officer_lines
from .sheet import as_data
from .standing import Standing, standings

MOST = 200
"""At once: each is written by itself, and others wait meanwhile."""
Deed = Callable[[Assessment], Assessment]


@dataclass(frozen=True)
class Left:
    """Somebody for whom it was not done, and why."""

    name: str
    problem: Problem


@dataclass
class Many:
    """``gone``: how many of those named do not stand in the actor's list, whether there are any or not."""

    done: list[Assessment] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    gone: int = 0

    @contextmanager
    def each(self, name: str) -> Iterator[list[Assessment]]:
        """What is refused of one is kept with the name; the rest goes on."""
        try:
            yield self.done
        except Refused as refused:
            self.left.append(Left(name, refused.problems[0]))


def stamp(shown: OfficerLine | Standing) -> str:
    """In short what somebody looked at: another one as soon as anything has changed that counts."""
    scheme, result = shown.sheet.scheme.scheme, shown.result
    grade = result.grade.name if result.grade else ""
    kept: list[Any] = [str(scheme.pk), result.total, grade, as_data(shown.sheet), shown.confirmed]
    return sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def assessments_confirm(
    *, actor: Actor, year: int, chosen: Mapping[UUID, str], half: int = 0
) -> Many:
    """``chosen``: officers, each with the stamp of the line that was looked at. As computed, no marks changed.

    Refuses as a whole who may confirm nobody, a span that is not over, nobody chosen or more than ``MOST``.
    """
    _check(actor, "assessment.confirm", chosen)
    span = ended(year, half)
    lines, made = officer_lines(actor, span, chosen), Many()
    made.gone = len(chosen) - len(lines)
    with _held(Officer, [line.officer.pk for line in lines]):
        for line in lines:
            with made.each(line.officer.name) as done:
                _check_line(line, chosen[line.officer.pk])
                row = assessment_confirm(
                    actor=actor,
                    of=line.officer,
                    year=span.year,
                    half=span.half,
                    sheet=line.computed,
                )
                done.append(row)
    return made


def assessments_send(*, actor: Actor, chosen: Mapping[UUID, str]) -> Many:
    """``chosen``: officers' assessments, each with its stamp; refuses as ``assessments_confirm`` does."""
    return _each(
        actor, "assessment.send", chosen, lambda row: assessment_send(actor=actor, assessment=row)
    )


def assessments_sign(*, actor: Actor, chosen: Mapping[UUID, str], words: str = "") -> Many:
    """``words``: said of each; what the leading group weighs before it signs is asked as for a single one."""
    return _each(
        actor,
        "assessment.sign",
        chosen,
        lambda row: assessment_sign(actor=actor, assessment=row, words=words),
    )


def _each(actor: Actor, action: str, chosen: Mapping[UUID, str], deed: Deed) -> Many:
    _check(actor, action, chosen)
    made = Many()
    with _held(Assessment, chosen):
        rows = assessments(actor).filter(subject=Subject.OFFICER, pk__in=list(chosen))
        found = standings(rows.order_by("unit__path", "officer__name", "pk"))
        made.gone = len(chosen) - len(found)
        for held in found:
            with made.each(str(held.row.officer)) as done:
                if stamp(held) != chosen[held.row.pk]:
                    raise refuse("assessment.changed")
                done.append(deed(held.row))
    return made


def _check(actor: Actor, action: str, chosen: Mapping[UUID, str]) -> None:
    if not actor.allows(action):
        with act(actor, action):  # refuses, and keeps that it was tried
            raise AssertionError(action)
    if not chosen:
        raise refuse("assessment.nobody_chosen")
    if len(chosen) > MOST:
        raise refuse("assessment.too_many", most=MOST)


def _check_line(line: OfficerLine, looked_at: str) -> None:
    """What somebody must look at singly is not confirmed among many."""
    if line.standing is not None:
        raise refuse("assessment.confirmed_by", who=line.standing.row.made_by)
    if line.computed.undecided:
        raise refuse("assessment.undecided")
    if stamp(line) != looked_at:
        raise refuse("assessment.changed")


@contextmanager
def _held(model: type[Officer] | type[Assessment], keys: Any) -> Iterator[None]:
    """One transaction, its rows held in one order and the audit chain last, so that two such deeds wait
    for each other and never stand in each other's way. Unscoped: only held; each is asked for by its deed."""
    with transaction.atomic(), audit.gathered():
        rows = model.objects.visible_to(SYSTEM).filter(pk__in=list(keys)).order_by("pk")
        list(rows.select_for_update().values_list("pk", flat=True))
        yield
