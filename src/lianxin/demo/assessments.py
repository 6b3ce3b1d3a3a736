"""Last year's assessments in the demo: most are signed, one objection is answered, one is not looked at yet."""

from __future__ import annotations

from lianxin.kernel.actor import SYSTEM, Actor, System
from lianxin.people.policy import AccountActor
from lianxin.results.assessment.actions import (
    Set,
    assessment_answer,
    assessment_confirm,
    assessment_send,
    assessment_sign,
)
from lianxin.results.assessment.computing import OfficerSheet, Span, officer_sheets
from lianxin.results.assessment.hearing import assessment_agree, assessment_object
from lianxin.results.assessment.models import Assessment, AssessmentStep

from .people import Places
from .records import Records

OBJECTS, OPEN = "刘志强", "田立新"
ADJUSTED = "2.1"
OBJECTED = "4.3"
GRACE = 5
"""Tenths that the office adds where papers were in the village committee's hands."""


class Signed(System):
    """An officer without a login, whose word came on paper."""

    def __init__(self, name: str) -> None:
        self.name = name


class Assessments:
    def __init__(self, records: Records, made: Places) -> None:
        self.records, self.made = records, made

    def write(self) -> None:
        span = Span.of(self.records.day.year - 1)
        changed = False
        unit = self.records.officers[OPEN].unit.path.partition(".")[0]
        for one in officer_sheets(span):
            if not one.duty.officer.unit.path.startswith(unit):
                continue
            name = one.duty.officer.name
            if name == OPEN:
                continue
            short = self._short(one)
            changes = {} if changed or short is None else {ADJUSTED: short}
            changed = changed or bool(changes)
            row = assessment_confirm(
                actor=self.records.office,
                of=one.duty.officer,
                year=span.year,
                changes=changes,
                sheet=one.sheet,
            )
            assessment_send(actor=self.records.office, assessment=row)
            if name == OBJECTS:
                self._object(row, one)
            else:
                self._sign(row, name)

    def _short(self, one: OfficerSheet) -> Set | None:
        """A few tenths more for a file that was not typed in yet."""
        line = one.sheet.line(ADJUSTED)
        if line is None or line.marks is None or line.marks + GRACE > line.item.full:
            return None
        return Set(line.marks + GRACE, "有两份材料在村委会，核对过原件，还没录进来。")

    def _object(self, row: Assessment, one: OfficerSheet) -> None:
        assessment_object(
            actor=self.records.actor(OBJECTS),
            assessment=row,
            objections={OBJECTED: "十一月在地头和户主谈过一次低保的事，当时没带手机，漏记了。"},
        )
        # unscoped: the demo has just written it
        steps = AssessmentStep.objects.visible_to(SYSTEM).filter(assessment=row, what="object")
        assessment_answer(
            actor=self._account("assessor"),
            objection=steps.get(),
            words="问过户主，是有这回事；请把那天补写进日记，这一项按补上的算。",
            marks=self._full(one),
        )

    def _full(self, one: OfficerSheet) -> int:
        line = one.sheet.line(OBJECTED)
        return line.item.full if line else 0

    def _sign(self, row: Assessment, name: str) -> None:
        assessment_agree(actor=Signed(name), assessment=row)
        assessment_sign(actor=self._account("leader"), assessment=row)

    def _account(self, login: str) -> Actor:
        return AccountActor.of(self.made.accounts[login], door="command")
