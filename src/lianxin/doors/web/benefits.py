"""Payments of a household 补贴、资助、救助: the list of them, and a form for each."""

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
from lianxin.records.file.benefiting import benefit_end, benefit_state
from lianxin.records.file.benefits import BENEFITS as KINDS
from lianxin.records.file.benefits import Benefit
from lianxin.records.file.labels import BENEFIT_TITLES, FIELDS, told
from lianxin.records.file.stated import Stated
from lianxin.register.queries import HouseholdFile

from .asks import day_of, of_form
from .file_asked import asked, facts, first
from .file_forms import file_of, filled
from .file_papers import BENEFITS, PAPERS
from .form import Form
from .requests import Acted


def benefits(request: Acted, pk: UUID) -> HttpResponse:
    """All payments that hold, kind by kind, and a form for one more: ``?kind=``."""
    file, held = file_of(request, pk)
    kind = request.GET.get("kind", "")
    return _page(request, file, held, kind if kind in KINDS else "subsidy", None)


def benefit(request: Acted, pk: UUID, line: UUID) -> HttpResponse:
    """One payment put right, or taken out."""
    file, held = file_of(request, pk)
    row = next((one for one in held.benefits if one.line == line), None)
    if row is None:
        raise refuse("action.absent")
    if request.POST.get("do") == "end":
        benefit_end(actor=request.actor, benefit=row)
        messages.success(request, _("删去了，以前的照旧查得到"))
        return redirect("benefits", file.household.pk)
    kind = next(name for name, model in KINDS.items() if model is type(row))
    return _page(request, file, held, kind, row)


def _page(
    request: Acted, file: HouseholdFile, held: Stated, kind: str, row: Benefit | None
) -> HttpResponse:
    paper, model = BENEFITS[kind], KINDS[kind]
    shown = {"day": today().isoformat(), "year": today().year} | (
        first(paper, {model: row}) if row else {}
    )
    person = getattr(row, "person_id", None)
    form = Form.of(request, person=person, **shown)
    if request.method == "POST":
        with form.refusing():
            benefit_state(
                actor=request.actor,
                household=file.household,
                kind=model,
                fields=facts(form, paper)[model],
                person=_person(form, file),
                of=row,
                day=day_of(form),
            )
            messages.success(request, _("存好了，台账里已经有了"))
            return redirect("benefits", file.household.pk)
    groups = [(title, filled(form, asks)) for title, asks in asked(paper, {model: row})]
    more: dict[str, Any] = {"file": file, "paper": paper, "groups": groups, "kind": kind}
    more |= {"row": row, "papers": PAPERS.items(), "kinds": BENEFITS.items(), "day": form["day"]}
    more |= {"listed": _listed(file, held), "members": file.members, "of_person": _of_person(model)}
    return render(request, "file/benefits.html", more | of_form(form), status=form.status)


def _of_person(model: type[Benefit]) -> bool:
    return hasattr(model, "person")


def _person(form: Form, file: HouseholdFile) -> Any:
    """The member it was for; of a foreign one the action would say no."""
    key = form["person"]
    return next((one.person for one in file.members if str(one.person_id) == key), None)


def _listed(file: HouseholdFile, held: Stated) -> list[tuple[Any, list[tuple[Benefit, str, str]]]]:
    names = {one.person_id: one.person.name for one in (*file.members, *file.former)}
    found = []
    for kind in KINDS.values():
        rows = sorted((one for one in held.benefits if type(one) is kind), key=_newest)
        lines = [(one, _whose(one, names), _told(one)) for one in rows]
        if lines:
            found.append((BENEFIT_TITLES[kind], lines))
    return found


def _whose(row: Benefit, names: dict[UUID, str]) -> str:
    person: UUID | None = getattr(row, "person_id", None)
    return names.get(person, "") if person else ""


def _newest(row: Benefit) -> tuple[int, int]:
    return -row.year, -row.from_day.toordinal()


def _told(row: Benefit) -> str:
    fields = FIELDS[type(row)]
    said = [(label, told(row, name, {})) for name, label in fields.items()]
    return _("，").join(f"{label} {value}" for label, value in said if value)


ONE = "households/<uuid:pk>/benefits/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(ONE, benefits, name="benefits"),
    path(f"{ONE}<uuid:line>/", benefit, name="benefit"),
]
