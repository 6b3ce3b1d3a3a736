"""One measure: how far it has come and by what, the form by which it moves on, held up, dropped."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _

from lianxin.aid.deliveries import delivery_towards
from lianxin.aid.deliveries import told as told_gift
from lianxin.aid.models import Delivery
from lianxin.kernel.period import today
from lianxin.plans import actions, queries
from lianxin.plans.models import Measure, MeasureStep
from lianxin.plans.queries import Standing

from .asking import Answers, Question, number_of, put
from .asks import Ask
from .entries import with_entries
from .form import Form
from .measures import HOME, may_measure
from .requests import Acted


def measure(request: Acted, pk: UUID) -> HttpResponse:
    """One measure, its steps, and the form by which it moves on."""
    row = queries.measure(request.actor, pk, today())
    home, here = reverse("measures"), reverse("measure", args=[pk])
    gifts = _gifts(request, row.measure)

    def save(form: Form) -> MeasureStep:
        answers = Answers(form)
        day = answers.day("day", _("哪天"))
        answers.check()
        percent = number_of(form["percent"].strip().removesuffix("%"))
        percent = -1 if percent is None else percent
        given = next((one for one in gifts if str(one.pk) == form["delivery"]), None)
        if given is not None:
            return delivery_towards(
                actor=request.actor, delivery=given, measure=row.measure, percent=percent
            )
        return actions.measure_progress(
            actor=request.actor,
            measure=row.measure,
            percent=percent,
            note=form["note"],
            day=day,
        )

    asks = [
        Ask(
            "percent",
            _("办到百分之几"),
            _("100 就是办完"),
            required=True,
            maxlength=4,
            inputmode="numeric",
        ),
        Ask("note", _("说明"), _("这一步做了什么"), maxlength=160),
        Ask("day", _("哪天"), type="date", required=True),
    ]
    if gifts:
        listed = [(str(one.pk), f"{one.day} {told_gift(one)}") for one in gifts]
        own = ("", _("写成当天的一篇日记"))
        asks.append(
            Ask("delivery", _("凭什么"), _("凭发放的，日期跟着发放走"), choices=[own, *listed])
        )
    question = Question(
        row.measure.text,
        asks,
        save,
        lambda made: _("记好了：办到 %(n)s%%") % {"n": made.percent},
        lambda made: here,
        home,
        [(home, HOME)],
        first={"percent": row.measure.percent},
        template="plans/measure.html",
        more=lambda form: {"row": row, "steps": _steps(request, row), **may_measure(request)},
    )
    return put(request, question)


def _gifts(request: Acted, row: Measure) -> list[Delivery]:
    """What the household was given since the measure began and that counts for no measure yet."""
    rows = Delivery.objects.visible_to(request.actor).filter(
        household=row.household_id, cancelled_at=None, measure=None, day__gte=row.from_day
    )
    return list(rows.select_related("goods").order_by("-day", "-id")[:20])


def _steps(request: Acted, row: Standing) -> list[tuple[MeasureStep, str]]:
    """The steps, the latest first, each with the address of the entry that tells of it."""
    steps: list[MeasureStep] = row.measure.told  # type: ignore[attr-defined]
    return with_entries(request, steps)


def measure_drop(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.measure(request.actor, pk, today()).measure
    home, here = reverse("measures"), reverse("measure", args=[pk])

    def save(form: Form) -> Measure:
        return actions.measure_drop(actor=request.actor, measure=row, reason=form["reason"])

    return put(
        request,
        Question(
            _("停办措施"),
            [Ask("reason", _("为什么停办"), _("以后查得到"), required=True, maxlength=120)],
            save,
            lambda made: _("停办了，记录和原因都留着"),
            lambda made: here,
            here,
            [(home, HOME), (here, row.text)],
            _("停办以后不再算进措施项数，也不能再记进度；已经记的都留着。"),
            danger=_("停办"),
        ),
    )


def measure_block(request: Acted, pk: UUID) -> HttpResponse:
    row = queries.measure(request.actor, pk, today()).measure
    home, here = reverse("measures"), reverse("measure", args=[pk])

    def save(form: Form) -> Measure:
        return actions.measure_block(actor=request.actor, measure=row, reason=form["reason"])

    return put(
        request,
        Question(
            _("卡住了"),
            [Ask("reason", _("卡在哪里"), _("缺什么、等谁，一句话"), required=True, maxlength=120)],
            save,
            lambda made: _("记下了，联户办看得到"),
            lambda made: here,
            here,
            [(home, HOME), (here, row.text)],
            _("再记进度的时候，这个标记自己消掉。"),
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("measures/<uuid:pk>/", measure, name="measure"),
    path("measures/<uuid:pk>/block/", measure_block, name="measure-block"),
    path("measures/<uuid:pk>/drop/", measure_drop, name="measure-drop"),
]
