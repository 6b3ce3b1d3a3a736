"""A fact that a form can be filled with, and how one is made from what ledgers and the file declare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from lianxin.people.models import Account
from lianxin.records.file.income import Income
from lianxin.records.file.models import Welfare
from lianxin.records.file.quantities import AREA, MU
from lianxin.records.file.queries import cause_names, code_names
from lianxin.register.models import Household, Person

from ..columns import OF_BODY, Column
from .homes import Home

HOME, MEMBER, GIVEN = "home", "member", "given"


@dataclass(frozen=True)
class Given:
    """What is the same for all households of one filling."""

    day: date
    year: int
    today: date
    by: str
    unit: str
    households: int


@dataclass(frozen=True)
class Field:
    """``of``: a household's fact, a member's, or one of the filling. ``source``: where it is kept.

    ``kind``, ``needs`` and ``mask`` mean what they mean for a column of a ledger; besides there are
    "month" and "bool".
    """

    name: str
    title: Any
    of: str
    group: Any
    value: Callable[[Any], Any]
    kind: str = "text"
    source: str = "now"
    needs: type[Model] = Household
    mask: str = ""

    def may_lack(self, of: Any) -> bool:
        """Whether there may rightly be nothing: then an empty place is no gap in the records."""
        name = self.name.removeprefix("head.")
        return name in RIGHTLY_NONE or (name in SOMETIMES and SOMETIMES[name](of))

    @property
    def published(self) -> bool:
        """Whether a form that is published may tell it; of somebody's body it tells nothing."""
        return self.mask != "hide" and self.name.rpartition(".")[2] not in OF_BODY | {"causes"}


def _learns(of: Any) -> bool:
    """Of whoever still goes to school the year is told, not yet an education."""
    said = getattr(of, "condition", None)
    return bool(said and said.schooling and said.schooling.name != OUT_OF_SCHOOL)


def _never_poor(of: Any) -> bool:
    standing = of.stated.standing if isinstance(of, Home) else None
    return bool(
        standing and standing.category and standing.category.name == USUAL and not standing.watch
    )


OUT_OF_SCHOOL, USUAL = "非在校生", "一般农户"
SOMETIMES: Mapping[str, Callable[[Any], bool]] = {"education": _learns, "cause": _never_poor}
"""Facts that some rightly lack: a pupil an education, a household that was never poor a cause."""

RIGHTLY_NONE = frozenset(
    """needs measures visits.last change register_code causes employer work_region schooling party
    disability disability_level standing.watch standing.risk_cleared standing.risk_from
    standing.risk_until standing.causes standing.identified illness_insurance abroad public_post
    public_post_months not_at_school jobless_graduate disability_issued disability_year
    production.business_help""".split()
)
OF_HEALTH = frozenset(
    """disability disability_level disability_issued disability_year not_at_school jobless_graduate
    medical_relief health_help""".split()
)
HEAD_OF = _("户主")
FAMILY = _("家庭成员")
BASIC = _("户的基本情况")
HOUSE = _("住房、水电路")
FIELDS_OF_LAND = _("土地")
MAKING = _("生产组织")
MONEY = _("收入")
HELP = _("干部与帮扶")
FILLING = _("日期与填表人")


def of_row_field(
    column: Column, name: str, group: Any, source: str = "now", title: Any = ""
) -> Field:
    return Field(
        name,
        title or column.title,
        HOME,
        group,
        lambda home: column.value(home.row),
        column.kind,
        source,
        column.needs,
        column.mask,
    )


def of_kin_field(column: Column) -> Field:
    """``needs`` is a person's, since the ledger of members as a whole asks for that."""
    needs = Person if column.needs is Household else column.needs
    return Field(
        column.name,
        column.title,
        MEMBER,
        FAMILY,
        column.value,
        column.kind,
        "now",
        needs,
        column.mask,
    )


def stated_field(kind: type[Any], labels: Mapping[str, Any], group: Any, *left: str) -> list[Field]:
    """A household's statement field by field, as its label names it."""
    of = kind.__name__.lower()
    return [
        Field(
            f"{of}.{name}",
            title,
            HOME,
            group,
            _reading(of, name),
            _kind_of(kind, name),
            "changes",
            kind,
        )
        for name, title in labels.items()
        if name not in left
    ]


def _reading(of: str, name: str) -> Callable[[Home], Any]:
    parts = MU if of == "land" else AREA if name == "house_area" else 0

    def read(home: Home) -> Any:
        row = getattr(home.stated, of)
        if name == "causes":
            return "、".join(cause_names(row, code_names("cause"))) if row else ""
        value = getattr(row, name, None)
        return _whole(value / parts) if parts and value is not None else value

    return read


def in_km(row: Any) -> float | int | None:
    """The way to the village's main road, as offices ask for it."""
    return _whole(row.road_metres / 1000) if row and row.road_metres is not None else None


def _kind_of(kind: type[Any], name: str) -> str:
    if name in {"risk_from", "risk_until"}:
        return "month"
    field = kind._meta.get_field(name)
    inner = field.get_internal_type()
    if inner == "BooleanField":
        return "bool"
    if inner == "DateField":
        return "day"
    return "number" if "Integer" in inner else "text"


def _whole(value: float) -> float | int:
    return int(value) if value == int(value) else value


def kin_field(kind: type[Any], name: str, title: Any, read: str = "") -> Field:
    """A member's statement, by the name of its field; ``read`` where the value is worked out."""
    of = kind.__name__.lower()
    return Field(
        name,
        title,
        MEMBER,
        FAMILY,
        lambda kin: getattr(getattr(kin, of), read or name, None),
        _kind_of(kind, name),
        "now",
        kind,
        "hide" if name in OF_HEALTH else "",
    )


def relief_field(title: Any) -> Field:
    """As it is stated; where nothing is, the payments of the year tell it."""
    return replace(
        kin_field(Welfare, "medical_relief", title),
        value=lambda kin: kin.cared,
    )


def read_officer(name: str, read: Callable[[Any], Any]) -> Callable[[Home], Any]:
    return lambda home: read(home.officer) if home.officer else None


def read_income(read: Callable[[Income], Any]) -> Callable[[Home], Any]:
    return lambda home: read(home.income) if home.income else None


def _lines(home: Home) -> list[Any]:
    income = home.income
    return list(getattr(income, "lines", ())) if income else []


def read_group_sum(group: str) -> Callable[[Home], int | None]:
    def read(home: Home) -> int | None:
        lines = [one for one in _lines(home) if one.item.group == group]
        return sum(one.item.sign * one.amount for one in lines) if lines else None

    return read


def read_item(name: str) -> Callable[[Home], int | None]:
    def read(home: Home) -> int | None:
        return next((one.amount for one in _lines(home) if one.item.name == name), None)

    return read


def money_field(name: str, title: Any, read: Callable[[Home], Any], kind: str = "money") -> Field:
    return Field(name, title, HOME, MONEY, read, kind, "income", Income)


def help_field(
    name: str, title: Any, read: Callable[[Home], Any], needs: type[Model], **more: str
) -> Field:
    return Field(name, title, HOME, HELP, read, needs=needs, **more)


def given_field(name: str, title: Any, read: Callable[[Given], Any], kind: str = "text") -> Field:
    return Field(name, title, GIVEN, FILLING, read, kind, "", Account)
