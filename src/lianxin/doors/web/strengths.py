"""What an officer brings along: skills, languages and party branch, ticked on a page of the officer's."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _

from lianxin.people.models import Officer
from lianxin.plans.pairing.models import Strength
from lianxin.plans.pairing.strengths import strengths, strengths_set
from lianxin.register.models import Code

from .asking import listed
from .asks import of_form
from .form import Form, visible
from .requests import Acted

Kind = Strength.Kind


def officer_strengths(request: Acted, pk: UUID) -> HttpResponse:
    row = visible(request.actor, Officer, pk)
    now = strengths(request.actor, row)
    branch = next((one.text for one in now if one.kind == Kind.BRANCH), "")
    form = Form.of(request, branch=branch)
    held = {one.code_id for one in now}
    lists = [(Kind.SKILL, listed("skill")), (Kind.LANGUAGE, listed("language"))]
    if request.method == "POST":
        ticked = {kind: _ticked(request, kind, rows) for kind, rows in lists}
        held = {code.pk for rows in ticked.values() for code in rows}
        with form.refusing():
            strengths_set(
                actor=request.actor,
                officer=row,
                skills=ticked[Kind.SKILL],
                languages=ticked[Kind.LANGUAGE],
                branch=form["branch"],
            )
            messages.success(request, _("存好了"))
            return redirect("officer", pk)
    shown = {"officer": row, "lists": lists, "held": held, **of_form(form)}
    return render(request, "people/strengths.html", shown, status=form.status)


def _ticked(request: Acted, kind: str, rows: list[Code]) -> list[Code]:
    chosen = set(request.POST.getlist(kind))
    return [code for code in rows if str(code.pk) in chosen]


urlpatterns: list[URLPattern | URLResolver] = [
    path("officers/<uuid:pk>/strengths/", officer_strengths, name="officer-strengths"),
]
