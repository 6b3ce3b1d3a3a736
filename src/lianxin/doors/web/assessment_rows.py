"""The records behind one item, as its panel shows them: who, when, what, and whether it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.money import yuan
from lianxin.kernel.text import in_english
from lianxin.plans.models import Measure, MeasureStep
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.diary.models import Act, Entry, Kind
from lianxin.records.file.income import Income
from lianxin.records.needs.models import Need
from lianxin.register.models import Household
from lianxin.register.queries import memberships
from lianxin.results.assessment.computing import Span
from lianxin.results.assessment.evidence import Whose, figure_of, met, rows_of
from lianxin.results.assessment.models import SchemeItem
from lianxin.review.models import UNDECIDED, Doubt, State

FEW, MANY = 4, 400
ICONS = {
    Kind.VISIT: "door-enter",
    Kind.TALK: "message-circle",
    Kind.STAY: "bed",
    Kind.LECTURE: "speakerphone",
}


@dataclass(frozen=True)
class Mark:
    """One small sign under a record."""

    words: str
    tone: str = "ok"
    icon: str = "check"


@dataclass(frozen=True)
class Record:
    icon: str
    title: str
    text: str = ""
    href: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass
class Panel:
    """``rest``: how many more there are than are shown; ``hidden``: that the reader may see none of them."""

    records: list[Record] = field(default_factory=list)
    rest: int = 0
    hidden: bool = False
    diary: str = ""


def panel_of(
    actor: Actor, item: SchemeItem, span: Span, theirs: Whose, *, every: bool = False
) -> Panel:
    """The latest first; what households said without a name is told in numbers alone."""
    figure = figure_of(item)
    if figure.model is Confirmation:
        return Panel()
    if not figure.told_to(actor) and actor.sees(figure.model) is None:
        return Panel(hidden=True)
    rows = rows_of(item, span, theirs, actor)
    found = RECORDS[figure.model](actor, item, span, theirs, rows)
    shown = found[:MANY] if every else found[:FEW]
    return Panel(shown, len(found) - len(shown), diary=_diary(actor, item, span, theirs))


def _diary(actor: Actor, item: SchemeItem, span: Span, theirs: Whose) -> str:
    kinds = {"visits": "visit", "talks": "talk", "stay_days": "stay", "lectures": "lecture"}
    whole = "entries" in (item.figure, item.whole)
    if actor.sees(Entry) is None or not (whole or item.figure in kinds) or not theirs.officers:
        return ""
    kind = f"&kind={kinds[item.figure]}" if item.figure in kinds else ""
    asked = f"officer={theirs.officers[0]}{kind}&from={span.year}-01-01&to={span.last}"
    return f"{reverse('diary')}?{asked}"


def _day(day: date) -> str:
    """12月18日, 18 Dec: the year is that of the sheet."""
    return date_format(day, "j M" if in_english() else "n月j日")


def _names(actor: Actor, homes: Iterable[UUID | None]) -> dict[UUID, str]:
    heads = memberships(actor).filter(household__in={one for one in homes if one}, is_head=True)
    return dict(heads.order_by().values_list("household_id", "person__name"))


def _acts(actor: Actor, item: SchemeItem, span: Span, theirs: Whose, rows: Any) -> list[Record]:
    """Once a household and day, as they are counted; without the words for who may not read them."""
    acts = list(rows.select_related("household", "village").order_by("-day", "-id"))
    once: dict[tuple[Any, ...], Act] = {}
    for act in acts:
        by_event = act.kind == Kind.LECTURE
        key = (act.event,) if by_event else (act.officer_id, act.household_id, act.day)
        once.setdefault(key, act)
    listed = list(once.values())
    entries = _entries_of(actor, listed)
    names = _names(actor, (act.household_id for act in listed))
    signs = _Signs(actor, listed)
    return [
        Record(
            ICONS.get(Kind(act.kind), "notebook"),
            f"{_day(act.day)} {names.get(act.household_id, '') if act.household_id else act.village}",
            entries[act.entry_id].words if act.entry_id in entries else "",
            reverse("entry", args=[act.entry_id]) if act.entry_id in entries else "",
            signs.of(act),
        )
        for act in listed
    ]


def _entries_of(actor: Actor, acts: Sequence[Act]) -> dict[UUID, Entry]:
    if actor.sees(Entry) is None:
        return {}
    rows = Entry.objects.visible_to(actor).filter(pk__in={act.entry_id for act in acts})
    return {row.pk: row for row in rows}


class _Signs:
    """What speaks for each act: reviewed, something came of it, the household said so."""

    def __init__(self, actor: Actor, acts: Sequence[Act]) -> None:
        keys = {act.entry_id for act in acts}
        doubts = Doubt.objects.visible_to(SYSTEM).filter(entry__in=keys)
        self.doubts = dict(doubts.values_list("entry_id", "state"))
        needs = Need.objects.visible_to(SYSTEM).filter(entry__in=keys)
        steps = MeasureStep.objects.visible_to(SYSTEM).filter(entry__in=keys)
        self.followed = {*needs.values_list("entry_id", flat=True)}
        self.followed |= {*steps.values_list("entry_id", flat=True)}
        self.said: set[tuple[Any, ...]] = set()
        self.tells_said = actor.sees(Confirmation) is not None
        if self.tells_said:
            homes = {act.household_id for act in acts if act.household_id}
            came = Confirmation.objects.visible_to(actor).filter(
                household__in=homes, answer=Confirmation.Answer.CAME
            )
            self.said = {*came.values_list("household_id", "officer_id", "day")}

    def of(self, act: Act) -> tuple[Mark, ...]:
        found = [self._reviewed(act)]
        if act.entry_id in self.followed:
            found.append(Mark(_("有下文")))
        if self.tells_said and act.household_id:
            key = (act.household_id, act.officer_id, act.day)
            said = key in self.said
            found.append(Mark(_("户主确认")) if said else Mark(_("户主没点"), "mute", "minus"))
        return tuple(found)

    def _reviewed(self, act: Act) -> Mark:
        state = self.doubts.get(act.entry_id)
        if state == State.ACCEPTED:
            return Mark(_("核实过"))
        if state in UNDECIDED:
            return Mark(_("有疑点，没定之前照算"), "warn", "alert-triangle")
        return Mark(_("有内容"))


def _entries(actor: Actor, item: SchemeItem, span: Span, theirs: Whose, rows: Any) -> list[Record]:
    good = met(item, span, theirs)
    listed = list(rows.select_related("village").order_by("-serial"))
    doubts = Doubt.objects.visible_to(SYSTEM).filter(entry__in=[row.pk for row in listed])
    states = dict(doubts.values_list("entry_id", "state"))
    return sorted(
        (
            Record(
                "notebook",
                f"{_day(row.day)} {row.village}",
                row.words,
                reverse("entry", args=[row.pk]),
                _entry_marks(row.pk in good, states.get(row.pk, "")),
            )
            for row in listed
        ),
        key=lambda record: record.marks[0].tone == "ok",
    )


def _entry_marks(counts: bool, state: str) -> tuple[Mark, ...]:
    if state == State.EXCLUDED:
        return (Mark(_("核实后不计入"), "bad", "ban"),)
    first = Mark(_("及时写的")) if counts else Mark(_("补写晚了"), "warn", "clock")
    if state in UNDECIDED:
        return (first, Mark(_("有疑点，没定之前照算"), "warn", "alert-triangle"))
    return (first,)


def _homes(actor: Actor, item: SchemeItem, span: Span, theirs: Whose, rows: Any) -> list[Record]:
    """What is missing stands first."""
    share = item.figure == "file_items_known"
    good = set() if share else met(item, span, theirs)
    listed = list(rows.order_by("village__path", "number"))
    names = _names(actor, (row.pk for row in listed))
    found = []
    for row in listed:
        title = f"{row.number} {names.get(row.pk, '')}"
        href = reverse("household", args=[row.pk])
        if share:
            text = _("该问 %(all)s 项，有 %(has)s 项") % {
                "all": row.items_asked,
                "has": row.items_known,
            }
            whole = row.items_known >= row.items_asked
            mark = Mark(_("齐全")) if whole else Mark(_("还缺"), "warn", "alert-triangle")
            found.append(Record("folder", title, text, href, (mark,)))
            continue
        mark = Mark(_("算上了")) if row.pk in good else Mark(_("还没有"), "warn", "minus")
        found.append(Record("home", title, "", href, (mark,)))
    return sorted(found, key=lambda record: record.marks[0].tone == "ok")


def _measures(actor: Actor, item: SchemeItem, span: Span, theirs: Whose, rows: Any) -> list[Record]:
    good = met(item, span, theirs)
    listed = list(rows.order_by("due", "id"))
    names = _names(actor, (row.household_id for row in listed))
    found = [
        Record(
            "target-arrow",
            f"{names.get(row.household_id, '')} {row.text}".strip(),
            _("期限 %(day)s") % {"day": row.due},
            reverse("measure", args=[row.pk]),
            (
                Mark(_("做完了"))
                if row.pk in good
                else Mark(_("到期没办完"), "warn", "alert-triangle"),
            ),
        )
        for row in listed
    ]
    return sorted(found, key=lambda record: record.marks[0].tone == "ok")


def _needs(actor: Actor, item: SchemeItem, span: Span, theirs: Whose, rows: Any) -> list[Record]:
    good = met(item, span, theirs)
    listed = list(rows.order_by("-opened", "id"))
    names = _names(actor, (row.household_id for row in listed))
    found = [
        Record(
            "message-question",
            f"{names.get(row.household_id, '') if row.household_id else ''} {row.text}".strip(),
            _("%(day)s 提的，期限 %(due)s") % {"day": row.opened, "due": row.due},
            reverse("need", args=[row.pk]),
            (
                Mark(_("有回音"))
                if row.pk in good
                else Mark(_("到期没回音"), "warn", "alert-triangle"),
            ),
        )
        for row in listed
    ]
    return sorted(found, key=lambda record: record.marks[0].tone == "ok")


def _incomes(actor: Actor, item: SchemeItem, span: Span, theirs: Whose, rows: Any) -> list[Record]:
    by_home: dict[UUID, dict[int, int]] = {}
    numbers: dict[UUID, str] = {}
    for row in rows.select_related("household").order_by("household__number"):
        by_home.setdefault(row.household_id, {})[row.year] = row.per_head
        numbers[row.household_id] = row.household.number
    names = _names(actor, by_home)
    return [
        Record(
            "trending-up" if _both(years, span.year) else "minus",
            f"{numbers[home]} {names.get(home, '')}",
            _income(years, span.year),
            reverse("household", args=[home]),
            (Mark(_("算上了")),)
            if _both(years, span.year)
            else (Mark(_("缺一年，不算"), "mute", "minus"),),
        )
        for home, years in by_home.items()
    ]


def _both(years: dict[int, int], year: int) -> bool:
    return year in years and years.get(year - 1, 0) > 0


def _income(years: dict[int, int], year: int) -> str:
    told = [yuan(years[one]) if one in years else "—" for one in (year - 1, year)]
    return _("人均 %(before)s 元 → %(now)s 元") % {"before": told[0], "now": told[1]}


RECORDS: dict[type[Any], Any] = {
    Act: _acts,
    Entry: _entries,
    Household: _homes,
    Measure: _measures,
    Need: _needs,
    Income: _incomes,
}
