"""照着发来的表填: the forms a unit keeps, sending one in, taking one out of use and back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.doors.sheets.forms.filling import look
from lianxin.kernel.problem import refuse
from lianxin.people.models import Unit
from lianxin.results.forms.actions import form_bring_back, form_drop, form_keep
from lianxin.results.forms.models import FormTemplate
from lianxin.results.forms.queries import form, forms

from . import form_filling, form_mapping
from .attempt import attempted
from .requests import Acted


def kept(request: Acted) -> HttpResponse:
    """The list; a file sent to it is looked through, kept, and its mapping opened."""
    done, problems, status = attempted(request, lambda: redirect("form", _keep(request).pk))
    if done is not None:
        return done
    if request.actor.sees(FormTemplate) is None:
        raise refuse("action.absent")
    may = request.actor.allows("form.keep")
    shown = {
        "forms": list(forms(request.actor)),
        "dropped": list(forms(request.actor, dropped=True)) if may else [],
        "may_keep": may,
        "units": request.actor.sees(Unit) is not None,
        "problems": problems,
        "name": request.POST.get("name", ""),
        "query": form_filling.carried(request.GET),
    }
    return render(request, "forms/list.html", shown, status=status)


def _keep(request: Acted) -> FormTemplate:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.name:
        raise refuse("input.required", "file", label=_("表样文件"))
    unit = _unit(request)
    content = file.read()
    kind, marks = look(content, file.name)
    stem = file.name.rpartition(".")[0]
    return form_keep(
        actor=request.actor,
        unit=unit,
        name=request.POST.get("name", "").strip() or stem[:60],
        kind=kind,
        file_name=file.name,
        content=content,
        marks=marks,
    )


def _unit(request: Acted) -> Unit:
    """The unit for whose office the actor acts."""
    for grant in request.actor.grants:
        if grant.unit is not None and request.actor.allows("form.keep", grant.unit):
            return grant.unit
    raise refuse("action.not_allowed", action=_("存表样"))


@require_POST
def drop(request: Acted, pk: UUID) -> HttpResponse:
    row = form(request.actor, pk)
    form_drop(actor=request.actor, row=row)
    messages.success(request, _("停用了“%(name)s”，可以在下面恢复。") % {"name": row.name})
    return redirect("forms")


@require_POST
def back(request: Acted, pk: UUID) -> HttpResponse:
    row = forms(request.actor, dropped=True).get_visible(pk=pk)  # type: ignore[attr-defined]
    form_bring_back(actor=request.actor, row=row)
    messages.success(request, _("恢复了“%(name)s”。") % {"name": row.name})
    return redirect("forms")


urlpatterns: list[URLPattern | URLResolver] = [
    path("forms/", kept, name="forms"),
    path("forms/<uuid:pk>/", form_mapping.mapping, name="form"),
    path("forms/<uuid:pk>/file/", form_mapping.blank, name="form-blank"),
    path("forms/<uuid:pk>/fill/", form_filling.fill_in, name="form-fill"),
    path("forms/<uuid:pk>/filled/", form_filling.filled, name="form-filled"),
    path("forms/<uuid:pk>/filled/file/", form_filling.take, name="form-take"),
    path("forms/<uuid:pk>/drop/", drop, name="form-drop"),
    path("forms/<uuid:pk>/back/", back, name="form-back"),
]
