"""Whom a planned activity invites, its list on paper, and what of offers it uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.aid import queries
from lianxin.aid.models import Activity
from lianxin.aid.planning.actions import Asked, activity_invite
from lianxin.aid.planning.means import means_allocate, means_drop, means_take
from lianxin.aid.planning.models import ActivityMeans, Invitation, Why
from lianxin.aid.planning.proposing import Proposed, proposed
from lianxin.aid.planning.queries import experts_of, invitations, offers_left, takeable
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.pool.offers.models import Kind, Offer
from lianxin.register.models import Household, Person

from .activities import HOME
from .activity_words import ticked_in
from .asking import MOST_FEN, Answers, Question, number_of, put
from .asks import Ask
from .commitment_page import sample
from .form import Form, visible
from .homes import heads_of, homes, members_of
from .requests import Acted


@dataclass(frozen=True)
class Line:
    """A household that may be asked: who lives there, what speaks for it, whether it is ticked."""

    row: Household
    head: str
    members: list[Person]
    ticked: bool
    person: str
    why: str
    text: str
    sure: bool


class Guests:
    """The village's households with proposals first; ticked are those invited, at first the sure ones."""

    def __init__(self, request: Acted, row: Activity) -> None:
        self.request, self.row = request, row
        self.found = proposed(request.actor, village=row.village, kind=row.kind, day=row.day)
        self.stands = {one.household_id: one for one in invitations(request.actor, row)}
        first = list(self.stands) or [key for key, one in self.found.items() if one.sure]
        self.ticked = ticked_in(request, "households", [str(key) for key in first])
        self.who = members_of(request.actor, row.village)
        self.homes = homes(request.actor, row.village, today())

    def lines(self) -> tuple[list[Line], list[Line]]:
        """Those for whom something speaks, the sure ones first; and all others."""
        listed = [self._line(home, head) for home, head in self.homes]
        speaks = sorted((one for one in listed if one.why), key=lambda one: not one.sure)
        return speaks, [one for one in listed if not one.why]

    def _line(self, home: Household, head: str) -> Line:
        one, stood = self.found.get(home.pk), self.stands.get(home.pk)
        why, text, sure = _reason(one, stood)
        asked = str(stood.person_id or "") if stood else ""
        person = self.request.POST.get(f"person-{home.pk}", asked)
        ticked = str(home.pk) in self.ticked
        return Line(home, head, self.who.get(home.pk, []), ticked, person, why, text, sure)

    def asked(self) -> list[Asked]:
        return [self._asked(home) for home, _head in self.homes if str(home.pk) in self.ticked]

    def _asked(self, home: Household) -> Asked:
        key = self.request.POST.get(f"person-{home.pk}", "")
        person = next((one for one in self.who.get(home.pk, []) if str(one.pk) == key), None)
        one = self.found.get(home.pk)
        if one is None:
            return Asked(home, person)
        return Asked(home, person, one.need, one.measure)


def _reason(one: Proposed | None, stood: Invitation | None) -> tuple[str, str, bool]:
    if one is not None:
        return str(one.why.label), one.text, one.sure
    if stood is not None and stood.why:
        return str(Why(stood.why).label), "", True
    return "", "", False


def invite(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.activity(request.actor, pk)
    guests, here = Guests(request, row), reverse("activity", args=[pk])
    home = reverse("activities")

    def save(form: Form) -> list[Invitation]:
        return activity_invite(actor=request.actor, activity=row, asked=guests.asked())

    def more(form: Form) -> dict[str, Any]:
        speaks, others = guests.lines()
        return {"row": row, "speaks": speaks, "others": others}

    return put(
        request,
        Question(
            _("请谁来"),
            [],
            save,
            lambda made: _("定好了，名单可以打印，请的户页面上也看得到"),
            lambda made: here,
            here,
            [(home, HOME), (here, row.title)],
            _("上面是按没办完的需求和措施找出来的，请不请由您定；下面是其余的户。"),
            template="aid/activity_invite.html",
            more=more,
        ),
    )


@require_GET
def invited(request: Acted, pk: UUID) -> HttpResponse:
    """The list that hangs in the village or goes along on the day: names, and a place to sign."""
    row = queries.activity(request.actor, pk)
    listed = invitations(request.actor, row)
    names = heads_of(request.actor, [one.household_id for one in listed])
    shown = {
        "row": row,
        "rows": [(one, names.get(one.household_id, "")) for one in listed],
        "experts": experts_of(request.actor, row),
        "sample": sample(),
    }
    return render(request, "aid/activity_invited.html", shown)


def means(request: Acted, pk: UUID) -> HttpResponse:
    """Something of an offer is used: what was set aside for the village before, or some of an offer now."""
    row = queries.activity(request.actor, pk)
    lots, offers = takeable(request.actor, row), offers_left(request.actor, row)
    home, here = reverse("activities"), reverse("activity", args=[pk])

    def save(form: Form) -> ActivityMeans:
        picked = form["lot"]
        if (lot := _row(picked, "lot", [one.row for one in lots])) is not None:
            return means_take(actor=request.actor, activity=row, allocation=lot)
        offer = _row(picked, "offer", [one.offer for one in offers])
        if offer is None:
            raise refuse("input.required", "lot", label=str(_("用哪一项")))
        quantity = _quantity(form, offer)
        return means_allocate(actor=request.actor, activity=row, offer=offer, quantity=quantity)

    choices = [("", str(_("请选")))]
    choices += [
        (
            f"lot {one.row.pk}",
            _("已经分给村里：%(title)s，%(n)s")
            % {"title": one.terms.title, "n": one.told["allocated"]},
        )
        for one in lots
    ]
    choices += [
        (
            f"offer {one.offer.pk}",
            _("%(giver)s：%(title)s，还有 %(n)s")
            % {"giver": one.offer.giver, "title": one.terms.title, "n": one.left},
        )
        for one in offers
    ]
    return put(
        request,
        Question(
            _("用供给里的"),
            [
                Ask("lot", _("用哪一项"), choices=choices, required=True),
                Ask(
                    "quantity",
                    _("用多少"),
                    _("资金写元；已经分给村里的整笔用，不用写"),
                    maxlength=16,
                    inputmode="decimal",
                ),
            ],
            save,
            lambda made: _("留出来了，办完按实际用的记，没用完的退回供给"),
            lambda made: here,
            here,
            [(home, HOME), (here, row.title)],
            _("留给这次活动的，别处不能再分；取消活动就退回去。"),
        ),
    )


def _row(picked: str, name: str, rows: list[Any]) -> Any:
    kind, _blank, key = picked.partition(" ")
    return next((one for one in rows if kind == name and str(one.pk) == key), None)


def _quantity(form: Form, offer: Offer) -> int:
    if offer.kind != Kind.MONEY:
        return number_of(form["quantity"]) or 0
    answers = Answers(form)
    found = answers.amount("quantity")
    answers.check()
    return found if 0 < found < MOST_FEN else 0


@require_POST
def means_gone(request: Acted, pk: UUID) -> HttpResponse:
    row = visible(request.actor, ActivityMeans, pk)
    back = row.activity_id
    means_drop(actor=request.actor, means=row)
    messages.success(request, _("退回供给了"))
    return redirect("activity", back)


urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/<uuid:pk>/invite/", invite, name="activity-invite"),
    path("activities/<uuid:pk>/invited/", invited, name="activity-invited"),
    path("activities/<uuid:pk>/means/", means, name="activity-means"),
    path("activities/means/<uuid:pk>/drop/", means_gone, name="activity-means-drop"),
]
