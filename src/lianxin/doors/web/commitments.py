"""责任书: the year's commitments, made by one tap, read and accepted by another, printed a page each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.people.models import Officer
from lianxin.plans.commitments.actions import (
    Made,
    commitment_accept,
    commitment_withdraw,
    commitments_make,
)
from lianxin.plans.commitments.models import Commitment
from lianxin.plans.commitments.queries import commitments as commitments_of

from . import commitment_page as pages
from .asking import must_see
from .asks import of_form
from .attempt import attempted
from .form import Form, may, visible
from .requests import Acted

State = Commitment.State


def commitments(request: Acted) -> HttpResponse:
    """Who has accepted, who has not, and for whom one is still to be made; one's own for an officer."""
    must_see(request, Commitment)
    year = _year(request)
    answer, problems, status = attempted(request, lambda: _make(request, year))
    if answer is not None:
        return answer
    able = may(request.actor, make="commitment.make")
    shown = {
        "book": pages.book(request.actor, year, making=able["make"]),
        "years": sorted({today().year, today().year + 1, year}),
        "makes": year >= today().year,
        "may": able,
        "problems": problems,
    }
    return render(request, "commitments/list.html", shown, status=status)


def _make(request: Acted, year: int) -> HttpResponse:
    """For all, or for the officer named."""
    chosen = Form.of(request).row(Officer, "officer")
    done = commitments_make(
        actor=request.actor,
        year=year,
        officers=[chosen] if chosen else pages.officers_of(request.actor, year),
        duties=pages.Duties(pages.day_of(year)),
    )
    messages.success(request, _told(done))
    return redirect(f"{reverse('commitments')}?year={year}")


def _told(done: Made) -> str:
    made, over = len(done.made), len(done.withdrawn)
    said = (
        [ngettext("出了 %(n)s 份，等本人接受", "出了 %(n)s 份，等本人接受", made) % {"n": made}]
        if made
        else []
    )
    if over:
        said.append(ngettext("收回了 %(n)s 份", "收回了 %(n)s 份", over) % {"n": over})
    return _("，").join(said)


def _year(request: Acted) -> int:
    sent = request.POST if request.method == "POST" else request.GET
    text, now = sent.get("year", ""), today().year
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else now
    return min(max(year, 2000), now + 1)


@require_GET
def commitment(request: Acted, pk: UUID) -> HttpResponse:
    return _page(request, _one(request, pk))


def _one(request: Acted, pk: UUID) -> Commitment:
    row: Commitment = visible(request.actor, Commitment, pk)
    return row


def _page(request: Acted, row: Commitment, status: int = 200, **more: Any) -> HttpResponse:
    versions = commitments_of(request.actor, row.year).filter(officer=row.officer_id)
    shown = {
        "sheet": pages.sheets([row])[0],
        "versions": list(versions.order_by("version")),
        "sample": pages.sample(),
        "may": may(request.actor, row, accept="commitment.accept", withdraw="commitment.withdraw"),
        "open": row.state == State.OPEN,
        "live": row.state in {State.OPEN, State.ACCEPTED},
    }
    return render(request, "commitments/one.html", shown | more, status=status)


@require_POST
def accept(request: Acted, pk: UUID) -> HttpResponse:
    row = _one(request, pk)

    def do() -> HttpResponse:
        commitment_accept(actor=request.actor, commitment=row)
        messages.success(request, _("接受了，记在今天"))
        return redirect("commitment", pk)

    answer, problems, status = attempted(request, do)
    return answer or _page(request, row, status, problems=problems)


@require_POST
def withdraw(request: Acted, pk: UUID) -> HttpResponse:
    row, form = _one(request, pk), Form.of(request)
    with form.refusing():
        commitment_withdraw(actor=request.actor, commitment=row, reason=form["reason"])
        messages.success(request, _("收回了"))
        return redirect("commitment", pk)
    return _page(request, row, form.status, **of_form(form))


@require_GET
def printed(request: Acted) -> HttpResponse:
    """A page each: those that hold, and those that wait."""
    must_see(request, Commitment)
    year = _year(request)
    rows = commitments_of(request.actor, year).filter(state__in=(State.OPEN, State.ACCEPTED))
    shown = {"sheets": pages.sheets(rows), "year": year, "sample": pages.sample()}
    return render(request, "commitments/print.html", shown)


urlpatterns: list[URLPattern | URLResolver] = [
    path("commitments/", commitments, name="commitments"),
    path("commitments/print/", printed, name="commitments-print"),
    path("commitments/<uuid:pk>/", commitment, name="commitment"),
    path("commitments/<uuid:pk>/accept/", accept, name="commitment-accept"),
    path("commitments/<uuid:pk>/withdraw/", withdraw, name="commitment-withdraw"),
]
