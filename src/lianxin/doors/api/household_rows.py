"""Households, members and dated facts as the API shows them, all within the caller's scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from lianxin.kernel.actor import Actor
from lianxin.people.models import Area, Officer
from lianxin.records.file.models import Standing
from lianxin.records.file.queries import conditions, livelihoods, standings, welfares
from lianxin.records.file.stated import stated
from lianxin.register.models import Household, Membership, Pairing
from lianxin.register.queries import household as file_of
from lianxin.register.queries import memberships, pairings, sees_persons

from .file_rows import condition, facts_of, judged, livelihood, welfare

SEX = {"1": "male", "2": "female"}
SEALED = ("person__id_sealed", "person__id_blind")


def households_on(actor: Actor, households: Sequence[Household], day: date) -> list[dict[str, Any]]:
    """Each household as it stood on the day, in a constant number of queries."""
    ids = [household.pk for household in households]
    belonging: dict[UUID, list[Membership]] = {pk: [] for pk in ids}
    for row in memberships(actor, day=day).filter(household__in=ids).select_related("person"):
        belonging[row.household_id].append(row)
    standing = {row.household_id: row for row in stands(actor, ids, day)}
    answering = {row.household_id: row for row in paired(actor, ids, day) if row.responsible}
    counted = sees_persons(actor)
    return [
        {
            **_household(household, answering.get(household.pk), standing.get(household.pk)),
            "head": next((one.person.name for one in belonging[household.pk] if one.is_head), None),
            "members": len(belonging[household.pk]) if counted else None,
            "phone": household.phone if counted else "",
        }
        for household in households
    ]


def household_file(actor: Actor, household: Household, day: date) -> dict[str, Any]:
    """The household as it stood on the day: its members, who answered for it, its facts."""
    file = file_of(actor, household.pk, day=day)
    held = stated(actor, [file])[household.pk]
    return {
        **households_on(actor, [household], day)[0],
        "as_of": day,
        "people": members_of(actor, household, day),
        "pairings": [_pairing(row) for row in paired(actor, [household.pk], day)],
        "facts": facts_of(actor, held),
        **judged(actor, household, day),
    }


def members_on(actor: Actor, day: date) -> QuerySet[Membership]:
    rows = memberships(actor, day=day).select_related("person__ethnic", "person__party", "relation")
    return rows.defer(*SEALED).order_by("-is_head", "position", "id")


def members_of(actor: Actor, household: Household, day: date) -> list[dict[str, Any]]:
    return member_rows(actor, list(members_on(actor, day).filter(household=household)), day)


def member_rows(actor: Actor, rows: list[Membership], day: date) -> list[dict[str, Any]]:
    """Who may see heads but not persons (the assessors) gets the name and no more."""
    ids = [row.person_id for row in rows]
    known = conditions(actor, day=day).filter(person__in=ids)
    known = known.select_related("education", "schooling", "health", "labour", "not_at_school")
    said = {row.person_id: condition(row) for row in known.select_related("author")}
    lives = livelihoods(actor, day=day).filter(person__in=ids)
    lives = lives.select_related("author", "work_region", "disability", "disability_level")
    living = {row.person_id: livelihood(row) for row in lives}
    cared = welfares(actor, day=day).filter(person__in=ids).select_related("author")
    caring = {row.person_id: welfare(row) for row in cared}
    whole = sees_persons(actor)
    return [
        {
            **_membership(row),
            **(_person(row) if whole else NOBODY),
            "condition": said.get(row.person_id),
            "livelihood": living.get(row.person_id),
            "welfare": caring.get(row.person_id),
        }
        for row in rows
    ]


def paired(actor: Actor, ids: list[UUID], day: date) -> QuerySet[Pairing]:
    rows = pairings(actor, day=day).filter(household__in=ids)
    return rows.select_related("officer__unit").order_by("-responsible", "from_day", "id")


def stands(actor: Actor, ids: list[UUID], day: date) -> QuerySet[Standing]:
    rows = standings(actor, day=day).filter(household__in=ids)
    return rows.select_related("category", "watch", "cause")


def standing_as(actor: Actor, day: date, **names: str) -> Q:
    """Households whose standing on the day has these names, such as category 脱贫户."""
    wanted = {f"{kind}__name": name for kind, name in names.items() if name}
    if not wanted:
        return Q()
    rows = standings(actor, day=day).filter(**wanted)
    return Q(pk__in=rows.values("household_id"))


def _household(
    household: Household, pairing: Pairing | None, standing: Standing | None
) -> dict[str, Any]:
    return {
        "id": household.pk,
        "number": household.number,
        "village": _place(household.village),
        "group": _name(household.group),
        "phone": household.phone,
        "officer": pairing and _officer(pairing.officer),
        "category": _name(standing and standing.category),
        "watch": _name(standing and standing.watch),
        "opened": household.opened,
        "closed": household.closed,
        "rev": household.rev,
    }


def _membership(row: Membership) -> dict[str, Any]:
    return {
        "id": row.person_id,
        "household": row.household_id,
        "name": row.person.name,
        "relation": row.relation.name,
        "head": row.is_head,
        "from_day": row.from_day,
        "until": row.until,
    }


NOBODY: dict[str, Any] = {
    "id_number": "",
    "no_id_reason": "",
    "sex": "unknown",
    "born": None,
    "died": None,
    "ethnic": None,
    "party": None,
    "phone": "",
}


def _person(row: Membership) -> dict[str, Any]:
    person = row.person
    return {
        "id_number": f"…{person.id_tail}" if person.id_tail else "",
        "no_id_reason": person.no_id_reason,
        "sex": SEX.get(person.sex, "unknown"),
        "born": person.born,
        "died": person.died,
        "ethnic": _name(person.ethnic),
        "party": _name(person.party),
        "phone": person.phone,
    }


def _place(area: Area) -> dict[str, Any]:
    return {"id": area.pk, "code": area.code, "name": area.name}


def _officer(officer: Officer) -> dict[str, Any]:
    return {"id": officer.pk, "name": officer.name, "unit": officer.unit.name}


def _pairing(row: Pairing) -> dict[str, Any]:
    return {
        "id": row.pk,
        "officer": _officer(row.officer),
        "responsible": row.responsible,
        "from_day": row.from_day,
        "until": row.until,
        "reason": row.reason,
    }


def _name(named: Any) -> str | None:
    return named.name if named else None
