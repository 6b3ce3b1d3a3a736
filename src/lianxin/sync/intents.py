"""What a phone intends, one action each: the payload is read and handed to the room's own action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ValidationError

from lianxin.aid.attending import activity_attend, activity_scan
from lianxin.aid.models import Activity
from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.problem import Refused, problem, refuse
from lianxin.kernel.shape import wrong
from lianxin.people.models import Officer
from lianxin.people.policy import AccountActor
from lianxin.plans.commitments.actions import commitment_accept
from lianxin.plans.commitments.models import Commitment
from lianxin.records.diary.actions import diary_amend
from lianxin.records.diary.models import Entry, Phrase
from lianxin.records.diary.phrases import phrase_drop, phrase_keep
from lianxin.records.diary.queries import wordings
from lianxin.records.diary.reading import words_of
from lianxin.records.needs.actions import need_close, need_talk
from lianxin.records.needs.models import Need
from lianxin.register.models import Household
from lianxin.results.assessment.hearing import (
    assessment_agree,
    assessment_object,
    assessment_read,
)
from lianxin.results.assessment.models import Assessment
from lianxin.review.actions import doubt_answer, doubt_object
from lianxin.review.models import Doubt

from . import shapes
from .entry import code_of, entry_write, officer_of, seen
from .items import Came, Item
from .merge import conflict, household_edit
from .models import Proposal, Verdict
from .proposals import proposal_withdraw, propose

SOLVED = "已解决"


class Waits(Exception):
    """The item needs another one that has not arrived."""


def carry_out(actor: AccountActor, officer: Officer | None, item: Item) -> Came:
    """Within the item's savepoint, in the name of the officer; refusals are raised."""
    known = INTENTS.get(item.action)
    if known is None:
        raise refuse("sync.unknown_action", action=item.action)
    shape, run = known
    try:
        told = shape.model_validate(item.payload)
    except ValidationError as error:
        found = [wrong(dict(one)) for one in error.errors(include_input=False, include_url=False)]
        raise Refused(found) from None
    return run(actor, replace(item, officer=officer), told)


def _write(actor: AccountActor, item: Item, told: shapes.EntryTold) -> Came:
    entry = entry_write(
        actor=actor,
        told=told,
        officer=item.officer or officer_of(actor),
        id=item.id,
        text_first=True,
    )
    return Came(Verdict.ACCEPTED, rev=entry.rev)


def _amend(actor: AccountActor, item: Item, told: shapes.Amend) -> Came:
    """Another wording came in between: both are kept, and the office decides which one reads."""
    entry = Entry.objects.visible_to(SYSTEM).filter(pk=told.entry).first()
    if entry is None:
        raise Waits
    if entry.officer_id != actor.account.officer_id:
        entry = Entry.objects.visible_to(actor).get_visible(pk=told.entry)
    if told.base >= entry.rev or words_of(told.text) == entry.words:
        row = diary_amend(actor=actor, entry=entry, text=told.text, rev=entry.rev)
        return Came(Verdict.ACCEPTED, rev=row.rev)
    last = wordings(entry)[-1]
    waiting = propose(
        actor=actor,
        entry=entry,
        item=item.id,
        field="text",
        base=told.base,
        yours=words_of(told.text),
        held=entry.words,
        held_by=last.author.name if last.author else "",
        held_at=last.written_at,
        at=item.at,
    )
    return Came(Verdict.CONFLICT, conflict([waiting]), entry.rev)


def _edit(actor: AccountActor, item: Item, told: shapes.Edit) -> Came:
    household = Household.objects.visible_to(actor).get_visible(pk=told.household)
    verdict, found = household_edit(
        actor=actor,
        household=household,
        base=told.base,
        fields=told.fields,
        item=item.id,
        at=item.at,
    )
    household.refresh_from_db(fields=["edition"])
    return Came(verdict, found, household.edition)


def _need(actor: AccountActor, key: UUID) -> Need:
    """A need of an entry that is not here yet has no row at all."""
    if not Need.objects.visible_to(SYSTEM).filter(pk=key).exists():
        raise Waits
    need: Need = seen(actor, Need, key)
    return need


def _close(actor: AccountActor, item: Item, told: shapes.Close) -> Came:
    need = _need(actor, told.need)
    result = code_of("need_result", told.result or SOLVED, "result")
    day = max(item.at.date(), need.opened)
    need_close(actor=actor, need=need, result=result, outcome=told.outcome, day=day)
    return Came(Verdict.ACCEPTED)


def _talk(actor: AccountActor, item: Item, told: shapes.Talk) -> Came:
    need = _need(actor, told.need)
    need_talk(actor=actor, need=need, text=told.text, day=max(item.at.date(), need.opened))
    return Came(Verdict.ACCEPTED)


def _keep(actor: AccountActor, item: Item, told: shapes.Keep) -> Came:
    phrase_keep(actor=actor, text=told.text)
    return Came(Verdict.ACCEPTED)


def _drop(actor: AccountActor, item: Item, told: shapes.Drop) -> Came:
    """A phrase that is gone already is what was wanted."""
    row = Phrase.objects.visible_to(actor).filter(pk=told.phrase, account=actor.account).first()
    if row is not None:
        phrase_drop(actor=actor, phrase=row)
    return Came(Verdict.ACCEPTED)


def _withdraw(actor: AccountActor, item: Item, told: shapes.Withdraw) -> Came:
    row: Proposal = seen(actor, Proposal, told.proposal)
    proposal_withdraw(actor=actor, proposal=row)
    return Came(Verdict.ACCEPTED)


def _accept(actor: AccountActor, item: Item, told: shapes.Accept) -> Came:
    """On the day on which it was tapped, which the phone may tell later."""
    row: Commitment = seen(actor, Commitment, told.commitment)
    commitment_accept(actor=actor, commitment=row, day=max(item.at.date(), row.made_on))
    return Came(Verdict.ACCEPTED)


def _explain(actor: AccountActor, item: Item, told: shapes.Explain) -> Came:
    row: Doubt = seen(actor, Doubt, told.doubt)
    doubt_answer(actor=actor, doubt=row, words=told.words)
    return Came(Verdict.ACCEPTED)


def _object(actor: AccountActor, item: Item, told: shapes.Explain) -> Came:
    """In time if it was said in time, however long the phone was without signal."""
    row: Doubt = seen(actor, Doubt, told.doubt)
    doubt_object(actor=actor, doubt=row, words=told.words, day=item.at.date())
    return Came(Verdict.ACCEPTED)


def _scan(actor: AccountActor, item: Item, told: shapes.Scan) -> Came:
    row: Activity = seen(actor, Activity, told.activity)
    activity_scan(actor=actor, activity=row, code=told.code)
    return Came(Verdict.ACCEPTED)


def _attend(actor: AccountActor, item: Item, told: shapes.Attend) -> Came:
    row: Activity = seen(actor, Activity, told.activity)
    home: Household = seen(actor, Household, told.household)
    activity_attend(actor=actor, activity=row, household=home, people=told.people)
    return Came(Verdict.ACCEPTED)


def _read(actor: AccountActor, item: Item, told: shapes.Assessed) -> Came:
    assessment_read(actor=actor, assessment=seen(actor, Assessment, told.assessment))
    return Came(Verdict.ACCEPTED)


def _agree(actor: AccountActor, item: Item, told: shapes.Assessed) -> Came:
    row: Assessment = seen(actor, Assessment, told.assessment)
    assessment_agree(actor=actor, assessment=row, day=item.at.date())
    return Came(Verdict.ACCEPTED)


def _object_to(actor: AccountActor, item: Item, told: shapes.Objections) -> Came:
    """In time if it was said in time, as with a doubt."""
    row: Assessment = seen(actor, Assessment, told.assessment)
    said = told.objections
    assessment_object(actor=actor, assessment=row, objections=said, day=item.at.date())
    return Came(Verdict.ACCEPTED)


Run = Callable[[AccountActor, Item, Any], Came]
INTENTS: dict[str, tuple[type[BaseModel], Run]] = {
    "diary.write": (shapes.EntryTold, _write),
    "diary.amend": (shapes.Amend, _amend),
    "household.edit": (shapes.Edit, _edit),
    "need.close": (shapes.Close, _close),
    "need.talk": (shapes.Talk, _talk),
    "phrase.keep": (shapes.Keep, _keep),
    "phrase.drop": (shapes.Drop, _drop),
    "proposal.withdraw": (shapes.Withdraw, _withdraw),
    "commitment.accept": (shapes.Accept, _accept),
    "doubt.answer": (shapes.Explain, _explain),
    "doubt.object": (shapes.Explain, _object),
    "activity.scan": (shapes.Scan, _scan),
    "activity.attend": (shapes.Attend, _attend),
    "assessment.read": (shapes.Assessed, _read),
    "assessment.agree": (shapes.Assessed, _agree),
    "assessment.object": (shapes.Objections, _object_to),
}


def waits() -> Came:
    return Came(Verdict.DEFERRED, problem("sync.waits_for"))
