"""物资发放: what was handed out to whom, and who signed for it; withdrawn where it was written by mistake."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lianxin.aid import deliveries as actions
from lianxin.aid import queries
from lianxin.aid.models import Delivery
from lianxin.aid.receipts.queries import words_on
from lianxin.kernel.period import today
from lianxin.people.models import Area
from lianxin.pool.models import Goods

from .asking import Answers, Question, key_in, key_of, must_see, offered, put, told
from .asks import Ask, of_form
from .form import Form, may
from .homes import heads_of
from .requests import Acted
from .shell import back
from .yearly import kept, sheet_of, years_of

HOME = gettext_lazy("物资发放")
STATES = ("all", "unsigned", "signed", "withdrawn")


def deliveries(request: Acted) -> HttpResponse:
    """The list with its totals; sent, it signs for the rows that are ticked."""
    must_see(request, Delivery)
    if request.village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    form = Form.of(request, day=today().isoformat())
    if request.method == "POST":
        with form.refusing():
            made = _sign(request, form)
            text = ngettext("%(n)s 笔签收好了", "%(n)s 笔签收好了", len(made)) % {"n": len(made)}
            messages.success(request, text)
            return back(request)
    shown = _listed(request, request.village) | of_form(form) | {"may": able(request)}
    shown |= {"day": form["day"], "ticked": set(request.POST.getlist("delivery"))}
    return render(request, "aid/deliveries.html", shown, status=form.status)


def able(request: Acted) -> dict[str, bool]:
    """Which buttons a page of deliveries or goods shows."""
    names = {"give": "delivery.give", "sign": "delivery.receive", "cancel": "delivery.cancel"}
    return may(request.actor, **names, goods="goods.add")


def _listed(request: Acted, village: Area) -> dict[str, Any]:
    seen = queries.deliveries_in_sight(request.actor, village)
    years, state = years_of(request, seen), request.GET.get("state", "all")
    state = state if state in STATES else "all"
    asked = {name: key_in(request, name) for name in ("goods", "officer", "household")}
    rows = queries.deliveries(
        request.actor,
        village=village,
        year=years.chosen,
        day=today(),
        withdrawn=state == "withdrawn",
        **asked,
    )
    sheet = sheet_of(request, _in_state(rows, state))
    heads = heads_of(request.actor, [row.household_id for row in sheet])
    said = words_on(request.actor, "delivery", [row.pk for row in sheet])
    return {
        "years": years,
        "state": state,
        "asked": told(**asked),
        "sheet": sheet,
        "pager_query": kept(request),
        "rows": [(row, heads.get(row.household_id, ""), said.get(row.pk)) for row in sheet],
        "totals": queries.totals(request.actor, rows),
        **_choices(request, seen.filter(year=years.chosen)),
    }


def _in_state(rows: QuerySet[Delivery], state: str) -> QuerySet[Delivery]:
    if state in {"unsigned", "signed"}:
        return rows.filter(received__isnull=state == "unsigned")
    return rows


def _choices(request: Acted, seen: QuerySet[Delivery]) -> dict[str, Any]:
    """Goods and officers that stand in the rows themselves."""
    goods = Goods.objects.visible_to(request.actor).filter(pk__in=seen.order_by().values("goods"))
    named = seen.order_by("officer__name").values_list("officer_id", "officer__name").distinct()
    officers = [("", _("全部经手人")), *((str(pk), name) for pk, name in named)]
    to_homes = seen.filter(household__isnull=False).order_by()
    numbers = dict(to_homes.values_list("household_id", "household__number").distinct())
    heads = heads_of(request.actor, numbers)
    homes = [(str(pk), f"{number} {heads.get(pk, '')}") for pk, number in numbers.items()]
    homes = [("", _("全部户")), *sorted(homes, key=lambda pair: pair[1])]
    return {"households": homes, "goods": offered(goods, _("全部物资")), "officers": officers}


def _sign(request: Acted, form: Form) -> list[Delivery]:
    """Where no name is written, each household's head is taken to have signed."""
    answers = Answers(form)
    day = answers.day("day", _("签收日期"))
    answers.check()
    ticked = request.POST.getlist("delivery")
    keys = [key for text in ticked if (key := key_of(text))]
    rows = list(Delivery.objects.visible_to(request.actor).filter(pk__in=keys))
    heads = heads_of(request.actor, [row.household_id for row in rows])
    name = form["received_by"].strip()
    receivers = {row: name or heads.get(row.household_id, "") for row in rows}
    return actions.deliveries_receive(actor=request.actor, receivers=receivers, day=day)


def delivery_cancel(request: Acted, pk: UUID) -> HttpResponse:
    rows = Delivery.objects.visible_to(request.actor)
    row = rows.select_related("goods", "household", "village").get_visible(pk=pk)

    def save(form: Form) -> Delivery:
        return actions.delivery_cancel(actor=request.actor, delivery=row, reason=form["reason"])

    home = reverse("deliveries")
    head = heads_of(request.actor, [row.household_id]).get(row.household_id, "")
    to = f"{head} {row.household.number}".strip() if row.household else row.village
    words: dict[str, object] = {"day": row.day, "to": to}
    words |= {"goods": row.goods.told, "n": row.quantity, "unit": row.goods.told_unit}
    return put(
        request,
        Question(
            _("撤下发放"),
            [Ask("reason", _("为什么撤下"), _("以后查得到"), required=True, maxlength=120)],
            save,
            lambda made: _("撤下了"),
            lambda made: home,
            home,
            [(home, HOME)],
            _(
                "%(day)s 发给 %(to)s 的%(goods)s %(n)s %(unit)s。"
                "撤下以后不再算进任何数字，记录和原因都留着。"
            )
            % words,
            danger=_("撤下"),
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("deliveries/", deliveries, name="deliveries"),
    path("deliveries/<uuid:pk>/cancel/", delivery_cancel, name="delivery-cancel"),
]
