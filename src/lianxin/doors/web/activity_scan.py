"""扫卡签到: a card that is scanned, or whose number is typed, says that its household is there.

An officer may say the same of their own households, whose card is at home. Works as a plain form;
where the browser can read codes, ``scan.js`` sends what the camera sees.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.aid import queries
from lianxin.aid.attending import Scanned, activity_attend, activity_scan, households_here
from lianxin.aid.models import Activity, Presence
from lianxin.aid.outcomes.queries import came
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.register.models import Household

from .asking import number_of
from .form import Form
from .homes import heads_of, homes
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
        "mine": _mine(request, row),
    }
    answer = render(request, "aid/scan.html", shown, status=form.status)
    answer.headers["Permissions-Policy"] = CAMERA
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _mine(request: Acted, row: Activity) -> list[tuple[Household, str, Presence | None]]:
    """An officer's own households of the village, each with what stands of it; the office has its list."""
    if request.actor.allows("activity.hold", row) or not request.actor.allows("activity.attend"):
        return []
    rows = Presence.objects.visible_to(request.actor).filter(activity=row)
    here = {one.household_id: one for one in rows}
    return [
        (home, head, here.get(home.pk)) for home, head in homes(request.actor, row.village, today())
    ]


@require_POST
def attend(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.activity(request.actor, pk)
    rows = Household.objects.visible_to(request.actor)
    home = rows.get_visible(pk=request.POST.get("household", ""))
    number = number_of(request.POST.get("people", "")) or 0
    form = Form.of(request)
    with form.refusing():
        activity_attend(actor=request.actor, activity=row, household=home, people=number)
        name = heads_of(request.actor, [home.pk]).get(home.pk, home.number)
        words = _("%(name)s家来了，记上了") if number else _("%(name)s家没来，去掉了")
        messages.success(request, words % {"name": name})
    for one in form.told:
        messages.error(request, one.message())
    return redirect("activity-scan", pk)


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
    path("activities/<uuid:pk>/attend/", attend, name="activity-attend"),
]
