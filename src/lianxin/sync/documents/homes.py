"""A household as the phone shows it: members, facts, income, when it was last visited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import full_years
from lianxin.records.diary.models import Act, Entry, Kind
from lianxin.records.file.known import completeness
from lianxin.records.file.models import HouseholdStatement, Standing
from lianxin.records.file.queries import ABLE, cause_names, code_names
from lianxin.records.file.stated import Stated
from lianxin.register.models import Membership
from lianxin.register.queries import HouseholdFile

from .. import fields
from .scope import Doc, Scope

YEARS = 6


def documents(scope: Scope) -> dict[UUID, Doc]:
    acts, places = _acts(scope), _places(scope)
    known = completeness(scope.keys, scope.day) if scope.keys else {}
    names = code_names("cause")
    return {
        key: Doc(
            file.household.edition,
            {
                **_household(file, scope),
                **_standing(scope.stated[key].standing, names),
                **_facts(file, scope.stated[key]),
                "missing": [one.title for one in known[key].missing],
                **acts.get(key, NOTHING),
                "place": places.get(key),
            },
        )
        for key, file in scope.files.items()
    }


def _household(file: HouseholdFile, scope: Scope) -> dict[str, Any]:
    row, held = file.household, scope.stated[file.household.pk]
    answering = file.responsible
    return {
        "number": row.number,
        "head": file.name,
        "group": row.group.name if row.group else "",
        "village": {"id": str(row.village_id), "name": row.village.name},
        "phone": row.phone or (file.head.person.phone if file.head else ""),
        "size": len(file.members),
        "labour": sum(_able(held, one) for one in file.members),
        "members": [_member(one, held, scope) for one in file.members],
        "income": [
            {"year": one.year, "per_head": one.per_head / 100} for one in held.leading[:YEARS]
        ],
        "officer": answering.officer.name if answering else "",
    }


def _able(held: Stated, one: Membership) -> bool:
    condition = held.conditions.get(one.person_id)
    return bool(condition and condition.labour and condition.labour.name in ABLE)


def _member(one: Membership, held: Stated, scope: Scope) -> dict[str, Any]:
    person = one.person
    condition, livelihood = (
        held.conditions.get(one.person_id),
        held.livelihoods.get(one.person_id),
    )
    return {
        "id": str(person.pk),
        "name": person.name,
        "relation": one.relation.told,
        "age": full_years(person.born, scope.day) if person.born else None,
        "sex": person.sex,
        "phone": person.phone,
        "doing": livelihood.doing if livelihood else "",
        "health": condition.health.told if condition and condition.health else "",
        "schooling": condition.schooling.told if condition and condition.schooling else "",
    }


def _standing(row: Standing | None, names: dict[str, str]) -> dict[str, Any]:
    if row is None:
        return {"category": "", "watch": "", "causes": []}
    main = [row.cause.told] if row.cause else []
    watching = row.watch is not None and not row.risk_cleared
    return {
        "category": row.category.told if row.category else "",
        "watch": row.watch.told if watching and row.watch else "",
        "causes": [*main, *cause_names(row, names)],
    }


def _facts(file: HouseholdFile, stated: Stated) -> dict[str, Any]:
    rows = (stated.living, stated.dwelling, stated.land)
    held: dict[type[HouseholdStatement], HouseholdStatement] = {
        type(row): row for row in rows if row is not None
    }
    found = {name: fields.value_of(file.household, held, name) for name in fields.ALL}
    return {"facts": {name: value for name, value in found.items() if value is not None}}


NOTHING: dict[str, Any] = {"last_visit": None, "last_talk": None, "entries": 0}


def _acts(scope: Scope) -> dict[UUID, dict[str, Any]]:
    rows = Act.objects.visible_to(scope.actor).filter(household__in=scope.keys, counts=True)
    found: dict[UUID, dict[str, Any]] = {}
    for key, kind, last in (
        rows.order_by().values_list("household", "kind").annotate(last=Max("day"))
    ):
        if kind in {Kind.VISIT, Kind.TALK}:
            found.setdefault(key, dict(NOTHING))[f"last_{kind}"] = last.isoformat()
    counted = rows.order_by().values_list("household").annotate(n=Count("entry", distinct=True))
    for key, n in counted:
        found.setdefault(key, dict(NOTHING))["entries"] = n
    return found


def _places(scope: Scope) -> dict[UUID, dict[str, float]]:
    """Where a household is, as the latest entry about it alone says: given by a tap, never asked for."""
    told = Entry.objects.visible_to(scope.actor).filter(
        place__isnull=False, withdrawn_at=None, acts__household__in=scope.keys
    )
    homes = _homes_of(told.values_list("pk", flat=True))
    found: dict[UUID, dict[str, float]] = {}
    for row in Entry.objects.visible_to(scope.actor).filter(pk__in=homes).order_by("serial"):
        mine = homes[row.pk]
        if len(mine) == 1 and row.place:
            [key] = mine
            found[key] = {"lat": row.place["lat"], "lon": row.place["lon"]}
    return found


def _homes_of(entries: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    rows = Act.objects.visible_to(SYSTEM).filter(entry__in=list(entries), household__isnull=False)
    found: dict[UUID, set[UUID]] = {}
    for entry, home in rows.order_by().values_list("entry_id", "household_id").distinct():
        found.setdefault(entry, set()).add(home)
    return found
