"""Aspects: what of a household can be measured on a day, as one whole number read from the dated file.

Goals of plans, reviews of stages and the profile all name aspects, so that a change is always the
difference of the file as of two days. Money in fen, land in hundredths of a mu, yes and no as 1 and 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from lianxin.kernel.actor import Actor
from lianxin.kernel.among import among

from . import queries
from .aspect import (
    Aspect,
    Source,
    Unit,
    Value_,
    birthday,
    coded,
    field,
    latest_incomes,
    members,
    named,
    of,
    truth,
    yes,
)
from .income import Income
from .models import Condition, Dwelling, Land, Livelihood, Living, Standing

__all__ = ("ASPECTS", "Aspect", "Unit", "by_source", "measured", "offered")

SCHOOL_AGE = (6, 15)
"""Compulsory schooling 义务教育: nine years from the age of six (义务教育法 §§2, 11)."""
GROWN = 16
"""From here on work and finished schooling are asked about (劳动法 §15: nobody under 16 is employed)."""
NINE_YEARS = ("初中", "高中", "大专及以上")
BEYOND = (
    *("高中一年级", "高中二年级", "高中三年级", "中职一年级", "中职二年级", "中职三年级"),
    *("高职一年级", "高职二年级", "高职三年级", "大专及以上"),
)
"""Classes that one reaches after the nine years."""
SERIOUS = ("大病", "大病残疾")


def _count(which: Q) -> Value_:
    return lambda day: Count("pk", filter=which)


def _unsaid(*names: str) -> Value_:
    """Members of whom none of these is stated."""
    none = Q(**{f"said__{name}__isnull": True for name in names})
    return lambda day: Count("pk", filter=none)


def _grown(day: date) -> Q:
    return Q(person__born__lte=birthday(day, GROWN)) | Q(person__born__isnull=True)


def _unsaid_grown(*names: str, each: int = 1) -> Value_:
    none = Q(**{f"said__{name}__isnull": True for name in names})
    return lambda day: Count("pk", filter=none & _grown(day)) * Value(each)


def _pupils(which: Q) -> Value_:
    """Children of school age of whom it is said."""
    first, last = SCHOOL_AGE

    def counted(day: date) -> Any:
        old = Q(person__born__lte=birthday(day, first))
        young = Q(person__born__gt=birthday(day, last + 1))
        return Count("pk", filter=old & young & which)

    return counted


def _watched(day: date) -> Any:
    return truth(queries.WATCHED, Q(pk__isnull=False))


def _months(day: date) -> Any:
    return Coalesce(Sum("said__work_months"), 0)


LIVINGS, DWELLINGS = of(Living), of(Dwelling)
_COVERED = Q(welfare__employee_medical=True)
"""By an employer: whoever is need not be insured with the residents."""
_ABLE = coded("said__labour", "labour", *queries.ABLE)
_SCHOOLED = coded("said__education", "education", *NINE_YEARS) | coded(
    "said__schooling", "schooling", *BEYOND
)
ASPECTS: dict[str, Aspect] = {
    one.name: one
    for one in (
        Aspect(
            "income",
            gettext_lazy("人均纯收入"),
            Unit.YUAN,
            True,
            Income,
            latest_incomes,
            field("per_head"),
        ),
        Aspect(
            "house_safe",
            gettext_lazy("住房安全"),
            Unit.YES,
            True,
            Living,
            LIVINGS,
            yes("dangerous_house", good=False),
        ),
        Aspect(
            "water_safe",
            gettext_lazy("饮水安全"),
            Unit.YES,
            True,
            Living,
            LIVINGS,
            yes("safe_water"),
        ),
        Aspect(
            "toilet",
            gettext_lazy("卫生厕所"),
            Unit.YES,
            True,
            Dwelling,
            DWELLINGS,
            yes("toilet"),
        ),
        Aspect(
            "power",
            gettext_lazy("通生活用电"),
            Unit.YES,
            True,
            Dwelling,
            DWELLINGS,
            yes("power"),
        ),
        Aspect(
            "clean_fuel",
            gettext_lazy("用清洁能源"),
            Unit.YES,
            True,
            Dwelling,
            DWELLINGS,
            named("fuel", "fuel", "清洁能源"),
        ),
        Aspect(
            "hard_road",
            gettext_lazy("入户路硬化"),
            Unit.YES,
            True,
            Dwelling,
            DWELLINGS,
            named("road", "road", "水泥路", "沥青路"),
        ),
        Aspect("arable", gettext_lazy("耕地"), Unit.MU, True, Land, of(Land), field("arable")),
        Aspect(
            "out_of_school",
            gettext_lazy("该上学没上学的孩子"),
            Unit.PEOPLE,
            False,
            Condition,
            members,
            _pupils(coded("said__schooling", "schooling", "非在校生")),
            open=_pupils(Q(said__schooling__isnull=True)),
            by="said",
        ),
        Aspect(
            "schooled",
            gettext_lazy("上完初中的人"),
            Unit.PEOPLE,
            True,
            Condition,
            members,
            _count(_SCHOOLED),
            _count(Q(said__education__isnull=False) | Q(said__schooling__isnull=False)),
            _unsaid_grown("education", "schooling"),
            by="said",
        ),
        Aspect(
            "able",
            gettext_lazy("劳力"),
            Unit.PEOPLE,
            True,
            Condition,
            members,
            _count(_ABLE),
            _count(Q(said__labour__isnull=False)),
            _unsaid_grown("labour"),
            body=True,
            by="said",
        ),
        Aspect(
            "work_months",
            gettext_lazy("务工月数"),
            Unit.MONTHS,
            True,
            Condition,
            members,
            _months,
            _count(Q(said__work_months__isnull=False)),
            _unsaid_grown("work_months", each=12),
            by="said",
        ),
        Aspect(
            "ill",
            gettext_lazy("得大病的人"),
            Unit.PEOPLE,
            False,
            Condition,
            members,
            _count(coded("said__health", "health", *SERIOUS)),
            _count(Q(said__health__isnull=False)),
            _unsaid("health"),
            body=True,
            by="said",
        ),
        Aspect(
            "uninsured",
            gettext_lazy("没参加医保的人"),
            Unit.PEOPLE,
            False,
            Livelihood,
            members,
            _count(Q(does__medical_insurance=False) & ~_COVERED),
            _count(Q(does__medical_insurance__isnull=False) | _COVERED),
            _count(Q(does__medical_insurance__isnull=True) & ~_COVERED),
            by="does",
        ),
        Aspect(
            "watched",
            gettext_lazy("监测对象"),
            Unit.YES,
            False,
            Standing,
            of(Standing),
            _watched,
        ),
    )
}
"""By name, in the order in which they are offered."""


def offered(actor: Actor) -> list[Aspect]:
    """Those that the actor may see."""
    return [one for one in ASPECTS.values() if actor.sees(one.needs) is not None]


def measured(
    actor: Actor, homes: Collection[UUID], day: date, names: Collection[str] = ()
) -> dict[UUID, dict[str, int]]:
    """What the file of each household says on the day; what is not stated is not there.

    One query for each kind of rows, however many households; what the actor may not see is left out.
    """
    found: dict[UUID, dict[str, int]] = {key: {} for key in homes}
    wanted = [one for one in offered(actor) if not names or one.name in names]
    for source, aspects in by_source(wanted).items() if found else ():
        rows = source(actor, day).filter(household_id__in=among(found)).order_by()
        asked = {one.name: one.value(day) for one in aspects}
        asked |= {f"{one.name}_said": one.stated(day) for one in aspects if one.stated}
        for row in rows.values("household_id").annotate(**asked):
            here = found[row["household_id"]]
            for one in aspects:
                if row[one.name] is not None and row.get(f"{one.name}_said", 1):
                    here[one.name] = int(row[one.name])
    return found


def by_source(aspects: Iterable[Aspect]) -> dict[Source, list[Aspect]]:
    """Aspects that the same rows tell of, so that these are read once."""
    found: dict[Source, list[Aspect]] = defaultdict(list)
    for one in aspects:
        found[one.source].append(one)
    return found
