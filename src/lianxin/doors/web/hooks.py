"""事件通知: which programs are told of events, the log of it, a try."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.problem import refuse
from lianxin.people.hooks.actions import (
    CHOICES,
    hook_add,
    hook_end,
    hook_pause,
    hook_resume,
    hook_try,
)
from lianxin.people.hooks.models import Hook, Style
from lianxin.people.hooks.queries import calls
from lianxin.people.hooks.queries import hooks as hooks_of
from lianxin.people.models import Unit

from .attempt import attempted
from .requests import Acted

PAGE = 50
SAID = {
    "unknown": gettext_noop("找不到这台机器"),
    "forbidden": gettext_noop("地址不让用"),
    "timeout": gettext_noop("5 秒没有回音"),
    "unreachable": gettext_noop("连不上"),
    "refused": gettext_noop("群机器人没有收"),
}


@never_cache
def hooks(request: Acted) -> HttpResponse:
    """Answers with the secret itself: this page is the only place where it is ever shown."""
    _may(request)
    made: list[str] = []
    done, problems, status = attempted(request, lambda: _add(request, made))
    shown = {
        "hooks": hooks_of(request.actor),
        "units": [(str(u.pk), u.name) for u in _units(request)],
        "events": [(one.value, one.label) for one in CHOICES],
        "styles": Style.choices,
        "chosen": request.POST.getlist("events"),
        "made": made[0] if made else "",
        "problems": problems,
        "v": {} if made else request.POST,
    }
    return render(request, "hooks/list.html", shown, status=status if done is None else 200)


def _add(request: Acted, made: list[str]) -> HttpResponse:
    unit = next((u for u in _units(request) if str(u.pk) == request.POST.get("unit")), None)
    if unit is None:
        raise refuse("input.required", "unit", label=_("哪个单位的事"))
    _row, text = hook_add(
        actor=request.actor,
        unit=unit,
        name=request.POST.get("name", ""),
        address=request.POST.get("address", ""),
        events=request.POST.getlist("events"),
        style=request.POST.get("style") or Style.OWN,
    )
    made.append(text)
    return HttpResponse()


@require_GET
def hook(request: Acted, pk: UUID) -> HttpResponse:
    row = _hook(request, pk)
    sheet = Paginator(calls(request.actor, row), PAGE).get_page(request.GET.get("page", "")[:6])
    listed = [(one, _(SAID[one.trouble]) if one.trouble else "") for one in sheet]
    return render(request, "hooks/hook.html", {"it": row, "sheet": sheet, "calls": listed})


@require_POST
def hook_do(request: Acted, pk: UUID) -> HttpResponse:
    row, actor = _hook(request, pk), request.actor
    do = request.POST.get("do")
    if do == "try":
        hook_try(actor=actor, row=row)
        messages.success(request, _("排上了，几秒钟后发出；看下面的记录。"))
    elif do == "pause":
        hook_pause(actor=actor, row=row)
        messages.success(request, _("停了。这段时间的事先攒着，恢复后再发。"))
    elif do == "resume":
        hook_resume(actor=actor, row=row)
        messages.success(request, _("恢复了，攒着的和没发出去的马上再发。"))
    elif do == "end":
        hook_end(actor=actor, row=row)
        messages.success(request, _("“%(name)s”停用了，不再通知。") % {"name": row.name})
        return redirect("hooks")
    return redirect("hook", pk)


def _may(request: Acted) -> None:
    if not request.actor.allows("hook.add"):
        raise refuse("action.not_allowed", action="hook.add")


def _hook(request: Acted, pk: UUID) -> Hook:
    rows = Hook.objects.visible_to(request.actor).filter(ended_at=None).select_related("unit")
    row: Hook = rows.get_visible(pk=pk)
    return row


def _units(request: Acted) -> list[Unit]:
    return list(Unit.objects.visible_to(request.actor).filter(until=None))


urlpatterns: list[URLPattern | URLResolver] = [
    path("hooks/", hooks, name="hooks"),
    path("hooks/<uuid:pk>/", hook, name="hook"),
    path("hooks/<uuid:pk>/do/", hook_do, name="hook-do"),
]
