"""Households: opened, changed, closed, merged and split. Nothing is overwritten; each has its day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from lianxin.kernel.action import act, acting
from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.period import today
from lianxin.kernel.problem import refuse
from lianxin.kernel.sealed import seal
from lianxin.kernel.text import tidy
from lianxin.people.models import Area, Level
from lianxin.people.phone import cleaned
from lianxin.people.wording import Reading

from ..changes import Joining, Leaving
from ..identity import BANK
from ..marks import note
from ..models import Code, Household, Membership, Pairing, Person
from ..numbers import next_number
from ..pairings import responsible
from ..refusals import said_plainly
from . import memberships as dated
from . import spans
from .persons import Told, create

PLAIN = {"phone", "martyr_family"}
OFFICE = {"group", "register_code", "bank_name", "bank_account"}
"""Fields that take the right ``household.identify``: where a household stands and where money goes."""
LEFT_BY = {
    str(Household.Ending.DIED): Leaving.DIED,
    str(Household.Ending.MOVED): Leaving.LEFT,
    str(Household.Ending.MISTAKE): Leaving.MISTAKE,
}


def household_open(
    *,
    actor: Actor,
    village: Area,
    head: str,
    group: Area | None = None,
    phone: str = "",
    register_code: str = "",
    day: date | None = None,
    **told: Any,
) -> Household:
    """A new household with its head; ``told`` is what else is known of the head (see ``Told``)."""
    day = day or today()
    with said_plainly(), act(actor, "household.open", on=village) as audit:
        dated.check_day(day)
        _check_place(village, group)
        household = _open(village, group, day, phone=cleaned(phone))
        household.register_code = _register_code(household, register_code)
        household.save()
        person = create(actor, household, Told(name=head, **told), day)
        dated.begin(household, person, dated.relation(dated.HEAD), day, Joining.OPENED)
        audit.note(household, number=household.number, head=person.name)
        return household


def _open(village: Area, group: Area | None, day: date, **fields: Any) -> Household:
    """The village's row is locked, so that two at once do not get the same number."""
    Area.objects.visible_to(SYSTEM).select_for_update().get(pk=village.pk)
    return Household.objects.create(
        village=village, group=group, number=next_number(village, group), opened=day, **fields
    )


LABELS = {"register_code": _("户编号"), "bank_name": _("开户银行"), "reason": _("原因")}


def _words(field: str, text: str | None, limit: int) -> str:
    reading = Reading()
    plain = reading.words(field, text or "", LABELS[field], limit, sentence=field == "reason")
    reading.check()
    return plain


def _check_place(village: Area, group: Area | None) -> None:
    if village.level != Level.VILLAGE:
        raise refuse("household.not_a_village", "village", name=village.name)
    if group is not None and group.parent_id != village.pk:
        raise refuse("household.group_elsewhere", "group")


def _register_code(household: Household, text: str) -> str | None:
    """The national register's code, once per village; blank codes do not collide."""
    code = _words("register_code", text, 20)
    rows = Household.objects.visible_to(SYSTEM).filter(village=household.village)
    if code and rows.filter(register_code=code).exclude(pk=household.pk).exists():
        raise refuse("household.code_taken", "register_code", number=code)
    return code or None


def household_change(
    *, actor: Actor, household: Household, rev: int, fields: Mapping[str, Any]
) -> Household:
    """Changes some of ``PLAIN`` and ``OFFICE``; ``rev`` is the state that the writer looked at."""
    action = "household.identify" if OFFICE & set(fields) else "household.change"
    with said_plainly(), act(actor, action, on=household) as audit:
        row = dated.lock(household)
        if row.rev != rev:
            raise refuse("action.changed_meanwhile")
        before = {name: _held(row, name) for name in fields}
        for name, value in fields.items():
            _set(row, name, value)
        row.rev += 1
        if changed := [name for name in fields if _held(row, name) != before[name]]:
            note(row, changed, actor)
        row.save()
        audit.note(row, fields=sorted(fields))
        return row


def _held(row: Household, name: str) -> Any:
    return row.bank_sealed if name == "bank_account" else getattr(row, name, None)


def _set(row: Household, name: str, value: Any) -> None:
    match name:
        case "phone":
            row.phone = cleaned(value)
        case "martyr_family":
            row.martyr_family = value
        case "group":
            _check_place(row.village, value)
            row.group = value
        case "register_code":
            row.register_code = _register_code(row, value)
        case "bank_name":
            row.bank_name = _words("bank_name", value, 40)
        case "bank_account":
            _set_account(row, value)
        case _:
            raise refuse("input.unknown_choice", name, value=name)


def _set_account(row: Household, text: str) -> None:
    number = re.sub(r"[\s-]", "", tidy(text))
    if number and not re.fullmatch(r"[0-9]{8,30}", number, re.ASCII):
        raise refuse("bank.account", "bank_account")
    row.bank_sealed = seal(number, BANK) if number else None
    row.bank_tail = number[-4:]


def household_close(
    *, actor: Actor, household: Household, day: date, ending: str, reason: str = ""
) -> Household:
    """The household ends: its members leave (or have died) with it, its pairings end."""
    left_by = LEFT_BY.get(ending)
    with said_plainly(), act(actor, "household.close", on=household) as audit:
        if left_by is None:
            raise refuse("input.unknown_choice", "ending", value=ending)
        dated.check_day(day)
        row = dated.lock(household)
        dated.check_lived_out(row, day)
        for member in dated.members(row):
            dated.end(member, day, left_by)
            if left_by is Leaving.DIED:
                member.person.died = day
                member.person.save(update_fields=["died"])
        _end(row, day, ending, _words("reason", reason, 120))
        audit.note(row, ending=ending, day=day, reason=reason)
        return row


def _end(row: Household, day: date, ending: str, reason: str) -> None:
    row.closed, row.ending = day, ending
    row.rev += 1
    row.save()
    with override("zh-hans"):  # what is kept is in the register's language, whoever writes it
        spans.end_all(row, day, reason or str(Household.Ending(ending).label))


def household_merge(
    *,
    actor: Actor,
    into: Household,
    from_: Household,
    day: date,
    reason: str,
    relations: dated.Relations | None = None,
) -> Household:
    """All members of ``from_`` move into ``into``; ``from_`` closes and its pairings end."""
    with said_plainly(), act(actor, "household.merge", on=into) as audit:
        if not actor.allows("household.merge", from_):
            raise refuse("action.not_allowed", "from_", action="household.merge")
        dated.check_day(day)
        target, source = _merging(into, from_)
        dated.check_opened(target, day)
        dated.check_lived_out(source, day)
        for place, member in enumerate(dated.members(source), 50):
            code = (relations or {}).get(member.person_id) or dated.relation(dated.OTHER)
            dated.check_relation(code, member.person.sex, f"relation-{member.person_id}")
            dated.end(member, day, Leaving.MERGED)
            dated.begin(target, member.person, code, day, Joining.MERGED, place)
        source.merged_into = target
        _end(source, day, Household.Ending.MERGED, _words("reason", reason, 120))
        dated.touch(target)
        audit.note(target, merged=source.number, day=day, reason=reason)
        return target


def _merging(into: Household, from_: Household) -> tuple[Household, Household]:
    """Both rows, locked in the order of their ids, so that two merges never wait for each other."""
    if into.pk == from_.pk:
        raise refuse("household.same", "from_")
    if into.village_id != from_.village_id:
        raise refuse("household.other_village", "from_")
    rows = {row.pk: dated.lock(row) for row in sorted((into, from_), key=lambda h: h.pk)}
    return rows[into.pk], rows[from_.pk]


def household_split(
    *,
    actor: Actor,
    household: Household,
    members: Mapping[Person, Code | None],
    new_head: Person,
    day: date,
    phone: str = "",
    same_officer: bool = True,
) -> Household:
    """Some members become a household of their own, with their relations to its new head."""
    with said_plainly(), act(actor, "household.split", on=household) as audit:
        dated.check_day(day)
        row = dated.lock(household)
        dated.check_opened(row, day)
        leaving = _leaving(row, members, new_head)
        new = _open(row.village, row.group, day, phone=cleaned(phone), split_from=row)
        for place, (member, code) in enumerate(leaving, 1):
            dated.end(member, day, Leaving.SPLIT)
            dated.begin(new, member.person, code, day, Joining.SPLIT, place)
        if same_officer:
            _pair_alike(row, new, day)
        dated.touch(row)
        audit.note(row, new=new.number, members=len(leaving), day=day)
        return new


def _leaving(
    row: Household, chosen: Mapping[Person, Code | None], new_head: Person
) -> list[tuple[Membership, Code]]:
    here = {member.person_id: member for member in dated.members(row)}
    if not chosen:
        raise refuse("household.split_nobody", "members")
    if new_head not in chosen:
        raise refuse("household.split_who_heads", "new_head")
    if absent := [person for person in chosen if person.pk not in here]:
        raise refuse("member.not_here", "members", name=absent[0].name)
    if any(here[person.pk].is_head for person in chosen):
        raise refuse("household.split_head", "members")
    if len(chosen) >= len(here):
        raise refuse("household.split_all", "members")
    leaving = [(here[new_head.pk], dated.relation(dated.HEAD))]
    for person, code in chosen.items():
        if person != new_head:
            code = code or dated.relation(dated.OTHER)
            dated.check_relation(code, person.sex, f"relation-{person.pk}")
            leaving.append((here[person.pk], code))
    return leaving


def _pair_alike(old: Household, new: Household, day: date) -> None:
    """Whoever answers for the old household on the day answers for the new one, without a gap."""
    for held in responsible(day).filter(household=old, officer__until__isnull=True):
        Pairing.objects.create(
            household=new,
            officer=held.officer,
            from_day=day,
            reason="分户",
            begun_by_id=acting(),
        )
