"""A form between the page and an action: what was typed is kept, each problem stands at its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from lianxin.kernel.problem import Problem, Refused, refuse
from lianxin.people.actions import Opened
from lianxin.people.policy import AccountActor
from lianxin.people.queries import reaches_all

ELSEWHERE = {"action.not_allowed", "action.absent", "rule.for_all"}
"""Problems that no field can mend: they have a page of their own."""


@dataclass
class Form:
    actor: AccountActor
    values: Mapping[str, str]
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, request: HttpRequest, **first: Any) -> Form:
        """What was sent; before that, what the page shows at first."""
        shown = {name: "" if value is None else str(value) for name, value in first.items()}
        sent = request.POST if request.method == "POST" else {}
        values = {name: str(value) for name, value in sent.items()}
        return cls(request.actor, values if sent else shown)  # type: ignore[attr-defined]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def __contains__(self, name: str) -> bool:
        return bool(self.values.get(name))

    def day(self, name: str) -> date | None:
        """The day, or None where nothing was typed; what is no day is refused, never left out."""
        text = self[name].strip()
        try:
            day = parse_date(text) if text else None
        except ValueError:
            day = None
        if text and day is None:
            raise refuse("input.not_a_date", name, value=text[:20])
        return day

    def row(self, model: type[Model], name: str) -> Any:
        """The row chosen from a list, within the actor's sight; None where nothing was chosen."""
        if not self[name]:
            return None
        return model.objects.visible_to(self.actor).get_visible(pk=self[name])  # type: ignore[attr-defined]

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Keeps a refusal for the page to show; lets through what no field can mend."""
        try:
            yield
        except Refused as error:
            if any(p.code in ELSEWHERE for p in error.problems):
                raise
            self.problems = error.problems

    @property
    def errors(self) -> dict[str, str]:
        """The first problem of each field."""
        return {p.field: p.message() for p in reversed(self.problems) if p.field}

    @property
    def told(self) -> tuple[Problem, ...]:
        """What is said of many rows in the same words is told once, at the first of them."""
        return tuple({one.message(): one for one in reversed(self.problems)}.values())[::-1]

    @property
    def status(self) -> int:
        return max((p.status for p in self.problems), default=200)


def show_form(
    request: HttpRequest, page: str, form: Form, extra: Mapping[str, Any]
) -> HttpResponse:
    """The page with what was typed as ``v``, each field's problem as ``e``, and all ``problems``."""
    context = {"v": form.values, "e": form.errors, "problems": form.told, **extra}
    return render(request, page, context, status=form.status)


def shown_once(
    request: HttpRequest, opened: Sequence[Opened], back: str = "accounts"
) -> HttpResponse:
    """First passwords, on this answer only: no store, no session, no message keeps them."""
    response = render(request, "accounts/opened.html", {"opened": opened, "back": back})
    response.headers["Cache-Control"] = "no-store"
    return response


def visible(actor: AccountActor, model: Any, pk: Any) -> Any:
    """The row, or the refusal that looks the same for unseen and for absent."""
    return model.objects.visible_to(actor).get_visible(pk=pk)


def choices(rows: Iterable[Any], blank: bool = False) -> list[tuple[str, str]]:
    """Rows as the options of a list."""
    return ([("", "—")] if blank else []) + [(str(row.pk), str(row)) for row in rows]


def may(actor: AccountActor, on: Any = None, **actions: str) -> dict[str, bool]:
    """Which buttons a page shows: name to whether the actor may do the action, to this row."""
    return {name: actor.allows(action, on) for name, action in actions.items()}


def may_for_all(actor: AccountActor, **actions: str) -> dict[str, bool]:
    """As ``may``, of rows that hold for every unit: only who looks after all units has the buttons."""
    able = may(actor, **actions)
    whole = any(able.values()) and reaches_all(actor)
    return {name: each and whole for name, each in able.items()}
