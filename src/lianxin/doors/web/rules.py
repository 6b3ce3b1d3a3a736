"""Code lists and quality rules: everybody reads, the system administrator writes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.period import today
from lianxin.people.policy import AccountActor
from lianxin.register import lists
from lianxin.register.models import Code, QualityRule, Spelling

from .form import Form, may, show_form, visible


def codes(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    chosen = _list(request)
    context = {
        "lists": lists.LISTS.items(),
        "chosen": chosen,
        "title": lists.LISTS[chosen],
        "rows": lists.codes(chosen),
        "today": today(),
        "may": may(actor, add="code.add"),
    }
    return render(request, "rules/codes.html", context)


def code_new(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    form = Form.of(request, list=_list(request), from_day=today())
    if request.method == "POST":
        with form.refusing():
            facts = {name: form[name] for name in ("name", "english", "code", "standard", "sex")}
            row = lists.code_add(
                actor=actor, list_name=form["list"], from_day=form.day("from_day"), **facts
            )
            messages.success(request, _("加好了：%(name)s") % {"name": row.name})
            return redirect(f"{reverse('codes')}?list={row.list}")
    extra = {"lists": list(lists.LISTS.items()), "sexes": _sexes(), "chosen": form["list"]}
    return show_form(request, "rules/code_new.html", form, extra)


def code(request: HttpRequest, pk: str) -> HttpResponse:
    """A value with its spellings; a new spelling is added here."""
    actor = request.actor  # type: ignore[attr-defined]
    row, form = visible(actor, Code, pk), Form.of(request)
    if request.method == "POST":
        with form.refusing():
            lists.spelling_add(actor=actor, code=row, text=form["text"])
            messages.success(request, _("加好了：%(name)s") % {"name": form["text"]})
            return redirect("code", pk)
    return show_form(request, "rules/code.html", form, _about_code(actor, row))


@require_POST
def code_end(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row, form = visible(actor, Code, pk), Form.of(request)
    with form.refusing():
        lists.code_end(actor=actor, code=row, until=form.day("until"))
        messages.success(request, _("存好了"))
        return redirect(f"{reverse('codes')}?list={row.list}")
    return show_form(request, "rules/code.html", form, _about_code(actor, row))


@require_POST
def spelling_remove(request: HttpRequest, pk: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = visible(actor, Spelling, pk)
    lists.spelling_remove(actor=actor, spelling=row)
    messages.success(request, _("去掉了：%(name)s") % {"name": row.text})
    return redirect("code", row.code_id)


def rules(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    rows = [(row, lists.limits(row)) for row, _older in lists.rules()]
    context = {"rows": rows, "today": today(), "may": may(actor, change="rule.change")}
    return render(request, "rules/rules.html", context)


def rule(request: HttpRequest, pk: str) -> HttpResponse:
    """Thresholds are never edited in place: saving makes a new row from a day on."""
    actor = request.actor  # type: ignore[attr-defined]
    row = visible(actor, QualityRule, pk)
    newest, older = next(both for both in lists.rules() if both[0].name == row.name)
    shown = {
        f"threshold-{key}": lists.threshold_text(value) for key, value in newest.thresholds.items()
    }
    form = Form.of(request, **shown, active="on" if newest.active else "", from_day=today())
    if request.method == "POST":
        with form.refusing():
            changed = lists.rule_change(
                actor=actor,
                rule=newest,
                thresholds={key: form[f"threshold-{key}"] for key in newest.thresholds},
                from_day=form.day("from_day"),
                active="active" in form,
            )
            messages.success(request, _("存好了，从 %(day)s 起算") % {"day": changed.from_day})
            return redirect("rule", changed.pk)
    extra = {
        "rule": newest,
        "history": [(row, lists.limits(row)) for row in (newest, *older)],
        "fields": [
            (
                f"threshold-{key}",
                lists.threshold_name(key),
                form[f"threshold-{key}"],
                form.errors.get(f"threshold-{key}"),
            )
            for key in newest.thresholds
        ],
        "today": today(),
        "may": may(actor, change="rule.change"),
    }
    return show_form(request, "rules/rule.html", form, extra)


def _list(request: HttpRequest) -> str:
    asked = request.GET.get("list", "")
    return asked if asked in lists.LISTS else next(iter(lists.LISTS))


def _sexes() -> list[tuple[str, str]]:
    return [("", _("都可以")), ("1", _("只能是男")), ("2", _("只能是女"))]


def _about_code(actor: AccountActor, row: Code) -> dict[str, Any]:
    return {
        "code": row,
        "title": lists.LISTS.get(row.list, row.list),
        "spellings": lists.spellings(row),
        "today": today(),
        "ended": row.until is not None and row.until <= today(),
        "may": may(actor, spell="code.spelling", end="code.end"),
    }


urlpatterns: list[URLPattern | URLResolver] = [
    path("codes/", codes, name="codes"),
    path("codes/new/", code_new, name="code-new"),
    path("codes/<uuid:pk>/", code, name="code"),
    path("codes/<uuid:pk>/end/", code_end, name="code-end"),
    path("spellings/<uuid:pk>/remove/", spelling_remove, name="spelling-remove"),
    path("rules/", rules, name="rules"),
    path("rules/<uuid:pk>/", rule, name="rule"),
]
