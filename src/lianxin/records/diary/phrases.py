"""Common phrases 常用语: a few that come with the product, and those that somebody keeps."""

from __future__ import annotations

from lianxin.kernel.action import act
from lianxin.kernel.actor import Actor
from lianxin.kernel.guard import GuardedQuerySet
from lianxin.kernel.problem import refuse
from lianxin.people.wording import Reading

from .models import Phrase
from .reading import words_of

COME_ALONG = (
    "到家里看望，身体和生活都正常。",
    "没遇到人，改天再来。",
    "问了今年的收入和打算。",
    "讲了惠农政策，对方听明白了。",
    "看了住房和饮水，安全。",
    "催办上次说的事。",
)
"""Written into the text as they are, and a diary is written in Chinese."""
LONGEST, MOST = 60, 30


def phrases(actor: Actor) -> list[Phrase]:
    return list(_own(actor))


def _own(actor: Actor) -> GuardedQuerySet[Phrase]:
    rows = Phrase.objects.visible_to(actor)
    return rows.filter(account_id=actor.id) if actor.id else rows.none()


def phrase_keep(*, actor: Actor, text: str) -> Phrase:
    with act(actor, "phrase.keep") as audit:
        found = Reading()
        words = found.words("text", words_of(text), "常用语", LONGEST, needed=True, sentence=True)
        found.check()
        own = _own(actor)
        if actor.id is None:
            raise refuse("action.absent")
        if own.exclude(text=words).count() >= MOST:
            raise refuse("phrase.too_many", "text", limit=MOST)
        row = own.filter(text=words).first() or Phrase(account_id=actor.id, text=words)
        row.save()
        audit.note(row)
        return row


def phrase_drop(*, actor: Actor, phrase: Phrase) -> None:
    with act(actor, "phrase.drop", on=phrase) as audit:
        audit.note(phrase)
        phrase.delete()
