"""村里的问题: since when, whom it touches, where it was heard, which projects of the plan answer it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.aid.village_plan import hardships as actions
from lianxin.aid.village_plan import queries
from lianxin.aid.village_plan.models import Priority, ProblemSource, VillageProblem
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.records.needs.models import Need
from lianxin.records.needs.queries import Wanted, needs

from .asking import Answers, Question, must_see, number_of, put, rev_of
from .asks import Ask
from .form import Form, may
from .requests import Acted
from .village_plan import ACTIONS, HOME, crumbs

MOST = 60


@require_GET
def listed(request: Acted) -> HttpResponse:
    must_see(request, VillageProblem)
    if request.village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    rows = queries.hardships(request.actor, request.village, today())
    shown: dict[str, Any] = {
        "rows": rows,
        "tab": "problems",
        "may": may(request.actor, request.village, **ACTIONS),
    }
    shown |= {"open": sum(one.open for one in rows)}
    return render(request, "village_plan/problems.html", shown)


def new(request: Acted) -> HttpResponse:
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})

    def save(form: Form) -> VillageProblem:
        return actions.village_problem_note(
            actor=request.actor, village=village, **_told(request, form, village)
        )

    return _put(request, village, _("记村里的问题"), save, {"priority": Priority.WEIGHTY})


def one(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.problem_of(request.actor, pk)

    def save(form: Form) -> VillageProblem:
        told = _told(request, form, row.village)
        return actions.village_problem_change(
            actor=request.actor, problem=row, rev=rev_of(form), **told
        )

    first: dict[str, Any] = {name: getattr(row, name) for name in ("text", "since", "priority")}
    first |= {"homes": row.homes or ""}
    return _put(request, row.village, _("改村里的问题"), save, first, row)


def _put(
    request: Acted,
    village: Area,
    title: str,
    save: Any,
    first: dict[str, Any],
    row: VillageProblem | None = None,
) -> HttpResponse:
    home = reverse("village-problems")
    priorities = [(str(one.value), one.label) for one in Priority]
    asks = [
        Ask("text", _("什么问题"), _("一句话，比如“三社没通硬化路”"), required=True, maxlength=160),
        Ask("since", _("从什么时候起"), _("记得个大概就行"), type="date", required=True),
        Ask("priority", _("急不急"), choices=priorities, required=True),
        Ask("homes", _("多少户受影响"), _("不知道就空着"), maxlength=6, inputmode="numeric"),
    ]

    def more(form: Form) -> dict[str, Any]:
        return _ticks(request, village, row)

    question = Question(
        title,
        asks,
        save,
        lambda made: _("记好了"),
        lambda made: home,
        home,
        [*crumbs(), (home, _("村里的问题"))],
        first=first,
        rev=row.rev if row else 0,
        template="village_plan/problem.html",
        more=more,
    )
    return put(request, question)


def _ticks(request: Acted, village: Area, row: VillageProblem | None) -> dict[str, Any]:
    """Groups and open needs to tick, with those that are."""
    sent = request.method == "POST"
    groups = set(request.POST.getlist("group") if sent else row.groups if row else ())
    heard = set(request.POST.getlist("need")) if sent else _heard(request, row)
    return {
        "row": row,
        "groups": [(one, str(one.pk) in groups) for one in _groups(village)],
        "needs": [(one, str(one.pk) in heard) for one in _needs(request, village)],
    }


def _heard(request: Acted, row: VillageProblem | None) -> set[str]:
    rows = ProblemSource.objects.visible_to(request.actor).filter(problem=row, need__isnull=False)
    return {str(key) for key in rows.values_list("need_id", flat=True)} if row else set()


def _groups(village: Area) -> list[Area]:
    """Areas are public."""
    rows = Area.objects.visible_to(SYSTEM).filter(parent=village, level="group")
    return list(rows.order_by("code"))


def _needs(request: Acted, village: Area) -> list[Need]:
    """Open ones that the writer sees, the latest first."""
    rows = needs(request.actor, Wanted(village=village), state="open")
    return list(rows.select_related("kind").order_by("-opened", "-pk")[:MOST])


def _told(request: Acted, form: Form, village: Area) -> dict[str, Any]:
    answers = Answers(form)
    since = answers.day("since", _("从什么时候起"))
    answers.check()
    ticked = set(request.POST.getlist("group")), set(request.POST.getlist("need"))
    homes = number_of(form["homes"])
    return {
        "text": form["text"],
        "since": since,
        "groups": [one for one in _groups(village) if str(one.pk) in ticked[0]],
        "needs": [one for one in _needs(request, village) if str(one.pk) in ticked[1]],
        "homes": homes if homes is not None else 0,
        "priority": number_of(form["priority"]) or 0,
    }


def solve(request: Acted, pk: UUID) -> HttpResponse:
    row, home = queries.problem_of(request.actor, pk), reverse("village-problems")

    def save(form: Form) -> VillageProblem:
        answers = Answers(form)
        day = answers.day("day", _("哪天解决的"))
        answers.check()
        return actions.village_problem_solve(
            actor=request.actor, problem=row, outcome=form["outcome"], day=day
        )

    asks = [
        Ask("outcome", _("怎么解决的"), required=True, maxlength=160),
        Ask("day", _("哪天解决的"), type="date", required=True),
    ]
    crumb = [*crumbs(), (home, _("村里的问题"))]
    done, title = _("记好了"), _("记问题解决了")
    question = Question(
        title, asks, save, lambda made: done, lambda made: home, home, crumb, row.text
    )
    return put(request, question)


urlpatterns: list[URLPattern | URLResolver] = [
    path("village-plan/problems/", listed, name="village-problems"),
    path("village-plan/problems/new/", new, name="village-problem-new"),
    path("village-plan/problems/<uuid:pk>/", one, name="village-problem"),
    path("village-plan/problems/<uuid:pk>/solve/", solve, name="village-problem-solve"),
]
