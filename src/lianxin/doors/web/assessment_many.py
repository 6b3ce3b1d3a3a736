"""Those ticked on a year's list confirmed, sent or signed at once; who was left out is told with the reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from lianxin.results.assessment.many import (
    Many,
    assessments_confirm,
    assessments_send,
    assessments_sign,
)

from .assessment_ticks import DEEDS, chosen
from .assessments import half_of, page, year_of
from .attempt import attempted
from .requests import Acted

Do = Callable[[Acted], Many]
LEFT = {
    "confirm": gettext_lazy("没核定：%(names)s。%(why)s"),
    "send": gettext_lazy("没送：%(names)s。%(why)s"),
    "sign": gettext_lazy("没审定：%(names)s。%(why)s"),
}


def _confirm(request: Acted) -> Many:
    return assessments_confirm(
        actor=request.actor,
        year=year_of(request),
        half=half_of(request),
        chosen=chosen(request.POST.getlist("confirm")),
    )


def _send(request: Acted) -> Many:
    return assessments_send(actor=request.actor, chosen=chosen(request.POST.getlist("send")))


def _sign(request: Acted) -> Many:
    return assessments_sign(
        actor=request.actor,
        chosen=chosen(request.POST.getlist("sign")),
        words=request.POST.get("words", ""),
    )


def _many(request: Acted, deed: str, do: Do) -> HttpResponse:
    """Back on the list, with what was done and what was not."""

    def change() -> HttpResponse:
        _tell(request, deed, do(request))
        half = "&half=1" if half_of(request) else ""
        return redirect(f"{reverse('assessments')}?year={year_of(request)}{half}")

    answer, problems, status = attempted(request, change)
    if answer is not None:
        return answer
    return page(request, status, problems=problems, words=request.POST.get("words", ""))


def _tell(request: Acted, deed: str, made: Many) -> None:
    if made.done:
        messages.success(request, _done(deed, len(made.done)))
    by_reason: dict[str, list[str]] = {}
    for one in made.left:
        by_reason.setdefault(one.problem.message(), []).append(one.name)
    for why, names in by_reason.items():
        messages.warning(request, LEFT[deed] % {"names": _("、").join(names), "why": why})
    if made.gone:
        said = ngettext(
            "有 %(n)s 人不在这份名单里，没有动，请刷新页面再看。",
            "有 %(n)s 人不在这份名单里，没有动，请刷新页面再看。",
            made.gone,
        )
        messages.warning(request, said % {"n": made.gone})
    if other := sum(len(request.POST.getlist(name)) for name in DEEDS if name != deed):
        said = ngettext(
            "另外勾了 %(n)s 人，办不了这一步，没有动。",
            "另外勾了 %(n)s 人，办不了这一步，没有动。",
            other,
        )
        messages.info(request, said % {"n": other})


def _done(deed: str, n: int) -> str:
    """With the way back."""
    if deed == "confirm":
        said = ngettext(
            "核定了 %(n)s 人，还没送本人看。哪份不对，打开那份点“撤回重算”。",
            "核定了 %(n)s 人，还没送本人看。哪份不对，打开那份点“撤回重算”。",
            n,
        )
    elif deed == "send":
        said = ngettext(
            "送 %(n)s 人看了，各人只看得到自己的。哪份不对，打开那份点“撤回重算”。",
            "送 %(n)s 人看了，各人只看得到自己的。哪份不对，打开那份点“撤回重算”。",
            n,
        )
    else:
        said = ngettext(
            "审定了 %(n)s 人，从现在起不能再改。哪份有错，打开那份做一份更正。",
            "审定了 %(n)s 人，从现在起不能再改。哪份有错，打开那份做一份更正。",
            n,
        )
    return said % {"n": n}


def _address(deed: str, do: Do) -> URLPattern:
    view = require_POST(partial(_many, deed=deed, do=do))
    return path(f"assessments/{deed}/", view, name=f"assessments-{deed}")


urlpatterns: list[URLPattern | URLResolver] = [
    _address("confirm", _confirm),
    _address("send", _send),
    _address("sign", _sign),
]
