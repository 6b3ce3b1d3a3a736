"""Columns of what was offered and where it went, of what projects paid, and of small loans."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lianxin.pool.loans.models import Repayment
from lianxin.pool.offers.ledger import Balance
from lianxin.pool.offers.models import Offer, OfferTerms
from lianxin.pool.offers.telling import amount, conditions_told

from .columns import Column
from .lines import Line
from .record_columns import HOME, _of, day, text


def _stands(name: str) -> Any:
    """How much stands in one account, in what the offer is counted in."""

    def read(line: Line) -> str:
        offer = line.it if isinstance(line.it, Offer) else line.it.offer
        return amount(offer, getattr(line.told.get(Balance, Balance()), name))

    return read


def _held(name: str, title: Any) -> Column:
    return Column(name, title, _stands(name), width=14, sort=False, of="row")


def _title(line: Line) -> str:
    terms = line.told.get(OfferTerms)
    return terms.title if terms else ""


def _for_whom(line: Line) -> str:
    terms = line.told.get(OfferTerms)
    return _now("；").join(conditions_told(terms.conditions)) if terms else ""


def _until(line: Line) -> Any:
    terms = line.told.get(OfferTerms)
    return terms.last_day if terms else None


def _money(name: str, title: Any) -> Column:
    return Column(name, title, _of(name), "money", 14, sort=False, adds=True, of="row")


TITLE = Column("title", _("提供什么"), _title, width=24, sort=False, of="row")
OFFERS = (
    day("day", _("哪天提供")),
    text("giver", _("谁提供的"), width=20),
    text("field", _("哪个方面")),
    Column("kind", _("种类"), lambda line: line.it.get_kind_display(), sort=False, of="row"),
    TITLE,
    _held("whole", _("提供")),
    _held("given", _("分配")),
    _held("out", _("送出")),
    _held("received", _("签收")),
    _held("offered", _("还剩")),
    Column("conditions", _("条件"), _for_whom, width=30, usual=False, sort=False, of="row"),
    Column("until", _("到哪天为止"), _until, "day", 12, usual=False, sort=False, of="row"),
    text("withdrawn_for", _("为什么收回"), width=20, usual=False, mask="hide"),
)
ALLOCATIONS = (
    day("day", _("分配日期")),
    *HOME,
    TITLE,
    text("giver", _("谁提供的"), "offer.giver", 20),
    _held("given", _("分配")),
    _held("out", _("送出")),
    _held("received", _("签收")),
    text("reason", _("为什么给"), width=24, mask="hide"),
)


def _posted(line: Line) -> str:
    return amount(line.it.offer, line.it.quantity)


POSTINGS = (
    day("day", _("日期")),
    text("giver", _("谁提供的"), "offer.giver", 20),
    Column("move", _("怎么变动"), lambda line: line.it.move, sort=False, of="row"),
    Column("quantity", _("数量"), _posted, width=14, sort=False, of="row"),
    text("reason", _("原因"), width=24, mask="hide"),
)
SPENDINGS = (
    day("day", _("付款日期")),
    text("village", _("村"), "project.village", usual=False),
    text("project", _("项目"), width=30),
    text("payee", _("付给谁"), width=24),
    text("purpose", _("做什么用"), width=30),
    _money("amount", _("付了多少")),
    day("tranche", _("从哪天到账的钱里付"), "receipt.day"),
)
LOANS = (
    day("day", _("放款日期")),
    *HOME,
    text("bank", _("银行"), width=20),
    text("purpose", _("用途"), width=20),
    _money("amount", _("贷了多少")),
    day("due", _("到期日")),
    Column(
        "paid",
        _("已还"),
        lambda line: line.received,
        "money",
        14,
        Repayment,
        sort=False,
        adds=True,
    ),
    Column(
        "late",
        _("超期天数"),
        lambda line: line.told.get(Repayment),
        "number",
        8,
        sort=False,
        of="row",
    ),
)
