"""计划与措施: what was promised to households, how far each has come, what is late."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lianxin.kernel.period import today
from lianxin.people.models import Officer
from lianxin.plans import actions, queries
from lianxin.plans.household.models import Stage
from lianxin.plans.household.queries import lines
from lianxin.plans.models import Measure
from lianxin.plans.queries import Standing, State
from lianxin.register.models import Code, Household, Pairing
from lianxin.register.queries import responsible

from .asking import (
    Answers,
    Question,
    key_in,
    listed,
    must_see,
    offered,
    officers_of,
    put,
    told,
)
from .asks import Ask
from .form import Form, may
from .homes import homes
from .requests import Acted
from .yearly import kept, sheet_of, years_of

HOME = gettext_lazy("计划与措施")


@require_GET
def measures(request: Acted) -> HttpResponse:
    must_see(request, Measure)
    if request.village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    seen = queries.in_sight(request.actor, request.village)
    years = years_of(request, seen)
    asked = {name: key_in(request, name) for name in ("officer", "household")}
    rows = queries.measures(
        request.actor,
        village=request.village,
        year=years.chosen,
        day=today(),
        officer=asked["officer"],
    )
    homes = {
        str(one.measure.household_id): f"{one.measure.household.number} {one.head}" for one in rows
    }
    if asked["household"]:
        rows = [row for row in rows if row.measure.household_id == asked["household"]]
    shown = {"years": years, **told(**asked), **_parted(request, rows)}
    shown["households"] = [("", _("全部户")), *sorted(homes.items(), key=lambda pair: pair[1])]
    shown["officers"] = offered(_who_answers(request), _("全部干部"))
    return render(request, "plans/measures.html", shown | may_measure(request))


def _parted(request: Acted, rows: list[Standing]) -> dict[str, Any]:
    """The rows of one state, direction and field, with what stands in each of the others."""
    direction, field = key_in(request, "direction"), key_in(request, "field")
    of_one = [
        row
        for row in rows
        if direction in {None, row.measure.direction_id} and field in {None, row.measure.field_id}
    ]
    counts = queries.counted(of_one)
    state = request.GET.get("state", "")
    if state not in {one.value for one in State}:
        state = State.OVERDUE.value if counts[State.OVERDUE] else State.OPEN.value
    wanted = [row for row in of_one if row.state.value == state]
    sheet = sheet_of(request, wanted)
    tabs = [(one.value, one.label, counts[one]) for one in State]
    return {
        "sheet": sheet,
        "state": state,
        "tabs": tabs,
        **told(direction=direction, field=field),
        "directions": _by(rows, "direction"),
        "fields": _by(rows, "field"),
        "whole": len(rows),
        "pager_query": kept(request),
    }


@dataclass(frozen=True)
class Part:
    """One direction, or one field of resources: of its measures that were not dropped, how they stand."""

    key: str
    title: str
    done: int
    late: int
    whole: int

    @property
    def share(self) -> int:
        return self.done * 100 // self.whole if self.whole else 0


def _by(rows: list[Standing], name: str) -> list[Part]:
    """All of a code list, in its order; what names none of it stands last, where there is any."""
    count: dict[UUID | None, Counter[State]] = defaultdict(Counter)
    for row in rows:
        if row.state is not State.DROPPED:
            count[getattr(row.measure, f"{name}_id")][row.state] += 1
    named = [(one.pk, one.told) for one in listed(name)]
    return [
        Part(str(key or ""), title, held[State.DONE], held[State.OVERDUE], held.total())
        for key, title in [*named, *([(None, _("没写资源"))] if None in count else [])]
        for held in [count[key]]
    ]


def _who_answers(request: Acted) -> list[Officer]:
    """Officers who answer for a measure that the actor sees: their names stand in its rows."""
    seen = Measure.objects.visible_to(request.actor).filter(household__village=request.village)
    rows = seen.order_by("officer__name").select_related("officer")
    return list({row.officer_id: row.officer for row in rows.only("officer")}.values())


def may_measure(request: Acted) -> dict[str, Any]:
    names = {"add": "measure.add", "move": "measure.progress", "drop": "measure.drop"}
    names["block"] = "measure.block"
    return {"may": may(request.actor, **names)}


def measure_new(request: Acted) -> HttpResponse:
    """For a household of one's own; ``?household=`` names it."""
    village = request.village
    chosen = key_in(request, "household")
    if chosen:
        row = Household.objects.visible_to(request.actor).select_related("village")
        village = row.get_visible(pk=chosen).village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    theirs = homes(request.actor, village, today())
    officers, directions = officers_of(request, village), listed("direction")

    def save(form: Form) -> Measure:
        answers = Answers(form)
        given = {
            "household": answers.pick("household", [row for row, _name in theirs], _("哪一户")),
            "direction": answers.pick("direction", directions, _("哪个方向")),
            "officer": answers.pick("officer", officers, _("谁来办")),
            "from_day": answers.day("from_day", _("哪天开始")),
            "due": answers.day("due", _("哪天办完")),
            "cost": answers.amount("cost") if form["cost"].strip() else None,
            **_beside(form),
        }
        answers.check()
        return actions.measure_add(actor=request.actor, text=form["text"], **given)

    home = reverse("measures")
    back = reverse("household", args=[chosen]) if chosen else home
    return put(
        request,
        Question(
            _("加措施"),
            _asks(theirs, officers, offered(directions, _("请选")), _stages(request, chosen)),
            save,
            lambda made: _("加好了"),
            lambda made: reverse("measure", args=[made.pk]),
            back,
            [(home, HOME)],
            _("一户一条一条地定：做什么、谁来办、哪天办完。进度以后在这一条上接着记。"),
            first={
                "household": chosen or "",
                "officer": _officer_of(request, chosen, officers),
                "from_day": today(),
                "due": today().replace(month=12, day=31),
            },
        ),
    )


def _asks(
    theirs: list[tuple[Household, str]],
    officers: list[Officer],
    directions: list[tuple[str, str]],
    stages: list[tuple[str, str]],
) -> list[Ask]:
    houses = [(str(row.pk), f"{row.number} {name}".strip()) for row, name in theirs]
    asks = [
        Ask("household", _("哪一户"), choices=[("", _("请选")), *houses], required=True),
        Ask("direction", _("哪个方向"), choices=directions, required=True),
        Ask("text", _("要做的事"), _("写得出做没做成的一句话"), required=True, maxlength=160),
        Ask("officer", _("谁来办"), choices=offered(officers, _("请选")), required=True),
        Ask("from_day", _("哪天开始"), type="date", required=True),
        Ask("due", _("哪天办完"), _("到这天没办完，会标出来"), type="date", required=True),
        Ask("cause", _("对着哪条致贫原因"), choices=offered(listed("cause"), _("没有"))),
        Ask("field", _("用哪一类资源"), choices=offered(listed("field"), _("没有"))),
        Ask("cost", _("要花多少钱"), _("可以写“1.2万”"), maxlength=12),
        Ask("means", _("钱物从哪里来"), maxlength=60),
    ]
    return [*asks, Ask("stage", _("属于计划的哪个阶段"), choices=stages)] if stages else asks


def _stages(request: Acted, household: UUID | None) -> list[tuple[str, str]]:
    """The stages of the household's plan that are not over; none where it has none."""
    if household is None:
        return []
    rows = lines(request.actor, [household], today())[household].stages
    found = [(str(one.stage.pk), one.stage.title) for one in rows if not one.over]
    return [("", _("没有")), *found] if found else []


def _beside(form: Form) -> dict[str, Any]:
    """What may be said besides: the cause it answers, the resource it uses, the stage it belongs to."""
    stage = form["stage"]
    rows = Stage.objects.visible_to(form.actor).select_related("plan")
    return {
        "cause": form.row(Code, "cause"),
        "field": form.row(Code, "field"),
        "means": form["means"],
        "stage": rows.get_visible(pk=stage) if stage else None,
    }


def _officer_of(request: Acted, household: UUID | None, officers: list[Officer]) -> object:
    """Who answers for the household today; of one who may name only one officer, that one."""
    if household:
        held: Pairing | None = responsible(request.actor).filter(household=household).first()
        if held is not None:
            return held.officer_id
    return officers[0].pk if len(officers) == 1 else ""


urlpatterns: list[URLPattern | URLResolver] = [
    path("measures/", measures, name="measures"),
    path("measures/new/", measure_new, name="measure-new"),
]
