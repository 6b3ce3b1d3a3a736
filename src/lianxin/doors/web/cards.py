"""民情连心卡: issued for all, printed, handed out, withdrawn; the words on them; what households say."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from lianxin.aid.receipts.queries import Amiss, amiss_in
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Unit
from lianxin.people.queries import units
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.confirmations.queries import answers_of, said_in
from lianxin.register import queries as register
from lianxin.register.cards import actions
from lianxin.register.cards.models import Card
from lianxin.register.cards.queries import cards_for_print, locked, words_of
from lianxin.review.models import Doubt

from .asks import day_of, of_form
from .card_page import PAGE, CardsPage
from .card_print import PrintAsked, address_of_cards, keys_of, officers_of, only_here, sheets
from .form import Form, choices, may
from .homes import heads_of
from .requests import Acted
from .shell import back


@require_GET
def cards(request: Acted) -> HttpResponse:
    undo = request.session.get("handed", [])
    return render(request, "cards/list.html", {"page": CardsPage(request), "undo": undo})


@require_POST
def issue(request: Acted) -> HttpResponse:
    """A card for each household of the village that has an officer and no card."""
    if request.village is None:
        raise refuse("action.absent")
    homes = register.households(request.actor, village=request.village)
    made = actions.cards_issue(actor=request.actor, households=homes)
    text = ngettext("给 %(n)s 户发了卡，印出来就能送", "给 %(n)s 户发了卡，印出来就能送", len(made))
    messages.success(request, text % {"n": len(made)})
    return redirect("cards")


@require_POST
def hand_out(request: Acted) -> HttpResponse:
    """What is ticked was brought to the households on the day; or is to be printed."""
    form = Form.of(request)
    chosen = _chosen(request)
    if form["do"] == "print":
        if not chosen:
            raise refuse("card.none_chosen", "card")
        keys = urlencode({"card": [str(card.pk) for card in chosen]}, doseq=True)
        return redirect(f"{reverse('cards-print')}?{keys}")
    done = actions.cards_hand_out(actor=request.actor, cards=chosen, day=day_of(form))
    request.session["handed"] = [str(card.pk) for card in done]
    text = ngettext("记下了，%(n)s 张送到了户", "记下了，%(n)s 张送到了户", len(done))
    messages.success(request, text % {"n": len(done)})
    return back(request)


@require_POST
def hand_back(request: Acted) -> HttpResponse:
    """Takes back what this session noted last as handed out."""
    keys = request.session.pop("handed", [])
    rows = Card.objects.visible_to(request.actor).filter(pk__in=keys, handed_out__isnull=False)
    for card in rows.select_related("household"):
        actions.card_hand_back(actor=request.actor, card=card)
    messages.success(request, _("撤回了，还算没送到户"))
    return redirect("cards")


def _chosen(request: Acted) -> list[Card]:
    rows = Card.objects.visible_to(request.actor).select_related("household", "officer")
    return list(rows.filter(pk__in=keys_of(request.POST.getlist("card"))))


def card(request: Acted, pk: UUID) -> HttpResponse:
    """One card: where it stands, and how it ends. The code itself is shown on paper only."""
    rows = Card.objects.visible_to(request.actor).defer("token_sealed")
    row = rows.select_related("household__village", "officer__unit", "handed_by").get_visible(pk=pk)
    form = Form.of(request)
    if request.method == "POST":
        with form.refusing():
            return _ended(request, form, row)
    shown = {
        "card": row,
        "file": register.household(request.actor, row.household_id),
        "locked": row.pk in locked([row]),
        "over": row.withdrawn is not None and row.withdrawn <= today(),
        "may": may(request.actor, row, withdraw="card.withdraw", print="card.print"),
        **of_form(form),
    }
    return render(request, "cards/card.html", shown, status=form.status)


def _ended(request: Acted, form: Form, row: Card) -> HttpResponse:
    match form["do"]:
        case "renew":
            new = actions.card_renew(actor=request.actor, card=row, reason=form["reason"])
            messages.success(request, _("换了新卡，旧卡扫不开了。请印出来送到户"))
            return redirect("card-change", new.pk)
        case "back":
            actions.card_hand_back(actor=request.actor, card=row)
            messages.success(request, _("撤回了，还算没送到户"))
        case _:
            actions.card_withdraw(actor=request.actor, card=row, reason=form["reason"])
            messages.success(request, _("作废了，这张卡扫不开了"))
    return redirect("card-change", row.pk)


@require_GET
def cards_print(request: Acted) -> HttpResponse:
    """Sheets for both sides of the paper: the cards named, else those of the village not handed out yet,
    or all of them, of one officer or of everybody.
    """
    if request.village is None:
        raise refuse("action.absent")
    asked = PrintAsked.of(request)
    rows = cards_for_print(request.actor, request.village, asked.keys)
    printed = actions.cards_printed(actor=request.actor, cards=asked.among(rows))
    address = address_of_cards(request)
    shown = {"sheets": sheets(request, printed), "n": len(printed), "address": address}
    shown |= {"only_here": only_here(address), "asked": asked, "officers": officers_of(rows)}
    answer = render(request, "cards/print.html", shown)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def card_words(request: Acted) -> HttpResponse:
    """What the cards of one's unit say."""
    rows = units(request.actor)
    unit = _unit(request)
    form = Form.of(request, unit=unit and unit.pk, **_first(unit))
    if request.method == "POST":
        with form.refusing():
            unit = form.row(Unit, "unit")
            if unit is None:
                raise refuse("input.required", "unit", label=_("单位"))
            words = {name: form[name] for name in ("duties", "rules", "complaint")}
            actions.card_words_set(actor=request.actor, unit=unit, **words)
            messages.success(request, _("存好了。已经印出去的卡还是旧话，要换请重印"))
            return redirect("cards")
    shown = {"units": choices(rows), **of_form(form)}
    return render(request, "cards/words.html", shown, status=form.status)


def _unit(request: Acted) -> Unit | None:
    asked = request.GET.get("unit", "")
    rows = units(request.actor)
    named = rows.filter(pk=asked).first() if keys_of([asked]) else None
    return named or request.actor.account.unit or rows.first()


def _first(unit: Unit | None) -> dict[str, str]:
    row = words_of(unit) if unit else None
    return {name: getattr(row, name, "") for name in ("duties", "rules", "complaint")}


@require_GET
def said(request: Acted) -> HttpResponse:
    """What households say of visits. A denied one is listed for people to look at; it counts off nothing."""
    if request.actor.sees(Confirmation) is None:
        raise refuse("action.absent")
    if request.village is None:
        return render(request, "cards/said.html", {"rows": [], "n": {}})
    amiss = amiss_in(request.actor, request.village)
    if request.GET.get("show", "") == "goods":
        return _of_goods(request, amiss)
    every = said_in(request.actor, request.village)
    denied = request.GET.get("show", "") == "not"
    rows = said_in(request.actor, request.village, denied=denied)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page", ""))
    heads = register.memberships(request.actor).filter(is_head=True)
    heads = heads.filter(household__in=[one.household_id for one in page]).order_by()
    names = dict(heads.values_list("household_id", "person__name"))
    shown = {"rows": [(one, names.get(one.household_id, "")) for one in page], "sheet": page}
    more = {"n": answers_of(every), "denied": denied, "amiss": len(amiss)}
    return render(request, "cards/said.html", shown | more)


def _of_goods(request: Acted, amiss: list[Amiss]) -> HttpResponse:
    """What was handed out and, as the household says, did not come or not as much."""
    page = Paginator(amiss, PAGE).get_page(request.GET.get("page", ""))
    heads = heads_of(request.actor, [one.word.household_id for one in page])
    doubts = Doubt.objects.visible_to(request.actor).filter(
        delivery__in=[one.word.delivery_id for one in page if one.word.delivery_id]
    )
    about = {row.delivery_id: row for row in doubts}
    shown = {
        "rows": [
            (one, heads.get(one.word.household_id, ""), about.get(one.word.delivery_id))
            for one in page
        ],
        "sheet": page,
        "amiss": len(amiss),
        "n": answers_of(said_in(request.actor, request.village)) if request.village else {},
    }
    return render(request, "cards/said_goods.html", shown)


urlpatterns: list[URLPattern | URLResolver] = [
    path("cards/", cards, name="cards"),
    path("cards/issue/", issue, name="cards-issue"),
    path("cards/hand-out/", hand_out, name="cards-hand-out"),
    path("cards/hand-back/", hand_back, name="cards-hand-back"),
    path("cards/print/", cards_print, name="cards-print"),
    path("cards/words/", card_words, name="card-words"),
    path("cards/said/", said, name="card-said"),
    path("cards/<uuid:pk>/", card, name="card-change"),
]
