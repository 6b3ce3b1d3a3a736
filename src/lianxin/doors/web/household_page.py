"""What the household page knows: the register's file with what the dated file says beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.figure import half_up
from lianxin.kernel.money import yuan
from lianxin.people.policy import AccountActor
from lianxin.plans.household.queries import PlanLine, lines
from lianxin.records.file.benefits import Benefit
from lianxin.records.file.income import Income, IncomeItem
from lianxin.records.file.known import Known, completeness
from lianxin.records.file.labels import (
    ALLOWANCE,
    BENEFIT_TITLES,
    DWELLING,
    FIELDS,
    LAND,
    POSITION,
    PRODUCTION,
)
from lianxin.records.file.labels import told as tell
from lianxin.records.file.models import Dwelling, Living, Standing
from lianxin.records.file.quantities import MU, written
from lianxin.records.file.queries import ABLE, PerHead, cause_names, code_names, per_head
from lianxin.records.file.stated import Stated, stated
from lianxin.register.models import Household
from lianxin.register.queries import HouseholdFile, sees_persons

from .cells import standing_tag, told
from .household_doing import Doing
from .household_rooms import Rooms, rooms_of
from .income_chart import shares
from .member_line import MemberLine

PURPOSES = (
    gettext_lazy("核对证件"),
    gettext_lazy("办理补贴或低保"),
    gettext_lazy("办理医保、养老"),
    gettext_lazy("上级核查"),
    gettext_lazy("其他"),
)
BARE = {"rooms", "house_area", "structure", "house_grade", "road"}
"""Values that need no name in a line about the house."""


@dataclass
class HouseholdPage(Doing):
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
                it.supports.get(one.person_id),
                it.welfares.get(one.person_id),
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
    def production(self) -> str:
        """Who carries the household along in its business, in one line."""
        return _facts(self.stated.production, tuple(PRODUCTION))

    @property
    def allowance(self) -> str:
        """低保: for how many, how much a month, of which grade; nothing where nobody has it."""
        it = self.stated.allowance
        if it is None or not it.people:
            return ""
        return _("，").join(filter(None, (tell(it, name, {}) for name in ALLOWANCE)))

    @property
    def position(self) -> str:
        """Where the house stands, in one line; nothing where nobody said."""
        it = self.stated.position
        if it is None or it.spot is None:
            return ""
        return _("，").join(tell(it, name, {}) for name in POSITION)

    @property
    def payments(self) -> list[tuple[Any, list[str]]]:
        """This year's and last year's payments, kind by kind."""
        since = self.file.day.year - 1
        rows = [one for one in self.stated.benefits if one.year >= since]
        found = [
            (title, [_payment(one) for one in rows if type(one) is kind])
            for kind, title in BENEFIT_TITLES.items()
        ]
        return [(title, told_of) for title, told_of in found if told_of]

    @property
    def origins(self) -> list[tuple[str, Any]]:
        """From which day each kind holds, from what source and by whom."""
        it = self.stated
        kinds = [
            (_("户类型、原因"), it.standing),
            (_("住房、饮水安全"), it.living),
            (_("住房水电路"), it.dwelling),
            (_("住房的位置"), it.position),
            (_("土地"), it.land),
            (_("生产组织"), it.production),
            (_("低保"), it.allowance),
        ]
        return [(label, row) for label, row in kinds if row is not None]

    @cached_property
    def planned(self) -> PlanLine:
        """The plan as it stood on the day."""
        key, day = self.household.pk, self.file.day
        return lines(self.actor, [key], day)[key]

    @property
    def tag(self) -> str:
        return standing_tag(self.standing)

    @property
    def whole(self) -> bool:
        """Whether the actor sees the members, or only the name of the household."""
        return sees_persons(self.actor)


def _payment(row: Benefit) -> str:
    """What it was, its year and the amount, in one line."""
    what = getattr(row, "subsidy", None) or getattr(row, "study_aid", None)
    name = told(what) if what else getattr(row, "illness", "")
    amount = yuan(getattr(row, "amount", None) or getattr(row, "total", None))
    year = _("%(year)d 年") % {"year": row.year}
    return " ".join(filter(None, [year, name, _("%s 元") % amount]))


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
