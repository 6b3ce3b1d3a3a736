"""复核: drawing a sample by a seed, the list to take along, what households said, and what it says of all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Unit
from lianxin.records.diary.models import Kind
from lianxin.review.models import Recheck, RecheckItem
from lianxin.review.rechecks.actions import recheck_draw, recheck_enter, recheck_more
from lianxin.review.rechecks.queries import (
    heads,
    items,
    recheck,
    rechecks,
    standing,
    standings,
    usual_size,
)

from .asking import Question, must_see, number_of, officers_of, put
from .asks import Ask
from .attempt import attempted
from .form import Form
from .requests import Acted


@require_GET
def listed(request: Acted) -> HttpResponse:
    must_see(request, Recheck)
    rows = rechecks(request.actor, request.village)
    found = standings(request.actor, rows)
    shown = {"rows": [(row, found[row.pk]) for row in rows]}
    return render(
        request, "review/rechecks.html", shown | {"may": request.actor.allows("recheck.draw")}
    )


def new(request: Acted) -> HttpResponse:
    unit, village = _unit(request), request.village or next(iter(request.villages), None)
    if village is None:
        raise refuse("report.no_village")
    asks = [
        Ask("from_day", _("从哪天"), type="date", required=True),
        Ask("last_day", _("到哪天"), type="date", required=True),
        Ask(
            "size",
            _("抽几次走访"),
            _("每次走访是一名干部一天去一户，抽到谁全凭抽签"),
            required=True,
            inputmode="numeric",
        ),
        Ask(
            "seed",
            _("抽签数"),
            _(
                "可以当众报一个数，比如当天的天气温度；不写就由系统随机给。记下来，谁都能照样再抽一遍"
            ),
            inputmode="numeric",
        ),
    ]

    def save(form: Form) -> Recheck:
        return recheck_draw(
            actor=request.actor,
            unit=unit,
            village=village,
            from_day=form.day("from_day"),
            last_day=form.day("last_day"),
            size=number_of(form["size"]) or 0,
            seed=number_of(form["seed"]),
        )

    first = {
        "from_day": f"{today().year}-01-01",
        "last_day": today().isoformat(),
        "size": usual_size(today()),
    }
    here = reverse("rechecks")
    question = Question(
        _("抽一次复核"),
        asks,
        save,
        lambda made: _("抽好了，名单可以打印"),
        lambda made: reverse("recheck", args=[made.pk]),
        here,
        [(here, _("复核"))],
        first=first,
    )
    return put(request, question)


@require_GET
def one(request: Acted, pk: UUID) -> HttpResponse:
    return _page(request, recheck(request.actor, pk))


@require_POST
def enter(request: Acted, pk: UUID) -> HttpResponse:
    item = (
        RecheckItem.objects.visible_to(request.actor).select_related("recheck").get_visible(pk=pk)
    )
    row, form = recheck(request.actor, item.recheck_id), Form.of(request)

    def change() -> HttpResponse:
        askers = {str(one.pk): one for one in officers_of(request, row.village)}
        made = recheck_enter(
            actor=request.actor,
            item=item,
            result=form["result"],
            asker=askers.get(form["asker"]),
            asked_on=form.day("asked_on"),
            words=form["words"],
        )
        messages.success(request, _("第 %(n)s 户记下了") % {"n": made.place})
        return redirect(f"{reverse('recheck', args=[row.pk])}#i-{made.place + 1}")

    answer, problems, status = attempted(request, change)
    if answer is not None:
        return answer
    return _page(request, row, status, problems=problems, failed=item.pk, v=form.values)


@require_POST
def more(request: Acted, pk: UUID) -> HttpResponse:
    row = recheck(request.actor, pk)

    def change() -> HttpResponse:
        size = number_of(request.POST.get("size", "")) or 0
        recheck_more(actor=request.actor, recheck=row, size=size)
        messages.success(request, _("又抽了，接在名单后面"))
        return redirect("recheck", pk)

    answer, problems, status = attempted(request, change)
    return answer if answer is not None else _page(request, row, status, problems=problems)


def _page(request: Acted, row: Recheck, status: int = 200, **extra: Any) -> HttpResponse:
    drawn = items(request.actor, row)
    names = heads(request.actor, drawn)
    shown = {
        "row": row,
        "it": standing(row, [one.result for one in drawn]),
        "items": [
            (one, names.get(one.household_id, ""), [Kind(kind).label for kind in one.kinds])
            for one in drawn
        ],
        "results": RecheckItem.Result.choices,
        "askers": officers_of(request, row.village),
        "may_enter": request.actor.allows("recheck.enter", row),
        "may_draw": request.actor.allows("recheck.draw", row),
        "today": today(),
        "size": usual_size(today()),
    }
    return render(request, "review/recheck.html", shown | extra, status=status)


def _unit(request: Acted) -> Unit:
    """The unit for whose office or review the actor acts."""
    for grant in request.actor.grants:
        if grant.unit is not None and request.actor.allows("recheck.draw", grant.unit):
            return grant.unit
    raise refuse("action.not_allowed", action="recheck.draw")


urlpatterns: list[URLPattern | URLResolver] = [
    path("rechecks/", listed, name="rechecks"),
    path("rechecks/new/", new, name="recheck-new"),
    path("rechecks/<uuid:pk>/", one, name="recheck"),
    path("rechecks/<uuid:pk>/more/", more, name="recheck-more"),
    path("rechecks/visits/<uuid:pk>/", enter, name="recheck-enter"),
]
