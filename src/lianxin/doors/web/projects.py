"""帮扶项目: what was won, what has arrived of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from lianxin.kernel.money import yuan
from lianxin.kernel.period import today
from lianxin.pool import actions, queries
from lianxin.pool.models import Project, Receipt

from .asking import Answers, Question, key_in, listed, must_see, offered, put, rev_of, told
from .asks import Ask
from .form import Form, may
from .requests import Acted
from .yearly import years_of

HOME = gettext_lazy("帮扶项目")
STATES = ("", "owed", "whole")


@require_GET
def projects(request: Acted) -> HttpResponse:
    must_see(request, Project)
    if request.village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    years = years_of(request, queries.in_sight(request.actor, request.village))
    state, field = request.GET.get("state", ""), key_in(request, "field")
    rows = queries.projects(
        request.actor, village=request.village, year=years.chosen, day=today(), field=field
    )
    if state in STATES[1:]:
        rows = [row for row in rows if (row.owed > 0) == (state == "owed")]
    shown = {"rows": rows, "sum": queries.summed(rows), "years": years, **told(field=field)}
    shown |= {"state": state, "fields": offered(listed("field"), _("全部方面"))}
    return render(request, "pool/projects.html", shown | _may(request))


def _may(request: Acted) -> dict[str, object]:
    names = {"add": "project.win", "change": "project.change", "receive": "project.receive"}
    more = {"stage": "project.stage", "accept": "project.accept", "spend": "project.spend"}
    return {"may": may(request.actor, **names, **more)}


def _asks() -> list[Ask]:
    return [
        Ask("title", _("项目名称"), _("照批文写"), required=True, maxlength=80),
        Ask(
            "field",
            _("哪个方面"),
            choices=offered(listed("field"), _("请选")),
            required=True,
        ),
        Ask("funder", _("出资单位"), _("钱从哪里来"), required=True, maxlength=80),
        Ask("decision", _("批文"), _("文号，没有就空着"), maxlength=80),
        Ask("decided", _("批复日期"), _("按这一天算是哪一年的项目"), type="date", required=True),
        Ask(
            "amount",
            _("批复金额"),
            _("单位元；大数可以写“512.6万”"),
            required=True,
            maxlength=20,
            inputmode="decimal",
        ),
        Ask("note", _("说明"), _("做什么、惠及谁，一两句"), type="textarea", maxlength=300),
    ]


def _told(form: Form) -> dict[str, object]:
    answers = Answers(form)
    told = {
        "field": answers.pick("field", listed("field"), _("哪个方面")),
        "decided": answers.day("decided", _("批复日期")),
        "amount": answers.amount("amount"),
    }
    answers.check()
    return told | {name: form[name] for name in ("title", "funder", "decision", "note")}


def project_new(request: Acted) -> HttpResponse:
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})

    def save(form: Form) -> Project:
        return actions.project_win(actor=request.actor, village=village, **_told(form))  # type: ignore[arg-type]

    home = reverse("projects")
    done = _("记好了。钱到一笔，在项目页上记一笔。")
    return put(
        request,
        Question(
            _("记项目"),
            _asks(),
            save,
            lambda made: done,
            lambda made: reverse("project", args=[made.pk]),
            home,
            [(home, HOME)],
            _("争取到的项目按批文记一次，报表里的项目个数和资金都从这里算。"),
        ),
    )


def project(request: Acted, pk: UUID) -> HttpResponse:
    """One project; beside it the form by which money that arrived is written down."""
    row = queries.project(request.actor, pk, today())

    def save(form: Form) -> Receipt:
        answers = Answers(form)
        day, amount = answers.day("day", _("到账日期")), answers.amount("amount")
        answers.check()
        return actions.project_receive(
            actor=request.actor,
            project=row.project,
            day=day,
            amount=amount,
            note=form["note"],
            stage=next((one for one in row.stages if str(one.pk) == form["stage"]), None),
        )

    home, here = reverse("projects"), reverse("project", args=[pk])
    more = _("单位元；最多还有 %(n)s 元没到") % {"n": yuan(row.owed)}
    asks = [
        Ask("amount", _("到账金额"), more, required=True, maxlength=20, inputmode="decimal"),
        Ask("day", _("到账日期"), type="date", required=True),
        Ask("note", _("备注"), _("第几期、凭证号，没有就空着"), maxlength=120),
    ]
    if row.stages:
        stages = [("", _("不分阶段")), *((str(one.pk), one.title) for one in row.stages)]
        asks.insert(2, Ask("stage", _("给哪个阶段的"), choices=stages))
    question = Question(
        row.project.title,
        asks,
        save,
        lambda made: _("记好了：到账 %(n)s 元") % {"n": yuan(made.amount)},
        lambda made: here,
        home,
        [(home, HOME)],
        template="pool/project.html",
        more=lambda form: {
            "row": row,
            "stages": [
                (one, [a for a in row.acceptances if a.stage_id == one.pk]) for one in row.stages
            ],
            "day": today(),
            **_may(request),
        },
    )
    return put(request, question)


def project_change(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.project(request.actor, pk, today()).project

    def save(form: Form) -> Project:
        return actions.project_change(
            actor=request.actor, project=row, rev=rev_of(form), fields=_told(form)
        )

    home, here = reverse("projects"), reverse("project", args=[pk])
    names = ("title", "funder", "decision", "note", "decided")
    first = {name: getattr(row, name) for name in names}
    first |= {"field": row.field_id, "amount": yuan(row.amount)}
    return put(
        request,
        Question(
            _("改项目"),
            _asks(),
            save,
            lambda made: _("存好了"),
            lambda made: here,
            here,
            [(home, HOME), (here, row.title)],
            first=first,
            rev=row.rev,
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/", projects, name="projects"),
    path("projects/new/", project_new, name="project-new"),
    path("projects/<uuid:pk>/", project, name="project"),
    path("projects/<uuid:pk>/change/", project_change, name="project-change"),
]
