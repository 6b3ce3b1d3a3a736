"""A member as the household's page tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lianxin.kernel.period import full_years
from lianxin.records.file.models import Condition, Livelihood, Support, Welfare
from lianxin.register.models import Membership
from lianxin.results.members import sex_name

from .cells import told


@dataclass(frozen=True)
class MemberLine:
    membership: Membership
    condition: Condition | None
    livelihood: Livelihood | None
    day: date
    support: Support | None = None
    welfare: Welfare | None = None

    @property
    def sex(self) -> str:
        return sex_name(self.membership.person.sex)

    @property
    def age(self) -> int | None:
        born = self.membership.person.born
        if born is None or born > self.day:
            return None
        return full_years(born, self.day)

    @property
    def education(self) -> str:
        it = self.condition
        schooling = it and it.schooling
        if schooling and schooling.name != "非在校生":
            return schooling.told
        return it.education.told if it and it.education else ""

    @property
    def health(self) -> str:
        """Health with the kind and grade of a disability, where they are stated."""
        found = [told(self.condition and self.condition.health)]
        if (it := self.livelihood) and it.disability:
            found.append(told(it.disability) + told(it.disability_level))
        return _("，").join(one for one in found if one)

    @property
    def doing(self) -> str:
        it = self.livelihood
        told_of = [it.doing, told(it.work_region)] if it else []
        if it and it.employer not in it.doing:
            told_of.append(it.employer)
        if it and it.public_post not in it.doing:
            told_of.append(it.public_post)
        if self.condition and self.condition.not_at_school:
            told_of.append(_("没上学：%s") % self.condition.not_at_school.told)
        return _("，").join(one for one in told_of if one)

    @property
    def carried(self) -> list[str]:
        """By what the state carries them: 低保, 特困供养, a child whom nobody brings up."""
        it = self.welfare
        found = [_("低保")] if it and it.minimum else []
        found += [_("特困供养")] if self.support and self.support.is_supported else []
        return found + ([_("事实无人抚养")] if it and it.orphaned else [])

    @property
    def uninsured(self) -> bool:
        """Neither with the residents nor with an employer."""
        apart = self.welfare is not None and bool(self.welfare.employee_medical)
        it = self.livelihood
        return it is not None and it.medical_insurance is False and not apart
