"""What the household page knows: the register's file with what the dated file says beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.figure import half_up
from lianxin.people.policy import AccountActor
from lianxin.records.file.income import Income, IncomeItem
from lianxin.records.file.known import Known, Missing, completeness
from lianxin.records.file.labels import DWELLING, FIELDS, LAND
from lianxin.records.file.labels import told as tell
from lianxin.records.file.models import Dwelling, Living, Standing
from lianxin.records.file.quantities import MU, written
from lianxin.records.file.queries import ABLE, PerHead, cause_names, code_names, per_head
from lianxin.records.file.stated import Stated, stated
from lianxin.register.models import Household
from lianxin.register.queries import HouseholdFile, sees_persons

from .cells import standing_tag, told
from .household_rooms import Rooms, rooms_of
from .income_chart import shares
from .member_line import MemberLine
from .menu import address_of

PURPOSES = (
    gettext_lazy("核对证件"),
    gettext_lazy("办理补贴或低保"),
    gettext_lazy("办理医保、养老"),
    gettext_lazy("上级核查"),
    gettext_lazy("其他"),
)
KINDS = {
    "category": "standing",
    "cause": "standing",
    "house": "dwelling",
    "dwelling": "dwelling",
    "water": "dwelling",
    "land": "land",
}
"""In which form a missing item is filled in."""
BARE = {"rooms", "house_area", "structure", "house_grade", "road"}
"""Values that need no name in a line about the house."""
LINKS = (
    ("household-edit", gettext_lazy("修改"), "pencil", "household.change"),
    ("member-new", gettext_lazy("加成员"), "user-plus", "member.join"),
    ("head-change", gettext_lazy("换户主"), "user-circle", "head.change"),
    ("household-split", gettext_lazy("分户"), "arrows-split", "household.split"),
    ("household-merge", gettext_lazy("并户"), "link", "household.merge"),
    ("household-close", gettext_lazy("销户"), "home-off", "household.close"),
)
ASKED = {action for _url, _label, _icon, action in LINKS} | {
    "pairing.begin",
    "file.state",
    "income.state",
    "member.change",
    "member.leave",
    "person.reveal",
    "household.reveal",
}


@dataclass
class HouseholdPage:
    actor: AccountActor
    file: HouseholdFile
    stated: Stated
    rooms: Rooms
    known: Known | None = None
    causes: list[str] = field(default_factory=list)

    @property
    def household(self) -> Household:
        return self.file.household

    @property
    def standing(self) -> Standing | None:
        return self.stated.standing

    @property
    def living(self) -> Living | None:
        return self.stated.living

    @property
    def dwelling(self) -> Dwelling | None:
        return self.stated.dwelling

    @cached_property
    def incomes(self) -> list[Income]:
        return self.stated.leading

    @cached_property
    def members(self) -> list[MemberLine]:
        it = self.stated
        return [
            MemberLine(
                one,
                it.conditions.get(one.person_id),
                it.livelihoods.get(one.person_id),
                self.file.day,
            )
            for one in self.file.members
        ]

    @cached_property
    def labour(self) -> int | None:
        known = [it.labour.name for it in self.stated.conditions.values() if it.labour]
        return sum(name in ABLE for name in known) if known else None

    @cached_property
    def income(self) -> PerHead | None:
        rows = [(row.household_id, row.year, row.per_head) for row in self.incomes]
        return per_head(rows).get(self.household.pk)

    @property
    def sources(self) -> str:
        """Where the latest year's income came from, in percent: 工资性收入 62%，…"""
        found = shares(self.incomes[0]) if self.incomes else {}
        whole = sum(found.values())
        names = {str(group.value): str(group.label) for group in IncomeItem.Group}
        largest = sorted(found.items(), key=lambda one: -one[1])
        told_of = [
            f"{names[kind]} {half_up(part * 100 / whole)}%" for kind, part in largest if part
        ]
        return _("，").join(told_of) if whole > 0 else ""

    @property
    def arable(self) -> str:
        return written(self.stated.land.arable, MU) if self.stated.land else ""

    @property
    def land(self) -> str:
        """Land by kind in one line."""
        return _facts(self.stated.land, tuple(LAND))

    @property
    def roof(self) -> str:
        """Structure and grade of the house, as the strip of facts has them."""
        it = self.dwelling
        return _("，").join(filter(None, [told(it and it.structure), told(it and it.house_grade)]))

    @property
    def house(self) -> str:
        """The house and what leads to it in one line."""
        return _facts(self.dwelling, tuple(DWELLING))

    @property
    def origins(self) -> list[tuple[str, Any]]:
        """From which day each kind holds, from what source and by whom."""
        it = self.stated
        kinds = [
            (_("户类型、原因"), it.standing),
            (_("住房、饮水安全"), it.living),
            (_("住房水电路"), it.dwelling),
            (_("土地"), it.land),
        ]
        return [(label, row) for label, row in kinds if row is not None]

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
    def able(self) -> frozenset[str]:
        """What the actor may do to this household."""
        return self.actor.allowed(ASKED, self.household)

    @cached_property
    def links(self) -> list[tuple[str, str, str]]:
        """What the actor may do with this household, as far as pages for it exist."""
        return [
            (href, str(label), name)
            for url, label, name, action in LINKS
            if self.lasting and action in self.able and (href := address_of(url, self.household.pk))
        ]

    @cached_property
    def edit(self) -> str:
        return self._may("household.change", "household-edit")

    @cached_property
    def pair(self) -> str:
        return self._may("pairing.begin", "pairing-change")

    @cached_property
    def state(self) -> str:
        """Where facts of the household are filled in."""
        return self._may("file.state", "file-state")

    @cached_property
    def earn(self) -> str:
        return self._may("income.state", "file-income")

    @cached_property
    def write(self) -> str:
        return self._asked("diary.write", "diary-write")

    @cached_property
    def ask_need(self) -> str:
        return self._asked("need.open", "need-new")

    @cached_property
    def fill(self) -> str:
        """Where a form is filled in for this household."""
        return self._asked("form.fill", "forms")

    @cached_property
    def plan(self) -> str:
        return self._asked("measure.add", "measure-new")

    def _asked(self, action: str, url: str) -> str:
        """A page of another room that is told of this household in its address."""
        href = address_of(url)
        able = self.lasting and href and self.actor.allows(action)
        return f"{href}?household={self.household.pk}" if able else ""

    @cached_property
    def missing(self) -> list[tuple[Missing, str]]:
        """What is not known, each with where it is filled in."""
        return [(one, self._fill(one.name)) for one in (self.known.missing if self.known else ())]

    def _fill(self, name: str) -> str:
        if name in {"group", "phone"}:
            return self.edit
        if name == "income":
            return self.earn
        if name in KINDS:
            return f"{self.state}?kind={KINDS[name]}" if self.state else ""
        person = self._lacking(name) if self.state else None
        return reverse("file-member", args=[self.household.pk, person]) if person else ""

    def _lacking(self, name: str) -> UUID | None:
        """The first member of whom it is not stated."""
        for line in self.members:
            it = line.livelihood if name == "doing" else line.condition
            taught = name == "education" and line.education
            if not taught and not getattr(it, name, None):
                return line.membership.person_id
        return None

    def _may(self, action: str, url: str) -> str:
        able = self.lasting and action in self.able
        return address_of(url, self.household.pk) if able else ""

    @cached_property
    def may_change_members(self) -> bool:
        return self.lasting and "member.change" in self.able

    @cached_property
    def may_move(self) -> bool:
        return self.lasting and "member.leave" in self.able

    @cached_property
    def may_reveal(self) -> bool:
        return "person.reveal" in self.able

    @cached_property
    def may_reveal_bank(self) -> bool:
        return "household.reveal" in self.able


def _facts(row: Any, names: tuple[str, ...]) -> str:
    """耕地 8.4 亩，水浇地 1.2 亩, as far as they are stated; no is told where it matters."""
    found = []
    for name in names:
        value = getattr(row, name, None)
        if name in BARE and value:
            found.append(tell(row, name, {}))
        elif value is True:
            found.append(str(FIELDS[type(row)][name]))
        elif value is False:
            found.append(_("没有%s") % FIELDS[type(row)][name])
        elif value:
            found.append(f"{FIELDS[type(row)][name]} {tell(row, name, {})}")
    return _("，").join(found)


def page_of(actor: AccountActor, it: HouseholdFile) -> HouseholdPage:
    return pages_of(actor, [it])[0]


def pages_of(actor: AccountActor, files: list[HouseholdFile]) -> list[HouseholdPage]:
    """Pages of several households, with a constant number of queries."""
    if not files:
        return []
    day, keys = files[0].day, [it.household.pk for it in files]
    held, rooms = stated(actor, files), rooms_of(actor, keys, day)
    known = completeness(keys, day) if sees_persons(actor) else {}
    pages = [
        HouseholdPage(actor, it, held[key], rooms[key], known.get(key))
        for it, key in zip(files, keys, strict=True)
    ]
    names = code_names("cause")
    for page in pages:
        page.causes = cause_names(page.standing, names) if page.standing else []
    return pages
