"""The columns in which an import writes new rows, table by table."""

from __future__ import annotations

from django.db.models import Model

from lianxin.records.file.income import Income, IncomeAmount
from lianxin.records.file.models import Condition, Living, Standing
from lianxin.register.models import Household, Membership, Person

from .facts import COLUMNS as FACTS
from .facts import MORE_OF_HOUSEHOLD, MORE_OF_PERSON

STATED = ("id", "from_day", "source", "author_id", "written_at")
COLUMNS: dict[type[Model], tuple[str, ...]] = {
    Household: (
        "id",
        "village",
        "group",
        "number",
        "register_code",
        "phone",
        "bank_name",
        "bank_tail",
        "opened",
        "ending",
        "rev",
        "edition",
        "marks",
        "martyr_family",
    ),
    Person: (
        "id",
        "home",
        "name",
        "name_folded",
        "initials",
        "id_kind",
        "id_sealed",
        "id_blind",
        "id_tail",
        "no_id_reason",
        "register_code",
        "sex",
        "born",
        "ethnic",
        "party",
        "phone",
        "rev",
    ),
    Membership: (
        "id",
        "household",
        "person",
        "relation",
        "is_head",
        "position",
        "from_day",
        "joined_by",
        "left_by",
        "begun_by_id",
    ),
    Standing: (
        *STATED,
        "household",
        "category",
        "lifted_year",
        "watch",
        "risk_cleared",
        "identified",
        "risk_from",
        "risk_until",
        "cause",
        "causes",
    ),
    Living: (*STATED, "household", "dangerous_house", "safe_water"),
    Income: (*STATED, "household", "year", "per_head", "rule", "people", "net"),
    IncomeAmount: ("id", "income", "item", "amount"),
    Condition: (
        *STATED,
        "person",
        "education",
        "schooling",
        "health",
        "labour",
        "work_months",
        "illness_insurance",
        "identified",
        "mandarin",
        "not_at_school",
    ),
    **{
        kind: (*STATED, "household", *(name.removesuffix("_id") for name in FACTS[kind]))
        for kind in MORE_OF_HOUSEHOLD
    },
    **{
        kind: (*STATED, "person", *(name.removesuffix("_id") for name in FACTS[kind]))
        for kind in MORE_OF_PERSON
    },
}
