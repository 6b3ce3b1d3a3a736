"""Questions of a form, with why each is asked; what is chosen from lists; and the answer's way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force, today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.register import queries
from lianxin.register.models import Code, Household, Membership

from .form import Form
from .requests import Acted

Choices = Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Ask:
    """One question; ``hint`` says in plain words why it is asked or how to answer."""

    name: str
    label: Any
    hint: Any = ""
    type: str = "text"
    choices: Choices | None = None
    required: bool = False
    maxlength: int = 0
    inputmode: str = ""


@dataclass
class Event:
    """A page that asks something of a household and then does one action."""

    title: Any
    asks: Sequence[Ask]
    save: Callable[[Form], Any]
    done: Callable[[Any], str]
    lead: Any = ""
    first: dict[str, Any] = field(default_factory=dict)
    danger: Any = ""
    members: Sequence[Membership] = ()
    template: str = "events/form.html"
    more: dict[str, Any] = field(default_factory=dict)


def answer(request: Acted, household: Household | None, event: Event) -> HttpResponse:
    """Shows the form; done, leads to the household's page and says what was done."""
    form = Form.of(request, day=today().isoformat(), **event.first)
    if request.method == "POST":
        with form.refusing():
            made = event.save(form)
            messages.success(request, event.done(made))
            home = made if household is None else household
            return redirect("household", home.pk)
    shown = {"event": event, "household": household, **of_form(form), **event.more}
    shown |= {"asks": _asked(event, form), "members": _members(event, form)}
    return render(request, event.template, shown | _rev(event, form), status=form.status)


def of_form(form: Form) -> dict[str, Any]:
    """The form for a template, which would look up every name of it among the values."""
    return {"form": form, "problems": form.told, "errors": form.errors}


def _asked(event: Event, form: Form) -> list[tuple[Ask, str, str]]:
    return [(ask, form[ask.name], form.errors.get(ask.name, "")) for ask in event.asks]


def _members(event: Event, form: Form) -> list[tuple[Membership, str, str]]:
    names = [(row, f"relation-{row.person_id}") for row in event.members]
    return [(row, form[name], form.errors.get(name, "")) for row, name in names]


def _rev(event: Event, form: Form) -> dict[str, Any]:
    """The state that the writer looked at; after a clash, the state that the page shows now."""
    clash = any(p.code == "action.changed_meanwhile" for p in form.problems)
    now = event.more.get("rev", "")
    return {"rev": now if clash else form["rev"] or now}


def day_of(form: Form, name: str = "day") -> date:
    """The day that was typed; refused where it is missing or no date."""
    day = form.day(name)
    if day is None:
        raise refuse("input.not_a_date", name, value=form[name])
    return day


def code_of(form: Form, name: str) -> Code | None:
    return form.row(Code, name)  # type: ignore[no-any-return]


def chosen(form: Form, name: str, model: type[Any], label: Any) -> Any:
    """The row chosen from a list in which something must be chosen."""
    row = form.row(model, name)
    if row is None:
        raise refuse("input.required", name, label=str(label))
    return row


def codes(list_name: str, *, empty: Any = None, without: Iterable[str] = ()) -> Choices:
    """The values of a code list in force today; public, so the look-up is unscoped."""
    rows = Code.objects.visible_to(SYSTEM).filter(in_force(), list=list_name)
    listed = [(str(row.pk), row.told) for row in rows if row.name not in set(without)]
    return listed if empty is None else [("", empty), *listed]


def groups(village: Area, empty: Any) -> Choices:
    rows = Area.objects.visible_to(SYSTEM).filter(parent=village, level="group")
    return [("", empty), *((str(row.pk), row.name) for row in rows)]


def households(request: Acted, besides: Household, empty: Any) -> Choices:
    """The other households of the village, by number and head."""
    rows = queries.households(request.actor, village=besides.village).exclude(pk=besides.pk)
    heads = queries.memberships(request.actor).filter(is_head=True, household__in=rows)
    names = dict(heads.values_list("household_id", "person__name"))
    listed = [(str(row.pk), f"{row.number} {names.get(row.pk, '')}".strip()) for row in rows]
    return [("", empty), *listed]
