"""What the page of an assessment shows: its lines by the parts of the method, the rows of one, the signatures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from lianxin.people.policy import AccountActor
from lianxin.results.assessment import wording
from lianxin.results.assessment.computing import Span
from lianxin.results.assessment.models import AssessmentStep, SchemeItem, Subject
from lianxin.results.assessment.sheet import Line, Result, Sheet
from lianxin.results.assessment.standing import Standing, State
from lianxin.results.assessment.subjects import Assessed

Part = SchemeItem.Part
What = AssessmentStep.What


@dataclass(frozen=True)
class Row:
    """One item as the table shows it; ``set_by``: the step that gave it other marks."""

    line: Line
    confirmed: str
    set_by: AssessmentStep | None = None
    objected: bool = False

    @property
    def item(self) -> SchemeItem:
        return self.line.item

    @property
    def standard(self) -> str:
        return wording.standard(self.line)

    @property
    def done(self) -> str:
        return wording.done(self.line)

    @property
    def full(self) -> str:
        return wording.told_marks(self.line.item.full)

    @property
    def computed(self) -> str:
        return wording.told_marks(self.line.marks)

    @property
    def evidence(self) -> str:
        return wording.evidence(self.line)

    @property
    def short(self) -> bool:
        """Not all of it was done, so that it wants a look."""
        return self.line.marks is not None and self.line.marks < self.line.item.full

    @property
    def untold(self) -> str:
        return wording.why_untold(self.line) if self.line.marks is None else ""


@dataclass
class Group:
    """A part of the method with its rows and sums."""

    seal: str
    title: str
    rows: list[Row] = field(default_factory=list)
    full: str = ""
    computed: str = ""
    confirmed: str = ""


@dataclass(frozen=True)
class Sign:
    """One line of the signatures."""

    icon: str
    tone: str
    words: str
    who: str = ""
    when: str = ""
    now: bool = False


@dataclass
class Shown:
    """An assessment as computed or confirmed; ``standing`` where the office has confirmed one."""

    sheet: Sheet
    standing: Standing | None
    span: Span
    groups: list[Group] = field(default_factory=list)

    @property
    def result(self) -> Result:
        return self.standing.result if self.standing else self.sheet.result

    @property
    def total(self) -> str:
        return wording.told_marks(self.result.total)

    @property
    def computed_total(self) -> str:
        return wording.told_marks(self.sheet.result.total)

    @property
    def weighed(self) -> str:
        """How the half-year's and the year-end's marks make the total, where both weigh."""
        half, weight = self.sheet.half, self.sheet.scheme.scheme.half_weight
        if half is None or not weight:
            return ""
        return _("上半年 %(half)s 分，占 %(weight)s%%，其余是年终") % {
            "half": wording.told_marks(half),
            "weight": weight,
        }

    @property
    def full(self) -> str:
        return wording.told_marks(self.sheet.scheme.full)

    @property
    def grade(self) -> str:
        return self.result.grade.told if self.result.grade else ""

    @property
    def best(self) -> bool:
        return self.result.grade is not None and self.result.grade == self.sheet.scheme.grades[0]

    @property
    def changed_part(self) -> str:
        """How much the changes of households weigh."""
        rows = (one.item.full for one in self.sheet.lines if one.item.part == Part.CHANGED)
        return wording.told_marks(sum(rows))

    @property
    def left_out(self) -> int:
        return sum(row.line.marks is None for group in self.groups for row in group.rows)

    @property
    def bars(self) -> list[str]:
        titles = {item.code: item.told_title for item in self.sheet.scheme.items}
        return [wording.bar_told(bar, titles.get(bar.item, bar.item)) for bar in self.result.barred]

    @property
    def off(self) -> list[tuple[str, int, str]]:
        return [
            (_(one.title), one.rows, wording.told_marks(one.marks))
            for one in self.sheet.off
            if one.rows
        ]

    def row(self, code: str) -> Row | None:
        return next(
            (row for group in self.groups for row in group.rows if row.item.code == code), None
        )

    @property
    def first(self) -> Row | None:
        """The first that was not done in full, else the first."""
        rows = [row for group in self.groups for row in group.rows]
        return next((row for row in rows if row.short), rows[0] if rows else None)


def shown_of(sheet: Sheet, standing: Standing | None, span: Span) -> Shown:
    it = Shown(sheet, standing, span)
    for part in dict.fromkeys(line.item.part for line in sheet.lines):
        rows = [_row(line, standing) for line in sheet.lines if line.item.part == part]
        it.groups.append(_group(Part(part), rows, standing))
    return it


def _row(line: Line, standing: Standing | None) -> Row:
    if standing is None:
        return Row(line, "")
    code = line.item.code
    return Row(
        line,
        wording.told_marks(standing.confirmed[code]),
        standing.changed.get(code),
        any(one.step.item == code for one in standing.waiting),
    )


def _group(part: Part, rows: Sequence[Row], standing: Standing | None) -> Group:
    confirmed = ""
    if standing is not None:
        confirmed = _sum(standing.confirmed[row.item.code] for row in rows)
    return Group(
        part.value,
        str(part.label),
        list(rows),
        _sum(row.item.full for row in rows),
        _sum(row.line.marks for row in rows),
        confirmed,
    )


def _sum(marks: Iterable[int | None]) -> str:
    return wording.told_marks(sum(one or 0 for one in marks))


def signs(it: Shown, day: date) -> list[Sign]:
    """The steps an assessment goes through, those that are done and the one whose turn it is."""
    held = it.standing
    if held is None:
        return [
            Sign("circle-dot", "", _("系统算分"), when=_("随时在算"), now=True),
            Sign("circle", "mute", _("联户办核定")),
            Sign("circle", "mute", _heard(it)),
            Sign("circle", "mute", _("领导小组审定")),
        ]
    found = [_done(_("系统算分"), "", held.row.made_at)]
    found += [_done(_("联户办核定"), held.row.made_by, held.row.made_at)]
    if held.row.subject != Subject.UNIT:
        found.append(_person(held, it))
    return [*found, _leader(held)]


def _heard(it: Shown) -> str:
    days = it.sheet.scheme.scheme.objection_days
    return _("本人看过，%(n)s 天内可申诉") % {"n": days}


def _person(held: Standing, it: Shown) -> Sign:
    seen = held.last(What.AGREE) or held.last(What.READ)
    if held.state in {State.SIGNED, State.CORRECTED}:
        return _done(_heard(it), "", seen.at if seen else held.row.made_at)
    if held.last(What.SEND) is None:
        return Sign("circle", "mute", _heard(it))
    if held.waiting:
        return Sign("circle-dot", "warn", _("有申诉，等答复"), now=True)
    if held.last(What.AGREE):
        return _done(_("本人没有意见"), "", seen.at if seen else held.row.made_at)
    if not held.open_to_objection:
        return _done(_("申诉期过了"), "", held.row.made_at)
    until = _("到 %(day)s 可申诉") % {"day": held.until}
    words = _("本人看过") if held.last(What.READ) else _("等本人看")
    return Sign("circle-dot", "", words, when=until, now=True)


def _leader(held: Standing) -> Sign:
    step = held.last(What.SIGN)
    if step is not None:
        return _done(_("领导小组审定"), step.author_name, step.at)
    if held.may_sign:
        return Sign("circle-dot", "", _("领导小组审定"), when=_("现在"), now=True)
    return Sign("circle", "mute", _("领导小组审定"))


def _done(words: str, who: str, at: Any) -> Sign:
    return Sign("circle-check", "ok", words, who, f"{timezone.localdate(at):%Y-%m-%d}")


@dataclass(frozen=True)
class Step:
    """A step as the history tells it."""

    at: Any
    what: str
    who: str
    words: str
    item: str
    marks: str
    grade: str = ""


def told_steps(held: Standing) -> list[Step]:
    titles = {item.code: item.told_title for item in held.scheme.items}
    return [
        Step(
            one.at,
            str(What(one.what).label),
            one.author_name,
            one.words,
            f"{one.item} {titles.get(one.item, '')}".strip(),
            "" if one.marks is None else wording.told_marks(one.marks),
            gettext(one.grade) if one.grade else "",
        )
        for one in held.steps
    ]


def may_of(actor: AccountActor, of: Assessed, held: Standing | None, over: bool) -> dict[str, bool]:
    """Which deeds the page offers; each is asked for again when it is done."""
    row = held.row if held else None
    going = held is not None and held.state not in {State.SIGNED, State.CORRECTED, State.WITHDRAWN}
    sent = held is not None and held.last(What.SEND) is not None
    own = of.officer is not None and actor.account.officer_id == of.officer.pk
    asked = held is not None and held.open_to_objection and (own or of.officer is None)

    def may(deed: str, on: Any = row) -> bool:
        return actor.allows(f"assessment.{deed}", on)

    confirms = over and not own and (held is None or (going and not sent)) and may("confirm", of.it)
    return {
        "confirm": confirms,
        "adjust": confirms,
        "answer": going and not own and may("answer"),
        "sign": held is not None and held.may_sign and not own and may("sign"),
        "withdraw": going and not own and may("withdraw"),
        "correct": held is not None and held.state is State.SIGNED and not own and may("correct"),
        "read": asked and held is not None and not held.last(What.READ) and may("read"),
        "object": asked and may("object"),
        "agree": asked and held is not None and not held.waiting and may("agree"),
    }
