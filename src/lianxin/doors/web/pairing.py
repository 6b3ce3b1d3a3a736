"""结对: who answers for whom, gaps, assigning many, changing one, and the hand-over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Officer
from lianxin.register import actions, queries
from lianxin.register.models import Household, Pairing
from lianxin.register.pairings import eligible_officers, history

from . import board
from .asks import chosen, day_of, of_form
from .cells import english
from .form import Form, may
from .requests import Acted


def pairings(request: Acted) -> HttpResponse:
    """By officer; gaps at the top. A preview of the proposal is a page before anything is saved."""
    shown = board.of(request)
    if request.GET.get("suggest") and shown.gaps:
        return redirect(f"{reverse('pairing-assign')}?suggest=1&group={shown.group}")
    undo = request.session.get("paired", [])
    return render(request, "pairing/board.html", {"board": shown, "undo": undo, **_may(request)})


def _may(request: Acted) -> dict[str, Any]:
    names = {"begin": "pairing.begin", "hand_over": "pairing.hand_over", "advise": "advice.make"}
    return {"may": may(request.actor, **names)}


def assign(request: Acted) -> HttpResponse:
    """Chosen households to one officer each: by hand or as proposed, seen before it is saved."""
    sent: QueryDict = request.POST if request.method == "POST" else request.GET
    listed = board.unpaired(request, sent.getlist("household"))
    form = Form.of(request, day=today().isoformat(), reason=_("首次结对"))
    if request.method == "POST" and sent.get("save"):
        with form.refusing():
            moves = board.moves(request, form, [row.household for row in listed])
            made = actions.pairing_begin_all(
                actor=request.actor, moves=moves, from_day=day_of(form), reason=form["reason"]
            )
            _told(request, made)
            return redirect("pairings")
    plan = board.proposal(request, listed, sent.get("officer", ""), bool(sent.get("suggest")))
    shown = board.choices(request, form, listed, plan)
    return render(
        request,
        "pairing/assign.html",
        {**of_form(form), "day": form["day"], **shown},
        status=form.status,
    )


def _told(request: Acted, made: list[Pairing]) -> None:
    """What was done, and for today the way back."""
    text = ngettext("%(n)s 户结对好了", "%(n)s 户结对好了", len(made)) % {"n": len(made)}
    if made and made[0].from_day > today():
        text = _("%(done)s，%(day)s 起算") % {"done": text, "day": made[0].from_day}
    messages.success(request, text, extra_tags="paired")
    request.session["paired"] = [str(row.pk) for row in made]


@require_POST
def take_back(request: Acted) -> HttpResponse:
    """Undoes the pairings that this session made last."""
    keys = request.session.pop("paired", [])
    rows = Pairing.objects.visible_to(request.actor).filter(pk__in=keys)
    undone = actions.pairing_take_back(
        actor=request.actor, pairings=rows.select_related("household")
    )
    text = ngettext("撤回了 %(n)s 户", "撤回了 %(n)s 户", len(undone)) % {"n": len(undone)}
    messages.success(request, text)
    return redirect("pairings")


def pairing_change(request: Acted, pk: UUID) -> HttpResponse:
    """One household: who answers now, who did, a new officer or helper, or an end."""
    file = queries.household(request.actor, pk)
    form = Form.of(request, day=today().isoformat())
    if request.method == "POST":
        with form.refusing():
            DEEDS.get(form["do"], _answer_for)(request, form, file.household)
            return redirect("household", pk)
    officers = eligible_officers(request.actor, file.household.village, today())
    listed = [
        (row, form.errors.get("leave_gap", "") if str(row.pk) == form["pairing"] else "")
        for row in history(request.actor, file.household)
    ]
    shown = {
        "file": file,
        **of_form(form),
        "day": form["day"],
        "officers": [("", _("请选")), *board.named(request, officers)],
        "history": listed,
        "today": today(),
        **_may(request),
    }
    return render(request, "pairing/change.html", shown, status=form.status)


def _answer_for(request: Acted, form: Form, household: Household) -> None:
    officer = chosen(form, "officer", Officer, _("哪名干部"))
    made = actions.pairing_hand_over(
        actor=request.actor,
        officer_from=None,
        moves={household: officer},
        day=day_of(form),
        reason=form["reason"],
    )
    _told(request, made)


def _help(request: Acted, form: Form, household: Household) -> None:
    actions.pairing_begin(
        actor=request.actor,
        household=household,
        officer=chosen(form, "officer", Officer, _("哪名干部")),
        from_day=day_of(form),
        reason=form["reason"],
        responsible=False,
    )
    messages.success(request, _("加好了帮忙的干部"))


def _end(request: Acted, form: Form, household: Household) -> None:
    pairing = form.row(Pairing, "pairing")
    if pairing is None or pairing.household_id != household.pk:
        raise refuse("action.absent")
    actions.pairing_end(
        actor=request.actor,
        pairing=pairing,
        day=day_of(form),
        reason=form["reason"],
        leave_gap="leave_gap" in form,
    )
    messages.success(request, _("这条结对结束了"))


DEEDS = {"officer": _answer_for, "helper": _help, "end": _end}


def hand_over(request: Acted) -> HttpResponse:
    """Households of one officer, or chosen ones: a successor for each, a day, a reason, one save."""
    sent: QueryDict = request.POST if request.method == "POST" else request.GET
    officer = board.officer(request, sent.get("officer", ""))
    listed = board.held(request, officer, sent.getlist("household") + sent.getlist("households"))
    form = Form.of(request, day=today().isoformat(), **_departure(request, officer))
    if request.method == "POST" and sent.get("save"):
        with form.refusing():
            moves = board.moves(request, form, [row.household for row in listed])
            made = actions.pairing_hand_over(
                actor=request.actor,
                officer_from=officer,
                moves=moves,
                day=day_of(form),
                reason=form["reason"],
            )
            _told(request, made)
            return redirect(_list_of(made))
    plan = board.proposal(request, listed, sent.get("to", ""), bool(sent.get("suggest")))
    shown = board.choices(request, form, listed, plan, besides=officer)
    shown |= {"officer": officer, "officers": board.officers_with_households(request)}
    return render(
        request,
        "pairing/hand_over.html",
        {**of_form(form), "day": form["day"], **shown},
        status=form.status,
    )


def _departure(request: Acted, officer: Officer | None) -> dict[str, Any]:
    """The page of an officer who is about to leave sends the day along."""
    return {"day": request.GET["day"]} if officer and request.GET.get("day") else {}


def _list_of(made: list[Pairing]) -> str:
    keys = "&".join(f"pairing={row.pk}" for row in made)
    return f"{reverse('hand-over-list')}?{keys}"


def hand_over_list(request: Acted) -> HttpResponse:
    """The list that both officers sign: printable, with what is known of each household."""
    rows = Pairing.objects.visible_to(request.actor).filter(pk__in=board.keys(request))
    listed = board.signed(request, rows)
    undo = set(request.session.get("paired", [])) & {str(row.pairing.pk) for row in listed}
    return render(
        request,
        "pairing/list.html",
        {"rows": listed, "undo": undo, "today": today(), "words": english()},
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("pairings/", pairings, name="pairings"),
    path("pairings/assign/", assign, name="pairing-assign"),
    path("pairings/take-back/", take_back, name="pairing-take-back"),
    path("pairings/hand-over/", hand_over, name="hand-over"),
    path("pairings/hand-over/list/", hand_over_list, name="hand-over-list"),
    path("households/<uuid:pk>/pairing/", pairing_change, name="pairing-change"),
]
