"""活动与培训: the year's activities, those ahead and those held, and the page of one through its life."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lianxin.aid import queries
from lianxin.aid.kinds.queries import kind_on
from lianxin.aid.models import Activity, Delivery
from lianxin.aid.outcomes.queries import came, due_soon
from lianxin.aid.planning.queries import experts_of, invitations, means
from lianxin.kernel.period import today

from .asking import key_in, listed, must_see, offered, told
from .entries import with_entries
from .form import may
from .homes import heads_of
from .requests import Acted
from .yearly import years_of

HOME = gettext_lazy("活动与培训")
STATES = ("", "ahead", "withdrawn")


@require_GET
def activities(request: Acted) -> HttpResponse:
    must_see(request, Activity)
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    years = years_of(request, queries.activities_in_sight(request.actor, village))
    kind, state = key_in(request, "kind"), request.GET.get("state", "")
    state = state if state in STATES else ""
    ahead = queries.activities_ahead(request.actor, village=village)
    rows = ahead if state == "ahead" else _of_year(request, years.chosen, kind, state)
    shown = {"rows": rows, "years": years, **told(kind=kind), "state": state, **_sums(rows)}
    shown["kinds"] = offered(listed("activity"), _("全部类别"))
    shown |= {"ahead": ahead, "day": today(), "due": len(due_soon(request.actor, village))}
    return render(request, "aid/activities.html", shown | _may(request))


def _of_year(request: Acted, year: int, kind: UUID | None, state: str) -> list[Activity]:
    village = request.village
    if village is None:
        return []
    return queries.activities(
        request.actor,
        village=village,
        year=year,
        day=today(),
        kind=kind,
        withdrawn=state == "withdrawn",
    )


def _sums(rows: list[Activity]) -> dict[str, int]:
    homes = {one.household_id for row in rows for one in _came(row)}
    return {"people": sum(row.people for row in rows), "households": len(homes)}


def _came(row: Activity) -> list[Any]:
    found: list[Any] = row.came  # type: ignore[attr-defined]
    return found


NAMES = {
    **{"plan": "activity.plan", "replan": "activity.replan", "invite": "activity.invite"},
    **{"means": "activity.means", "hold": "activity.hold", "scan": "activity.scan"},
    **{"change": "activity.change", "cancel": "activity.cancel", "give": "delivery.give"},
    **{"result": "activity.result", "follow": "follow_up.ask", "kinds": "activity_kind.set"},
    "experts": "expert.add",
}


def _may(request: Acted) -> dict[str, object]:
    return {"may": may(request.actor, **NAMES)}


@require_GET
def activity(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.activity(request.actor, pk)
    asked, given = invitations(request.actor, row), queries.deliveries_of(request.actor, row)
    homes = [*(one.household_id for one in asked), *(one.household_id for one in given)]
    names = heads_of(request.actor, homes)
    shown: dict[str, Any] = {
        "row": row,
        "kind": kind_on(row.kind, row.day),
        "state": state_of(row),
        "came": came(request.actor, row),
        "present": _present(request, row),
        "experts": experts_of(request.actor, row),
        "asked": [(one, names.get(one.household_id, "")) for one in asked],
        "means": means(request.actor, row),
        "materials": row.materials.splitlines(),
        "given": [(one, _name(one, names)) for one in given],
        "day": today(),
    }
    return render(request, "aid/activity.html", shown | {"may": may(request.actor, row, **NAMES)})


def _name(one: Delivery, names: dict[object, str]) -> str:
    return names.get(one.household_id, "")


def state_of(row: Activity) -> str:
    """Where its life stands: called off, withdrawn, held, to be told, today or ahead."""
    if row.cancelled_at is not None:
        return "withdrawn" if row.held_at else "off"
    if row.held_at is not None:
        return "held"
    last = row.until or row.day
    return "ahead" if row.day > today() else "now" if last >= today() else "over"


def _present(request: Acted, row: Activity) -> list[tuple[Any, str]]:
    """Who goes or took part, each with the address of the entry that was written for them."""
    present: list[Any] = row.present  # type: ignore[attr-defined]
    return with_entries(request, present)


urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/", activities, name="activities"),
    path("activities/<uuid:pk>/", activity, name="activity"),
]
