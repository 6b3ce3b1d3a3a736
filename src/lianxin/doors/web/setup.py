"""The first page of an empty instance: unit, village, and the office's own account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lianxin.kernel.problem import Refused, refuse
from lianxin.people import signing
from lianxin.people.first import Begun, check_setup_code, instance_begin, is_empty
from lianxin.people.queries import towns

from .signin import BACKEND, address

FIELDS = ("code", "unit", "town", "village", "village_code", "name", "phone")
CODE = "setup-code"


@login_not_required
@never_cache
@sensitive_post_parameters("password", "code")
def setup(request: HttpRequest) -> HttpResponse:
    if not is_empty():
        raise refuse("setup.done")
    given = {field: request.POST.get(field, "").strip() for field in FIELDS}
    places = [("", _("请选")), *((str(one.pk), one.name) for one in towns())]
    shown: dict[str, object] = {"given": given, "towns": places}
    if request.method != "POST":
        return render(request, "setup.html", shown)
    try:
        begun = _begin(request, given)
    except Refused as error:
        return render(request, "setup.html", _with_problems(shown, error), status=error.status)
    return _enter(request, begun)


def _begin(request: HttpRequest, given: dict[str, str]) -> Begun:
    where = address(request)
    signing.check_tries(CODE, where)
    try:
        check_setup_code(given["code"])
    except Refused:
        signing.count_try(CODE, where)
        raise
    return instance_begin(
        unit=given["unit"],
        town=towns().filter(pk=given["town"]).first() if given["town"] else None,
        village=given["village"],
        village_code=given["village_code"],
        name=given["name"],
        phone=given["phone"],
        password=request.POST.get("password", ""),
        town_needed=True,
    )


def _with_problems(shown: dict[str, object], error: Refused) -> dict[str, object]:
    beside = {one.field: one.message() for one in reversed(error.problems) if one.field}
    return shown | {"problems": error.problems, "beside": beside}


def _enter(request: HttpRequest, begun: Begun) -> HttpResponse:
    login(request, begun.account, backend=BACKEND)
    signing.sign_in_done(account=begun.account, how="setup", door="web", address=address(request))
    messages.success(request, _("建好了。下面一步一步来，随时可以停下，下次接着做。"))
    return HttpResponseRedirect("/")


urlpatterns: list[URLPattern | URLResolver] = [path("setup/", setup, name="setup")]
