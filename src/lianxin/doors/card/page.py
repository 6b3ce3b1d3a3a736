"""What the household's page shows before and after its second question.

Before: only what stands on the card's front, and nothing that tells whose card it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from lianxin.aid.receipts.models import ReceiptWord
from lianxin.aid.receipts.queries import Handed, handed_to
from lianxin.aid.village_plan.models import State, VillageComment, VillagePlan
from lianxin.aid.village_plan.queries import ItemLine, held, items, shown_comments
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import in_force, today
from lianxin.people.models import Officer
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.confirmations.queries import Visit, visits_of
from lianxin.records.needs.clock import Clock, clock
from lianxin.records.needs.models import Need
from lianxin.register.cards.holder import Holder
from lianxin.register.cards.models import Card
from lianxin.register.cards.queries import Said, said_by
from lianxin.register.models import Code

MOST = 10


class Mood(NamedTuple):
    """How it was, in a word and a face; a household sees no numbers."""

    rating: int
    label: Any
    icon: str
    ratings: tuple[int, ...]


MOODS = (
    Mood(5, _("很好"), "mood-happy", (5,)),
    Mood(4, _("还行"), "mood-smile", (4,)),
    Mood(3, _("一般"), "mood-empty", (3,)),
    Mood(1, _("不好"), "mood-sad", (1, 2)),
)


@dataclass
class Front:
    """The officer and the words on the card."""

    officer: Officer
    said: Said

    @property
    def phone(self) -> str:
        return self.officer.phone or self.said.complaint


@dataclass(frozen=True)
class Asked:
    """What the household asked for through a card, and what came of it."""

    need: Need
    clock: Clock


class Inside:
    """What the second question opens."""

    def __init__(self, holder: Holder) -> None:
        self.holder, self.household = holder, holder.card.household

    @cached_property
    def visits(self) -> list[Visit]:
        return visits_of(self.holder, self.household)

    @cached_property
    def asked(self) -> list[Asked]:
        rows = Need.objects.visible_to(self.holder).select_related("kind", "result", "officer")
        return [Asked(row, clock(row, today())) for row in rows[:MOST]]

    @cached_property
    def handed(self) -> list[Handed]:
        """What was handed out to this household, and nothing of anybody else's."""
        return handed_to(self.holder, self.household)

    @property
    def receipts(self) -> list[tuple[str, Any]]:
        return list(ReceiptWord.Answer.choices)

    @cached_property
    def plan(self) -> VillagePlan | None:
        """The village's plan: the version that lies open for comments, else the one in force."""
        rows = VillagePlan.objects.visible_to(self.holder).filter(state=State.PUBLIC)
        listening = next((row for row in rows if row.listens(today())), None)
        return listening or held(self.holder, self.household.village, today())

    @property
    def listens(self) -> bool:
        return self.plan is not None and self.plan.listens(today())

    @cached_property
    def items(self) -> list[ItemLine]:
        return items(self.holder, self.plan, today()) if self.plan else []

    @cached_property
    def comments(self) -> list[VillageComment]:
        """What others said and was answered for everybody, without a name."""
        return shown_comments(self.plan) if self.plan else []

    @cached_property
    def own_comments(self) -> list[VillageComment]:
        rows = VillageComment.objects.visible_to(self.holder).filter(plan=self.plan)
        return list(rows.order_by("-at", "-id")[:MOST]) if self.plan else []

    @property
    def kinds(self) -> list[Code]:
        return kinds()

    @property
    def moods(self) -> tuple[Mood, ...]:
        return MOODS

    @property
    def answers(self) -> list[tuple[str, Any]]:
        return list(Confirmation.Answer.choices)


def kinds() -> list[Code]:
    """What may be asked for. Unscoped: code lists are public."""
    return list(Code.objects.visible_to(SYSTEM).filter(in_force(), list="need"))


def front_of(card: Card) -> Front:
    return Front(card.officer, said_by(card.officer.unit))
