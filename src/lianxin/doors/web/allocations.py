"""分配: an offer goes to households or the village; what becomes of it afterwards; open needs beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from lianxin.aid.receipts.queries import words_on
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.pool.offers import allocations as actions
from lianxin.pool.offers import matching, queries, sendings
from lianxin.pool.offers.models import Allocation, Kind, Offer
from lianxin.records.needs.models import Need
from lianxin.register.models import Household

from .asking import Answers, Question, key_in, must_see, put
from .asks import Ask
from .form import Form, may
from .homes import counted, heads_of, lines
from .offer_form import quantity_in
from .offers import HOME
from .requests import Acted
from .yearly import years_of

UNMET = gettext_lazy("需求对接")
LOTS = gettext_lazy("分配到户")


@require_GET
def unmet(request: Acted) -> HttpResponse:
    """Open needs for which nothing was found yet, the oldest first: what fits, or why nothing does."""
    must_see(request, Need)
    must_see(request, Offer)
    if request.village is None:
        return render(request, "aid/no_village.html", {"title": UNMET})
    found = matching.unmet(request.actor, village=request.village, day=today())
    why, counted_by = request.GET.get("why", ""), dict.fromkeys(matching.Why, 0)
    for one in found:
        counted_by[one.why] += 1
    rows = [one for one in found if not why or one.why.value == why]
    heads = heads_of(request.actor, [one.need.household_id for one in rows])
    measures = matching.measures_without_means(request.actor, village=request.village, day=today())
    return render(
        request,
        "pool/unmet.html",
        {
            "rows": [(one, heads.get(one.need.household_id, "")) for one in rows],
            "whole": len(found),
            "reasons": [(one, n) for one, n in counted_by.items() if n],
            "why": why,
            "measures": measures,
            "may": may(
                request.actor, allocate="offer.allocate", make="offer.make", fields="need_field.set"
            ),
        },
    )


@require_GET
def allocations(request: Acted) -> HttpResponse:
    """What was set aside for whom, within one's sight: first what is still to be sent or signed for."""
    must_see(request, Allocation)
    if request.village is None:
        return render(request, "aid/no_village.html", {"title": LOTS})
    seen = Allocation.objects.visible_to(request.actor).filter(village=request.village)
    years, state = years_of(request, seen), request.GET.get("state", "")
    lots = [
        one for one in queries.lots_of(seen.filter(year=years.chosen), today()) if one.held.given
    ]
    waits = {"send": "allocated", "sign": "delivered"}
    if state in waits:
        lots = [one for one in lots if getattr(one.held, waits[state])]
    lots.sort(key=lambda one: one.held.received == one.held.given)
    heads = heads_of(request.actor, [one.row.household_id for one in lots])
    rows = [(one, heads.get(one.row.household_id, "")) for one in lots]
    return render(request, "pool/allocations.html", {"rows": rows, "years": years, "state": state})


def offer_allocate(request: Acted, pk: UUID) -> HttpResponse:
    """Beside each household how much it gets; from a need, that household's line comes filled."""
    row, village = queries.offer(request.actor, pk, today()), request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    need = _need(request)

    def save(form: Form) -> list[Allocation]:
        answers = Answers(form)
        day = answers.day("day", _("哪天分配"))
        answers.check()
        return actions.offer_allocate(
            actor=request.actor,
            offer=row.offer,
            village=village,
            quantities=_quantities(request, form, row.offer),
            day=day,
            needs={need.household: need} if need else None,
            reason=form["reason"],
        )

    here, home = reverse("offer", args=[pk]), reverse("offers")
    asks = [
        Ask("day", _("哪天分配"), type="date", required=True),
        Ask("reason", _("为什么给"), _("不符合条件也要给的，必须写一句"), maxlength=160),
    ]
    first = {f"quantity-{need.household_id}": "1"} if need and need.household_id else {}
    return put(
        request,
        Question(
            _("分配：%(title)s") % {"title": row.terms.title},
            asks,
            save,
            lambda made: (
                ngettext("%(n)s 笔分配好了", "%(n)s 笔分配好了", len(made)) % {"n": len(made)}
            ),
            lambda made: here,
            here,
            [(home, HOME), (here, row.terms.title)],
            _("还剩 %(n)s") % {"n": row.told["offered"]},
            first=first,
            template="pool/allocate.html",
            more=lambda form: {
                "row": row,
                "lines": lines(request, village, form, "quantity"),
                "unit": row.offer.told_measure,
                "need": need,
                "whole": form["whole"],
                "whole_error": form.errors.get("quantity", ""),
            },
        ),
    )


def _need(request: Acted) -> Need | None:
    key = key_in(request, "need")
    rows = Need.objects.visible_to(request.actor).select_related("household", "kind")
    return rows.get_visible(pk=key) if key else None


def _quantities(request: Acted, form: Form, offer: Offer) -> dict[Household | None, int]:
    found: dict[Household | None, int] = {}
    if form["whole"].strip():
        found[None] = quantity_in(form, offer.kind, "whole")
    if request.village is None:
        return found
    typed = lines(request, request.village, form, "quantity")
    if offer.kind != Kind.MONEY:
        return found | dict(counted(typed))
    return found | {
        line.row: quantity_in(form, offer.kind, line.name) for line in typed if line.value.strip()
    }


Do = Callable[..., Any]


def allocation(request: Acted, pk: UUID) -> HttpResponse:
    """One allocation, and the form by which one says what became of it."""
    lot = queries.allocation(request.actor, pk, today())
    choices = _choices(request, lot)

    def save(form: Form) -> Any:
        answers = Answers(form)
        day = answers.day("day", _("哪天"))
        answers.check()
        if form["which"] not in dict(choices):
            raise refuse("input.unknown_choice", "which", value=form["which"])
        n = quantity_in(form, lot.row.offer.kind)
        told = {"actor": request.actor, "allocation": lot.row, "quantity": n}
        return ACTS[form["which"]](told, day, form["words"])

    here = reverse("allocation", args=[pk])
    offer = reverse("offer", args=[lot.row.offer_id])
    heads = heads_of(request.actor, [lot.row.household_id])
    asks = [
        Ask("which", _("怎么变动"), choices=choices, required=True),
        Ask("quantity", _("多少"), lot.row.offer.told_measure, required=True, inputmode="decimal"),
        Ask("day", _("哪天"), _("取消、退回按今天记"), type="date", required=True),
        Ask("words", _("签收人或原因"), _("签收写谁签的，其他写为什么"), maxlength=120),
    ]
    return put(
        request,
        Question(
            lot.terms.title,
            asks,
            save,
            lambda made: _("记好了"),
            lambda made: here,
            offer,
            [(offer, lot.terms.title)] if request.actor.sees(Offer) is not None else [],
            template="pool/allocation.html",
            more=lambda form: {
                "lot": lot,
                "head": heads.get(lot.row.household_id, ""),
                "said": words_on(request.actor, "allocation", [lot.row.pk]).get(lot.row.pk),
                "choices": choices,
                "may": may(request.actor, lot.row, split="allocation.split"),
            },
        ),
    )


def _choices(request: Acted, lot: queries.Lot) -> list[tuple[str, str]]:
    """What can happen to it now, of what the actor may do."""
    held, goods = lot.held, lot.row.offer.kind == Kind.GOODS
    steps = [
        ("deliver", _("送出了"), held.allocated and not goods),
        ("receive", _("签收了"), held.delivered and not goods),
        ("call_back", _("没送成，撤回送出"), held.delivered and not goods),
        ("release", _("取消分配"), held.allocated),
        ("return", _("退回来了"), held.received),
    ]
    able = request.actor.allowed([f"allocation.{name}" for name, _l, _n in steps], lot.row)
    return [(name, label) for name, label, n in steps if n and f"allocation.{name}" in able]


ACTS: dict[str, Do] = {
    "deliver": lambda told, day, words: sendings.allocation_deliver(**told, day=day, note=words),
    "receive": lambda told, day, words: sendings.allocation_receive(
        **told, day=day, received_by=words
    ),
    "call_back": lambda told, day, words: sendings.allocation_call_back(**told, reason=words),
    "release": lambda told, day, words: actions.allocation_release(**told, reason=words),
    "return": lambda told, day, words: actions.allocation_return(**told, reason=words),
}


def allocation_split(request: Acted, pk: UUID) -> HttpResponse:
    """What was set aside for the village goes on to households."""
    lot = queries.allocation(request.actor, pk, today())
    village = lot.row.village

    def save(form: Form) -> list[Allocation]:
        typed = _quantities(request, form, lot.row.offer)
        homes = {home: n for home, n in typed.items() if home is not None}
        return actions.allocation_split(
            actor=request.actor, allocation=lot.row, quantities=homes, reason=form["reason"]
        )

    here = reverse("allocation", args=[pk])
    return put(
        request,
        Question(
            _("分到户"),
            [Ask("reason", _("为什么给"), _("不符合条件也要给的，必须写一句"), maxlength=160)],
            save,
            lambda made: (
                ngettext("%(n)s 笔分配好了", "%(n)s 笔分配好了", len(made)) % {"n": len(made)}
            ),
            lambda made: reverse("offer", args=[lot.row.offer_id]),
            here,
            [(here, lot.terms.title)],
            _("还有 %(n)s 可以分") % {"n": lot.told["allocated"]},
            template="pool/allocate.html",
            more=lambda form: {
                "row": None,
                "lines": lines(request, village, form, "quantity"),
                "unit": lot.row.offer.told_measure,
                "whole": None,
            },
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("needs-unmet/", unmet, name="unmet"),
    path("offers/<uuid:pk>/allocate/", offer_allocate, name="offer-allocate"),
    path("allocations/", allocations, name="allocations"),
    path("allocations/<uuid:pk>/", allocation, name="allocation"),
    path("allocations/<uuid:pk>/split/", allocation_split, name="allocation-split"),
]
