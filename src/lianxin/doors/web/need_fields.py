"""需求用什么来办: which of the six fields answers a kind of need; a line is added or ended from a day on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.kernel.period import today
from lianxin.pool.offers.models import NeedField
from lianxin.pool.offers.need_fields import need_field_end, need_field_set, need_fields

from .asks import Ask, code_of, codes, of_form
from .form import Form, may_for_all, visible
from .requests import Acted


def listed(request: Acted) -> HttpResponse:
    """The lines, and a form for one more."""
    form = Form.of(request, from_day=today().isoformat())
    if request.method == "POST":
        with form.refusing():
            row = need_field_set(
                actor=request.actor,
                need=code_of(form, "need"),
                field=code_of(form, "field"),
                from_day=form.day("from_day"),
            )
            messages.success(request, _("存好了，从 %(day)s 起算") % {"day": row.from_day})
            return redirect("need-fields")
    return render(request, "pool/need_fields.html", _shown(request, form), status=form.status)


def _shown(request: Acted, form: Form) -> dict[str, Any]:
    rows = need_fields()
    now = today()
    asks = [(ask, form[ask.name], form.errors.get(ask.name, "")) for ask in _asks()]
    return {
        "rows": [row for row in rows if row.until is None or row.until > now],
        "past": [row for row in rows if row.until is not None and row.until <= now],
        "asks": asks,
        **may_for_all(request.actor, may="need_field.set"),
        **of_form(form),
    }


def _asks() -> list[Ask]:
    return [
        Ask("need", _("哪类需求"), choices=codes("need", empty=_("请选")), required=True),
        Ask(
            "field",
            _("可以用哪个方面来办"),
            _("对接需求时，只看这几个方面的供给"),
            choices=codes("field", empty=_("请选")),
            required=True,
        ),
        Ask("from_day", _("从哪天起"), type="date", required=True),
    ]


@require_POST
def end(request: Acted) -> HttpResponse:
    form = Form.of(request)
    row = visible(request.actor, NeedField, form["row"])
    kept = need_field_end(actor=request.actor, row=row, until=form.day("until"))
    told = {"need": kept.need.told, "field": kept.field.told}
    messages.success(request, _("停用了：%(need)s，%(field)s") % told)
    return redirect("need-fields")


urlpatterns: list[URLPattern | URLResolver] = [
    path("needs/fields/", listed, name="need-fields"),
    path("needs/fields/end/", end, name="need-field-end"),
]
