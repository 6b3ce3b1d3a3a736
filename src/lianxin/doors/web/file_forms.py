"""Stating facts of a household: one calm form for each kind, prefilled with what holds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.records.file import actions
from lianxin.records.file.stated import HOUSEHOLD, PERSON, Stated, stated
from lianxin.register import queries
from lianxin.register.models import Household, Person
from lianxin.register.queries import HouseholdFile

from .asks import Ask, codes, day_of, of_form
from .file_asked import Stands, asked, facts, first
from .file_papers import MEMBER, PAPERS, Paper
from .form import Form
from .income_form import file_income
from .requests import Acted


def file_of(request: Acted, pk: UUID, action: str = "file.state") -> tuple[HouseholdFile, Stated]:
    """The file and what is stated in it, for whoever may write it."""
    file = queries.household(request.actor, pk)
    if not request.actor.allows(action, file.household):
        raise refuse("action.not_allowed", action=action)
    return file, stated(request.actor, [file])[file.household.pk]


def file_state(request: Acted, pk: UUID) -> HttpResponse:
    """``?kind=`` standing, dwelling, land, production, allowance or position."""
    file, held = file_of(request, pk)
    kind = request.GET.get("kind", "")
    kind = kind if kind in PAPERS else "standing"
    paper, form = PAPERS[kind], _form(request, PAPERS[kind], _of_household(held))
    if request.method == "POST":
        with form.refusing():
            actions.household_states(
                actor=request.actor,
                household=file.household,
                facts=facts(form, paper, request.POST.getlist("causes")),
                day=day_of(form),
            )
            return _saved(request, file.household)
    shown = {"kind": kind, "papers": PAPERS.items(), "causes": _causes(request, kind, held)}
    return _page(request, file, paper, form, _of_household(held), shown)


def file_member(request: Acted, pk: UUID, person: UUID) -> HttpResponse:
    file, held = file_of(request, pk)
    member = next((one for one in file.members if one.person_id == person), None)
    if member is None:
        raise refuse("action.absent")
    stands = _of_person(held, member.person)
    form = _form(request, MEMBER, stands)
    if request.method == "POST":
        with form.refusing():
            actions.person_states(
                actor=request.actor,
                person=member.person,
                facts=facts(form, MEMBER),
                day=day_of(form),
            )
            return _saved(request, file.household)
    shown = {"member": member, "members": file.members}
    return _page(request, file, MEMBER, form, stands, shown)


def _of_household(held: Stated) -> Stands:
    rows = [getattr(held, name) for name in HOUSEHOLD]
    return {type(row): row for row in rows if row is not None}


def _of_person(held: Stated, person: Person) -> Stands:
    rows = [getattr(held, name).get(person.pk) for name in PERSON]
    return {type(row): row for row in rows if row is not None}


def _form(request: Acted, paper: Paper, stands: Stands) -> Form:
    return Form.of(request, day=today().isoformat(), **first(paper, stands))


def _causes(request: Acted, kind: str, held: Stated) -> list[tuple[str, Any, bool]]:
    """The other causes with those that are ticked."""
    if kind != "standing":
        return []
    ticked = set(map(str, held.standing.causes)) if held.standing else set()
    ticked -= {str(held.standing.cause_id)} if held.standing else set()
    if request.method == "POST":
        ticked = set(request.POST.getlist("causes"))
    return [(key, label, key in ticked) for key, label in codes("cause")]


def _page(
    request: Acted,
    file: HouseholdFile,
    paper: Paper,
    form: Form,
    stands: Stands,
    shown: dict[str, Any],
) -> HttpResponse:
    groups = [(title, filled(form, asks)) for title, asks in asked(paper, stands)]
    since = max((row.from_day for row in stands.values() if row), default=None)
    shown |= {"file": file, "paper": paper, "groups": groups, "since": since, "day": form["day"]}
    return render(request, "file/form.html", shown | of_form(form), status=form.status)


def filled(form: Form, asks: list[Ask]) -> list[tuple[Ask, str, str]]:
    """Each question with what was typed and what is wrong with it."""
    return [(ask, form[ask.name], form.errors.get(ask.name, "")) for ask in asks]


def _saved(request: Acted, household: Household) -> HttpResponse:
    messages.success(request, _("存好了，户档和底子清都跟着变了"))
    return redirect("household", household.pk)


ONE, MEMBER_AT = "households/<uuid:pk>/", "households/<uuid:pk>/members/<uuid:person>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ONE}file/", file_state, name="file-state"),
    path(f"{ONE}income/", file_income, name="file-income"),
    path(f"{MEMBER_AT}file/", file_member, name="file-member"),
]
