"""规定动作: what is asked of officers, from when to when, by which paper; set, changed and ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.figure import days
from lianxin.kernel.period import today
from lianxin.people.models import Area, Unit
from lianxin.people.queries import reaches_all, units
from lianxin.visits.actions import requirement_end, requirement_set
from lianxin.visits.models import Requirement
from lianxin.visits.rules import every_requirement, how_much, name_of

from .asks import Ask, of_form
from .form import Form, choices, visible
from .requests import Acted

Figure = Requirement.Figure


@dataclass(frozen=True)
class Ruled:
    """A requirement as the list tells it; ``own`` is the actor's to end."""

    row: Requirement
    day: date
    own: bool

    @property
    def name(self) -> str:
        return name_of(self.row)

    @property
    def words(self) -> str:
        return how_much(self.row)

    @property
    def over(self) -> bool:
        return self.row.until is not None and self.row.until <= self.day

    @property
    def coming(self) -> bool:
        return self.row.from_day > self.day


@require_GET
def requirements(request: Acted) -> HttpResponse:
    return render(request, "visits/requirements.html", {"rows": _rows(request)})


def _rows(request: Acted) -> list[Ruled]:
    """Those of units that the actor sees, and those of every unit; what is over stands last."""
    whole, seen = reaches_all(request.actor), set(units(request.actor).values_list("pk", flat=True))
    rows = [
        Ruled(row, today(), row.unit_id in seen if row.unit_id else whole)
        for row in every_requirement()
        if row.unit_id is None or row.unit_id in seen
    ]
    return sorted(rows, key=lambda one: one.over)


def requirement_new(request: Acted) -> HttpResponse:
    """A new rule, or another one in the place of an old one, which ends where the new one begins."""
    old = _old(request)
    form = Form.of(request, **_first(request, old))
    if request.method == "POST":
        with form.refusing():
            row = requirement_set(actor=request.actor, instead_of=old, **_said(form))
            messages.success(request, _("存好了，从 %(day)s 起算") % {"day": row.from_day})
            return redirect("requirements")
    asks = [(ask, form[ask.name], form.errors.get(ask.name, "")) for ask in _asks(request)]
    shown = {"asks": asks, "old": old, "old_name": name_of(old) if old else "", **of_form(form)}
    return render(request, "visits/requirement.html", shown, status=form.status)


def _old(request: Acted) -> Requirement | None:
    sent = request.POST if request.method == "POST" else request.GET
    key = sent.get("instead_of", "")
    return visible(request.actor, Requirement, key) if key else None


def _said(form: Form) -> dict[str, Any]:
    names = ("figure", "per", "span", "name", "name_en", "rank", "source")
    return {
        **{name: form[name] for name in names},
        "minimum": _number(form["minimum"]),
        "unit": form.row(Unit, "unit"),
        "village": form.row(Area, "village"),
        "from_day": form.day("from_day"),
    }


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _first(request: Acted, old: Requirement | None) -> dict[str, Any]:
    """A rule counts from the beginning of the year, as a rule; what is changed stands as it was."""
    unit = "" if reaches_all(request.actor) else units(request.actor).first()
    begin = {"from_day": date(today().year, 1, 1), "unit": getattr(unit, "pk", "")}
    if old is None:
        return begin | {"figure": Figure.VISITS, "per": "officer", "span": "year"}
    told = ("name", "name_en", "figure", "per", "span", "rank", "source")
    halves = old.figure == Figure.STAY_DAYS
    return {
        **begin,
        **{name: getattr(old, name) for name in told},
        "minimum": days(old.minimum) if halves else old.minimum,
        "unit": old.unit_id or begin["unit"],
        "village": old.village_id or "",
        "from_day": today(),
    }


def _asks(request: Acted) -> list[Ask]:
    whole = reaches_all(request.actor)
    rows = choices(units(request.actor))
    everywhere = [("", _("所联的各村")), *choices(request.villages)]
    return [
        Ask("figure", _("做什么"), choices=Figure.choices, required=True),
        Ask("per", _("按什么算"), choices=Requirement.Per.choices, required=True),
        Ask(
            "minimum",
            _("最少几次"),
            _("驻村写天数，半天写 0.5"),
            required=True,
            inputmode="decimal",
            maxlength=5,
        ),
        Ask("span", _("多长时间里"), choices=Requirement.Span.choices, required=True),
        Ask(
            "from_day",
            _("从哪天起"),
            _("从年中起的，当年按天数折算"),
            type="date",
            required=True,
        ),
        Ask("unit", _("哪个单位"), choices=[("", _("各单位")), *rows] if whole else rows),
        Ask("village", _("哪个村"), choices=everywhere),
        Ask("rank", _("哪个职级"), _("空着就是全部干部"), maxlength=40),
        Ask("name", _("名称"), _("空着就用动作的名称"), maxlength=40),
        Ask("name_en", _("英文名称"), maxlength=60),
        Ask("source", _("依据"), _("哪份文件、哪一条要求的"), maxlength=200),
    ]


@require_POST
def end(request: Acted) -> HttpResponse:
    form = Form.of(request)
    row = visible(request.actor, Requirement, form["requirement"])
    requirement_end(actor=request.actor, requirement=row, until=form.day("until"))
    messages.success(request, _("停用了：%(name)s") % {"name": name_of(row)})
    return redirect("requirements")


urlpatterns: list[URLPattern | URLResolver] = [
    path("requirements/", requirements, name="requirements"),
    path("requirements/new/", requirement_new, name="requirement-new"),
    path("requirements/end/", end, name="requirement-end"),
]
