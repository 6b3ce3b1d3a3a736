"""What the pages of 结对建议 show: for whom one may ask, and a proposal with its reasons in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.kernel.actor import Actor
from lianxin.kernel.period import today
from lianxin.people.models import Area, Officer
from lianxin.plans.pairing.models import Advice, AdvisedPair, PairingRule
from lianxin.plans.pairing.reading import waiting
from lianxin.plans.pairing.rules import rule_of
from lianxin.plans.pairing.telling import code_names, left, not_asked, reasons
from lianxin.register import queries
from lianxin.register.models import Household

WORDS = {
    "least": (gettext_lazy("一名干部最少几户"), gettext_lazy("不到这个数的先接户")),
    "most": (gettext_lazy("一名干部最多几户"), gettext_lazy("满了就不再接")),
    "load": (gettext_lazy("户数匀不匀"), gettext_lazy("手上每多一户加这么多分，分低的先接")),
    "distance": (gettext_lazy("同一个社"), gettext_lazy("在这个社还没有户的，加这么多分")),
    "skill": (gettext_lazy("专长对得上"), gettext_lazy("对不上致贫原因的，加这么多分")),
    "language": (
        gettext_lazy("话说得通"),
        gettext_lazy("户里有人不会普通话，干部又不会说他的话，加这么多分"),
    ),
    "branch": (
        gettext_lazy("同一个党支部"),
        gettext_lazy("户里有党员、不是一个支部的，加这么多分"),
    ),
    "tie": (gettext_lazy("以前有来往"), gettext_lazy("没联系过、没帮过、没走访过的，加这么多分")),
}


def lines_of(rule: PairingRule | None) -> dict[str, str]:
    """What answers to what, a line each, as it is written."""
    fits = rule.fits if rule else {}
    skills = (f"{one}：{'、'.join(many)}" for one, many in fits.get("skills", {}).items())
    languages = (f"{one}：{spoken}" for one, spoken in fits.get("languages", {}).items())
    return {"skills": "\n".join(skills), "languages": "\n".join(languages)}


class Asking:
    def __init__(self, actor: Actor, village: Area) -> None:
        self.actor, self.village = actor, village

    @cached_property
    def free(self) -> list[Household]:
        return waiting(self.actor, self.village, today())

    @property
    def leaving(self) -> list[tuple[str, str]]:
        """Nobody, or one of those who have households here."""
        rows = queries.responsible(self.actor).filter(household__village=self.village)
        found: dict[Officer, int] = {}
        for row in rows.select_related("officer").order_by("officer__initials"):
            found[row.officer] = found.get(row.officer, 0) + 1
        said = _("没人负责的户，%(n)s 户") % {"n": len(self.free)}
        return [("", said)] + [
            (str(one.pk), _("%(name)s要交出来的，%(n)s 户") % {"name": one.name, "n": n})
            for one, n in found.items()
        ]

    @property
    def rules(self) -> list[tuple[Any, int]]:
        rule = rule_of(self.village, today()) or PairingRule()
        return [(label, getattr(rule, name)) for name, (label, _hint) in WORDS.items()]


@dataclass(frozen=True)
class Line:
    pair: AdvisedPair
    name: str
    why: list[str]
    other_why: list[str]
    ticked: bool


class Advised:
    """``ticked``: what was ticked when the page was sent; all at first."""

    def __init__(self, actor: Actor, row: Advice, ticked: set[UUID] | None = None) -> None:
        self.actor, self.row, self.ticked = actor, row, ticked

    @cached_property
    def pairs(self) -> list[AdvisedPair]:
        rows = AdvisedPair.objects.visible_to(self.actor).filter(advice=self.row)
        rows = rows.select_related("household__group", "officer", "other", "pairing")
        return list(rows.order_by("officer__initials", "officer", "household__number"))

    @property
    def begun(self) -> list[UUID]:
        return [one.pairing_id for one in self.pairs if one.pairing_id]

    @property
    def open(self) -> bool:
        return self.row.state == Advice.State.OPEN

    @property
    def again(self) -> bool:
        """Whether something is left that another proposal could pair."""
        refused = any(one.outcome == AdvisedPair.Outcome.REFUSED for one in self.pairs)
        return not self.open and refused

    @property
    def desks(self) -> list[tuple[Officer, list[Line]]]:
        """By officer, so that one sees who gets what."""
        names, heads = code_names(), self._heads
        found: dict[Officer, list[Line]] = {}
        for one in self.pairs:
            line = Line(
                one,
                heads.get(one.household_id, one.household.number),
                reasons(one.why, names),
                reasons(one.other_why, names),
                self.ticked is None or one.pk in self.ticked,
            )
            found.setdefault(one.officer, []).append(line)
        return list(found.items())

    @property
    def left(self) -> list[tuple[str, str]]:
        """Households for which nobody was found."""
        kept: dict[str, str] = self.row.left.get("homes", {})
        rows = Household.objects.visible_to(self.actor).filter(pk__in=kept).order_by("number")
        most = int(self.row.weights.get("most", 0))
        return [
            (self._heads.get(row.pk, row.number), left(kept[str(row.pk)], most)) for row in rows
        ]

    @property
    def not_asked(self) -> list[tuple[str, str]]:
        kept: dict[str, str] = self.row.left.get("officers", {})
        rows = Officer.objects.visible_to(self.actor).filter(pk__in=kept).order_by("initials")
        most = int(self.row.weights.get("most", 0))
        return [(row.name, not_asked(kept[str(row.pk)], most)) for row in rows]

    @property
    def few(self) -> list[str]:
        rows = Officer.objects.visible_to(self.actor).filter(pk__in=self.row.left.get("few", ()))
        return list(rows.order_by("initials").values_list("name", flat=True))

    @property
    def weights(self) -> list[tuple[Any, int]]:
        """As this proposal used them."""
        kept = self.row.weights
        return [(label, kept[name]) for name, (label, _hint) in WORDS.items() if name in kept]

    @cached_property
    def _heads(self) -> dict[UUID, str]:
        keys = [one.household_id for one in self.pairs]
        keys += [UUID(one) for one in self.row.left.get("homes", {})]
        heads = queries.memberships(self.actor).filter(is_head=True, household__in=keys).order_by()
        return dict(heads.values_list("household_id", "person__name"))
