"""Contact cards in the demo: nearly all handed out, some households have asked and said something."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from lianxin.kernel.actor import SYSTEM
from lianxin.people.models import Unit
from lianxin.records.confirmations.actions import visit_confirm
from lianxin.records.confirmations.models import Confirmation
from lianxin.records.confirmations.queries import visits_of
from lianxin.records.needs.actions import need_close, need_open
from lianxin.records.needs.models import Need
from lianxin.register.cards.actions import card_words_set, cards_hand_out, cards_issue
from lianxin.register.cards.holder import Holder
from lianxin.register.cards.models import Card
from lianxin.register.cards.tables import DUTIES, RULES

from .homes import Home
from .records import Records
from .stamps import evening

WITHOUT, KEPT = 3, 5
"""Households without a card, and cards that still lie in the office."""
COMPLAINT = "0938-000-0000"
ISSUED, HANDED = 420, (410, 395, 380)
"""Days ago."""
ASKED = (
    ("饮水", "水管冬天老冻，能不能埋深些", 33, "已解决", "和村上一起把管子埋深了半米，包了保温棉"),
    ("上学", "娃娃上高中，助学金咋申请", 20, "已答复说明", "材料单子写给了，村上盖章，学校交"),
    ("看病就医", "慢病本到期了，换本要跑几趟", 9, "", ""),
    ("产业发展", "苹果卖不上价，想问合作社收不收", 4, "", ""),
)
WORDS = {
    5: ("话说得清楚", "办事快", ""),
    4: ("还行", ""),
    3: ("来得少了些", ""),
}
RATINGS = (5, 5, 4, 5, 3, 4, 5, 5)


def _top(records: Records) -> Unit:
    """The unit of everybody here. Unscoped: the demo has just made it."""
    unit = next(iter(records.officers.values())).unit
    return Unit.objects.visible_to(SYSTEM).get(path=unit.path.partition(".")[0] + ".")


class Cards:
    def __init__(self, records: Records, seed: int) -> None:
        self.records, self.day = records, records.day
        self.chance = Random(seed + 7)  # noqa: S311 (an invented village, not a secret)

    def write(self) -> None:
        card_words_set(
            actor=self.records.office,
            unit=_top(self.records),
            duties="\n".join(DUTIES),
            rules="\n".join(RULES),
            complaint=COMPLAINT,
        )
        homes = self.records.homes[:-WITHOUT]
        cards = cards_issue(actor=self.records.office, households=[one.household for one in homes])
        for card in cards:
            card.issued = self.day - timedelta(days=ISSUED)
        Card.objects.visible_to(SYSTEM).bulk_update(cards, ["issued"])
        handed = cards[:-KEPT]
        for place, ago in enumerate(HANDED):
            cards_hand_out(
                actor=self.records.office,
                cards=handed[place :: len(HANDED)],
                day=self.day - timedelta(days=ago),
            )
        self._ask(homes, handed)
        self._say(handed)

    def _ask(self, homes: list[Home], cards: list[Card]) -> None:
        for place, (kind, text, ago, result, outcome) in enumerate(ASKED):
            home, card = homes[place * 9 + 4], cards[place * 9 + 4]
            day = self.day - timedelta(days=ago)
            need = need_open(
                actor=Holder(card),
                village=self.records.area,
                household=home.household,
                kind=self.records.codes["need", kind],
                text=text,
                day=day,
                source=Need.Source.CARD,
            )
            if result:
                need_close(
                    actor=self.records.actor(home.officer_name(day)),
                    need=need,
                    result=self.records.codes["need_result", result],
                    outcome=outcome,
                    day=day + timedelta(days=6),
                )

    def _say(self, cards: list[Card]) -> None:
        """Three households in five have said something; one of a visit that nobody came, one is not sure."""
        odd = iter(("not", "unsure"))
        for card in self.chance.sample(cards, len(cards) * 3 // 5):
            holder = Holder(card)
            for visit in visits_of(holder, card.household)[:2]:
                answer = next(odd, "came")
                rating, words = self._rated()
                came = answer == "came"
                visit_confirm(
                    actor=holder,
                    visit=visit.key,
                    answer=answer,
                    rating=rating if came else None,
                    words=words if came else "",
                )
        rows = list(Confirmation.objects.visible_to(SYSTEM))
        for row in rows:
            row.at = evening(min(self.day, row.day + timedelta(days=1)), row.pk.int % 200)
        Confirmation.objects.visible_to(SYSTEM).bulk_update(rows, ["at"])

    def _rated(self) -> tuple[int, str]:
        rating = self.chance.choice(RATINGS)
        return rating, self.chance.choice(WORDS[rating])
