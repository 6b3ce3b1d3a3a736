"""日记核实: the list of doubts, one with what speaks against it and for it, and deciding."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.problem import refuse
from lianxin.people.models import Unit
from lianxin.review.actions import DECISIONS, decided_before, doubt_decide, is_own, objected
from lianxin.review.finding import doubts_find
from lianxin.review.models import Doubt, Recheck
from lianxin.review.queries import (
    TABS,
    counted,
    doubt,
    doubts,
    kinds_of,
    lines,
    of_year,
    whole,
    with_kind,
)

from .attempt import attempted
from .doubt_place import drawn
from .requests import Acted

PAGE = 20


@require_GET
def listed(request: Acted) -> HttpResponse:
    """Who decides or leads sees the unit's; an officer is led to their own."""
    if request.actor.sees(Doubt) is None:
        raise refuse("action.absent")
    if not _reviews(request):
        return redirect("doubts-mine")
    return _page(request, None)


@require_GET
def one(request: Acted, pk: UUID) -> HttpResponse:
    row = doubt(request.actor, pk)
    if not _reviews(request):
        return redirect(f"{reverse('doubts-mine')}#d-{row.pk}")
    return _page(request, row)


def _reviews(request: Acted) -> bool:
    """More than one's own: whoever sees rechecks sees a unit's doubts."""
    return request.actor.sees(Recheck) is not None


@require_POST
def decide(request: Acted, pk: UUID) -> HttpResponse:
    row = doubt(request.actor, pk)
    rev = request.POST.get("rev", "")

    def change() -> HttpResponse:
        made = doubt_decide(
            actor=request.actor,
            doubt=row,
            what=request.POST.get("what", ""),
            words=request.POST.get("words", ""),
            rev=int(rev) if rev.isdecimal() else None,
        )
        messages.success(request, _("记下了：%(state)s") % {"state": made.get_state_display()})
        return redirect(_following(request, row))

    answer, problems, status = attempted(request, change)
    if answer is not None:
        return answer
    return _page(request, doubt(request.actor, pk), status, problems=problems)


def _following(request: Acted, row: Doubt) -> str:
    """The next that waits, from the oldest on."""
    waiting = doubts(request.actor, row.village).filter(state__in=TABS["waiting"][1])
    rest = waiting.exclude(pk=row.pk)
    after = rest.filter(found_at__gte=row.found_at).first() or rest.first()
    return reverse("doubt", args=[after.pk]) if after else reverse("doubts")


@require_POST
def find(request: Acted) -> HttpResponse:
    found = doubts_find(actor=request.actor, unit=_unit(request))
    if found.new or found.again or found.gone:
        told = {"new": found.new, "again": found.again, "gone": found.gone}
        said = _("新找到 %(new)s 篇，又有新疑点的 %(again)s 篇，疑点消了的 %(gone)s 篇") % told
    else:
        said = _("看过了，没有新的疑点")
    messages.success(request, said)
    return redirect("doubts")


def _unit(request: Acted) -> Unit:
    """The unit for whose office or review the actor acts."""
    for grant in request.actor.grants:
        if grant.unit is not None and request.actor.allows("doubt.find", grant.unit):
            return grant.unit
    raise refuse("action.not_allowed", action="doubt.find")


def _page(request: Acted, row: Doubt | None, status: int = 200, **more: Any) -> HttpResponse:
    rows = doubts(request.actor, row.village if row else request.village)
    tab = _tab(request, row)
    kind = request.GET.get("kind", "")[:20]
    held = with_kind(rows.filter(state__in=TABS[tab][1]), kind)
    sheet = Paginator(held, PAGE).get_page(request.GET.get("page", "")[:6])
    chosen = row or next(iter(sheet.object_list), None)
    counts = counted(rows)
    shown: dict[str, Any] = {
        "sheet": sheet,
        "lines": lines(request.actor, list(sheet.object_list)),
        "tabs": [(name, label, counts[name]) for name, (label, _held) in TABS.items()],
        "tab": tab,
        "kind": kind,
        "kinds": kinds_of(rows.filter(state__in=TABS[tab][1])),
        "query": f"tab={tab}&" + (f"kind={kind}&" if kind else ""),
        "may_find": request.actor.allows("doubt.find"),
    }
    if chosen is not None:
        shown |= _one(request, chosen)
    return render(request, "review/doubts.html", shown | more, status=status)


def _one(request: Acted, row: Doubt) -> dict[str, Any]:
    may = request.actor.allows("doubt.decide", row)
    own = may and is_own(request.actor, row)
    same = may and objected(row) and decided_before(request.actor, row)
    it = whole(request.actor, row)
    return {
        "it": it,
        "place": drawn(it.apart) if it.apart else None,
        "year": of_year(request.actor, row.officer),
        "may_decide": may and not own and not same and row.state != "gone",
        "own": own,
        "same_hand": same,
        "decisions": [(n, what.value, what.label) for n, what in enumerate(DECISIONS, 1)],
        "words": request.POST.get("words", ""),
    }


def _tab(request: Acted, row: Doubt | None) -> str:
    asked = request.GET.get("tab", "")
    if asked in TABS:
        return asked
    if row is not None:
        return next(name for name, (_label, held) in TABS.items() if row.state in held)
    return "waiting"


urlpatterns: list[URLPattern | URLResolver] = [
    path("review/", listed, name="doubts"),
    path("review/find/", find, name="doubts-find"),
    path("review/<uuid:pk>/", one, name="doubt"),
    path("review/<uuid:pk>/decide/", decide, name="doubt-decide"),
]
