"""Areas: towns, villages and their groups."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import refuse
from lianxin.people import actions, queries
from lianxin.people.models import Area, Level, Partnership, Unit
from lianxin.people.policy import AccountActor

from .form import Form, choices, may, show_form


def areas(request: HttpRequest) -> HttpResponse:
    """One town at a time: the chosen one, else the one of the village at hand."""
    actor = request.actor  # type: ignore[attr-defined]
    town = _town(request)
    return render(
        request,
        "people/areas.html",
        {
            "towns": queries.towns(),
            "town": town,
            "rows": queries.villages_of(actor, town),
            "may": may(actor, add="area.add"),
        },
    )


def area_new(request: HttpRequest) -> HttpResponse:
    """A village with its groups; the office pairs it with its own unit in the same step."""
    actor = request.actor  # type: ignore[attr-defined]
    units = queries.units(actor)
    own = None if actor.allows("unit.add") else units.first()
    form = Form.of(request, town=request.GET.get("town", ""), unit=own.pk if own else "")
    if request.method == "POST":
        with form.refusing():
            town = form.row(Area, "town")
            if town is None:
                raise refuse("input.required", "town", label=_("乡镇"))
            village = actions.area_add(
                actor=actor,
                parent=town,
                name=form["name"],
                code=form["code"],
                unit=form.row(Unit, "unit") or own,
                groups=form["groups"],
            )
            messages.success(request, _("加好了：%(name)s") % {"name": village.name})
            return redirect("area", village.pk)
    extra = {"towns": choices(queries.towns()), "units": choices(units, own is None), "own": own}
    return show_form(request, "people/area_new.html", form, extra)


def area(request: HttpRequest, pk: str) -> HttpResponse:
    """A place: its name and code, its groups, its partner units."""
    actor = request.actor  # type: ignore[attr-defined]
    place = _area(pk)
    form = Form.of(request, name=place.name, code=place.code, town=place.parent_id)
    if request.method == "POST":
        with form.refusing():
            actions.area_change(
                actor=actor,
                area=_area(pk),
                name=form["name"],
                code=form["code"],
                town=form.row(Area, "town"),
            )
            messages.success(request, _("存好了"))
            return redirect("area", place.parent_id if place.level == Level.GROUP else place.pk)
    return show_form(request, "people/area.html", form, _about_area(actor, place))


@require_POST
def groups_new(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    village, form = _area(pk), Form.of(request)
    with form.refusing():
        added = actions.groups_add(actor=actor, village=village, text=form["groups"])
        names = _("、").join(group.name for group in added)
        messages.success(request, _("加好了：%(name)s") % {"name": names})
        return redirect("area", village.pk)
    kept = {"name": village.name, "code": village.code, "town": str(village.parent_id)}
    shown = Form(actor, kept | {"groups": form["groups"]})
    shown.problems = form.problems
    return show_form(request, "people/area.html", shown, _about_area(actor, village))


@require_POST
def group_gone(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    group, form = _area(pk), Form.of(request)
    with form.refusing():
        actions.group_remove(actor=actor, group=group)
        messages.success(request, _("去掉了：%(name)s") % {"name": group.name})
        return redirect("area", group.parent_id)
    shown = Form(actor, {"name": group.name, "code": group.code, "town": str(group.parent_id)})
    shown.problems = form.problems
    return show_form(request, "people/area.html", shown, _about_area(actor, group))


def _area(pk: str) -> Area:
    # Areas are public; what may be done to one, the action decides.
    found: Area = Area.objects.visible_to(SYSTEM).select_related("parent").get_visible(pk=pk)
    return found


def _town(request: HttpRequest) -> Area | None:
    asked, village = request.GET.get("town"), getattr(request, "village", None)
    if asked:
        return _area(asked)
    if village is not None:
        return _area(village.parent_id)
    towns = list(queries.towns())
    return next((town for town in towns if town.villages), next(iter(towns), None))  # type: ignore[attr-defined]


def _about_area(actor: AccountActor, place: Area) -> dict[str, Any]:
    partners = Partnership.objects.visible_to(actor).filter(village=place).select_related("unit")
    return {
        "place": place,
        "towns": choices(queries.towns()),
        "groups": Area.objects.visible_to(SYSTEM).filter(parent=place, level=Level.GROUP),
        "partners": partners.order_by("-from_day"),
        "may": may(actor, place, change="area.change", add="area.add"),
    }


urlpatterns: list[URLPattern | URLResolver] = [
    path("areas/", areas, name="areas"),
    path("areas/new/", area_new, name="area-new"),
    path("areas/<uuid:pk>/", area, name="area"),
    path("areas/<uuid:pk>/groups/", groups_new, name="groups-new"),
    path("areas/<uuid:pk>/remove/", group_gone, name="group-remove"),
]
