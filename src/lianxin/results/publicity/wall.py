"""What may hang on a wall: masked names and a closed list of columns; words are looked through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse
from lianxin.register import queries as register
from lianxin.register.models import Household
from lianxin.register.published import names_in, numbers_in, private_in

COLUMNS: dict[str, Any] = {
    "group": _("社"),
    "people": _("人口"),
    "kind": _("项目或类别"),
    "amount": _("金额（元）"),
}
"""All that may stand beside a masked name; nothing can be added but here."""
LABELS: dict[str, Any] = {
    "title": _("公示的事"),
    "decided": _("拟定什么"),
    "kind": _("项目或类别"),
    "complaint": _("监督电话"),
    "reason": _("原因"),
    "result": _("结果"),
    "text": _("异议"),
    "contact": _("联系方式"),
    "answer": _("答复"),
}
LONGEST_PHONE = 12
Homes = Sequence[Sequence[Any]]


def masked_name(name: str) -> str:
    """张*三, 王*: never the whole name, and nothing of a name of one character."""
    name = name.strip()
    if len(name) < 2:
        return "*"
    return name[0] + "*" * max(1, len(name) - 2) + (name[-1] if len(name) > 2 else "")


@dataclass(frozen=True)
class Home:
    """A household as the office chooses it; its full name stays inside."""

    household: Household
    head: str
    people: int


def homes_of(actor: Actor, keys: Sequence[UUID | str], day: date) -> list[Home]:
    """Those of them that the actor sees, in the order of the ledger."""
    rows = Household.objects.visible_to(actor).filter(pk__in=keys).select_related("group")
    by_group = F("group__path").asc(nulls_last=True)
    households = list(rows.order_by(by_group, "number", "pk"))
    people = register.memberships(actor, day=day).filter(household__in=households).order_by()
    heads: dict[UUID, str] = {}
    count: Counter[UUID] = Counter()
    for key, is_head, name in people.values_list("household_id", "is_head", "person__name"):
        count[key] += 1
        if is_head:
            heads[key] = name
    return [Home(one, heads.get(one.pk, ""), count[one.pk]) for one in households]


def rows_of(actor: Actor, homes: Homes, columns: Sequence[str], kind: str, day: date) -> list[Any]:
    """The rows as they hang: what was not asked for is not in them."""
    amounts = {str(key): amount for key, amount in homes}
    return [
        _row(home, columns, kind, amounts[str(home.household.pk)])
        for home in homes_of(actor, list(amounts), day)
    ]


def _row(home: Home, columns: Sequence[str], kind: str, amount: int | None) -> dict[str, Any]:
    if not home.head:
        raise refuse("publicity.no_head", "home", number=home.household.number)
    group = home.household.group
    told = {"group": group.name if group else "", "people": home.people}
    told |= {"kind": kind, "amount": amount}
    return {"name": masked_name(home.head), **{name: told[name] for name in columns}}


def check_words(actor: Actor, words: dict[str, str], homes: Homes, day: date) -> None:
    """No number of a person, no name in full, nothing of anybody's health in what is typed."""
    keys = [key for key, _amount in homes]
    people = register.memberships(actor, day=day).filter(household__in=keys).order_by()
    found = list(people.values_list("person__name", "person__phone"))
    phones = {_digits(phone) for _name, phone in found}
    named = Household.objects.visible_to(actor).filter(pk__in=keys).values_list("phone", flat=True)
    phones |= {_digits(phone) for phone in named}
    for field, text in words.items():
        # the complaint line is a phone; nowhere else does a long number stand, and no villager's
        if numbers_in(text, phones, LONGEST_PHONE if field == "complaint" else 0):
            raise refuse("publicity.number_in_words", field)
        if private_in(text):
            raise refuse("publicity.private_words", field)
        if names_in(text, [name for name, _phone in found]):
            raise refuse("publicity.name_in_words", field)


def _digits(phone: str) -> str:
    return "".join(one for one in phone if one.isdigit())
