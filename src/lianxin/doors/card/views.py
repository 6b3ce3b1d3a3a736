"""``/c/<token>``: the household's own page. Works without a script and without a login."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianxin.aid.receipts.actions import receipt_say
from lianxin.aid.village_plan.comments import village_comment_send
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import Problem, Refused, refuse
from lianxin.kernel.tally import counted
from lianxin.people.accounts import client_address
from lianxin.people.models import Unit
from lianxin.records.confirmations.actions import visit_confirm
from lianxin.records.needs.actions import need_open
from lianxin.records.needs.models import Need
from lianxin.register.cards.holder import Holder, card_open
from lianxin.register.cards.models import Card
from lianxin.register.cards.queries import card_of, said_by
from lianxin.register.models import Code

from .page import Inside, front_of, kinds
from .remembered import forget, remember, remembers

A_DAY = 5
"""What a household may ask for through its card in a day."""
FEW = 3
"""Units at the top whose phone may stand on the page of a card that opens nothing."""
QUIET = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "strict-origin",  # the origin alone: the code of the card goes nowhere
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
DONE = {"help", "visit", "receipt", "comment"}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, token: str) -> HttpResponse:
    """The page before or after the second question; what is sent says by ``do`` what it is."""
    found = card_of(token)
    answer = _calm(request) if found is None else _answer(request, found)
    for name, value in QUIET.items():
        answer.headers[name] = value
    return answer


def _calm(request: HttpRequest) -> HttpResponse:
    """Unknown and withdrawn look the same. Unscoped: an office's phone is meant to be called."""
    offices = Unit.objects.visible_to(SYSTEM).filter(until=None, parent=None).order_by("path")
    told = ((office, said_by(office).complaint) for office in offices[:FEW])
    office, phone = next((one for one in told if one[1]), (None, ""))
    return render(request, "card/gone.html", {"office": office, "phone": phone}, status=404)


def _answer(request: HttpRequest, found: Card) -> HttpResponse:
    holder = Holder(found) if remembers(request, found) else None
    if request.method != "POST":
        return _page(request, found, holder)
    do = request.POST.get("do", "")
    try:
        if do == "open":
            return _opened(request, found)
        if do == "close":
            return _closed(request)
        if holder is None:
            raise refuse("card.ask_again", "said")
        return DEEDS.get(do, _visit)(request, holder)
    except Refused as error:
        return _page(request, found, holder, error.problems, error.status)


def _page(
    request: HttpRequest,
    found: Card,
    holder: Holder | None,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    done = request.GET.get("done", "")
    shown = {
        "front": front_of(found),
        "inside": Inside(holder) if holder else None,
        "problems": problems,
        "errors": {problem.field for problem in problems},
        "sent": request.POST,
        "done": done if done in DONE else "",
        "today": today(),
    }
    page = "card/plan.html" if holder and _asked_for_plan(request) else "card/page.html"
    return render(request, page, shown, status=status)


def _asked_for_plan(request: HttpRequest) -> bool:
    return request.GET.get("see") == "plan" or request.POST.get("do") == "comment"


def _opened(request: HttpRequest, found: Card) -> HttpResponse:
    address = client_address(request, settings.LIANXIN_PROXIES)
    card_open(card=found, said=request.POST.get("said", "")[:40], address=address)
    answer = HttpResponseRedirect(request.path)
    remember(answer, found)
    return answer


def _closed(request: HttpRequest) -> HttpResponse:
    answer = HttpResponseRedirect(request.path)
    forget(answer)
    return answer


def _help(request: HttpRequest, holder: Holder) -> HttpResponse:
    """A need like every other, due by the same rules; sent twice by a slow phone, it is one."""
    home, text = holder.card.household, request.POST.get("text", "")
    kind = _kind(request.POST.get("kind", ""))
    same = Need.objects.visible_to(holder).filter(kind=kind, closed=None, text=text.strip())
    if not same.exists():
        with transaction.atomic():
            if not counted(f"card-help-{holder.card.pk}", A_DAY):
                raise refuse("card.enough_today", "text", limit=A_DAY)
            need_open(
                actor=holder,
                village=home.village,
                household=home,
                kind=kind,
                text=text,
                source=Need.Source.CARD,
            )
    return HttpResponseRedirect(f"{request.path}?done=help")


def _visit(request: HttpRequest, holder: Holder) -> HttpResponse:
    sent = request.POST
    rating = sent.get("rating", "")
    visit_confirm(
        actor=holder,
        visit=sent.get("visit", ""),
        answer=sent.get("answer", ""),
        rating=int(rating) if rating.isdecimal() and rating.isascii() else None,
        words=sent.get("words", ""),
    )
    return HttpResponseRedirect(f"{request.path}?done=visit#v-{sent['visit']}")


def _receipt(request: HttpRequest, holder: Holder) -> HttpResponse:
    sent = request.POST
    thing = sent.get("thing", "")
    receipt_say(
        actor=holder, thing=thing, answer=sent.get("answer", ""), words=sent.get("words", "")
    )
    return HttpResponseRedirect(f"{request.path}?done=receipt#r-{thing}")


def _comment(request: HttpRequest, holder: Holder) -> HttpResponse:
    plan = Inside(holder).plan
    if plan is None:
        raise refuse("village_comment.closed", "text")
    village_comment_send(actor=holder, plan=plan, text=request.POST.get("text", ""))
    return HttpResponseRedirect(f"{request.path}?see=plan&done=comment")


def _kind(text: str) -> Code:
    """The kind that was chosen. Unscoped: code lists are public."""
    listed = {str(row.pk): row for row in kinds()}
    if text not in listed:
        raise refuse("input.required", "kind", label=_("哪一类"))
    return listed[text]


DEEDS: dict[str, Callable[[HttpRequest, Holder], HttpResponse]] = {
    "help": _help,
    "visit": _visit,
    "receipt": _receipt,
    "comment": _comment,
}
