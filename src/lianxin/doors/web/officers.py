"""Officers: the list, one officer, joining, being away, leaving."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people import actions, queries
from lianxin.people.models import Absence, Account, Officer, Unit
from lianxin.people.phone import is_mobile
from lianxin.people.policy import AccountActor
from lianxin.plans.pairing.models import Strength
from lianxin.plans.pairing.strengths import strengths
from lianxin.register import queries as register
from lianxin.register.models import Household
from lianxin.register.pairings import open_pairings_of

from .form import Form, choices, may, show_form, shown_once, visible

PAGE = 50


def officers(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    asked = {name: request.GET.get(name, "") for name in ("show", "unit", "q")}
    show = asked["show"] if asked["show"] in queries.SHOW else "now"
    rows = queries.officers(actor, show=show, unit=asked["unit"], words=asked["q"])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counts = _paired_counts(actor, [officer.pk for officer in page])
    for officer in page:
        officer.paired = counts.get(officer.pk, 0)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "asked": {**asked, "show": show},
        "query": "".join(f"{name}={value}&" for name, value in asked.items() if value),
        "units": choices(queries.units(actor), True),
        "may": may(actor, add="officer.join"),
    }
    return render(request, "people/officers.html", context)


def officer(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = visible(actor, Officer, pk)
    return render(request, "people/officer.html", _about_officer(actor, row))


def officer_new(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    form = Form.of(request, unit=_only_unit(actor), from_day=today())
    if request.method == "POST":
        with form.refusing(), transaction.atomic():
            made = actions.officer_join(actor=actor, unit=_unit_of(form), **_officer_facts(form))
            opened = [_opened(actor, made)] if "account" in form else []
            messages.success(request, _("加好了：%(name)s") % {"name": made.name})
            return (
                shown_once(request, opened, "officers") if opened else redirect("officer", made.pk)
            )
    return show_form(request, "people/officer_new.html", form, _officer_choices(actor))


def officers_paste(request: HttpRequest) -> HttpResponse:
    """Several at once, one line a person; all of them or none."""
    actor = request.actor  # type: ignore[attr-defined]
    form = Form.of(request, unit=_only_unit(actor), from_day=today())
    if request.method == "POST":
        with form.refusing(), transaction.atomic():
            made = actions.officers_join(
                actor=actor, unit=_unit_of(form), text=form["lines"], from_day=form.day("from_day")
            )
            wanted = made if "account" in form else []
            opened = [_opened(actor, one) for one in wanted if is_mobile(one.phone)]
            messages.success(request, _("加好了 %(n)s 人") % {"n": len(made)})
            without = [one.name for one in wanted if not is_mobile(one.phone)]
            if without:
                text = _("没有手机号，没开账号：%(names)s。到各人的页上补。")
                messages.warning(request, text % {"names": _("、").join(without)})
            return shown_once(request, opened, "officers") if opened else redirect("officers")
    return show_form(request, "people/officers_paste.html", form, _officer_choices(actor))


def officer_change(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = visible(actor, Officer, pk)
    names = ("name", "post", "rank", "phone", "skills", "from_day")
    form = Form.of(request, **{name: getattr(row, name) for name in names})
    if request.method == "POST":
        with form.refusing():
            actions.officer_change(actor=actor, officer=row, **_officer_facts(form))
            messages.success(request, _("存好了"))
            return redirect("officer", pk)
    return show_form(request, "people/officer_change.html", form, {"officer": row})


def officer_leave(request: HttpRequest, pk: str) -> HttpResponse:
    """Shows the households that still need a successor; only then the form."""
    actor = request.actor  # type: ignore[attr-defined]
    row = visible(actor, Officer, pk)
    open_ones = open_pairings_of(row)
    last = max((one.until for one in open_ones if one.until), default=None)
    form = Form.of(request, until=last or today())
    if request.method == "POST":
        with form.refusing():
            actions.officer_leave(
                actor=actor, officer=row, until=form.day("until"), leaving=form["leaving"]
            )
            messages.success(request, _("%(name)s 已离任") % {"name": row.name})
            return redirect("officer", pk)
    waiting = open_ones.filter(until__isnull=True)
    rows = _with_heads(actor, waiting.filter(household__in=Household.objects.visible_to(actor)))
    answering = waiting.filter(responsible=True).exists()
    extra = {"officer": row, "waiting": waiting.count(), "answering": answering, "last": last}
    return show_form(request, "people/officer_leave.html", form, extra | {"rows": rows})


@require_POST
def officer_away(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row, form = visible(actor, Officer, pk), Form.of(request)
    with form.refusing():
        actions.absence_begin(
            actor=actor,
            officer=row,
            kind=form["kind"],
            from_day=form.day("from_day"),
            last=form.day("last"),
            note=form["note"],
        )
        messages.success(request, _("存好了"))
        return redirect("officer", pk)
    return show_form(request, "people/officer.html", form, _about_officer(actor, row))


@require_POST
def absence_end(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row, form = visible(actor, Absence, pk), Form.of(request)
    with form.refusing():
        actions.absence_end(actor=actor, absence=row, last=form.day("last"))
        messages.success(request, _("存好了"))
        return redirect("officer", row.officer_id)
    return show_form(request, "people/officer.html", form, _about_officer(actor, row.officer))


@require_POST
def officer_account(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row, form = visible(actor, Officer, pk), Form.of(request)
    with form.refusing():
        opened = actions.account_open_officer(actor=actor, officer=row, phone=form["phone"])
        return shown_once(request, [opened], "officers")
    return show_form(request, "people/officer.html", form, _about_officer(actor, row))


def _officer_facts(form: Form) -> dict[str, Any]:
    names = ("name", "post", "rank", "phone", "skills")
    return {**{name: form[name] for name in names}, "from_day": form.day("from_day")}


def _unit_of(form: Form) -> Unit:
    found: Unit | None = form.row(Unit, "unit")
    if found is None:
        raise refuse("input.required", "unit", label=_("单位"))
    return found


def _only_unit(actor: AccountActor) -> str:
    """The unit to begin with: the actor's own, where its grant begins."""
    first = queries.units(actor).first()
    return str(first.pk) if first and not actor.allows("unit.add") else ""


def _officer_choices(actor: AccountActor) -> dict[str, Any]:
    blank = actor.allows("unit.add")
    return {
        "units": choices(queries.units(actor), blank),
        "may": may(actor, account="account.open_officer"),
    }


def _opened(actor: AccountActor, officer: Officer) -> actions.Opened:
    return actions.account_open_officer(actor=actor, officer=officer)


def _about_officer(actor: AccountActor, row: Officer) -> dict[str, Any]:
    paired = register.pairings(actor).filter(officer=row)
    account = Account.objects.visible_to(actor).filter(officer=row).first()
    return {
        "officer": row,
        "gone": row.until is not None and row.until <= today(),
        "account": account,
        "strengths": _strengths(actor, row),
        "rows": _with_heads(actor, paired),
        "absences": queries.absences(actor, row),
        "kinds": Absence.Kind.choices,
        "today": today(),
        "yesterday": today() - timedelta(days=1),
        "may": may(
            actor,
            row,
            change="officer.change",
            leave="officer.leave",
            away="absence.begin",
            account="account.open_officer",
            strengths="strength.set",
        ),
    }


def _strengths(actor: AccountActor, row: Officer) -> list[tuple[Any, list[str]]]:
    """By kind, those of today; the skills stand beside what was once written freely."""
    found: dict[str, list[str]] = {}
    for one in strengths(actor, row):
        kind = _("能帮什么") if one.kind == Strength.Kind.SKILL else one.get_kind_display()
        found.setdefault(kind, []).append(one.code.told if one.code else one.text)
    return list(found.items())


def _with_heads(actor: AccountActor, pairings: Any) -> list[Any]:
    """Pairings with each household's head, in two queries."""
    rows = list(
        pairings.select_related("household__village", "household__group").order_by(
            "household__village__path", "household__number"
        )
    )
    heads = register.memberships(actor).filter(
        is_head=True, household__in=[row.household_id for row in rows]
    )
    names = {one.household_id: one.person.name for one in heads.select_related("person")}
    for row in rows:
        row.head = names.get(row.household_id, "")
    return rows


def _paired_counts(actor: AccountActor, officers: list[Any]) -> dict[Any, int]:
    counts: dict[Any, int] = {}
    rows = register.responsible(actor).filter(officer__in=officers).order_by()
    for pk in rows.values_list("officer_id", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    return counts


urlpatterns: list[URLPattern | URLResolver] = [
    path("officers/", officers, name="officers"),
    path("officers/new/", officer_new, name="officer-new"),
    path("officers/paste/", officers_paste, name="officers-paste"),
    path("officers/<uuid:pk>/", officer, name="officer"),
    path("officers/<uuid:pk>/change/", officer_change, name="officer-change"),
    path("officers/<uuid:pk>/leave/", officer_leave, name="officer-leave"),
    path("officers/<uuid:pk>/away/", officer_away, name="officer-away"),
    path("officers/<uuid:pk>/account/", officer_account, name="officer-account"),
    path("absences/<uuid:pk>/end/", absence_end, name="absence-end"),
]
