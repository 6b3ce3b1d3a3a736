"""民情日记: the list with its search, one entry whole, its amendments, its withdrawal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.problem import refuse
from lianxin.people.queries import officers
from lianxin.records.diary import queries
from lianxin.records.diary.actions import diary_amend, diary_withdraw
from lianxin.records.diary.models import Entry, Kind

from . import diary_bits, diary_screen, diary_write
from .asks import of_form
from .diary_flow import flow_of, needs_of
from .diary_list import ICONS, page_of
from .form import Form, choices
from .requests import Acted


def diary(request: Acted) -> HttpResponse:
    """The newest first; the way to more fetches rows alone where a script asks for them."""
    if request.actor.sees(Entry) is None:
        raise refuse("action.absent")
    several = request.village if len(request.villages) > 1 else None
    page = page_of(request.actor, request.GET, several)
    shown: dict[str, Any] = {"page": page, "may_write": request.actor.allows("diary.write")}
    shown["may_take"] = request.actor.allows("diary.take")
    if "HX-Request" in request.headers:
        return render(request, "diary/parts/rows.html", shown)
    shown |= {
        "kinds": Kind.choices,
        "officers": choices(officers(request.actor, show="all")),
        "own": diary_screen.own_households(request.actor),
    }
    status = max((one.status for one in page.problems), default=200)
    return render(request, "diary/list.html", shown, status=status)


def entry(request: Acted, pk: UUID) -> HttpResponse:
    return _entry(request, queries.entry(request.actor, pk), Form.of(request))


def _entry(request: Acted, row: Entry, form: Form) -> HttpResponse:
    it = queries.told(request.actor, [row])[0]
    mine = row.author_id == request.actor.id or request.actor.allows("diary.write", row.officer)
    wordings = queries.wordings(row)
    names = queries.writers(request.actor, row, wordings)
    shown = {
        "it": it,
        "writer": names.get(row.author_id, "") if row.author_id else "",
        "other_hand": _other_hand(row),
        "icon_name": ICONS[it.kinds[0]] if it.kinds else "notebook",
        "stops": flow_of(request.actor, it),
        "needs": needs_of(request.actor, row),
        "wordings": [
            (one, names.get(one.author_id, "") if one.author_id else "") for one in wordings
        ],
        "saved": "saved" in request.GET,
        "may_change": mine and row.withdrawn_at is None,
        "v": {"text": form["text"] or row.words, "reason": form["reason"]},
        **of_form(form),
    }
    return render(request, "diary/entry.html", shown, status=form.status)


def _other_hand(row: Entry) -> bool:
    """Whether somebody wrote for the officer."""
    account = getattr(row.officer, "account", None)
    return row.author_id is not None and (account is None or account.pk != row.author_id)


@require_POST
def entry_amend(request: Acted, pk: UUID) -> HttpResponse:
    row, form = queries.entry(request.actor, pk), Form.of(request)
    with form.refusing():
        rev = int(form["rev"]) if form["rev"].isdigit() else 0
        diary_amend(actor=request.actor, entry=row, text=form["text"], rev=rev)
        messages.success(request, _("补改好了，原文还在下面"))
        return redirect("entry", pk)
    return _entry(request, row, form)


@require_POST
def entry_withdraw(request: Acted, pk: UUID) -> HttpResponse:
    row, form = queries.entry(request.actor, pk), Form.of(request)
    with form.refusing():
        diary_withdraw(actor=request.actor, entry=row, reason=form["reason"])
        messages.success(request, _("撤下了，不再计数，原文和原因都留着"))
        return redirect("entry", pk)
    return _entry(request, row, form)


ONE = "diary/<uuid:pk>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("diary/", diary, name="diary"),
    *diary_write.urlpatterns,
    *diary_bits.urlpatterns,
    path(ONE, entry, name="entry"),
    path(f"{ONE}amend/", entry_amend, name="entry-amend"),
    path(f"{ONE}withdraw/", entry_withdraw, name="entry-withdraw"),
]
