"""Comments on a plan: from a household's card, or taken down at a meeting; and each is answered."""

from __future__ import annotations

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.tally import counted
from lianxin.people.wording import Reading
from lianxin.register.cards.holder import Holder
from lianxin.register.models import Household
from lianxin.register.published import names_in, numbers_in
from lianxin.register.queries import memberships

from .models import State, VillageComment, VillagePlan

EACH_DAY = 5
"""From one card in a day."""
PRIVATE = re.compile("[残病癌瘫]|精神障碍|智力|怀孕|艾滋|身份证|银行卡|账号|帐号")
"""A village clinic may be asked for in public; what ails somebody may not be told."""


def village_comment_send(
    *, actor: Holder, plan: VillagePlan, text: str, day: date | None = None
) -> VillageComment:
    """From the card, while the plan lies open; sent twice by a slow phone, it is one."""
    home = actor.card.household
    with act(actor, "village_comment.send", on=home) as audit:
        if home.village_id != plan.village_id:
            raise refuse("action.absent", "plan")
        day = day or today()
        row = _open(plan, day)
        words = _words(text)
        rows = VillageComment.objects.visible_to(SYSTEM).filter(plan=row, household=home)
        same = rows.filter(text=words).first()
        if same is not None:
            return same
        if not counted(f"card-comment-{actor.card.pk}", EACH_DAY):
            raise refuse("village_comment.enough_today", "text", limit=EACH_DAY)
        audit.note(row, version=row.version)
        return _kept(row, VillageComment.By.CARD, words, day, household=home, card=actor.card)


def village_comment_take(
    *,
    actor: Actor,
    plan: VillagePlan,
    text: str,
    speaker: str = "",
    household: Household | None = None,
    day: date | None = None,
) -> VillageComment:
    """What somebody said at a meeting or to one's face; also after the last day, until the plan is decided."""
    with act(actor, "village_comment.take", on=plan) as audit:
        rows, day = VillagePlan.objects.visible_to(SYSTEM).select_for_update(), day or today()
        row, found = rows.get(pk=plan.pk), Reading()
        if row.state != State.PUBLIC or row.public_from is None or day < row.public_from:
            raise refuse("village_comment.closed")
        if day > today():
            found.add("village_plan.step_day", "day")
        words = found.words("text", text, _("意见"), 300, needed=True, sentence=True)
        name = found.words("speaker", speaker, _("谁说的"), 40)
        found.check()
        if household is not None and household.village_id != row.village_id:
            raise refuse("action.absent", "household")
        audit.note(row, version=row.version)
        told = {"speaker": name, "household": household, "taken_by": actor.name}
        return _kept(row, VillageComment.By.MEETING, words, day, **told)


def village_comment_answer(
    *,
    actor: Actor,
    comment: VillageComment,
    answer: str,
    adopted: bool,
    shown: bool,
    day: date | None = None,
) -> VillageComment:
    """``shown``: the comment and its answer hang for everybody, and must tell nothing of anybody."""
    with act(actor, "village_comment.answer", on=comment) as audit:
        found = Reading()
        said = found.words("answer", answer, _("答复"), 300, needed=True, sentence=True)
        found.check()
        rows = VillageComment.objects.visible_to(SYSTEM).select_for_update(of=("self",))
        row = rows.select_related("plan").get(pk=comment.pk)
        if row.answered is not None:
            raise refuse("village_comment.answered")
        if shown and _tells(row, said):
            raise refuse("village_comment.not_public", "answer")
        row.answer, row.adopted, row.shown = said, adopted, shown
        row.answered, row.answered_by = day or today(), actor.name
        row.save(update_fields=["answer", "adopted", "shown", "answered", "answered_by"])
        audit.note(row)
        return row


def _open(plan: VillagePlan, day: date) -> VillagePlan:
    """Unscoped: the household's own village was asked for."""
    row = VillagePlan.objects.visible_to(SYSTEM).select_for_update().get(pk=plan.pk)
    if not row.listens(day):
        raise refuse("village_comment.closed", "text")
    return row


def _words(text: str) -> str:
    found = Reading()
    words = found.words("text", text, _("意见"), 300, needed=True, sentence=True)
    found.check()
    return words


def _kept(plan: VillagePlan, by: str, text: str, day: date, **told: object) -> VillageComment:
    return VillageComment.objects.create(
        plan=plan, by=by, text=text, day=day, at=timezone.now(), **told
    )


def _tells(row: VillageComment, answer: str) -> bool:
    """Unscoped: every name of the village is looked for, whoever answers."""
    people = memberships(SYSTEM).filter(household__village=row.plan.village_id).order_by()
    pairs = list(people.values_list("person__name", "person__phone"))
    phones = ["".join(one for one in phone if one.isdigit()) for _name, phone in pairs]
    text = f"{row.text} {answer}"
    if row.speaker and names_in(text, [row.speaker]):
        return True
    names = [name for name, _phone in pairs]
    return bool(PRIVATE.search(text)) or numbers_in(text, phones) or names_in(text, names)
