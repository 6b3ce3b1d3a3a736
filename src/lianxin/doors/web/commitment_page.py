"""What the pages of 责任书 show: who has accepted and who has not, by name, and a paper line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.translation import override

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import Period, today
from lianxin.people.models import Officer
from lianxin.plans.commitments.models import Commitment
from lianxin.plans.commitments.queries import Answers, answers_of, commitments
from lianxin.plans.commitments.wording import is_heading, title_of
from lianxin.register import queries as register
from lianxin.visits.rules import Place, asked, how_much, name_of, requirements

State = Commitment.State
HOME_LINE = re.compile(r"\S+ \S")


class Duties:
    """What is asked of an officer in the year, in Chinese as the paper has it."""

    def __init__(self, day: date) -> None:
        self.rules = requirements(day)

    def __call__(self, officer: Officer, held: Answers) -> list[str]:
        place = Place(officer.unit.path, officer.rank, frozenset(held.villages))
        with override("zh-hans"):
            return [f"{name_of(one)}：{how_much(one)}" for one in asked(self.rules, place)]


def day_of(year: int) -> date:
    """From which the year's commitments are made now."""
    return max(today(), Period.year(year).first)


def officers_of(actor: Actor, year: int) -> list[Officer]:
    """Whom the actor sees: those who answer for somebody, and those whose commitment still holds."""
    seen = Officer.objects.visible_to(actor).select_related("unit")
    held = register.pairings(actor, day=day_of(year)).filter(responsible=True)
    live = commitments(actor, year).filter(state__in=(State.OPEN, State.ACCEPTED))
    keys = {*held.order_by().values_list("officer_id", flat=True)}
    keys |= {*live.order_by().values_list("officer_id", flat=True)}
    return list(seen.filter(pk__in=keys).order_by("unit__path", "initials", "pk"))


@dataclass
class Desk:
    """An officer with the last version; ``due``: what the next tap would do here."""

    officer: Officer
    row: Commitment | None
    accepted: Commitment | None
    households: int
    due: str = ""


@dataclass
class Book:
    """A year: whom the office must still do something for, whose tap is awaited, who has accepted."""

    year: int
    due: list[Desk] = field(default_factory=list)
    waiting: list[Desk] = field(default_factory=list)
    accepted: list[Desk] = field(default_factory=list)

    @property
    def all(self) -> int:
        return len({desk.officer.pk for desk in (*self.due, *self.waiting, *self.accepted)})


def book(actor: Actor, year: int, *, making: bool) -> Book:
    """By unit and name, never by how quickly somebody was; with ``making``, what another version needs."""
    found, people = Book(year), officers_of(actor, year)
    rows: dict[object, list[Commitment]] = {}
    for row in commitments(actor, year).order_by("version"):
        rows.setdefault(row.officer_id, []).append(row)
    day = day_of(year)
    held, duties = answers_of(people, year, day), Duties(day)
    for one in people:
        mine = rows.get(one.pk, [])
        live = [row for row in mine if row.state in {State.OPEN, State.ACCEPTED}]
        accepted = next((row for row in live if row.state == State.ACCEPTED), None)
        desk = Desk(one, live[-1] if live else None, accepted, len(held[one.pk].homes))
        desk.due = _due(desk, held[one.pk], duties) if making else ""
        _put(found, desk)
    return found


def _put(found: Book, desk: Desk) -> None:
    if desk.due:
        found.due.append(desk)
    elif desk.row is not None and desk.row.state == State.OPEN:
        found.waiting.append(desk)
    elif desk.row is not None:
        found.accepted.append(desk)


def _due(desk: Desk, held: Answers, duties: Duties) -> str:
    if not held.homes:
        return "over" if desk.row else ""
    if desk.row is None:
        return "none"
    said = duties(desk.officer, held)
    return "" if desk.row.basis == held.basis(desk.officer, said) else "changed"


@dataclass(frozen=True)
class Sheet:
    """One page of paper: heading, home or plain line by line."""

    row: Commitment
    title: str
    lines: list[tuple[str, str]]

    @property
    def size(self) -> str:
        """Smaller letters where there are more households, so that it stays one page."""
        many = self.row.households
        return "crowded" if many > 6 else "full" if many > 2 else ""


def sheets(rows: Iterable[Commitment]) -> list[Sheet]:
    return [Sheet(row, title_of(row.year), _lines(row.text)) for row in rows]


def _lines(text: str) -> list[tuple[str, str]]:
    found, part = [], ""
    for line in text.splitlines():
        if is_heading(line):
            part = line[0]
            found.append(("head", line))
        else:
            found.append(("home" if part == "一" and HOME_LINE.match(line) else "line", line))
    return found


def sample() -> bool:
    """Whether the papers are those of a demonstration."""
    return bool(settings.LIANXIN_DEMO)
