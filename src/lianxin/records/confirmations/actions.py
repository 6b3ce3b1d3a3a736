"""The household says whether somebody came, and how it was."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.action import act
from lianxin.kernel.problem import refuse
from lianxin.people.wording import Reading
from lianxin.register.cards.holder import Holder

from .models import Confirmation
from .queries import Visit, visits_of

Answer = Confirmation.Answer


def visit_confirm(
    *, actor: Holder, visit: str, answer: str, rating: int | None = None, words: str = ""
) -> Confirmation:
    """One word a visit; said again it takes the place of the first, which the audit keeps.

    ``visit`` is the key of one that the household was shown. Who did not come is not rated.
    """
    household = actor.card.household
    with act(actor, "visit.confirm", on=household) as audit:
        found = _visit(actor, visit)
        if answer not in Answer.values:
            raise refuse("visit.no_answer", "answer")
        if rating is not None and not 1 <= rating <= 5:
            raise refuse("visit.rating", "rating")
        reading = Reading()
        said = reading.words("words", words, _("说两句"), 200, sentence=True)
        reading.check()
        came = answer == Answer.CAME
        row, new = Confirmation.objects.visible_to(actor).update_or_create(
            household=household,
            officer=found.officer,
            day=found.day,
            defaults={
                "card": actor.card,
                "answer": answer,
                "rating": rating if came else None,
                "words": said,
                "at": timezone.now(),
            },
        )
        before = found.said.answer if found.said and not new else ""
        audit.note(officer=found.officer.name, day=found.day, before=before, after=answer)
        return row


def _visit(actor: Holder, key: str) -> Visit:
    for visit in visits_of(actor, actor.card.household):
        if visit.key == key:
            return visit
    raise refuse("visit.not_recorded", "visit")
