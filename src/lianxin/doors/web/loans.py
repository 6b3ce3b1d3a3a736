"""小额贷款: who borrowed how much until when, and what is paid back."""

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
from lianxin.people.models import Area
from lianxin.pool.loans import actions, queries
from lianxin.pool.loans.models import Loan, Repayment

from .asking import Answers, Question, must_see, put
from .asks import Ask
from .form import Form, may
from .homes import heads_of, homes
from .requests import Acted

HOME = gettext_lazy("小额贷款")


@require_GET
def loans(request: Acted) -> HttpResponse:
    must_see(request, Loan)
    if request.village is None:
        return render(request, "aid/no_village.html", {"title": HOME})
    rows = queries.loans(request.actor, village=request.village, day=today())
    heads = heads_of(request.actor, [one.loan.household_id for one in rows])
    page = {
        "rows": [(one, heads.get(one.loan.household_id, "")) for one in rows],
        "lent": sum(one.loan.amount for one in rows),
        "left": sum(one.left for one in rows),
        "late": sum(one.late > 0 for one in rows),
        "may": may(request.actor, take="loan.take"),
    }
    return render(request, "pool/loans.html", page)


def loan_new(request: Acted) -> HttpResponse:
    village = request.village
    if village is None:
        return render(request, "aid/no_village.html", {"title": HOME})

    def save(form: Form) -> Loan:
        answers = Answers(form)
        told = {
            "household": answers.pick(
                "household",
                [row for row, _h in homes(request.actor, village, today())],
                _("哪一户"),
            ),
            "amount": answers.amount("amount"),
            "day": answers.day("day", _("放款日期")),
            "due": answers.day("due", _("到期日")),
        }
        answers.check()
        return actions.loan_take(
            actor=request.actor, bank=form["bank"], purpose=form["purpose"], **told
        )

    home = reverse("loans")
    return put(
        request,
        Question(
            _("记小额贷款"),
            _asks(request, village),
            save,
            lambda made: _("记好了。还一笔，在这笔贷款的页面上记一笔。"),
            lambda made: reverse("loan", args=[made.pk]),
            home,
            [(home, HOME)],
        ),
    )


def _asks(request: Acted, village: Area) -> list[Ask]:
    listed = [
        (str(row.pk), f"{row.number} {head}")
        for row, head in homes(request.actor, village, today())
    ]
    return [
        Ask("household", _("哪一户"), choices=[("", _("请选")), *listed], required=True),
        Ask("bank", _("银行"), required=True, maxlength=60),
        Ask("purpose", _("用途"), _("贷来做什么"), required=True, maxlength=80),
        Ask(
            "amount",
            _("贷款金额"),
            _("单位元；大数可以写“5万”"),
            required=True,
            maxlength=20,
            inputmode="decimal",
        ),
        Ask("day", _("放款日期"), type="date", required=True),
        Ask("due", _("到期日"), type="date", required=True),
    ]


def loan(request: Acted, pk: UUID) -> HttpResponse:
    """One loan; beside it the form by which a repayment is written down."""
    row = queries.loan(request.actor, pk, today())

    def save(form: Form) -> Repayment:
        answers = Answers(form)
        day, amount = answers.day("day", _("还款日期")), answers.amount("amount")
        answers.check()
        return actions.loan_repay(
            actor=request.actor, loan=row.loan, day=day, amount=amount, note=form["note"]
        )

    home, here = reverse("loans"), reverse("loan", args=[pk])
    more = _("单位元；最多还有 %(n)s 元没还") % {"n": yuan(row.left)}
    heads = heads_of(request.actor, [row.loan.household_id])
    return put(
        request,
        Question(
            _("%(bank)s的贷款") % {"bank": row.loan.bank},
            [
                Ask(
                    "amount", _("还了多少"), more, required=True, maxlength=20, inputmode="decimal"
                ),
                Ask("day", _("还款日期"), type="date", required=True),
                Ask("note", _("备注"), maxlength=120),
            ],
            save,
            lambda made: _("记好了：还了 %(n)s 元") % {"n": yuan(made.amount)},
            lambda made: here,
            home,
            [(home, HOME)],
            template="pool/loan.html",
            more=lambda form: {
                "row": row,
                "head": heads.get(row.loan.household_id, ""),
                "may": may(request.actor, row.loan, repay="loan.repay"),
            },
        ),
    )


urlpatterns: list[URLPattern | URLResolver] = [
    path("loans/", loans, name="loans"),
    path("loans/new/", loan_new, name="loan-new"),
    path("loans/<uuid:pk>/", loan, name="loan"),
]
