"""What each got at a held activity, certificates on paper, who is asked again, and what has changed since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianxin.aid import queries
from lianxin.aid.kinds.queries import kind_on
from lianxin.aid.models import Activity
from lianxin.aid.outcomes.actions import To, follow_ups_ask, result_cancel, results_add
from lianxin.aid.outcomes.effect import effect
from lianxin.aid.outcomes.models import ActivityResult, Got
from lianxin.aid.outcomes.queries import Came, came, certificates
from lianxin.aid.planning.queries import experts_of
from lianxin.kernel.period import today

from .activities import HOME
from .activity_words import ticked_in
from .asking import Answers, Question, key_of, officers_of, put
from .asks import Ask
from .commitment_page import sample
from .form import Form, visible
from .homes import heads_of
from .requests import Acted

TILL = 30
"""Days until somebody is asked again, where the kind of the activity does not say."""


class There:
    """Who was there, as a form lists them: each household, and each member written down by name."""

    def __init__(self, request: Acted, row: Activity, first: Callable[[To], bool]) -> None:
        self.came = came(request.actor, row)
        self.all = {self.key(to): to for one in self.came for to in self._of(one)}
        begun = [key for key, to in self.all.items() if first(to)]
        self.ticked = ticked_in(request, "to", begun)

    @staticmethod
    def _of(one: Came) -> list[To]:
        return [To(one.household), *(To(one.household, person) for person in one.members)]

    @staticmethod
    def key(to: To) -> str:
        return f"{to.household.pk} {to.person.pk if to.person else ''}".strip()

    def chosen(self) -> list[To]:
        return [to for key, to in self.all.items() if key in self.ticked]

    def shown(self) -> list[tuple[Came, str, bool, list[tuple[Any, str, bool]]]]:
        found = []
        for one in self.came:
            home, *people = [(to, self.key(to)) for to in self._of(one)]
            named = [(to.person, key, key in self.ticked) for to, key in people]
            found.append((one, home[1], home[1] in self.ticked, named))
        return found


def _crumbs(row: Activity) -> list[tuple[str, Any]]:
    return [(reverse("activities"), HOME), (reverse("activity", args=[row.pk]), row.title)]


def results(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.activity(request.actor, pk)
    there, here = There(request, row, lambda to: False), reverse("activity", args=[pk])

    def save(form: Form) -> list[ActivityResult]:
        answers = Answers(form)
        day = answers.maybe_day("day")
        answers.check()
        told = {name: form[name] for name in ("got", "words", "number")}
        return results_add(actor=request.actor, activity=row, to=there.chosen(), day=day, **told)

    return put(
        request,
        Question(
            _("记结果"),
            [
                Ask("got", _("得到什么"), choices=[("", _("请选")), *Got.choices], required=True),
                Ask("words", _("说明"), _("比如：会接枝了。证书上也会写这一句"), maxlength=80),
                Ask("day", _("哪天"), type="date", required=True),
                Ask("number", _("证书编号"), _("别的单位编好号的才写；空着自己排"), maxlength=30),
            ],
            save,
            lambda made: _("记好了"),
            lambda made: here,
            here,
            _crumbs(row),
            _("选几个人，一次记同一样。发的物资已经在物资发放里，不用再记。"),
            first={
                "day": str(min(row.until or row.day, today())),
                "got": request.GET.get("got", ""),
            },
            template="aid/activity_to.html",
            more=lambda form: {"there": there.shown()},
        ),
    )


def result_gone(request: Acted, pk: UUID) -> HttpResponse:
    row = visible(request.actor, ActivityResult, pk)
    here = reverse("activity", args=[row.activity_id])
    return put(
        request,
        Question(
            _("撤下这一条"),
            [Ask("reason", _("为什么撤下"), _("以后查得到"), required=True, maxlength=120)],
            lambda form: result_cancel(actor=request.actor, result=row, reason=form["reason"]),
            lambda made: _("撤下了"),
            lambda made: here,
            here,
            _crumbs(row.activity),
            _("证书撤下以后不再算数，编号也不再用。"),
            danger=_("撤下"),
        ),
    )


@require_GET
def printed(request: Acted, pk: UUID) -> HttpResponse:
    """One page of paper for each certificate; a name and a number, and no other fact of anybody."""
    row = queries.activity(request.actor, pk)
    keys = [key for key in map(key_of, request.GET.getlist("id")) if key is not None]
    shown = {
        "row": row,
        "rows": certificates(request.actor, row, keys),
        "experts": experts_of(request.actor, row),
        "sample": sample(),
    }
    return render(request, "aid/certificates.html", shown)


def follow(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.activity(request.actor, pk)
    after = kind_on(row.kind, row.day).after or TILL
    there = There(request, row, lambda to: to.person is not None)
    officers, here = officers_of(request, row.village), reverse("activity", args=[pk])

    def save(form: Form) -> Any:
        answers = Answers(form)
        due = answers.day("due", _("什么时候前问"))
        answers.check()
        officer = next((one for one in officers if str(one.pk) == form["officer"]), None)
        return follow_ups_ask(
            actor=request.actor,
            activity=row,
            to=there.chosen(),
            ask=form["ask"],
            due=due,
            officer=officer,
        )

    choices = [("", _("各户自己的结对干部")), *((str(one.pk), one.name) for one in officers)]
    return put(
        request,
        Question(
            _("排回访"),
            [
                Ask("ask", _("问什么"), required=True, maxlength=80),
                Ask("due", _("什么时候前问"), type="date", required=True),
                Ask("officer", _("谁去问"), choices=choices),
            ],
            save,
            lambda made: _("排好了，到时候首页会提醒"),
            lambda made: here,
            here,
            _crumbs(row),
            first={"ask": _("学的用上了没有"), "due": str(_due(row, after))},
            template="aid/activity_to.html",
            more=lambda form: {"there": there.shown()},
        ),
    )


def _due(row: Activity, after: int) -> date:
    return max((row.until or row.day) + timedelta(days=after), today())


@require_GET
def since(request: Acted, pk: UUID) -> HttpResponse:
    """The file then and now, of those who came."""
    row = queries.activity(request.actor, pk)
    form = Form.of(request, as_of=request.GET.get("as_of", ""))
    day = today()
    with form.refusing():
        day = form.day("as_of") or day
    found = effect(request.actor, row, min(max(day, row.day), today()))
    names = heads_of(request.actor, [one.household.pk for one in (*found.people, *found.homes)])
    shown = {
        "row": row,
        "effect": found,
        "people": [(one, names.get(one.household.pk, "")) for one in found.people],
        "homes": [(one, names.get(one.household.pk, "")) for one in found.homes],
        "problems": form.told,
    }
    return render(request, "aid/effect.html", shown)


urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/<uuid:pk>/results/", results, name="activity-results"),
    path("activities/<uuid:pk>/certificates/", printed, name="activity-certificates"),
    path("activities/<uuid:pk>/follow/", follow, name="activity-follow"),
    path("activities/<uuid:pk>/since/", since, name="activity-since"),
    path("activities/results/<uuid:pk>/cancel/", result_gone, name="activity-result-cancel"),
]
