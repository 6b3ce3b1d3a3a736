"""填什么: every fact a form can be filled with, declared once from the columns of ledgers and file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Account
from lianxin.plans.models import Measure
from lianxin.records.diary.models import Act
from lianxin.records.file.income import Income, IncomeItem
from lianxin.records.file.labels import CONDITION, DWELLING, LAND, LIVELIHOOD, LIVING, STANDING
from lianxin.records.file.models import Condition, Dwelling, Land, Livelihood, Living, Standing
from lianxin.records.file.quantities import AREA, MU
from lianxin.records.file.queries import cause_names, code_names
from lianxin.records.needs.models import Need
from lianxin.register.models import Household, Pairing, Person

from ..columns import HOUSEHOLDS, MEMBERS, Column
from .homes import Home, Kin

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

    @property
    def may_lack(self) -> bool:
        """Whether there may rightly be nothing: then an empty place is no gap in the records."""
        return self.name.removeprefix("head.") in RIGHTLY_NONE


RIGHTLY_NONE = frozenset(
    """needs measures visits.last change register_code causes employer work_region schooling party
    disability disability_level standing.watch standing.risk_cleared standing.risk_from
    standing.risk_until standing.causes standing.identified illness_insurance""".split()
)
HEAD_OF = _("户主")
FAMILY = _("家庭成员")
BASIC = _("户的基本情况")
HOUSE = _("住房、水电路")
FIELDS_OF_LAND = _("土地")
MONEY = _("收入")
HELP = _("干部与帮扶")
FILLING = _("日期与填表人")


def _of_row(column: Column, name: str, group: Any, source: str = "now", title: Any = "") -> Field:
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


def _of_kin(column: Column) -> Field:
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


def _stated(kind: type[Any], labels: Mapping[str, Any], group: Any, *left: str) -> list[Field]:
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


def _livelihood(name: str, title: Any) -> Field:
    return Field(
        name,
        title,
        MEMBER,
        FAMILY,
        lambda kin: getattr(kin.livelihood, name, None),
        _kind_of(Livelihood, name),
        "now",
        Livelihood,
        "hide" if name.startswith("disability") else "",
    )


_BY_NAME = {column.name: column for column in HOUSEHOLDS}
_KIN = {column.name: column for column in MEMBERS}
PERSON = (
    *(_of_kin(_KIN[name]) for name in ("name", "relation", "sex", "born")),
    Field("age", _("年龄"), MEMBER, FAMILY, lambda kin: kin.age, "number", "now", Person, "hide"),
    Field(
        "id_tail",
        _("证件号后四位"),
        MEMBER,
        FAMILY,
        lambda kin: kin.person.id_tail,
        needs=Person,
        mask="hide",
    ),
    *(_of_kin(_KIN[name]) for name in ("ethnic", "party", "phone", "education", "schooling")),
    *(_of_kin(_KIN[name]) for name in ("health", "labour", "work_months")),
    Field(
        "illness_insurance",
        CONDITION["illness_insurance"],
        MEMBER,
        FAMILY,
        lambda kin: getattr(kin.condition, "illness_insurance", None),
        "bool",
        "now",
        Condition,
    ),
    *(_livelihood(name, title) for name, title in LIVELIHOOD.items()),
    _of_kin(_KIN["since"]),
    Field("number", _("序号"), MEMBER, FAMILY, lambda kin: kin.number, "number", "", Person),
)
"""Of a member; ``number`` is the place in the family."""


def _of_head(one: Field) -> Field:
    def read(home: Home) -> Any:
        head: Kin | None = home.head
        return one.value(head) if head else None

    title = HEAD_TITLES.get(one.name, one.title)
    return replace(one, name=f"head.{one.name}", title=title, of=HOME, group=HEAD_OF, value=read)


HEAD_TITLES: dict[str, Any] = {
    "sex": _("户主性别"),
    "born": _("户主出生日期"),
    "age": _("户主年龄"),
    "id_tail": _("户主证件号后四位"),
    "ethnic": _("户主民族"),
    "party": _("户主政治面貌"),
    "phone": _("户主本人电话"),
    "education": _("户主文化程度"),
    "health": _("户主健康状况"),
    "labour": _("户主劳动技能"),
    "doing": _("户主现在做什么"),
}


def _officer(name: str, read: Callable[[Any], Any]) -> Callable[[Home], Any]:
    return lambda home: read(home.officer) if home.officer else None


def _income(read: Callable[[Income], Any]) -> Callable[[Home], Any]:
    return lambda home: read(home.income) if home.income else None


def _lines(home: Home) -> list[Any]:
    income = home.income
    return list(getattr(income, "lines", ())) if income else []


def _group_sum(group: str) -> Callable[[Home], int | None]:
    def read(home: Home) -> int | None:
        lines = [one for one in _lines(home) if one.item.group == group]
        return sum(one.item.sign * one.amount for one in lines) if lines else None

    return read


def _item(name: str) -> Callable[[Home], int | None]:
    def read(home: Home) -> int | None:
        return next((one.amount for one in _lines(home) if one.item.name == name), None)

    return read


def _money(name: str, title: Any, read: Callable[[Home], Any], kind: str = "money") -> Field:
    return Field(name, title, HOME, MONEY, read, kind, "income", Income)


def _help(
    name: str, title: Any, read: Callable[[Home], Any], needs: type[Model], **more: str
) -> Field:
    return Field(name, title, HOME, HELP, read, needs=needs, **more)


def _given(name: str, title: Any, read: Callable[[Given], Any], kind: str = "text") -> Field:
    return Field(name, title, GIVEN, FILLING, read, kind, "", Account)


OF_HOMES: tuple[Field, ...] = (
    Field("number", _("户号"), HOME, BASIC, lambda home: home.household.number),
    _of_row(_BY_NAME["head"], "head", HEAD_OF, title=_("户主姓名")),
    *(_of_head(one) for one in PERSON if one.name in HEAD_TITLES),
    _of_row(_BY_NAME["register_code"], "register_code", BASIC),
    Field("county", _("县（区）"), HOME, BASIC, lambda home: home.county, source=""),
    Field("town", _("乡镇"), HOME, BASIC, lambda home: home.town, source=""),
    *(_of_row(_BY_NAME[name], name, BASIC) for name in ("village", "group", "members", "labour")),
    _of_row(_BY_NAME["phone"], "phone", BASIC, title=_("户联系电话")),
    _of_row(_BY_NAME["category"], "category", BASIC, "changes"),
    _of_row(_BY_NAME["cause"], "cause", BASIC, "changes"),
    Field(
        "martyr_family",
        _("是否军烈属"),
        HOME,
        BASIC,
        lambda home: home.household.martyr_family,
        "bool",
    ),
    *_stated(Standing, STANDING, BASIC, "cause"),
    *_stated(Living, LIVING, HOUSE),
    *_stated(Dwelling, DWELLING, HOUSE),
    *_stated(Land, LAND, FIELDS_OF_LAND),
    _of_row(_BY_NAME["income"], "income", MONEY, "income"),
    _of_row(_BY_NAME["change"], "change", MONEY, "income", _("人均纯收入比上年")),
    _money("income.year", _("收入是哪一年的"), _income(lambda it: it.year), "number"),
    _money("income.net", _("家庭纯收入"), _income(lambda it: it.net)),
    *(_money(f"income.{g.value}", g.label, _group_sum(g.value)) for g in IncomeItem.Group),
    _help("officer", _("联系干部"), _officer("name", lambda it: it.name), Pairing),
    _help("officer.post", _("干部职务"), _officer("post", lambda it: it.post), Pairing),
    _help("officer.phone", _("干部电话"), _officer("phone", lambda it: it.phone), Pairing),
    _help("officer.unit", _("干部单位"), _officer("unit", lambda it: it.unit.name), Pairing),
    _of_row(_BY_NAME["since"], "since", HELP),
    _help("needs", _("没办完的需求"), lambda home: "；".join(one.text for one in home.needs), Need,
          source="needs", mask="hide"),
    _help("needs.count", _("没办完的需求（件）"), lambda home: len(home.needs), Need,
          kind="number", source="needs"),
    _help("measures", _("帮扶措施"), lambda home: "；".join(one.text for one in home.measures),
          Measure, source="measures", mask="hide"),
    _help("measures.count", _("帮扶措施（项）"), lambda home: len(home.measures), Measure,
          kind="number", source="measures"),
    _help("visits", _("本年入户（次）"), lambda home: len(home.visits), Act,
          kind="number", source="diary"),
    _help("visits.last", _("最近一次入户"), lambda home: home.visits[-1] if home.visits else None,
          Act, kind="day", source="diary"),
    Field("place", _("序号"), HOME, BASIC, lambda home: home.number, "number", ""),
)  # fmt: skip
OF_FILLING: tuple[Field, ...] = (
    _given("today", _("填表日期"), lambda it: it.today, "day"),
    _given("today.year", _("填表日期的年"), lambda it: it.today.year, "number"),
    _given("today.month", _("填表日期的月"), lambda it: it.today.month, "number"),
    _given("today.day", _("填表日期的日"), lambda it: it.today.day, "number"),
    _given("as_of", _("数据截至"), lambda it: it.day, "day"),
    _given("year", _("年度"), lambda it: it.year, "number"),
    _given("by", _("填表人"), lambda it: it.by),
    _given("unit", _("填报单位"), lambda it: it.unit),
    _given("count", _("户数合计"), lambda it: it.households, "number"),
)
_FIXED: dict[tuple[str, str], Field] = {
    (one.of, one.name): one for one in (*OF_HOMES, *PERSON, *OF_FILLING)
}


def income_items() -> list[Field]:
    """A field for each line of the leading rule sets, by the line's name; rule sets are public."""
    rows = IncomeItem.objects.visible_to(SYSTEM).filter(rule__leading=True)
    found: dict[str, Field] = {}
    for row in rows.order_by("-rule__from_day", "position"):
        if row.name not in found:
            found[row.name] = _money(f"income.item.{row.name}", row.told, _item(row.name))
    return list(found.values())


def field_of(of: str, name: str) -> Field | None:
    """A household's field, a member's or the filling's; the latter also by way of a household."""
    found = _FIXED.get((of, name)) or (_FIXED.get((GIVEN, name)) if of == HOME else None)
    if found is None and of == HOME and name.startswith("income.item."):
        wanted = name.removeprefix("income.item.")
        return _money(name, wanted, _item(wanted)) if wanted else None
    return found


def every_field() -> list[Field]:
    """All of them in the order in which people choose: households, income lines, members, the filling."""
    last = next(place for place, one in enumerate(OF_HOMES) if one.group is HELP)
    return [*OF_HOMES[:last], *income_items(), *OF_HOMES[last:], *PERSON, *OF_FILLING]
