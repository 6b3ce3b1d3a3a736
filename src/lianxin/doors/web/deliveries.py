"""物资发放: what was handed out to whom, and who signed for it."""

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
from django.views.decorators.http import require_GET

from lianxin.aid import deliveries as actions
from lianxin.aid import queries
from lianxin.aid.models import Activity, Delivery
from lianxin.aid.receipts.queries import words_on
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused, problem
from lianxin.people.models import Area, Officer
from lianxin.pool.goods import goods_add, goods_in_use
from lianxin.pool.models import Goods
from lianxin.pool.offers.models import Allocation
from lianxin.pool.offers.queries import Lot, goods_waiting
from lianxin.register.models import Household

from .asking import (
    Answers,
    Question,
    key_in,
    key_of,
    must_see,
    number_of,
    offered,
    officers_of,
    put,
    told,
)
from .asks import Ask, of_form
from .form import Form, may
from .homes import counted, heads_of, lines
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
    shown = _listed(request, request.village) | of_form(form) | {"may": _may(request)}
    shown |= {"day": form["day"], "ticked": set(request.POST.getlist("delivery"))}
    return render(request, "aid/deliveries.html", shown, status=form.status)


def _may(request: Acted) -> dict[str, bool]:
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


def delivery_new(request: Acted) -> HttpResponse:
    """One kind of goods, and beside each household how much of it was handed out."""
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    officers = officers_of(request, village)
    held = queries.activities(request.actor, village=village, year=today().year, day=today())

    def save(form: Form) -> list[Delivery]:
        return _give(request, village, form, officers, held)

    def done(made: list[Delivery]) -> str:
        text = ngettext(
            "%(n)s 笔记好了；签收以后在列表里打勾",
            "%(n)s 笔记好了；签收以后在列表里打勾",
            len(made),
        )
        return text % {"n": len(made)}

    home, activity = reverse("deliveries"), key_in(request, "activity")
    first: dict[str, object] = {"activity": activity, "goods": key_in(request, "goods")}
    first |= {"officer": officers[0].pk if len(officers) == 1 else ""}
    first |= {"day": next((str(row.day) for row in held if row.pk == activity), str(today()))}
    whole = request.actor.allows("delivery.give", village)
    return put(
        request,
        Question(
            _("记发放"),
            _asks(request, officers, held),
            save,
            done,
            lambda made: home,
            reverse("activity", args=[activity]) if activity else home,
            [(home, HOME)],
            first=first,
            template="aid/delivery_new.html",
            more=lambda form: {
                "lines": lines(request, village, form, "quantity"),
                "whole": form["whole"] if whole else None,
                "whole_error": form.errors.get("quantity", ""),
            },
        ),
    )


def _goods_now(request: Acted) -> list[Goods]:
    rows = Goods.objects.visible_to(request.actor)
    return list(rows.filter(goods_in_use(today())))


def _asks(request: Acted, officers: list[Officer], held: list[Activity]) -> list[Ask]:
    goods = [(str(one.pk), f"{one.told}（{one.told_unit}）") for one in _goods_now(request)]
    listed = [("", _("不属于哪次活动")), *((str(a.pk), f"{a.day} {a.title}") for a in held)]
    return [
        Ask("goods", _("发的什么"), choices=[("", _("请选")), *goods], required=True),
        Ask("officer", _("谁经手的"), choices=offered(officers, _("请选")), required=True),
        Ask("day", _("哪天发的"), type="date", required=True),
        Ask(
            "offer",
            _("从哪项供给里出"),
            _("只能发给分到的户；自己筹的不选"),
            choices=_sources(request),
        ),
        Ask("activity", _("哪次活动发的"), choices=listed),
        Ask("note", _("备注"), _("牌子、规格、谁捐的，没有就空着"), maxlength=120),
    ]


def _waiting(request: Acted) -> list[Lot]:
    return goods_waiting(request.actor, request.village, today()) if request.village else []


def _sources(request: Acted) -> list[tuple[str, str]]:
    """Offers of goods of which something is set aside and not handed out."""
    found = {
        str(one.row.offer_id): f"{one.terms.title}（{one.row.offer.giver}）"
        for one in _waiting(request)
    }
    return [("", _("本单位自筹")), *found.items()]


def _give(
    request: Acted, village: Area, form: Form, officers: list[Officer], held: list[Activity]
) -> list[Delivery]:
    answers = Answers(form)
    given = {
        "goods": answers.pick("goods", _goods_now(request), _("发的什么")),
        "officer": answers.pick("officer", officers, _("谁经手的")),
        "day": answers.day("day", _("哪天发的")),
        "activity": answers.pick("activity", held, _("哪次活动发的")) if form["activity"] else None,
        "note": form["note"],
    }
    answers.check()
    quantities: dict[Household | None, int] = dict(_to_village(form))
    quantities.update(counted(lines(request, village, form, "quantity")).items())
    lots = [one.row for one in _waiting(request) if str(one.row.offer_id) == form["offer"]]
    aside: dict[Household | None, Allocation] = {row.household: row for row in lots}
    if form["offer"]:
        _check_held(quantities, aside)
    return actions.deliveries_give(
        actor=request.actor,
        village=village,
        quantities=quantities,
        allocations=aside,
        **given,
    )


def _check_held(
    quantities: dict[Household | None, int], held: dict[Household | None, Allocation]
) -> None:
    """Of an offer only those are given for whom some of it was set aside."""
    lacking = [
        problem("delivery.not_allocated", f"quantity-{home.pk}" if home else "quantity")
        for home in quantities
        if home not in held
    ]
    if lacking:
        raise Refused(lacking)


def _to_village(form: Form) -> dict[Household | None, int]:
    """What was handed out in the village to no household of its own: leaflets at a fair."""
    number = number_of(form["whole"])
    return {} if number is None else {None: number}


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


@require_GET
def goods(request: Acted) -> HttpResponse:
    """Kinds of goods with what each is counted in."""
    must_see(request, Delivery)
    rows = Goods.objects.visible_to(request.actor)
    return render(request, "aid/goods.html", {"rows": rows, "may": _may(request)})


def goods_new(request: Acted) -> HttpResponse:
    def save(form: Form) -> Goods:
        return goods_add(
            actor=request.actor,
            name=form["name"],
            unit=form["unit"],
            printed=form["printed"] == "1",
        )

    home, kinds = reverse("deliveries"), reverse("goods")
    printed = [("", _("不是")), ("1", _("是"))]
    return put(
        request,
        Question(
            _("加物资种类"),
            [
                Ask("name", _("名称"), required=True, maxlength=40),
                Ask("unit", _("论什么数"), _("袋、份、桶、卷……"), required=True, maxlength=6),
                Ask(
                    "printed", _("是不是印刷的宣传资料"), _("是的话，算进资料份数"), choices=printed
                ),
            ],
            save,
            lambda made: _("加好了：%(name)s") % {"name": made.name},
            lambda made: f"{reverse('delivery-new')}?goods={made.pk}",
            kinds,
            [(home, HOME), (kinds, _("物资目录"))],
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("deliveries/", deliveries, name="deliveries"),
    path("deliveries/new/", delivery_new, name="delivery-new"),
    path("deliveries/<uuid:pk>/cancel/", delivery_cancel, name="delivery-cancel"),
    path("goods/", goods, name="goods"),
    path("goods/new/", goods_new, name="goods-new"),
]
