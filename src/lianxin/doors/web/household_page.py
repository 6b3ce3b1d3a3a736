"""What the household page knows: the register's file with what the dated file says beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.actor import Actor
from lianxin.records.file import queries as file
from lianxin.records.file.income import Income
from lianxin.records.file.models import Condition, Living, Standing
from lianxin.records.file.queries import ABLE, PerHead, per_head
from lianxin.register.models import Household, Membership
from lianxin.register.queries import HouseholdFile, sees_persons
from lianxin.results.members import sex_name

from .cells import standing_tag

PURPOSES = (
    _("核对证件"),
    _("办理补贴或低保"),
    _("办理医保、养老"),
    _("上级核查"),
    _("其他"),
)
LINKS = (
    ("household-edit", _("修改"), "pencil", "household.change"),
    ("member-new", _("加成员"), "user-plus", "member.join"),
    ("head-change", _("换户主"), "user-circle", "head.change"),
    ("household-split", _("分户"), "arrows-split", "household.split"),
    ("household-merge", _("并户"), "link", "household.merge"),
    ("household-close", _("销户"), "home-off", "household.close"),
)


def address_of(name: str, pk: Any) -> str:
    """Where a page of this thing stands, or nothing while there is none."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class MemberLine:
    membership: Membership
    condition: Condition | None
    day: date

    @property
    def sex(self) -> str:
        return sex_name(self.membership.person.sex)

    @property
    def age(self) -> int | None:
        born = self.membership.person.born
        if born is None or born > self.day:
            return None
        return self.day.year - born.year - ((self.day.month, self.day.day) < (born.month, born.day))

    @property
    def education(self) -> str:
        it = self.condition
        schooling = it and it.schooling
        if schooling and schooling.name != "非在校生":
            return schooling.told
        return it.education.told if it and it.education else ""


@dataclass
class HouseholdPage:
    actor: Actor
    file: HouseholdFile
    standing: Standing | None = None
    living: Living | None = None
    incomes: list[Income] = field(default_factory=list)
    conditions: dict[Any, Condition] = field(default_factory=dict)
    causes: list[str] = field(default_factory=list)

    @property
    def household(self) -> Household:
        return self.file.household

    @cached_property
    def members(self) -> list[MemberLine]:
        return [
            MemberLine(one, self.conditions.get(one.person_id), self.file.day)
            for one in self.file.members
        ]

    @cached_property
    def labour(self) -> int | None:
        known = [it.labour.name for it in self.conditions.values() if it.labour]
        return sum(name in ABLE for name in known) if known else None

    @cached_property
    def income(self) -> PerHead | None:
        rows = [(row.household_id, row.year, row.per_head) for row in self.incomes]
        return per_head(rows).get(self.household.pk)

    @property
    def tag(self) -> str:
        return standing_tag(self.standing)

    @property
    def lasting(self) -> bool:
        """Whether the household still exists, so that something can be done with it."""
        return self.household.closed is None

    @property
    def whole(self) -> bool:
        """Whether the actor sees the members, or only the name of the household."""
        return sees_persons(self.actor)

    @cached_property
    def links(self) -> list[tuple[str, str, str]]:
        """What the actor may do with this household, as far as pages for it exist."""
        return [
            (href, str(label), name)
            for url, label, name, action in LINKS
            if self.lasting
            and self.actor.allows(action, self.household)
            and (href := address_of(url, self.household.pk))
        ]

    @cached_property
    def edit(self) -> str:
        return self._may("household.change", "household-edit")

    @cached_property
    def pair(self) -> str:
        return self._may("pairing.begin", "pairing-change")

    def _may(self, action: str, url: str) -> str:
        able = self.lasting and self.actor.allows(action, self.household)
        return address_of(url, self.household.pk) if able else ""

    @cached_property
    def may_change_members(self) -> bool:
        return self.lasting and self.actor.allows("member.change", self.household)

    @cached_property
    def may_move(self) -> bool:
        return self.lasting and self.actor.allows("member.leave", self.household)

    @cached_property
    def may_reveal(self) -> bool:
        return self.actor.allows("person.reveal", self.household)

    @cached_property
    def may_reveal_bank(self) -> bool:
        return self.actor.allows("household.reveal", self.household)


def page_of(actor: Actor, it: HouseholdFile) -> HouseholdPage:
    return pages_of(actor, [it])[0]


def pages_of(actor: Actor, files: list[HouseholdFile]) -> list[HouseholdPage]:
    """Pages of several households, with a constant number of queries."""
    if not files:
        return []
    day, keys = files[0].day, [it.household.pk for it in files]
    pages = {it.household.pk: HouseholdPage(actor, it) for it in files}
    names = file.code_names(actor, "cause")
    here = {"household_id__in": keys}
    for standing in (
        file.standings(actor, day=day).filter(**here).select_related("category", "watch", "cause")
    ):
        pages[standing.household_id].standing = standing
        pages[standing.household_id].causes = file.cause_names(standing, names)
    for living in file.livings(actor, day=day).filter(**here):
        pages[living.household_id].living = living
    for income in file.incomes(actor, day=day).filter(**here).order_by("-year"):
        pages[income.household_id].incomes.append(income)
    _conditions(actor, files, pages, day)
    return list(pages.values())


def _conditions(
    actor: Actor, files: list[HouseholdFile], pages: dict[Any, HouseholdPage], day: date
) -> None:
    homes: dict[Any, list[Any]] = defaultdict(list)
    for it in files:
        for one in it.members:
            homes[one.person_id].append(it.household.pk)
    rows = file.conditions(actor, day=day).filter(person_id__in=homes)
    for row in rows.select_related("education", "schooling", "health", "labour"):
        for key in homes[row.person_id]:
            pages[key].conditions[row.person_id] = row
