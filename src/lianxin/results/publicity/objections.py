"""Objections: taken by the office or sent from the public page, and each answered before a list ends."""

from __future__ import annotations

from django.utils import timezone

from lianxin.kernel import tally
from lianxin.kernel.action import act
from lianxin.kernel.actor import Actor
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import seal
from lianxin.kernel.text import prose
from lianxin.people.anybody import ANYBODY

from .actions import held
from .models import Objection, Publicity, State
from .queries import ANSWER, CONTACT, TEXT
from .wall import LABELS

LONGEST = {"text": 500, "contact": 60, "answer": 500}
EACH_HOUR, EACH_DAY = 5, 60
"""From one address in an hour; to one list in a day from everywhere."""


def objection_take(*, actor: Actor, row: Publicity, text: str, contact: str = "") -> Objection:
    """What somebody said to the office, on paper or by phone; also after the last day."""
    words = _words(text, contact)
    with act(actor, "objection.take", on=row) as audit:
        row = held(actor, row)
        if row.state not in {State.RUNNING, State.OVER}:
            raise refuse("objection.closed")
        made = _kept(row, Objection.By.OFFICE, *words, actor.name)
        audit.note(row)
    return made


def objection_send(*, row: Publicity, text: str, contact: str = "", address: str) -> Objection:
    """From the public page. ``address`` is counted and not kept: nobody is found by what they object."""
    if row.state is not State.RUNNING:
        raise refuse("objection.closed")
    words = _words(text, contact)
    if not tally.counted(f"objection {row.pk} {address}", EACH_HOUR, tally.HOUR):
        raise refuse("objection.too_often")
    if not tally.counted(f"objection {row.pk}", EACH_DAY):
        raise refuse("objection.too_often")
    with act(ANYBODY, "objection.send", on=row):
        return _kept(row, Objection.By.PUBLIC, *words, "")


def objection_answer(*, actor: Actor, objection: Objection, answer: str, upheld: bool) -> Objection:
    """What was looked into and found; ``upheld`` says whether the objection was right."""
    answer = _checked("answer", answer)
    with act(actor, "objection.answer", on=objection) as audit:
        row = held(actor, objection.publicity)
        if row.state in {State.CLOSED, State.WITHDRAWN}:
            raise refuse("publicity.ended")
        rows = Objection.objects.visible_to(actor).select_for_update(of=("self",))
        found = rows.get_visible(pk=objection.pk)
        if found.answered_at:
            raise refuse("objection.answered")
        found.answer, found.upheld = seal(answer, ANSWER), upheld
        found.answered_at, found.answered_by = timezone.now(), actor.name
        found.save(update_fields=["answer", "upheld", "answered_at", "answered_by"])
        audit.note(found)
    return found


def _kept(row: Publicity, by: str, text: str, contact: str, taken_by: str) -> Objection:
    return Objection.objects.create(
        publicity=row,
        by=by,
        text=seal(text, TEXT),
        contact=seal(contact, CONTACT) if contact else None,
        at=timezone.now(),
        taken_by=taken_by,
    )


def _words(text: str, contact: str) -> tuple[str, str]:
    return _checked("text", text), _checked("contact", contact) if contact.strip() else ""


def _checked(name: str, text: str) -> str:
    text = prose(text)
    if not text:
        raise refuse("input.required", name, label=str(LABELS[name]))
    if len(text) > LONGEST[name]:
        told = {"label": str(LABELS[name]), "limit": LONGEST[name], "length": len(text)}
        raise refuse("input.too_long", name, **told)
    return text
