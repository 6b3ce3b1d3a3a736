"""What becomes of a project: stages, acceptance and what its money was paid for, one form each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _

from lianxin.kernel.money import yuan
from lianxin.kernel.period import today
from lianxin.pool import queries, works
from lianxin.pool.models import Project, ProjectStage, Spending

from .asking import Answers, Question, put
from .asks import Ask
from .form import Form
from .projects import HOME
from .requests import Acted


def _put(
    request: Acted,
    project: Project,
    title: str,
    asks: Sequence[Ask],
    save: Callable[[Form], Any],
    danger: str = "",
) -> HttpResponse:
    home, here = reverse("projects"), reverse("project", args=[project.pk])
    return put(
        request,
        Question(
            title,
            asks,
            save,
            lambda made: _("记好了"),
            lambda made: here,
            here,
            [(home, HOME), (here, project.title)],
            danger=danger,
        ),
    )


def project_stage(request: Acted, pk: UUID) -> HttpResponse:
    project = queries.project(request.actor, pk, today()).project

    def save(form: Form) -> ProjectStage:
        answers = Answers(form)
        due, amount = answers.day("due", _("哪天前完成")), answers.amount("amount")
        answers.check()
        return works.project_stage(
            actor=request.actor, project=project, title=form["title"], due=due, amount=amount
        )

    asks = [
        Ask("title", _("阶段名称"), _("比如：平整土地、修路"), required=True, maxlength=60),
        Ask("due", _("哪天前完成"), type="date", required=True),
        Ask("amount", _("安排多少钱"), _("单位元；没定就空着"), maxlength=20, inputmode="decimal"),
    ]
    return _put(request, project, _("加阶段"), asks, save)


def stage_done(request: Acted, pk: UUID) -> HttpResponse:
    rows = ProjectStage.objects.visible_to(request.actor).select_related("project")
    row = rows.get_visible(pk=pk)

    def save(form: Form) -> ProjectStage:
        answers = Answers(form)
        day = answers.day("day", _("哪天完工"))
        answers.check()
        return works.project_stage_done(actor=request.actor, stage=row, day=day)

    asks = [Ask("day", _("哪天完工"), row.title, type="date", required=True)]
    return _put(request, row.project, _("记完工"), asks, save)


def project_accept(request: Acted, pk: UUID) -> HttpResponse:
    found = queries.project(request.actor, pk, today())

    def save(form: Form) -> Any:
        answers = Answers(form)
        day = answers.day("day", _("哪天验收"))
        stage = answers.pick("stage", found.stages, _("验收什么")) if form["stage"] else None
        answers.check()
        return works.project_accept(
            actor=request.actor,
            project=found.project,
            day=day,
            by=form["by"],
            passed=form["passed"] == "1",
            words=form["words"],
            stage=stage,
        )

    stages = [("", _("整个项目")), *((str(one.pk), one.title) for one in found.stages)]
    asks = [
        Ask("stage", _("验收什么"), choices=stages),
        Ask("day", _("哪天验收"), type="date", required=True),
        Ask("by", _("谁验收的"), _("哪个部门、哪些人"), required=True, maxlength=80),
        Ask("passed", _("结果"), choices=[("1", _("合格")), ("0", _("还要整改"))], required=True),
        Ask("words", _("验收意见"), _("要整改的必须写"), type="textarea", maxlength=200),
    ]
    return _put(request, found.project, _("记验收"), asks, save)


def project_spend(request: Acted, pk: UUID) -> HttpResponse:
    found = queries.project(request.actor, pk, today())

    def save(form: Form) -> Spending:
        answers = Answers(form)
        told = {
            "receipt": answers.pick("receipt", found.receipts, _("从哪一期里付")),
            "day": answers.day("day", _("付款日期")),
            "amount": answers.amount("amount"),
        }
        answers.check()
        return works.project_spend(
            actor=request.actor, **told, payee=form["payee"], purpose=form["purpose"]
        )

    tranches = [
        (str(one.pk), f"{one.day} {yuan(one.amount)}，" + _("还剩 %(n)s 元") % {"n": yuan(left)})
        for one, left in found.tranches
    ]
    asks = [
        Ask("receipt", _("从哪一期里付"), choices=[("", _("请选")), *tranches], required=True),
        Ask("payee", _("付给谁"), required=True, maxlength=80),
        Ask("purpose", _("做什么用"), required=True, maxlength=120),
        Ask("amount", _("付了多少"), _("单位元"), required=True, maxlength=20, inputmode="decimal"),
        Ask("day", _("付款日期"), type="date", required=True),
    ]
    return _put(request, found.project, _("记支出"), asks, save)


def spending_cancel(request: Acted, pk: UUID) -> HttpResponse:
    rows = Spending.objects.visible_to(request.actor).select_related("project")
    row = rows.get_visible(pk=pk)

    def save(form: Form) -> Spending:
        return works.project_take_back(actor=request.actor, spending=row, reason=form["reason"])

    asks = [Ask("reason", _("为什么撤下"), _("以后查得到为什么"), required=True, maxlength=120)]
    return _put(request, row.project, _("撤下支出"), asks, save, danger=_("撤下"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("projects/<uuid:pk>/stage/", project_stage, name="project-stage"),
    path("projects/<uuid:pk>/accept/", project_accept, name="project-accept"),
    path("projects/<uuid:pk>/spend/", project_spend, name="project-spend"),
    path("project-stages/<uuid:pk>/done/", stage_done, name="stage-done"),
    path("spendings/<uuid:pk>/cancel/", spending_cancel, name="spending-cancel"),
]
