"""Accounts, roles and grants."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people import actions, matrix, queries
from lianxin.people.models import Account, Area, Grant, Level, Role, Unit
from lianxin.people.policy import AccountActor, alive
from lianxin.people.roles import ADMINS, POLICY
from lianxin.people.signing import account_unlock, locked_among, locks_of

from .form import Form, choices, may, show_form, shown_once

PAGE = 50


def accounts(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    asked = {name: request.GET.get(name, "") for name in ("show", "q")}
    rows = queries.accounts(actor, show=asked["show"], words=asked["q"])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    strong, locked = queries.second_factors(page), locked_among(page)
    for row in page:
        row.usable = alive(row)  # type: ignore[attr-defined]
        row.strong = row.pk in strong  # type: ignore[attr-defined]
        row.locked = row.pk in locked  # type: ignore[attr-defined]
    context = {
        "page": page,
        "asked": asked,
        "query": "".join(f"{name}={value}&" for name, value in asked.items() if value),
        "filters": [("", _("全部")), ("off", _("停用的")), *Role.choices],
        "may": may(actor, open="account.open", appoint="account.appoint"),
        "unappointed": not any(queries.administrators(role).exists() for role in ADMINS),
    }
    return render(request, "accounts/accounts.html", context)


def account(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    return render(request, "accounts/account.html", _about(actor, _account(actor, pk)))


def account_new(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    form = Form.of(request)
    if request.method == "POST":
        with form.refusing():
            opened = actions.account_open(actor=actor, unit=form.row(Unit, "unit"), **_facts(form))
            return shown_once(request, [opened])
    return show_form(request, "accounts/new.html", form, _units(actor))


def account_change(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = _account(actor, pk)
    shown = {name: getattr(row, name) for name in ("name", "phone", "login", "until")}
    form = Form.of(request, **shown, unit=row.unit_id)
    if request.method == "POST":
        with form.refusing():
            actions.account_change(
                actor=actor, account=row, unit=form.row(Unit, "unit"), **_facts(form)
            )
            messages.success(request, _("存好了"))
            return redirect("account-detail", pk)
    return show_form(request, "accounts/change.html", form, {"account": row, **_units(actor)})


def appoint(request: HttpRequest) -> HttpResponse:
    """The office names the three administrators, once, while there is none."""
    actor = request.actor  # type: ignore[attr-defined]
    form = Form.of(request)
    if request.method == "POST":
        with form.refusing():
            people = {role.value: (form[f"{role}-name"], form[f"{role}-phone"]) for role in ADMINS}
            unit = queries.units(actor).first()
            if unit is None:
                raise refuse("action.absent")
            opened = actions.administrators_appoint(actor=actor, unit=unit, people=people)
            named = (role for role in Role if role.value in opened)
            return shown_once(
                request, [opened[role]._replace(role=str(role.label)) for role in named]
            )
    rows = [_one_of_three(role, form) for role in sorted(ADMINS, key=list(Role).index)]
    return show_form(request, "accounts/appoint.html", form, {"rows": rows})


@require_POST
def disable(request: HttpRequest, pk: str) -> HttpResponse:
    actor, form = request.actor, Form.of(request)  # type: ignore[attr-defined]
    with form.refusing():
        actions.account_disable(actor=actor, account=_account(actor, pk), reason=form["reason"])
        messages.success(request, _("停用了，正在用的页面马上退出"))
        return redirect("account-detail", pk)
    return show_form(request, "accounts/account.html", form, _about(actor, _account(actor, pk)))


@require_POST
def enable(request: HttpRequest, pk: str) -> HttpResponse:
    actor, form = request.actor, Form.of(request)  # type: ignore[attr-defined]
    with form.refusing():
        actions.account_enable(actor=actor, account=_account(actor, pk))
        messages.success(request, _("恢复了"))
        return redirect("account-detail", pk)
    return show_form(request, "accounts/account.html", form, _about(actor, _account(actor, pk)))


@require_POST
def reset(request: HttpRequest, pk: str) -> HttpResponse:
    actor, form = request.actor, Form.of(request)  # type: ignore[attr-defined]
    with form.refusing():
        return shown_once(
            request, [actions.account_reset(actor=actor, account=_account(actor, pk))]
        )
    return show_form(request, "accounts/account.html", form, _about(actor, _account(actor, pk)))


@require_POST
def unlock(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    account_unlock(actor=actor, account=_account(actor, pk))
    messages.success(request, _("解锁了，可以再登录"))
    return redirect("account-detail", pk)


def grant_new(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row, form = _account(actor, pk), Form.of(request, from_day=today())
    if request.method == "POST":
        with form.refusing():
            actions.grant_give(
                actor=actor,
                account=row,
                role=form["role"],
                unit=form.row(Unit, "unit"),
                area=form.row(Area, "area"),
                from_day=form.day("from_day"),
                until=form.day("until"),
                reason=form["reason"],
            )
            messages.success(request, _("授权了"))
            return redirect("account-detail", pk)
    return show_form(request, "accounts/grant.html", form, {"account": row, **_scopes(actor)})


@require_POST
def grant_end(request: HttpRequest, pk: str) -> HttpResponse:
    actor, form = request.actor, Form.of(request)  # type: ignore[attr-defined]
    row = Grant.objects.visible_to(actor).get_visible(pk=pk)
    with form.refusing():
        actions.grant_end(actor=actor, grant=row, reason=form["reason"])
        messages.success(request, _("收回了"))
        return redirect("account-detail", row.account_id)
    about = _about(actor, _account(actor, row.account_id))
    return show_form(request, "accounts/account.html", form, about)


def access(request: HttpRequest) -> HttpResponse:
    roles, rows = matrix.cells()
    seen, done = matrix.own()
    context = {"lines": matrix.lines(), "roles": roles, "rows": rows, "seen": seen, "done": done}
    return render(request, "accounts/access.html", context)


def _account(actor: AccountActor, pk: Any) -> Account:
    found = (
        Account.objects.visible_to(actor).select_related("unit", "officer").filter(pk=pk).first()
    )
    if found is None:
        raise refuse("action.absent")
    return found


def _facts(form: Form) -> dict[str, Any]:
    return {**{name: form[name] for name in ("name", "phone", "login")}, "until": form.day("until")}


def _units(actor: AccountActor) -> dict[str, Any]:
    return {"units": choices(queries.units(actor), True)}


def _about(actor: AccountActor, row: Account) -> dict[str, Any]:
    day, rows = today(), list(queries.grants_of(actor, row))
    for grant in rows:
        grant.over = grant.until is not None and grant.until <= day  # type: ignore[attr-defined]
        grant.key = str(grant.pk)  # type: ignore[attr-defined]
        grant.because = POLICY[Role(grant.role)].because  # type: ignore[attr-defined]
    able = may(
        actor,
        row,
        change="account.change",
        disable="account.disable",
        enable="account.enable",
        reset="account.reset",
        unlock="account.unlock",
        give="grant.give",
        end="grant.end",
    )
    if row.pk == actor.id:
        able |= {"disable": False, "give": False, "end": False}
    return {
        "account": row,
        "usable": alive(row),
        "grants": rows,
        "locks": locks_of(row),
        "strong": row.pk in queries.second_factors([row]),
        "may": able,
    }


def _scopes(actor: AccountActor) -> dict[str, Any]:
    """Units and villages a grant can speak of, and each role with its reason."""
    # Areas are public: a village's name is no secret.
    villages = Area.objects.visible_to(SYSTEM).filter(level=Level.VILLAGE).select_related("parent")
    named = [(str(v.pk), f"{v.parent} {v}") for v in villages]
    roles = [(role.value, f"{role.label}{_('：')}{POLICY[role].because}") for role in POLICY]
    return {"roles": [("", "—"), *roles], "areas": [("", "—"), *named], **_units(actor)}


def _one_of_three(role: Role, form: Form) -> dict[str, Any]:
    """One of the three people on the form, with the names and contents of the two fields."""
    name, phone = f"{role}-name", f"{role}-phone"
    return {
        "role": role,
        "because": POLICY[role].because,
        "name": (name, form[name], form.errors.get(name)),
        "phone": (phone, form[phone], form.errors.get(phone)),
    }


urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", accounts, name="accounts"),
    path("accounts/new/", account_new, name="account-new"),
    path("accounts/administrators/", appoint, name="appoint"),
    path("accounts/<uuid:pk>/", account, name="account-detail"),
    path("accounts/<uuid:pk>/change/", account_change, name="account-change"),
    path("accounts/<uuid:pk>/disable/", disable, name="account-disable"),
    path("accounts/<uuid:pk>/enable/", enable, name="account-enable"),
    path("accounts/<uuid:pk>/reset/", reset, name="account-reset"),
    path("accounts/<uuid:pk>/unlock/", unlock, name="account-unlock"),
    path("accounts/<uuid:pk>/grant/", grant_new, name="grant-new"),
    path("grants/<uuid:pk>/end/", grant_end, name="grant-end"),
    path("access/", access, name="access"),
]
