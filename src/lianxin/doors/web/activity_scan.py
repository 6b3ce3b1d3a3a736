"""扫卡签到: a card that is scanned, or whose number is typed, says that its household is there.

Works as a plain form; where the browser can read codes, ``scan.js`` sends what the camera sees.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _

from lianxin.aid import queries
from lianxin.aid.outcomes.queries import came
from lianxin.aid.presence import Scanned, activity_scan, households_here
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.register.models import Household

from .form import Form
from .homes import heads_of
from .requests import Acted

CAMERA = "camera=(self), microphone=(), geolocation=()"


def scan(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.activity(request.actor, pk)
    if not request.actor.allows("activity.scan", row):
        raise refuse("action.not_allowed", action="activity.scan")
    form = Form.of(request)
    if request.method == "POST":
        with form.refusing():
            done = activity_scan(actor=request.actor, activity=row, code=form["code"])
            messages.success(request, _said(request, done))
            return redirect("activity-scan", pk)
    listed, whole = came(request.actor, row), households_here(row)
    listed = [one for one in listed if one.people]
    shown = {
        "row": row,
        "came": listed,
        "whole": whole,
        "others": whole - len(listed),
        "problems": form.told,
        "errors": form.errors,
        "early": row.day > today(),
    }
    answer = render(request, "aid/scan.html", shown, status=form.status)
    answer.headers["Permissions-Policy"] = CAMERA
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _said(request: Acted, done: Scanned) -> str:
    """The household by its head, as far as whoever scans may know it."""
    key = done.presence.household_id
    seen = Household.objects.visible_to(request.actor).filter(pk=key).first()
    name = heads_of(request.actor, [key]).get(key, seen.number if seen else "")
    words = {
        (True, True): _("%(name)s家来了，记上了"),
        (True, False): _("%(name)s家已经记过，不用再扫"),
        (False, True): _("记上一户，不是您的联系户"),
        (False, False): _("这一户已经记过，不用再扫"),
    }[bool(name), done.new]
    return words % {"name": name} if name else words


urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/<uuid:pk>/scan/", scan, name="activity-scan"),
]
