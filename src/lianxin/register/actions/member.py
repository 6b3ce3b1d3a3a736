"""Members: joined, changed, left, died, moved; and who heads the household from which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lianxin.kernel.action import act
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.people.phone import cleaned

from ..changes import JOINS, LEAVES, Joining, Leaving
from ..identity import unseal_identity
from ..models import Code, Household, Membership, Person
from ..refusals import said_plainly
from . import memberships as dated
from .persons import CITIZEN, DAILY, IDENTITY, Told, check_unique, create, read


def member_join(
    *,
    actor: Actor,
    household: Household,
    name: str,
    relation: Code,
    joined_by: str,
    day: date | None = None,
    **told: Any,
) -> Person:
    """Somebody marries in, is born or comes; who was here before comes back as the same person."""
    day = day or today()
    with said_plainly(), act(actor, "member.join", on=household) as audit:
        dated.check_day(day)
        if joined_by not in JOINS:
            raise refuse("input.unknown_choice", "joined_by", value=joined_by)
        row = dated.lock(household)
        dated.check_opened(row, day)
        person = create(actor, row, Told(name=name, **told), day)
        dated.check_relation(relation, person.sex)
        dated.begin(row, person, relation, day, joined_by, len(dated.members(row)))
        dated.touch(row)
        audit.note(person, household=row.number, joined_by=joined_by, day=day)
        return person


def member_change(*, actor: Actor, person: Person, rev: int, fields: Mapping[str, Any]) -> Person:
    """Corrects ``DAILY`` facts, or with ``person.identify`` also ``IDENTITY`` and the relation."""
    identity = bool((IDENTITY | {"relation"}) & set(fields))
    action = "person.identify" if identity else "member.change"
    with said_plainly(), act(actor, action, on=person) as audit:
        if unknown := set(fields) - IDENTITY - DAILY - {"relation"}:
            raise refuse("input.unknown_choice", min(unknown), value=min(unknown))
        dated.lock(person.home)
        row = _locked(person)
        if row.rev != rev:
            raise refuse("action.changed_meanwhile")
        told = {name: value for name, value in fields.items() if name != "relation"}
        _correct(actor, row, told)
        if "relation" in fields:
            _relate(row, fields["relation"])
        audit.note(row, fields=sorted(fields))
        return row


def _locked(person: Person) -> Person:
    """Unscoped: ``act`` has allowed it; the lock keeps two corrections apart."""
    return Person.objects.visible_to(SYSTEM).select_for_update().get(pk=person.pk)


def _correct(actor: Actor, row: Person, told: Mapping[str, Any]) -> None:
    """Daily facts are set as they are; a new name or number is checked as a whole."""
    if IDENTITY & set(told):
        columns = read(Told(**{**_present(row, told), **told}), today())
        check_unique(actor, row, columns["id_blind"])
    else:
        columns = {**told, "phone": cleaned(told.get("phone", row.phone))}
    for name, value in columns.items():
        setattr(row, name, value)
    row.rev += 1
    row.save()


def _present(row: Person, told: Mapping[str, Any]) -> dict[str, Any]:
    """What is known already, so that a form need only send what changes.

    With a citizen's number its sex and birth hold, and need not be told.
    """
    present = {name: getattr(row, name) for name in (IDENTITY | DAILY) - {"id_number"}}
    present["id_number"] = unseal_identity(row.id_sealed) if row.id_sealed else ""
    present["id_kind"] = row.id_kind or CITIZEN
    if told.get("id_number", present["id_number"]) and present["id_kind"] == CITIZEN:
        present |= {"sex": "", "born": None}
    return present


def _relate(row: Person, code: Code) -> None:
    """A corrected relation holds from today; the old one stays as it was known until now."""
    member = dated.membership(row)
    if member.relation_id == code.pk:
        return
    if member.is_head:
        raise refuse("member.relation_head", "relation")
    dated.check_relation(code, row.sex)
    dated.restate(member, code, today())


def member_leave(
    *,
    actor: Actor,
    person: Person,
    day: date,
    left_by: str,
    new_head: Person | None = None,
    relations: dated.Relations | None = None,
) -> Membership:
    """Somebody leaves the village's households; a head names the next head in the same step."""
    with said_plainly(), act(actor, "member.leave", on=person) as audit:
        if left_by not in LEAVES:
            raise refuse("input.unknown_choice", "left_by", value=left_by)
        member = _depart(person, day, left_by, new_head, relations or {})
        audit.note(person, household=member.household.number, left_by=left_by, day=day)
        return member


def member_die(
    *,
    actor: Actor,
    person: Person,
    day: date,
    new_head: Person | None = None,
    relations: dated.Relations | None = None,
) -> Membership:
    """Somebody has died; where it was the head, the next head is named in the same step."""
    with said_plainly(), act(actor, "member.die", on=person) as audit:
        member = _depart(person, day, Leaving.DIED, new_head, relations or {})
        row = member.person
        if row.born and day < row.born:
            raise refuse("event.before_birth", "day", born=row.born)
        row.died = day
        row.rev += 1
        row.save()
        audit.note(person, household=member.household.number, day=day)
        return member


def member_move(
    *,
    actor: Actor,
    person: Person,
    household: Household,
    relation: Code,
    day: date,
    new_head: Person | None = None,
    relations: dated.Relations | None = None,
) -> Membership:
    """Somebody moves to another household that the actor may change as well."""
    with said_plainly(), act(actor, "member.move", on=person) as audit:
        if not actor.allows("member.move", household):
            raise refuse("action.not_allowed", "household", action="member.move")
        if person.home_id == household.pk:
            raise refuse("member.same_household", "household", name=person.name)
        _lock_both(person.home, household)
        old = _depart(person, day, Leaving.MOVED, new_head, relations or {})
        target = dated.lock(household)
        dated.check_opened(target, day)
        dated.check_relation(relation, old.person.sex)
        place = len(dated.members(target))
        member = dated.begin(target, old.person, relation, day, Joining.MOVED, place)
        dated.touch(target)
        audit.note(person, left=old.household.number, joined=target.number, day=day)
        return member


def _lock_both(first: Household, second: Household) -> None:
    """In the order of their ids, so that two moves never wait for each other."""
    for household in sorted((first, second), key=lambda row: row.pk):
        dated.lock(household)


def _depart(
    person: Person,
    day: date,
    left_by: str,
    new_head: Person | None,
    relations: dated.Relations,
) -> Membership:
    dated.check_day(day)
    member = dated.membership(person)
    rows = dated.members(member.household)
    if len(rows) == 1:
        raise refuse("member.last_one", name=person.name)
    if member.is_head and (new_head is None or new_head.pk == person.pk):
        raise refuse("member.head_needed", "new_head", name=person.name)
    dated.end(member, day, left_by)
    if member.is_head and new_head is not None:
        dated.succeed(rows, new_head, day, relations, leaving=True)
    dated.touch(member.household)
    return member


def head_change(
    *,
    actor: Actor,
    household: Household,
    person: Person,
    day: date,
    relations: dated.Relations | None = None,
) -> Household:
    """Another member heads the household from a day on; the old head gets a relation to them."""
    with said_plainly(), act(actor, "head.change", on=household) as audit:
        dated.check_day(day)
        row = dated.lock(household)
        dated.succeed(dated.members(row), person, day, relations or {}, leaving=False)
        dated.touch(row)
        audit.note(row, head=person.name, day=day)
        return row
