"""村级规划: the plan in force with its projects, the version at hand, all before, what they differ in, the paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lianxin.aid.village_plan import queries
from lianxin.aid.village_plan.difference import Difference, difference
from lianxin.aid.village_plan.models import State, VillageComment, VillagePlan
from lianxin.kernel.period import today
from lianxin.people.models import Area

from .asking import must_see
from .form import may
from .homes import heads_of
from .report_answer import form_of, paper_answer
from .report_file import sample, shown_lines
from .requests import Acted
from .village_paper import paper_of

HOME = gettext_lazy("村级规划")
ACTIONS = {
    "draw": "village_plan.draw",
    "submit": "village_plan.submit",
    "publish": "village_plan.publish",
    "back": "village_plan.return",
    "approve": "village_plan.approve",
    "step": "village_plan.step",
    "take": "village_comment.take",
    "answer": "village_comment.answer",
    "state": "village_fact.state",
    "note": "village_problem.note",
}


@require_GET
def village_plan(request: Acted) -> HttpResponse:
    """The version in force, else the one at hand; beside it the steps of what is under way."""
    must_see(request, VillagePlan)
    if request.village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    held = queries.held(request.actor, request.village, today())
    at_hand = queries.at_hand(request.actor, request.village)
    return render(
        request,
        "village_plan/plan.html",
        _page(request, request.village, held or at_hand) | {"held": held, "at_hand": at_hand},
    )


@require_GET
def version(request: Acted, pk: UUID) -> HttpResponse:
    """One version as it was, and what it changed of the one before."""
    plan = queries.plan_of(request.actor, pk)
    before = _beside(request, plan)
    shown = _page(request, plan.village, plan)
    shown |= {"differs": _difference(request, before, plan), "one": True}
    return render(request, "village_plan/version.html", shown)


def _page(request: Acted, village: Area, plan: VillagePlan | None) -> dict[str, Any]:
    items = queries.items(request.actor, plan, today()) if plan else []
    every = list(queries.plans(request.actor, village))
    return {
        "tab": "plan",
        "plan": plan,
        "state": plan.told_state(today()) if plan else "",
        "items": items,
        "sums": queries.summed(items),
        "versions": [(one, one.told_state(today())) for one in every],
        "comments": _comments(request, plan),
        "said": queries.counted(plan) if plan else {},
        "may": may(request.actor, village, **ACTIONS) | _of_plan(request, plan),
        "day": today(),
        "public": State.PUBLIC,
    }


def _of_plan(request: Acted, plan: VillagePlan | None) -> dict[str, bool]:
    names = {name: ACTIONS[name] for name in ("take",)}
    return may(request.actor, plan, **names) if plan else {"take": False}


def _comments(request: Acted, plan: VillagePlan | None) -> list[tuple[VillageComment, str]]:
    """Each with who said it, for whoever answers; for everybody else without."""
    if plan is None:
        return []
    rows = queries.comments(request.actor, plan)
    own = {row.pk for row in rows}
    rows += [row for row in queries.shown_comments(plan) if row.pk not in own]
    if not request.actor.allows("village_comment.answer", plan.village):
        return [(row, "") for row in rows]
    heads = heads_of(request.actor, [row.household_id for row in rows])
    return [(row, heads.get(row.household_id, "") or row.speaker) for row in rows]


def _beside(request: Acted, plan: VillagePlan) -> VillagePlan | None:
    """The version that is asked for, else the one before."""
    rows = queries.plans(request.actor, plan.village).exclude(pk=plan.pk)
    asked = request.GET.get("beside", "")
    chosen = rows.filter(version=asked).first() if asked.isdecimal() and len(asked) < 5 else None
    return chosen or rows.filter(version__lt=plan.version).first()


def _difference(request: Acted, before: VillagePlan | None, now: VillagePlan) -> Difference | None:
    if before is None:
        return None
    old, new = (
        [line.item for line in queries.items(request.actor, one, today())] for one in (before, now)
    )
    return difference((before, old), (now, new))


@require_GET
def paper(request: Acted, pk: UUID) -> HttpResponse:
    """The plan as it hangs on the wall: an A4 paper without any name of a villager."""
    plan = queries.plan_of(request.actor, pk)
    made = paper_of(plan, queries.items(request.actor, plan, today()))
    shown = {"plan": plan, "paper": made, "lines": shown_lines(made), "sample": sample()}
    return render(request, "village_plan/paper.html", shown)


@require_GET
def paper_file(request: Acted, pk: UUID) -> HttpResponse:
    """As Word, as a page or as plain text."""
    plan = queries.plan_of(request.actor, pk)
    made = paper_of(plan, queries.items(request.actor, plan, today()))
    return paper_answer(made, form_of(request.GET))


def crumbs() -> list[tuple[str, Any]]:
    return [(reverse("village-plan"), HOME)]


urlpatterns: list[URLPattern | URLResolver] = [
    path("village-plan/", village_plan, name="village-plan"),
    path("village-plan/<uuid:pk>/", version, name="village-plan-version"),
    path("village-plan/<uuid:pk>/paper/", paper, name="village-plan-paper"),
    path("village-plan/<uuid:pk>/file/", paper_file, name="village-plan-file"),
]
