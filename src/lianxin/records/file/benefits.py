"""Payments a household has several of at a time: 惠民补贴, 教育资助, 医疗救助. Money in fen.

``line`` is one payment through all its corrections: each is a new statement, and none is overwritten.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lianxin.kernel.guard import Reach
from lianxin.kernel.ids import new_id
from lianxin.register.models import Code, Household, Person

from .models import Statement


class Benefit(Statement):
    reach = Reach(area="household__village__path", household="household_id")

    household = models.ForeignKey(Household, models.CASCADE, related_name="%(class)ss")
    line = models.UUIDField(default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        constraints = (
            models.UniqueConstraint(
                fields=("line",), name="%(class)s_one_now", condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")),
                name="%(class)s_order",
            ),
        )

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.year}"


def _code(*, null: bool = True) -> models.ForeignKey[Code | None, Code | None]:
    return models.ForeignKey(Code, models.PROTECT, null=null, related_name="+", db_index=False)


def _person() -> models.ForeignKey[Person, Person]:
    return models.ForeignKey(Person, models.CASCADE, related_name="%(class)ss")


class Subsidy(Benefit):
    """``area`` in hundredths of a mu; ``paid`` when the money came."""

    subsidy = _code(null=False)
    area = models.PositiveIntegerField(null=True)
    amount = models.PositiveIntegerField()
    subsidy_state = _code()
    paid = models.DateField(null=True)


class StudyAid(Benefit):
    person = _person()
    stage = _code()
    study_aid = _code(null=False)
    term = _code()
    amount = models.PositiveIntegerField()


class MedicalAid(Benefit):
    """An illness and who paid for it; what the household paid itself is what is left."""

    person = _person()
    illness = models.CharField(max_length=60, blank=True)
    treated = models.DateField()
    total = models.PositiveIntegerField()
    insured = models.PositiveIntegerField(null=True)
    relief = models.PositiveIntegerField(null=True)

    @property
    def own(self) -> int:
        return max(self.total - (self.insured or 0) - (self.relief or 0), 0)


BENEFITS: dict[str, type[Benefit]] = {
    "subsidy": Subsidy,
    "study": StudyAid,
    "medical": MedicalAid,
}
"""By the name that stands in an address."""
