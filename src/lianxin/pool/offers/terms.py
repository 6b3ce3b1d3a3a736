"""The terms of an offer: read, checked before they are written, and held against households."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.kernel.actor import SYSTEM, Actor
from lianxin.kernel.among import among
from lianxin.kernel.period import full_years, today
from lianxin.people.models import Area
from lianxin.people.wording import Reading
from lianxin.records.file.models import Livelihood, Standing
from lianxin.records.file.queries import livelihoods, standings
from lianxin.register.models import Household, Membership
from lianxin.register.queries import every_code, memberships

from .models import OfferTerms
from .telling import conditions_told

OLDEST = 120


def terms_of(offers: Collection[UUID], day: date | None = None) -> dict[UUID, OfferTerms]:
    """By offer, those that were told last by the day. Unscoped: of offers that the caller may see."""
    rows = OfferTerms.objects.visible_to(SYSTEM).filter(offer__in=among(offers))
    told = rows.filter(day__lte=day or today()).order_by("offer", "number")
    return {row.offer_id: row for row in told}


def conditions_read(found: Reading, told: Mapping[str, Any]) -> dict[str, Any]:
    """Only known conditions with values that exist; what does not narrow is left out."""
    kept: dict[str, Any] = {}
    for name, listed in (("categories", "category"), ("causes", "cause")):
        keys = [str(key) for key in told.get(name) or ()]
        known = {str(key) for key, code in every_code().items() if code.list == listed}
        _refuse_unknown(found, name, set(keys) - known)
        if keys:
            kept[name] = sorted(keys)
    if groups := [str(key) for key in told.get("groups") or ()]:
        rows = Area.objects.visible_to(SYSTEM).filter(pk__in=groups)  # public
        _refuse_unknown(found, "groups", set(groups) - {str(row.pk) for row in rows})
        kept["groups"] = sorted(groups)
    if age := told.get("age"):
        low, high = age
        if not 0 <= low <= high <= OLDEST:
            found.add("offer.age", "age_to", limit=OLDEST)
        kept["age"] = [low, high]
    if sex := told.get("sex"):
        _refuse_unknown(found, "sex", {sex} - {"1", "2"})
        kept["sex"] = sex
    if skill := found.words("skill", told.get("skill") or "", _("手艺"), 30):
        kept["skill"] = skill
    return kept


def _refuse_unknown(found: Reading, name: str, values: Collection[str]) -> None:
    if values:
        found.add("input.unknown_choice", name, value=min(values))


def unfit(
    actor: Actor, terms: OfferTerms, homes: Collection[Household], day: date
) -> dict[UUID, list[str]]:
    """By household, which conditions it does not fulfil, in a few words; none: it fits."""
    wanted, found = terms.conditions, {home.pk: list[str]() for home in homes}
    keys = list(found)
    if not wanted:
        return found
    standing = {
        row.household_id: row for row in standings(actor, day=day).filter(household__in=among(keys))
    }
    fitting = _with_fitting_member(actor, wanted, keys, day)
    for home in homes:
        wrong = _household_wrong(wanted, home, standing.get(home.pk))
        if fitting is not None and home.pk not in fitting:
            wrong |= {"age", "sex", "skill"} & wanted.keys()
        found[home.pk] = conditions_told({name: wanted[name] for name in wanted if name in wrong})
    return found


def _household_wrong(
    wanted: Mapping[str, Any], home: Household, standing: Standing | None
) -> set[str]:
    category = str(standing.category_id) if standing else ""
    causes = {str(standing.cause_id), *map(str, standing.causes)} if standing else set()
    wrong = set()
    if "categories" in wanted and category not in wanted["categories"]:
        wrong.add("categories")
    if "causes" in wanted and causes.isdisjoint(wanted["causes"]):
        wrong.add("causes")
    if "groups" in wanted and {str(home.group_id), str(home.village_id)}.isdisjoint(
        wanted["groups"]
    ):
        wrong.add("groups")
    return wrong


def _with_fitting_member(
    actor: Actor, wanted: Mapping[str, Any], keys: Collection[UUID], day: date
) -> set[UUID] | None:
    """Households in which one member has the age, the sex and the skill; None where nobody asks."""
    if wanted.keys().isdisjoint({"age", "sex", "skill"}):
        return None
    rows = memberships(actor, day=day).filter(household__in=among(keys))
    skilled = _skilled(actor, wanted.get("skill", ""), keys, day)
    return {
        row.household_id
        for row in rows.select_related("person")
        if _member_fits(wanted, row, day) and (skilled is None or row.person_id in skilled)
    }


def _member_fits(wanted: Mapping[str, Any], row: Membership, day: date) -> bool:
    low, high = wanted.get("age", (0, OLDEST))
    born = row.person.born
    if "age" in wanted and (born is None or not low <= full_years(born, day) <= high):
        return False
    return wanted.get("sex") in {None, row.person.sex}


def _skilled(actor: Actor, skill: str, keys: Collection[UUID], day: date) -> set[UUID] | None:
    if not skill:
        return None
    rows = livelihoods(actor, day=day).filter(person__home__in=among(keys))
    return {row.person_id for row in rows if _says(row, skill)}


def _says(row: Livelihood, skill: str) -> bool:
    return skill in row.trade or skill in row.doing
