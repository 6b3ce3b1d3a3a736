"""A household as the phone shows it: members, facts, income, when it was last visited."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery

from lianxin.kernel.actor import SYSTEM
from lianxin.kernel.period import full_years
from lianxin.records.diary.models import Act, Entry, Kind
from lianxin.records.file.known import completeness
from lianxin.records.file.models import HouseholdStatement, Standing
from lianxin.records.file.queries import ABLE, cause_names, code_names
from lianxin.records.file.stated import Stated, stated
from lianxin.register.models import Household, Membership
from lianxin.register.queries import HouseholdFile, files

from .. import fields
from .plans import plans
from .scope import Doc, Scope

YEARS = 6


def documents(scope: Scope, keys: Collection[UUID]) -> dict[UUID, Doc]:
    """Of some of one's own households."""
    found = {file.household.pk: file for file in files(scope.actor, [*keys], day=scope.day)}
    told = stated(scope.actor, found.values())
    acts, places, planned = _acts(scope, keys), _places(scope, keys), plans(scope, keys)
    known = completeness(keys, scope.day)
    names = code_names("cause")
    return {
        key: Doc(
            file.household.edition,
            {
                **_household(file, told[key], scope),
                **_standing(told[key].standing, names),
                **_facts(file, told[key]),
                "missing": [one.title for one in known[key].missing],
                **acts.get(key, NOTHING),
                "place": places.get(key),
                "plan": planned.get(key),
            },
        )
        for key, file in found.items()
    }


def _household(file: HouseholdFile, held: Stated, scope: Scope) -> dict[str, Any]:
    row = file.household
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
    rows = (stated.living, stated.dwelling, stated.land, stated.production)
    held: dict[type[HouseholdStatement], HouseholdStatement] = {
        type(row): row for row in rows if row is not None
    }
    found = {name: fields.value_of(file.household, held, name) for name in fields.ALL}
    return {"facts": {name: value for name, value in found.items() if value is not None}}


NOTHING: dict[str, Any] = {"last_visit": None, "last_talk": None, "entries": 0}


def _acts(scope: Scope, keys: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Unscoped: whoever sees a household and acts by one grant sees the acts in it."""
    sight = scope.actor.sees_with(Household, Act)
    if sight is None:
        return {}
    acts = Act.objects.visible_to(SYSTEM).filter(counts=True)
    counted = acts.filter(household__in=keys).order_by().values_list("household")
    entries = dict(counted.annotate(n=Count("entry", distinct=True)))
    own = acts.filter(household=OuterRef("pk")).order_by("-day").values("day")
    last = [Subquery(own.filter(kind=kind)[:1]) for kind in (Kind.VISIT, Kind.TALK)]
    rows = Household.objects.visible_to(SYSTEM).filter(sight, pk__in=keys).order_by()
    return {
        key: {
            "last_visit": visit and visit.isoformat(),
            "last_talk": talk and talk.isoformat(),
            "entries": entries.get(key, 0),
        }
        for key, visit, talk in rows.values_list("pk", *last)
    }


def _places(scope: Scope, keys: Collection[UUID]) -> dict[UUID, dict[str, float]]:
    """Where a household is, as the latest entry about it alone says: given by a tap, never asked for."""
    told = Act.objects.visible_to(scope.actor).filter(
        household__in=keys, entry__place__isnull=False, entry__withdrawn_at=None
    )
    homes = _homes_of(told.order_by().values_list("entry_id", flat=True).distinct())
    found: dict[UUID, dict[str, float]] = {}
    # unscoped: entries of acts that the actor sees
    for row in Entry.objects.visible_to(SYSTEM).filter(pk__in=homes).order_by("serial"):
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
