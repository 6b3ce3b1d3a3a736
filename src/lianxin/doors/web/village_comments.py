"""What people say of a village's plan: taken down at a meeting, and answered."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _

from lianxin.aid.village_plan import comments as actions
from lianxin.aid.village_plan import queries
from lianxin.aid.village_plan.models import VillageComment
from lianxin.kernel.period import today
from lianxin.register import queries as register
from lianxin.register.models import Household

from .asking import Answers, Question, put
from .asks import Ask
from .form import Form
from .homes import heads_of
from .requests import Acted
from .village_plan import crumbs


def take(request: Acted, pk: UUID) -> HttpResponse:
    plan = queries.plan_of(request.actor, pk)
    rows = list(register.households(request.actor, village=plan.village).order_by("number"))
    heads = heads_of(request.actor, [row.pk for row in rows])
    homes = [(str(row.pk), f"{row.number} {heads.get(row.pk, '')}".strip()) for row in rows]

    def save(form: Form) -> VillageComment:
        answers = Answers(form)
        day = answers.day("day", _("哪天说的"))
        answers.check()
        home: Household | None = form.row(Household, "household")
        told = {"speaker": form["speaker"], "household": home, "day": day}
        return actions.village_comment_take(
            actor=request.actor,
            plan=plan,
            text=form["text"],
            **told,  # type: ignore[arg-type]
        )

    home = reverse("village-plan")
    asks = [
        Ask("text", _("说了什么"), _("照原话记"), "textarea", required=True, maxlength=300),
        Ask("day", _("哪天说的"), type="date", required=True),
        Ask("household", _("哪一户"), choices=[("", _("没记下是哪户")), *homes]),
        Ask("speaker", _("谁说的"), _("在册的不用写；只有联户办看得到"), maxlength=40),
    ]
    lead = _("村民会上、当面说的，替他记一条；和扫卡提的一样要答复。")
    return put(
        request,
        Question(
            _("记一条意见"),
            asks,
            save,
            lambda made: _("记好了"),
            lambda made: home,
            home,
            crumbs(),
            lead,
            first={"day": today()},
        ),
    )


def answer(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.comment_of(request.actor, pk)
    head = heads_of(request.actor, [row.household_id]).get(row.household_id, "")

    def save(form: Form) -> VillageComment:
        return actions.village_comment_answer(
            actor=request.actor,
            comment=row,
            answer=form["answer"],
            adopted=form["adopted"] == "1",
            shown=form["shown"] == "1",
        )

    home = f"{reverse('village-plan-version', args=[row.plan_id])}#comments"
    yes_no = [("1", _("采纳")), ("0", _("不采纳"))]
    shown = [("1", _("贴出来，不写名字")), ("0", _("不贴出来，只答复本人"))]
    asks = [
        Ask("adopted", _("采纳不采纳"), choices=yes_no, required=True),
        Ask("answer", _("怎么答复"), _("提的人看得到"), "textarea", required=True, maxlength=300),
        Ask(
            "shown", _("贴不贴出来"), _("名字、号码、病情不能贴出来"), choices=shown, required=True
        ),
    ]
    return put(
        request,
        Question(
            _("答复意见"),
            asks,
            save,
            lambda made: _("答复好了"),
            lambda made: home,
            home,
            crumbs(),
            template="village_plan/answer.html",
            more=lambda form: {"row": row, "who": head or row.speaker},
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("village-plan/<uuid:pk>/comment/", take, name="village-comment-new"),
    path("village-plan/comments/<uuid:pk>/", answer, name="village-comment"),
]
