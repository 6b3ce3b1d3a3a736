"""记发放: one kind of goods, how much of it to which households, out of which offer."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.aid import deliveries as actions
from lianxin.aid import queries
from lianxin.aid.models import Activity, Delivery
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused, problem
from lianxin.people.models import Area, Officer
from lianxin.pool.goods import goods_in_use
from lianxin.pool.models import Goods
from lianxin.pool.offers.models import Allocation
from lianxin.pool.offers.queries import Lot, goods_waiting
from lianxin.register.models import Household

from .asking import Answers, Question, key_in, number_of, offered, officers_of, put
from .asks import Ask
from .deliveries import HOME
from .form import Form
from .homes import counted, lines
from .requests import Acted


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


urlpatterns: list[URLPattern | URLResolver] = [
    path("deliveries/new/", delivery_new, name="delivery-new"),
]
