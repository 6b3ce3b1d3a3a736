"""村情指标: what is asked of every village, from when to when; added, changed from a day on, ended."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lianxin.aid.village_profile.indicators import (
    IndicatorGiven,
    village_indicator_end,
    village_indicator_set,
)
from lianxin.aid.village_profile.models import Kind, VillageFact, VillageIndicator
from lianxin.aid.village_profile.queries import every_indicator
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.people.queries import reaches_all

from .asking import Answers, Question, must_see, put
from .asks import Ask
from .form import Form, visible
from .requests import Acted
from .village_plan import HOME as PLAN

HOME = gettext_lazy("村情指标")
NEW = "new"
SAME = ("name", "name_en", "heading", "heading_en", "kind", "unit", "source")


@require_GET
def indicators(request: Acted) -> HttpResponse:
    must_see(request, VillageFact)
    rows = every_indicator(request.village)
    asked = [one for one in rows if not one.over]
    shown = {
        "headings": [
            (heading, list(held))
            for heading, held in groupby(asked, lambda one: one.row.told_heading)
        ],
        "past": [one for one in rows if one.over],
        "whose": whose(request, "village_indicator.set"),
    }
    return render(request, "village_plan/indicators.html", shown)


def whose(request: Acted, action: str) -> list[tuple[str, str]]:
    """For whom the actor may set such a rule: the village of the page, all villages."""
    village = request.village
    found = []
    if village is not None and request.actor.allows(action, village):
        found.append((str(village.pk), _("只是%(village)s") % {"village": village.name}))
    if request.actor.allows(action) and reaches_all(request.actor):
        found.append(("", _("各村")))
    return found


def village_of(request: Acted, form: Form, name: str = "village") -> Area | None:
    """The village of the page, or nothing for all villages."""
    village = request.village
    return village if village is not None and form[name] == str(village.pk) else None


def indicator_new(request: Acted) -> HttpResponse:
    return _asked(request, None)


def indicator(request: Acted, pk: UUID) -> HttpResponse:
    """As it is asked now, to be asked otherwise from a day on."""
    key = visible(request.actor, VillageIndicator, pk).key
    rows = every_indicator(request.village)
    found = next((one.row for one in rows if one.row.key == key), None)
    if found is None:
        raise refuse("action.absent")
    return _asked(request, found)


def _asked(request: Acted, old: VillageIndicator | None) -> HttpResponse:
    others, home = _others(request, old), reverse("village-indicators")

    def save(form: Form) -> VillageIndicator:
        answers = Answers(form)
        day = answers.day("from_day", _("从哪天起"))
        answers.check()
        after, heading = _place(form, others)
        return village_indicator_set(
            actor=request.actor,
            given=_given(form, heading),
            village=village_of(request, form),
            after=after,
            instead_of=old,
            from_day=day,
        )

    return put(
        request,
        Question(
            _("改“%(name)s”") % {"name": old.told} if old else _("加一项"),
            _asks(request, old, others),
            save,
            lambda made: _("存好了，从 %(day)s 起填") % {"day": made.from_day},
            lambda made: home,
            home,
            [(reverse("village-plan"), PLAN), (home, HOME)],
            lead=_("改了的从那天起算，以前填的照旧。"),
            first=_first(old, others),
        ),
    )


def _given(form: Form, heading: VillageIndicator | None) -> IndicatorGiven:
    said = {name: form[name] for name in SAME}
    if heading is not None:
        said |= {"heading": heading.heading, "heading_en": heading.heading_en}
    return IndicatorGiven(**said, choices=form["choices"], more=form["more"] != "0")


def _others(request: Acted, old: VillageIndicator | None) -> list[VillageIndicator]:
    """What is asked besides, in its order."""
    rows = [one.row for one in every_indicator(request.village) if not one.over]
    return [row for row in rows if old is None or row.key != old.key]


def _place(
    form: Form, others: list[VillageIndicator]
) -> tuple[VillageIndicator | None, VillageIndicator | None]:
    """Behind which one, or first under the heading of which one; neither for a heading of its own."""
    where, _dash, key = form["place"].partition("-")
    row = next((one for one in others if str(one.pk) == key), None)
    if row is None and where != NEW:
        raise refuse("input.required", "place", label=_("放在哪里"))
    return (row, None) if where == "after" else (None, row)


def _first(old: VillageIndicator | None, others: list[VillageIndicator]) -> dict[str, Any]:
    first: dict[str, Any] = {"from_day": today(), "kind": Kind.NUMBER, "more": "1"}
    if old is None:
        return first
    first |= {name: getattr(old, name) for name in SAME}
    first |= {"choices": "、".join(old.choices), "more": "1" if old.more else "0", "place": NEW}
    group = [one for one in others if one.heading == old.heading]
    before = [one for one in group if one.position <= old.position]
    if group:
        at = f"after-{before[-1].pk}" if before else f"first-{group[0].pk}"
        first |= {"place": at, "heading": "", "heading_en": ""}
    return first


def _places(others: list[VillageIndicator]) -> list[tuple[str, str]]:
    found = [("", _("请选"))]
    for heading, rows in groupby(others, lambda row: row.told_heading):
        listed = list(rows)
        found.append((f"first-{listed[0].pk}", _("%(group)s：放在最前") % {"group": heading}))
        words = _("%(group)s：放在“%(name)s”后面")
        found += [
            (f"after-{one.pk}", words % {"group": heading, "name": one.told}) for one in listed
        ]
    return [*found, (NEW, _("新的一组"))]


def _asks(
    request: Acted, old: VillageIndicator | None, others: list[VillageIndicator]
) -> list[Ask]:
    places = whose(request, "village_indicator.set")
    if old is not None and old.village_id:  # a village's own never becomes that of all
        places = places[:1]
    better = [("1", _("多了、有了是好事")), ("0", _("少了、没有了是好事"))]
    return [
        Ask("village", _("哪个村填"), choices=places),
        Ask("name", _("名称"), maxlength=40, required=True),
        Ask("name_en", _("英文名称"), maxlength=60),
        Ask("place", _("放在哪里"), choices=_places(others), required=True),
        Ask("heading", _("组名"), _("放在新的一组时写"), maxlength=20),
        Ask("heading_en", _("组的英文名称"), maxlength=40),
        Ask("kind", _("怎么填"), choices=list(Kind.choices), required=True),
        Ask("unit", _("单位"), _("填数的写，比如户、亩、公里"), maxlength=6),
        Ask("choices", _("可以选的"), _("选一项的写，用顿号隔开"), maxlength=400),
        Ask("more", _("怎样算变好"), choices=better, required=True),
        Ask("from_day", _("从哪天起"), type="date", required=True),
        Ask("source", _("依据"), _("哪份文件、哪一条要求的"), maxlength=160),
    ]


@require_POST
def indicator_stop(request: Acted, pk: UUID) -> HttpResponse:
    row = visible(request.actor, VillageIndicator, pk)
    form = Form.of(request)
    kept = village_indicator_end(
        actor=request.actor,
        row=row,
        village=village_of(request, form),
        until=form.day("until"),
    )
    messages.success(request, _("停用了：%(name)s。以前填的都留着") % {"name": kept.told})
    return redirect("village-indicators")


urlpatterns: list[URLPattern | URLResolver] = [
    path("village-plan/indicators/", indicators, name="village-indicators"),
    path("village-plan/indicators/new/", indicator_new, name="village-indicator-new"),
    path("village-plan/indicators/<uuid:pk>/", indicator, name="village-indicator"),
    path("village-plan/indicators/<uuid:pk>/end/", indicator_stop, name="village-indicator-end"),
]
