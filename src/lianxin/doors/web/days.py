"""排批次看的日子: holidays, seasons, days on which somebody cannot go, and the rules of a proposal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lianxin.kernel.period import today
from lianxin.people.models import Area, Officer
from lianxin.people.queries import officers, reaches_all
from lianxin.visits.days import actions
from lianxin.visits.days.models import Blocked, Holiday, Season
from lianxin.visits.days.queries import blocked, holidays, seasons
from lianxin.visits.schedule.actions import LIMITS, schedule_rule_set
from lianxin.visits.schedule.reading import rules_of

from .asking import Answers, Question, number_of, offered, put
from .asks import Ask
from .form import Form, may, visible
from .need_page import only_officer
from .requests import Acted

HOME = gettext_lazy("排批次看的日子")


@require_GET
def days(request: Acted) -> HttpResponse:
    now, names = (
        today(),
        {"season": "season.set", "rule": "schedule.rule", "holiday": "holiday.set"},
    )
    able = may(request.actor, **names)
    shown = {
        "blocked": blocked(request.actor, now),
        "holidays": [(year, holidays(year)) for year in (now.year, now.year + 1)],
        "seasons": seasons(request.village),
        "rules": _rules(request),
        "mine": only_officer(request.actor),
        "may": able,
        "all": able["holiday"] and reaches_all(request.actor),
    }
    return render(request, "visits/days.html", shown)


def _labels() -> dict[str, tuple[str, str]]:
    return {
        "group_least": (_("一组最少几个人"), _("少于这么多人不单独去")),
        "group_most": (_("一组最多几个人"), _("一辆车坐得下")),
        "days_most": (_("一趟最多几天"), _("住在村里的，连着几天")),
        "gap_weeks": (_("同一个人隔几周再去"), _("写 2，就是隔一周")),
        "homes_a_day": (_("一个人一天走几户"), _("坐下来能好好谈的")),
        "at_once": (_("村里同时最多几组"), _("再多就扰民了")),
    }


def _rules(request: Acted) -> list[tuple[str, int]]:
    if request.village is None:
        return []
    rules = rules_of(request.village, today())
    return [(label, getattr(rules, name)) for name, (label, _hint) in _labels().items()]


def _asked(
    request: Acted, title: Any, asks: list[Ask], save: Any, done: Any, **more: Any
) -> HttpResponse:
    home = reverse("days")
    question = Question(
        title, asks, save, lambda made: done, lambda made: home, home, [(home, HOME)], **more
    )
    return put(request, question)


def blocked_new(request: Acted) -> HttpResponse:
    rows = list(officers(request.actor))

    def save(form: Form) -> Blocked:
        answers = Answers(form)
        told = {"first": answers.maybe_day("first"), "last": answers.maybe_day("last")}
        officer: Officer = answers.pick("officer", rows, _("干部"))
        answers.check()
        return actions.blocked_set(
            actor=request.actor, officer=officer, kind=form["kind"], note=form["note"], **told
        )

    asks = [
        Ask("officer", _("干部"), choices=offered(rows, _("请选")), required=True),
        Ask("kind", _("为什么"), choices=Blocked.Kind.choices, required=True),
        Ask("first", _("从哪天"), type="date", required=True),
        Ask("last", _("到哪天"), _("只有一天就空着"), type="date"),
        Ask("note", _("说明"), maxlength=120),
    ]
    own = {"officer": rows[0].pk} if len(rows) == 1 else {}
    lead = _(
        "请假、借调在干部页面登记，那些日子不算进要求；这里登记值班、开会这些只是走不开的日子。"
    )
    return _asked(request, _("登记走不开的日子"), asks, save, _("记下了"), first=own, lead=lead)


@require_POST
def blocked_drop(request: Acted, pk: UUID) -> HttpResponse:
    actions.blocked_drop(actor=request.actor, blocked=visible(request.actor, Blocked, pk))
    messages.success(request, _("去掉了"))
    return redirect("days")


def holiday_new(request: Acted) -> HttpResponse:
    def save(form: Form) -> list[Holiday]:
        answers = Answers(form)
        told = {"day": answers.maybe_day("day"), "last": answers.maybe_day("last")}
        answers.check()
        return actions.holiday_set(
            actor=request.actor,
            name=form["name"],
            off=form["off"] != "0",
            source=form["source"],
            **told,
        )

    asks = [
        Ask("name", _("名称"), _("比如：国庆节"), required=True, maxlength=40),
        Ask(
            "off",
            _("放假还是上班"),
            choices=[("1", _("放假")), ("0", _("调休上班"))],
            required=True,
        ),
        Ask("day", _("从哪天"), type="date", required=True),
        Ask("last", _("到哪天"), _("只有一天就空着"), type="date"),
        Ask("source", _("依据"), _("国务院办公厅哪一年的通知"), maxlength=200),
    ]
    return _asked(
        request, _("登记放假和调休"), asks, save, _("记下了"), first={"day": "", "off": "1"}
    )


@require_POST
def holiday_drop(request: Acted, pk: UUID) -> HttpResponse:
    actions.holiday_drop(actor=request.actor, holiday=visible(request.actor, Holiday, pk))
    messages.success(request, _("去掉了"))
    return redirect("days")


def season_new(request: Acted) -> HttpResponse:
    whole = reaches_all(request.actor)
    places = offered(request.villages, _("各村") if whole else None)

    def save(form: Form) -> Season:
        answers = Answers(form)
        told = {"first": answers.maybe_day("first"), "last": answers.maybe_day("last")}
        answers.check()
        return actions.season_set(
            actor=request.actor,
            name=form["name"],
            wish=form["wish"],
            yearly="yearly" in form,
            village=form.row(Area, "village"),
            source=form["source"],
            **told,
        )

    asks = [
        Ask("name", _("名称"), _("比如：三夏抢收"), required=True, maxlength=40),
        Ask("wish", _("这段时间"), choices=Season.Wish.choices, required=True),
        Ask("first", _("从哪天"), type="date", required=True),
        Ask("last", _("到哪天"), type="date", required=True),
        Ask("yearly", _("年年这样吗"), choices=[("1", _("年年这几天")), ("", _("只这一年"))]),
        Ask("village", _("哪个村"), choices=places),
        Ask("source", _("依据"), maxlength=200),
    ]
    return _asked(request, _("定多去少去的时节"), asks, save, _("记下了"), first={"yearly": "1"})


@require_POST
def season_end(request: Acted, pk: UUID) -> HttpResponse:
    actions.season_end(actor=request.actor, season=visible(request.actor, Season, pk))
    messages.success(request, _("停用了"))
    return redirect("days")


def schedule_rule(request: Acted) -> HttpResponse:
    """For the village that the pages speak of."""
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    rules = rules_of(village, today())

    def save(form: Form) -> Any:
        return schedule_rule_set(
            actor=request.actor,
            village=village,
            source=form["source"],
            numbers={name: number_of(form[name]) for name in LIMITS},
        )

    asks = [
        Ask(name, label, hint, required=True, inputmode="numeric", maxlength=2)
        for name, (label, hint) in _labels().items()
    ]
    asks.append(Ask("source", _("依据"), maxlength=200))
    first = {name: getattr(rules, name) for name in LIMITS}
    return _asked(request, _("改排批次的规则"), asks, save, _("改好了，下次排就按它"), first=first)


urlpatterns: list[URLPattern | URLResolver] = [
    path("days/", days, name="days"),
    path("days/blocked/", blocked_new, name="blocked-new"),
    path("days/blocked/<uuid:pk>/drop/", blocked_drop, name="blocked-drop"),
    path("days/holidays/", holiday_new, name="holiday-new"),
    path("days/holidays/<uuid:pk>/drop/", holiday_drop, name="holiday-drop"),
    path("days/seasons/", season_new, name="season-new"),
    path("days/seasons/<uuid:pk>/end/", season_end, name="season-end"),
    path("days/rules/", schedule_rule, name="schedule-rule"),
]
