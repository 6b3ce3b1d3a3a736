"""公示: the lists of a unit, and drafting one from a category, a saved view or what is ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.kernel.money import fen, yuan
from lianxin.kernel.period import today
from lianxin.kernel.problem import Refused, refuse
from lianxin.people.models import Area, Unit
from lianxin.register.models import Code
from lianxin.register.saved import views
from lianxin.results.conditions import Conditions
from lianxin.results.households import in_order
from lianxin.results.publicity.actions import Draft, publicity_change, publicity_draft
from lianxin.results.publicity.models import Publicity, State
from lianxin.results.publicity.queries import by_law, publicities, publicity
from lianxin.results.publicity.wall import COLUMNS, homes_of

from .asks import day_of
from .form import Form
from .requests import Acted

PAGE = 20
LISTED = 300
WORDS = ("title", "decided", "complaint", "kind")


@dataclass(frozen=True)
class Choice:
    """A household that can be ticked, with the amount that was typed beside it."""

    key: str
    head: str
    number: str
    group: str
    people: int
    ticked: bool
    amount: str


@require_GET
def listed(request: Acted) -> HttpResponse:
    if request.actor.sees(Publicity) is None:
        raise refuse("action.absent")
    sheet = Paginator(publicities(request.actor).order_by("-from_day", "-pk"), PAGE).get_page(
        request.GET.get("page", "")[:6]
    )
    may = request.actor.allows("publicity.write")
    return render(request, "publicity/list.html", {"sheet": sheet, "may_write": may})


def new(request: Acted) -> HttpResponse:
    unit, village = _unit(request), _village(request)
    return _asked(
        request,
        village,
        lambda draft: publicity_draft(actor=request.actor, unit=unit, village=village, draft=draft),
    )


def change(request: Acted, pk: UUID) -> HttpResponse:
    row = publicity(request.actor, pk)
    if row.state is not State.DRAFT:
        raise refuse("publicity.not_draft")
    return _asked(
        request,
        row.village,
        lambda draft: publicity_change(actor=request.actor, row=row, draft=draft),
        row,
    )


def _asked(request: Acted, village: Area, save: Any, row: Publicity | None = None) -> HttpResponse:
    form = Form.of(request, **_first(request, row))
    if request.method == "POST":
        with form.refusing():
            return redirect("publicity", save(_draft(request, form)).pk)
    days, source = by_law()
    shown = {
        "row": row,
        "place": village,
        "v": form.values,
        "e": form.errors,
        "problems": form.told,
        "columns": [
            (name, title, name in _ticked(request, row)) for name, title in COLUMNS.items()
        ],
        "homes": _choices(request, village, row, form),
        "days": days,
        "source": source,
        "sources": _sources(request),
        "chosen": request.GET.get("from", ""),
    }
    return render(request, "publicity/draft.html", shown, status=form.status)


def _first(request: Acted, row: Publicity | None) -> dict[str, Any]:
    if row is not None:
        told = {name: getattr(row, name) for name in WORDS}
        return told | {"from_day": row.from_day, "last_day": row.last_day}
    begin, (days, _source) = today(), by_law()
    phone = _unit(request).phone
    line = _("监督电话：%(phone)s") % {"phone": phone} if phone else ""
    return {"from_day": begin, "last_day": begin + timedelta(days=days - 1), "complaint": line}


def _ticked(request: Acted, row: Publicity | None) -> Sequence[str]:
    if request.method == "POST":
        return request.POST.getlist("columns")
    return row.columns if row is not None else ("group", "people")


def _draft(request: Acted, form: Form) -> Draft:
    columns = request.POST.getlist("columns")
    priced = "amount" in columns
    keys = [key for key in request.POST.getlist("home") if _is_id(key)]
    return Draft(
        **{name: form[name] for name in WORDS},
        from_day=day_of(form, "from_day"),
        last_day=day_of(form, "last_day"),
        columns=columns,
        homes=[(key, _amount(form[f"amount-{key}"]) if priced else None) for key in keys],
    )


def _amount(text: str) -> int | None:
    if not text.strip():
        return None
    try:
        amount = fen(text)
    except Refused:
        amount = -1
    if amount < 0:
        raise refuse("publicity.no_amount", "home", value=text[:20])
    return amount


def _choices(request: Acted, village: Area, row: Publicity | None, form: Form) -> list[Choice]:
    """Those of the category or view that was asked for, else the village's; what was ticked stays so."""
    kept = {str(key): amount for key, amount in (row.homes if row else ())}
    if request.method == "POST":
        kept = dict.fromkeys(request.POST.getlist("home"))
    wanted = _conditions(request)
    found = in_order(request.actor, wanted, village=village, day=today())
    keys = [str(pk) for pk in found.values_list("pk", flat=True)[:LISTED]]
    keys += [key for key in kept if key not in keys and _is_id(key)]
    rest = homes_of(request.actor, keys, today())
    whole = bool(wanted) and request.method != "POST"
    amounts = {key: form[f"amount-{key}"] or _told(kept.get(key)) for key in keys}
    return [_choice(one, kept, amounts, whole=whole) for one in rest]


def _choice(one: Any, kept: dict[str, Any], amounts: dict[str, str], *, whole: bool) -> Choice:
    key = str(one.household.pk)
    group = one.household.group
    return Choice(
        key,
        one.head,
        one.household.number,
        group.name if group else "",
        one.people,
        key in kept or whole,
        amounts[key],
    )


def _told(amount: int | None) -> str:
    return yuan(amount).replace(",", "")


def _conditions(request: Acted) -> Conditions:
    """From the address: ``category:<id>`` or ``view:<id>``."""
    kind, _colon, key = request.GET.get("from", "").partition(":")
    if kind == "category" and _is_id(key):
        return Conditions(category=(UUID(key),))
    if kind == "view" and _is_id(key):
        view = views(request.actor, "households").filter(pk=key).first()
        return Conditions.read(QueryDict(view.query)) if view else Conditions()
    return Conditions()


def _sources(request: Acted) -> list[tuple[str, str]]:
    codes = Code.objects.visible_to(request.actor).filter(list="category")
    found = [(f"category:{one.pk}", one.told) for one in codes]
    saved = views(request.actor, "households")
    return found + [(f"view:{one.pk}", _("视图：%(name)s") % {"name": one.name}) for one in saved]


def _is_id(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True


def _unit(request: Acted) -> Unit:
    """The unit for whose office the actor acts."""
    for grant in request.actor.grants:
        if grant.unit is not None and request.actor.allows("publicity.write", grant.unit):
            return grant.unit
    raise refuse("action.not_allowed", action="publicity.write")


def _village(request: Acted) -> Area:
    """The one that is open, else the first."""
    village = request.village or next(iter(request.villages), None)
    if village is None:
        raise refuse("report.no_village")
    return village


urlpatterns: list[URLPattern | URLResolver] = [
    path("publicity/", listed, name="publicities"),
    path("publicity/new/", new, name="publicity-new"),
    path("publicity/<uuid:pk>/change/", change, name="publicity-change"),
]
