"""What is done with a village's plan: written, sent up, laid open, approved, returned; projects move on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.aid.village_plan import actions, queries
from lianxin.aid.village_plan.drawn import PlanDrawn, drawn_from
from lianxin.aid.village_plan.models import ItemStep, PlanItem, State, VillagePlan
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.models import Area
from lianxin.pool.models import Project

from .asking import Answers, Question, number_of, offered, put
from .asks import Ask
from .form import Form
from .requests import Acted
from .village_plan import HOME, crumbs
from .village_plan_form import content, first_of, slots

UNDER_WAY = {State.SUBMITTED, State.PUBLIC}


def write(request: Acted) -> HttpResponse:
    """The version at hand, or the next one from the plan in force."""
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    at_hand = queries.at_hand(request.actor, village)
    if at_hand is not None and at_hand.state in UNDER_WAY:
        raise refuse("village_plan.under_way")
    form = Form.of(
        request, rev=at_hand.rev if at_hand else "", **first_of(_first(request, village))
    )
    if request.method == "POST" and form["then"] != "more":
        with form.refusing():
            made = actions.village_plan_draw(
                actor=request.actor,
                village=village,
                drawn=content(form),
                rev=int(form["rev"]) if form["rev"].isdecimal() else None,
            )
            if form["then"] == "submit":
                actions.village_plan_submit(actor=request.actor, plan=made)
            sent = form["then"] == "submit"
            messages.success(request, _("送上去了，等联户办看") if sent else _("存好了"))
            return redirect("village-plan")
    return render(
        request, "village_plan/write.html", _shown(request, village, form), status=form.status
    )


def _first(request: Acted, village: Area) -> PlanDrawn:
    """What the page begins with."""
    plan = queries.at_hand(request.actor, village) or queries.held(request.actor, village, today())
    if plan is not None:
        rows = PlanItem.objects.visible_to(request.actor).filter(plan=plan)
        return drawn_from(plan, rows.order_by("position"))
    year = today().year
    title = _("%(village)s发展规划（%(first)s–%(last)s年）")
    told = {"village": village.name, "first": year, "last": year + 4}
    return PlanDrawn(title % told, year, year + 4)


def _shown(request: Acted, village: Area, form: Form) -> dict[str, Any]:
    problems = [
        one.problem for one in queries.hardships(request.actor, village, today()) if one.open
    ]
    projects = Project.objects.visible_to(request.actor).filter(village=village)
    laid = slots(form)
    return {
        "form": form,
        "problems": form.told,
        "values": form.values,
        "errors": form.errors,
        "items": laid,
        "slots": len(laid),
        "hardships": offered(problems, _("不对应哪个问题")),
        "projects": offered(projects, _("还没有争取到项目")),
    }


@require_POST
def submit(request: Acted, pk: UUID) -> HttpResponse:
    actions.village_plan_submit(actor=request.actor, plan=queries.plan_of(request.actor, pk))
    messages.success(request, _("送上去了，等联户办看"))
    return redirect("village-plan")


def publish(request: Acted, pk: UUID) -> HttpResponse:
    """For as many days as the rule in force says, or more."""
    plan = queries.plan_of(request.actor, pk)
    rule = queries.rule_on(today(), plan.village)
    least = queries.least_days(today(), plan.village)

    def save(form: Form) -> VillagePlan:
        answers = Answers(form)
        last = answers.day("last_day", _("公示到哪天"))
        answers.check()
        return actions.village_plan_publish(actor=request.actor, plan=plan, last_day=last)

    hint = _("今天开始；不少于 %(days)s 天") % {"days": least}
    return _ask(
        request,
        plan,
        _("公示村级规划"),
        [Ask("last_day", _("公示到哪天"), hint, type="date", required=True)],
        save,
        _("公示了，户里扫卡就能看、能提意见"),
        lead=_("公示期间内容不能再改；村民扫自家的连心卡看规划、提意见，每条都要答复。")
        + (_("依据：%(source)s") % {"source": rule.source} if rule else ""),
        first={"last_day": today() + timedelta(days=least - 1)},
    )


def send_back(request: Acted, pk: UUID) -> HttpResponse:
    plan = queries.plan_of(request.actor, pk)

    def save(form: Form) -> VillagePlan:
        return actions.village_plan_return(actor=request.actor, plan=plan, note=form["note"])

    asks = [Ask("note", _("哪里要改"), _("写的人会看到"), required=True, maxlength=200)]
    return _ask(request, plan, _("退回村级规划"), asks, save, _("退回去了"), danger=_("退回"))


def approve(request: Acted, pk: UUID) -> HttpResponse:
    plan = queries.plan_of(request.actor, pk)

    def save(form: Form) -> VillagePlan:
        answers = Answers(form)
        day = answers.day("from_day", _("从哪天起执行"))
        answers.check()
        return actions.village_plan_approve(actor=request.actor, plan=plan, from_day=day)

    return _ask(
        request,
        plan,
        _("批准村级规划"),
        [Ask("from_day", _("从哪天起执行"), _("以前的一版到这天为止"), type="date", required=True)],
        save,
        _("批准了"),
        first={"from_day": today()},
    )


def _ask(
    request: Acted,
    plan: VillagePlan,
    title: str,
    asks: list[Ask],
    save: Any,
    done: str,
    **more: Any,
) -> HttpResponse:
    home = reverse("village-plan")
    question = Question(
        title, asks, save, lambda made: done, lambda made: home, home, crumbs(), **more
    )
    return put(request, question)


def item(request: Acted, pk: UUID) -> HttpResponse:
    """One project: its money, every step; sent, it writes down the next one."""
    line = queries.item_of(request.actor, pk, today())
    here = reverse("plan-item", args=[pk])

    def save(form: Form) -> ItemStep:
        answers = Answers(form)
        told = {"day": answers.day("day", _("哪天")), "spent": answers.amount("spent")}
        answers.check()
        percent = number_of(form["percent"])
        return actions.plan_item_step(
            actor=request.actor,
            item=line.item,
            percent=-1 if percent is None else percent,
            note=form["note"],
            **told,  # type: ignore[arg-type]
        )

    asks = [
        Ask("percent", _("做到百分之几"), required=True, maxlength=3, inputmode="numeric"),
        Ask("day", _("哪天"), type="date", required=True),
        Ask("spent", _("新花了多少"), _("单位元；没有就空着"), maxlength=20, inputmode="decimal"),
        Ask("note", _("做了什么"), type="textarea", maxlength=160),
    ]
    moves = line.item.project is None and line.item.plan.holds(today())
    return put(
        request,
        Question(
            line.item.title,
            asks,
            save,
            lambda made: _("记好了"),
            lambda made: here,
            reverse("village-plan"),
            crumbs(),
            first={"percent": line.percent},
            template="village_plan/item.html",
            more=lambda form: {
                "line": line,
                "moves": moves and request.actor.allows("village_plan.step", line.item),
                "sees_projects": request.actor.sees(Project) is not None,
            },
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("village-plan/write/", write, name="village-plan-write"),
    path("village-plan/<uuid:pk>/submit/", submit, name="village-plan-submit"),
    path("village-plan/<uuid:pk>/publish/", publish, name="village-plan-publish"),
    path("village-plan/<uuid:pk>/return/", send_back, name="village-plan-return"),
    path("village-plan/<uuid:pk>/approve/", approve, name="village-plan-approve"),
    path("village-plan/items/<uuid:pk>/", item, name="plan-item"),
]
