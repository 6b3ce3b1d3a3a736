"""How much of what was set aside for an activity it has used."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lianxin.aid.models import Activity
from lianxin.aid.planning.models import ActivityMeans
from lianxin.aid.planning.queries import means
from lianxin.kernel.money import fen, yuan
from lianxin.kernel.problem import Problem, Refused, refuse
from lianxin.people.policy import AccountActor
from lianxin.pool.offers.models import Kind
from lianxin.pool.offers.queries import Lot

from .asking import number_of
from .asks import Ask
from .form import Form

Paid = list[tuple[ActivityMeans, Lot]]


def paid_of(actor: AccountActor, row: Activity) -> Paid:
    """What is paid for; goods go through their deliveries."""
    return [(one, lot) for one, lot in means(actor, row) if lot.row.offer.kind != Kind.GOODS]


def typed_used(lot: Lot) -> str:
    """All that was set aside, as one types it."""
    n = lot.held.allocated
    return yuan(n).replace(",", "") if lot.row.offer.kind == Kind.MONEY else str(n)


def ask_used(one: ActivityMeans, lot: Lot) -> Ask:
    told = {"title": lot.terms.title, "unit": lot.row.offer.told_measure}
    return Ask(
        f"used-{one.pk}",
        _("“%(title)s”用了多少（%(unit)s）") % told,
        _("分到 %(n)s，没用完的退回供给") % {"n": lot.told["allocated"]},
        maxlength=16,
    )


def used(form: Form, paid: Paid) -> dict[ActivityMeans, int]:
    """In fen or pieces. Raises ``input.not_an_amount`` at each field that cannot be read."""
    found: dict[ActivityMeans, int] = {}
    problems: list[Problem] = []
    for one, lot in paid:
        try:
            found[one] = _amount(form, f"used-{one.pk}", lot.row.offer.kind == Kind.MONEY)
        except Refused as error:
            problems += error.problems
    if problems:
        raise Refused(problems)
    return found


def _amount(form: Form, name: str, money: bool) -> int:
    text = form[name].strip()
    if money:
        try:
            return fen(text) if text else 0
        except Refused:
            raise refuse("input.not_an_amount", name, value=text[:20]) from None
    return number_of(text) or 0
