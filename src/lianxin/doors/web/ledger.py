"""The ledger of paired households 联系户台账."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.problem import refuse
from lianxin.register.models import Household, SavedView
from lianxin.register.queries import looks_like_id
from lianxin.register.saved import view_drop, view_keep, view_rename
from lianxin.results.columns import HOUSEHOLDS, facts_of
from lianxin.results.conditions import Conditions
from lianxin.results.households import Row, rows, totals

from . import cells
from .ledger_page import NAME, LedgerPage
from .requests import Acted
from .sheet_answer import ledger_answer
from .shell import back

PAGE = 50


@require_GET
def ledger(request: Acted) -> HttpResponse:
    if looks_like_id(request.GET.get("q", "")):
        return without_id(request, "ledger")
    page = LedgerPage(request, request.GET)
    number = request.GET.get("page", "")[:6]
    language = get_language()
    kinds = facts_of(page.columns)
    sheet, listed = page.counted(
        "sheet", lambda: _sheet(page, number), page.conditions, page.sort, number, language, *kinds
    )
    shown = {"page": page, "sheet": sheet, "rows": cells.drawn(page.columns, listed)}
    return render(request, "register/ledger.html", shown | sums(page))


def _sheet(page: LedgerPage, number: str) -> tuple[Page[Household], list[Row]]:
    sheet = Paginator(page.in_order, PAGE).get_page(number)
    return sheet, list(rows(page.actor, sheet.object_list, page.day, facts_of(page.columns)))


def sums(page: LedgerPage) -> dict[str, object]:
    whole = page.counted(
        "totals", lambda: totals(page.actor, page.found, page.day), page.conditions
    )
    return {"totals": whole, "sums": [(c, cells.total(c, whole)) for c in page.columns]}


def without_id(request: Acted, name: str) -> HttpResponseRedirect:
    """An ID number must not stay in an address: the page opens without it and says what to do."""
    messages.warning(
        request, _("证件号不能写在网址里。按证件号找人，请填在最上面的查找框里再按回车。")
    )
    return redirect(name)


@require_GET
def ledger_print(request: Acted) -> HttpResponse:
    page = LedgerPage(request, request.GET)
    listed = list(rows(request.actor, page.in_order, page.day, facts_of(page.columns)))
    shown = {"page": page, "rows": cells.drawn(page.columns, listed)}
    return render(request, "register/ledger_print.html", shown | sums(page))


@require_POST
def ledger_take(request: Acted) -> HttpResponseBase:
    """The sheet of a view: POST, since it leaves a trace."""
    return sheet_of(LedgerPage(request, QueryDict(request.POST.get("query", ""))), request)


def sheet_of(page: LedgerPage, request: Acted) -> HttpResponseBase:
    return ledger_answer(
        request,
        NAME,
        page.found.count(),
        page.query,
        village=page.village,
        day=page.day,
        conditions=page.conditions,
        sort=page.sort,
        view=page.view,
        told=page.told,
        columns=[column.name for column in page.columns],
    )


@require_POST
def ledger_bulk(request: Acted) -> HttpResponseBase:
    """What was chosen for the rows that are ticked."""
    picked = [str(key) for key in Conditions.read(request.POST).only]
    if not picked:
        messages.warning(request, _("还没有选中哪一户，请先在左边打勾。"))
        return back(request)
    if request.POST.get("do") == "export":
        conditions = QueryDict(urlencode([("only", key) for key in picked]))
        return sheet_of(LedgerPage(request, conditions), request)
    name, field = TARGETS.get(request.POST.get("do", ""), ("household-sheets", "id"))
    return redirect(f"{reverse(name)}?{urlencode([(field, key) for key in picked])}")


TARGETS = {
    "hand-over": ("hand-over", "household"),
    "form": ("forms", "household"),
    "print": ("household-sheets", "id"),
}


@require_POST
def ledger_look(request: Acted) -> HttpResponse:
    """Columns and density, remembered while the account is signed in."""
    look = dict(request.session.get("ledger", {}))
    known = {column.name for column in HOUSEHOLDS}
    if "columns" in request.POST:
        look["columns"] = [name for name in request.POST.getlist("columns") if name in known]
    if request.POST.get("usual"):
        look.pop("columns", None)
    if "compact" in request.POST:
        look["compact"] = request.POST["compact"] == "1"
    request.session["ledger"] = look
    return back(request)


@require_POST
def ledger_keep(request: Acted) -> HttpResponse:
    page = LedgerPage(request, QueryDict(request.POST.get("query", "")))
    if not page.conditions:
        raise refuse("view.nothing", "query")
    name = request.POST.get("name", "")
    view = view_keep(actor=request.actor, ledger=NAME, name=name, query=page.query)
    messages.success(request, _("存好了：%(name)s") % {"name": view.name})
    return redirect(page.home)


@require_POST
def ledger_view(request: Acted, pk: str) -> HttpResponse:
    view = SavedView.objects.visible_to(request.actor).get_visible(pk=pk)
    if request.POST.get("do") == "drop":
        view_drop(actor=request.actor, view=view)
        messages.success(request, _("删掉了：%(name)s") % {"name": view.name})
        return redirect("ledger")
    view_rename(actor=request.actor, view=view, name=request.POST.get("name", ""))
    return redirect(f"{reverse('ledger')}?{view.query}")


urlpatterns: list[URLPattern | URLResolver] = [
    path("households/", ledger, name="ledger"),
    path("households/print/", ledger_print, name="ledger-print"),
    path("households/take/", ledger_take, name="ledger-take"),
    path("households/bulk/", ledger_bulk, name="ledger-bulk"),
    path("households/look/", ledger_look, name="ledger-look"),
    path("households/views/", ledger_keep, name="ledger-keep"),
    path("households/views/<uuid:pk>/", ledger_view, name="ledger-view"),
]
