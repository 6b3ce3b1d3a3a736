"""What somebody may do from a household's page, and where each is done."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from lianxin.people.policy import AccountActor
from lianxin.records.file.known import Known, Missing
from lianxin.register.models import Household

from .member_line import MemberLine
from .menu import address_of

KINDS = {
    "category": "standing",
    "cause": "standing",
    "house": "dwelling",
    "dwelling": "dwelling",
    "water": "dwelling",
    "land": "land",
}
"""In which form a missing item is filled in."""
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


class Doing:
    """Beside the facts of a household's page, which says for whom it is and what is known."""

    actor: AccountActor
    known: Known | None

    @property
    def household(self) -> Household:
        raise NotImplementedError

    @cached_property
    def members(self) -> list[MemberLine]:
        raise NotImplementedError

    @property
    def lasting(self) -> bool:
        """Whether the household still exists, so that something can be done with it."""
        return self.household.closed is None

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
    def paid(self) -> str:
        """Where payments are filled in."""
        return self._may("file.state", "benefits")

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
    def draws(self) -> bool:
        return self.lasting and self.actor.allows("plan.draw", self.household)

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
