"""Aspects: what of a household can be measured on a day, as one whole number read from the dated file.

Goals of plans, reviews of stages and the profile all name aspects, so that a change is always the
difference of the file as of two days. Money in fen, land in hundredths of a mu, yes and no as 1 and 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.actor import Actor
from lianxin.kernel.among import among
from lianxin.kernel.money import yuan
from lianxin.kernel.period import in_force
from lianxin.register.models import Membership
from lianxin.register.queries import memberships

from . import queries
from .income import Income
from .models import Condition, Dwelling, Land, Livelihood, Living, Standing
from .quantities import MU, written

Read = Callable[[Actor, Collection[UUID], date], "Iterable[tuple[UUID, int]]"]
SCHOOL_AGE = (6, 15)
"""Compulsory schooling 义务教育: nine years from the age of six (义务教育法 §§2, 11)."""


class Unit(Enum):
    YES = "yes"
    YUAN = "yuan"
    MU = "mu"
    PEOPLE = "people"
    MONTHS = "months"


@dataclass(frozen=True)
class Aspect:
    """``more``: whether more of it is better. ``needs``: the kind of statement it is read from."""

    name: str
    title: Any
    unit: Unit
    more: bool
    needs: type[Any]
    read: Read

    @property
    def asked(self) -> str:
        """What is asked for it, with the unit of the answer."""
        unit = {
            Unit.YES: "",
            Unit.YUAN: _("元"),
            Unit.MU: _("亩"),
            Unit.PEOPLE: _("人"),
            Unit.MONTHS: _("个月"),
        }[self.unit]
        return (
            _("%(title)s（%(unit)s）") % {"title": self.title, "unit": unit}
            if unit
            else str(self.title)
        )

    def told(self, value: int | None) -> str:
        """The value in the reader's words."""
        if value is None:
            return _("没有记")
        if self.unit is Unit.YES:
            return _("是") if value else _("否")
        if self.unit is Unit.YUAN:
            return _("%s 元") % yuan(value)
        if self.unit is Unit.MU:
            return _("%s 亩") % written(value, MU)
        return (_("%s 人") if self.unit is Unit.PEOPLE else _("%s 个月")) % value

    def moved(self, before: int | None, now: int | None) -> int:
        """1 better, −1 worse, 0 the same or not known."""
        if before is None or now is None or before == now:
            return 0
        return 1 if (now > before) is self.more else -1


def _stated(rows: QuerySet[Any], name: str) -> Iterator[tuple[UUID, int]]:
    for key, value in rows.order_by().values_list("household_id", name):
        if value is not None:
            yield key, int(value)


def _of(kind: type[Any], name: str, *, inverted: bool = False) -> Read:
    """A field of the household's own statement; ``inverted``: where yes is the bad one."""

    def read(actor: Actor, homes: Collection[UUID], day: date) -> Iterable[tuple[UUID, int]]:
        rows = kind.objects.visible_to(actor).filter(in_force(day), household_id__in=among(homes))
        stated = _stated(rows, name)
        return ((key, 1 - value) for key, value in stated) if inverted else stated

    return read


def _coded(kind: type[Any], name: str, *good: str) -> Read:
    """Whether a code is one of some names; by name, as lists are matched by name."""

    def read(actor: Actor, homes: Collection[UUID], day: date) -> Iterable[tuple[UUID, int]]:
        rows = kind.objects.visible_to(actor).filter(in_force(day), household_id__in=among(homes))
        rows = rows.exclude(**{f"{name}__isnull": True}).annotate(
            good=Case(
                When(**{f"{name}__name__in": good}, then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            )
        )
        return _stated(rows, "good")

    return read


def _income(actor: Actor, homes: Collection[UUID], day: date) -> Iterable[tuple[UUID, int]]:
    """Of the latest year stated, however long ago it was."""
    rows = queries.incomes(actor, day=day).filter(household_id__in=among(homes))
    return dict(rows.order_by("year").values_list("household_id", "per_head")).items()


def _watched(actor: Actor, homes: Collection[UUID], day: date) -> Iterable[tuple[UUID, int]]:
    stated = queries.standings(actor, day=day).filter(household_id__in=among(homes))
    under = set(queries.watched(actor, day=day).order_by().values_list("household_id", flat=True))
    for key in stated.order_by().values_list("household_id", flat=True):
        yield key, int(key in under)


def _people(actor: Actor, homes: Collection[UUID], day: date) -> QuerySet[Membership, Any]:
    return memberships(actor, day=day).filter(household_id__in=among(homes)).order_by()


def _counted(kind: type[Any], field: str, which: Q) -> Read:
    """Members of whom a statement says it; households of which nothing is stated are left out."""
    name = "conditions" if kind is Condition else "livelihoods"

    def read(actor: Actor, homes: Collection[UUID], day: date) -> Iterable[tuple[UUID, int]]:
        if actor.sees(kind) is None:
            return ()
        rows = _people(actor, homes, day).filter(
            in_force(day, prefix=f"person__{name}__"),
            **{f"person__{name}__{field}__isnull": False},
        )
        found = rows.values("household_id").annotate(n=Count("pk", filter=which))
        return [(row["household_id"], row["n"]) for row in found]

    return read


def _pupils_out(actor: Actor, homes: Collection[UUID], day: date) -> Iterable[tuple[UUID, int]]:
    """Children of school age who are stated not to be at school; 0 where there are none."""
    if actor.sees(Condition) is None:
        return ()
    first, last = SCHOOL_AGE
    of_age = Q(person__born__lte=_birthday(day, first), person__born__gt=_birthday(day, last + 1))
    stated = in_force(day, prefix="person__conditions__")
    out = of_age & stated & Q(person__conditions__schooling__name="非在校生")
    rows = _people(actor, homes, day).values("household_id").annotate(n=Count("pk", filter=out))
    return [(row["household_id"], row["n"]) for row in rows]


def _birthday(day: date, age: int) -> date:
    year = max(day.year - age, 1)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _months(actor: Actor, homes: Collection[UUID], day: date) -> Iterable[tuple[UUID, int]]:
    """Months of work away from the farm of all members, as stated."""
    if actor.sees(Condition) is None:
        return ()
    stated = Q(person__conditions__work_months__isnull=False)
    rows = _people(actor, homes, day).filter(in_force(day, prefix="person__conditions__") & stated)
    found = rows.values("household_id").annotate(n=Sum("person__conditions__work_months"))
    return [(row["household_id"], row["n"]) for row in found]


_INSURED = "person__livelihoods__medical_insurance"
ASPECTS: dict[str, Aspect] = {
    one.name: one
    for one in (
        Aspect("income", gettext_lazy("人均纯收入"), Unit.YUAN, True, Income, _income),
        Aspect(
            "house_safe",
            gettext_lazy("住房安全"),
            Unit.YES,
            True,
            Living,
            _of(Living, "dangerous_house", inverted=True),
        ),
        Aspect(
            "water_safe",
            gettext_lazy("饮水安全"),
            Unit.YES,
            True,
            Living,
            _of(Living, "safe_water"),
        ),
        Aspect(
            "toilet", gettext_lazy("卫生厕所"), Unit.YES, True, Dwelling, _of(Dwelling, "toilet")
        ),
        Aspect(
            "power", gettext_lazy("通生活用电"), Unit.YES, True, Dwelling, _of(Dwelling, "power")
        ),
        Aspect(
            "clean_fuel",
            gettext_lazy("用清洁能源"),
            Unit.YES,
            True,
            Dwelling,
            _coded(Dwelling, "fuel", "清洁能源"),
        ),
        Aspect(
            "hard_road",
            gettext_lazy("入户路硬化"),
            Unit.YES,
            True,
            Dwelling,
            _coded(Dwelling, "road", "水泥路", "沥青路"),
        ),
        Aspect("arable", gettext_lazy("耕地"), Unit.MU, True, Land, _of(Land, "arable")),
        Aspect(
            "out_of_school",
            gettext_lazy("该上学没上学的孩子"),
            Unit.PEOPLE,
            False,
            Condition,
            _pupils_out,
        ),
        Aspect(
            "able",
            gettext_lazy("劳力"),
            Unit.PEOPLE,
            True,
            Condition,
            _counted(Condition, "labour", Q(person__conditions__labour__name__in=queries.ABLE)),
        ),
        Aspect("work_months", gettext_lazy("务工月数"), Unit.MONTHS, True, Condition, _months),
        Aspect(
            "uninsured",
            gettext_lazy("没参加医保的人"),
            Unit.PEOPLE,
            False,
            Livelihood,
            _counted(Livelihood, "medical_insurance", Q(**{_INSURED: False})),
        ),
        Aspect("watched", gettext_lazy("监测对象"), Unit.YES, False, Standing, _watched),
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

    One query or two for each aspect, however many households; what the actor may not see is left out.
    """
    found: dict[UUID, dict[str, int]] = {key: {} for key in homes}
    for aspect in offered(actor):
        if found and (not names or aspect.name in names):
            for key, value in aspect.read(actor, homes, day):
                found[key][aspect.name] = value
    return found
