"""填什么: every fact a form can be filled with, declared once from the columns of ledgers and file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import SYSTEM
from lianxin.plans.models import Measure
from lianxin.records.diary.models import Act
from lianxin.records.file.income import IncomeItem
from lianxin.records.file.labels import (
    CONDITION,
    DWELLING,
    LAND,
    LIVELIHOOD,
    LIVING,
    PRODUCTION,
    STANDING,
    SUPPORT,
    WELFARE,
)
from lianxin.records.file.models import (
    Condition,
    Dwelling,
    Land,
    Livelihood,
    Living,
    Production,
    Standing,
    Support,
    Welfare,
)
from lianxin.records.needs.models import Need
from lianxin.register.models import Pairing, Person

from ..columns import HOUSEHOLDS, MEMBERS
from .field import (
    BASIC,
    FAMILY,
    FIELDS_OF_LAND,
    GIVEN,
    HEAD_OF,
    HELP,
    HOME,
    HOUSE,
    MAKING,
    MEMBER,
    MONEY,
    Field,
    given_field,
    help_field,
    in_km,
    kin_field,
    money_field,
    of_kin_field,
    of_row_field,
    read_group_sum,
    read_income,
    read_item,
    read_officer,
    relief_field,
    stated_field,
)
from .homes import Home, Kin

_BY_NAME = {column.name: column for column in HOUSEHOLDS}
_KIN = {column.name: column for column in MEMBERS}
CERTIFIED = {"disability_year": "certified_in"}
PERSON = (
    *(of_kin_field(_KIN[name]) for name in ("name", "relation", "sex", "born")),
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
    *(of_kin_field(_KIN[name]) for name in ("ethnic", "party", "phone", "education", "schooling")),
    *(of_kin_field(_KIN[name]) for name in ("health", "labour", "work_months")),
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
    kin_field(Condition, "mandarin", CONDITION["mandarin"]),
    kin_field(Condition, "not_at_school", CONDITION["not_at_school"]),
    *(
        kin_field(Livelihood, name, title, CERTIFIED.get(name, ""))
        for name, title in LIVELIHOOD.items()
    ),
    kin_field(Support, "supported", SUPPORT["supported"], "is_supported"),
    kin_field(Support, "way", SUPPORT["way"]),
    *(
        relief_field(title) if name == "medical_relief" else kin_field(Welfare, name, title)
        for name, title in WELFARE.items()
    ),
    of_kin_field(_KIN["since"]),
    Field("number", _("序号"), MEMBER, FAMILY, lambda kin: kin.number, "number", "", Person),
)
"""Of a member; ``number`` is the place in the family."""


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


def _of_head(one: Field) -> Field:
    def read(home: Home) -> Any:
        head: Kin | None = home.head
        return one.value(head) if head else None

    title = HEAD_TITLES.get(one.name, one.title)
    return replace(one, name=f"head.{one.name}", title=title, of=HOME, group=HEAD_OF, value=read)


OF_HOMES: tuple[Field, ...] = (
    Field("number", _("户号"), HOME, BASIC, lambda home: home.household.number),
    of_row_field(_BY_NAME["head"], "head", HEAD_OF, title=_("户主姓名")),
    *(_of_head(one) for one in PERSON if one.name in HEAD_TITLES),
    of_row_field(_BY_NAME["register_code"], "register_code", BASIC),
    Field("county", _("县（区）"), HOME, BASIC, lambda home: home.county, source=""),
    Field("town", _("乡镇"), HOME, BASIC, lambda home: home.town, source=""),
    *(of_row_field(_BY_NAME[name], name, BASIC) for name in ("village", "group", "members", "labour")),
    of_row_field(_BY_NAME["phone"], "phone", BASIC, title=_("户联系电话")),
    of_row_field(_BY_NAME["category"], "category", BASIC, "changes"),
    of_row_field(_BY_NAME["cause"], "cause", BASIC, "changes"),
    Field(
        "martyr_family",
        _("是否军烈属"),
        HOME,
        BASIC,
        lambda home: home.household.martyr_family,
        "bool",
    ),
    *stated_field(Standing, STANDING, BASIC, "cause"),
    *stated_field(Living, LIVING, HOUSE),
    *stated_field(Dwelling, DWELLING, HOUSE),
    Field("dwelling.road_km", _("离主干路（公里）"), HOME, HOUSE,
          lambda home: in_km(home.stated.dwelling), "number", "changes", Dwelling),
    *stated_field(Land, LAND, FIELDS_OF_LAND),
    *stated_field(Production, PRODUCTION, MAKING),
    of_row_field(_BY_NAME["income"], "income", MONEY, "income"),
    of_row_field(_BY_NAME["change"], "change", MONEY, "income", _("人均纯收入比上年")),
    money_field("income.year", _("收入是哪一年的"), read_income(lambda it: it.year), "number"),
    money_field("income.net", _("家庭纯收入"), read_income(lambda it: it.net)),
    *(money_field(f"income.{g.value}", g.label, read_group_sum(g.value)) for g in IncomeItem.Group),
    help_field("officer", _("联系干部"), read_officer("name", lambda it: it.name), Pairing),
    help_field("officer.post", _("干部职务"), read_officer("post", lambda it: it.post), Pairing),
    help_field("officer.phone", _("干部电话"), read_officer("phone", lambda it: it.phone), Pairing),
    help_field("officer.unit", _("干部单位"), read_officer("unit", lambda it: it.unit.name), Pairing),
    of_row_field(_BY_NAME["since"], "since", HELP),
    help_field("needs", _("没办完的需求"), lambda home: "；".join(one.text for one in home.needs), Need,
          source="needs", mask="hide"),
    help_field("needs.count", _("没办完的需求（件）"), lambda home: len(home.needs), Need,
          kind="number", source="needs"),
    help_field("measures", _("帮扶措施"), lambda home: "；".join(one.text for one in home.measures),
          Measure, source="measures", mask="hide"),
    help_field("measures.count", _("帮扶措施（项）"), lambda home: len(home.measures), Measure,
          kind="number", source="measures"),
    help_field("visits", _("本年入户（次）"), lambda home: len(home.visits), Act,
          kind="number", source="diary"),
    help_field("visits.last", _("最近一次入户"), lambda home: home.visits[-1] if home.visits else None,
          Act, kind="day", source="diary"),
    Field("place", _("序号"), HOME, BASIC, lambda home: home.number, "number", ""),
)  # fmt: skip
OF_FILLING: tuple[Field, ...] = (
    given_field("today", _("填表日期"), lambda it: it.today, "day"),
    given_field("today.year", _("填表日期的年"), lambda it: it.today.year, "number"),
    given_field("today.month", _("填表日期的月"), lambda it: it.today.month, "number"),
    given_field("today.day", _("填表日期的日"), lambda it: it.today.day, "number"),
    given_field("as_of", _("数据截至"), lambda it: it.day, "day"),
    given_field("year", _("年度"), lambda it: it.year, "number"),
    given_field("by", _("填表人"), lambda it: it.by),
    given_field("unit", _("填报单位"), lambda it: it.unit),
    given_field("count", _("户数合计"), lambda it: it.households, "number"),
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
            found[row.name] = money_field(f"income.item.{row.name}", row.told, read_item(row.name))
    return list(found.values())


def field_of(of: str, name: str) -> Field | None:
    """A household's field, a member's or the filling's; the latter also by way of a household."""
    found = _FIXED.get((of, name)) or (_FIXED.get((GIVEN, name)) if of == HOME else None)
    if found is None and of == HOME and name.startswith("income.item."):
        wanted = name.removeprefix("income.item.")
        return money_field(name, wanted, read_item(wanted)) if wanted else None
    return found


def every_field() -> list[Field]:
    """All of them in the order in which people choose: households, income lines, members, the filling."""
    last = next(place for place, one in enumerate(OF_HOMES) if one.group is HELP)
    return [*OF_HOMES[:last], *income_items(), *OF_HOMES[last:], *PERSON, *OF_FILLING]
