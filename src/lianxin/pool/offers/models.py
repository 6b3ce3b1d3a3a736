"""Offers 供给 with their terms, allocations 分配, and the postings that tell where everything went."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.guard import Reach
from lianxin.kernel.models import Row
from lianxin.people.models import Account as Login
from lianxin.people.models import Area, Unit
from lianxin.plans.models import Measure
from lianxin.records.needs.models import Need
from lianxin.register.models import Code, Household

from ..models import Goods


class Kind(models.TextChoices):
    """What is offered; it decides what it is counted in."""

    SERVICE = "service", _("名额、服务")
    GOODS = "goods", _("物资")
    EXPERT = "expert", _("专家")
    MONEY = "money", _("资金")


class Offer(Row):
    """What somebody offers to a place, in one of the six fields.

    ``unit`` keeps it; ``giver`` is who gives, by name. ``measure``: what it is counted in; money in fen.
    How much there is, and what may still change of it, stands in postings and terms.
    """

    reach = Reach(unit="unit__path", within="area__path")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="offers")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    giver = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind)
    field = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    goods = models.ForeignKey(Goods, models.PROTECT, null=True, related_name="+", db_index=False)
    measure = models.CharField(max_length=6)
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    withdrawn = models.DateField(null=True)
    withdrawn_for = models.CharField(max_length=120, blank=True)
    rev = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-day", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="goods", goods__isnull=False)
                | (~Q(kind="goods") & Q(goods__isnull=True)),
                name="offer_goods",
            ),
        )

    def __str__(self) -> str:
        return f"{self.giver} {self.get_kind_display()}"

    @property
    def told_measure(self) -> str:
        return gettext(self.measure)


class OfferTerms(Row):
    """For whom an offer is, and from when to when, as told on a day; the latest one told holds.

    ``conditions``: ``categories`` and ``causes`` (keys of codes), ``groups`` (keys of areas), ``age``
    (from, to), ``sex``, ``skill``; what is absent does not narrow.
    """

    reach = Reach(unit="offer__unit__path", within="offer__area__path")

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="terms")
    number = models.PositiveIntegerField()
    day = models.DateField()
    title = models.CharField(max_length=80)
    conditions = models.JSONField(default=dict)
    from_day = models.DateField()
    last_day = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(Login, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ("offer", "number")
        constraints = (
            models.UniqueConstraint(fields=("offer", "number"), name="offer_terms_number"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("from_day")),
                name="offer_terms_order",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Allocation(Row):
    """For whom some of an offer is set aside: a household, or the village where none is named.

    ``need`` and ``answers`` (a measure): what it is for. How much is a sum of postings.
    """

    reach = Reach(area="village__path", household="household_id")

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="allocations")
    village = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="allocations")
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="allocations")
    answers = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="allocations")
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=160, blank=True)
    author = models.ForeignKey(Login, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=("village", "year"), name="allocation_village"),)

    def __str__(self) -> str:
        return f"{self.day} {self.household_id or self.village_id}"


class Account(models.TextChoices):
    """Where a piece of an offer can stand; all but the source belong to somebody."""

    SOURCE = "source", _("供给方")
    OFFERED = "offered", _("待分配")
    ALLOCATED = "allocated", _("已分配")
    DELIVERED = "delivered", _("已送出")
    RECEIVED = "received", _("已签收")


OFFER_ACCOUNTS = (Account.SOURCE, Account.OFFERED)
"""These two belong to the offer as a whole; the others to one allocation of it."""
MOVES: dict[tuple[str, str], object] = {
    (Account.SOURCE, Account.OFFERED): _("供给"),
    (Account.OFFERED, Account.SOURCE): _("收回供给"),
    (Account.OFFERED, Account.ALLOCATED): _("分配"),
    (Account.ALLOCATED, Account.OFFERED): _("取消分配"),
    (Account.ALLOCATED, Account.ALLOCATED): _("分到户"),
    (Account.ALLOCATED, Account.DELIVERED): _("送出"),
    (Account.DELIVERED, Account.ALLOCATED): _("撤回送出"),
    (Account.DELIVERED, Account.RECEIVED): _("签收"),
    (Account.RECEIVED, Account.DELIVERED): _("撤回签收"),
    (Account.RECEIVED, Account.OFFERED): _("退回"),
}
"""Every way a piece may go, by the two accounts; there is no other."""
ALLOWED = Q()
for _out, _into in MOVES:
    ALLOWED |= Q(out_of=_out, into=_into)


class Posting(Row):
    """A quantity moves from one account to another, on a day, for a reason; only ever added.

    ``out_lot`` and ``into_lot``: whose account it is, where it is one of an allocation. ``cause``: the
    delivery that moved it. ``number`` counts within the offer, without a gap.
    """

    reach = Reach(unit="offer__unit__path", within="offer__area__path")

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="postings", db_index=False)
    number = models.PositiveIntegerField()
    out_of = models.CharField(max_length=9, choices=Account)
    out_lot = models.ForeignKey(Allocation, models.PROTECT, null=True, related_name="out_postings")
    into = models.CharField(max_length=9, choices=Account)
    into_lot = models.ForeignKey(Allocation, models.PROTECT, null=True, related_name="in_postings")
    quantity = models.BigIntegerField()
    day = models.DateField()
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=160, blank=True)
    cause = models.UUIDField(null=True)
    author = models.ForeignKey(Login, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ("offer", "number")
        constraints = (
            models.UniqueConstraint(fields=("offer", "number"), name="posting_number"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="posting_quantity"),
            models.CheckConstraint(condition=ALLOWED, name="posting_moves"),
            models.CheckConstraint(
                condition=Q(out_of__in=OFFER_ACCOUNTS, out_lot__isnull=True)
                | (~Q(out_of__in=OFFER_ACCOUNTS) & Q(out_lot__isnull=False)),
                name="posting_out_lot",
            ),
            models.CheckConstraint(
                condition=Q(into__in=OFFER_ACCOUNTS, into_lot__isnull=True)
                | (~Q(into__in=OFFER_ACCOUNTS) & Q(into_lot__isnull=False)),
                name="posting_into_lot",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.out_of} → {self.into} {self.quantity}"

    @property
    def move(self) -> str:
        return str(MOVES[self.out_of, self.into])


class NeedField(Row):
    """Which of the six fields can answer a kind of need; rows, since units see this differently."""

    reach = Reach(public=True)

    need = models.ForeignKey(Code, models.PROTECT, related_name="+")
    field = models.ForeignKey(Code, models.PROTECT, related_name="+", db_index=False)
    from_day = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        ordering = ("need__position", "field__position")
        constraints = (
            models.UniqueConstraint(fields=("need", "field", "from_day"), name="need_field_once"),
        )

    def __str__(self) -> str:
        return f"{self.need_id} {self.field_id}"
