"""A page with a few questions about something else than a household, and how answers are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.money import fen
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import Problem, Refused, problem, refuse
from lianxin.kernel.text import tidy
from lianxin.people.models import Area, Officer
from lianxin.register.models import Code
from lianxin.register.pairings import eligible_officers

from .asks import Ask, of_form
from .form import Form
from .requests import Acted

M = TypeVar("M", bound=Model)
MOST_FEN = 10**15
UNREADABLE = -1


@dataclass
class Question:
    """What is asked, what is done with it, and where it leads; ``back`` is where one came from."""

    title: Any
    asks: Sequence[Ask]
    save: Callable[[Form], Any]
    done: Callable[[Any], str]
    to: Callable[[Any], str]
    back: str
    crumbs: Sequence[tuple[str, Any]] = ()
    lead: Any = ""
    first: dict[str, Any] = field(default_factory=dict)
    danger: Any = ""
    rev: int = 0
    template: str = "aid/ask.html"
    more: Callable[[Form], dict[str, Any]] = lambda form: {}


def put(request: Acted, question: Question) -> HttpResponse:
    """Shows the form; done, says what was done and goes on."""
    form = Form.of(request, **{"day": today().isoformat(), **question.first})
    if request.method == "POST":
        with form.refusing():
            made = question.save(form)
            messages.success(request, question.done(made))
            return redirect(question.to(made))
    asks = [(ask, form[ask.name], form.errors.get(ask.name, "")) for ask in question.asks]
    shown = {"question": question, "asks": asks, "rev": _rev(question, form), **of_form(form)}
    return render(request, question.template, shown | question.more(form), status=form.status)


def _rev(question: Question, form: Form) -> int | str:
    """The state that the writer looked at; after a clash, the state that the page shows now."""
    clash = any(one.code == "action.changed_meanwhile" for one in form.problems)
    return question.rev if clash else form["rev"] or question.rev


def rev_of(form: Form) -> int:
    return int(form["rev"]) if form["rev"].isdecimal() else 0


class Answers:
    """Reads one answer after the other; what cannot be read is told for all of them at once."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.problems: list[Problem] = []

    def day(self, name: str, label: Any, *, needed: bool = True) -> date:
        """The day; a stand-in that ``check`` never lets through where it is missing or no date."""
        try:
            found = self.form.day(name)
        except Refused as error:
            self.problems += error.problems
            return date.min
        if found is None and needed:
            self.problems.append(problem("input.required", name, label=str(label)))
        return found or date.min

    def maybe_day(self, name: str) -> date | None:
        found = self.day(name, "", needed=False)
        return None if found == date.min else found

    def amount(self, name: str) -> int:
        """Yuan to fen, 512.6万 too; nothing is 0, which no action takes for an amount."""
        text = tidy(self.form[name]).removesuffix("元").strip()
        try:
            found = fen(text.removesuffix("万")) * (10_000 if text.endswith("万") else 1)
        except Refused:
            found = MOST_FEN if text else 0
        if abs(found) >= MOST_FEN:
            self.problems.append(problem("input.not_an_amount", name, value=text[:20]))
        return found

    def pick(self, name: str, rows: Iterable[M], label: Any) -> Any:
        """The row chosen from those that were offered."""
        found = next((row for row in rows if str(row.pk) == self.form[name]), None)
        if found is None:
            self.problems.append(problem("input.required", name, label=str(label)))
        return found

    def check(self) -> None:
        if self.problems:
            raise Refused(self.problems)


def number_of(text: str) -> int | None:
    """A whole number, nothing for nothing; what is none becomes one that every action refuses."""
    text = tidy(text)
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 10 else UNREADABLE


def listed(name: str) -> list[Code]:
    """The values of a code list in force today; public, so the look-up is unscoped."""
    return list(Code.objects.visible_to(SYSTEM).filter(in_force(), list=name))


def offered(rows: Iterable[Any], empty: Any = None) -> list[tuple[str, str]]:
    found = [(str(row.pk), str(getattr(row, "told", row))) for row in rows]
    return found if empty is None else [("", str(empty)), *found]


def officers_of(request: Acted, village: Area) -> list[Officer]:
    """Whom the writer may name: officers of the paired units, also those who left in this year."""
    day = today()
    rows = eligible_officers(request.actor, village, day)
    rows |= eligible_officers(request.actor, village, date(day.year, 1, 1))
    return list(rows.order_by("unit__path", "name"))


def must_see(request: Acted, model: type[Model]) -> None:
    if request.actor.sees(model) is None:
        raise refuse("action.absent")


def key_in(request: Acted, name: str) -> UUID | None:
    """A key from the address; nothing where it is none."""
    return key_of(request.GET.get(name, ""))


def key_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def told(**keys: UUID | None) -> dict[str, str]:
    """Keys as a template compares them with the options of a list."""
    return {name: str(key or "") for name, key in keys.items()}
