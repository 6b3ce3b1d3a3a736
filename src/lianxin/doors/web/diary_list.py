"""What the diary's list shows: its conditions from the address, its rows, the way to more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import Problem, Refused, refuse
from lianxin.kernel.text import fold, tidy
from lianxin.people.models import Area, Officer
from lianxin.records.diary.models import Kind
from lianxin.records.diary.queries import Asked, Told, entries, told
from lianxin.register.models import Household
from lianxin.register.queries import memberships

from .form import visible
from .marking import excerpt, marked

ICONS = {
    Kind.VISIT: "door-enter",
    Kind.TALK: "message-circle",
    Kind.STAY: "bed",
    Kind.LECTURE: "speakerphone",
    Kind.TRAINING: "school",
    Kind.DELIVERY: "packages",
    Kind.HELP: "heart-handshake",
}
NAMES = ("q", "kind", "officer", "household", "from", "to", "withdrawn")


@dataclass
class Line:
    """An entry in the list, its hits marked."""

    told: Told
    words: Sequence[str] = ()

    @property
    def icon(self) -> str:
        kinds = self.told.kinds
        return ICONS[kinds[0]] if kinds else "notebook"

    @cached_property
    def text(self) -> SafeString:
        return excerpt(self.told.entry.words, self.words)

    @cached_property
    def officer(self) -> SafeString:
        return marked(self.told.entry.officer.name, self.words)

    @cached_property
    def households(self) -> list[tuple[Household, SafeString]]:
        return [(one, marked(name or one.number, self.words)) for one, name in self.told.named]


@dataclass
class Page:
    asked: Asked
    sent: dict[str, str]
    lines: list[Line] = field(default_factory=list)
    problems: Sequence[Problem] = ()
    next: int | None = None
    after: int | None = None
    chips: list[tuple[str, str]] = field(default_factory=list)

    @property
    def narrowed(self) -> bool:
        return not self.asked.wide

    @property
    def query(self) -> str:
        return urlencode(self.sent)

    @property
    def more(self) -> str:
        return urlencode({**self.sent, "after": self.next}) if self.next else ""


def page_of(actor: Actor, sent: QueryDict, village: Area | None) -> Page:
    """What is asked that cannot be read is said, and the list stays empty meanwhile."""
    given = {name: tidy(str(sent.get(name, "")))[:60] for name in NAMES}
    kept = {name: text for name, text in given.items() if text}
    page = Page(Asked(), kept)
    try:
        page.asked = asked_of(actor, kept, village)
        page.after = _number(sent.get("after", ""))
        rows, page.next = entries(actor, page.asked, after=page.after)
    except Refused as error:
        if any(one.code == "action.absent" for one in error.problems):
            raise
        page.problems = error.problems
        return page
    words = [word for word in map(fold, page.asked.words.split()) if word]
    page.lines = [Line(one, words) for one in told(actor, rows)]
    page.chips = list(_chips(actor, page))
    return page


def asked_of(actor: Actor, sent: dict[str, str], village: Area | None) -> Asked:
    kind = sent.get("kind", "")
    return Asked(
        words=sent.get("q", ""),
        officer=_row(actor, Officer, sent.get("officer", "")),
        household=_row(actor, Household, sent.get("household", "")),
        village=village,
        kind=kind if kind in Kind.values else "",
        first=_day(sent, "from"),
        last=_day(sent, "to"),
        withdrawn="withdrawn" in sent,
    )


def _row(actor: Actor, model: Any, key: str) -> Any:
    return visible(actor, model, key) if key else None  # type: ignore[arg-type]


def _day(sent: dict[str, str], name: str) -> date | None:
    text = sent.get(name, "")
    try:
        found = parse_date(text) if text else None
    except ValueError:
        found = None
    if text and found is None:
        raise refuse("input.not_a_date", name, value=text[:20])
    return found


def _number(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
    return number if 0 < number < 2**63 else None


def _chips(actor: Actor, page: Page) -> Any:
    """Each condition in words, with the address of the list without it."""
    asked = page.asked
    words = {
        "kind": Kind(asked.kind).label if asked.kind else "",
        "officer": asked.officer.name if asked.officer else "",
        "household": _head(actor, asked.household) if asked.household else "",
        "from": _("%(day)s 起") % {"day": asked.first} if asked.first else "",
        "to": _("到 %(day)s") % {"day": asked.last} if asked.last else "",
        "withdrawn": _("撤下的") if asked.withdrawn else "",
    }
    for name, text in words.items():
        if text:
            yield str(text), urlencode({k: v for k, v in page.sent.items() if k != name})


def _head(actor: Actor, household: Household) -> str:
    head = memberships(actor).filter(household=household, is_head=True).select_related("person")
    found = head.only("person__name").first()
    return found.person.name if found else household.number
