"""帮扶供给: what departments and units offer, what of it is left, and where it went."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lianxin.kernel.period import today
from lianxin.pool.offers import actions, queries
from lianxin.pool.offers.models import Offer
from lianxin.pool.offers.telling import amount

from .asking import Question, key_in, listed, must_see, offered, put, rev_of, told
from .asks import Ask
from .form import Form, may
from .homes import heads_of
from .offer_form import asks, made_of, quantity_in, terms_first, terms_in, ticks
from .requests import Acted
from .yearly import years_of

HOME = gettext_lazy("帮扶供给")


@require_GET
def offers(request: Acted) -> HttpResponse:
    must_see(request, Offer)
    seen = queries.in_sight(request.actor, request.village, today())
    years, field = years_of(request, seen), key_in(request, "field")
    rows = seen.filter(year=years.chosen)
    shown = queries.shown(rows.filter(field=field) if field else rows, today())
    state = request.GET.get("state", "")
    if state in queries.STATES:
        shown = [one for one in shown if one.state == state]
    page: dict[str, Any] = {"rows": shown, "years": years, "state": state, **told(field=field)}
    page |= {"fields": offered(listed("field"), _("全部方面")), "may": _may(request)}
    return render(request, "pool/offers.html", page)


def _may(request: Acted) -> dict[str, bool]:
    names = {"make": "offer.make", "allocate": "offer.allocate"}
    return may(request.actor, **names) | {"needs": request.actor.allows("offer.allocate")}


def offer_new(request: Acted) -> HttpResponse:
    def save(form: Form) -> Offer:
        return actions.offer_make(actor=request.actor, **made_of(request, form))

    home = reverse("offers")
    return put(
        request,
        Question(
            _("记供给"),
            asks(request, new=True),
            save,
            lambda made: _("记好了。合适的需求在“需求对接”里看。"),
            lambda made: reverse("offer", args=[made.pk]),
            home,
            [(home, HOME)],
            _("谁能提供什么、提供多少、给谁，记一次；分配、送出、签收都从这里扣。"),
            first={"from_day": today()},
            template="pool/offer_form.html",
            more=lambda form: {"ticks": ticks(request, request.POST)},
        ),
    )


@require_GET
def offer(request: Acted, pk: UUID) -> HttpResponse:
    """One offer: what of it stands where, to whom it went, and every move."""
    row = queries.offer(request.actor, pk, today())
    lots = queries.allocations(request.actor, row.offer, today())
    moves = queries.moves(request.actor, row.offer, today())
    heads = heads_of(request.actor, [one.row.household_id for one in lots])
    named = {
        one.row.pk: heads.get(one.row.household_id) or one.row.household or one.row.village.name
        for one in lots
    }
    page = {
        "row": row,
        "lots": [(one, named[one.row.pk]) for one in lots],
        "moves": [
            (one, amount(row.offer, one.quantity), named.get(lot, "") if lot else "")
            for one in moves
            for lot in [one.into_lot_id or one.out_lot_id]
        ],
        "own": may(
            request.actor,
            row.offer.unit,
            change="offer.change",
            more="offer.more",
            withdraw="offer.withdraw",
        ),
        "may": _may(request),
    }
    return render(request, "pool/offer.html", page)


def offer_change(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.offer(request.actor, pk, today())

    def save(form: Form) -> Offer:
        return actions.offer_change(
            actor=request.actor, offer=row.offer, rev=rev_of(form), **terms_in(request, form)
        )

    return put(
        request,
        Question(
            _("改供给"),
            asks(request, new=False),
            save,
            lambda made: _("存好了；以前的说法还查得到"),
            lambda made: reverse("offer", args=[pk]),
            reverse("offer", args=[pk]),
            _crumbs(row),
            first=terms_first(row.terms),
            rev=row.offer.rev,
            template="pool/offer_form.html",
            more=lambda form: {"ticks": ticks(request, request.POST, row.terms.conditions)},
        ),
    )


def offer_more(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.offer(request.actor, pk, today())

    def save(form: Form) -> Offer:
        sign = -1 if form["which"] == "less" else 1
        n = sign * max(0, quantity_in(form, row.offer.kind))
        return actions.offer_more(
            actor=request.actor, offer=row.offer, quantity=n, reason=form["reason"]
        )

    more = _("现在还剩 %(n)s") % {"n": row.told["offered"]}
    which = [("more", _("增加")), ("less", _("减少"))]
    return put(
        request,
        Question(
            _("增减数量"),
            [
                Ask("which", _("增加还是减少"), choices=which, required=True),
                Ask("quantity", _("多少"), more, required=True, maxlength=20, inputmode="decimal"),
                Ask("reason", _("原因"), _("以后查得到为什么"), required=True, maxlength=120),
            ],
            save,
            lambda made: _("存好了"),
            lambda made: reverse("offer", args=[pk]),
            reverse("offer", args=[pk]),
            _crumbs(row),
        ),
    )


def offer_withdraw(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.offer(request.actor, pk, today())

    def save(form: Form) -> Offer:
        return actions.offer_withdraw(actor=request.actor, offer=row.offer, reason=form["reason"])

    return put(
        request,
        Question(
            _("收回供给"),
            [Ask("reason", _("为什么收回"), _("以后查得到为什么"), required=True, maxlength=120)],
            save,
            lambda made: _("收回了"),
            lambda made: reverse("offer", args=[pk]),
            reverse("offer", args=[pk]),
            _crumbs(row),
            _("没分出去的 %(n)s 收回；已经分配的照旧。") % {"n": row.told["offered"]},
            danger=_("收回"),
        ),
    )


def _crumbs(row: queries.Shown) -> list[tuple[str, Any]]:
    return [(reverse("offers"), HOME), (reverse("offer", args=[row.offer.pk]), row.terms.title)]


urlpatterns: list[URLPattern | URLResolver] = [
    path("offers/", offers, name="offers"),
    path("offers/new/", offer_new, name="offer-new"),
    path("offers/<uuid:pk>/", offer, name="offer"),
    path("offers/<uuid:pk>/change/", offer_change, name="offer-change"),
    path("offers/<uuid:pk>/more/", offer_more, name="offer-more"),
    path("offers/<uuid:pk>/withdraw/", offer_withdraw, name="offer-withdraw"),
]
